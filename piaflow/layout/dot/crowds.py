"""Crowded ranks made thinner: boxes without label or file that only end arrows stand one rank further."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

from piaflow.layout.dot.cycles import Order
from piaflow.layout.dot.longest_path import Step
from piaflow.views.scene import Arrow, Line, Scene

_CROWD = 6  # so many boxes in one rank are a crowd
_APART = 3  # so many boxes fewer has a rank that takes one more


def is_crowded(scene: Scene, order: Order, boxes: Mapping[str, int]) -> bool:
    """Tell whether a rank is crowded with boxes that could stand further."""
    load = Counter(boxes.values())
    return any(load[boxes[box]] >= _CROWD for box in _find_hubs(scene, order))


def find_stagger(scene: Scene, order: Order, ranks: Mapping[str, int]) -> Iterator[Step]:
    """Yield the steps by which every second box of a crowd behind one and the same box stands a rank further."""
    crowds: dict[tuple[str, str, int], list[str]] = defaultdict(list)
    hubs = _find_hubs(scene, order)
    for box in scene.boxes:
        match tuple(hubs.get(box.id, ())):
            case (hub,):
                crowds[hub, box.frame, ranks[box.id]].append(box.id)
    for (hub, _, rank), crowd in crowds.items():
        if len(crowd) >= _CROWD:
            yield from (Step(hub, box, rank - ranks[hub] + 1) for box in crowd[1::2])


def ease_crowds(scene: Scene, order: Order, boxes: Mapping[str, int]) -> dict[str, int]:
    """Return the ranks with boxes of a crowded one in the next, as long as that is their side's too, and emptier."""
    eased, load, last = dict(boxes), Counter(boxes.values()), _find_last(order, boxes)
    hubs = _find_hubs(scene, order)
    for box in (box.id for box in scene.boxes if box.id in hubs):
        rank = boxes[box]
        crowded = load[rank] >= _CROWD and load[rank + 1] + _APART <= load[rank]
        if crowded and rank < last[order.bands.get(box)]:
            eased[box] = rank + 1
            load.update({rank: -1, rank + 1: 1})
    return eased


def _find_hubs(scene: Scene, order: Order) -> dict[str, set[str]]:
    """Return, for each box where bare arrows end and none begins, the boxes from which they come."""
    hubs: dict[str, set[str]] = defaultdict(set)
    kept: set[str] = set()
    for arrow in scene.arrows:
        first, second = order.direct(arrow)
        hubs[second].add(first)
        kept |= {first} if _is_bare(arrow) else {first, second}
    return {box: found for box, found in hubs.items() if box not in kept}


def _is_bare(arrow: Arrow) -> bool:
    return not (arrow.number or arrow.text) and arrow.line is not Line.HELD


def _find_last(order: Order, boxes: Mapping[str, int]) -> dict[int | None, int]:
    """Return the last rank of each side."""
    last: dict[int | None, int] = defaultdict(int)
    for box, rank in boxes.items():
        last[order.bands.get(box)] = max(last[order.bands.get(box)], rank)
    return last

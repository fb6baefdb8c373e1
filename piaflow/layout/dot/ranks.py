"""Layer assignment (Sugiyama, step 2): the rank of every box and label, how many steps along the picture each stands.

Ranks are ours and handed to dot as `minlen`: a side of the page, a file beside its system and a label between the
frames of its ends are constraints that dot does not know.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from math import ceil, sqrt

from attrs import frozen

from piaflow.layout.dot.cycles import Order, find_walls, name_wall
from piaflow.layout.dot.longest_path import Constraint, find_short_ranks
from piaflow.layout.frames import Nesting
from piaflow.views.scene import Arrow, Box, Line, Scene

# Ranks between two boxes: a rank for the label is between them, or none, or a file stands beside its system.
_WITH_LABEL, _WITHOUT, _BESIDE = 2, 1, 0
_LEAST_ROW = 3  # so few boxes that no arrow meets stand in one row
_HOLDING = 3  # so many times dearer than another arrow's is the length of the line from a system to its file
_CROWD = 6  # so many boxes in one rank are a crowd
_APART = 3  # so many boxes fewer has a rank that takes one more


@frozen
class RankRange:
    """The first and the last rank of a frame."""

    first: int
    last: int


@frozen
class Ranks:
    """The ranks of the boxes and of the labels of arrows, by id, and the extents of the frames.

    `columns` are pairs of boxes that stand behind each other though no arrow joins them.
    """

    boxes: dict[str, int]
    labels: dict[str, int]
    frames: dict[str, RankRange]
    columns: tuple[tuple[str, str], ...] = ()


def find_ranks(scene: Scene, nesting: Nesting, order: Order, *, eased: bool = False) -> Ranks:
    """Rank the boxes so that arrows are short and each side of the picture lies behind the one before.

    `eased` ranks are less crowded, and arrows longer.
    """
    names = [*(box.id for box in scene.boxes), *map(name_wall, order.walls)]
    constraints = [*_find_arrow_constraints(scene, order), *_find_wall_constraints(scene, order)]
    columns = tuple(_find_columns(scene, nesting, order))
    constraints += [Constraint(one, other, _WITHOUT) for one, other in columns]
    ranks = find_short_ranks(names, constraints)
    if eased and (further := list(find_stagger(scene, order, ranks))):
        ranks = find_short_ranks(names, [*constraints, *further])
    ranks = _tighten(scene, constraints, ranks)
    least = min((ranks[box.id] for box in scene.boxes), default=0)
    boxes = {box.id: ranks[box.id] - least for box in scene.boxes}
    boxes |= ease_crowds(scene, order, boxes) if eased else {}
    boxes |= _spread_loose(scene, nesting, order, boxes)
    extents = _find_extents(scene, nesting, boxes)
    return Ranks(boxes, _rank_labels(scene, nesting, order, Ranks(boxes, {}, extents)), extents, columns)


def _tighten(scene: Scene, constraints: list[Constraint], ranks: dict[str, int]) -> dict[str, int]:
    """Return the ranks with boxes that stand as well elsewhere moved nearer to the others of their frame."""
    tight = dict(ranks)
    for box in scene.boxes:
        others = [tight[one.id] for one in scene.boxes if one.frame == box.frame and one is not box]
        ahead = [rule for rule in constraints if rule.first == box.id]
        astern = [rule for rule in constraints if rule.second == box.id]
        if box.frame and others and sum(s.weight for s in ahead) == sum(s.weight for s in astern):
            wished = min(max(tight[box.id], min(others)), max(others))
            low = max((tight[rule.first] + rule.length for rule in astern), default=wished)
            high = min((tight[rule.second] - rule.length for rule in ahead), default=wished)
            tight[box.id] = min(max(wished, low), high)
    return tight


def _find_length(arrow: Arrow) -> int:
    if arrow.has_label:
        return _WITH_LABEL
    return _BESIDE if arrow.line is Line.HELD else _WITHOUT


def _find_arrow_constraints(scene: Scene, order: Order) -> Iterator[Constraint]:
    for arrow in scene.arrows:
        first, second = order.direct(arrow)
        if first != second:
            yield Constraint(first, second, _find_length(arrow), _HOLDING if arrow.line is Line.HELD else 1)


def _find_wall_constraints(scene: Scene, order: Order) -> Iterator[Constraint]:
    """Behind a wall that labelled arrows pass, there is room for the labels."""
    passed: Counter[str] = Counter()
    for arrow in scene.arrows:
        ends = [order.bands[end] for end in order.direct(arrow) if end in order.bands]
        for band in range(min(ends, default=0), max(ends, default=0)):
            passed[name_wall(band)] = max(passed[name_wall(band)], _find_length(arrow))
    for first, second in find_walls(order.bands, order.walls):
        yield Constraint(first, second, max(passed[first], _WITHOUT) if second in order.bands else _BESIDE)


def _find_columns(scene: Scene, nesting: Nesting, order: Order) -> Iterator[tuple[str, str]]:
    """Yield what follows what where many boxes that no arrow meets, nor any near them, would share one rank."""
    joined = _find_joined(scene)
    groups: dict[tuple[str, int | None], list[str]] = defaultdict(list)
    for box in scene.boxes:
        if box.id not in joined and not any(_is_akin(box, one, nesting, order) for one in joined):
            groups[box.frame, order.bands.get(box.id)].append(box.id)
    for group in groups.values():
        wide = max(ceil(sqrt(len(group))), _LEAST_ROW)
        yield from zip(group, group[wide:], strict=False)


def _find_joined(scene: Scene) -> set[str]:
    return {end for arrow in scene.arrows for end in (arrow.source, arrow.target)}


def _spread_loose(scene: Scene, nesting: Nesting, order: Order, boxes: dict[str, int]) -> dict[str, int]:
    """Return new ranks for the boxes that no arrow meets: in turn on those of their frame, or of their side."""
    joined = _find_joined(scene)
    turns: Counter[tuple[int, ...]] = Counter()
    found: dict[str, int] = {}
    for box in scene.boxes:
        if box.id not in joined:
            near = {boxes[one] for one in joined if _is_akin(box, one, nesting, order)} or {boxes[box.id]}
            ranks = tuple(sorted(near))
            found[box.id] = ranks[turns[ranks] % len(ranks)]
            turns[ranks] += 1
    return found


def _is_akin(box: Box, other: str, nesting: Nesting, order: Order) -> bool:
    if box.frame:
        return box.frame in nesting.of_box[other]
    return order.bands.get(box.id) == order.bands.get(other)


def _find_extents(scene: Scene, nesting: Nesting, boxes: dict[str, int]) -> dict[str, RankRange]:
    """Return the span of each frame that holds a box. The label of an arrow back to its own box lies behind it."""
    loops = {arrow.source for arrow in scene.arrows if arrow.source == arrow.target}
    within: dict[str, list[int]] = defaultdict(list)
    for box, rank in boxes.items():
        for frame in nesting.of_box[box]:
            within[frame] += [rank, rank + (box in loops)]
    return {frame: RankRange(min(found), max(found)) for frame, found in within.items()}


def _rank_labels(scene: Scene, nesting: Nesting, order: Order, ranks: Ranks) -> dict[str, int]:
    """Put each label between the frames of its two ends where there is room; rather not among boxes, nor in a crowd."""
    taken, load = set(ranks.boxes.values()), Counter(ranks.boxes.values())
    labels: dict[str, int] = {}
    for arrow in (one for one in scene.arrows if one.has_label):
        places = _find_places(*order.direct(arrow), nesting, ranks)
        labels[arrow.id] = min(places, key=lambda place: (place in taken, load[place], place))
        load[labels[arrow.id]] += 1
    return labels


def _find_places(first: str, second: str, nesting: Nesting, ranks: Ranks) -> range:
    start, end = ranks.boxes[first], ranks.boxes[second]
    if first == second:
        return range(start + 1, start + 2)
    one, other = set(nesting.of_box[first]), set(nesting.of_box[second])
    left = max((ranks.frames[frame].last for frame in one - other), default=start)
    entered = min((ranks.frames[frame].first for frame in other - one), default=end)
    return range(left + 1, entered) or range(start + 1, entered) or range(start + 1, end)


def is_crowded(scene: Scene, order: Order, boxes: Mapping[str, int]) -> bool:
    """Tell whether a rank is crowded with boxes that could stand further."""
    load = Counter(boxes.values())
    return any(load[boxes[box]] >= _CROWD for box in _find_hubs(scene, order))


def find_stagger(scene: Scene, order: Order, ranks: Mapping[str, int]) -> Iterator[Constraint]:
    """Yield the constraints by which every second box of a crowd behind one and the same box stands a rank further."""
    crowds: dict[tuple[str, str, int], list[str]] = defaultdict(list)
    hubs = _find_hubs(scene, order)
    for box in scene.boxes:
        match tuple(hubs.get(box.id, ())):
            case (hub,):
                crowds[hub, box.frame, ranks[box.id]].append(box.id)
    for (hub, _, rank), crowd in crowds.items():
        if len(crowd) >= _CROWD:
            yield from (Constraint(hub, box, rank - ranks[hub] + 1) for box in crowd[1::2])


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
    return not arrow.has_label and arrow.line is not Line.HELD


def _find_last(order: Order, boxes: Mapping[str, int]) -> dict[int | None, int]:
    """Return the last rank of each side."""
    last: dict[int | None, int] = defaultdict(int)
    for box, rank in boxes.items():
        last[order.bands.get(box)] = max(last[order.bands.get(box)], rank)
    return last

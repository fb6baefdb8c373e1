"""Scene → the part of it that answers a question: what is about one box, what lies between two, where an item goes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet

from attrs import evolve

from piaflow.views.scene import Arrow, Box, Frame, Line, Scene

_Step = tuple[str, str, str]


def look_around(scene: Scene, box: str) -> Scene:
    """Return what of a scene is about one box: its arrows, the boxes that they join it with, their steps in the 備考."""
    return _keep(
        scene,
        lambda arrow: box in {arrow.source, arrow.target},
        f"{_find_label(scene, box)}の周り",
        always={box},
    )


def look_between(scene: Scene, one: str, other: str) -> Scene:
    """Return the arrows on the shortest ways from one box to another and back, with the boxes that they join.

    A way goes along a line of 保有 in either direction.
    """
    steps: list[_Step] = []
    for arrow in scene.arrows:
        steps.append((arrow.source, arrow.target, arrow.id))
        if arrow.line is Line.HELD:
            steps.append((arrow.target, arrow.source, arrow.id))
    on = {*_find_shortest(steps, one, other), *_find_shortest(steps, other, one)}
    told = f"{_find_label(scene, one)}と{_find_label(scene, other)}の間のいちばん短い道"
    return _keep(scene, lambda arrow: arrow.id in on, told, always={one, other})


def keep_flows(scene: Scene, flows: AbstractSet[str]) -> Scene:
    """Return the arrows that stand for any of these flows, the boxes that they join and the files that these hold."""
    carrying = {arrow.id for arrow in scene.arrows if not flows.isdisjoint(arrow.flows)}
    ends = {end for arrow in scene.arrows if arrow.id in carrying for end in (arrow.source, arrow.target)}
    return _keep(
        scene,
        lambda arrow: (
            arrow.id in carrying or (arrow.line is Line.HELD and {arrow.source, arrow.target} <= ends)
        ),
    )


def find_filled(frames: tuple[Frame, ...], boxes: Iterable[Box]) -> Iterator[Frame]:
    """Yield the frames that hold one of the boxes, at any depth, in their order."""
    parents = {frame.id: frame.parent for frame in frames}
    filled: set[str] = set()
    for box in boxes:
        frame = box.frame
        while frame and frame not in filled:
            filled.add(frame)
            frame = parents[frame]
    return (frame for frame in frames if frame.id in filled)


def _find_label(scene: Scene, box: str) -> str:
    return next(one.label for one in scene.boxes if one.id == box)


def _keep(
    scene: Scene, is_kept: Callable[[Arrow], bool], told: str = "", always: Collection[str] = ()
) -> Scene:
    """Return a scene of some arrows alone, what it is of told in its subtitle, with the steps of these in the 備考."""
    arrows = tuple(filter(is_kept, scene.arrows))
    ends = {*always, *(end for arrow in arrows for end in (arrow.source, arrow.target))}
    boxes = tuple(box for box in scene.boxes if box.id in ends)
    numbers = {arrow.number for arrow in arrows}
    remarks = (
        evolve(group, remarks=tuple(remark for remark in group.remarks if remark.number in numbers))
        for group in scene.remarks
    )
    return evolve(
        scene,
        subtitle="　―　".join(filter(None, (scene.subtitle, told))),
        frames=tuple(find_filled(scene.frames, boxes)),
        boxes=boxes,
        arrows=arrows,
        remarks=tuple(group for group in remarks if group.remarks),
    )


def _find_shortest(steps: list[_Step], start: str, end: str) -> Iterator[str]:
    """Yield the arrows on all ways from start to end that have the fewest of them."""
    ahead, behind = defaultdict[str, list[str]](list), defaultdict[str, list[str]](list)
    for source, target, _ in steps:
        ahead[source].append(target)
        behind[target].append(source)
    come, go = _count_steps(ahead, start), _count_steps(behind, end)
    return (
        arrow
        for source, target, arrow in steps
        if source in come and target in go and come[source] + 1 + go[target] == come.get(end)
    )


def _count_steps(ways: Mapping[str, list[str]], start: str) -> dict[str, int]:
    """Return how many arrows away each box is that can be reached."""
    found, pending = {start: 0}, [start]
    for box in pending:
        for new in ways.get(box, ()):
            if new not in found:
                found[new] = found[box] + 1
                pending.append(new)
    return found

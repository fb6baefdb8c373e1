"""A scene too large for one page → scenes of consecutive step groups that fit, together all of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby

from attrs import evolve, frozen

from piaflow.render.remarks import find_heading, gather, part
from piaflow.views.scene import Arrow, Frame, Line, RemarkGroup, Scene

Fits = Callable[[Scene], bool]


@frozen
class Unit:
    """What is to stay on one page: arrows by id, boxes and frames alone by id, remarks. `inner`: where to cut it."""

    arrows: tuple[str, ...] = ()
    alone: tuple[str, ...] = ()
    remarks: tuple[RemarkGroup, ...] = ()
    inner: tuple[Unit, ...] = ()


def split(scene: Scene, fits: Fits) -> tuple[Scene, ...]:
    """Return the scene itself where it fits, else as few parts as a greedy search finds.

    What belongs to no remark (flows without a number, lines of 保有, boxes alone) goes to the part whose boxes
    it touches most, and to a part of its own where none has room. A single arrow is never refused.
    """
    if fits(scene):
        return (scene,)
    steps = _find_steps(scene) or _find_sources(scene)
    parts = _pack(scene, steps, fits)
    # The large ones first: the small ones then find their boxes placed, and fit into what room is left.
    rest = sorted(_find_rest(scene, steps), key=lambda unit: -len(_find_boxes(scene, unit)))
    apart = [unit for unit in rest if not _place(scene, unit, parts, fits, least=1)]
    later = [unit for unit in apart if not _place(scene, unit, parts, fits)]
    return tuple(_cut(scene, unit) for unit in (*parts, *_pack(scene, later, fits)))


def _pack(scene: Scene, units: Sequence[Unit], fits: Fits) -> list[Unit]:
    """Fill one part after another, in order; a unit that fills more than a page is cut."""
    parts, rest = [], list(units)
    while rest:
        count = _count_fitting(scene, rest, fits)
        if count == 0 and max(len(rest[0].arrows), len(rest[0].inner)) > 1:
            rest[:1] = _open(rest[0])
            continue
        parts.append(_join(rest[: max(count, 1)]))
        del rest[: max(count, 1)]
    return parts


def _count_fitting(scene: Scene, units: Sequence[Unit], fits: Fits) -> int:
    """Return how many units from the first on fit on one page, found by doubling, then by halving."""
    low, high = 0, 1
    while high <= len(units) and fits(_cut(scene, _join(units[:high]))):
        low, high = high, 2 * high
    high = min(high - 1, len(units))
    while low < high:
        middle = (low + high + 1) // 2
        if fits(_cut(scene, _join(units[:middle]))):
            low = middle
        else:
            high = middle - 1
    return low


def _open(unit: Unit) -> tuple[Unit, ...]:
    """Return the units in a unit: the steps of a group, boxes alone, the arrows of a step."""
    if unit.inner:
        return unit.inner
    first, *others = unit.arrows
    return Unit((first,), unit.alone, unit.remarks), *(Unit((one,)) for one in others)


def _place(scene: Scene, unit: Unit, parts: list[Unit], fits: Fits, *, least: int = 0) -> bool:
    """Add a unit to the nearest part that has room and shares `least` boxes with it; tell whether one did."""
    near = [_find_nearness(scene, unit, one) for one in parts]
    for n in sorted(
        (n for n, (boxes, *_) in enumerate(near) if boxes >= least), key=lambda n: near[n], reverse=True
    ):
        joined = _join([parts[n], unit])
        if fits(_cut(scene, joined)):
            parts[n] = joined
            return True
    return False


def _find_nearness(scene: Scene, unit: Unit, part: Unit) -> tuple[int, int, int]:
    """Return how many boxes and how many frames a part shares with a unit, and how empty it is."""
    own, there = _find_boxes(scene, unit), _find_boxes(scene, part)
    shared = set(_find_frames_around(scene, own)) & set(_find_frames_around(scene, there))
    return len(own & there), len(shared), -len(there)


def _cut(scene: Scene, unit: Unit) -> Scene:
    """Return the part of a scene that a unit names, with the frames around it and 保有 between its boxes."""
    named, ends = set(unit.arrows), _find_boxes(scene, unit)
    boxes = tuple(box for box in scene.boxes if box.id in ends)
    arrows = tuple(a for a in scene.arrows if a.id in named or (_is_held(a) and {a.source, a.target} <= ends))
    return evolve(
        scene, frames=_find_frames_around(scene, ends), boxes=boxes, arrows=arrows, remarks=unit.remarks
    )


def _find_frames_around(scene: Scene, ends: set[str]) -> tuple[Frame, ...]:
    """Return the frames around boxes, and those among `ends` that stand alone."""
    return _find_frames(scene, {box.frame for box in scene.boxes if box.id in ends} | ends)


def _find_frames(scene: Scene, wanted: set[str]) -> tuple[Frame, ...]:
    parents = {frame.id: frame.parent for frame in scene.frames}
    needed: set[str] = set()
    for start in wanted:
        frame = start
        while frame in parents and frame not in needed:
            needed.add(frame)
            frame = parents[frame]
    return tuple(frame for frame in scene.frames if frame.id in needed)


def _find_boxes(scene: Scene, unit: Unit) -> set[str]:
    named = set(unit.arrows)
    ends = {end for a in scene.arrows if a.id in named for end in (a.source, a.target)}
    return ends | set(unit.alone)


def _find_steps(scene: Scene) -> list[Unit]:
    """Return a unit per heading of the 備考; a remark without an arrow stays with the step before it."""
    steps: list[Unit] = []
    for group in part(scene.remarks):
        numbers = {remark.number for remark in group.remarks} - {""}
        step = Unit(tuple(a.id for a in scene.arrows if a.number in numbers), remarks=(group,))
        if steps and not (step.arrows and steps[-1].arrows):
            steps[-1] = evolve(_join([steps[-1], step]), inner=())
        else:
            steps.append(step)
    headed = groupby(steps, lambda step: find_heading(step.remarks[0]))
    return [_join(list(found)) for _, found in headed] if any(step.arrows for step in steps) else []


def _find_sources(scene: Scene) -> list[Unit]:
    """Return a unit per box that arrows leave, for a scene without steps; all remarks go with the first."""
    leaving: dict[str, list[str]] = {}
    for arrow in scene.arrows:
        if not _is_held(arrow):
            leaving.setdefault(arrow.source, []).append(arrow.id)
    units = [Unit(tuple(ids)) for ids in leaving.values()] or [Unit()]
    return [evolve(units[0], remarks=scene.remarks), *units[1:]]


def _find_rest(scene: Scene, steps: Sequence[Unit]) -> Iterator[Unit]:
    """Yield what no step names: arrows joined through boxes that no step touches, and the boxes alone of each frame."""
    whole = _join(steps)
    named, known = set(whole.arrows), _find_boxes(scene, whole)
    groups: list[list[Arrow]] = []
    for arrow in (a for a in scene.arrows if a.id not in named):
        met = [group for group in groups if _find_ends(group) & _find_ends([arrow]) - known]
        groups = [*(group for group in groups if group not in met), [*(a for g in met for a in g), arrow]]
    for group in groups:
        yield _join([Unit((arrow.id,)) for arrow in group])
    ends = _find_ends(scene.arrows)
    loose: dict[str, list[Unit]] = {}
    for box in (box for box in scene.boxes if box.id not in ends):
        loose.setdefault(box.frame, []).append(Unit(alone=(box.id,)))
    yield from map(_join, loose.values())
    filled = {frame.id for frame in _find_frames(scene, {box.frame for box in scene.boxes})}
    yield from (Unit(alone=(frame.id,)) for frame in scene.frames if frame.id not in filled)


def _find_ends(arrows: Iterable[Arrow]) -> set[str]:
    return {end for arrow in arrows for end in (arrow.source, arrow.target)}


def _is_held(arrow: Arrow) -> bool:
    return arrow.line is Line.HELD


def _join(units: Sequence[Unit]) -> Unit:
    arrows = dict.fromkeys(i for unit in units for i in unit.arrows)
    alone = dict.fromkeys(i for unit in units for i in unit.alone)
    return Unit(
        tuple(arrows), tuple(alone), gather(group for unit in units for group in unit.remarks), tuple(units)
    )

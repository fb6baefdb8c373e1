"""Scene → scene: marks that a trace, findings or a change put on it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import TypeVar

from attrs import evolve

from piaflow.domain.assessment import Assessment
from piaflow.trace.answer import FlowTrace, NodeTrace, Reach, Trace
from piaflow.views.scene import Arrow, Box, Line, Mark, Scene

_NO_NAMES: Mapping[str, str] = {}
_Part = TypeVar("_Part", Box, Arrow)
_STRONGEST = (Mark.DEFINITE, Mark.POSSIBLE, Mark.DERIVED, Mark.STOP, Mark.ASIDE)


def mark_trace(scene: Scene, trace: Trace) -> Scene:
    """Return the scene with what the item reaches marked, where it stops, and the rest put aside."""
    nodes = {node.name: node for node in trace.nodes}
    flows = {flow.flow: flow for flow in trace.flows}
    marks = find_marks(scene, trace.item, nodes, flows)
    return evolve(
        scene,
        subtitle=_add(scene.subtitle, f"「{trace.item}」の流れ"),
        boxes=tuple(evolve(box, mark=marks[box.id]) for box in scene.boxes),
        arrows=tuple(evolve(arrow, mark=marks[arrow.id]) for arrow in scene.arrows),
    )


def _add(subtitle: str, told: str) -> str:
    return "　―　".join(filter(None, (subtitle, told)))


def find_marks(
    scene: Scene, item: str, nodes: Mapping[str, NodeTrace], flows: Mapping[str, FlowTrace]
) -> dict[str, Mark]:
    """Return what the answers of a trace, by names of nodes and ids of flows, say of each box and arrow, by its id.

    An arrow that stands for several flows bears the strongest of their marks. A line of 保有 is put aside where its
    file is not reached, and else bears none.
    """
    marks = {
        box.id: min((judge(item, nodes.get(name)) for name in box.nodes or (box.id,)), key=_STRONGEST.index)
        for box in scene.boxes
    }
    for arrow in scene.arrows:
        if arrow.line is Line.HELD:
            is_aside = judge(item, nodes.get(arrow.target)) is Mark.ASIDE
            marks[arrow.id] = Mark.ASIDE if is_aside else Mark.NONE
        else:
            found = [judge(item, flows.get(flow)) for flow in arrow.flows]
            marks[arrow.id] = min(found, key=_STRONGEST.index, default=Mark.ASIDE)
    return marks


def judge(item: str, answer: NodeTrace | FlowTrace | None) -> Mark:
    """Return the mark of an answer; ASIDE for none.

    What certainly has only another form of the item may still have the item itself: then that is marked.
    """
    if answer is None or answer.reach is Reach.NONE:
        return Mark.STOP if isinstance(answer, FlowTrace) and answer.stops else Mark.ASIDE
    if answer.reach is Reach.DEFINITE and item in answer.as_items:
        return Mark.DEFINITE
    is_open = answer.reach is Reach.POSSIBLE or item in answer.possibly_as
    return Mark.POSSIBLE if is_open else Mark.DERIVED


def mark_subjects(scene: Scene, model: Assessment, subjects: Collection[str]) -> Scene:
    """Return the scene with the boxes and arrows marked that findings name, by node name, alias or flow id.

    An arrow that stands for several flows is marked where any of them is named.
    """
    named = {model.canonical(name) if model.find(name) else name for name in subjects}
    return evolve(
        scene,
        subtitle=_add(scene.subtitle, "指摘"),
        boxes=tuple(evolve(b, mark=Mark.FINDING) if b.id in named else b for b in scene.boxes),
        arrows=tuple(evolve(a, mark=Mark.FINDING) if named & {a.id, *a.flows} else a for a in scene.arrows),
    )


def mark_changes(
    before: Scene, after: Scene, gained: Collection[str] = (), renumbered: Mapping[str, str] = _NO_NAMES
) -> Scene:
    """Return both scenes in one: what came, what went, what changed, and the boxes newly reached (`gained`).

    `renumbered` gives the id before of an arrow that only got another one: it changed, it did not come.
    """
    boxes, arrows = {box.id: box for box in before.boxes}, _called_as_now(before.arrows, renumbered)
    now = {*(box.id for box in after.boxes), *(arrow.id for arrow in after.arrows)}
    moved = {box.id for box in after.boxes if _frames(after, box.frame) != _frames(before, box.frame)}
    frames = (*after.frames, *(f for f in before.frames if f.id not in {g.id for g in after.frames}))
    gone_boxes = (evolve(b, mark=Mark.REMOVED) for b in before.boxes if b.id not in now)
    gone_arrows = (evolve(a, mark=Mark.REMOVED) for a in before.arrows if a.id in arrows and a.id not in now)
    return evolve(
        after,
        subtitle=_add(after.subtitle, "変更の前と後"),
        frames=frames,
        boxes=(*(_compare(box, boxes, gained, moved) for box in after.boxes), *gone_boxes),
        arrows=(*(_compare(arrow, arrows, (), ()) for arrow in after.arrows), *gone_arrows),
    )


def _called_as_now(arrows: Iterable[Arrow], renumbered: Mapping[str, str]) -> dict[str, Arrow]:
    now = {was: name for name, was in renumbered.items()}
    return {now.get(a.id, a.id): evolve(a, id=now.get(a.id, a.id)) for a in arrows}


def _frames(scene: Scene, frame: str) -> tuple[str, ...]:
    """Return the ids of a frame and all frames around it."""
    parents = {f.id: f.parent for f in scene.frames}
    chain = []
    while frame:
        chain.append(frame)
        frame = parents.get(frame, "")
    return tuple(chain)


def _compare(part: _Part, was: Mapping[str, _Part], gained: Collection[str], moved: Collection[str]) -> _Part:
    if part.id not in was:
        return evolve(part, mark=Mark.ADDED)
    if was[part.id] != part or part.id in moved:
        return evolve(part, mark=Mark.CHANGED)
    return evolve(part, mark=Mark.GAINED) if part.id in gained else part

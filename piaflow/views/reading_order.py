"""The order of a picture: that of its printed numbers, not that in which a model file happens to be written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from attrs import evolve

from piaflow.domain.assessment import Assessment
from piaflow.domain.certainty import Certainty
from piaflow.domain.choices import PartyKind
from piaflow.domain.nodes import File, Node, Party, System
from piaflow.rules.step_numbers import find_places
from piaflow.views.scene import Arrow, Line, RemarkGroup, Scene

_KINDS = tuple(PartyKind)
_STYLES = ("○", "●", "")
Key = tuple[int, int, int, int, str]


def number_key(printed: str) -> Key:
    """Return what a printed number sorts by: its prefix, its style, its place; an unread one by itself, last."""
    places = find_places(printed)
    if not places:
        return (1 if printed else 2, 0, 0, 0, printed)
    first = places[0]
    return (0, int(first.prefix or 0), _STYLES.index(first.style), first.number, printed)


def node_order(model: Assessment) -> dict[str, int]:
    """Return the place of each node: parties by their kind, systems by their number in Ⅰ.2, files; then by name."""
    return {node.name: place for place, node in enumerate(sorted(model.nodes, key=_node_key))}


def _node_key(node: Node) -> tuple[int, int, int, str]:
    match node:
        case Party():
            return (0, _KINDS.index(node.kind), 0, node.name)
        case System():
            is_number = node.number.isdecimal()
            return (1, int(not node.number), int(node.number) if is_number else 0, node.name)
        case File():
            return (2, int(node.listed is Certainty.NO), 0, node.name)


def in_reading_order(scene: Scene, model: Assessment) -> Scene:
    """Return the scene with everything in the order of the numbers and, where there are none, of the nodes."""
    places = node_order(model)
    ranks = _rank_flows(model, places)
    boxes = sorted(scene.boxes, key=lambda box: places[box.id])
    parents = {frame.id: frame.parent for frame in scene.frames}
    around = _place(frame for box in boxes for frame in reversed(_chain(box.frame, parents)))
    return evolve(
        scene,
        arrows=tuple(sorted(scene.arrows, key=lambda arrow: _arrow_key(arrow, ranks, places))),
        boxes=tuple(boxes),
        frames=tuple(sorted(scene.frames, key=lambda frame: (around.get(frame.id, len(around)), frame.id))),
        remarks=_sort_remarks(scene.remarks),
    )


def _rank_flows(model: Assessment, places: Mapping[str, int]) -> dict[str | tuple[int, int], int]:
    """The place of each flow by its id, and of the first flow between two nodes by their places."""
    told = sorted((flow.diagram, number_key(flow.step), i) for i, flow in model.flows_by_id.items())
    ranks: dict[str | tuple[int, int], int] = {}
    for rank, (_, _, flow_id) in enumerate(told):
        flow = model.flows_by_id[flow_id]
        ends = places[model.canonical(flow.source)], places[model.canonical(flow.target)]
        ranks[flow_id] = rank
        ranks.setdefault(ends, rank)
    return ranks


def _arrow_key(
    arrow: Arrow, ranks: Mapping[str | tuple[int, int], int], places: Mapping[str, int]
) -> tuple[bool, int, int, int]:
    ends = places[arrow.source], places[arrow.target]
    return (arrow.line is Line.HELD, ranks.get(arrow.id, ranks.get(ends, 0)), *ends)


def _place(names: Iterable[str]) -> dict[str, int]:
    return {name: place for place, name in enumerate(dict.fromkeys(names))}


def _chain(frame: str, parents: dict[str, str]) -> list[str]:
    """A frame and all around it."""
    chain = []
    while frame:
        chain.append(frame)
        frame = parents.get(frame, "")
    return chain


def _sort_remarks(groups: tuple[RemarkGroup, ...]) -> tuple[RemarkGroup, ...]:
    sorted_ = (
        evolve(g, remarks=tuple(sorted(g.remarks, key=lambda r: number_key(r.number)))) for g in groups
    )
    return tuple(sorted(sorted_, key=lambda group: min(number_key(r.number) for r in group.remarks)))

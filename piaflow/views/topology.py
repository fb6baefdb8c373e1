"""The topology: everything that a model names and the flows between, of bodies, of places, or of systems."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import Enum

from attrs import evolve

from piaflow.domain.assessment import Assessment
from piaflow.domain.choices import FlowKind
from piaflow.domain.flows import Flow
from piaflow.domain.items import OPEN
from piaflow.views.parts import (
    find_zone_sides,
    frame_id,
    hold_lines,
    is_shown_unasked,
    line_of,
    make_boxes,
    make_frames,
)
from piaflow.views.scene import Arrow, Box, Line, Scene, Shape

_STRONGEST = (Line.SPECIFIC, Line.UNKNOWN, Line.PERSONAL)


class Level(Enum):
    """段階: what one box of a topology stands for. Values are the words that an officer writes."""

    SYSTEM = "システム"
    ZONE = "領域"
    BODY = "機関"


_SUBTITLES = {
    Level.BODY: "機関と、その間の流れ",
    Level.ZONE: "領域と、その間の流れ",
    Level.SYSTEM: "システム・ファイル・主体と、その間の流れ",
}


def view_topology(model: Assessment, level: Level = Level.SYSTEM) -> dict[str, Scene]:
    """Return one scene, named 全体: all nodes and zones, the flows between two boxes gathered in one arrow.

    Of bodies, a box stands for all that a 機関 answers for; of zones, for all that stands in an outermost one. What no
    body or no zone is told of stands for itself.
    """
    ends = {model.canonical(end) for flow in model.flows for end in (flow.source, flow.target)}
    shown = make_boxes(model, ends | {n.name for n in model.nodes if is_shown_unasked(n, model)})
    boxes = tuple(_FOLDS[level](model, shown))
    within = {node: box.id for box in boxes for node in box.nodes or (box.id,)}
    scene = Scene(
        title=model.heading,
        subtitle=_SUBTITLES[level],
        frames=make_frames(model, boxes),
        boxes=boxes,
        arrows=(*hold_lines(model, boxes), *_join_flows(model, within)),
    )
    return {"全体": scene}


def _join_flows(model: Assessment, within: Mapping[str, str]) -> Iterator[Arrow]:
    between: dict[tuple[str, str], dict[str, Flow]] = {}
    for flow_id, flow in model.flows_by_id.items():
        pair = within[model.canonical(flow.source)], within[model.canonical(flow.target)]
        if pair[0] != pair[1]:
            between.setdefault(pair, {})[flow_id] = flow
    for (source, target), flows in between.items():
        line = min((line_of(model, flow) for flow in flows.values()), key=_STRONGEST.index)
        carried = _find_carried(model, flows.values())
        kinds = {flow.kind for flow in flows.values()}
        handed = kinds.pop() if len(kinds) == 1 else FlowKind.NONE
        yield Arrow(
            f"{source}→{target}", source, target, line, flows=tuple(flows), carried=carried, handed=handed
        )


def _find_carried(model: Assessment, flows: Iterable[Flow]) -> tuple[str, ...]:
    lists = [flow.items for flow in flows]
    names = {model.vocabulary.canonical(name) for items in lists for name in items.names}
    return (*sorted(names), *([OPEN] if names and not all(items.complete for items in lists) else ()))


def _fold_into_bodies(model: Assessment, shown: Iterable[Box]) -> Iterator[Box]:
    """Yield a box per 機関 that answers for something, outside all zones: it stands for more than what is in one."""
    held: dict[str, list[str]] = {}
    for box in shown:
        held.setdefault(model.answering(box.id) or box.id, []).append(box.id)
    for box in make_boxes(model, held):
        yield evolve(box, frame="", nodes=tuple(dict.fromkeys((box.id, *held[box.id]))))


def _fold_into_zones(model: Assessment, shown: Iterable[Box]) -> Iterator[Box]:
    """Yield a box per outermost zone, and every box that stands in none."""
    parents = {zone.name: zone.parent for zone in model.zones}
    sides = find_zone_sides(model)
    held: dict[str, list[Box]] = {}
    for box in shown:
        zone = model.zone_of(box.id)
        while zone and parents[zone]:
            zone = parents[zone]
        held.setdefault(frame_id(zone) or box.id, []).append(box)
    names = {frame_id(name): name for name in parents}
    for outer, boxes in held.items():
        if outer in names:
            nodes = tuple(box.id for box in boxes)
            yield Box(outer, names[outer], Shape.ZONE, side=sides[names[outer]], nodes=nodes)
        else:
            yield from boxes


def _leave(_: Assessment, shown: Iterable[Box]) -> Iterator[Box]:
    return iter(shown)


_FOLDS: Mapping[Level, Callable[[Assessment, Iterable[Box]], Iterator[Box]]] = {
    Level.BODY: _fold_into_bodies,
    Level.ZONE: _fold_into_zones,
    Level.SYSTEM: _leave,
}

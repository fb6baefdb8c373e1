"""The parts of a picture: boxes of nodes, frames of zones, arrows of flows, and on which side each stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping

from piaflow.domain.assessment import Assessment
from piaflow.domain.certainty import Certainty
from piaflow.domain.choices import NodeKind, PartyKind, Side
from piaflow.domain.flows import Flow
from piaflow.domain.nodes import File, Node, Party, System, Zone
from piaflow.law.specific_information import judge_specific
from piaflow.views.scene import Arrow, Box, Frame, Line, Shape

_SIDES = {
    PartyKind.PERSON: Side.RESIDENT,
    PartyKind.ASSESSOR: Side.SELF,
    PartyKind.DEPARTMENT: Side.SELF,
    PartyKind.SAME_GOVERNMENT: Side.SELF,
    PartyKind.PREFECTURE: Side.OUTSIDE,
    PartyKind.JLIS: Side.OUTSIDE,
    PartyKind.NATIONAL: Side.OUTSIDE,
    PartyKind.MUNICIPALITY: Side.OUTSIDE,
    PartyKind.OTHER_PUBLIC: Side.OUTSIDE,
    PartyKind.COMPANY: Side.OUTSIDE,
    PartyKind.CONTRACTOR: Side.CONTRACTOR,
}
_SYSTEM_SHAPES = {
    NodeKind.SYSTEM: Shape.SYSTEM,
    NodeKind.TERMINAL: Shape.TERMINAL,
    NodeKind.APPLICATION: Shape.APPLICATION,
    NodeKind.NETWORK: Shape.NETWORK,
    NodeKind.MEDIUM: Shape.MEDIUM,
}
_LINES = {Certainty.YES: Line.SPECIFIC, Certainty.NO: Line.PERSONAL, Certainty.UNKNOWN: Line.UNKNOWN}


def find_side(model: Assessment, name: str) -> Side:
    """Return the side of a node by who answers for it, else by whose place it stands in; UNKNOWN without either."""
    owner = model.find(model.owner(name) or model.place_owner(name))
    return _SIDES[owner.kind] if isinstance(owner, Party) else Side.UNKNOWN


def find_zone_sides(model: Assessment) -> Mapping[str, Side]:
    """Return the side of each zone: as stated; else its owner's; else what its nodes agree on; else outside."""
    agreed = _list_sides_within(model)
    return {zone.name: _find_zone_side(model, zone, agreed[zone.name]) for zone in model.zones}


def _find_zone_side(model: Assessment, zone: Zone, agreed: set[Side]) -> Side:
    if zone.side is not Side.UNKNOWN:
        return zone.side
    owner = model.find(zone.owner)
    if isinstance(owner, Party):
        return _SIDES[owner.kind]
    return next(iter(agreed)) if len(agreed) == 1 else Side.OUTSIDE


def _list_sides_within(model: Assessment) -> Mapping[str, set[Side]]:
    """Return the known sides of the nodes in each zone and in the zones within it."""
    sides: dict[str, set[Side]] = {zone.name: set() for zone in model.zones}
    for node in model.nodes:
        if zone := model.zone_of(node.name):
            sides[zone] |= {find_side(model, node.name)} - {Side.UNKNOWN}
    parents = {zone.name: zone.parent for zone in model.zones}
    for zone in _list_inner_first(parents):
        if parents[zone]:
            sides[parents[zone]] |= sides[zone]
    return sides


def _list_inner_first(parents: Mapping[str, str]) -> list[str]:
    """Return the zones in an order in which each comes before the one around it."""
    waiting = Counter(parents.values())
    order = [zone for zone in parents if not waiting[zone]]
    for zone in order:
        waiting[parents[zone]] -= 1
        if parents[zone] and not waiting[parents[zone]]:
            order.append(parents[zone])
    return order


def _find_shape(node: Node) -> Shape:
    if isinstance(node, System):
        return _SYSTEM_SHAPES[node.kind]
    if isinstance(node, File):
        return Shape.FILE
    return Shape.PERSON if node.kind is PartyKind.PERSON else Shape.ORGANISATION


def frame_id(zone: str) -> str:
    """Return the id of a zone's frame ("" stays ""): zones and nodes may share a name, ids may not."""
    return f"［領域］{zone}" if zone else ""


def make_boxes(model: Assessment, names: Collection[str]) -> tuple[Box, ...]:
    """Return a box for each named node, in the model's order. A box's id is its node's name."""
    shown = (node for node in model.nodes if node.name in names)
    return tuple(
        Box(n.name, n.name, _find_shape(n), frame_id(model.zone_of(n.name)), side=find_side(model, n.name))
        for n in shown
    )


def make_frames(model: Assessment, boxes: Collection[Box]) -> tuple[Frame, ...]:
    """Return the frames that the boxes stand in and all frames around those, in the model's order."""
    zones = {frame_id(z.name): z for z in model.zones}
    needed: set[str] = set()
    for box in boxes:
        above = box.frame
        while above and above not in needed:
            needed.add(above)
            above = frame_id(zones[above].parent)
    sides = find_zone_sides(model)
    return tuple(Frame(i, z.name, frame_id(z.parent), sides[z.name]) for i, z in zones.items() if i in needed)


def hold_lines(model: Assessment, boxes: Collection[Box]) -> Iterator[Arrow]:
    """Yield a line between each file and the system that holds it, where both are shown."""
    shown = {box.id for box in boxes}
    for file in model.files:
        holder = model.canonical(file.holder)
        if {file.name, holder} <= shown:
            yield Arrow(f"保有 {holder}→{file.name}", holder, file.name, Line.HELD)


def is_shown_unasked(node: Node, model: Assessment) -> bool:
    """Return whether a picture of everything shows the node: the assessing body only where it is declared."""
    return not isinstance(node, Party) or node in model.parties


def line_of(model: Assessment, flow: Flow) -> Line:
    """Return how the flow is drawn: with 特定個人情報, without, or unknown."""
    return _LINES[judge_specific(flow, model.vocabulary)]


def make_arrow(model: Assessment, flow_id: str, flow: Flow) -> Arrow:
    """Return the arrow of one flow, its id the flow's; an arrow without a text of its own names its items."""
    text = flow.text or ("" if flow.step else str(flow.items).replace("、", "・"))
    source, target = model.canonical(flow.source), model.canonical(flow.target)
    return Arrow(
        flow_id, source, target, line_of(model, flow), flow.step, text, flows=(flow_id,), handed=flow.kind
    )

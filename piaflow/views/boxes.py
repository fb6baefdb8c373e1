"""Boxes and frames of the nodes that a picture shows."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from piaflow.domain.assessment import Assessment
from piaflow.domain.choices import NodeKind, PartyKind
from piaflow.domain.nodes import File, Node, Party, System
from piaflow.views.scene import Arrow, Box, Frame, Line, Shape
from piaflow.views.sides import find_side, find_zone_sides

_SYSTEM_SHAPES = {
    NodeKind.SYSTEM: Shape.SYSTEM,
    NodeKind.TERMINAL: Shape.TERMINAL,
    NodeKind.APPLICATION: Shape.APPLICATION,
    NodeKind.NETWORK: Shape.NETWORK,
    NodeKind.MEDIUM: Shape.MEDIUM,
}


def _shape(node: Node) -> Shape:
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
        Box(n.name, n.name, _shape(n), frame_id(model.zone_of(n.name)), side=find_side(model, n.name))
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

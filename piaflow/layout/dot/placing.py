"""Measured scene + Graphviz's geometry → Drawing: every part gets its place, every arrow its line."""

from __future__ import annotations

from collections.abc import Sequence

from piaflow.errors import RenderError
from piaflow.layout.detours import Corners
from piaflow.layout.dot.lines import find_lines
from piaflow.layout.dot.measured import Measured
from piaflow.layout.dot.wiring import Wiring, wire
from piaflow.layout.drawing import Drawing, DrawnArrow, DrawnBox, DrawnFrame, DrawnLabel
from piaflow.layout.font import flatten
from piaflow.layout.geometry import Geometry, Rectangle
from piaflow.layout.naming import place_name
from piaflow.layout.routes import cut_for_head, round_corners
from piaflow.views.scene import Arrow, Frame, Line


def make_drawing(measured: Measured, geometry: Geometry) -> Drawing:
    """Give every part of the scene its place; a part without one is an error that names it."""
    scene, wiring = measured.scene, wire(measured)
    _check_complete(measured, wiring, geometry)
    boxes = tuple(DrawnBox(b, measured.boxes[b.id], geometry.nodes[wiring.boxes[b.id]]) for b in scene.boxes)
    lines, areas = find_lines(measured, wiring, geometry, boxes)
    labels = {arrow: DrawnLabel(measured.labels[arrow], area) for arrow, area in areas.items()}
    arrows = tuple(
        _draw_arrow(a, line, labels.get(a.id)) for a, line in zip(scene.arrows, lines, strict=True)
    )
    frames = [_draw_frame(f, geometry.clusters[wiring.frames[f.id]], measured, lines) for f in scene.frames]
    frames.sort(key=lambda drawn: drawn.depth)
    return Drawing(geometry.width, geometry.height, tuple(frames), boxes, arrows)


def _draw_frame(frame: Frame, area: Rectangle, measured: Measured, lines: Sequence[Corners]) -> DrawnFrame:
    name = place_name(flatten(frame.label), area, lines)
    return DrawnFrame(frame, area, name, len(measured.nesting.of_frame[frame.id]))


def _draw_arrow(arrow: Arrow, line: Corners, label: DrawnLabel | None) -> DrawnArrow:
    if arrow.line is Line.HELD:
        return DrawnArrow(arrow, round_corners(line), None, label)
    return DrawnArrow(arrow, round_corners(cut_for_head(line)), line[-1], label)


def _check_complete(measured: Measured, wiring: Wiring, geometry: Geometry) -> None:
    scene = measured.scene
    lost = [f"枠「{f.label}」" for f in scene.frames if wiring.frames[f.id] not in geometry.clusters]
    lost += [f"箱「{b.label}」" for b in scene.boxes if wiring.boxes[b.id] not in geometry.nodes]
    labels = {box.id: box.label for box in scene.boxes}
    for arrow in scene.arrows:
        if not {link.name for link in wiring.links[arrow.id]} <= geometry.edges.keys():
            lost.append(
                f"矢印「{arrow.number or arrow.id}」（{labels[arrow.source]}→{labels[arrow.target]}）"
            )
    if lost:
        raise RenderError(f"図の配置で失われたものがあります: {'、'.join(lost)}")

"""Measured scene + Graphviz's geometry → Drawing: every part gets its place, every arrow its line."""

from __future__ import annotations

from collections.abc import Iterator

from piaflow.errors import RenderError
from piaflow.render.bends import part_bends
from piaflow.render.dot import Names, name_parts
from piaflow.render.drawing import Drawing, DrawnArrow, DrawnBox, DrawnFrame, DrawnLabel
from piaflow.render.ends import End, spread_ends
from piaflow.render.font import flatten
from piaflow.render.geometry import Geometry, Point, Rectangle, is_through
from piaflow.render.measured import Measured
from piaflow.render.naming import place_name
from piaflow.render.routes import cut_for_head, find_corners, join_at_label, round_corners
from piaflow.views.scene import Arrow, Frame, Line

Corners = list[Point]
_NEAR = 5  # so many corners from its box on, a line is kept clear of its neighbours


def make_drawing(measured: Measured, geometry: Geometry) -> Drawing:
    """Give every part of the scene its place; a part without one is an error that names it."""
    scene = measured.scene
    names = name_parts(scene)
    _check_complete(measured, names, geometry)
    boxes = tuple(DrawnBox(b, measured.boxes[b.id], geometry.nodes[names.boxes[b.id]]) for b in scene.boxes)
    lines = _find_lines(measured, names, geometry, boxes)
    arrows = tuple(
        _draw_arrow(arrow, line, _place_label(arrow, names.labels[arrow.id], measured, geometry))
        for arrow, line in zip(scene.arrows, lines, strict=True)
    )
    areas = [(frame, geometry.clusters[names.frames[frame.id]]) for frame in scene.frames]
    frames = [_draw_frame(frame, area, measured, lines) for frame, area in areas]
    frames.sort(key=lambda drawn: drawn.depth)
    return Drawing(geometry.width, geometry.height, tuple(frames), boxes, arrows)


def _draw_frame(frame: Frame, area: Rectangle, measured: Measured, lines: list[Corners]) -> DrawnFrame:
    name = place_name(flatten(frame.label), area, lines)
    return DrawnFrame(frame, area, name, len(measured.nesting.of_frame[frame.id]))


def _find_lines(
    measured: Measured, names: Names, geometry: Geometry, boxes: tuple[DrawnBox, ...]
) -> list[Corners]:
    """Return the corners of all arrows, their bends and their ends apart from each other."""
    arrows = measured.scene.arrows
    lines = part_bends([_find_line(arrow, names.labels[arrow.id], measured, geometry) for arrow in arrows])
    for (n, last), place in spread_ends(_find_ends(arrows, lines), boxes).items():
        end, following = (-1, -2) if last else (0, 1)
        met = [one.box.id for one in boxes if is_through((place, lines[n][following]), one.area)]
        if {arrows[n].source, arrows[n].target}.issuperset(met):
            lines[n][end] = place
    return lines


def _find_line(arrow: Arrow, name: str, measured: Measured, geometry: Geometry) -> Corners:
    """Return the corners of one arrow from its source to its target, as Graphviz laid them."""
    if arrow.id in measured.labels:
        first, last = geometry.edges[f"{name}_in"], geometry.edges[f"{name}_out"]
        corners = join_at_label(first, last, geometry.nodes[name], loop=arrow.source == arrow.target)
    else:
        last = geometry.edges[name]
        corners = find_corners(last)
        if arrow.id in measured.order.back and last.tip is None:
            corners.reverse()
    return [*corners[:-1], last.tip or corners[-1]]


def _find_ends(arrows: tuple[Arrow, ...], lines: list[Corners]) -> Iterator[End]:
    for n, (arrow, line) in enumerate(zip(arrows, lines, strict=True)):
        yield End((n, False), arrow.source, line[0], tuple(line[1:_NEAR]))
        yield End((n, True), arrow.target, line[-1], tuple(line[-2:-_NEAR:-1]))


def _place_label(arrow: Arrow, name: str, measured: Measured, geometry: Geometry) -> DrawnLabel | None:
    return (
        DrawnLabel(measured.labels[arrow.id], geometry.nodes[name]) if arrow.id in measured.labels else None
    )


def _draw_arrow(arrow: Arrow, line: Corners, label: DrawnLabel | None) -> DrawnArrow:
    if arrow.line is Line.HELD:
        return DrawnArrow(arrow, round_corners(line), None, label)
    return DrawnArrow(arrow, round_corners(cut_for_head(line)), line[-1], label)


def _check_complete(measured: Measured, names: Names, geometry: Geometry) -> None:
    scene = measured.scene
    lost = [f"枠「{f.label}」" for f in scene.frames if names.frames[f.id] not in geometry.clusters]
    lost += [f"箱「{b.label}」" for b in scene.boxes if names.boxes[b.id] not in geometry.nodes]
    labels = {box.id: box.label for box in scene.boxes}
    for arrow in scene.arrows:
        name = names.labels[arrow.id]
        needed = {f"{name}_in", f"{name}_out"} if arrow.id in measured.labels else {name}
        if not needed <= geometry.edges.keys():
            lost.append(
                f"矢印「{arrow.number or arrow.id}」（{labels[arrow.source]}→{labels[arrow.target]}）"
            )
    if lost:
        raise RenderError(f"図の配置で失われたものがあります: {'、'.join(lost)}")

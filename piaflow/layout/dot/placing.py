"""Measured scene + Graphviz's geometry → Drawing: every part gets its place, every arrow its line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from piaflow.errors import RenderError
from piaflow.layout.corners import Corners, chain_corners, cut_for_head, part_bends, round_corners
from piaflow.layout.detours import Obstacles, lead_round
from piaflow.layout.dot.dummies import Bundles
from piaflow.layout.dot.language import Geometry
from piaflow.layout.dot.measured import Measured
from piaflow.layout.dot.wiring import Wiring, wire
from piaflow.layout.drawing import Drawing, DrawnArrow, DrawnBox, DrawnFrame, DrawnLabel
from piaflow.layout.font import flatten
from piaflow.layout.frames import place_name
from piaflow.layout.geometry import Rectangle, centre_rectangle, is_through
from piaflow.layout.ports import End, spread_ends
from piaflow.views.scene import Arrow, Frame, Line

_NEAR = 5  # so many corners from its box on, a line is kept clear of its neighbours


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
    cut = cut_for_head(line)
    if arrow.both:
        cut = cut_for_head(cut[::-1])[::-1]
    return DrawnArrow(arrow, round_corners(cut), line[-1], label, line[0] if arrow.both else None)


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


def find_lines(
    measured: Measured, wiring: Wiring, geometry: Geometry, boxes: Sequence[DrawnBox]
) -> tuple[list[Corners], dict[str, Rectangle]]:
    """Return the corners of all arrows, each from its source to its target, and the areas of labels by arrow."""
    arrows = measured.scene.arrows
    names = {
        arrow: name
        for arrow, dummies in wiring.dummies.items()
        for name, dummy in zip(dummies, measured.chains[arrow], strict=True)
        if dummy.is_label
    }
    ways = find_ways(measured.bundles, names, geometry, 0 if measured.direction == "TB" else 1)
    labels = {
        arrow: centre_rectangle(geometry.nodes[names[way]].centre, size.width, size.height)
        for (arrow, size), way in zip(
            measured.labels.items(), map(ways.__getitem__, measured.labels), strict=True
        )
    }
    raw = [_find_line(arrow, ways.get(arrow.id, arrow.id), measured, wiring, geometry) for arrow in arrows]
    lines = _move_ends(arrows, part_bends(raw), boxes)
    areas = [(one.area, one.box.id) for one in boxes] + [(area, arrow) for arrow, area in labels.items()]
    obstacles = Obstacles(tuple(areas))
    led = [
        lead_round(line, old, obstacles, {arrow.id, arrow.source, arrow.target})
        for arrow, line, old in zip(arrows, lines, raw, strict=True)
    ]
    return led, labels


def _find_line(arrow: Arrow, way: str, measured: Measured, wiring: Wiring, geometry: Geometry) -> Corners:
    """Return the corners of one arrow as Graphviz laid them for the arrow `way`."""
    curves = [geometry.edges[link.name] for link in wiring.links[way]]
    dummies = [geometry.nodes[name] for name in wiring.dummies[way]]
    corners = chain_corners(curves, dummies, loop=arrow.source == arrow.target)
    return corners[::-1] if arrow.id in measured.order.back else corners


def _move_ends(arrows: Sequence[Arrow], lines: list[Corners], boxes: Sequence[DrawnBox]) -> list[Corners]:
    """Move the ends at each box apart, where that leads no line through another box."""
    for (n, last), place in spread_ends(_find_ends(arrows, lines), boxes).items():
        end, following = (-1, -2) if last else (0, 1)
        met = [one.box.id for one in boxes if is_through((place, lines[n][following]), one.area)]
        if {arrows[n].source, arrows[n].target}.issuperset(met):
            lines[n][end] = place
    return lines


def _find_ends(arrows: Sequence[Arrow], lines: Sequence[Corners]) -> Iterator[End]:
    for n, (arrow, line) in enumerate(zip(arrows, lines, strict=True)):
        yield End((n, False), arrow.source, line[0], tuple(line[1:_NEAR]))
        yield End((n, True), arrow.target, line[-1], tuple(line[-2:-_NEAR:-1]))


def find_ways(bundles: Bundles, labels: Mapping[str, str], geometry: Geometry, axis: int) -> dict[str, str]:
    """Return for each labelled arrow the one whose way through the picture it takes.

    Graphviz lays equal arrows in any order; here they change places, the first one leftmost or uppermost.
    `labels` are the DOT names of the labels.
    """
    ways: dict[str, str] = {}
    for bundle in bundles:
        placed = sorted(bundle, key=lambda arrow: geometry.nodes[labels[arrow]].centre[axis])
        ways |= dict(zip(bundle, placed, strict=True))
    return ways

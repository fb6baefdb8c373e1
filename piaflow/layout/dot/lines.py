"""The corners of all arrows: as Graphviz laid them, then bends and ends apart, then clear of what is not theirs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from piaflow.layout.bends import part_bends
from piaflow.layout.detours import Corners, Obstacles, lead_round
from piaflow.layout.dot.bundles import find_ways
from piaflow.layout.dot.measured import Measured
from piaflow.layout.dot.wiring import Wiring
from piaflow.layout.drawing import DrawnBox
from piaflow.layout.ends import End, spread_ends
from piaflow.layout.geometry import Geometry, Rectangle, centre_rectangle, is_through
from piaflow.layout.routes import chain_corners
from piaflow.views.scene import Arrow

_NEAR = 5  # so many corners from its box on, a line is kept clear of its neighbours


def find_lines(
    measured: Measured, wiring: Wiring, geometry: Geometry, boxes: Sequence[DrawnBox]
) -> tuple[list[Corners], dict[str, Rectangle]]:
    """Return the corners of all arrows, each from its source to its target, and the areas of labels by arrow."""
    arrows = measured.scene.arrows
    names = {
        arrow: name
        for arrow, stops in wiring.stops.items()
        for name, stop in zip(stops, measured.chains[arrow], strict=True)
        if stop.is_label
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
    stops = [geometry.nodes[name] for name in wiring.stops[way]]
    corners = chain_corners(curves, stops, loop=arrow.source == arrow.target)
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

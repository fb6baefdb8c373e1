"""The marks of an overlay: a halo under the line or box, and a small badge with a sign where nothing else is."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from math import dist, hypot

from piaflow.layout.drawing import Drawing, DrawnArrow, DrawnBox, find_polyline
from piaflow.layout.geometry import Point, Rectangle
from piaflow.render.markup import dash, element, rectangle, text_line
from piaflow.views.scene import Mark
from piaflow.views.theme import BADGES, FADED, INK, PAPER

RADIUS, _SIZE = 6.5, 9.0  # of a badge and of the sign in it
_STEP = 5.0  # so far apart are the places tried along an arrow
_FAR = range(-16, 17)  # radii: where a picture is so full that nothing is clear along the line
_HAIR = 0.1  # so far two may touch
_ASIDE = (
    0.0,
    *(side * far * RADIUS for far in range(1, 6) for side in (1, -1)),
)  # from a line, the nearest first


def find_opacity(mark: Mark) -> dict[str, float]:
    """Return the attribute that fades what an overlay puts aside."""
    return {"opacity": FADED} if mark is Mark.ASIDE else {}


def draw_line_halo(path: str, mark: Mark) -> str:
    """Return a broad light line under an arrow's path, "" where the mark has none."""
    badge = BADGES.get(mark)
    if badge is None:
        return ""
    return element("path", d=path, fill="none", stroke=badge.halo, stroke_width=6.5, **dash(badge.dashes))


def draw_box_halo(area: Rectangle, mark: Mark) -> str:
    """Return a broad light border around a box, "" where the mark has none."""
    badge = BADGES.get(mark)
    if badge is None:
        return ""
    return rectangle(
        area.grow(2.5), rx=4, fill="none", stroke=badge.halo, stroke_width=5, **dash(badge.dashes)
    )


def draw_badge(mark: Mark, centre: Point, **attributes: str) -> str:
    """Return the sign of a mark in its circle as a group of its own, "" where the mark has none."""
    badge = BADGES.get(mark)
    if badge is None:
        return ""
    x, y = centre
    circle = element("circle", cx=x, cy=y, r=RADIUS, fill=PAPER, stroke=INK, stroke_width=0.8)
    sign = text_line(badge.sign, x, y + _SIZE * 0.36, text_anchor="middle", font_size=_SIZE, fill=INK)
    return element("g", circle, sign, class_="badge", data_mark=mark.name, **attributes)


def place_badges(drawing: Drawing) -> list[tuple[str, Point]]:
    """Return, for each box and arrow that bears a badge, its id and the middle of that."""
    areas = [(box.area, box.box.id) for box in drawing.boxes]
    areas += [(arrow.label.area, "") for arrow in drawing.arrows if arrow.label]
    areas += [(frame.name, "") for frame in drawing.frames]
    wishes = [(one.box.id, _find_corners(one)) for one in drawing.boxes if one.box.mark in BADGES]
    wishes += [(a.arrow.id, _find_beside(a)) for a in drawing.arrows if a.arrow.mark in BADGES]
    found: list[tuple[str, Point]] = []
    for name, wished in wishes:
        near = [area for area, owner in areas if owner != name]
        found.append((name, _choose(wished, near, [place for _, place in found])))
    return found


def _choose(wished: Iterator[Point], areas: list[Rectangle], badges: list[Point]) -> Point:
    """Return the first place that is clear, or the one that is least covered."""
    tries: list[tuple[float, Point]] = []
    for place in wished:
        over = _find_overlap(place, areas, badges)
        if not over:
            return place
        tries.append((over, place))
    return min(tries)[1]


def _find_corners(drawn: DrawnBox) -> Iterator[Point]:
    area = drawn.area
    yield from ((x, y) for y in (area.y, area.bottom) for x in (area.right, area.x))
    yield from ((area.centre[0], y) for y in (area.y - RADIUS, area.bottom + RADIUS))


def _find_beside(drawn: DrawnArrow) -> Iterator[Point]:
    """Yield places at the label, the one before it first, then along the line, then around, those near the middle first."""
    middle = drawn.label.area.centre if drawn.label else drawn.path[len(drawn.path) // 2]
    yield from _find_around(drawn.label.area) if drawn.label else (middle,)
    yield from sorted(_find_points(drawn), key=lambda point: dist(point, middle))
    around = [(middle[0] + x * RADIUS, middle[1] + y * RADIUS) for x in _FAR for y in _FAR]
    yield from sorted(around, key=lambda point: dist(point, middle))


def _find_around(area: Rectangle) -> Iterator[Point]:
    left, right, (_, middle) = area.x - RADIUS, area.right + RADIUS, area.centre
    yield from ((left, middle), (right, middle))
    for y in (area.y - RADIUS, area.bottom + RADIUS):
        yield from ((x, y) for x in (area.x + RADIUS, area.right - RADIUS))


def _find_points(drawn: DrawnArrow) -> Iterator[Point]:
    """Yield places on the line, and right beside it."""
    for start, end in pairwise(find_polyline(drawn)):
        length = dist(start, end) or 1.0
        x, y = (end[0] - start[0]) / length, (end[1] - start[1]) / length
        for n in range(1, max(int(length / _STEP), 2)):
            for aside in _ASIDE:
                yield start[0] + n * _STEP * x - aside * y, start[1] + n * _STEP * y + aside * x


def _find_overlap(place: Point, areas: list[Rectangle], badges: list[Point]) -> float:
    """Return how far a badge reaches into what is there, 0 where it is clear. Written out: asked for every place."""
    x, y, reach = *place, RADIUS - _HAIR
    near = [
        area
        for area in areas
        if area.x - reach < x < area.right + reach and area.y - reach < y < area.bottom + reach
    ]
    over = sum(max(reach - _find_gap(place, area), 0.0) for area in near)
    return over + sum(max(2 * reach - dist(place, other), 0.0) for other in badges)


def _find_gap(point: Point, area: Rectangle) -> float:
    x, y = point
    return hypot(max(area.x - x, x - area.right, 0.0), max(area.y - y, y - area.bottom, 0.0))

"""Measures of a drawing: what an officer would call untidy, counted on curves sampled at 200 points."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from itertools import combinations, pairwise
from math import ceil, hypot

from attrs import frozen

from piaflow.layout.drawing import Drawing, DrawnArrow
from piaflow.layout.geometry import Point, Rectangle, is_crossing, is_through

STEPS = 200
_HAIR = 0.1


@frozen
class Sampled:
    """A curve as many short straight pieces, and the rectangle around it."""

    points: tuple[Point, ...]
    around: Rectangle


@frozen
class Measures:
    """What is counted of one picture."""

    drawing: Drawing

    @cached_property
    def _lines(self) -> list[Sampled]:
        return [sample(drawn) for drawn in self.drawing.arrows]

    @cached_property
    def _labels(self) -> list[Rectangle]:
        return [drawn.label.area for drawn in self.drawing.arrows if drawn.label]

    @cached_property
    def strays(self) -> tuple[str, ...]:
        """The numbers of the labels that are nearer to another arrow than to their own."""
        return tuple(_find_strays(self.drawing, self._lines))

    @cached_property
    def label_on_label(self) -> int:
        """How many labels overlap."""
        return count_overlaps(combinations_of(self._labels))

    @cached_property
    def label_on_box(self) -> int:
        """How many labels overlap a box."""
        return count_overlaps([(a, b.area) for a in self._labels for b in self.drawing.boxes])

    @cached_property
    def box_struck(self) -> int:
        """How often an arrow runs through a box that is not its end."""
        return _count_struck_boxes(self.drawing, self._lines)

    @cached_property
    def label_struck(self) -> int:
        """How often an arrow runs through the label of another."""
        return _count_struck_labels(self.drawing, self._lines)

    @cached_property
    def crossings(self) -> int:
        """How often two arrows cross."""
        return sum(_count_crossings(a, b) for a, b in combinations(self._lines, 2))

    @property
    def is_clean(self) -> bool:
        """Whether the four counts that must be zero are zero."""
        return not (self.strays or self.label_on_label or self.label_on_box or self.box_struck)


def measure(drawing: Drawing) -> Measures:
    """Return what is counted of a drawing, each when it is first asked for."""
    return Measures(drawing)


def sample(drawn: DrawnArrow) -> Sampled:
    """At least 200 points along an arrow, as many on each cubic curve of its path, and its tip."""
    curves = [drawn.path[n : n + 4] for n in range(0, len(drawn.path) - 1, 3)]
    steps = ceil(STEPS / len(curves))
    points = [drawn.path[0]]
    points += [_find_point(curve, step / steps) for curve in curves for step in range(1, steps + 1)]
    points += [drawn.tip] if drawn.tip else []
    return Sampled(tuple(points), _bound(points))


def combinations_of(areas: Sequence[Rectangle]) -> list[tuple[Rectangle, Rectangle]]:
    """Every pair of rectangles once."""
    return list(combinations(areas, 2))


def count_overlaps(pairs: list[tuple[Rectangle, Rectangle]]) -> int:
    """How many of the pairs overlap by more than a hair."""
    return sum(_overlap(a, b, _HAIR) for a, b in pairs)


def find_distance(point: Point, line: Sampled, limit: float = float("inf")) -> float:
    """The shortest way from a point to a curve; `limit` where it is at least that far."""
    if _find_gap(point, line.around) >= limit:
        return limit
    return min(limit, *(_find_segment_distance(point, a, b) for a, b in pairwise(line.points)))


def _find_strays(drawing: Drawing, lines: list[Sampled]) -> list[str]:
    """The numbers of the labels that are nearer to another arrow than to their own."""
    strays = []
    for own, drawn in zip(lines, drawing.arrows, strict=True):
        if drawn.label:
            centre = drawn.label.area.centre
            reach = find_distance(centre, own)
            others = (line for line in lines if line is not own)
            strays += [drawn.arrow.number or drawn.arrow.id] * any(
                find_distance(centre, line, reach) < reach for line in others
            )
    return strays


def _count_struck_boxes(drawing: Drawing, lines: list[Sampled]) -> int:
    return sum(
        _strikes(line, box.area)
        for line, drawn in zip(lines, drawing.arrows, strict=True)
        for box in drawing.boxes
        if box.box.id not in {drawn.arrow.source, drawn.arrow.target}
    )


def _count_struck_labels(drawing: Drawing, lines: list[Sampled]) -> int:
    return sum(
        _strikes(line, other.label.area)
        for line, drawn in zip(lines, drawing.arrows, strict=True)
        for other in drawing.arrows
        if other.label and other is not drawn
    )


def _count_crossings(one: Sampled, other: Sampled) -> int:
    if not _overlap(one.around, other.around, -_HAIR):
        return 0
    pieces = [piece for piece in pairwise(other.points) if is_through(piece, one.around)]
    return sum(
        is_crossing(a, b, c, d)
        for a, b in pairwise(one.points)
        if is_through((a, b), other.around)
        for c, d in pieces
    )


def _strikes(line: Sampled, area: Rectangle) -> bool:
    inner = Rectangle(area.x + 1, area.y + 1, area.width - 2, area.height - 2)
    return _overlap(line.around, inner, -_HAIR) and any(is_through(p, inner) for p in pairwise(line.points))


def _overlap(a: Rectangle, b: Rectangle, hair: float) -> bool:
    return min(a.right, b.right) - max(a.x, b.x) > hair and min(a.bottom, b.bottom) - max(a.y, b.y) > hair


def _bound(points: Sequence[Point]) -> Rectangle:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return Rectangle(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))


def _find_gap(point: Point, area: Rectangle) -> float:
    x, y = point
    return hypot(max(area.x - x, x - area.right, 0.0), max(area.y - y, y - area.bottom, 0.0))


def _find_point(curve: tuple[Point, ...], t: float) -> Point:
    weights = ((1 - t) ** 3, 3 * (1 - t) ** 2 * t, 3 * (1 - t) * t * t, t**3)
    x, y = (sum(w * point[axis] for w, point in zip(weights, curve, strict=True)) for axis in (0, 1))
    return x, y


def _find_segment_distance(point: Point, a: Point, b: Point) -> float:
    dx, dy = b[0] - a[0], b[1] - a[1]
    square = dx * dx + dy * dy
    t = max(0.0, min(1.0, ((point[0] - a[0]) * dx + (point[1] - a[1]) * dy) / square)) if square else 0.0
    return hypot(point[0] - a[0] - t * dx, point[1] - a[1] - t * dy)

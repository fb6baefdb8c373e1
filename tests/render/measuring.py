"""Measures of a drawing: what an officer would call untidy, counted."""

from __future__ import annotations

from itertools import combinations, pairwise
from math import hypot

from piaflow.render.drawing import Drawing, DrawnArrow
from piaflow.render.geometry import Point, Rectangle, is_crossing

STEPS = 12


def sample_path(arrow: DrawnArrow) -> list[Point]:
    """Points along an arrow, its tip included."""
    path = arrow.path
    points = [path[0]]
    for n in range(0, len(path) - 1, 3):
        points += [_find_point(path[n : n + 4], step / STEPS) for step in range(1, STEPS + 1)]
    return [*points, arrow.tip] if arrow.tip else points


def find_distance(point: Point, line: list[Point]) -> float:
    """The shortest way from a point to a line."""
    return min(_find_segment_distance(point, a, b) for a, b in pairwise(line))


def find_overlaps(one: list[Rectangle], other: list[Rectangle] | None = None) -> int:
    """How many pairs of rectangles overlap by more than a hair."""
    pairs = combinations(one, 2) if other is None else ((a, b) for a in one for b in other)
    return sum(_overlap(a, b) for a, b in pairs)


def find_strays(drawing: Drawing) -> list[str]:
    """The numbers of the labels that are nearer to another arrow than to their own."""
    lines = {drawn.arrow.id: sample_path(drawn) for drawn in drawing.arrows}
    strays = []
    for drawn in drawing.arrows:
        if drawn.label:
            near = {name: find_distance(drawn.label.area.centre, line) for name, line in lines.items()}
            own = near.pop(drawn.arrow.id)
            strays += [drawn.arrow.number] * any(distance < own for distance in near.values())
    return strays


def count_crossings(drawing: Drawing) -> int:
    """How often arrows cross each other."""
    lines = [sample_path(drawn)[::3] for drawn in drawing.arrows]
    return sum(
        is_crossing(a, b, c, d)
        for one, other in combinations(lines, 2)
        for a, b in pairwise(one)
        for c, d in pairwise(other)
    )


def count_struck(drawing: Drawing) -> tuple[int, int]:
    """How many boxes, and labels, a foreign arrow runs through."""
    boxes = labels = 0
    for drawn in drawing.arrows:
        line = sample_path(drawn)
        ends = {drawn.arrow.source, drawn.arrow.target}
        boxes += sum(_strikes(line, b.area) for b in drawing.boxes if b.box.id not in ends)
        labels += sum(_strikes(line, o.label.area) for o in drawing.arrows if o.label and o is not drawn)
    return boxes, labels


def find_length(drawing: Drawing) -> float:
    """The length of all arrows."""
    return sum(
        hypot(b[0] - a[0], b[1] - a[1]) for drawn in drawing.arrows for a, b in pairwise(sample_path(drawn))
    )


def _strikes(line: list[Point], area: Rectangle) -> bool:
    return any(area.x + 1 < x < area.right - 1 and area.y + 1 < y < area.bottom - 1 for x, y in line)


def _overlap(a: Rectangle, b: Rectangle) -> bool:
    return min(a.right, b.right) - max(a.x, b.x) > 0.1 and min(a.bottom, b.bottom) - max(a.y, b.y) > 0.1


def _find_point(curve: tuple[Point, ...], t: float) -> Point:
    weights = ((1 - t) ** 3, 3 * (1 - t) ** 2 * t, 3 * (1 - t) * t * t, t**3)
    x, y = (sum(w * point[axis] for w, point in zip(weights, curve, strict=True)) for axis in (0, 1))
    return x, y


def _find_segment_distance(point: Point, a: Point, b: Point) -> float:
    dx, dy = b[0] - a[0], b[1] - a[1]
    square = dx * dx + dy * dy
    t = max(0.0, min(1.0, ((point[0] - a[0]) * dx + (point[1] - a[1]) * dy) / square)) if square else 0.0
    return hypot(point[0] - a[0] - t * dx, point[1] - a[1] - t * dy)

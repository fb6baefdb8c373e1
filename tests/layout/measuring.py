"""Measures of a drawing: what an officer would call untidy, counted on curves sampled at 200 points."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from itertools import combinations, pairwise
from math import ceil, hypot

from attrs import frozen

from piaflow.layout.drawing import Drawing, DrawnArrow, find_polyline
from piaflow.layout.geometry import Point, Rectangle, is_crossing, is_through

STEPS = 200
_HAIR = 0.1
_NEAR, _SLANT = 3.0, 0.02


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

    @cached_property
    def name_struck(self) -> int:
        """How often an arrow or a label lies on the name of a frame."""
        names = [drawn.name for drawn in self.drawing.frames]
        struck = sum(_strikes(line, name) for line in self._lines for name in names)
        return struck + count_overlaps([(label, name) for label in self._labels for name in names])

    @cached_property
    def strangers(self) -> int:
        """How many boxes stand in, or on the border of, a frame that is not theirs, and frames in a foreign one."""
        parents = {drawn.frame.id: drawn.frame.parent for drawn in self.drawing.frames}
        areas = [(drawn.area, drawn.box.frame) for drawn in self.drawing.boxes]
        areas += [(drawn.area, drawn.frame.id) for drawn in self.drawing.frames]
        return sum(
            _overlap(area, drawn.area, _HAIR) and drawn.frame.id not in _climb(own, parents)
            for area, own in areas
            for drawn in self.drawing.frames
            if own not in _climb(drawn.frame.id, parents)
        )

    @cached_property
    def bends(self) -> int:
        """How often arrows turn."""
        return sum(len(find_polyline(drawn)) - 2 for drawn in self.drawing.arrows)

    @cached_property
    def straight(self) -> float:
        """The share of the length of all arrows that runs across or upright, of what is drawn."""
        pieces = [piece for line in self._lines for piece in pairwise(line.points)]
        whole = sum(hypot(b[0] - a[0], b[1] - a[1]) for a, b in pieces)
        plain = (
            hypot(b[0] - a[0], b[1] - a[1])
            for a, b in pieces
            if min(abs(a[0] - b[0]), abs(a[1] - b[1])) < _SLANT * hypot(b[0] - a[0], b[1] - a[1])
        )
        return sum(plain) / whole if whole else 1.0

    @cached_property
    def crowded(self) -> float:
        """The share of the length of all arrows that runs within 3 pt of another arrow beside it."""
        pieces = [
            (n, a, b)
            for n, drawn in enumerate(self.drawing.arrows)
            for a, b in pairwise(find_polyline(drawn))
        ]
        whole = sum(hypot(b[0] - a[0], b[1] - a[1]) for _, a, b in pieces)
        near = sum(_find_shared(a, b, c, d) for n, a, b in pieces for m, c, d in pieces if n != m)
        return near / whole if whole else 0.0

    @property
    def is_clean(self) -> bool:
        """Whether the four counts that must be zero are zero."""
        return not (self.strays or self.label_on_label or self.label_on_box or self.box_struck)


def _climb(frame: str, parents: dict[str, str]) -> set[str]:
    """A frame and all that are around it."""
    found = set()
    while frame:
        found.add(frame)
        frame = parents[frame]
    return found


def _find_shared(a: Point, b: Point, c: Point, d: Point) -> float:
    """How far two pieces run beside each other within 3 pt; only pieces across or upright do."""
    for axis in (0, 1):
        if (
            abs(a[axis] - b[axis]) < _HAIR
            and abs(c[axis] - d[axis]) < _HAIR
            and abs(a[axis] - c[axis]) < _NEAR
        ):
            low = max(min(a[1 - axis], b[1 - axis]), min(c[1 - axis], d[1 - axis]))
            return max(0.0, min(max(a[1 - axis], b[1 - axis]), max(c[1 - axis], d[1 - axis])) - low)
    return 0.0


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

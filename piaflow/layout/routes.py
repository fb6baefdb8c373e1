"""The lines of arrows: Graphviz's corners, through the middles of labels and gates, the corners rounded."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import hypot

from piaflow.layout.geometry import Curve, Point, Rectangle

HEAD_LENGTH = 7.5
_RADIUS, _SAME = 9.0, 0.5


def find_corners(curve: Curve) -> list[Point]:
    """Return the points where a chain of straight pieces turns, its two ends included."""
    start, *between, end = curve.points[::3]
    kept = [after for before, after in pairwise([start, *between]) if _distance(before, after) > _SAME]
    return [start, *kept, end]


def chain_corners(curves: Sequence[Curve], stops: Sequence[Rectangle], *, loop: bool) -> list[Point]:
    """Return the corners of a chain of curves, one line through the middles of the stops between them."""
    if not stops:
        return find_corners(curves[0])
    line: list[Point] = []
    for curve, stop in zip(curves, stops, strict=False):
        x, y = stop.centre
        aside = stop.width / 4
        corners = find_corners(_turn(curve, stop.centre))[::-1]
        line += corners[1 if line else 0 : -1]
        line += [(x - aside, y), (x + aside, y)] if loop else [(x, y)]
    return [*line, *find_corners(_turn(curves[-1], stops[-1].centre))[1:]]


def round_corners(corners: Sequence[Point]) -> tuple[Point, ...]:
    """Return a chain of cubic curves along straight pieces, turning gently at each corner."""
    path: list[Point] = [corners[0]]
    for before, corner, after in zip(corners, corners[1:], corners[2:], strict=False):
        start, end = _find_turn(before, corner, after)
        path += [*_straight(path[-1], start), _mix(start, corner, 2 / 3), _mix(end, corner, 2 / 3), end]
    return (*path, *_straight(path[-1], corners[-1]))


def find_pieces(corners: Sequence[Point]) -> Iterator[tuple[int, Point, Point]]:
    """Yield straight pieces close to what `round_corners` makes, each with the number of the corner before it."""
    here = corners[0]
    for n, (before, corner, after) in enumerate(zip(corners, corners[1:], corners[2:], strict=False)):
        start, end = _find_turn(before, corner, after)
        middle = _mix(_mix(start, end, 1 / 2), corner, 1 / 2)
        yield n, here, start
        yield n, start, middle
        yield n + 1, middle, end
        here = end
    yield len(corners) - 2, here, corners[-1]


def cut_for_head(corners: Sequence[Point]) -> list[Point]:
    """Return the corners with the line ending where its arrowhead begins."""
    before, tip = corners[-2:]
    return [*corners[:-1], _go(tip, before, min(HEAD_LENGTH, _distance(before, tip) * 0.8))]


def _find_turn(before: Point, corner: Point, after: Point) -> tuple[Point, Point]:
    """Return where the line leaves its straight way at a corner, and where it is on its next."""
    reach = min(_RADIUS, _distance(before, corner) / 2, _distance(corner, after) / 2)
    return _go(corner, before, reach), _go(corner, after, reach)


def _turn(curve: Curve, middle: Point) -> Curve:
    """Return a curve so that it starts at the stop."""
    start, end = curve.points[0], curve.points[-1]
    return Curve(curve.points[::-1]) if _distance(start, middle) > _distance(end, middle) else curve


def _straight(start: Point, end: Point) -> tuple[Point, Point, Point]:
    return _mix(start, end, 1 / 3), _mix(start, end, 2 / 3), end


def _go(start: Point, towards: Point, length: float) -> Point:
    whole = _distance(start, towards)
    return _mix(start, towards, length / whole) if whole else start


def _mix(start: Point, end: Point, share: float) -> Point:
    return start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share


def _distance(a: Point, b: Point) -> float:
    return hypot(a[0] - b[0], a[1] - b[1])

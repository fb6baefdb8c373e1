"""The lines of arrows: Graphviz's corners, through the label's middle, the corners rounded."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import hypot

from piaflow.render.geometry import Curve, Point, Rectangle

HEAD_LENGTH = 7.5
_RADIUS, _SAME = 9.0, 0.5


def find_corners(curve: Curve) -> list[Point]:
    """Return the points where a chain of straight pieces turns, its two ends included."""
    start, *between, end = curve.points[::3]
    kept = [after for before, after in pairwise([start, *between]) if _distance(before, after) > _SAME]
    return [start, *kept, end]


def join_at_label(first: Curve, second: Curve, label: Rectangle, *, loop: bool) -> list[Point]:
    """Return the corners of both halves, one line through the middle of the label."""
    before, after = find_corners(_turn(first, label.centre))[::-1], find_corners(_turn(second, label.centre))
    x, y = label.centre
    aside = label.width / 4
    through = [(x - aside, y), (x + aside, y)] if loop else [(x, y)]
    return [*before[:-1], *through, *after[1:]]


def round_corners(corners: Sequence[Point]) -> tuple[Point, ...]:
    """Return a chain of cubic curves along straight pieces, turning gently at each corner."""
    path: list[Point] = [corners[0]]
    for before, corner, after in zip(corners, corners[1:], corners[2:], strict=False):
        reach = min(_RADIUS, _distance(before, corner) / 2, _distance(corner, after) / 2)
        start, end = _go(corner, before, reach), _go(corner, after, reach)
        path += [*_straight(path[-1], start), _mix(start, corner, 2 / 3), _mix(end, corner, 2 / 3), end]
    return (*path, *_straight(path[-1], corners[-1]))


def cut_for_head(corners: Sequence[Point]) -> list[Point]:
    """Return the corners with the line ending where its arrowhead begins."""
    before, tip = corners[-2:]
    return [*corners[:-1], _go(tip, before, min(HEAD_LENGTH, _distance(before, tip) * 0.8))]


def _turn(half: Curve, middle: Point) -> Curve:
    """Return one half so that it starts at the label."""
    start, end = half.points[0], half.points[-1]
    return Curve(half.points[::-1]) if _distance(start, middle) > _distance(end, middle) else half


def _straight(start: Point, end: Point) -> tuple[Point, Point, Point]:
    return _mix(start, end, 1 / 3), _mix(start, end, 2 / 3), end


def _go(start: Point, towards: Point, length: float) -> Point:
    whole = _distance(start, towards)
    return _mix(start, towards, length / whole) if whole else start


def _mix(start: Point, end: Point, share: float) -> Point:
    return start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share


def _distance(a: Point, b: Point) -> float:
    return hypot(a[0] - b[0], a[1] - b[1])

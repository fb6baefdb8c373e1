"""Ports: where arrows meet their boxes, on each side in the order of their lines and apart from each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from itertools import pairwise
from math import sqrt
from typing import Literal

from attrs import frozen

from piaflow.layout.drawing import DrawnBox
from piaflow.layout.geometry import Point, Rectangle, is_crossing
from piaflow.views.scene import Shape

Side = Literal["top", "bottom", "left", "right"]
END_GAP = 10.0  # between two ends on one side: their heads do not touch
# What of an outline bulges or stands back from its rectangle: a terminal's foot, a drum's lid, a person's round ends.
FOOT, FOOT_WIDTH, RISE, PERSON_RADIUS = 7.0, 13.0, 4.5, 14.0
_SIDES: tuple[Side, ...] = ("top", "bottom", "left", "right")
_INSETS = {Shape.APPLICATION: 9.0, Shape.MEDIUM: 9.0}  # no end meets a rounded or folded corner


@frozen
class End:
    """One end of an arrow at a box: where Graphviz put it, and the next corners of its line."""

    key: tuple[int, bool]
    box: str
    place: Point
    following: tuple[Point, ...]


def spread_ends(ends: Iterable[End], boxes: Iterable[DrawnBox]) -> dict[tuple[int, bool], Point]:
    """Return a new place for each end, by its key."""
    drawn = {one.box.id: one for one in boxes}
    sides: dict[tuple[str, Side], list[End]] = defaultdict(list)
    for end in ends:
        sides[end.box, _find_side(end.place, drawn[end.box].area)].append(end)
    return {key: place for (box, side), met in sides.items() for key, place in _spread(met, drawn[box], side)}


def _find_side(place: Point, area: Rectangle) -> Side:
    away = (place[1] - area.y, area.bottom - place[1], place[0] - area.x, area.right - place[0])
    return min(zip(map(abs, away), _SIDES, strict=True), key=lambda pair: pair[0])[1]


def _spread(ends: list[End], drawn: DrawnBox, side: Side) -> list[tuple[tuple[int, bool], Point]]:
    axis = 0 if side in {"top", "bottom"} else 1
    low, high = find_range(drawn, axis)
    ordered = sorted(ends, key=lambda end: _find_slant(end, drawn.area, axis))
    places = _part([min(max(end.following[0][axis], low), high) for end in ordered], low, high)
    points = [touch(drawn, side, place) for place in places]
    _uncross(ordered, points)
    return [(end.key, point) for end, point in zip(ordered, points, strict=True)]


def _uncross(ordered: list[End], points: list[Point]) -> None:
    """Change neighbours whose lines cross right away, as long as any do (at most as often as there are ends)."""
    for _ in ordered:
        changed = False
        for n in range(len(ordered) - 1):
            one, other = ordered[n], ordered[n + 1]
            if _do_cross(one, points[n], other, points[n + 1]) and not _do_cross(
                one, points[n + 1], other, points[n]
            ):
                ordered[n], ordered[n + 1] = other, one
                changed = True
        if not changed:
            return


def _do_cross(one: End, start: Point, other: End, other_start: Point) -> bool:
    lines = pairwise((start, *one.following)), list(pairwise((other_start, *other.following)))
    return any(is_crossing(a, b, c, d) for a, b in lines[0] for c, d in lines[1])


def _find_slant(end: End, area: Rectangle, axis: int) -> float:
    """Return how far aside the line comes from, seen from the middle of the box."""
    aside = end.following[0][axis] - area.centre[axis]
    away = abs(end.following[0][1 - axis] - area.centre[1 - axis])
    return aside / max(away, 1.0)


def find_range(drawn: DrawnBox, axis: int) -> tuple[float, float]:
    """Return the least and the greatest x (axis 0) or y (axis 1) at which an end may meet a box."""
    area, shape = drawn.area, drawn.box.shape
    inset = PERSON_RADIUS if shape is Shape.PERSON and axis == 0 else _INSETS.get(shape, 6.0)
    low, high = (
        (area.x, area.right)
        if axis == 0
        else (area.y, area.bottom - (FOOT if shape is Shape.TERMINAL else 0))
    )
    return low + inset, high - inset


def _part(wished: list[float], low: float, high: float) -> list[float]:
    """Return the wished places moved apart, in their order and between the bounds."""
    gap = min(END_GAP, (high - low) / max(len(wished) - 1, 1))
    placed: list[float] = []
    for wish in wished:
        placed.append(max(wish, placed[-1] + gap) if placed else wish)
    limit = high
    for n in range(len(placed) - 1, -1, -1):
        placed[n] = limit = min(placed[n], limit)
        limit -= gap
    return placed


def touch(drawn: DrawnBox, side: Side, place: float) -> Point:
    """Return the point of the outline at a place along one side."""
    area, shape = drawn.area, drawn.box.shape
    if side in {"left", "right"}:
        into_corner = PERSON_RADIUS - min(place - area.y, area.bottom - place)
        rounded = shape is Shape.PERSON and into_corner > 0
        inward = _curve_inward(into_corner, PERSON_RADIUS, PERSON_RADIUS) if rounded else 0.0
        return (area.x + inward if side == "left" else area.right - inward), place
    inward = _curve_inward(place - area.centre[0], area.width / 2, RISE) if shape is Shape.FILE else 0.0
    if shape is Shape.TERMINAL and side == "bottom" and abs(place - area.centre[0]) > FOOT_WIDTH:
        inward = FOOT
    return place, (area.y + inward if side == "top" else area.bottom - inward)


def _curve_inward(aside: float, radius: float, depth: float) -> float:
    """Return how far an elliptic side has curved inward, some way aside from its middle."""
    return depth * (1 - sqrt(max(0.0, 1 - (aside / radius) ** 2)))

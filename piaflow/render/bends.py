"""Corners that several arrows share, moved apart so that each line can be followed with a finger."""

from __future__ import annotations

from collections import defaultdict
from math import hypot

from piaflow.render.geometry import Point

Corners = list[Point]
_GAP, _SAME, _STRAIGHT = 4.5, 3.0, 1e-6


def part_bends(lines: list[Corners]) -> list[Corners]:
    """Return the lines with shared corners moved outward, the sharpest turn staying innermost."""
    shared: dict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
    for n, line in enumerate(lines):
        for at in range(1, len(line) - 1):
            shared[round(line[at][0] / _SAME), round(line[at][1] / _SAME)].append((n, at))
    parted = [list(line) for line in lines]
    for places in shared.values():
        if len(places) > 1:
            _part(places, lines, parted)
    return parted


def _part(places: list[tuple[int, int]], lines: list[Corners], parted: list[Corners]) -> None:
    bends = [(n, at, _find_bend(lines[n][at - 1 : at + 2])) for n, at in places]
    bends.sort(key=lambda bend: -hypot(*bend[2]))
    for rank, (n, at, bend) in enumerate(bends):
        size = hypot(*bend)
        if size > _STRAIGHT:
            x, y = lines[n][at]
            parted[n][at] = (x + bend[0] / size * rank * _GAP, y + bend[1] / size * rank * _GAP)


def _find_bend(three: list[Point]) -> Point:
    """Return the direction away from the inside of a turn; the sharper the turn, the longer.

    A line turns round a corner of something, which lies inside the turn: outside is free.
    """
    before, corner, after = three
    one, other = _find_direction(corner, before), _find_direction(corner, after)
    return -(one[0] + other[0]), -(one[1] + other[1])


def _find_direction(start: Point, end: Point) -> Point:
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = hypot(dx, dy) or 1.0
    return dx / length, dy / length

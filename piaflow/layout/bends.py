"""Corners that several arrows share, moved apart so that each line can be followed with a finger."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations, pairwise
from math import hypot

from piaflow.layout.geometry import Point, is_crossing

Corners = list[Point]
Place = tuple[int, int]  # a line and one of its corners
Piece = tuple[Point, Point]
_GAPS = (4.5, 3.0, 2.0, 1.2, 0.7)
_SAME, _STRAIGHT = 3.0, 1e-6


def part_bends(lines: list[Corners]) -> list[Corners]:
    """Return the lines with shared corners moved outward, the sharpest turn staying innermost."""
    shared: dict[tuple[int, int], list[Place]] = defaultdict(list)
    for n, line in enumerate(lines):
        for at in range(1, len(line) - 1):
            shared[round(line[at][0] / _SAME), round(line[at][1] / _SAME)].append((n, at))
    parted = [list(line) for line in lines]
    for places in shared.values():
        if len(places) > 1:
            _part(places, lines, parted)
    return parted


def _part(places: list[Place], lines: list[Corners], parted: list[Corners]) -> None:
    """Move the corners as far apart as leaves the fewest crossings: a narrow passage holds them close together."""
    bends = [((n, at), _find_bend(lines[n][at - 1 : at + 2])) for n, at in places]
    bends.sort(key=lambda bend: -hypot(*bend[1]))
    tries = [_move(bends, lines, gap) for gap in _GAPS]
    for (n, at), corner in min(tries, key=lambda moved: _count_crossings(moved, parted)).items():
        parted[n][at] = corner


def _move(bends: list[tuple[Place, Point]], lines: list[Corners], gap: float) -> dict[Place, Point]:
    moved: dict[Place, Point] = {}
    for rank, ((n, at), bend) in enumerate(bends):
        (x, y), way = lines[n][at], rank * gap / max(hypot(*bend), _STRAIGHT)
        moved[n, at] = (x + bend[0] * way, y + bend[1] * way)
    return moved


def _count_crossings(moved: dict[Place, Point], parted: list[Corners]) -> int:
    """Return how often the lines would cross each other at the pieces that the moved corners bend."""
    tried = {n: list(parted[n]) for n, _ in moved}
    for (n, at), corner in moved.items():
        tried[n][at] = corner
    split = [_split(line, {at for m, at in moved if m == n}) for n, line in tried.items()]
    return sum(
        is_crossing(*a, *b)
        for (bent, still), (other_bent, other_still) in combinations(split, 2)
        for firsts, seconds in ((bent, other_bent), (bent, other_still), (still, other_bent))
        for a in firsts
        for b in seconds
    )


def _split(line: Corners, moved: set[int]) -> tuple[list[Piece], list[Piece]]:
    """Return the pieces that end at a moved corner, and the others."""
    pieces: tuple[list[Piece], list[Piece]] = [], []
    for n, piece in enumerate(pairwise(line)):
        pieces[not {n, n + 1} & moved].append(piece)
    return pieces


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

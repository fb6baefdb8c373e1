"""The corners of lines: chained through labels and gates, moved apart where lines share one, and rounded."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise
from math import dist, hypot

from piaflow.layout.geometry import Curve, Point, Rectangle, is_crossing, mix

Corners = list[Point]
HEAD_LENGTH = 7.5  # of an arrowhead: four times the width of the boldest line
_RADIUS = 9.0  # of a rounded corner: the eye follows the line, and two corners 18 pt apart still turn
_ONE = 0.5  # so near, two bends of Graphviz's spline are one


def find_corners(curve: Curve) -> list[Point]:
    """Return the points where a chain of straight pieces turns, its two ends included."""
    start, *between, end = curve.points[::3]
    kept = [after for before, after in pairwise([start, *between]) if dist(before, after) > _ONE]
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


def round_corners(corners: Sequence[Point], radius: float = _RADIUS) -> tuple[Point, ...]:
    """Return a chain of cubic curves along straight pieces, turning gently at each corner."""
    path: list[Point] = [corners[0]]
    for before, corner, after in zip(corners, corners[1:], corners[2:], strict=False):
        start, end = _find_turn(before, corner, after, radius)
        path += [*_straight(path[-1], start), mix(start, corner, 2 / 3), mix(end, corner, 2 / 3), end]
    return (*path, *_straight(path[-1], corners[-1]))


def find_pieces(corners: Sequence[Point]) -> Iterator[tuple[int, Point, Point]]:
    """Yield straight pieces close to what `round_corners` makes, each with the number of the corner before it."""
    here = corners[0]
    for n, (before, corner, after) in enumerate(zip(corners, corners[1:], corners[2:], strict=False)):
        start, end = _find_turn(before, corner, after)
        middle = mix(mix(start, end, 1 / 2), corner, 1 / 2)
        yield n, here, start
        yield n, start, middle
        yield n + 1, middle, end
        here = end
    yield len(corners) - 2, here, corners[-1]


def cut_for_head(corners: Sequence[Point]) -> list[Point]:
    """Return the corners with the line ending where its arrowhead begins."""
    before, tip = corners[-2:]
    return [*corners[:-1], _go(tip, before, min(HEAD_LENGTH, dist(before, tip) * 0.8))]


def _find_turn(before: Point, corner: Point, after: Point, radius: float = _RADIUS) -> tuple[Point, Point]:
    """Return where the line leaves its straight way at a corner, and where it is on its next."""
    reach = min(radius, dist(before, corner) / 2, dist(corner, after) / 2)
    return _go(corner, before, reach), _go(corner, after, reach)


def _turn(curve: Curve, middle: Point) -> Curve:
    """Return a curve so that it starts at the stop."""
    start, end = curve.points[0], curve.points[-1]
    return Curve(curve.points[::-1]) if dist(start, middle) > dist(end, middle) else curve


def _straight(start: Point, end: Point) -> tuple[Point, Point, Point]:
    return mix(start, end, 1 / 3), mix(start, end, 2 / 3), end


def _go(start: Point, towards: Point, length: float) -> Point:
    whole = dist(start, towards)
    return mix(start, towards, length / whole) if whole else start


_Bend = tuple[int, int]  # a line and one of its corners
_Piece = tuple[Point, Point]
# Nudging (Wybrow, Marriott and Stuckey, libavoid): how far apart the tracks at one corner may lie, the widest first.
_GAPS = (4.5, 3.0, 2.0, 1.2, 0.7)
_SAME = 3.0  # corners on one square of this size are one to the eye
_STRAIGHT = 1e-6  # the bend of a line that does not turn has no direction


def part_bends(lines: list[Corners]) -> list[Corners]:
    """Return the lines with shared corners moved outward, the sharpest turn staying innermost."""
    shared: dict[tuple[int, int], list[_Bend]] = defaultdict(list)
    for n, line in enumerate(lines):
        for at in range(1, len(line) - 1):
            shared[round(line[at][0] / _SAME), round(line[at][1] / _SAME)].append((n, at))
    parted = [list(line) for line in lines]
    for places in shared.values():
        if len(places) > 1:
            _part_at(places, lines, parted)
    return parted


def _part_at(places: list[_Bend], lines: list[Corners], parted: list[Corners]) -> None:
    """Move the corners as far apart as leaves the fewest crossings: a narrow passage holds them close together."""
    bends = [((n, at), _find_bend(lines[n][at - 1 : at + 2])) for n, at in places]
    bends.sort(key=lambda bend: -hypot(*bend[1]))
    tries = [_move(bends, lines, gap) for gap in _GAPS]
    for (n, at), corner in min(tries, key=lambda moved: _count_crossings(moved, parted)).items():
        parted[n][at] = corner


def _move(bends: list[tuple[_Bend, Point]], lines: list[Corners], gap: float) -> dict[_Bend, Point]:
    moved: dict[_Bend, Point] = {}
    for rank, ((n, at), bend) in enumerate(bends):
        (x, y), way = lines[n][at], rank * gap / max(hypot(*bend), _STRAIGHT)
        moved[n, at] = (x + bend[0] * way, y + bend[1] * way)
    return moved


def _count_crossings(moved: dict[_Bend, Point], parted: list[Corners]) -> int:
    """Return how often the lines would cross each other at the pieces that the moved corners bend."""
    tried = {n: list(parted[n]) for n, _ in moved}
    for (n, at), corner in moved.items():
        tried[n][at] = corner
    split = [_split_pieces(line, {at for m, at in moved if m == n}) for n, line in tried.items()]
    return sum(
        is_crossing(*a, *b)
        for (bent, still), (other_bent, other_still) in combinations(split, 2)
        for firsts, seconds in ((bent, other_bent), (bent, other_still), (still, other_bent))
        for a in firsts
        for b in seconds
    )


def _split_pieces(line: Corners, moved: set[int]) -> tuple[list[_Piece], list[_Piece]]:
    """Return the pieces that end at a moved corner, and the others."""
    pieces: tuple[list[_Piece], list[_Piece]] = [], []
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

"""Lines led round the boxes and labels of others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import hypot

from attrs import frozen

from piaflow.render.geometry import Point, Rectangle, is_through
from piaflow.render.routes import find_pieces

Corners = list[Point]
_AWAY, _TRIES = 3.5, 4


@frozen
class Obstacles:
    """The areas that lines keep clear of, each with the id of the part that it belongs to."""

    areas: tuple[tuple[Rectangle, str], ...]

    def find_struck(self, line: Sequence[Point], owners: set[str]) -> list[tuple[int, Rectangle]]:
        """Return the areas that a line runs through, each with the number of the piece, except its owners'."""
        near = self._find_near(line, owners)
        pieces = find_pieces(line) if near else ()
        return [(n, area) for n, start, end in pieces for area in near if is_through((start, end), area)]

    def _find_near(self, line: Sequence[Point], owners: set[str]) -> list[Rectangle]:
        """Return the areas in reach of a line. Written out: asked for every line."""
        xs, ys = [x for x, _ in line], [y for _, y in line]
        left, right, top, bottom = min(xs), max(xs), min(ys), max(ys)
        return [
            area
            for area, owner in self.areas
            if area.x <= right
            and area.y <= bottom
            and area.x + area.width >= left
            and area.y + area.height >= top
            and owner not in owners
        ]


def lead_round(line: Corners, raw: Corners, obstacles: Obstacles, owners: set[str]) -> Corners:
    """Return the line clear of obstacles: with corners back where Graphviz laid them, or with corners more.

    Whichever way strikes least is taken, and of those the shortest.
    """
    struck = obstacles.find_struck(line, owners)
    for _ in range(_TRIES):
        if not struck:
            break
        ways = [*_find_ways_back(line, raw, struck[0][0]), *_find_detours(line, *struck[0])]
        tries = [(obstacles.find_struck(way, owners), way) for way in ways]
        best, way = min(tries, key=lambda found: (len(found[0]), _find_length(found[1])))
        if len(best) >= len(struck):
            break
        line, struck = way, best
    return line


def _find_ways_back(line: Corners, raw: Corners, at: int) -> Iterator[Corners]:
    """Yield the line with one end, or both, of a piece where Graphviz laid it, as long as none was added."""
    if len(line) == len(raw):
        for corners in ({at}, {at + 1}, {at, at + 1}):
            yield [raw[n] if n in corners else corner for n, corner in enumerate(line)]
    yield raw


def _find_detours(line: Corners, at: int, area: Rectangle) -> Iterator[Corners]:
    """Yield the line with one or two corners more: past one corner of the area, or along one side of it."""
    wide = area.grow(_AWAY)
    x, y, right, bottom = wide.x, wide.y, wide.right, wide.bottom
    around = [(x, y), (right, y), (right, bottom), (x, bottom)]
    start, end = line[: at + 1], line[at + 1 :]
    for n, corner in enumerate(around):
        beside = around[n - 1]
        yield [*start, corner, *end]
        yield [*start, corner, beside, *end]
        yield [*start, beside, corner, *end]


def _find_length(line: Corners) -> float:
    return sum(hypot(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(line))

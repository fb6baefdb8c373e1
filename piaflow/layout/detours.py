"""Lines led round the boxes and labels of others: a greedy search for the corners that a visibility graph would give."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import pairwise, product
from math import hypot

from attrs import frozen

from piaflow.layout.corners import Corners, find_pieces
from piaflow.layout.geometry import Point, Rectangle, is_through

_AWAY = 3.5  # from what a line is led round: it is seen to pass, and a channel of 10 pt still lets it through
_TRIES = 4  # times that one line is led round something: no line of 600 among 200 boxes needs more than 3
_CELL = 60.0  # of the grid of areas: about a box and a label


@frozen
class Obstacles:
    """The areas that lines keep clear of, each with the id of the part that it belongs to."""

    areas: tuple[tuple[Rectangle, str], ...]

    @cached_property
    def _cells(self) -> dict[tuple[int, int], list[int]]:
        """The numbers of the areas in each square of a grid, so that a short piece asks few of them."""
        cells: dict[tuple[int, int], list[int]] = defaultdict(list)
        for number, (area, _) in enumerate(self.areas):
            for cell in _list_cells((area.x, area.y), (area.right, area.bottom)):
                cells[cell].append(number)
        return cells

    def find_struck(self, line: Sequence[Point], owners: set[str]) -> list[tuple[int, Rectangle]]:
        """Return the areas that a line runs through, each with the number of the piece, except its owners'."""
        return [
            (n, area)
            for n, start, end in find_pieces(line)
            for area, owner in self._find_near(start, end)
            if is_through((start, end), area) and owner not in owners
        ]

    def _find_near(self, start: Point, end: Point) -> Iterator[tuple[Rectangle, str]]:
        """Yield the areas in the squares that a piece may pass, in order."""
        numbers = {number for cell in _list_cells(start, end) for number in self._cells.get(cell, ())}
        return (self.areas[number] for number in sorted(numbers))


def _list_cells(one: Point, other: Point) -> Iterator[tuple[int, int]]:
    """Yield the squares of the grid between two opposite corners."""
    left, right = sorted((int(one[0] // _CELL), int(other[0] // _CELL)))
    top, bottom = sorted((int(one[1] // _CELL), int(other[1] // _CELL)))
    return product(range(left, right + 1), range(top, bottom + 1))


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

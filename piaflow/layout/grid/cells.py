"""The cells of a sheet as bits of one integer: rectangles of zones, rough ways of lines, and how often a cell is used.

Cell `row * columns + column` is one bit, so a question about many cells is one AND (LAYOUT: bitboards).
"""

from __future__ import annotations

from functools import cached_property

from attrs import define, field, frozen

Way = tuple[
    int, int
]  # the cells that a line passes across, and those that it passes up or down, without its ends
_PLANES = 7  # of a counter of up to 127 lines in a cell


@frozen
class Sheet:
    """A sheet of so many columns and rows of cells."""

    columns: int
    rows: int

    @cached_property
    def column_masks(self) -> tuple[int, ...]:
        """The cells of each column."""
        one = sum(1 << (row * self.columns) for row in range(self.rows))
        return tuple(one << column for column in range(self.columns))

    @cached_property
    def ways(self) -> dict[tuple[int, int], tuple[Way, ...]]:
        """The rough ways found so far, by their two ends."""
        return {}

    def find_span(self, cells: int) -> tuple[int, int, int, int]:
        """Return the first and last column and row of some cells."""
        first = next(n for n, mask in enumerate(self.column_masks) if cells & mask)
        last = next(n for n in range(self.columns - 1, -1, -1) if cells & self.column_masks[n])
        top = ((cells & -cells).bit_length() - 1) // self.columns
        return first, last, top, (cells.bit_length() - 1) // self.columns

    def fill(self, cells: int) -> int:
        """Return the cells of the smallest rectangle around some cells."""
        first, last, top, bottom = self.find_span(cells)
        line = ((1 << (last - first + 1)) - 1) << first
        return sum(line << (row * self.columns) for row in range(top, bottom + 1))

    def find_ways(self, start: int, end: int) -> tuple[Way, ...]:
        """Return the straight way, or the two with one bend, from the lower to the higher cell."""
        known = self.ways.get((start, end))
        if known is None:
            known = self.ways[start, end] = self._make_ways(start, end)
        return known

    def _make_ways(self, start: int, end: int) -> tuple[Way, ...]:
        (r0, c0), (r1, c1) = divmod(start, self.columns), divmod(end, self.columns)
        ends = ~(1 << start | 1 << end)
        across = [self._across(row, c0, c1) & ends for row in (r0, r1)]
        down = [self._down(column, r0, r1) & ends for column in (c1, c0)]
        if r0 == r1:
            return ((across[0], 0),)
        if c0 == c1:
            return ((0, down[0]),)
        return ((across[0], down[0]), (across[1], down[1]))

    def _across(self, row: int, one: int, other: int) -> int:
        low, high = min(one, other), max(one, other)
        return ((1 << (high - low + 1)) - 1) << (row * self.columns + low)

    def _down(self, column: int, top: int, bottom: int) -> int:
        return sum(1 << (row * self.columns + column) for row in range(top, bottom + 1))


@define
class Usage:
    """How many lines pass each cell across and down: counters in bit slices, added by carries."""

    across: list[int] = field(factory=lambda: [0] * _PLANES)
    down: list[int] = field(factory=lambda: [0] * _PLANES)

    def copy(self) -> Usage:
        """Return the same counts, to change apart."""
        return Usage(self.across[:], self.down[:])

    def add(self, way: Way) -> None:
        """Count one line more."""
        for planes, cells in zip((self.across, self.down), way, strict=True):
            carry, n = cells, 0
            while carry:
                carry, planes[n] = planes[n] & carry, planes[n] ^ carry
                n += 1

    def remove(self, way: Way) -> None:
        """Count one line less."""
        for planes, cells in zip((self.across, self.down), way, strict=True):
            borrow, n = cells, 0
            while borrow:
                borrow, planes[n] = ~planes[n] & borrow, planes[n] ^ borrow
                n += 1

    def weigh(self, way: Way) -> tuple[int, int]:
        """Return how often a way would cross others, and how many cells it would share with them."""
        h, v = way
        crossing = sharing = 0
        for n, (across, down) in enumerate(zip(self.across, self.down, strict=True)):
            if across:
                crossing += (across & v).bit_count() << n
                sharing += (across & h).bit_count() << n
            if down:
                crossing += (down & h).bit_count() << n
                sharing += (down & v).bit_count() << n
        return crossing, sharing

    def count(self, cells: int) -> int:
        """Return how many lines pass some cells."""
        return sum(
            ((across & cells).bit_count() + (down & cells).bit_count()) << n
            for n, (across, down) in enumerate(zip(self.across, self.down, strict=True))
        )

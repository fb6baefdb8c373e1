"""The cells of a sheet as bits of one integer: rectangles of zones, rough ways of lines, and how often a cell is used.

Cell `row * columns + column` is one bit, so a question about many cells is one AND (LAYOUT: bitboards).
"""

from __future__ import annotations

from functools import cached_property

from attrs import define, field, frozen


@frozen
class Way:
    """The cells that a line passes, without its ends, and the same twice over: once by how it passes them, once turned.

    `along` holds those passed across and, a whole sheet of bits further, those passed up or down; `athwart` the other way
    about, so that an AND with the `along` of others finds the crossings.
    """

    cells: int
    along: int
    athwart: int


@frozen
class Sheet:
    """A sheet of so many columns and rows of cells."""

    columns: int
    rows: int

    @cached_property
    def count(self) -> int:
        """How many cells there are."""
        return self.columns * self.rows

    @cached_property
    def column_masks(self) -> tuple[int, ...]:
        """The cells of each column."""
        one = self.row_starts[self.rows]
        return tuple(one << column for column in range(self.columns))

    @cached_property
    def row_starts(self) -> tuple[int, ...]:
        """The first cells of no row, of the first one, of the first two …"""
        return tuple(sum(1 << (row * self.columns) for row in range(rows)) for rows in range(self.rows + 1))

    @cached_property
    def ways(self) -> dict[int, tuple[Way, ...]]:
        """The rough ways found so far, by their two ends."""
        return {}

    @cached_property
    def filled(self) -> dict[int, int]:
        """The rectangles found so far, by the cells in them."""
        return {}

    def find_span(self, cells: int) -> tuple[int, int, int, int]:
        """Return the first and last column and row of some cells."""
        masks, first, last = self.column_masks, 0, self.columns - 1
        while not cells & masks[first]:
            first += 1
        while not cells & masks[last]:
            last -= 1
        top = ((cells & -cells).bit_length() - 1) // self.columns
        return first, last, top, (cells.bit_length() - 1) // self.columns

    def fill(self, cells: int) -> int:
        """Return the cells of the smallest rectangle around some cells."""
        known = self.filled.get(cells)
        if known is None:
            first, last, top, bottom = self.find_span(cells)
            line = ((1 << (last - first + 1)) - 1) << (top * self.columns + first)
            known = self.filled[cells] = line * self.row_starts[bottom - top + 1]
        return known

    def find_ways(self, start: int, end: int) -> tuple[Way, ...]:
        """Return the straight way between two cells, or the two with one bend."""
        key = start * self.count + end
        known = self.ways.get(key)
        if known is None:
            known = self.ways[key] = tuple(self._make_ways(min(start, end), max(start, end)))
        return known

    def _make_ways(self, start: int, end: int) -> list[Way]:
        (r0, c0), (r1, c1) = divmod(start, self.columns), divmod(end, self.columns)
        ends = ~(1 << start | 1 << end)
        across = [self._across(row, c0, c1) & ends for row in (r0, r1)]
        down = [self._down(column, r0, r1) & ends for column in (c1, c0)]
        if r0 == r1:
            return [self._make_way(across[0], 0)]
        if c0 == c1:
            return [self._make_way(0, down[0])]
        return [self._make_way(across[n], down[n]) for n in (0, 1)]

    def _make_way(self, across: int, down: int) -> Way:
        return Way(across | down, across | down << self.count, down | across << self.count)

    def _across(self, row: int, one: int, other: int) -> int:
        low, high = min(one, other), max(one, other)
        return ((1 << (high - low + 1)) - 1) << (row * self.columns + low)

    def _down(self, column: int, top: int, bottom: int) -> int:
        return self.row_starts[bottom - top + 1] << (top * self.columns + column)


@define
class Usage:
    """How many lines pass each cell across and down: a counter in bit slices, added by carries."""

    planes: list[int] = field(factory=list)

    def copy(self) -> Usage:
        """Return the same counts, to change apart."""
        return Usage(self.planes[:])

    def add(self, way: Way) -> None:
        """Count one line more."""
        planes, carry, n = self.planes, way.along, 0
        while carry:
            if n == len(planes):
                planes.append(0)
            carry, planes[n] = planes[n] & carry, planes[n] ^ carry
            n += 1

    def remove(self, way: Way) -> None:
        """Count one line less."""
        planes, borrow, n = self.planes, way.along, 0
        while borrow:
            borrow, planes[n] = ~planes[n] & borrow, planes[n] ^ borrow
            n += 1

    def weigh(self, way: Way) -> tuple[int, int]:
        """Return how often a way would cross others, and how many cells it would share with them."""
        along, athwart = way.along, way.athwart
        crossing = sharing = 0
        worth = 1
        for plane in self.planes:
            crossing += (plane & athwart).bit_count() * worth
            sharing += (plane & along).bit_count() * worth
            worth += worth
        return crossing, sharing

    def count(self, cells: int, sheet: Sheet) -> int:
        """Return how many lines pass some cells of a sheet."""
        both = cells | cells << sheet.count
        found, worth = 0, 1
        for plane in self.planes:
            found += (plane & both).bit_count() * worth
            worth += worth
        return found

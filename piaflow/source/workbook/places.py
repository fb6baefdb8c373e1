"""Where each field of the form stands in a workbook: found by the reading of that very workbook."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from attrs import define, frozen

from piaflow.law.addresses import Address
from piaflow.law.forms import FieldKind
from piaflow.source.annexes import WORDS
from piaflow.source.keys import squeeze
from piaflow.source.page import Cell, Line, Page, Rectangle, Source, place_of
from piaflow.source.reading import Reading
from piaflow.source.tables import find_columns
from piaflow.source.workbook.sheet import Place, Sheet


@frozen
class Spot:
    """A rectangle of a sheet."""

    sheet: Sheet
    area: Rectangle

    @property
    def first(self) -> Place:
        """The cell that is written into where the rectangle is empty."""
        return self.sheet.first_of((int(self.area.left), int(self.area.top)))


@frozen
class Found:
    """Where a field stands: its label, the cells of its value, and the rectangles where that may be written.

    `groups` are tried one after the other: what is beside the label, the label's own rectangle, what is below.
    `row` is all that stands beside the label, up to the next one.
    """

    label: Spot
    values: tuple[Place, ...]
    groups: tuple[tuple[Spot, ...], ...]
    row: tuple[Spot, ...] = ()


@define(slots=False)
class Places:
    """The places of one 評価書 in a workbook."""

    source: Source
    reading: Reading
    sheets: Mapping[str, Sheet]

    @cached_property
    def _lines(self) -> Mapping[int, tuple[Page, Cell | None, Line]]:
        """Each line with its page and the cell that it stands in."""
        found: dict[int, tuple[Page, Cell | None, Line]] = {}
        for page in self.source.pages:
            found |= {line.number: (page, None, line) for line in page.loose}
            found |= {line.number: (page, cell, line) for cell in page.cells for line in cell.lines}
        return found

    @cached_property
    def _labelled(self) -> frozenset[tuple[str, Rectangle]]:
        """The rectangles that hold a label: no value of another field is written there."""
        numbers = (line.number for lines in self.reading.labels.values() for line in lines)
        told = (self._lines[number] for number in numbers if number in self._lines)
        return frozenset((page.sheet, cell.rectangle) for page, cell, _ in told if cell)

    def find(self, address: Address) -> Found | None:
        """Return where a field stands, None where the workbook has no label of it."""
        label = self.reading.labels.get(address)
        if not label or label[0].number not in self._lines:
            return None
        page, cell, line = self._lines[label[0].number]
        sheet = self.sheets[page.sheet]
        area = cell.rectangle if cell else place_of(line)
        if cell is None:
            return Found(Spot(sheet, area), self._find_values(address), ())
        beside = self._list_free(page, page.right_of(cell))
        below = self._list_free(page, page.below(cell))
        below = [one for one in below if one.rectangle.left == area.left]
        groups = [self._to_spots(sheet, one) for one in (beside, [cell], below)]
        if not beside and not below:
            groups += [tuple(self._find_neighbour(sheet, area))]
        row = self._to_spots(sheet, self._walk_right(page, beside))
        return Found(
            Spot(sheet, area), self._find_values(address), tuple(group for group in groups if group), row
        )

    def _walk_right(self, page: Page, beside: Sequence[Cell]) -> list[Cell]:
        found = list(beside)
        for cell in found:  # it grows
            found += [one for one in self._list_free(page, page.right_of(cell)) if one not in found]
        return found

    def _list_free(self, page: Page, cells: Iterable[Cell]) -> list[Cell]:
        return [one for one in cells if (page.sheet, one.rectangle) not in self._labelled]

    @staticmethod
    def _to_spots(sheet: Sheet, cells: Iterable[Cell]) -> tuple[Spot, ...]:
        return tuple(Spot(sheet, one.rectangle) for one in cells)

    @staticmethod
    def _find_neighbour(sheet: Sheet, area: Rectangle) -> Iterator[Spot]:
        """Without rules: the range beside the label, where the sheet has one there."""
        place = (int(area.right), int(area.top))
        if place in sheet.merges or (place in sheet.cells and not sheet.held(place).text):
            yield Spot(sheet, sheet.area_of(place))

    def _find_values(self, address: Address) -> tuple[Place, ...]:
        """The cells that hold the words that were read for a field."""
        value = self.reading.values.get(address)
        found: dict[Place, None] = {}
        for number in (line.number for line in value.lines) if value else ():
            if number in self._lines:
                page, _, line = self._lines[number]
                words = [word.rectangle for word in line.words] or [place_of(line)]
                found |= {self.sheets[page.sheet].first_of((int(w.left), int(w.top))): None for w in words}
        return tuple(found)

    def sheet_of(self, address: Address) -> Sheet | None:
        """Return the sheet on which the words of a field stand, None where there are none."""
        value = self.reading.values.get(address)
        at = (
            next((self._lines[one.number] for one in value.lines if one.number in self._lines), None)
            if value
            else None
        )
        return self.sheets[at[0].sheet] if at else None

    def find_annexes(self, address: Address) -> tuple[Spot, ...]:
        """Return the rectangles beside or below the headings of 別添1 or 別添2, in their order."""
        field = address.field
        if field.kind not in (FieldKind.DIAGRAM, FieldKind.LIST):
            return ()
        heading = squeeze(f"({field.path}){WORDS[field.kind]}")
        found: list[Spot] = []
        for page in self.source.pages:
            named = [cell for cell in page.cells if squeeze(cell.text) == heading]
            free = (self._list_free(page, [*page.right_of(cell), *page.below(cell)])[:1] for cell in named)
            found += self._to_spots(self.sheets[page.sheet], (one for first in free for one in first))
        return tuple(found)

    def cells_of(self, sheet: str) -> list[Cell]:
        """Return the rectangles of a sheet, page after page."""
        return [cell for page in self.source.pages if page.sheet == sheet for cell in page.cells]

    @cached_property
    def changes(self) -> tuple[Mapping[str, Spot], ...]:
        """The rows of 変更箇所, filled in or not, each with its columns."""
        rows: list[Mapping[str, Spot]] = []
        for name, sheet in self.sheets.items():
            rows += _list_changes(sheet, self.cells_of(name))
        return tuple(rows)


def _list_changes(sheet: Sheet, cells: Sequence[Cell]) -> Iterator[Mapping[str, Spot]]:
    left = list(cells)
    while head := find_columns(left):
        top = head.bottom
        while row := _find_row(left, head.lefts, top):
            yield {name: Spot(sheet, cell.rectangle) for name, cell in row.items()}
            top = min(cell.rectangle.bottom for cell in row.values())
        left = [cell for cell in left if cell.rectangle.top >= max(top, head.bottom)]


def _find_row(cells: Sequence[Cell], lefts: Mapping[str, float], top: float) -> Mapping[str, Cell]:
    here = {cell.rectangle.left: cell for cell in cells if cell.rectangle.top == top}
    row = {name: here[left] for name, left in lefts.items() if left in here}
    return row if len(row) == len(lefts) else {}

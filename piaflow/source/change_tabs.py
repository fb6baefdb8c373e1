"""変更箇所 of a text layer whose cells are parted by tabs: copied from a sheet, or taken from a PDF by such a tool.

A line that begins with a day, or with a tab, begins a record of cells; one that does not goes on in the cell above it,
as cells have lines of their own. A record has its 提出時期 in the column of that, or none. One without 変更日 and 提出時期
is a row where its 項目 begins as one; it goes on in the row above where it has no 項目, or where each cell above is as
wide as its column. Where neither is told, none that follows is known for its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from attrs import evolve, frozen

from piaflow.law.printed_form import CHANGE_COLUMNS
from piaflow.source.change_marks import COLUMNS, DAY, ITEM, ITEM_ALONE, PAGE_NUMBER, TextRow
from piaflow.source.keys import squeeze
from piaflow.source.page import Line

_DATE, _ITEM, _BEFORE, _AFTER, _TIMING = COLUMNS
_NAMES = tuple(map(squeeze, CHANGE_COLUMNS))
_BEGINS = re.compile(rf"\s*\"?(?:{DAY}\s*\"?(?=\t)|\t)")
_TIMINGS = ("", "事前", "事後")
_LEAST = len(COLUMNS) - 1
"""Columns of a record with a day at the least: a layer cuts empty cells off the end of a line."""
_HANGING = 1
"""Characters by which a full line may be shorter than its column, as no line begins with a point."""
Cells = tuple[tuple[Line, ...], ...]


@frozen
class _Record:
    """The cells of a line, and of those that go on in them."""

    cells: Cells

    def text(self, column: str) -> str:
        """What stands in a column."""
        return "".join(line.text.strip() for line in self.cells[CHANGE_COLUMNS.index(column)])

    @property
    def is_told(self) -> bool:
        """Whether its marks stand in their columns."""
        is_day = not self.text(_DATE) or bool(re.fullmatch(DAY, self.text(_DATE)))
        return is_day and squeeze(self.text(_TIMING)) in _TIMINGS

    @property
    def begins(self) -> bool:
        """Whether it is known for the beginning of a row."""
        item = self.text(_ITEM)
        is_item = bool(ITEM.match(item) or ITEM_ALONE.match(squeeze(item)))
        return bool(self.text(_DATE) or self.text(_TIMING)) or is_item

    def join(self, rest: _Record) -> _Record:
        """Return it with what goes on in its cells."""
        return _Record(tuple((*one, *other) for one, other in zip(self.cells, rest.cells, strict=True)))


def is_tabbed(headings: Sequence[Line]) -> bool:
    """Whether the headings of the table stand on one line, parted by tabs, as the form has them."""
    names = [tuple(squeeze(name.strip('"')) for name in line.text.split("\t")) for line in headings]
    return bool(names) and all(one in (_NAMES, _NAMES[: len(COLUMNS)]) for one in names)


def read_tabbed(pages: Sequence[Sequence[Line]], *, goes_on: bool = False) -> Iterator[TextRow]:
    """Yield the rows of pages. From where it is not known whether the next begins, none has its cells.

    `goes_on`: what stands after the last of the pages may be of its last row.
    """
    records = [record for page in pages for record in _list_records(page)]
    columns = zip(*(record.cells for record in records if record), strict=True)
    widest = [max((len(line.text) for cell in column for line in cell), default=0) for column in columns]
    rows: list[_Record] = []
    for at, record in enumerate(records):
        if record and record.is_told and (record.begins or not rows):
            rows.append(record)
        elif record and record.is_told and _goes_on(rows[-1], record, widest):
            rows[-1] = rows[-1].join(record)
        else:
            left = sum(one is not None and one.begins for one in records[at + 1 :])
            break
    else:
        at, left = len(records), 0
    is_cut = at < len(records) or goes_on
    yield from map(_to_row, rows[: len(rows) - is_cut])
    yield from [TextRow({}, COLUMNS)] * ((is_cut and bool(rows)) + left)


def _list_records(page: Sequence[Line]) -> Iterator[_Record | None]:
    """The records of a page; None for one whose cells cannot be told."""
    held: list[list[Line]] = []
    for line in page:
        if _BEGINS.match(line.text):
            held.append([line])
        elif held and line.number == held[-1][-1].number + 1 and not PAGE_NUMBER.match(line.text):
            held[-1].append(line)
    yield from map(_to_record, held)


def _to_record(lines: Sequence[Line]) -> _Record | None:
    cells: list[list[Line]] = [[]]
    for n, line in enumerate(lines):
        first, *others = line.text.split("\t")
        if n and not others and len(cells) == len(CHANGE_COLUMNS):
            return None  # it may go on in what is said of 提出時期, or be of no cell
        cells[-1] += [evolve(line, text=first)]
        cells += [[evolve(line, text=other)] for other in others]
    least = _LEAST if lines[0].text.split("\t")[0].strip() else 1
    if not least <= len(cells) <= len(CHANGE_COLUMNS):
        return None
    told = [tuple(map(_close, cell)) for cell in cells]
    told = [tuple(line for line in cell if line.text.strip()) for cell in told]
    return _Record((*told, *((),) * (len(CHANGE_COLUMNS) - len(told))))


def _close(line: Line) -> Line:
    """A line without the quotes that a sheet puts around a cell of several lines."""
    return evolve(line, text=line.text.strip().removeprefix('"').removesuffix('"'))


def _goes_on(row: _Record, rest: _Record, widest: Sequence[int]) -> bool:
    """Whether a record goes on in the cells of the row above: in none that has nothing yet.

    With a 項目 of its own it may be a row; not where each cell above is full.
    """
    pairs = [
        (above, cell, width) for above, cell, width in zip(row.cells, rest.cells, widest, strict=True) if cell
    ]
    is_full = all(above and len(above[-1].text) >= width - _HANGING for above, _, width in pairs)
    return is_full if rest.text(_ITEM) else all(above for above, _, _ in pairs)


def _to_row(record: _Record) -> TextRow:
    named = zip(CHANGE_COLUMNS, record.cells, strict=True)
    return TextRow({name: cell for name, cell in named if cell})

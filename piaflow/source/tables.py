"""The table of 変更箇所: rows of six columns under their headings, page after page, in cells or in a text layer."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from attrs import frozen

from piaflow.law.printed_form import CHANGE_COLUMNS
from piaflow.source.change_columns import find_column_headings, list_columned, read_columns
from piaflow.source.change_grid import is_grid, read_grid
from piaflow.source.change_headings import find_headings
from piaflow.source.change_marks import close_days_in_place
from piaflow.source.change_rows import has_rows, read_rows
from piaflow.source.change_tabs import is_tabbed, read_tabbed
from piaflow.source.keys import squeeze
from piaflow.source.page import Cell, Line, Page, Part, Source, SourceKind

_KEYS = {squeeze(name): name for name in CHANGE_COLUMNS}
_LEAST = 4
"""Headings that must stand side by side: a page may cut one off."""

_TITLE = re.compile(r"\(?別添\d\)?変更箇所")
"""What stands above the table: text layers may give the cells of its first columns before its headings."""
_MOST_ABOVE = 60
"""Lines of the first page of the table that may stand above its title, or between that and its headings."""
_ANNEX = re.compile(r"№|No|\(?別[添紙]")
"""How what stands after the table begins."""


@frozen
class Row:
    """One row: the lines of each column that has any. `unread` are those that have some which were not told."""

    columns: Mapping[str, tuple[Line, ...]]
    unread: tuple[str, ...] = ()

    @property
    def lines(self) -> tuple[Line, ...]:
        """All lines of the row."""
        return tuple(line for lines in self.columns.values() for line in lines)

    def text(self, column: str) -> str:
        """Return what stands in a column, line by line."""
        return "\n".join(line.text.strip() for line in self.columns.get(column, ()))


@frozen
class Changes:
    """変更箇所: its rows in printed order, and the lines of the table with its headings."""

    rows: tuple[Row, ...]
    taken: frozenset[int]
    """The numbers of its lines: they are no fields."""


@frozen
class Columns:
    """The headings of the table in a sheet: where they end, and where each column begins."""

    bottom: float
    lefts: Mapping[str, float]
    cells: tuple[Cell, ...]


def find_changes(source: Source, part: Part) -> Changes:
    """Return the rows of 変更箇所 of one part of a source."""
    return _find_in_text(source, part) if source.kind is SourceKind.TEXT else _find_in_cells(source, part)


def _find_in_text(source: Source, part: Part) -> Changes:
    """The rows of a text layer: those of each page that has the headings.

    Where the table has them only once, it goes on as far as pages have rows.
    """
    lines = [line for line in source.lines if part.first <= line.number <= part.last]
    headings = find_headings(lines) or find_column_headings(lines)
    if not headings:
        return Changes((), frozenset())
    shown = [one.line for one in source.breaks]
    firsts = [heading.first for heading in headings]
    starts = [max((at for at in shown if at <= first), default=first) for first in firsts]
    starts[0] = min(starts[0], _find_start([line for line in lines if line.number < firsts[0]], starts[0]))
    starts = [max(start, before + 1) for start, before in zip(starts, [0, *firsts], strict=False)]
    starts += [at for at in shown if headings[-1].lines[-1] < at <= part.last]
    ends = [*starts[1:], part.last + 1]
    pages = [
        [line for line in lines if start <= line.number < end]
        for start, end in zip(starts, ends, strict=True)
    ]
    last = len(headings) - 1
    if not last:
        last = max((at for at, page in enumerate(pages) if has_rows(page)), default=0)
    after = "".join(squeeze(line.text) for page in pages[last + 1 : last + 2] for line in page[:1])
    goes_on = len(headings) == 1 and bool(after) and not _ANNEX.match(after)
    pages = pages[: last + 1]
    of_headings = frozenset(number for heading in headings for number in heading.lines)
    pages[0] = [line for line in pages[0] if not _TITLE.fullmatch(squeeze(line.text))]
    rest = [[line for line in page if line.number not in of_headings] for page in pages]
    bottoms = [max((line.number for line in page if line.number in of_headings), default=0) for page in pages]
    below = [
        close_days_in_place([line for line in page if line.number > at])
        for page, at in zip(rest, bottoms, strict=True)
    ]
    headed = [line for line in lines if line.number in of_headings]
    columned = list_columned(pages, of_headings)
    if is_tabbed(headed):
        told = read_tabbed(below, goes_on=goes_on)
    elif columned:
        told = read_columns(columned, goes_on=goes_on)
    elif is_grid(below):
        told = read_grid(below, headed, goes_on=goes_on)
    else:
        told = read_rows(rest, goes_on=goes_on)
    rows = tuple(Row(row.columns, row.unread) for row in told)
    return Changes(rows, frozenset(line.number for page in pages for line in page))


def _find_start(above: Sequence[Line], default: int) -> int:
    """Where the page begins that has the title of the table, if rows stand above that: those that were printed below.

    A text layer may give a few cells before the title. They are not parted from the page before but by a blank that
    begins their first line.
    """
    title = next((n for n in range(len(above)) if _TITLE.fullmatch(squeeze(above[-1 - n].text))), None)
    if title is None or title > _MOST_ABOVE:
        return default
    start = len(above) - 1 - title
    starts = (
        n for n in range(start, max(start - _MOST_ABOVE, 0), -1) if _begins_page(above[n - 1], above[n])
    )
    page = next((above[n:start] for n in starts if has_rows(above[n:start])), ())
    return page[0].number if page else above[start].number + 1


def _begins_page(above: Line, line: Line) -> bool:
    """Whether a blank begins a line that no blank line parts from the one above."""
    return line.text.startswith(" ") and line.number == above.number + 1


def _find_in_cells(source: Source, part: Part) -> Changes:
    rows: list[Row] = []
    taken: set[int] = set()
    lefts: Mapping[str, float] = {}
    for page in source.pages:
        cells = [cell for cell in page.cells if _is_in(cell, part)]
        headings = find_columns(cells)
        if headings is None and not lefts:
            continue
        if headings is not None:
            lefts = headings.lefts
            taken |= {line.number for cell in headings.cells for line in cell.lines}
        top = headings.bottom if headings else -1.0
        heads = {id(cell) for cell in headings.cells} if headings else set()
        below = [c for c in cells if c.rectangle.top >= top - _SLACK and id(c) not in heads]
        for n, row in enumerate(_list_rows(below, lefts)):
            columns = {name: cell.lines for name, cell in row.items() if cell.lines}
            if not columns:
                continue
            if n == 0 and rows and _goes_on(row, page):
                rows[-1] = _join(rows[-1], columns)
            else:
                rows.append(Row(columns))
            taken |= {line.number for lines in columns.values() for line in lines}
    return Changes(tuple(rows), frozenset(taken))


_SLACK = 1.5
"""Points by which two rules that are one may differ; less than a row of a table of tabs."""


def _is_in(cell: Cell, part: Part) -> bool:
    return not cell.lines or part.first <= cell.lines[0].number <= part.last


def find_columns(cells: Sequence[Cell]) -> Columns | None:
    """Return the headings of the table, where they stand side by side."""
    named = [(_KEYS[key], cell) for cell in cells if (key := squeeze(cell.text.replace("\n", ""))) in _KEYS]
    for name, first in named:
        if name != CHANGE_COLUMNS[0]:
            continue
        side = {n: cell for n, cell in named if abs(cell.rectangle.top - first.rectangle.top) < _SLACK}
        if len(side) >= _LEAST:
            bottom = min(cell.rectangle.bottom for cell in side.values())
            return Columns(bottom, {n: c.rectangle.left for n, c in side.items()}, tuple(side.values()))
    return None


def _list_rows(cells: Sequence[Cell], lefts: Mapping[str, float]) -> Iterator[Mapping[str, Cell]]:
    """The cells below the headings row by row, as long as they stand in the columns."""
    tops: dict[float, dict[str, Cell]] = {}
    for cell in cells:
        name = min(lefts, key=lambda n: abs(lefts[n] - cell.rectangle.left))
        if abs(lefts[name] - cell.rectangle.left) < _SLACK / 2:
            top = next((t for t in tops if abs(t - cell.rectangle.top) < _SLACK / 2), cell.rectangle.top)
            tops.setdefault(top, {})[name] = cell
    for top in sorted(tops):
        row = tops[top]
        if len(row) < _LEAST - 1 or not _is_change(row):
            return  # another table, or what stands below this one
        yield row


def _is_change(row: Mapping[str, Cell]) -> bool:
    """Whether a row has a day, or none, or says that it was told before or after."""
    date, timing = (
        squeeze(row[name].text) if name in row else "" for name in (CHANGE_COLUMNS[0], CHANGE_COLUMNS[4])
    )
    return timing in ("事前", "事後") or bool(_DAY.search(date)) or not (date or timing)


_DAY = re.compile(r"\d\D{1,2}\d{1,2}|同上|〃|元年")


def _goes_on(row: Mapping[str, Cell], page: Page) -> bool:
    """Whether the first row of a page is the rest of the row before: it has no date, and its top is cut."""
    date = row.get(CHANGE_COLUMNS[0])
    return bool(page.width) and (date is None or not date.lines) and any(cell.cut for cell in row.values())


def _join(row: Row, columns: Mapping[str, tuple[Line, ...]]) -> Row:
    names = [name for name in CHANGE_COLUMNS if name in row.columns or name in columns]
    return Row({name: (*row.columns.get(name, ()), *columns.get(name, ())) for name in names})

"""変更箇所 of a text layer that gives the table column after column: all days of a page, then all 項目, and so on.

The first cell of each column is of the first row, the second of the second, where each column has as many pieces as
the page has days. That may be by chance: an empty cell leaves none, one with a blank line in it leaves two, and a
page may begin with the rest of a cell. But what stood before a change and what stands after it are mostly alike. So
rows in which they are hold the others in their places, and words that are like those of another row tell that
something is amiss. What is not held so stays unread.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby, pairwise

from attrs import evolve, frozen

from piaflow.law.printed_form import CHANGE_COLUMNS
from piaflow.source.change_alignment import align
from piaflow.source.change_headings import Headings, list_runs
from piaflow.source.change_marks import (
    COLUMNS,
    DAY,
    ITEM,
    ITEM_ALONE,
    NOTE,
    PAGE_NUMBER,
    TAIL,
    TextRow,
    close_days,
    is_alike,
    list_groups,
)
from piaflow.source.keys import squeeze
from piaflow.source.page import Line

_DATE, _ITEM, _BEFORE, _AFTER, _TIMING = COLUMNS
_KEYS = {squeeze(name): name for name in CHANGE_COLUMNS}
_DAYS, _TIMINGS = re.compile(rf"{DAY}|同上|〃"), re.compile("事前|事後")
_TITLE = "変更箇所"
_BULLET = re.compile(r"[・･*＊○●◎■□◆※＜<【〈\-―‐①-⑳]|[(（]?[0-9０-９一-九ア-ン]{1,2}[)）.．、]")
"""How a line begins that may go on after a blank one."""
_LEAST = 2
"""Rows of a page that stand in columns, before its table is known to: one row alone has the same order anyway."""

_LEAST_ALIKE = 4
"""Characters that cells of one row share, before they are known for that: all texts share shorter words."""

Cell = tuple[Line, ...]


@frozen
class ColumnPage:
    """The columns of a page, each in the pieces that blank lines part."""

    columns: Mapping[str, tuple[Cell, ...]]
    is_cut: bool
    """Whether words stand above its columns: they may be the rest of any cell."""

    @property
    def marks(self) -> tuple[tuple[Line, ...], tuple[Line, ...]] | None:
        """Its 変更日 and its 提出時期, None where these columns have other words too."""
        days = _list_marks(self.columns[_DATE], _DAYS)
        timings = _list_marks(self.columns[_TIMING], _TIMINGS)
        return (days, timings) if days and timings else None


def find_column_headings(lines: Sequence[Line]) -> tuple[Headings, ...]:
    """Return the headings of the table, each time that each of them stands above its column."""
    blocks: list[dict[str, list[Line]]] = [{}]
    for name, heading in (named for run in list_runs(lines) for named in _list_names(run)):
        if name in blocks[-1]:
            blocks.append({})
        blocks[-1][name] = heading
    found: list[Headings] = []
    for block in blocks:
        numbers = tuple(sorted(line.number for run in block.values() for line in run))
        below = [line for line in lines if numbers and line.number >= numbers[0]]
        page = _part_by_headings(below, frozenset(numbers)) if set(COLUMNS) <= set(block) else None
        found += [Headings(numbers)] if page and _list_marks(page.columns[_DATE], _DAYS) else []
    return tuple(found)


def list_columned(pages: Iterable[Sequence[Line]], headings: frozenset[int]) -> tuple[ColumnPage, ...]:
    """Return the columns of each page, where all give them one after the other; else nothing.

    `headings` are the numbers of the lines of the headings of the table.
    """
    told: list[ColumnPage] = []
    is_known = False
    for page in pages:
        lines = [line for line in page if not PAGE_NUMBER.match(line.text)]
        parted = _part_by_headings(lines, headings)
        is_known = is_known or parted is not None
        parted = parted or _part_by_order([line for line in lines if line.number not in headings])
        if parted is None:
            return ()
        told.append(parted)
        is_known = is_known or len(_list_marks(parted.columns[_DATE], _DAYS)) >= _LEAST
    return tuple(told) if is_known else ()


def _list_names(run: Sequence[Line]) -> Iterator[tuple[str, list[Line]]]:
    """The headings that lines print one below the other, each with its lines: a narrow column wraps them."""
    at = 0
    while at < len(run):
        keys = {
            end: squeeze("".join(line.text for line in run[at:end])) for end in range(at + 1, len(run) + 1)
        }
        end = max((end for end, key in keys.items() if key in _KEYS), default=0)
        if end:
            yield _KEYS[keys[end]], list(run[at:end])
        at = end or at + 1


def _part_by_headings(lines: Sequence[Line], headings: frozenset[int]) -> ColumnPage | None:
    """The columns of a page that prints the heading of each above it."""
    columns: dict[str, list[Line]] = {}
    above: list[Line] = []
    into = above
    for is_heading, held in groupby(lines, key=lambda line: line.number in headings):
        run = list(held)
        if not is_heading:
            into += run
            continue
        for name, _ in _list_names(run):
            into = columns.setdefault(name, [])
    if not set(COLUMNS) <= set(columns) or not all(columns[name] for name in (_DATE, _TIMING)):
        return None
    parted = {name: tuple(map(tuple, list_groups(close_days(column)))) for name, column in columns.items()}
    return ColumnPage(parted, any(_TITLE not in squeeze(line.text) for line in above))


def _part_by_order(lines: Sequence[Line]) -> ColumnPage | None:
    """The columns of a page without headings between them: days, as many 項目, words, as many 提出時期."""
    groups = [tuple(close_days(group)) for group in list_groups(lines)]
    kinds = [_tell_kind(group) for group in groups]
    if kinds.count(_DATE) == 0 or kinds.count(_TIMING) == 0:
        return None
    first, end = kinds.index(_DATE), kinds.index(_TIMING)
    after_days = next(at for at in range(first, len(kinds) + 1) if kinds[at : at + 1] != [_DATE])
    after_timings = next(at for at in range(end, len(kinds) + 1) if kinds[at : at + 1] != [_TIMING])
    if _DATE in kinds[after_days:] or _TIMING in kinds[after_timings:] or end < after_days:
        return None
    days, middle = groups[first:after_days], groups[after_days:end]
    count = len(_list_marks(days, _DAYS))
    begun = [sum(map(_begins_item, group)) for group in middle]
    at = next((at for at in range(1, len(middle) + 1) if sum(begun[:at]) == count), 0)
    words = middle[at:]
    if not at or any(ITEM.match(line.text) for group in words for line in group):
        return None
    half = len(words) // 2 if len(words) in (2, 2 * count) else 0
    columns = {
        _DATE: days,
        _ITEM: middle[:at],
        _BEFORE: words[:half],
        _AFTER: words[half:] if half else [],
        _TIMING: groups[end:after_timings],
        NOTE: groups[after_timings:],
    }
    above = [line for group in groups[:first] for line in group]
    return ColumnPage(
        {name: tuple(column) for name, column in columns.items()},
        any(_TITLE not in squeeze(line.text) for line in above),
    )


def _tell_kind(group: Cell) -> str:
    """変更日 or 提出時期 where a piece has nothing else."""
    if _list_marks([group], _TIMINGS):
        return _TIMING
    return _DATE if _list_marks([group], re.compile(DAY)) else ""


def _list_marks(column: Iterable[Cell], mark: re.Pattern[str]) -> tuple[Line, ...]:
    """The marks of a column, each as a line of its own; nothing where it has other words too."""
    lines = [line for cell in column for line in cell]
    if any(mark.sub("", line.text).strip() for line in lines):
        return ()
    return tuple(evolve(line, text=found[0]) for line in lines for found in mark.finditer(line.text))


def _begins_item(line: Line) -> bool:
    return bool(ITEM.match(line.text) or ITEM_ALONE.match(squeeze(line.text)))


@frozen
class _Words:
    """What stood before the changes of a page and what stands after them, row by row."""

    before: tuple[Cell, ...]
    after: tuple[Cell, ...]
    is_parted: bool
    """Whether blank lines part the cells: else a line may go on in the next."""
    known: tuple[bool, ...]
    """Of which rows the cells are known to be theirs, as far as the number of cells tells."""

    def is_torn_from(self, above: _Words) -> bool:
        """Whether the first row has what the last row of the page before has left."""
        last, first = (above.before[-1], above.after[-1]), (self.before[0], self.after[0])
        return any(TAIL.match(cell[0].text.strip()) for cell in first if cell) or _is_shifted(last, first)

    def may_go_on(self, above: _Words) -> bool:
        """Whether what stands first may be the rest of the last row of the page before."""
        return not self.known[0] or self.is_torn_from(above)

    def list_told(self) -> list[bool]:
        """Of which rows it is known: of those that are alike, and of one that stands between them alone.

        Several such rows that follow one another have to have cells of one line, of which none may be a part.
        """
        rows = list(zip(self.before, self.after, strict=True))
        alike = [_is_alike(*row) for row in rows]
        doubtful = {at for n, pair in enumerate(pairwise(rows)) if _is_shifted(*pair) for at in (n, n + 1)}
        told: list[bool] = []
        for is_held, run in groupby(range(len(rows)), key=alike.__getitem__):
            held = list(run)
            cells = [cell for n in held for cell in rows[n]]
            is_whole = any(alike) and self.is_parted and all(map(_is_whole, cells))
            is_beside = not doubtful.isdisjoint(range(held[0] - 1, held[-1] + 2))
            is_known = len(held) == 1 or is_whole
            told += [n not in doubtful if is_held else is_known and not is_beside for n in held]
        is_between = [True, *alike[:-1]], [*alike[1:], True]
        return [
            one and known and (all(row) or (n not in (0, len(rows) - 1) and before and after))
            for n, (one, known, row, before, after) in enumerate(
                zip(told, self.known, rows, *is_between, strict=True)
            )
        ]


def _is_alike(one: Cell, other: Cell) -> bool:
    return is_alike(one, other, _LEAST_ALIKE)


def _is_shifted(above: tuple[Cell, Cell], below: tuple[Cell, Cell]) -> bool:
    """Whether a cell of one of two rows may be of the other: its words are those of the other column there alone."""
    return any(
        cell and (_is_alike(cell, opposite) or _say(cell) in _say(opposite)) and not _is_alike(cell, beside)
        for cell, beside, opposite in (
            (above[0], *below),
            (below[0], *above),
            (above[1], *below[::-1]),
            (below[1], *above[::-1]),
        )
    )


def _is_whole(cell: Cell) -> bool:
    """Whether a piece is no part of a cell: of one line, which is no member of a list."""
    return len(cell) == 1 and not _BULLET.match(cell[0].text.strip())


def read_columns(pages: Sequence[ColumnPage], *, goes_on: bool = False) -> Iterator[TextRow]:
    """Yield the rows of the pages of 変更箇所.

    `goes_on`: what stands after the last of the pages may be of its last row.
    """
    words = [_find_words(page) for page in pages]
    said = Counter(_say(cell) for page in pages for cell in page.columns.get(NOTE, ()))
    for page, above, here, below in zip(pages, [None, *words], words, [*words[1:], None], strict=False):
        told = here.list_told() if here else []
        if here and above and here.is_torn_from(above):
            told = [False] * len(told)
        is_cut = goes_on if page is pages[-1] else not below or (here and below.may_go_on(here))
        if told and is_cut:
            told[-1] = False
        yield from _list_rows(page, here, told, said)


def _find_words(page: ColumnPage) -> _Words | None:
    """The words of a page, where both columns have as many cells as it has rows.

    Blank lines part the cells of a page as they part its days.
    """
    count = _count(page)
    is_parted = len(page.columns[_DATE]) == count
    columns = [page.columns[name] for name in (_BEFORE, _AFTER)]
    if page.is_cut or not count:
        return None
    if is_parted and any(len(column) != count for column in columns):
        rows = align(columns[0], columns[1], count)
        before, after = zip(*(row or ((), ()) for row in rows), strict=True)
        return _Words(before, after, is_parted, tuple(row is not None for row in rows))
    before, after = (_cut(column, count, is_parted=is_parted) for column in columns)
    return _Words(before, after, is_parted, (True,) * count) if before and after else None


def _count(page: ColumnPage) -> int:
    """How many rows a page has, 0 where its columns do not agree."""
    days, timings = page.marks or ((), ())
    column = page.columns[_ITEM]
    is_agreed = len(days) == len(timings) and (
        len(column) == len(days) or len(_find_items(column)) <= len(days)
    )
    return len(days) if is_agreed else 0


def _cut(column: Sequence[Cell], count: int, *, is_parted: bool) -> tuple[Cell, ...]:
    """The cells of a column: its pieces, or the lines of its only one, where they are so many; else nothing."""
    lines = column[0] if len(column) == 1 else ()
    cells = tuple(column) if is_parted else tuple((line,) for line in lines)
    return cells if len(cells) == count else ()


def _find_items(column: Iterable[Cell]) -> list[int]:
    """The lines of a column on which a 項目 begins."""
    return [n for n, line in enumerate(line for cell in column for line in cell) if _begins_item(line)]


def _cut_items(column: Sequence[Cell], count: int) -> tuple[Cell, ...]:
    """The cells of 項目, which begin with the name of a place of the form."""
    lines = [line for cell in column for line in cell]
    starts = _find_items(column)
    if len(starts) != count or starts[0]:
        return tuple(column) if len(column) == count else ()
    cells = tuple(tuple(lines[at:end]) for at, end in pairwise([*starts, len(lines)]))
    return cells if len(column) != count or cells == tuple(column) else ()


def _cut_notes(
    column: Sequence[Cell], count: int, said: Mapping[str, int], *, is_parted: bool
) -> tuple[Cell, ...]:
    """What is said of each 提出時期: of pieces that are cells, since they are of one line, or come again."""
    cells = _cut(column, count, is_parted=is_parted)
    is_same = len(set(map(_say, cells))) == 1
    is_told = is_parted and all(_is_whole(cell) or said[_say(cell)] > 1 for cell in cells)
    return cells if is_same or is_told else ()


def _say(cell: Cell) -> str:
    return squeeze("".join(line.text for line in cell))


def _list_rows(
    page: ColumnPage, words: _Words | None, told: Sequence[bool], said: Mapping[str, int]
) -> Iterator[TextRow]:
    count = _count(page)
    days, timings = page.marks or ((), ())
    items = _cut_items(page.columns[_ITEM], count) if count else ()
    noted = page.columns.get(NOTE, ())
    is_parted = len(page.columns[_DATE]) == count
    notes = _cut_notes(noted, count, said, is_parted=is_parted) if count else ()
    names = (*COLUMNS, *([NOTE] if noted else []))
    for n in range(count or max(len(days), len(timings), len(_find_items(page.columns[_ITEM])))):
        columns: dict[str, Cell] = {}
        if count:
            columns |= {_DATE: (days[n],), _TIMING: (timings[n],)}
        if items:
            columns[_ITEM] = items[n]
        if words and told[n]:
            columns |= {_BEFORE: words.before[n], _AFTER: words.after[n]}
        if notes:
            columns[NOTE] = notes[n]
        unread = tuple(name for name in names if name not in columns)
        yield TextRow({name: cell for name, cell in columns.items() if cell}, unread)

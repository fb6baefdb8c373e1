"""変更箇所 of a text layer that keeps the columns of the page apart by blanks: `pdftotext -layout` and its like.

A line runs across the six columns. A row is told by the one line on which its 変更日 and its 提出時期 stand; blank
lines part the rows, mostly. Where a column begins drifts from row to row, and a short cell has blanks of its own; so
a row is read where just one way to cut its lines has each column begin about where it does elsewhere, and sets all
cells to one height: from the line of the day downwards, or with the day in their middle.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby, pairwise, product
from operator import le
from statistics import median_low

from attrs import evolve, frozen

from piaflow.source.change_gutters import Group, is_set_at_top, is_told, join_rests, part_columns
from piaflow.source.change_marks import (
    COLUMNS,
    ITEM,
    MARK,
    NOTE,
    PAGE_NUMBER,
    TextRow,
    list_groups,
    may_be_of_item,
)
from piaflow.source.page import Line

_APART = re.compile(r"\S {2,}(?=\S)")
_PIECE = re.compile(r"\S+(?: \S+)*")
"""What two blanks or more part from the next."""
_MIDDLE = 3
"""Columns between the 変更日 and the 提出時期: 項目, before and after."""
_LEAST = 3
"""Rows from which it is known where the columns begin."""
_DRIFT = 6
"""Characters by which a column may begin elsewhere than in other rows."""
_BESIDE = (0, -1, 1)
"""Characters from the side of a column at which a line may be cut: one line may reach a little further than another."""
_BLANKS = re.compile(" {2,}")
_MARKED = (COLUMNS[0], COLUMNS[-1])
Columns = dict[str, tuple[Line, ...]]


def is_grid(pages: Sequence[Sequence[Line]]) -> bool:
    """Whether the 変更日 and the 提出時期 of most rows stand on one line, with blanks between its cells."""
    days = [line for page in pages for line in page if any(mark["day"] for mark in MARK.finditer(line.text))]
    across = [line for line in days if _find_marks(line) and len(_APART.findall(line.text)) > 1]
    return 2 * len(across) > len(days)


@frozen
class _Unit:
    """Lines that stand together: the rows that they say, and what is sure of those beside words that may be theirs."""

    rows: tuple[TextRow, ...]
    bare: tuple[TextRow, ...]
    is_read: bool
    """Whether it is known where its rows begin and end."""
    begins: bool
    """Whether a row is known to begin in it."""
    pages: tuple[int, int]
    """The pages of its first and its last line, 0 where the text layer does not tell them."""


def read_grid(
    pages: Sequence[Sequence[Line]], headings: Sequence[Line], *, goes_on: bool = False
) -> Iterator[TextRow]:
    """Yield the rows of the pages of 変更箇所, without the headings and what stands above them.

    `goes_on`: what stands after the last of the pages may be of its last row.
    """
    held = [[line for line in page if not PAGE_NUMBER.match(line.text)] for page in pages]
    held = [page for page in held if page]
    tops = [page[0].number for page in held]
    heads = [[line for line in headings if above < line.number < top] for above, top in pairwise((0, *tops))]
    parted = [part_columns(*both) for both in zip(held, heads, strict=True)]
    parted = [_tell_rest(*both) for both in pairwise(((), *parted))]
    lines = [line for page in held for line in page]
    lefts = _find_lefts(lines) or _find_headed(headings)
    table = _Table(lefts, is_top=_is_top(list_groups(lines)))
    is_top = is_set_at_top(group for groups in parted for group in groups)
    units: list[_Unit] = []
    for is_parted, run in groupby(zip(held, parted, strict=True), key=lambda both: bool(both[1])):
        if is_parted:
            joined = join_rests((group for _, groups in run for group in groups), is_top=is_top)
            units += (_read_parted(group, is_top=is_top) for group in joined)
        else:
            units += (_read_group(group, table) for page, _ in run for group in list_groups(page))
    cuts = [False, *(_is_cut(*pair) for pair in pairwise(units)), goes_on]
    for n, unit in enumerate(units):
        yield from unit.bare if any(cuts[n : n + 2]) else unit.rows


def _tell_rest(above: Sequence[Group], groups: Sequence[Group]) -> tuple[Group, ...]:
    """The groups of a page, of which the first may go on with the last of the page before."""
    return (above[-1].may_go_on_in(groups[0]), *groups[1:]) if above and groups else tuple(groups)


def _is_cut(one: _Unit, after: _Unit) -> bool:
    """Whether a row may begin in one and end in the next: in one without a day, or over the end of a page."""
    is_page_told = one.pages[1] == after.pages[0] != 0
    return any(not unit.is_read and not (is_page_told and unit.begins) for unit in (one, after))


def _read_group(lines: Sequence[Line], table: _Table) -> _Unit:
    """Lines of which each row tells its columns."""
    rows = tuple(map(TextRow, table.read_rows(lines))) if table.lefts else ()
    bare = tuple(_list_marked(lines, table.lefts))
    pages = lines[0].page, lines[-1].page
    return _Unit(rows or bare, bare, bool(rows), bool(_list_anchors(lines)), pages)


def _read_parted(group: Group, *, is_top: bool) -> _Unit:
    """Lines of which the page tells the columns."""
    bare = _leave({name: cell for name, cell in group.cells.items() if name in _MARKED})
    pages = group.lines[0].page, group.lines[-1].page
    if not group.is_row and not (is_top and group.has_place):
        return _Unit((), (), is_read=False, begins=False, pages=pages)
    if not is_told(group, is_top=is_top):
        return _Unit((bare,), (bare,), is_read=False, begins=True, pages=pages)
    return _Unit((TextRow(dict(group.cells)),), (bare,), is_read=True, begins=True, pages=pages)


def _list_marked(lines: Sequence[Line], lefts: Sequence[int]) -> Iterator[TextRow]:
    """The rows that begin in a group, with what their marks tell: those on one line are of one row.

    A group without a 変更日 that has a 提出時期, or begins with a 項目 where those stand, is a row all the same.
    """
    found = [(line, mark) for line in lines for mark in MARK.finditer(line.text)]
    if len(found) == 1 and found[0][1]["timing"]:
        line, mark = found[0]
        yield _leave({COLUMNS[-1]: (evolve(line, text=mark[0]),)})
        return
    if not found and lefts and _begins_item(lines[0].text, lefts[0]):
        yield _leave({})
        return
    for line in lines:
        marks = _find_marks(line)
        told = {name: (evolve(line, text=mark[0]),) for name, mark in zip(_MARKED, marks, strict=False)}
        if marks or MARK.match(line.text.strip()):
            yield _leave(told)


def _leave(told: Mapping[str, tuple[Line, ...]]) -> TextRow:
    """A row of which nothing else is told."""
    return TextRow(dict(told), tuple(name for name in (*COLUMNS, NOTE) if name not in told))


def _begins_item(text: str, left: int) -> bool:
    """Whether a line has nothing before a 項目 that begins about there."""
    return abs(len(text) - len(text.lstrip(" ")) - left) <= _DRIFT and bool(ITEM.match(text))


def _find_marks(line: Line) -> list[re.Match[str]]:
    """The 変更日 with which a line begins, and its one 提出時期; nothing where it has not both."""
    marks = list(MARK.finditer(line.text))
    days = [mark for mark in marks if mark["day"] and not line.text[: mark.start()].strip()]
    timings = [mark for mark in marks if mark["timing"]]
    return [*days, *timings] if len(days) == len(timings) == 1 else []


def _list_anchors(lines: Sequence[Line]) -> list[int]:
    return [n for n, line in enumerate(lines) if _find_marks(line)]


def _find_lefts(lines: Iterable[Line]) -> tuple[int, ...]:
    """Where 項目, before and after begin, mostly; nothing where too few rows tell."""
    starts: list[list[int]] = []
    for line in lines:
        if marks := _find_marks(line):
            day, timing = marks
            pieces = [
                day.end() + one.start() for one in _PIECE.finditer(line.text[day.end() : timing.start()])
            ]
            starts += [pieces] if len(pieces) == _MIDDLE else []
    return tuple(median_low(column) for column in zip(*starts, strict=True)) if len(starts) >= _LEAST else ()


def _find_headed(headings: Iterable[Line]) -> tuple[int, ...]:
    """Where the headings of these columns begin, if one line has them."""
    places = ([line.text.find(name) for name in COLUMNS[1:-1]] for line in headings)
    return next((tuple(starts) for starts in places if min(starts) >= 0), ())


def _is_top(groups: Iterable[Sequence[Line]]) -> bool:
    """Whether most rows of several lines begin with that of their day."""
    tops = [_find_marks(group[0]) for group in groups if len(group) > 1 and _list_anchors(group)]
    return 2 * sum(map(bool, tops)) > len(tops)


@frozen
class _Table:
    """What the rows of a table share: where 項目, before and after begin, and at what height their cells stand."""

    lefts: Sequence[int]
    is_top: bool
    """Whether cells begin at the line of the day; else they have it in their middle."""

    def read_rows(self, lines: Sequence[Line]) -> list[Columns]:
        """The rows of a group, where there is just one way to part it; else nothing."""
        anchors = _list_anchors(lines)
        ways: list[tuple[int, list[Columns]]] = [(0, [])] if anchors else []
        """Where the rows end that were parted so far, and what they say."""
        for anchor, after in pairwise((*anchors, len(lines))):
            ends = (after,) if after == len(lines) else range(anchor + 1, after + 1)
            ways = [
                (end, [*above, columns])
                for start, above in ways
                for end in ends
                if (columns := self.read(lines[start:end], anchor - start))
            ]
            if len({end for end, _ in ways}) != len(ways):
                return []  # two ways part the rows above: neither is known
        return ways[0][1] if len(ways) == 1 else []

    def read(self, lines: Sequence[Line], anchor: int) -> Columns:
        """The columns of a row, where there is just one way to cut its lines; else nothing."""
        day, timing = _find_marks(lines[anchor])
        start, end = timing.span()
        if any(line.text[start:end].strip(" ") not in ("", timing[0]) for line in lines):
            return {}
        texts = [line.text[:start] for line in lines]
        texts[anchor] = " " * day.end() + texts[anchor][day.end() :]
        notes = tuple(line.text[end:] for line in lines)
        sides = [_list_sides(texts, left) for left in self.lefts[1:]]
        pairs = (pair for pair in product(*sides) if all(map(le, *pair)))
        ways = {tuple(zip(*map(_cut, texts, *pair), strict=True)) for pair in pairs}
        ways = {way for way in ways if _is_near(way, self.lefts) and self._is_level((*way, notes), anchor)}
        ways = {way for way in ways if all(map(_is_aligned, way[1:]))} if len(ways) > 1 else ways
        if len(ways) != 1:
            return {}
        item, before, after = (_to_lines(lines, cell) for cell in ways.pop())
        if may_be_of_item(before, after):
            return {}
        marked = [(evolve(lines[anchor], text=mark[0]),) for mark in (day, timing)]
        told = (marked[0], item, before, after, marked[1], _to_lines(lines, notes))
        return {name: cell for name, cell in zip((*COLUMNS, NOTE), told, strict=True) if cell}

    def _is_level(self, cells: Iterable[Sequence[str]], anchor: int) -> bool:
        """Whether all cells stand at the height of those of the table: none has lines of another row."""
        held = [[n - anchor for n, text in enumerate(cell) if text.strip()] for cell in cells]
        if self.is_top:
            return anchor == 0 and all(0 in lines for lines in held if lines)
        return all(sum(n < 0 for n in lines) == sum(n > 0 for n in lines) for lines in held)


def _to_lines(lines: Iterable[Line], texts: Iterable[str]) -> tuple[Line, ...]:
    held = zip(lines, texts, strict=True)
    return tuple(evolve(line, text=_BLANKS.sub(" ", text.strip(" "))) for line, text in held if text.strip())


def _list_sides(texts: Sequence[str], left: int) -> set[tuple[int, ...]]:
    """Where each line may be cut before a column that begins about there: at a blank, or after its end."""
    sides = set()
    for side in range(left - _DRIFT, left + _DRIFT + 1):
        cuts = (next((side + by for by in _BESIDE if _is_gap(text, side + by)), None) for text in texts)
        words = tuple(_find_word(text, at) for text, at in zip(texts, cuts, strict=True) if at is not None)
        sides |= {words} if len(words) == len(texts) else set()
    return sides


def _is_gap(text: str, at: int) -> bool:
    return at >= len(text) or " " in text[at - 1 : at + 1]


def _find_word(text: str, start: int) -> int:
    """Where the next word begins: one place for all blanks before it."""
    return len(text) - len(text[start:].lstrip(" "))


def _cut(text: str, before: int, after: int) -> tuple[str, str, str]:
    """項目, before and after of one line, each with blanks up to where it begins."""
    parts = (text[:before], " " * before + text[before:after], " " * after + text[after:])
    return parts[0].rstrip(), parts[1].rstrip(), parts[2].rstrip()


def _list_starts(cell: Iterable[str]) -> list[int]:
    return [len(text) - len(text.lstrip(" ")) for text in cell if text]


def _is_near(way: Iterable[Sequence[str]], lefts: Iterable[int]) -> bool:
    """Whether all cells have words, and begin about where those of other rows do."""
    starts = [(_list_starts(cell), left) for cell, left in zip(way, lefts, strict=True)]
    return all(held and abs(min(held) - left) <= _DRIFT for held, left in starts)


def _is_aligned(cell: Iterable[str]) -> bool:
    starts = _list_starts(cell)
    return max(starts) - min(starts) <= 1

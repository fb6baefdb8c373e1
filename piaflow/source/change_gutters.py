"""変更箇所 of a text layer in which blanks part the columns of a page from its top to its bottom.

Where no line of a page has a character, a gutter runs between two columns. If the headings of the page, or its days
and 提出時期, tell which column is which, each cell is known with its lines, and an empty one is known to be empty. So a
row is told that has no 変更日 and no 提出時期: by its 項目. Blank lines part the rows; what stands between two of them
without a mark and without a 項目 is the rest of the row above where cells begin at the top of their row, else of any.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from attrs import evolve, frozen

from piaflow.law.printed_form import CHANGE_COLUMNS
from piaflow.source.change_marks import (
    COLUMNS,
    DAY,
    ITEM,
    ITEM_ALONE,
    NOTE,
    PAGE_NUMBER,
    list_groups,
    may_be_of_item,
)
from piaflow.source.keys import squeeze
from piaflow.source.page import Line

_DATE, _ITEM, _BEFORE, _AFTER, _TIMING = COLUMNS
_DAYS, _TIMINGS = re.compile(DAY), re.compile("事前|事後")
_DAY_FIRST = re.compile(rf"^( *){DAY}")
_NUMBERED = re.compile(r"[①-⑳]|\(?\d")
_INNER = (_ITEM, _BEFORE, _AFTER)
"""The columns between 変更日 and 提出時期."""
_WIDE = 2
"""Blanks of a gutter that no heading confirms: one alone may stand in the words of all lines by chance."""
_BLANKS = re.compile(" {2,}")
Cells = Mapping[str, tuple[Line, ...]]


@frozen
class Group:
    """Lines that no blank line parts, in their columns."""

    cells: Cells
    lines: tuple[Line, ...]
    """Its lines, as they run across the page."""
    may_go_on: bool = False
    """Whether the 項目 of the page before may go on in it."""

    @property
    def is_top(self) -> bool:
        """Whether all its cells begin on its first line."""
        return all(cell[0].number == self.lines[0].number for cell in self.cells.values())

    @property
    def is_middle(self) -> bool:
        """Whether all its cells have their middle at one height."""
        return len({cell[0].number + cell[-1].number for cell in self.cells.values()}) == 1

    @property
    def has_mark(self) -> bool:
        """Whether it has a 変更日 or a 提出時期."""
        return bool(self.cells.keys() & {_DATE, _TIMING})

    @property
    def has_item(self) -> bool:
        """Whether a 項目 begins it."""
        item = "".join(line.text for line in self.cells.get(_ITEM, ()))
        return bool(ITEM.match(item) or ITEM_ALONE.match(squeeze(item)))

    @property
    def has_place(self) -> bool:
        """Whether it names a place and says what has changed there, all from its first line on.

        A row may have no mark, and a 項目 that begins with no chapter. What goes on with a 項目 below a blank line
        begins with the number of a section or of a label.
        """
        item = self.cells.get(_ITEM, ())
        is_changed = _BEFORE in self.cells or _AFTER in self.cells
        is_place = bool(item) and not _NUMBERED.match(squeeze(item[0].text))
        return is_place and is_changed and self.is_top and not self.may_go_on

    def may_go_on_in(self, below: Group) -> Group:
        """Return the first group of the next page, and whether this row may go on in it.

        Its 項目 goes on only where that reaches the end of the page.
        """
        item = self.cells.get(_ITEM, ())
        return evolve(below, may_go_on=bool(item) and item[-1].number == self.lines[-1].number)

    def join(self, rest: Group) -> Group:
        """Return it with what goes on in its cells."""
        names = [name for name in CHANGE_COLUMNS if name in self.cells or name in rest.cells]
        cells = {name: (*self.cells.get(name, ()), *rest.cells.get(name, ())) for name in names}
        return evolve(self, cells=cells, lines=(*self.lines, *rest.lines))

    @property
    def is_row(self) -> bool:
        """Whether it is known to be a row, and not the rest of one."""
        return self.has_mark or self.has_item


def part_columns(lines: Sequence[Line], headings: Sequence[Line]) -> tuple[Group, ...]:
    """Return the groups of a page in their columns; nothing where the gutters do not tell those.

    `headings` are the lines of the headings of this page, if it has any.
    """
    lines = [line for line in lines if not PAGE_NUMBER.match(line.text)]
    columns: dict[str, tuple[int, int]] = {}
    if headings:
        tried = (_find_sides([*lines, *headings], least) for least in (_WIDE, 1))
        columns = next(filter(None, (_name_headed(sides, headings) for sides in tried)), {})
    else:
        columns = _name_marked(_find_sides(lines, _WIDE), lines)
    groups = tuple(_part(group, columns) for group in list_groups(lines)) if columns else ()
    return groups if all(map(_is_row_at_most, groups)) else ()


def _find_sides(lines: Sequence[Line], least: int) -> list[tuple[int, int]]:
    """Where the columns begin, and where the next does: gutters of `least` blanks part them.

    A 変更日 that its column wraps is set whole here, and so may reach further than the column does.
    """
    texts = [_DAY_FIRST.sub(lambda day: f"{day[1]}日".ljust(len(day[0])), line.text) for line in lines]
    width = max(map(len, texts), default=0)
    is_used = [any(text[at : at + 1].strip(" ") for text in texts) for at in range(width)]
    starts = [at for at in range(width) if is_used[at] and not any(is_used[max(at - least, 0) : at])]
    return list(pairwise((*starts, width))) if starts else []


def _name_headed(sides: Sequence[tuple[int, int]], headings: Sequence[Line]) -> dict[str, tuple[int, int]]:
    """The columns by the headings that stand in them: one in each."""
    found: dict[str, tuple[int, int]] = {}
    for start, end in sides:
        words = squeeze("".join(line.text[start:end] for line in headings))
        name = next((name for name in CHANGE_COLUMNS if squeeze(name) == words), None)
        if name is None or name in found:
            return {}
        found[name] = start, end
    return found if tuple(found) in (CHANGE_COLUMNS, COLUMNS) else {}


def _name_marked(sides: Sequence[tuple[int, int]], lines: Sequence[Line]) -> dict[str, tuple[int, int]]:
    """The columns by those that have nothing but days and 提出時期, with three between them."""
    words = [[word for line in lines if (word := line.text[start:end].strip())] for start, end in sides]
    days = [n for n, column in enumerate(words) if _has_only(column, _DAYS)]
    timings = [n for n, column in enumerate(words) if _has_only(column, _TIMINGS)]
    if days != [0] or timings != [len(_INNER) + 1]:
        return {}
    named = dict(zip(COLUMNS, sides, strict=False))
    return named | {NOTE: (sides[timings[0]][1], sides[-1][1])} if len(sides) > len(named) else named


def _has_only(column: Sequence[str], mark: re.Pattern[str]) -> bool:
    return bool(column) and not mark.sub("", squeeze("".join(column)))


def _part(lines: Sequence[Line], columns: Mapping[str, tuple[int, int]]) -> Group:
    last = max(columns, key=lambda name: columns[name])
    told: dict[str, tuple[Line, ...]] = {}
    for name, (start, end) in columns.items():
        texts = ((line, line.text[start : None if name == last else end]) for line in lines)
        cell = tuple(
            evolve(line, text=_BLANKS.sub(" ", text.strip(" "))) for line, text in texts if text.strip()
        )
        told |= {name: cell} if cell else {}
    return Group(told, tuple(lines))


def _is_row_at_most(group: Group) -> bool:
    """Whether a group has no more than one 変更日, one 提出時期 and one 項目, and nothing else in those columns."""
    marks = ((_DATE, _DAYS), (_TIMING, _TIMINGS))
    held = [
        (mark, squeeze("".join(line.text for line in group.cells[name])))
        for name, mark in marks
        if name in group.cells
    ]
    items = [line for line in group.cells.get(_ITEM, ())[1:] if ITEM.match(line.text)]
    return all(mark.fullmatch(word) for mark, word in held) and not items


def is_set_at_top(groups: Iterable[Group]) -> bool:
    """Whether the cells of most rows begin at one height, as those of one line do; else they have their middle there."""
    tops = [group.is_top for group in groups if group.is_row and group.is_top is not group.is_middle]
    return not tops or 2 * sum(tops) > len(tops)


def join_rests(groups: Iterable[Group], *, is_top: bool) -> list[Group]:
    """Return the groups of pages that follow one another, what goes on in a row with that row.

    Where cells begin at the top of their row, no row begins with what has neither a mark nor a 項目.
    """
    joined: list[Group] = []
    for group in groups:
        above = joined[-1] if joined else None
        is_rest = is_top and not group.is_row and _ITEM not in group.cells
        is_middle = not is_top and group.has_mark and _ITEM not in group.cells
        if above and ((is_rest and above.is_row) or (is_middle and above.has_item and not above.has_mark)):
            joined[-1] = above.join(group)
        else:
            joined.append(group)
    return joined


def is_told(row: Group, *, is_top: bool) -> bool:
    """Whether the cells of a row are its own: at one height, and none with the end of its 項目."""
    before, after = row.cells.get(_BEFORE, ()), row.cells.get(_AFTER, ())
    is_level = row.is_top if is_top else row.is_middle
    return is_level and not may_be_of_item(before, after)

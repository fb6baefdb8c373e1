"""The items of a list of 記録項目 by their numbers: one after the other, or in columns side by side.

A list is whole where its numbers run from 1 without a gap, in whatever order the columns of a page give them. What
goes on in the next line is of the item before; in a list of columns it is of the item under which it stands, if that
fills its column. Where that is not known, no item is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from unicodedata import east_asian_width

from attrs import define, field

from piaflow.domain.items import OPEN
from piaflow.domain.names import find_name_fault, fold

_POINTED = re.compile(r"(?:^|(?<=[、，,\s]))[（(]?([0-9０-９]{1,3})[)）.．]\s*")
_BARE = re.compile(r"(?:^|(?<=\s))([0-9０-９]{1,3})(?:\s+|$)")
"""How items are numbered: with a point or in brackets; in a table, by what stands in a cell of its own."""
_IS_HEADING = re.compile(r"[^、，]*ファイル[^、，]*|[＜<【《≪][^、，]*[＞>】》≫]")
_OF_COLUMNS = re.compile(r"(?:\s*(?:No\.?|№|項番|番号|連番|(?:記録|データ)?項目名?|名称|記録される項目))+\s*")
"""The headings of the columns of a list."""
_MARKED = re.compile(r"[（(]※[^）)]*[）)]|※")
_LONGEST_ITEM = 60
"""Characters of the name of an item; longer ones are sentences."""
_PIECE = re.compile(r"\S+(?:\s\S+)*")
"""What two blanks or more part from the next."""
_LISTED = re.compile(r"[、，,]\s*$")
_DRIFT = 2
"""By how much a column may begin elsewhere than in other lines: numbers have one to three digits."""
_LEAST_ROWS = 3
"""Lines with an item in each column, before it is known where the columns begin."""


def find_items(text: str) -> tuple[str, ...]:
    """Return the items of a list in the order of their numbers, below each heading; none where it may not be whole.

    Where the last name is that of another item, the text ends inside it: the list may go on (等).
    """
    parts: dict[str, list[str]] = {}
    heading = ""
    for line in filter(str.strip, text.splitlines()):
        if _IS_HEADING.fullmatch(line.strip()):
            heading = fold(line.strip())
        elif not (line.strip().startswith("※") or _OF_COLUMNS.fullmatch(line)):
            parts.setdefault(heading, []).append(line.rstrip())
    found = [_read_items(part, _POINTED) or _read_items(part, _BARE) for part in parts.values()]
    if not all(found):
        return ()
    names = [name for part in found for name in part]
    told = {fold(name): name for name in reversed(names)}
    is_cut = bool(names) and fold(names[-1]) in map(fold, names[:-1])
    return (*reversed(told.values()), *((OPEN,) if is_cut else ()))


def _read_items(lines: Sequence[str], numbered: re.Pattern[str]) -> list[str]:
    """The names of a part of a list by their numbers; none where these are not all from 1 on, each once."""
    items = _Items.of(lines, numbered)
    for line in lines:
        starts = [*numbered.finditer(line)]
        ends = [*(found.start() for found in starts[1:]), len(line)]
        is_told = items.go_on(line[: starts[0].start()] if starts else line)
        if not is_told or not all(
            items.begin(int(found[1]), line, found, end) for found, end in zip(starts, ends, strict=False)
        ):
            return []
    names = items.list_names()
    are_names = all(name and len(name) <= _LONGEST_ITEM and not find_name_fault(name) for name in names)
    return names if are_names else []


def _measure(text: str) -> int:
    """How wide a text is, in narrow characters."""
    return sum(1 + (east_asian_width(char) in "FWA") for char in text)


def _find_beside(rows: Iterable[tuple[str, int]]) -> Callable[[str], bool] | None:
    """What tells a column without numbers, which begins at one place behind the names that end before it.

    `rows`: lines, and where the name of each begins.
    """
    heads = [
        line[: pieces[1].start()]
        for line, start in rows
        if len(pieces := [*_PIECE.finditer(line, start)]) > 1
    ]
    for measure in (_measure, len):
        places = [measure(head) for head in heads]
        if len(heads) >= _LEAST_ROWS and max(places) - min(places) <= _DRIFT:
            left = min(places)
            return lambda before: measure(before) >= left - _DRIFT
    return None


@define
class _Items:
    """The items of a part of a list, as they are read line by line."""

    is_listed: bool
    """Whether commas part them: what goes on in the next line is of the last one."""
    are_several: bool
    """Whether some stand side by side."""
    lefts: Sequence[tuple[Callable[[str], int], Sequence[int]]]
    """Where each column begins, measured as layers set blanks: by the width of characters, or by their count.

    Nothing where the lines do not agree on that.
    """
    beside: Callable[[str], bool] | None
    """Whether what stands behind a text on its line is of a column without numbers; None where no such column is known."""
    _names: dict[int, list[str]] = field(factory=dict)
    _latest: dict[int, list[str]] = field(factory=dict)
    """The lines of the last item of each column."""
    _last: list[str] | None = None
    _widest: dict[int, int] = field(factory=dict)
    _filled: list[tuple[int, str]] = field(factory=list)
    """The lines after which an item goes on, and their columns."""

    @classmethod
    def of(cls, lines: Sequence[str], numbered: re.Pattern[str]) -> _Items:
        """Return the items of some lines, before any is read."""
        rows = [(line, [found.start() for found in numbered.finditer(line)]) for line in lines]
        is_listed = any(_LISTED.search(line[:at]) for line, starts in rows for at in starts[1:])
        most = max(len(starts) for _, starts in rows)
        full = [(line, starts) for line, starts in rows if len(starts) == most]
        lefts: list[tuple[Callable[[str], int], Sequence[int]]] = []
        for measure in (_measure, len):
            columns = [*zip(*([measure(line[:at]) for at in starts] for line, starts in full), strict=True)]
            if len(full) >= _LEAST_ROWS and all(max(column) - min(column) <= _DRIFT for column in columns):
                lefts.append((measure, [min(column) for column in columns]))
        ends = [(line, found.end()) for line, _ in full for found in numbered.finditer(line)]
        return cls(is_listed, most > 1, lefts, None if most > 1 or is_listed else _find_beside(ends))

    def begin(self, number: int, line: str, found: re.Match[str], end: int) -> bool:
        """Take the item of a number; return whether it may be whole."""
        name = line[found.end() : end].strip()
        pieces = [] if self.is_listed else [*_PIECE.finditer(line, found.end(), end)]
        if number in self._names or not all(self._is_beside(line[: piece.start()]) for piece in pieces[1:]):
            return False  # what stands apart from its name may be of a column without numbers
        name = pieces[0][0] if pieces else name
        self._names[number] = self._last = [name] if name else []
        column = self._find_column(line[: found.start()]) if self.are_several else 0
        if column is None:
            self._latest.clear()
            return True
        self._latest[column] = self._last
        self._widest[column] = max(self._widest.get(column, 0), _measure(name))
        return True

    def go_on(self, text: str) -> bool:
        """Take what stands before the first number of a line; return whether it is known of which item it is."""
        if not text.strip():
            return True
        if self.is_listed:
            if self._last is None:
                return False
            self._last.append(text.strip())
            return True
        for found in _PIECE.finditer(text):
            if self._is_beside(text[: found.start()]):
                continue
            column = self._find_column(text[: found.start()]) if self.are_several else 0
            item = self._latest.get(column) if column is not None else None
            if column is None or item is None or (self.are_several and not item):
                return False
            if item:
                self._filled.append((column, item[-1]))
            item.append(found[0])
            self._widest[column] = max(self._widest.get(column, 0), _measure(found[0]))
        return True

    def _is_beside(self, before: str) -> bool:
        return self.beside is not None and self.beside(before)

    def list_names(self) -> list[str]:
        """Return the names in the order of their numbers; nothing where one is missing, or where lines may be of others."""
        if sorted(self._names) != list(range(1, len(self._names) + 1)):
            return []
        if any(_measure(line) < self._widest[column] - _DRIFT for column, line in self._filled):
            return []
        if not (self.is_listed or self.are_several) and 2 * len(self._filled) > len(self._names):
            return []  # what stands below most names is more likely of a column without numbers
        told = ("".join(self._names[number]) for number in sorted(self._names))
        return [_MARKED.sub("", name).strip("、，,　 ") for name in told]

    def _find_column(self, before: str) -> int | None:
        """The column in which something stands behind a text, None where that is not known."""
        found = {sum(left <= measure(before) + _DRIFT for left in lefts) for measure, lefts in self.lefts}
        return found.pop() if len(found) == 1 else None

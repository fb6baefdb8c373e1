"""別紙1・2: the lists of 提供先 and 移転先 for which the form has no room, row by row.

Where a row names the columns (番号, 提供先, 法令上の根拠, …), those below it are read by them. Else a row begins with
提供先1 or 移転先1 in its first cell; in a text layer with its number: the rows count on by one from 1, and what else
begins with a number is of the row before.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from attrs import evolve, frozen

from piaflow.source.change_headings import find_headings
from piaflow.source.keys import make_key, squeeze
from piaflow.source.page import Line, Page, Part, Source, SourceKind

_HEADING = re.compile(r"(?:№?\(?別紙(\d)\)?(?:特定個人情報の.*)?$|.*(提供先|移転先)における用途)")
_WORDS = {"1": "提供先", "2": "移転先"}
_BEFORE = 15
"""Lines before the first row of a list among which its headings stand, if they do not stand between its rows."""
_ROWS = 2
"""Rows of a list, before a row that is the first again begins another list."""
_ROW = re.compile(r"(提供先|移転先)(\d{1,3})$")
_ANCHOR = re.compile(r"\s*(\d{1,3})(?:\s+|$)(?:(\d{1,3}(?:の\d{1,2})*)(?:\s+|$))?")
_ITEM = re.compile(r"\d{1,3}(?:の\d{1,2})*$")
_ON = re.compile(r"(?:の\d{1,2})+$")
"""The rest of a number that its narrow column wraps: 85, and below it の2."""
_COLUMNS = ("name", "basis", "purpose", "information")
_LEAST = 4
"""Cells of a row of such a list; an entry of the form has two."""
_WHOLE = re.compile(r"(課|室|係)$")
_NARROW = 11
"""Characters: no line of the column of names is longer."""
_HEADS = {
    "number": re.compile(r"(?:通し?|連|項)?番号?|№|no\.?", re.IGNORECASE),
    "name": re.compile(r"(?P<word>提供先|移転先)(?:名|の名称|部署)?"),
    "basis": re.compile(r"(?:法令上の)?根拠(?:法令)?"),
    "purpose": re.compile(r"(?:(?:提供先|移転先)における)?用途"),
    "information": re.compile(r"(?:(?:提供|移転)する)?情報"),
}
"""What names a column, in the words of the form or shorter."""
_NUMBER = re.compile(r"\d{1,3}")


@frozen
class RecipientRow:
    """One row: 提供先 or 移転先, its number, and what was told of it, with all its lines."""

    word: str
    number: int
    name: str
    lines: tuple[Line, ...]
    basis: str = ""
    purpose: str = ""
    information: str = ""


@frozen
class _Piece:
    """What stands in one column of a row, and from where to where."""

    left: float
    right: float
    text: str
    lines: tuple[Line, ...]


@frozen
class _Columns:
    """The columns of a list by what they hold, as a row of heads names them; `count` of them there are."""

    word: str
    count: int
    heads: Mapping[str, _Piece]

    @classmethod
    def of(cls, row: Sequence[_Piece]) -> _Columns | None:
        """Return what a row names: a number, a name, and on what basis or for what use; None where it is no such row."""
        told: dict[str, _Piece] = {}
        word = ""
        for piece in row:
            head = squeeze(piece.text.replace("\n", ""))
            kind = next((kind for kind, words in _HEADS.items() if words.fullmatch(head)), "")
            if kind:
                told.setdefault(kind, piece)
                named = _HEADS["name"].fullmatch(head)
                word = word or (named["word"] if named else "")
        is_list = {"number", "name"} <= told.keys() and not told.keys().isdisjoint({"basis", "purpose"})
        return cls(word, len(row), told) if is_list else None

    def read(self, row: Sequence[_Piece]) -> RecipientRow | None:
        """Return what a row below them tells, None where its number or its name does not stand in their columns."""
        found = {
            kind: " ".join(piece.text.split())
            for kind, head in self.heads.items()
            for piece in row
            if head.left <= (piece.left + piece.right) / 2 < head.right
        }
        number = make_key(found.pop("number", ""))
        if not _NUMBER.fullmatch(number) or not found.get("name"):
            return None
        lines = tuple(dict.fromkeys(line for piece in row for line in piece.lines))
        return RecipientRow(self.word, int(number), lines=lines, **found)


def find_recipients(source: Source, part: Part) -> tuple[RecipientRow, ...]:
    """Return the rows of 別紙1・2 of one part of a source."""
    if source.kind is not SourceKind.TEXT:
        rows = [row for page in source.pages for row in _list_cells(page, part)]
        told, _ = _read_below_heads(rows)
        return (*told, *(found for row in rows if (found := _read_cells(row)) is not None))
    lines = [line for line in source.lines if part.first <= line.number <= part.last]
    headings = find_headings(lines)
    after = next(
        (at for at, line in enumerate(lines) if headings and line.number > headings[-1].lines[-1]), 0
    )
    told, unread = _read_below_heads([_cut(line) for line in lines[after:]], is_cut=True)
    words = {row.word for row in told}
    counted = [row for row in _read_layer(lines[after:]) if row.word not in words]
    # what was taken for the rest of a row may be another one: then the numbers do not tell the rows either
    broken = {
        row.word
        for row in counted
        for line in row.lines[1:]
        if row.word in unread and _may_be_row(line, unread[row.word])
    }
    return (*told, *(row for row in counted if row.word not in broken))


def _may_be_row(line: Line, columns: int) -> bool:
    """Whether a line that was not read as a row looks like one: by a number before words, or by almost as many pieces."""
    pieces = line.text.split()
    return len(pieces) >= columns - 1 or (len(pieces) > 1 and bool(_NUMBER.fullmatch(make_key(pieces[0]))))


def _list_cells(page: Page, part: Part) -> Iterator[list[_Piece]]:
    held = [cell for cell in page.cells if cell.lines and part.first <= cell.lines[0].number <= part.last]
    ordered = sorted(held, key=lambda cell: (cell.rectangle.top, cell.rectangle.left))
    for _, row in groupby(ordered, key=lambda cell: cell.rectangle.top):
        yield [_Piece(cell.rectangle.left, cell.rectangle.right, cell.text, cell.lines) for cell in row]


def _cut(line: Line) -> list[_Piece]:
    """A line of a text layer, which has blanks between its columns and nothing else that tells them."""
    return [_Piece(at, at + 1, word, (line,)) for at, word in enumerate(line.text.split())]


def _read_below_heads(
    rows: Iterable[Sequence[_Piece]], *, is_cut: bool = False
) -> tuple[tuple[RecipientRow, ...], Mapping[str, int]]:
    """The rows of the lists whose columns are named, and how many columns those have that cannot be read.

    Where one row between two cannot be, none is. A line that was cut at its blanks is a row where it has as many pieces
    as there are columns.
    """
    columns: _Columns | None = None
    found: list[RecipientRow] = []
    doubtful: dict[str, int] = {}
    is_broken = False
    for row in rows:
        if named := _Columns.of(row):
            columns, is_broken = named, False
        elif columns:
            told = columns.read(row) if not is_cut or len(row) == columns.count else None
            if told and is_broken:
                doubtful[columns.word] = columns.count
            found += [told] if told else []
            is_broken = is_broken or told is None
    return tuple(row for row in found if row.word not in doubtful), doubtful


def _read_cells(row: Sequence[_Piece]) -> RecipientRow | None:
    found = _ROW.match(squeeze(row[0].text.replace("\n", "")))
    if found is None or len(row) < _LEAST:
        return None
    told = {name: " ".join(piece.text.split()) for name, piece in zip(_COLUMNS, row[1:], strict=False)}
    return RecipientRow(
        found[1], int(found[2]), lines=tuple(line for piece in row for line in piece.lines), **told
    )


def _read_layer(lines: Sequence[Line]) -> Iterator[RecipientRow]:
    """The rows of a text layer, list by list. A list that no heading names is none."""
    lists: list[list[tuple[int, re.Match[str]]]] = [[]]
    for at, line in enumerate(lines):
        found = _ANCHOR.match(make_key(line.text))
        if found and int(found[1]) == 1 and len(lists[-1]) >= _ROWS:
            lists.append([])
        if found and int(found[1]) == len(lists[-1]) + 1:
            lists[-1].append((at, found))
    ends = [*(starts[0][0] for starts in lists[1:]), len(lines)]
    before = 0
    for starts, last in zip(lists, ends, strict=True):
        word = _find_word(lines[max(before, starts[0][0] - _BEFORE) : last]) if starts else ""
        before = starts[-1][0] + 1 if starts else 0
        for (at, found), end in zip(starts, [*(at for at, _ in starts), last][1:], strict=True):
            if word:
                yield _read_lines(word, found, lines[at:end])


def _find_word(lines: Sequence[Line]) -> str:
    """Whether some lines are of 提供先 or of 移転先, "" where no heading says so."""
    for line in lines:
        found = _HEADING.match(squeeze(line.text))
        if found:
            return found[2] or _WORDS.get(found[1], "")
    return ""


def _read_lines(word: str, found: re.Match[str], lines: Sequence[Line]) -> RecipientRow:
    rest = make_key(lines[0].text)[found.end() :].strip()
    told = [*([evolve(lines[0], text=rest)] if rest else []), *lines[1:]]
    item = found[2] or ""
    if not item and told and _ITEM.match(make_key(told[0].text).strip()):
        item = make_key(told.pop(0).text).strip()
    wrapped = next((line for line in told if _ON.match(make_key(line.text).strip())), None) if item else None
    if wrapped:
        told.remove(wrapped)
        item += make_key(wrapped.text).strip()
    name, purpose = _part(told, lines[0])
    # of which table it is a row, the heading of the list or the entry says, and not the row
    return RecipientRow(word, int(found[1]), name, tuple(lines), item, purpose)


def _part(lines: Sequence[Line], first: Line) -> tuple[str, str]:
    """The name and the use in what follows the number: a name is narrow, and a blank or a wider line parts them."""
    if not lines:
        return "", ""
    if lines[0].number == first.number and " " in lines[0].text:
        name, _, use = lines[0].text.partition(" ")
        return name, "".join([use, *(line.text.strip() for line in lines[1:])])
    narrow = 0
    while narrow < len(lines) and len(lines[narrow].text.strip()) <= _NARROW:
        if narrow and lines[narrow].number > lines[narrow - 1].number + 1:
            break
        narrow += 1
    # What ends as the name of an office is whole: the line below it is another, not the rest of it.
    name = "".join(_WHOLE.sub(r"\1、", line.text.strip()) for line in lines[:narrow]).rstrip("、")
    return name, "".join(line.text.strip() for line in lines[narrow:])

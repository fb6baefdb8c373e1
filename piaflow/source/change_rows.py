"""変更箇所 of a text layer: its rows told apart by their 項目, and the columns of those that can be told.

A text layer gives the cells of a row one after the other, mostly: 変更日, 項目, before, after, 提出時期 and what is
said of it. Neighbours stand on one line or in one group, and a cell may have wandered. A row begins with its 変更日
or its 項目, which names a chapter of the form. What stands before and after the change is read where just two pieces
of words stand in the row, with none that may be the rest of another cell; else those columns stay unread.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from enum import Enum, auto
from unicodedata import east_asian_width

from attrs import define, evolve, field, frozen

from piaflow.source.keys import squeeze
from piaflow.source.page import Line

_DAY = r"(?:昭和|平成|令和)\s*(?:元|[0-9０-９]{1,2})年\s*[0-9０-９]{1,2}月\s*[0-9０-９]{1,2}日"
_TOKEN = re.compile(rf"(?P<day>{_DAY})|(?<![^\s日。])(?P<timing>事前|事後)(?=\s|$|{_DAY})")
_ITEM = re.compile(
    r"\s*(?:[ⅠⅡⅢⅣⅤⅥ]|[(（]\s*別[添紙]\s*[0-9０-９]\s*[)）]\s*(?:事務|特定個人情報ファイル)|表紙|項目一覧|評価書名)"
)
_ITEM_ALONE = re.compile(r"別[添紙][1-9]?$|同上$|全般$|表紙$")
_NARROW = 14
"""Characters: lines of 項目 and of what is said of 提出時期 are no longer; those of the changed words are."""
_BOTH = 2
"""Pieces of words in a row: before the change, and after it."""
_NOTHING = re.compile(r"\(?(?:記載なし|なし|該当なし|新規|新規追加|追加|-|—|―)\)?$")
"""What stands before a change that adds something."""
_UNFILLED = 6
"""Narrow characters that a full line may lack, as no line begins with a point or a bracket that closes."""
_SEVERAL = 3
_SEVERAL_DAYS = 2
"""Days of a page that are all the same, before a row without one has that day."""
_PAGE_NUMBER = re.compile(r"[\s\-‐–—－]*\d{1,3}[\s\-‐–—－]*$")


class _Kind(Enum):
    DAY = auto()
    ITEM = auto()
    TIMING = auto()
    WORDS = auto()


@frozen
class _Piece:
    """Lines of one cell, or of one that goes on."""

    kind: _Kind
    lines: tuple[Line, ...]

    @property
    def is_wide(self) -> bool:
        """Whether it is wider than the narrow columns."""
        return any(len(line.text.strip()) > _NARROW for line in self.lines)


@define
class _Row:
    pieces: list[_Piece] = field(factory=list)

    def has(self, kind: _Kind) -> bool:
        """Whether a piece of a kind is in it."""
        return any(piece.kind is kind for piece in self.pieces)


@frozen
class TextRow:
    """One row: the lines of the columns that were told, and the names of those that were not."""

    columns: dict[str, tuple[Line, ...]]
    unread: tuple[str, ...] = ()


def is_heading(line: Line) -> bool:
    """Whether a line has the headings of the table."""
    return "変更前の記載" in line.text and "変更後の記載" in line.text


def read_rows(pages: Iterable[Sequence[Line]]) -> Iterator[TextRow]:
    """Yield the rows of the pages of 変更箇所. A blank line parts cells, more or less."""
    cut = [
        [
            piece
            for group in _list_groups([line for line in page if not _PAGE_NUMBER.match(line.text)])
            for piece in _cut(group)
        ]
        for page in pages
    ]
    full = _find_width(piece for pieces in cut for piece in pieces)
    for pieces in cut:
        rows = _list_rows(pieces)
        told = [row for row in rows if row.has(_Kind.ITEM)]
        day = _find_only([piece for piece in pieces if piece.kind is _Kind.DAY], least=_SEVERAL_DAYS)
        timing = _find_only([piece for piece in pieces if piece.kind is _Kind.TIMING], least=len(told))
        for row in told:
            yield _read(row, day, timing, full)


def _find_width(pieces: Iterable[_Piece]) -> int:
    """How wide the columns of the changed words are: no more than one or two of their lines are wider."""
    words = (piece for piece in pieces if piece.kind is _Kind.WORDS)
    widths = Counter(_measure(line) for piece in words for line in piece.lines)
    return max((width for width, count in widths.items() if count >= _SEVERAL), default=0)


def _measure(line: Line) -> int:
    """How wide a line is, in narrow characters."""
    return sum(1 + (east_asian_width(char) in "FWA") for char in line.text.strip())


def _find_only(pieces: Sequence[_Piece], *, least: int) -> _Piece | None:
    """The one day, or the one 提出時期, of a page whose rows all have the same."""
    texts = {squeeze(piece.lines[0].text) for piece in pieces}
    return pieces[0] if len(texts) == 1 and len(pieces) >= least else None


def _list_groups(lines: Sequence[Line]) -> Iterator[list[Line]]:
    group: list[Line] = []
    for line in lines:
        if group and line.number > group[-1].number + 1:
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _cut(group: Sequence[Line]) -> Iterator[_Piece]:
    """The pieces of a group: days and 提出時期 apart, and what stands side by side on one line."""
    words: list[Line] = []
    before: _Kind | None = None
    """What stands before the words on the line of the first of them."""
    for n, line in enumerate(group):
        parts = list(_split(line))
        if len(parts) == 1 and parts[0][0] is _Kind.WORDS:
            words.append(line)
            continue
        if words:
            yield _to_piece(words, before)
        words, before = [], None
        for kind, part in parts:
            if kind is not _Kind.WORDS:
                yield _Piece(kind, (part,))
            elif part is parts[-1][1] and n + 1 < len(group):
                words = [part]
                break
            else:
                yield _to_piece([part], before)
            before = kind
    if words:
        yield _to_piece(words, before)


def _split(line: Line) -> Iterator[tuple[_Kind, Line]]:
    """The parts of a line: what blanks part is of several cells only on a line that has a day or 提出時期."""
    tokens = list(_TOKEN.finditer(line.text))
    if not tokens:
        yield _Kind.WORDS, line
        return
    at = 0
    for token in (*tokens, None):
        between = line.text[at : token.start() if token else None]
        yield from ((_Kind.WORDS, evolve(line, text=word)) for word in between.split(" ") if word.strip())
        if token:
            yield _Kind.DAY if token["day"] else _Kind.TIMING, evolve(line, text=token[0])
            at = token.end()


def _to_piece(lines: Sequence[Line], before: _Kind | None) -> _Piece:
    """Words as 項目 or as others: 同上 and 別紙１ are 項目 right after a day, and what is said of 提出時期 is none."""
    key = squeeze("".join(line.text for line in lines))
    is_item = before in (None, _Kind.DAY) and _ITEM.match(lines[0].text)
    is_item = is_item or (before is _Kind.DAY and len(lines) == 1 and _ITEM_ALONE.match(key))
    return _Piece(_Kind.ITEM if is_item else _Kind.WORDS, tuple(lines))


def _list_rows(pieces: Sequence[_Piece]) -> list[_Row]:
    """The rows of a page: each begins with its day, or with its 項目 where the day is elsewhere.

    What stands before the first of them is of a row of the page before.
    """
    rows: list[_Row] = []
    for piece in pieces:
        begins = piece.kind is _Kind.DAY or (
            piece.kind is _Kind.ITEM and (not rows or [p.kind for p in rows[-1].pieces] != [_Kind.DAY])
        )
        if begins:
            rows.append(_Row())
        if rows:
            rows[-1].pieces.append(piece)
    return rows


def _read(row: _Row, day: _Piece | None, timing: _Piece | None, full: int) -> TextRow:
    """The columns of a row. `day` and `timing` are those of the page where it has just one."""
    kinds = [piece.kind for piece in row.pieces]
    own = {kind: [piece for piece in row.pieces if piece.kind is kind] for kind in _Kind}
    columns = {"項目": own[_Kind.ITEM][0].lines}
    for name, told, of_page in (
        ("変更日", own[_Kind.DAY], day),
        ("提出時期", own[_Kind.TIMING], timing),
    ):
        if len(told) == 1 or (not told and of_page):
            columns[name] = (told[0] if told else of_page or told[0]).lines
    timings = [n for n, kind in enumerate(kinds) if kind is _Kind.TIMING]
    end = timings[0] if timings else len(kinds)  # a second one has strayed from another row
    words, notes = row.pieces[kinds.index(_Kind.ITEM) + 1 : end], row.pieces[end + 1 :]
    changed = _find_changed(words, full, ends=bool(timings))
    if changed:
        columns["変更前の記載"], columns["変更後の記載"] = changed
        if len(timings) <= 1 and len(notes) == 1 and not notes[0].is_wide:
            columns["提出時期に係る説明"] = notes[0].lines
    names = ("変更日", "変更前の記載", "変更後の記載", "提出時期", *(["提出時期に係る説明"] if notes else []))
    return TextRow(columns, tuple(name for name in names if name not in columns))


def _find_changed(
    words: Sequence[_Piece], full: int, *, ends: bool
) -> tuple[tuple[Line, ...], tuple[Line, ...]] | None:
    """What stands before and after the change. Where no 提出時期 `ends` the words, narrow ones may be of other cells."""
    if not ends:
        least = 1 if words and _says_nothing(words[0].lines) else _BOTH
        while len(words) > least and not words[-1].is_wide:
            words = words[:-1]
    if len(words) == 1:
        return _part(words[0].lines, full)
    if len(words) == _BOTH and all(_is_changed(piece, ends=ends) for piece in words):
        return words[0].lines, words[1].lines
    return None


def _part(lines: Sequence[Line], full: int) -> tuple[tuple[Line, ...], tuple[Line, ...]] | None:
    """Words of both cells as those of each: parted by a blank, or after the one line that is not full.

    They are of both cells only where the first says that nothing stood there, or is much like the second.
    """
    if len(lines) == 1:
        sides = [evolve(lines[0], text=side) for side in lines[0].text.strip().split(" ")]
        return ((sides[0],), (sides[1],)) if len(sides) == _BOTH else None
    if _says_nothing(lines):
        return tuple(lines[:1]), tuple(lines[1:])
    short = [n for n, line in enumerate(lines[:-1], 1) if _measure(line) <= full - _UNFILLED]
    before, after = tuple(lines[: short[0]]) if short else (), tuple(lines[short[0] :]) if short else ()
    return (before, after) if len(short) == 1 and _is_counterpart(before, after) else None


def _says_nothing(lines: Sequence[Line]) -> bool:
    """Whether the first of several lines says by itself that nothing stood there before."""
    return len(lines) > 1 and bool(_NOTHING.match(squeeze(lines[0].text)))


def _is_counterpart(before: Sequence[Line], after: Sequence[Line]) -> bool:
    one, other = (squeeze("".join(line.text for line in lines)) for lines in (before, after))
    if _NOTHING.match(one):
        return True
    same = SequenceMatcher(None, one, other, autojunk=False).find_longest_match()
    return 2 * same.size >= min(len(one), len(other))


def _is_changed(piece: _Piece, *, ends: bool) -> bool:
    """Whether words are those of a change: not narrow ones on several lines, which may go on from 項目."""
    return piece.kind is _Kind.WORDS and (piece.is_wide or (ends and len(piece.lines) == 1))

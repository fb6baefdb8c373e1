"""変更箇所 of a text layer: its rows told apart by their 項目, and the columns of those that can be told.

A text layer gives the cells of a row one after the other, mostly: 変更日, 項目, before, after, 提出時期 and what is
said of it. Neighbours stand on one line or in one group, and a cell may have wandered. A row begins with its 変更日
or its 項目, which names a chapter of the form and has mostly no other words than those of the form. What stands
before and after the change is read where just two pieces of words stand in the row, with none that may be the rest
of another cell; else those columns stay unread, and so they do where a page cuts the row.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import Enum, auto
from itertools import pairwise

from attrs import define, evolve, field, frozen

from piaflow.source.change_blocks import measure, part_block, part_labelled, says_nothing
from piaflow.source.change_marks import (
    COLUMNS,
    ITEM,
    ITEM_ALONE,
    MARK,
    NOTE,
    NOTHING,
    PAGE_NUMBER,
    TextRow,
    close_days,
    is_counterpart,
    list_groups,
)
from piaflow.source.form_words import begins_place, is_of_form
from piaflow.source.keys import squeeze
from piaflow.source.page import Line

_NARROW = 14
"""Characters: lines of 項目 and of what is said of 提出時期 are no longer; those of the changed words are."""
_WIDEST = 16
"""Characters of a line of what is said of 提出時期, with the points that hang over its column."""
_BOTH = 2
"""Pieces of words in a row: before the change, and after it."""
_OPEN = 2
"""Rows of a page without 提出時期, before those are known to stand apart: one row may have none."""
_SEVERAL = 3
_LEAST_ROWS = 6
"""Rows of a table, before it is known from them whether its cells stand in order."""
_SEVERAL_DAYS = 2
"""Days of a page that are all the same, before a row without one has that day."""
_SAME = re.compile(r"\s*同上")
_LETTER = re.compile(r"[^\W\d_]")
_SIGN = re.compile(r"[-.()\d]*[\d①-⑳][-.()\d①-⑳]*")
_PLACE_NUMBER = re.compile(r"[①-⑳]+|\d{1,2}\.")
_PLACE = re.compile(r"[\d①-⑳].*[^\W\d_]")
"""What a 項目 has that tells more than its chapter."""


class _Kind(Enum):
    DAY = auto()
    ITEM = auto()
    TIMING = auto()
    WORDS = auto()


def _join(lines: Iterable[Line]) -> str:
    """Return lines as one."""
    return "".join(line.text.strip() for line in lines)


def _is_wide(line: Line) -> bool:
    return len(line.text.strip()) > _NARROW


@frozen
class _Piece:
    """Lines of one cell, or of one that goes on."""

    kind: _Kind
    lines: tuple[Line, ...]
    is_parted: bool = False
    """Whether no blank line parts it from what follows."""
    is_torn: bool = False
    """Whether other cells stand beside its first line: the lines below that may go on any of them."""

    @property
    def text(self) -> str:
        """Its lines as one."""
        return _join(self.lines)

    @property
    def is_of_form(self) -> bool:
        """Whether it has no words but those of the form, as 項目 has mostly."""
        says_nothing = (NOTHING.match(squeeze(line.text)) for line in self.lines)
        return is_of_form(self.text) and not any(says_nothing)

    @property
    def is_stray(self) -> bool:
        """Whether it may be a part of a 項目."""
        is_of_item = self.is_sign or (bool(_LETTER.search(self.text)) and self.is_of_form)
        is_words = self.kind is _Kind.WORDS and not self.is_wide
        return is_words and is_of_item and not ITEM_ALONE.match(squeeze(self.text))

    @property
    def is_sign(self) -> bool:
        """Whether it is the number of a part of a 項目, by itself."""
        return bool(_SIGN.fullmatch(squeeze(self.text)))

    @property
    def is_item_alone(self) -> bool:
        """Whether it is a 項目 where it follows a day: 同上, 別紙１."""
        return len(self.lines) == 1 and bool(ITEM_ALONE.match(squeeze(self.text)))

    @property
    def is_bare(self) -> bool:
        """Whether it is the number of a section or of a label, which stands apart."""
        return bool(_PLACE_NUMBER.fullmatch(squeeze(self.text)))

    @property
    def is_wide(self) -> bool:
        """Whether it is wider than the narrow columns."""
        return any(map(_is_wide, self.lines))


@frozen
class _Page:
    """What a page tells of its rows: its only day and 提出時期, and whether parts of 項目 stand apart on it."""

    day: _Piece | None
    timing: _Piece | None
    has_strays: bool
    has_signs: bool
    """Whether numbers of 項目 stand apart: then none is known to be whole."""


@frozen
class _Table:
    """What the rows of a table share."""

    full: int
    """How wide the columns of the changed words are."""
    is_joined: bool
    """Whether most rows have both in one block."""


@define
class _Row:
    pieces: list[_Piece] = field(factory=list)
    is_cut: bool = False
    """Whether the next page goes on with its cells, or may do so unseen."""
    is_after_day: bool = False
    """Whether another day stands right before its own: then neither is known for its own."""
    is_mixed: bool = False
    """Whether no mark stands between it and a row beside it: those above and below may be of either."""

    def list_of(self, kind: _Kind) -> list[_Piece]:
        """The pieces of a kind."""
        return [piece for piece in self.pieces if piece.kind is kind]

    @property
    def item(self) -> _Piece | None:
        """Its 項目, if it is known for one."""
        return next(iter(self.list_of(_Kind.ITEM)), None)

    @property
    def _end(self) -> int:
        """Where its first 提出時期 stands: a second one has strayed from another row."""
        kinds = [piece.kind for piece in self.pieces]
        return kinds.index(_Kind.TIMING) if _Kind.TIMING in kinds else len(kinds)

    @property
    def words(self) -> list[_Piece]:
        """What stands between its 項目 and its 提出時期."""
        return self.pieces[self.pieces.index(self.item) + 1 : self._end] if self.item else []

    @property
    def notes(self) -> list[_Piece]:
        """What stands after its 提出時期."""
        return self.pieces[self._end + 1 :]

    @property
    def runs_on(self) -> bool:
        """Whether more stands after its 提出時期 than what is said of that."""
        lines = [line for note in self.notes for line in note.lines]
        return len(self.notes) > 1 or any(len(line.text.strip()) > _WIDEST for line in lines)

    @property
    def is_doubtful(self) -> bool:
        """Whether words of the row may stand elsewhere, or words of another row stand in it."""
        return self.is_cut or any(piece.is_torn for piece in self.pieces)

    def part_item(self) -> None:
        """Part its 項目 from the words that follow it without a blank line: from where they are not of the form."""
        item = self.item
        if item is None or item.is_of_form or (self.words and not item.is_wide):
            return
        parts = (evolve(item, lines=item.lines[:length]) for length in range(len(item.lines) - 1, 0, -1))
        told = next((part for part in parts if part.is_of_form), None)
        if told:
            at = self.pieces.index(item)
            words = _Piece(_Kind.WORDS, item.lines[len(told.lines) :], is_torn=item.is_torn)
            self.pieces[at : at + 1] = [evolve(told, is_parted=True), words]

    def find_changed(self, table: _Table) -> tuple[tuple[Line, ...], tuple[Line, ...]] | None:
        """What stands before and after the change, where nothing else in the row could be of them."""
        words = self.words
        if self.is_doubtful:
            return None
        changed = _find_changed(words, table, ends=bool(self.list_of(_Kind.TIMING)))
        return None if changed and words[0].is_stray and not is_counterpart(*changed) else changed

    def is_item_told(self, page: _Page, *, is_whole: bool) -> bool:
        """Whether its 項目 is known to have all its words and no others."""
        item = self.item
        if item is None or self.is_doubtful or page.has_signs:
            return False
        if self.words and self.words[0].is_sign and not (is_whole and self.words[-1].is_sign):
            return False  # the number of a place stands apart from its name
        is_of_form = item.is_of_form
        if item.is_parted and not is_whole:  # a line of the changed words that others follow is full
            return is_of_form and not item.is_wide and _is_wide(self.words[0].lines[0])
        is_of_form = is_of_form and (is_whole or bool(_PLACE.search(squeeze(item.text))))
        return is_of_form and is_whole if page.has_strays else is_of_form or is_whole


def _is_joined(rows: Sequence[_Row]) -> bool:
    """Whether most rows of a table have one block of words."""
    ended = [row for row in rows if row.list_of(_Kind.TIMING)]
    joined = sum(len(row.words) == 1 for row in ended)
    return joined >= _SEVERAL and joined * _SEVERAL >= len(ended) * _BOTH


def has_rows(page: Sequence[Line]) -> bool:
    """Whether a page has a 提出時期: it goes on with the table whose headings stand on a page before."""
    return any(token["timing"] for line in page for token in MARK.finditer(line.text))


def read_rows(pages: Iterable[Sequence[Line]], *, goes_on: bool = False) -> Iterator[TextRow]:
    """Yield the rows of the pages of 変更箇所. A blank line parts cells, more or less.

    `goes_on`: what stands after the last of the pages may be of its last row.
    """
    cut = [_list_pieces([line for line in page if not PAGE_NUMBER.match(line.text)]) for page in pages]
    cut = list(map(_close_torn(cut), cut))
    full = _find_width(piece for pieces in cut for piece in pieces)
    parted = [_list_rows(pieces) for pieces in cut]
    cuts = [*(_is_rest(rest) for rest, _ in parted[1:]), goes_on]
    read: list[TextRow] = []
    every = [[row for row in rows if row.item] for _, rows in parted]
    for row in (row for named in every for row in named):
        row.part_item()
    table = _Table(full, _is_joined([row for named in every for row in named]))
    for (rest, rows), named, is_cut in zip(parted, every, cuts, strict=True):
        for row in named:
            row.is_cut = (is_cut and row is named[-1]) or (len(parted) == 1 and row.runs_on)
        for row, below in pairwise(named):
            if not row.list_of(_Kind.TIMING) and not below.list_of(_Kind.DAY):
                row.is_mixed = below.is_mixed = True
        page = _find_page(rest, rows, named, table)
        read += [_read(row, page, table) for row in named]
    whole = sum("変更後の記載" in row.columns for row in read)
    is_jumbled = len(read) >= _LEAST_ROWS and whole * _SEVERAL < len(read)
    for told in read:  # of cells that stand in no order, what seems to be whole is so by chance
        yield TextRow({}, (*told.columns, *told.unread)) if is_jumbled else told


def _list_pieces(page: Sequence[Line]) -> list[_Piece]:
    first = {line.number for line in page[:1]}
    groups = filter(None, map(close_days, list_groups(page)))
    parted = (lines for group in groups for lines in _part_rows(group, is_first=group[0].number in first))
    return [piece for lines in parted for piece in _cut(lines)]


def _close_torn(pages: Iterable[Sequence[_Piece]]) -> Callable[[Sequence[_Piece]], list[_Piece]]:
    """Return what takes the pieces of a page to those of which it is known that nothing beside them goes on in them.

    What stands in the same words after 提出時期 in several rows that say other things before is what is said of
    that: the rests of other words would be others.
    """
    said: dict[str, set[str]] = {}
    for pieces in pages:
        for head, note in _list_notes(pieces):
            said.setdefault(squeeze(note.text), set()).add(head)

    def close(pieces: Sequence[_Piece]) -> list[_Piece]:
        notes = [note for _, note in _list_notes(pieces) if len(said[squeeze(note.text)]) >= _SEVERAL]
        return [evolve(piece, is_torn=False) if piece in notes else piece for piece in pieces]

    return close


def _list_notes(pieces: Sequence[_Piece]) -> Iterator[tuple[str, _Piece]]:
    """What follows each 提出時期 in narrow lines, with what stands before that on its line."""
    for at, (timing, note) in enumerate(pairwise(pieces)):
        if timing.kind is _Kind.TIMING and note.kind is _Kind.WORDS:
            number = timing.lines[0].number
            head = [piece.text for piece in pieces[:at] if piece.lines[0].number == number]
            if all(len(line.text.strip()) <= _WIDEST for line in note.lines):
                yield squeeze("".join(head)), note


def _is_rest(pieces: Sequence[_Piece]) -> bool:
    """Whether what stands before the first row of a page are words of the last row of the page before."""
    kinds = [piece.kind for piece in pieces]
    end = kinds.index(_Kind.TIMING) if _Kind.TIMING in kinds else len(kinds)
    return any(_LETTER.search(piece.text) and not ITEM_ALONE.match(piece.text) for piece in pieces[:end])


def _find_page(rest: Sequence[_Piece], rows: Sequence[_Row], told: Sequence[_Row], table: _Table) -> _Page:
    """What a page tells. What is said of 提出時期, and the words of a whole row, are no parts of a 項目."""
    pieces = [*rest, *(piece for row in rows for piece in row.pieces)]
    owned = [piece for row in told for piece in row.notes[:1]]
    owned += [piece for row in told if row.find_changed(table) for piece in row.words]
    strays = [piece for piece in pieces if piece.is_stray and piece not in owned]
    strays = [piece for piece in strays if piece.is_bare or not piece.is_sign]  # a digit may be of anything
    return _Page(
        _find_only([piece for piece in pieces if piece.kind is _Kind.DAY], least=_SEVERAL_DAYS),
        _find_only([piece for piece in pieces if piece.kind is _Kind.TIMING], least=len(told)),
        bool(strays),
        any(piece.is_bare for piece in strays),
    )


def _find_width(pieces: Iterable[_Piece]) -> int:
    """How wide the columns of the changed words are: no more than one or two of their lines are wider."""
    words = (piece for piece in pieces if piece.kind is _Kind.WORDS)
    widths = Counter(measure(line) for piece in words for line in piece.lines)
    return max((width for width, count in widths.items() if count >= _SEVERAL), default=0)


def _find_only(pieces: Sequence[_Piece], *, least: int) -> _Piece | None:
    """The one day, or the one 提出時期, of a page whose rows all have the same."""
    texts = {squeeze(piece.lines[0].text) for piece in pieces}
    return pieces[0] if len(texts) == 1 and len(pieces) >= least else None


def _part_rows(group: Sequence[Line], *, is_first: bool) -> Iterator[list[Line]]:
    """The lines of a group, parted where no blank line does: before a 項目 below a 提出時期, around one below a day.

    `is_first`: the group begins its page, and so may begin with the rest of a row.
    """
    lines: list[Line] = []
    is_ended = is_first
    """Whether what stands above may end a row."""
    for n, line in enumerate(group):
        marks = [kind for kind, _ in _split(line) if kind is not _Kind.WORDS]
        item, _, rest = line.text.strip().partition(" ")
        is_alone = n > 0 and _is_day(group[n - 1]) and bool(ITEM_ALONE.match(squeeze(item)))
        if is_alone or (is_ended and ITEM.match(line.text) and begins_place(group[n:])):
            yield lines
            lines, is_ended = [], False
        if is_alone:
            yield [evolve(line, text=item)]
        told = evolve(line, text=rest) if is_alone else line
        lines += [told] if told.text.strip() else []
        is_ended = marks[-1] is _Kind.TIMING if marks else is_ended
    yield lines


def _is_day(line: Line) -> bool:
    return [kind for kind, _ in _split(line)] == [_Kind.DAY]


def _cut(group: Sequence[Line]) -> Iterator[_Piece]:
    """The pieces of a group: days and 提出時期 apart, and what stands side by side on one line."""
    words: list[Line] = []
    before: _Kind | None = None
    """What stands before the words on the line of the first of them."""
    beside = False
    """Whether other words do."""
    for n, line in enumerate(group):
        parts = list(_split(line))
        if len(parts) == 1 and parts[0][0] is _Kind.WORDS:
            words.append(line)
            continue
        if words:
            yield _to_piece(words, before, is_torn=beside and len(words) > 1)
        words, before, beside = [], None, False
        for kind, part in parts:
            if kind is not _Kind.WORDS:
                yield _Piece(kind, (part,))
            elif before is _Kind.DAY and ITEM_ALONE.match(squeeze(part.text)):
                yield evolve(_to_piece([part], before), is_parted=n + 1 < len(group))
            elif part is parts[-1][1] and n + 1 < len(group):
                words = [part]
                break
            else:
                yield _to_piece([part], before)
                beside = True
            before = kind
    if words:
        yield _to_piece(words, before, is_torn=beside and len(words) > 1)


def _split(line: Line) -> Iterator[tuple[_Kind, Line]]:
    """The parts of a line: what blanks part is of several cells only on a line that has a day or 提出時期."""
    tokens = list(MARK.finditer(line.text))
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


def _to_piece(lines: Sequence[Line], before: _Kind | None, *, is_torn: bool = False) -> _Piece:
    """Words as 項目 or as others: 同上 and 別紙１ are 項目 right after a day, and what is said of 提出時期 is none."""
    key = squeeze("".join(line.text for line in lines))
    is_item = before in (None, _Kind.DAY) and ITEM.match(_join(lines))
    is_item = is_item or (before is _Kind.DAY and len(lines) == 1 and ITEM_ALONE.match(key))
    return _Piece(_Kind.ITEM if is_item else _Kind.WORDS, tuple(lines), is_torn=is_torn)


def _list_rows(pieces: Sequence[_Piece]) -> tuple[list[_Piece], list[_Row]]:
    """The rows of a page: each begins with its day, or with its 項目 where the day is elsewhere.

    What stands before the first of them is of a row of the page before.
    """
    rest: list[_Piece] = []
    rows: list[_Row] = []
    spare = _count_spare(pieces)
    for at, piece in enumerate(pieces):
        above = [p.kind for p in (rows[-1].pieces if rows else rest)]
        is_open = sum(not row.list_of(_Kind.TIMING) for row in rows) >= _OPEN
        is_ended = _Kind.TIMING in above and (not is_open or spare > 0)
        is_alone = piece.is_item_alone and (
            above == [_Kind.DAY] or (is_ended and _begins_alone(pieces, at, above))
        )
        spare -= is_alone and above != [_Kind.DAY]
        kind = _Kind.ITEM if is_alone else piece.kind
        if kind is _Kind.DAY or (kind is _Kind.ITEM and (not rows or above != [_Kind.DAY])):
            rows.append(_Row(is_after_day=above[-1:] == [_Kind.DAY]))
        (rows[-1].pieces if rows else rest).append(evolve(piece, kind=kind))
    return rest, rows


def _count_spare(pieces: Sequence[_Piece]) -> int:
    """How many 提出時期 are of rows of a page that begin with neither a day nor a 項目 known for one."""
    first = next((at for at, piece in enumerate(pieces) if piece.kind in (_Kind.DAY, _Kind.ITEM)), 0)
    kinds = [piece.kind for piece in pieces[first:]]
    items = sum(
        kind is _Kind.ITEM and before is not _Kind.DAY for before, kind in pairwise([_Kind.WORDS, *kinds])
    )
    return kinds.count(_Kind.TIMING) - kinds.count(_Kind.DAY) - items


def _begins_alone(pieces: Sequence[_Piece], at: int, above: Sequence[_Kind]) -> bool:
    """Whether a row without a day begins with 別紙１ or 同上, where all above have ended: another 提出時期 follows.

    A 同上 right after a 提出時期 is what is said of that, unless the words of one row and no more stand before the next.
    """
    marks = [n for n, piece in enumerate(pieces) if n > at and piece.kind is not _Kind.WORDS]
    if not marks or pieces[marks[0]].kind is not _Kind.TIMING:
        return False
    is_first = above[-1] is _Kind.TIMING and bool(_SAME.match(pieces[at].text))
    words = marks[0] - at - 1
    return words == _BOTH if is_first else words > 0


def _read(row: _Row, page: _Page, table: _Table) -> TextRow:
    """The columns of a row: those that no other cell could own."""
    columns: dict[str, tuple[Line, ...]] = {}
    changed = row.find_changed(table)
    if row.item and row.is_item_told(page, is_whole=changed is not None):
        columns["項目"] = row.item.lines
    for name, kind, of_page in (
        ("変更日", _Kind.DAY, page.day),
        ("提出時期", _Kind.TIMING, page.timing),
    ):
        told = [] if kind is _Kind.DAY and row.is_after_day else row.list_of(kind)
        if row.is_mixed and not of_page:
            continue
        if len(told) == 1 or (not told and of_page):
            columns[name] = (told[0] if told else of_page or told[0]).lines
    if changed:
        columns["変更前の記載"], columns["変更後の記載"] = changed
        said = row.notes[0].text if row.notes else ""
        if len(row.list_of(_Kind.TIMING)) == 1 and not row.runs_on and squeeze(said):
            columns["提出時期に係る説明"] = row.notes[0].lines
    names = (*COLUMNS, *([NOTE] if row.notes else []))
    return TextRow(columns, tuple(name for name in names if name not in columns))


def _find_changed(
    words: Sequence[_Piece], table: _Table, *, ends: bool
) -> tuple[tuple[Line, ...], tuple[Line, ...]] | None:
    """What stands before and after the change. Where no 提出時期 `ends` the words, narrow ones may be of other cells."""
    labelled = part_labelled([line for piece in words for line in piece.lines]) if ends else None
    if labelled:
        return labelled
    if not ends:
        least = 1 if words and says_nothing(words[0].lines) else _BOTH
        while len(words) > least and not words[-1].is_wide:
            words = words[:-1]
    if len(words) == 1:
        return part_block(words[0].lines, table.full, is_joined=table.is_joined)
    if len(words) == _BOTH:
        changed = words[0].lines, words[1].lines
        is_known = not table.is_joined and all(_is_changed(piece, ends=ends) for piece in words)
        return changed if is_known or (ends and is_counterpart(*changed)) else None
    return None


def _is_changed(piece: _Piece, *, ends: bool) -> bool:
    """Whether words are those of a change: not narrow ones on several lines, which may go on from 項目."""
    return piece.kind is _Kind.WORDS and (piece.is_wide or (ends and len(piece.lines) == 1))

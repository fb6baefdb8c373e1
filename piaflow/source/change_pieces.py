"""The cells of 変更箇所 in a text layer, as far as blank lines, days and 提出時期 part them.

Neighbours stand on one line or in one group of lines, and a cell may go on below a line that it shares with others.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import Enum, auto
from itertools import pairwise

from attrs import evolve, frozen

from piaflow.source.change_marks import ITEM, ITEM_ALONE, MARK, NOTHING, PAGE_NUMBER, close_days, list_groups
from piaflow.source.form_words import begins_place, is_of_form
from piaflow.source.keys import squeeze
from piaflow.source.page import Line

_NARROW = 14
"""Characters: lines of 項目 and of what is said of 提出時期 are no longer; those of the changed words are."""
WIDEST = 16
"""Characters of a line of what is said of 提出時期, with the points that hang over its column."""
_SEVERAL = 3
_LETTER = re.compile(r"[^\W\d_]")
_SIGN = re.compile(r"[-.()\d]*[\d①-⑳][-.()\d①-⑳]*")
_PLACE_NUMBER = re.compile(r"[①-⑳]+|\d{1,2}\.")


class Kind(Enum):
    """Of which column a piece is known to be: words may be of any that has no marks."""

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
class Piece:
    """Lines of one cell, or of one that goes on."""

    kind: Kind
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
        is_words = self.kind is Kind.WORDS and not self.is_wide
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
    def begins_wide(self) -> bool:
        """Whether its first line is wider than the narrow columns."""
        return _is_wide(self.lines[0])

    @property
    def is_wide(self) -> bool:
        """Whether it is wider than the narrow columns."""
        return any(map(_is_wide, self.lines))


def list_pieces(pages: Iterable[Sequence[Line]]) -> list[list[Piece]]:
    """Return the pieces of each page: of those below a line of several cells, what nothing beside them goes on in."""
    cut = [_list_pieces([line for line in page if not PAGE_NUMBER.match(line.text)]) for page in pages]
    return list(map(_close_torn(cut), cut))


def has_letters(text: str) -> bool:
    """Whether a text has more than figures and signs."""
    return bool(_LETTER.search(text))


def _list_pieces(page: Sequence[Line]) -> list[Piece]:
    first = {line.number for line in page[:1]}
    groups = filter(None, map(close_days, list_groups(page)))
    parted = (lines for group in groups for lines in _part_rows(group, is_first=group[0].number in first))
    return [piece for lines in parted for piece in _cut(lines)]


def _close_torn(pages: Iterable[Sequence[Piece]]) -> Callable[[Sequence[Piece]], list[Piece]]:
    """Return what takes the pieces of a page to those of which it is known that nothing beside them goes on in them.

    What stands in the same words after 提出時期 in several rows that say other things before is what is said of
    that: the rests of other words would be others.
    """
    said: dict[str, set[str]] = {}
    for pieces in pages:
        for head, note in _list_notes(pieces):
            said.setdefault(squeeze(note.text), set()).add(head)

    def close(pieces: Sequence[Piece]) -> list[Piece]:
        notes = [note for _, note in _list_notes(pieces) if len(said[squeeze(note.text)]) >= _SEVERAL]
        return [evolve(piece, is_torn=False) if piece in notes else piece for piece in pieces]

    return close


def _list_notes(pieces: Sequence[Piece]) -> Iterator[tuple[str, Piece]]:
    """What follows each 提出時期 in narrow lines, with what stands before that on its line."""
    for at, (timing, note) in enumerate(pairwise(pieces)):
        if timing.kind is Kind.TIMING and note.kind is Kind.WORDS:
            number = timing.lines[0].number
            head = [piece.text for piece in pieces[:at] if piece.lines[0].number == number]
            if all(len(line.text.strip()) <= WIDEST for line in note.lines):
                yield squeeze("".join(head)), note


def _part_rows(group: Sequence[Line], *, is_first: bool) -> Iterator[list[Line]]:
    """The lines of a group, parted where no blank line does: before a 項目 below a 提出時期, around one below a day.

    `is_first`: the group begins its page, and so may begin with the rest of a row.
    """
    lines: list[Line] = []
    is_ended = is_first
    """Whether what stands above may end a row."""
    for n, line in enumerate(group):
        marks = [kind for kind, _ in _split(line) if kind is not Kind.WORDS]
        item, _, rest = line.text.strip().partition(" ")
        is_alone = n > 0 and _is_day(group[n - 1]) and bool(ITEM_ALONE.match(squeeze(item)))
        if is_alone or (is_ended and ITEM.match(line.text) and begins_place(group[n:])):
            yield lines
            lines, is_ended = [], False
        if is_alone:
            yield [evolve(line, text=item)]
        told = evolve(line, text=rest) if is_alone else line
        lines += [told] if told.text.strip() else []
        is_ended = marks[-1] is Kind.TIMING if marks else is_ended
    yield lines


def _is_day(line: Line) -> bool:
    return [kind for kind, _ in _split(line)] == [Kind.DAY]


def _cut(group: Sequence[Line]) -> Iterator[Piece]:
    """The pieces of a group: days and 提出時期 apart, and what stands side by side on one line."""
    words: list[Line] = []
    before: Kind | None = None
    """What stands before the words on the line of the first of them."""
    beside = False
    """Whether other words do."""
    for n, line in enumerate(group):
        parts = list(_split(line))
        if len(parts) == 1 and parts[0][0] is Kind.WORDS:
            words.append(line)
            continue
        if words:
            yield _to_piece(words, before, is_torn=beside and len(words) > 1)
        words, before, beside = [], None, False
        for kind, part in parts:
            if kind is not Kind.WORDS:
                yield Piece(kind, (part,))
            elif before is Kind.DAY and ITEM_ALONE.match(squeeze(part.text)):
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


def _split(line: Line) -> Iterator[tuple[Kind, Line]]:
    """The parts of a line: what blanks part is of several cells only on a line that has a day or 提出時期."""
    tokens = list(MARK.finditer(line.text))
    if not tokens:
        yield Kind.WORDS, line
        return
    at = 0
    for token in (*tokens, None):
        between = line.text[at : token.start() if token else None]
        yield from ((Kind.WORDS, evolve(line, text=word)) for word in between.split(" ") if word.strip())
        if token:
            yield Kind.DAY if token["day"] else Kind.TIMING, evolve(line, text=token[0])
            at = token.end()


def _to_piece(lines: Sequence[Line], before: Kind | None, *, is_torn: bool = False) -> Piece:
    """Words as 項目 or as others: 同上 and 別紙１ are 項目 right after a day, and what is said of 提出時期 is none."""
    key = squeeze("".join(line.text for line in lines))
    is_item = before in (None, Kind.DAY) and ITEM.match(_join(lines))
    is_item = is_item or (before is Kind.DAY and len(lines) == 1 and ITEM_ALONE.match(key))
    return Piece(Kind.ITEM if is_item else Kind.WORDS, tuple(lines), is_torn=is_torn)

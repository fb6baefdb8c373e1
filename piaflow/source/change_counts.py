"""The rows of 変更箇所 in a text layer, told apart by their days and 項目, and how many of them are known to be all.

A row begins with its 変更日 or its 項目. One may have neither: no day stands before it, and its 項目 is not known for
one. Then each row below it would be taken for the one before. So each page is asked whether it has as many days and
提出時期 as rows, and each row whether it has more cells than one row: below where one may be untold, none is known
for its place.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from attrs import define, evolve, field, frozen

from piaflow.source.change_pieces import WIDEST, Kind, Piece

_BOTH = 2
"""Pieces of words in a row: before the change, and after it."""
_MOST = 3
"""Pieces of words in a row beside what is said of its 提出時期: 項目, before and after."""
_OPEN = 2
"""Rows of a page without 提出時期, before those are known to stand apart: one row may have none."""
_SAME = re.compile(r"\s*同上")
_SELDOM = 0.02
"""Of the rows of a table: where no more of them lack their day, none lacks it but by chance; the same of 提出時期."""


@define
class Row:
    """Pieces that stand together, of one row as far as is known."""

    pieces: list[Piece] = field(factory=list)
    is_cut: bool = False
    """Whether the next page goes on with its cells, or may do so unseen."""
    is_after_day: bool = False
    """Whether another day stands right before its own: then neither is known for its own."""
    is_mixed: bool = False
    """Whether no mark stands between it and a row beside it: those above and below may be of either."""

    def list_of(self, kind: Kind) -> list[Piece]:
        """The pieces of a kind."""
        return [piece for piece in self.pieces if piece.kind is kind]

    @property
    def item(self) -> Piece | None:
        """Its 項目, if it is known for one."""
        return next(iter(self.list_of(Kind.ITEM)), None)

    @property
    def end(self) -> int:
        """Where its first 提出時期 stands: a second one has strayed from another row."""
        kinds = [piece.kind for piece in self.pieces]
        return kinds.index(Kind.TIMING) if Kind.TIMING in kinds else len(kinds)

    @property
    def words(self) -> list[Piece]:
        """What stands between its 項目 and its 提出時期."""
        return self.pieces[self.pieces.index(self.item) + 1 : self.end] if self.item else []

    @property
    def notes(self) -> list[Piece]:
        """What stands after its 提出時期."""
        return self.pieces[self.end + 1 :]

    @property
    def runs_on(self) -> bool:
        """Whether more stands after its 提出時期 than what is said of that."""
        lines = [line for note in self.notes for line in note.lines]
        return len(self.notes) > 1 or any(len(line.text.strip()) > WIDEST for line in lines)

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
            words = Piece(Kind.WORDS, item.lines[len(told.lines) :], is_torn=item.is_torn)
            self.pieces[at : at + 1] = [evolve(told, is_parted=True), words]

    def close(self) -> None:
        """Take its pieces to go on in no line but their own."""
        self.pieces = [evolve(piece, is_torn=False) for piece in self.pieces]

    @property
    def is_ended(self) -> bool:
        """Whether it has a 提出時期."""
        return self.end < len(self.pieces)

    @property
    def is_clean(self) -> bool:
        """Whether it has one 提出時期, and no more cells than one row."""
        return len(self.list_of(Kind.TIMING)) == 1 and not self.is_crowded

    @property
    def is_crowded(self) -> bool:
        """Whether it has more words than one row, be a part of its 項目 among them: some may be of a row not told."""
        words = sum(piece.kind is Kind.WORDS and not piece.is_stray for piece in self.pieces[: self.end])
        return words > (_BOTH if self.item and self.is_ended else _MOST) or len(self.notes) > 1

    @property
    def is_whole(self) -> bool:
        """Whether it is a row, though no 項目 of it is known: it has its day, words and its 提出時期."""
        return self.pieces[0].kind is Kind.DAY and self.is_clean and self.end > _BOTH

    @property
    def is_emptied(self) -> bool:
        """Whether its cells stand elsewhere: no 提出時期, and hardly words of what has changed."""
        return not self.is_ended and len(self.words) <= 1

    @property
    def strays(self) -> int:
        """How many more 提出時期 stand in it, each with words of its row."""
        ends = [n for n, piece in enumerate(self.pieces) if piece.kind is Kind.TIMING]
        return sum(end - start > _BOTH for start, end in pairwise(ends))


@frozen
class RowPage:
    """The rows of a page, as far as they were told, between what stands before them and below them."""

    rest: tuple[Piece, ...]
    """What stands before the first row: of a row of the page before."""
    parts: tuple[Row, ...]
    """What begins with a day or a 項目, be it a row or a day that stands apart."""
    rows: tuple[Row, ...]
    """Those that have a 項目, and those without one that stand whole below one that has ended."""

    @property
    def strays(self) -> int:
        """How many 提出時期 stand in it with words of rows that were not told, or whose cells stand elsewhere."""
        return sum(part.strays for part in self.parts)

    @property
    def ends_in_rest(self) -> int:
        """How many 提出時期 stand before its first row."""
        return sum(piece.kind is Kind.TIMING for piece in self.rest)

    @property
    def is_open(self) -> bool:
        """Whether its last row has no 提出時期 yet."""
        return bool(self.rows) and not self.rows[-1].is_ended

    def count_spare(self, kind: Kind) -> int:
        """How many more days or 提出時期 it has than rows."""
        pieces = (*self.rest, *(piece for part in self.parts for piece in part.pieces))
        return sum(piece.kind is kind for piece in pieces) - len(self.rows)


def part_rows(pieces: Sequence[Piece]) -> RowPage:
    """The rows of a page: each begins with its day, or with its 項目 where the day is elsewhere.

    What stands before the first of them is of a row of the page before.
    """
    rest: list[Piece] = []
    rows: list[Row] = []
    spare = _count_spare(pieces)
    for at, piece in enumerate(pieces):
        above = [p.kind for p in (rows[-1].pieces if rows else rest)]
        is_open = sum(not row.list_of(Kind.TIMING) for row in rows) >= _OPEN
        is_ended = Kind.TIMING in above and (not is_open or spare > 0)
        is_alone = piece.is_item_alone and (
            above == [Kind.DAY] or (is_ended and _begins_alone(pieces, at, above))
        )
        spare -= is_alone and above != [Kind.DAY]
        kind = Kind.ITEM if is_alone else piece.kind
        if kind is Kind.DAY or (kind is Kind.ITEM and (not rows or above != [Kind.DAY])):
            rows.append(Row(is_after_day=above[-1:] == [Kind.DAY]))
        (rows[-1].pieces if rows else rest).append(evolve(piece, kind=kind))
    told = tuple(
        row
        for before, row in zip((None, *rows), rows, strict=False)
        if row.item or (row.is_whole and (before is None or before.is_ended))
    )
    return RowPage(tuple(rest), tuple(rows), told)


def count_known(pages: Sequence[RowPage]) -> int:
    """Return how many rows of a table are known to have no other between them, from its beginning on.

    A page with more days or more 提出時期 than rows has one that was not told. Else one may hide where another has
    lost the mark that would tell it; but not where all rows have their day, or all have their 提出時期.
    """
    known = 0
    spares = _count_spare_marks(pages)
    lacking = [-sum(min(spare, 0) for spare in spares) for spares in zip(*spares, strict=True)]
    is_all = min(lacking, default=0) <= _SELDOM * sum(len(page.rows) for page in pages)
    is_open = False
    for page, spare in zip(pages, spares, strict=True):
        is_short, is_sure = max(spare) > 0, is_all or spare == (0, 0)
        if (is_short or not is_sure) and page.ends_in_rest > is_open:
            return known
        is_strayed = page.strays > sum(row.is_emptied for row in page.rows)
        told = {id(row) for row in page.rows}
        for part in page.parts:
            is_row = id(part) in told
            known += is_row
            if _may_hide(part, is_row=is_row, is_short=is_short, is_sure=is_sure, is_strayed=is_strayed):
                return known
        is_open = page.is_open
    return known


def _count_spare_marks(pages: Sequence[RowPage]) -> list[tuple[int, int]]:
    """How many more days and 提出時期 each page has than rows; those of a row that the page cuts stand on the next."""
    told: list[tuple[int, int]] = []
    for above, page in zip((None, *pages), pages, strict=False):
        of_above = above is not None and above.is_open and page.ends_in_rest > 0
        if of_above:
            told[-1] = told[-1][0], told[-1][1] + 1
        told.append((page.count_spare(Kind.DAY), page.count_spare(Kind.TIMING) - of_above))
    return told


def _may_hide(part: Row, *, is_row: bool, is_short: bool, is_sure: bool, is_strayed: bool) -> bool:
    """Whether a row may be in a part of a page that was not told."""
    if is_short and not (is_row and part.is_clean):
        return True
    return (
        (not is_row and len(part.list_of(Kind.WORDS)) > (_BOTH if is_sure else 1))
        or (is_strayed and part.strays > 0)
        or (part.is_crowded and not is_sure)
    )


def _count_spare(pieces: Sequence[Piece]) -> int:
    """How many 提出時期 are of rows of a page that begin with neither a day nor a 項目 known for one."""
    first = next((at for at, piece in enumerate(pieces) if piece.kind in (Kind.DAY, Kind.ITEM)), 0)
    kinds = [piece.kind for piece in pieces[first:]]
    items = sum(
        kind is Kind.ITEM and before is not Kind.DAY for before, kind in pairwise([Kind.WORDS, *kinds])
    )
    return kinds.count(Kind.TIMING) - kinds.count(Kind.DAY) - items


def _begins_alone(pieces: Sequence[Piece], at: int, above: Sequence[Kind]) -> bool:
    """Whether a row without a day begins with 別紙１ or 同上, where all above have ended: another 提出時期 follows.

    A 同上 right after a 提出時期 is what is said of that, unless the words of one row and no more stand before the next.
    """
    marks = [n for n, piece in enumerate(pieces) if n > at and piece.kind is not Kind.WORDS]
    if not marks or pieces[marks[0]].kind is not Kind.TIMING:
        return False
    is_first = above[-1] is Kind.TIMING and bool(_SAME.match(pieces[at].text))
    words = marks[0] - at - 1
    return words == _BOTH if is_first else words > 0

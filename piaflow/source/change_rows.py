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
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from attrs import frozen

from piaflow.source.change_blocks import (
    is_full,
    measure,
    part_block,
    part_labelled,
    part_paragraphs,
    part_sides,
    says_nothing,
)
from piaflow.source.change_counts import Row, RowPage, count_known, part_rows
from piaflow.source.change_marks import COLUMNS, ITEM_ALONE, MARK, NOTE, TextRow, is_counterpart
from piaflow.source.change_pieces import WIDEST, Kind, Piece, has_letters, list_pieces
from piaflow.source.keys import squeeze
from piaflow.source.page import Line

_BOTH = 2
"""Pieces of words in a row: before the change, and after it."""
_SEVERAL = 3
_LEAST_ROWS = 6
"""Rows of a table, before it is known from them whether its cells stand in order."""
_SEVERAL_DAYS = 2
"""Days of a page that are all the same, before a row without one has that day."""
_LEAST_WRAPPED = 11
"""Characters of a line of what is said of 提出時期, where its column wraps it."""
_ENDED = re.compile(r"(?:。|ため)$")
_PLACE = re.compile(r"[\d①-⑳].*[^\W\d_]")
"""What a 項目 has that tells more than its chapter."""


@frozen
class _Page:
    """What a page tells of its rows: its only day and 提出時期, and whether parts of 項目 stand apart on it."""

    day: Piece | None
    timing: Piece | None
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


def _is_joined(rows: Sequence[Row]) -> bool:
    """Whether most rows of a table have one block of words."""
    ended = [row for row in rows if row.is_ended]
    joined = sum(len(row.words) == 1 for row in ended)
    return joined >= _SEVERAL and joined * _SEVERAL >= len(ended) * _BOTH


def has_rows(page: Sequence[Line]) -> bool:
    """Whether a page has a 提出時期: it goes on with the table whose headings stand on a page before."""
    return any(token["timing"] for line in page for token in MARK.finditer(line.text))


def read_rows(pages: Iterable[Sequence[Line]], *, goes_on: bool = False) -> Iterator[TextRow]:
    """Yield the rows of the pages of 変更箇所. A blank line parts cells, more or less.

    `goes_on`: what stands after the last of the pages may be of its last row.
    """
    cut = list_pieces(pages)
    full = _find_width(piece for pieces in cut for piece in pieces)
    parted = [part_rows(pieces) for pieces in cut]
    known = count_known(parted)
    cuts = [*(_is_rest(page.rest) for page in parted[1:]), goes_on]
    read: list[TextRow] = []
    for page in parted:
        for row in page.rows:
            row.part_item()
            if _is_note_below(row, full):
                row.close()
    table = _Table(full, _is_joined([row for page in parted for row in page.rows]))
    for page, is_cut in zip(parted, cuts, strict=True):
        for row in page.rows:
            row.is_cut = (is_cut and row is page.rows[-1]) or (len(parted) == 1 and row.runs_on)
        for row, below in pairwise(page.rows):
            if not row.is_ended and not below.list_of(Kind.DAY):
                row.is_mixed = below.is_mixed = True
        shared = _find_page(page, table)
        read += [_read(row, shared, table) for row in page.rows]
    whole = sum("変更後の記載" in told.columns for told in read)
    is_jumbled = len(read) >= _LEAST_ROWS and whole * _SEVERAL < len(read)
    known = (
        0 if is_jumbled else known
    )  # of cells that stand in no order, what seems to be whole is so by chance
    yield from read[:known]
    yield from (TextRow({}, (*told.columns, *told.unread)) for told in read[known:])


def _is_rest(pieces: Sequence[Piece]) -> bool:
    """Whether what stands before the first row of a page are words of the last row of the page before."""
    kinds = [piece.kind for piece in pieces]
    end = kinds.index(Kind.TIMING) if Kind.TIMING in kinds else len(kinds)
    return any(has_letters(piece.text) and not ITEM_ALONE.match(piece.text) for piece in pieces[:end])


def _find_page(page: RowPage, table: _Table) -> _Page:
    """What a page tells. What is said of 提出時期, and the words of a whole row, are no parts of a 項目."""
    pieces = [*page.rest, *(piece for part in page.parts for piece in part.pieces)]
    owned = [piece for row in page.rows for piece in row.notes[:1]]
    owned += [piece for row in page.rows if _find_changed_of(row, table) for piece in row.words]
    strays = [piece for piece in pieces if piece.is_stray and piece not in owned]
    strays = [piece for piece in strays if piece.is_bare or not piece.is_sign]  # a digit may be of anything
    return _Page(
        _find_only([piece for piece in pieces if piece.kind is Kind.DAY], least=_SEVERAL_DAYS),
        _find_only([piece for piece in pieces if piece.kind is Kind.TIMING], least=len(page.rows)),
        bool(strays),
        any(piece.is_bare for piece in strays),
    )


def _find_width(pieces: Iterable[Piece]) -> int:
    """How wide the columns of the changed words are: no more than one or two of their lines are wider."""
    words = (piece for piece in pieces if piece.kind is Kind.WORDS)
    widths = Counter(measure(line) for piece in words for line in piece.lines)
    return max((width for width, count in widths.items() if count >= _SEVERAL), default=0)


def _is_note_below(row: Row, full: int) -> bool:
    """Whether the lines below a row that stands on one line are what is said of its 提出時期.

    They wrap as in a narrow column and end a sentence. No cell above them is full, so that none but that goes on.
    """
    ends = row.list_of(Kind.TIMING)
    if (
        len(ends) != 1 or len(row.notes) != 1 or full <= 2 * WIDEST
    ):  # the table has no columns known to be wider
        return False
    at, note = ends[0].lines[0].number, row.notes[0]
    above = [piece.lines[-1] for piece in row.words if piece.lines[-1].number == at]
    is_open = any(is_full(line, full) or line.text.rstrip().endswith("、") for line in above)
    is_wrapped = all(_LEAST_WRAPPED <= len(line.text.strip()) <= WIDEST for line in note.lines[:-1])
    is_ended = bool(_ENDED.search(note.text)) and not any(
        line.text.rstrip().endswith("。") for line in note.lines[:-1]
    )
    return note.lines[0].number == at + 1 and is_wrapped and is_ended and not is_open and not note.is_of_form


def _find_only(pieces: Sequence[Piece], *, least: int) -> Piece | None:
    """The one day, or the one 提出時期, of a page whose rows all have the same."""
    texts = {squeeze(piece.lines[0].text) for piece in pieces}
    return pieces[0] if len(texts) == 1 and len(pieces) >= least else None


def _read(row: Row, page: _Page, table: _Table) -> TextRow:
    """The columns of a row: those that no other cell could own."""
    columns: dict[str, tuple[Line, ...]] = {}
    changed = _find_changed_of(row, table)
    if row.item and _is_item_told(row, page, is_whole=changed is not None):
        columns["項目"] = row.item.lines
    for name, kind, of_page in (
        ("変更日", Kind.DAY, page.day),
        ("提出時期", Kind.TIMING, page.timing),
    ):
        told = [] if kind is Kind.DAY and row.is_after_day else row.list_of(kind)
        if row.is_mixed and not of_page:
            continue
        if len(told) == 1 or (not told and of_page):
            columns[name] = (told[0] if told else of_page or told[0]).lines
    if changed:
        columns["変更前の記載"], columns["変更後の記載"] = changed
        said = row.notes[0].text if row.notes else ""
        if len(row.list_of(Kind.TIMING)) == 1 and not row.runs_on and squeeze(said):
            columns["提出時期に係る説明"] = row.notes[0].lines
    names = (*COLUMNS, *([NOTE] if row.notes else []))
    return TextRow(columns, tuple(name for name in names if name not in columns))


def _find_changed(
    words: Sequence[Piece], table: _Table, *, ends: bool
) -> tuple[tuple[Line, ...], tuple[Line, ...]] | None:
    """What stands before and after the change. Where no 提出時期 `ends` the words, narrow ones may be of other cells."""
    labelled = part_labelled([line for piece in words for line in piece.lines]) if ends else None
    if labelled:
        return labelled
    if not ends:
        is_told = bool(words) and (says_nothing(words[0].lines) or part_sides(words[0].lines) is not None)
        least = 1 if is_told else _BOTH
        while len(words) > least and not words[-1].is_wide:
            words = words[:-1]
    if len(words) == 1:
        return part_block(words[0].lines, table.full, is_joined=table.is_joined)
    if len(words) == _BOTH:
        changed = words[0].lines, words[1].lines
        is_known = not table.is_joined and all(_is_changed(piece, ends=ends) for piece in words)
        return changed if is_known or (ends and is_counterpart(*changed)) else None
    if ends and words and not table.is_joined:
        return part_paragraphs([piece.lines for piece in words], is_wide=_are_wide(words))
    return None


def _are_wide(words: Sequence[Piece]) -> bool:
    """Whether pieces are of the changed words, but the one that says that nothing is there."""
    return sum(not piece.is_wide for piece in words) <= 1


def _is_changed(piece: Piece, *, ends: bool) -> bool:
    """Whether words are those of a change: not narrow ones on several lines, which may go on from 項目."""
    return piece.kind is Kind.WORDS and (piece.is_wide or (ends and len(piece.lines) == 1))


def _find_changed_of(row: Row, table: _Table) -> tuple[tuple[Line, ...], tuple[Line, ...]] | None:
    """What stands before and after the change, where nothing else in the row could be of them."""
    words = row.words
    if row.is_doubtful:
        return None
    changed = _find_changed(words, table, ends=row.is_ended)
    return None if changed and words[0].is_stray and not is_counterpart(*changed) else changed


def _is_item_told(row: Row, page: _Page, *, is_whole: bool) -> bool:
    """Whether its 項目 is known to have all its words and no others."""
    item = row.item
    if item is None or row.is_doubtful or page.has_signs:
        return False
    if row.words and row.words[0].is_sign and not (is_whole and row.words[-1].is_sign):
        return False  # the number of a place stands apart from its name
    is_of_form = item.is_of_form
    if item.is_parted and not is_whole:  # a line of the changed words that others follow is full
        return is_of_form and not item.is_wide and row.words[0].begins_wide
    is_of_form = is_of_form and (is_whole or bool(_PLACE.search(squeeze(item.text))))
    return is_of_form and is_whole if page.has_strays else is_of_form or is_whole

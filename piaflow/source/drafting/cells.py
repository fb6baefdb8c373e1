"""The cells of a printed form as a model holds them: names without numbers, lines joined, what nobody filled in left out."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from attrs import evolve

from piaflow.form.form import Cell, Filled, Form
from piaflow.form.values import UNREAD_LINE
from piaflow.law.addresses import Address
from piaflow.law.forms import FieldKind, fields_by_full
from piaflow.source.drafting.item_lists import find_items

_NUMBERED = re.compile(r"^\s*(?:[（(]\s*[0-9０-９]+\s*[）)]|[0-9０-９]+\s*[.．、]|[①-⑳]|[・･])\s*")
_CALLED = re.compile(r"[（(]以下[、,]?\s*[「『]([^」』]+)[」』]\s*と(?:いう|する|表記する|呼ぶ)。?[）)]")
_REMARKED = re.compile(r"\s*※.*$")
"""What is told of a system beside its name."""
_LISTED = re.compile(r"(?=[（(]\s*[0-9０-９]+\s*[）)])|\n")
_COUNTED = re.compile(r"\d+件")
_NAMED = ("Ⅱ.1", "Ⅲ.1")
SYSTEM = "Ⅰ.2.システム{n}.①"
_FILES = "Ⅰ.3"
_NEEDED = {"表紙.評価実施機関名": "評価実施機関", "Ⅰ.1.①": "事務"}
"""What an assessment cannot be without, and how it is called where the document does not say."""


def find_alias(words: str) -> str:
    """Return what a document calls something from there on (以下「…」という。), "" where it does not say.

    What a remark beside the name calls so is another thing.
    """
    called = _CALLED.search(_REMARKED.sub("", words))
    return called[1] if called else ""


def shorten_cells(form: Form) -> Iterator[Cell]:
    """Yield the cells with names as a model names things, and with the names that it cannot be without.

    Entries into which nothing was written are left out, and a list of items that is not known to be whole. A row of
    変更箇所 that was not read is written: those below it are counted on from it.
    """
    written = {cell.address.block for cell in form.cells if _says(cell) or _is_of_lost_row(cell)}
    for cell in form.cells:
        full, words = cell.field.full, " ".join(cell.text.split())
        if _is_left_out(cell, words, written):
            continue
        if full in _NAMED and words:
            yield _say(cell, _NUMBERED.sub("", words))
        elif full == _FILES and words:
            files = (_NUMBERED.sub("", part).strip() for part in _LISTED.split(cell.text))
            yield _say(cell, "\n".join(part for part in files if part))
        elif cell.field.kind is FieldKind.LIST:
            yield _say(cell, "\n".join(find_items(cell.text)))
        elif full == SYSTEM and words:
            yield _say(cell, _REMARKED.sub("", _CALLED.sub("", words)) or words)
        elif cell.field.kind is FieldKind.TEXT and words:
            is_narrow = cell.field.is_of_revisions
            text = _list_names(cell.text) if full in _RECIPIENTS else cell.text
            yield _say(cell, _unwrap(text, _LEAST_IN_COLUMN if is_narrow else _LEAST))
        elif not (full in _NEEDED and not words):
            yield cell
    for full in _list_missing(form):
        address = Address(form.kind, fields_by_full(form.kind)[full].path)
        yield Cell(address, Filled(_NEEDED[full]))


def list_unheld(form: Form) -> Iterator[str]:
    """Yield what is said of each list of items that was read and is not known to be whole."""
    for cell in form.cells:
        if cell.field.kind is FieldKind.LIST and cell.text and not find_items(cell.text):
            yield f"{cell.path}: 記録項目の番号が1から続いて読めていないので、一覧を入れていません"


def list_unnamed(form: Form) -> Iterator[str]:
    """Yield what is said of each name that the document does not give and a model cannot be without."""
    for full in _list_missing(form):
        label = fields_by_full(form.kind)[full].label
        yield f"{label}は読めていません（「{_NEEDED[full]}」としてあります）"


def _is_left_out(cell: Cell, words: str, written: Collection[Address | None]) -> bool:
    """Whether a model is not told of a field, though the form prints it.

    An entry that the form prints for those who need it; a list of items that is not known to be whole, as one read in
    part would be another list; and 委託の有無 without its number, which may stand elsewhere on the page and is not known
    to be blank.
    """
    kind = cell.field.kind
    return (
        (bool(cell.field.counted) and cell.address.block not in written)
        or (kind is FieldKind.LIST and not find_items(cell.text))
        or (kind is FieldKind.CHOICE_AND_COUNT and not _COUNTED.search(words))
    )


def _says(cell: Cell) -> bool:
    """Whether something was written into a field: words, a choice, a ticked box."""
    return any(not line.startswith(UNREAD_LINE) for line in cell.text.splitlines())


def _is_of_lost_row(cell: Cell) -> bool:
    """Whether a field is one of a row of 変更箇所 of which something stands in the document that was not read."""
    return cell.field.is_of_revisions and cell.filled.lost


def _list_names(text: str) -> str:
    """The names of a cell on one line where a bracket ends each of its lines: there the next name begins."""
    return _NAME_ENDS.sub("、", text)


def _unwrap(text: str, least: int) -> str:
    """The words with the lines joined that the width of the page has parted: a full one, and what goes on from it.

    A line of fewer characters than `least` is none that the width has parted.
    """
    lines = text.splitlines()
    full = max(map(len, lines)) * _FULL
    joined: list[str] = []
    before = ""
    for line in lines:
        goes_on = len(before) >= max(full, least) and not _BEGINS.match(line)
        joined[-1:] = [joined[-1] + line] if goes_on else [*joined[-1:], line]
        before = line
    return "\n".join(joined)


_RECIPIENTS = ("Ⅱ.5.提供先{k}", "Ⅱ.5.移転先{k}")
_NAME_ENDS = re.compile(r"(?<=[)）])\n(?![(（])")
_FULL, _LEAST, _LEAST_IN_COLUMN = 0.85, 20, 8
"""A line is full from this part of the longest of its field on, and from so many characters; 変更箇所 has columns."""
_BEGINS = re.compile(r"[\s　]*(?:[・･*＊○●◎■□◆※＜<【〈（(「\-―‐①-⑳➊-➓]|[0-9０-９]+[.．)）、])")


def _say(cell: Cell, words: str) -> Cell:
    return evolve(cell, filled=evolve(cell.filled, text=words))


def _list_missing(form: Form) -> list[str]:
    told = {cell.field.full for cell in form.cells if cell.text.strip()}
    return [full for full in _NEEDED if full not in told]

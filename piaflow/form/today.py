"""What stands today at the field that a row of 変更箇所 names, in the words of the document itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from attrs import evolve

from piaflow.domain.assessment import Assessment
from piaflow.domain.grouping import group_by
from piaflow.domain.records import Printed, Revision
from piaflow.domain.span import Span
from piaflow.form.form import Cell, CellOrigin, Form
from piaflow.form.written import texts_by_field, write_form
from piaflow.law.addresses import Address
from piaflow.law.forms import FieldKind
from piaflow.law.printed_items import PrintedItem, find_printed

_Line = tuple[str, int]
_COMPARED = (FieldKind.TEXT, FieldKind.DATE, FieldKind.CHOICE)
BEFORE, AFTER = "変更前の記載", "変更後の記載"
_SAID = (CellOrigin.PRINTED, CellOrigin.DECIDED, CellOrigin.WRITTEN)


def find_items(a: Assessment) -> Mapping[str, PrintedItem | None]:
    """Return the field that each 項目 of a model names, None where it names none, or several."""
    files = [file.name for file in a.listed_files]
    return {row.item: find_printed(row.item, a.overview.form, files) for row in a.revisions}


def find_now(found: PrintedItem | None, cells: Mapping[Address, Cell]) -> Cell | None:
    """Return the field that a 項目 names, of `cells` that hold what is printed; None where nobody can compare it.

    What is counted may have another number today, and a list of boxes or of rows is no words.
    """
    cell = cells.get(found.address) if found and not found.address.number else None
    return cell if cell and cell.origin in _SAID and cell.field.kind in _COMPARED else None


def list_now(a: Assessment) -> tuple[Printed, ...]:
    """Return for each row of 変更箇所 what the texts of the model say today, nothing where they hold no such field."""
    if not (a.texts and a.revisions):
        return (Printed(),) * len(a.revisions)
    held, items = texts_by_field(a), find_items(a)
    cells = {cell.address: cell for cell in write_form(a).cells if cell.key in held}
    return tuple(_print(row, items, cells) for row in a.revisions)


def _print(row: Revision, items: Mapping[str, PrintedItem | None], cells: Mapping[Address, Cell]) -> Printed:
    item = items[row.item]
    cell = find_now(item, cells) if item and not item.rest else None
    return Printed(cell.text, cell.spans) if cell else Printed()


def find_rows(a: Assessment, read: Form) -> tuple[Revision, ...]:
    """Return the rows of a model, those in the words of its document that stand there on the same lines.

    One day is printed for several rows: of those that begin on its line, a row is the one with which it shares most.
    """
    words: dict[str, dict[str, str]] = {}
    lines: dict[str, list[Span]] = {}
    for cell in read.cells:
        if cell.field.is_of_revisions and cell.origin is CellOrigin.PRINTED:
            words.setdefault(cell.address.number, {})[cell.address.place.rpartition(".")[2]] = cell.text
            lines.setdefault(cell.address.number, []).extend(cell.spans)
    printed = group_by((_first(spans), (words[number], _lines(spans))) for number, spans in lines.items())
    return tuple(_say(row, _find_own(row, printed.get(_first(row.spans), ()))) for row in a.revisions)


def _find_own(
    row: Revision, printed: Sequence[tuple[Mapping[str, str], frozenset[_Line]]]
) -> Mapping[str, str]:
    """The words of the printed row with which a row shares most lines; none where that is the line of their day alone."""
    own, day = _lines(row.spans), {_first(row.spans)}
    shared = sorted(((len(lines & own), n) for n, (_, lines) in enumerate(printed)), reverse=True)
    if not shared or (len(shared) > 1 and shared[0][0] == shared[1][0]):
        return {}
    words, lines = printed[shared[0][1]]
    apart = lines & own == day and day not in (lines, own)
    return {} if apart else words


def _lines(spans: Iterable[Span]) -> frozenset[_Line]:
    return frozenset((span.document, line) for span in spans for line in range(span.first, span.last + 1))


def _first(spans: Iterable[Span]) -> tuple[str, int]:
    return min(((span.document, span.first) for span in spans), default=("", 0))


def _say(row: Revision, words: Mapping[str, str]) -> Revision:
    return evolve(row, before=words.get(BEFORE, row.before), after=words.get(AFTER, row.after))

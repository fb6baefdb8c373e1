"""A form written into an officer's own workbook: room made, each field put in its place, and the whole read back."""

from __future__ import annotations

from collections.abc import Sequence

from piaflow.domain.choices import FormKind
from piaflow.form.filled_workbook import Unplaced, Written
from piaflow.form.form import Cell, Form
from piaflow.form.printing import list_changes
from piaflow.law.addresses import Address
from piaflow.law.forms import BOXED, FieldKind, list_fields
from piaflow.source.limits import refuse
from piaflow.source.opening import read_document
from piaflow.source.page import SourceKind
from piaflow.source.reading import Reading, read_form
from piaflow.source.workbook.book import Workbook
from piaflow.source.workbook.controls import tick_controls
from piaflow.source.workbook.inserting import CannotInsertError, insert_rows
from piaflow.source.workbook.picture import Drawn, put_pictures
from piaflow.source.workbook.places import Places
from piaflow.source.workbook.planning import Plan, is_told_alike
from piaflow.source.workbook.room import Copy, list_copies
from piaflow.source.workbook.sheet import open_sheets

_CALCULATIONS = "xl/calcChain.xml"
_UNWRITTEN = frozenset((FieldKind.REFERENCE, FieldKind.DIAGRAM))
"""What the form prints by itself, and what is written in another way than field by field."""


def write_into(file: str, raw: bytes, form: Form, pictures: Sequence[Drawn] = ()) -> Written:
    """Return a workbook with what the form states, and nothing else of it changed. Raises InputError.

    `file` is what messages call the workbook, `pictures` are those of 別添1.
    """
    places = _read(file, raw, form)
    first = book = Workbook.open(file, raw)
    told = [cell for cell in form.cells if _is_told(cell)]
    rows = list_changes(form) if form.kind is FormKind.BASIC else ()
    unplaced: list[Unplaced] = []
    copies: list[Copy] = []
    changes = max([len(rows), *(int(c.address.number) for c in told if c.address.field.is_of_revisions)])
    for one in list_copies(places, told, changes):
        if isinstance(one, Copy):
            copies.append(one)
        else:
            block, why = one
            unplaced.append(Unplaced(f"{block.file}の{block.word}" if block.file else block.word, why))
    copied, made = _make_room(book, copies, unplaced)
    if made:
        raw = book.pack()
        places = _read(file, raw, form)
        book = Workbook.open(file, raw)
    plan = Plan(places)
    for address in _list_copied(places, made):
        plan.clear(address)
    for cell in told:
        if cell.field.kind not in _UNWRITTEN:
            plan.add(cell)
    plan.add_changes(rows)
    for texts in plan.texts.values():
        book.edit(texts.sheet.part, texts.sheet.write(texts.join()))
        tick_controls(book, texts.sheet.part, texts.ticks)
    if plan.texts:
        _ask_for_calculation(book)
    put, why = put_pictures(book, places, form.kind, pictures)
    unplaced += [Unplaced("別添1の図", why)] if why else []
    content = book.pack()
    unplaced += [
        Unplaced(str(a), why, next(c.stated for c in told if c.address == a))
        for a, why in plan.unplaced.items()
    ]
    unplaced += _check(file, content, form, plan)
    return Written(
        content,
        written=tuple(plan.written),
        same=tuple(plan.same),
        replaced=tuple(plan.replaced.items()),
        copied=tuple(copied),
        pictures=put,
        unplaced=tuple(unplaced),
        notes=tuple(plan.notes),
        changed=tuple(sorted(first.compare(content))),
    )


def _read(file: str, raw: bytes, form: Form) -> Places:
    """Read the workbook as a document is read: what tells where a field stands tells where it is written."""
    source = read_document(file, raw)
    if source.kind is not SourceKind.XLSX:
        raise refuse(file, "Excel のブック（.xlsx）ではありません")
    if len(source.parts) > 1:
        raise refuse(file, f"評価書が{len(source.parts)}つあるブックです（1つだけのブックに書きます）")
    reading: Reading = read_form(source, source.parts[0], "ブック")
    if reading.form.kind is not form.kind:
        raise refuse(file, f"{reading.form.kind.value}のブックです（モデルは{form.kind.value}）")
    book = Workbook.open(file, raw)
    return Places(source, reading, open_sheets(book))


def _is_told(cell: Cell) -> bool:
    """Whether the model tells what stands in a field; a proposal it does not tell."""
    if cell.filled.derived:
        return False
    if cell.field.kind in BOXED:
        return cell.filled.told and len(cell.filled.unread) < len(cell.field.boxes)
    return bool(cell.stated)


def _make_room(book: Workbook, copies: list[Copy], unplaced: list[Unplaced]) -> tuple[list[str], list[Copy]]:
    """Add the rows from below, so that those above stay where they were found."""
    told: list[str] = []
    made: list[Copy] = []
    for copy in sorted(copies, key=lambda one: -one.insertion.at):
        sheet = open_sheets(book)[copy.sheet.name]
        what = f"シート「{sheet.name}」の{copy.block.word if copy.block else '変更箇所の行'}"
        try:
            insert_rows(book, sheet, copy.insertion)
        except CannotInsertError as error:
            unplaced.append(Unplaced(f"{what}を足すこと", str(error)))
            continue
        if _CALCULATIONS in book.names:  # a cache of the order of formulas, which Excel makes anew
            book.drop(_CALCULATIONS)
        sheet = open_sheets(book)[copy.sheet.name]
        book.edit(sheet.part, sheet.write(copy.renumber()))
        told.append(
            f"{what}{f'{copy.numbers[0]}～{copy.numbers[-1]}' if copy.block else ''}（{copy.insertion.count}行）"
        )
        made.append(copy)
    return told, made


def _ask_for_calculation(book: Workbook) -> None:
    """Let Excel calculate anew when it opens the workbook: its formulas hold what they gave before."""
    calculation = book.xml(book.start).first("calcPr")
    if calculation is not None and any(book.xml(part).first("f") for part in book.sheets.values()):
        book.edit(book.start, list(book.xml(book.start).give_attribute(calculation, "fullCalcOnLoad", "1")))


def _list_copied(places: Places, made: Sequence[Copy]) -> list[Address]:
    """The fields of the copies, which hold what the copied rows held."""
    fresh = {
        (copy.block.repeat, copy.block.file, str(n)) for copy in made if copy.block for n in copy.numbers
    }
    found = [a for a in places.reading.labels if (a.field.repeat, a.file, a.number) in fresh]
    kind = places.reading.form.kind
    rows = sum(copy.insertion.times for copy in made if copy.block is None)
    total = len(places.changes)
    columns = [field.path for field in list_fields(kind) if field.is_of_revisions]
    found += [
        Address(kind, place, number=str(n)) for n in range(total - rows + 1, total + 1) for place in columns
    ]
    return found


def _check(file: str, content: bytes, form: Form, plan: Plan) -> list[Unplaced]:
    """Read the workbook again: what is not read as it was written is told."""
    read = {cell.address: cell for cell in _read(file, content, form).reading.form.cells}
    told = {cell.address: cell for cell in form.cells}
    return [
        Unplaced(str(address), "書きましたが、読み返すと違う言葉になります", told[address].stated)
        for address in plan.written
        if address not in read or not is_told_alike(read[address], told[address])
    ]

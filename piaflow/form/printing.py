"""A form as it is printed: chapter by chapter its headings and rows, with labels, brackets and boxes as on paper."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from enum import Enum
from itertools import groupby

from attrs import evolve, frozen

from piaflow.domain.certainty import Certainty
from piaflow.domain.choices import FormKind
from piaflow.form.form import Cell, Filled, Form
from piaflow.form.values import read_ticked
from piaflow.law.forms import BOXED, FieldKind, FormField, list_fields
from piaflow.law.printed_form import HEADINGS, find_spellings, list_box_rows

_MARK = re.compile(r"[①-⑳]")
_SECTION = re.compile(r"[ⅠⅡⅢⅣⅤⅥ]\.(\d+)")
_RISK = re.compile(r"リスク(\d)")
_COUNTED = re.compile(r"(?P<choice>.*)（(?P<count>\d+)件）", re.DOTALL)
_BESIDE = re.compile(r"（(?P<told>.*)）件?", re.DOTALL)
_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
_ANNEXES = {FieldKind.DIAGRAM: "事務の内容", FieldKind.LIST: "特定個人情報ファイル記録項目"}


class PageKind(Enum):
    """What a part of the printed form is: each begins a page of its own kind."""

    COVER = "表紙"
    CHAPTER = "章"
    DRAWING = "別添1"
    LIST = "記録項目"
    CHANGES = "変更箇所"


@frozen
class Heading:
    """A heading that the form prints: of a chapter (1), a section (2), a block or a risk (3)."""

    text: str
    level: int


@frozen
class PrintedBox:
    """A box with what is printed behind it. `entry` is what is written beside it, None where there is no room for that."""

    name: str
    box: Certainty
    entry: str | None = None
    unit: str = ""

    def __str__(self) -> str:
        """The box as print has it: [ ○ ] その他 （ 窓口 ）; of one that nobody read the bracket holds ?."""
        mark = {Certainty.YES: "○", Certainty.NO: "  ", Certainty.UNKNOWN: "？"}[self.box]
        beside = "" if self.entry is None else f" （ {self.entry} ）{self.unit}"
        return f"[ {mark} ] {self.name}{beside}"


@frozen
class PrintedRow:
    """A field: its label, and what stands beside it: words, or a choice between brackets, or boxes row by row."""

    label: str
    cell: Cell
    words: str = ""
    chosen: str | None = None
    offered: tuple[str, ...] = ()
    count: str | None = None
    boxes: tuple[tuple[PrintedBox, ...], ...] = ()

    @property
    def texts(self) -> tuple[str, ...]:
        """All that is printed of it."""
        boxes = (str(box) for row in self.boxes for box in row)
        return (self.label, self.words, self.chosen or "", *self.offered, self.count or "", *boxes)


@frozen
class PrintedPart:
    """A part of the form that begins on a new page, with its headings and rows; `changes` are those of 変更箇所."""

    kind: PageKind
    title: str
    rows: tuple[Heading | PrintedRow, ...] = ()
    changes: tuple[Mapping[str, str], ...] = ()

    @property
    def texts(self) -> tuple[str, ...]:
        """All that is printed of it."""
        rows = (t for row in self.rows for t in ((row.text,) if isinstance(row, Heading) else row.texts))
        return (self.title, *rows, *(text for change in self.changes for text in change.values()))


def print_form(form: Form) -> tuple[PrintedPart, ...]:
    """Return the parts of a form in printed order; what nobody tells is blank, a proposal too.

    変更箇所 is printed without rows as well: a document whose table is not there could not be told from one that lost it.
    """
    grouped = groupby(form.cells, key=lambda cell: (cell.address.chapter, cell.address.file))
    parts = [_print_part(form, chapter, tuple(cells)) for (chapter, _), cells in grouped]
    columns = (field for field in list_fields(form.kind) if field.is_of_revisions)
    untold = [field.chapter for field in columns if all(part.kind is not PageKind.CHANGES for part in parts)]
    return (*parts, *(PrintedPart(PageKind.CHANGES, _title_changes(chapter)) for chapter in untold[:1]))


def list_contents(kind: FormKind) -> tuple[str, ...]:
    """Return the chapters as the list of contents names them."""
    return tuple(_head(h) for headings in HEADINGS[kind].values() for h in headings if _is_chapter(h))


def list_changes(form: Form) -> tuple[Mapping[str, str], ...]:
    """Return the rows of 変更箇所 with their columns, in the order of their numbers."""
    rows: dict[int, dict[str, str]] = {}
    for cell in form.cells:
        if cell.field.is_of_revisions and cell.address.number.isdigit():
            rows.setdefault(int(cell.address.number), {})[cell.address.place.rpartition(".")[2]] = cell.stated
    return tuple(rows[number] for number in sorted(rows))


def _print_part(form: Form, chapter: str, cells: tuple[Cell, ...]) -> PrintedPart:
    first = cells[0].field
    if chapter == "表紙":
        rows = (_print_row(form, cell, ()) for cell in cells)
        return PrintedPart(PageKind.COVER, f"特定個人情報保護評価書（{form.kind.value}）", tuple(rows))
    if first.is_of_revisions:
        return PrintedPart(PageKind.CHANGES, _title_changes(chapter), changes=list_changes(form))
    if first.kind in _ANNEXES:
        kind = PageKind.DRAWING if first.kind is FieldKind.DIAGRAM else PageKind.LIST
        title = f"（{chapter.translate(_WIDE)}）{_ANNEXES[first.kind]}"
        rows = (PrintedRow(cell.subject, cell, cell.stated) for cell in cells)
        return PrintedPart(kind, title, tuple(rows))
    return PrintedPart(PageKind.CHAPTER, chapter, tuple(_print_rows(form, cells)))


def _title_changes(chapter: str) -> str:
    """The title as the forms print it; in 様式2 it is no 別添."""
    name = PageKind.CHANGES.value
    return name if chapter == name else f"（{chapter.translate(_WIDE)}）{name}"


def _print_rows(form: Form, cells: Iterable[Cell]) -> Iterator[Heading | PrintedRow]:
    headed: set[str] = set()
    for cell in cells:
        field = cell.field
        headings = HEADINGS[form.kind].get(field.path, ())
        for heading in headings:
            if heading in headed and "{n}" not in heading:
                continue  # of the first entry alone
            headed.add(heading)
            yield _to_heading(heading, field, cell.address.number)
        before, _, _ = field.label.rpartition("／")
        if before.endswith("リスク"):
            yield _to_heading(before, field, "")
        yield _print_row(form, cell, headings)


def _is_chapter(heading: str) -> bool:
    return heading[:1] in "ⅠⅡⅢⅣⅤⅥ"


def _to_heading(heading: str, field: FormField, number: str) -> Heading:
    if _is_chapter(heading):
        return Heading(_head(heading), 1)
    if " " in heading:
        return Heading(_head(heading), 2)
    risk = _RISK.search(field.path)
    words = heading.replace("{n}", number)
    is_risk = words.endswith("リスク")
    return Heading(f"リスク{risk[1].translate(_WIDE) if risk else ''}：　{words}" if is_risk else words, 3)


def _head(heading: str) -> str:
    number, blank, words = heading.partition(" ")
    if not blank:
        return heading
    return f"{number.translate(_WIDE)}．{words}" if number.isdigit() else f"{number}　{words}"


def _print_row(form: Form, cell: Cell, headings: tuple[str, ...]) -> PrintedRow:
    field, text = cell.field, cell.stated
    label = _print_label(form, cell, headings)
    if field.kind is FieldKind.REFERENCE:
        annex = "別添２" if form.kind is FormKind.FULL else "別添１"
        return PrintedRow(label, cell, f"{annex}を参照。")
    if field.kind in BOXED:
        return PrintedRow(label, cell, boxes=tuple(_print_boxes(_leave_open(cell))))
    if field.kind not in (FieldKind.CHOICE, FieldKind.CHOICE_AND_COUNT):
        return PrintedRow(label, cell, text)
    offered = tuple(f"{n}） {choice}" for n, choice in enumerate(field.choices, 1))
    if field.kind is FieldKind.CHOICE:
        return PrintedRow(label, cell, chosen=text, offered=offered)
    found = _COUNTED.fullmatch(text)
    chosen, count = (found["choice"], found["count"]) if found else (text, "")
    return PrintedRow(label, cell, chosen=chosen, offered=offered, count=count)


def _print_label(form: Form, cell: Cell, headings: tuple[str, ...]) -> str:
    """The label as the form prints it, with its number and its ※."""
    field = cell.field
    printed = find_spellings(field)
    words = printed[0] if printed else _MARK.sub("", form.label(cell).rpartition("／")[2], count=1)
    words = "リスクに対する措置の内容" if words == "措置の内容" else words.replace("{k}", cell.address.number)
    if " " in words:
        return _head(words)
    star = "　※" if field.significant else ""
    mark = field.path.rpartition(".")[2]
    if _MARK.fullmatch(mark):
        return f"{mark}{words}{star}"
    section = _SECTION.fullmatch(field.path)
    if section and not headings:
        return f"{section[1].translate(_WIDE)}．{words}{star}"
    if section and len(headings) == 1 and _is_chapter(headings[0]):
        return f"{section[1].translate(_WIDE)}．{words}{star}"
    return words + star


def _leave_open(cell: Cell) -> Cell:
    """A proposal says nothing of a box: neither the ○ nor that the others are empty."""
    return evolve(cell, filled=Filled("")) if cell.filled.derived else cell


def _print_boxes(cell: Cell) -> Iterator[tuple[PrintedBox, ...]]:
    ticked = {name: entry for one in read_ticked(cell) for name, entry in _find_box(cell, one)}
    choices = dict(zip(cell.field.boxes, cell.field.choices or cell.field.boxes, strict=True))
    shown = cell.boxes
    for names in list_box_rows(cell.field):
        yield tuple(
            PrintedBox(
                name,
                shown.get(name, Certainty.UNKNOWN),
                ticked.get(name, "") if choices[name].endswith((")", ")件")) else None,
                "件" if "件" in choices[name] else "",
            )
            for name in names
        )


def _find_box(cell: Cell, ticked: str) -> Iterator[tuple[str, str]]:
    """The box that a ticked line is of, the longest that fits, with what is written beside it."""
    fitting = [n for n in cell.field.boxes if ticked == n or _BESIDE.fullmatch(ticked.removeprefix(n))]
    if fitting:
        name = max(fitting, key=len)
        beside = _BESIDE.fullmatch(ticked[len(name) :])
        yield name, beside["told"] if beside else ""

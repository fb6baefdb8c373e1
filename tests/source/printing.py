"""Forms printed as documents: the rows of the form, and the layouts in which files and extractors give them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from io import BytesIO
from itertools import groupby, pairwise
from random import Random
from typing import Any

from attrs import frozen
from fpdf import FPDF
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Side
from openpyxl.worksheet.properties import PageSetupProperties

from piaflow.domain.choices import FormKind
from piaflow.form.form import Cell, Form
from piaflow.form.values import read_ticked
from piaflow.law.addresses import Address
from piaflow.law.forms import BOXED, FieldKind, FormField, list_fields
from piaflow.law.printed_form import HEADINGS, find_spellings, list_box_rows
from piaflow.layout.font import find_font_file
from piaflow.source.page import Rectangle

_MARK = re.compile(r"[①-⑳]")
_SECTION = re.compile(r"[ⅠⅡⅢⅣⅤⅥ]\.(\d+)")
_ENTRIES = ("委託事項", "提供先", "移転先", "システム")
_WIDE = 60
"""Characters: words that are longer begin below their label in a text layer."""
_PARTED = 0.5
"""The share of long words that a blank line parts from their label."""
_WIDTHS = (20, 13, 22, 22, 4, 14)
"""Characters on a line of each column of 変更箇所."""
CHANGES = ("変更日", "項目", "変更前の記載", "変更後の記載", "提出時期", "提出時期に係る説明")


@frozen
class Box:
    """A box as it is printed: `tick` None where the print has lost it. `entry` is what is written beside it."""

    name: str
    tick: bool | None
    entry: str | None = None
    unit: str = ""

    @property
    def after(self) -> str:
        """What stands after the bracket."""
        return self.name if self.entry is None else f"{self.name} （ {self.entry} ）{self.unit}"

    def __str__(self) -> str:
        if self.tick is None:
            return f"] {self.after}"
        return f"[ {'○ ' if self.tick else ''}] {self.after}"


@frozen
class Row:
    """One row of the printed form: its label, and what stands there. A heading has a label alone."""

    label: str
    words: tuple[str, ...] = ()
    chosen: str | None = None
    """The choice between the brackets, "" for none; None for a field that offers none."""
    offered: tuple[str, ...] = ()
    count: str | None = None
    boxes: tuple[Box, ...] = ()
    field: FormField | None = None

    @property
    def is_heading(self) -> bool:
        """Whether nothing stands beside it."""
        return self.field is None

    @property
    def lines(self) -> tuple[str, ...]:
        """What stands beside the label, line by line, the offered choices last."""
        told: list[str] = []
        if self.chosen is not None:
            told = [f"[ {self.chosen} ]", "＜選択肢＞", *self.offered]
            told += [f"（ {self.count} ）　件"] if self.count is not None else []
        return (*told, *map(str, self.boxes), *self.words)


@frozen
class Sheet:
    """One page of the form, before it is cut: its rows. `changes` are those of 変更箇所, each with its columns."""

    rows: tuple[Row, ...]
    changes: tuple[tuple[str, ...], ...] = ()


def print_form(form: Form, *, spare: bool = True) -> tuple[Sheet, ...]:
    """Return the pages of a form as it prints it. `spare`: the headings of entries that nobody filled in, too."""
    told = {cell.address: cell for cell in form.cells}
    return tuple(_Printer(form.kind, told, spare).print())


class _Printer:
    def __init__(self, kind: FormKind, told: dict[Address, Cell], spare: bool) -> None:
        self._kind = kind
        self._told = told
        self._spare = spare
        self._files = sorted({a.file for a in told if a.file}) or [""]

    def print(self) -> Iterator[Sheet]:
        for chapter, found in groupby(list_fields(self._kind), key=lambda field: field.chapter):
            fields = list(found)
            if fields[0].counted == "変更":
                yield self._print_changes(fields)
            elif fields[0].kind is FieldKind.DIAGRAM:
                yield from self._print_drawing(fields[0])
            elif chapter == "表紙":
                title = f"特定個人情報保護評価書（{self._kind.value}）"
                yield Sheet((Row(title), *self._print_fields(fields, "")))
                contents = [f"{n}" for n in _list_chapters(self._kind)]
                yield Sheet((Row("項目一覧"), *map(Row, contents)))
            else:
                for file in self._files if fields[0].is_by_file else [""]:
                    yield from self._cut(self._print_fields(fields, file))

    def _print_drawing(self, field: FormField) -> Iterator[Sheet]:
        """別添1 without its picture: the remarks."""
        cell = self._told.get(Address.of(field))
        if cell and cell.text:
            yield Sheet((Row(" （別添1） 事務の内容"), *map(Row, cell.text.splitlines())))

    def _cut(self, rows: Iterator[Row]) -> Iterator[Sheet]:
        """A page ends before a section or an entry where it is long."""
        page: list[Row] = []
        for row in rows:
            starts = row.is_heading and bool(re.match(r"\d+\.|システム|リスク", row.label))
            starts = starts or row.label.startswith(_ENTRIES)
            if len(page) > 12 and starts:
                yield Sheet(tuple(page))
                page = []
            page.append(row)
        yield Sheet(tuple(page))

    def _print_fields(self, fields: Sequence[FormField], file: str) -> Iterator[Row]:
        for repeat, found in groupby(fields, key=lambda field: field.repeat if field.counted else ""):
            block = list(found)
            if not repeat:
                for field in block:
                    yield from self._print_field(field, file, "")
                continue
            sections = [h for h in HEADINGS[self._kind].get(block[0].path, ()) if re.match(r"\d", h)]
            yield from (Row(_head(heading)) for heading in sections)
            numbers = sorted(
                {int(a.number) for a in self._told if a.place == block[0].path and a.file == file}
            )
            for number in numbers:
                if block[0].counted == "システム":
                    yield Row(f"システム{number}")
                for field in block:
                    yield from self._print_field(field, file, str(number), inside=True)
                if self._spare and number == 1:
                    yield Row(f"{block[0].counted}2～5")
            if self._spare:
                yield Row(f"{block[0].counted}6～10")

    def _print_field(
        self, field: FormField, file: str, number: str, *, inside: bool = False
    ) -> Iterator[Row]:
        headings = [h for h in HEADINGS[self._kind].get(field.path, ()) if not inside]
        for heading in headings:
            yield Row(_head(heading))
        before, _, _ = field.label.rpartition("／")
        if before.endswith("リスク"):
            yield Row(f"リスク：　{before}")
        if field.kind is FieldKind.REFERENCE:
            yield Row(_label(field, number, headings), ("別添２を参照。",), field=field)
            return
        cell = self._told.get(Address(self._kind, field.path, file, number))
        if cell is None:
            return
        yield self._to_row(_label(field, number, headings), cell)

    @staticmethod
    def _to_row(label: str, cell: Cell) -> Row:
        field, text = cell.field, cell.stated
        if field.kind in BOXED:
            return Row(label, boxes=tuple(_boxes(cell)), field=field)
        if field.kind not in (FieldKind.CHOICE, FieldKind.CHOICE_AND_COUNT):
            return Row(label, tuple(text.splitlines()), field=field)
        chosen, count = text, None
        if field.kind is FieldKind.CHOICE_AND_COUNT:
            found = re.fullmatch(r"(.*)（(\d+)件）", text)
            chosen, count = (found[1], found[2]) if found else (text, "")
        offered = tuple(f"{n}） {choice}" for n, choice in enumerate(field.choices, 1))
        return Row(label, chosen=chosen, offered=offered, count=count, field=field)

    def _print_changes(self, fields: Sequence[FormField]) -> Sheet:
        rows: dict[int, dict[str, str]] = {}
        for address, cell in self._told.items():
            if address.field.counted == "変更":
                rows.setdefault(int(address.number), {})[address.place.rpartition(".")[2]] = cell.text
        changes = [tuple(rows[number].get(column, "") for column in CHANGES) for number in sorted(rows)]
        chapter = fields[0].chapter
        title = f"（{_wide(chapter)}）変更箇所" if chapter.startswith("別添") else chapter
        return Sheet((Row(title),), tuple(changes))


def _boxes(cell: Cell) -> Iterator[Box]:
    ticked = {re.sub(r"（[^（）]*）件?$", "", one): one for one in read_ticked(cell)}
    ticked |= {one: one for one in read_ticked(cell)}
    for name, choice in zip(cell.field.boxes, cell.field.choices or cell.field.boxes, strict=True):
        told = ticked.get(name)
        entry = re.search(r"（([^（）]*)）(件?)$", told) if told and told != name else None
        beside = (entry[1] if entry else "") if choice.endswith((")", ")件")) else None
        yield Box(
            name,
            None if name in cell.filled.unread else told is not None,
            beside,
            "件" if "件" in choice else "",
        )


def _list_chapters(kind: FormKind) -> Iterator[str]:
    for heading in (h for hs in HEADINGS[kind].values() for h in hs):
        if re.match("[ⅠⅡⅢⅣⅤⅥ]", heading):
            yield heading.replace(" ", "　")


def _head(heading: str) -> str:
    number, blank, words = heading.partition(" ")
    if not blank:
        return heading
    return f"{_wide(number)}．{words}" if number.isdigit() else f"{number}　{words}"


def _wide(text: str) -> str:
    return text.translate({ord("0") + i: chr(ord("０") + i) for i in range(10)})


def _label(field: FormField, number: str, headings: Sequence[str]) -> str:
    """The label of a field as the form prints it."""
    printed = find_spellings(field)
    words = printed[0] if printed else _MARK.sub("", field.label.rpartition("／")[2], count=1)
    if words == "措置の内容":
        words = "リスクに対する措置の内容"
    words = words.replace("{k}", number)
    if " " in words:
        return _head(words)
    mark = field.path.rpartition(".")[2]
    star = "　※" if field.significant else ""
    if _MARK.fullmatch(mark):
        return f"{mark}{words}{star}"
    section = _SECTION.fullmatch(field.path)
    if section and not headings:
        return f"{_wide(section[1])}．{words}{star}"
    return words + star


# --- text layers


def to_groups(row: Row, random: Random, *, detached: bool) -> list[list[str]]:
    """A row as a text layer gives it: groups of lines, between which it sets a blank line."""
    label = f" {row.label}"
    if row.field is not None and row.field.kind is FieldKind.MARK:
        return [[" ".join([label, *map(str, row.boxes)])]]
    if row.boxes:
        return [[label], *_print_boxes(list_boxes(row), random, detached=detached)]
    if row.chosen is not None:
        return _print_choice(row, random, detached=detached)
    if len(row.words) == 1 and len(row.words[0]) + len(label) < _WIDE:
        return [[f"{label} {row.words[0]}"]]
    if row.words and random.random() < _PARTED:
        return [[label], list(row.words)]
    return [[label, *row.words]]


def _print_choice(row: Row, random: Random, *, detached: bool) -> list[list[str]]:
    count = [[f"（ {row.count} ）　件"]] if row.count is not None else []
    if not detached:
        return [[f" {row.label} [ {row.chosen} ]"], ["＜選択肢＞", *row.offered], *count]
    offered = _pair(row.offered)
    random.shuffle(offered)
    return [[f" {row.label} [ {row.chosen}"], ["＜選択肢＞", *offered], ["]"], *count]


def _pair(offered: Sequence[str]) -> list[str]:
    """Two choices of a line in the order in which some extractors give them: 6） … 5） …"""
    pairs = (offered[i : i + 2] for i in range(0, len(offered), 2))
    return [" ".join(reversed(pair)) for pair in pairs]


def list_boxes(row: Row) -> list[list[Box]]:
    """The boxes of a row as the form prints them side by side."""
    boxes = {box.name: box for box in row.boxes}
    return [[boxes[name] for name in names] for names in list_box_rows(row.field)] if row.field else []


def _print_boxes(rows: Sequence[Sequence[Box]], random: Random, *, detached: bool) -> list[list[str]]:
    if not detached:
        return [[" ".join(map(str, row))] for row in rows]
    groups: list[list[str]] = []
    for row in rows:
        if len(row) == 1 or random.random() < 0.5:
            groups.append([" ".join(map(str, row))])
            continue
        *left, right = row
        apart = random.random() < 0.3
        groups.append([f"{' '.join(map(str, left))} [{' ○' if right.tick and not apart else ''}"])
        groups += [["○"]] if right.tick and apart else []
        groups.append([f"] {right.after}"])
    random.shuffle(groups)
    return groups


TEXT_LAYOUTS = ("順", "改頁記号", "逆順", "選択肢が先", "値が先", "ラベルが先", "散乱")
ORDERLY = frozenset(("順", "改頁記号"))


def to_text(sheets: Sequence[Sheet], layout: str, random: Random) -> str:
    """Return a text layer of the pages in one of TEXT_LAYOUTS."""
    pages: list[str] = []
    for number, sheet in enumerate(sheets, 1):
        groups = _lay_out(sheet, layout, random) + [list(change) for change in _print_changes(sheet)]
        groups.append([f"{number}"])
        pages.append("\n\n".join("\n".join(group) for group in groups))
    return ("\n\f" if layout == "改頁記号" else "\n\n\n\n").join(pages) + "\n"


def to_cut_text(sheets: Sequence[Sheet], random: Random, most: int) -> str:
    """Return an orderly text layer whose pages end after so many lines, whatever stands there."""
    lines: list[str] = []
    for sheet in sheets:
        page, _, _ = to_text([sheet], "順", random).rstrip("\n").rpartition("\n")
        lines += [*page.rstrip("\n").split("\n"), ""]
    pages = (lines[at : at + most] for at in range(0, len(lines), most))
    return "\f".join("\n".join([*page, "", f"{number}", ""]) for number, page in enumerate(pages, 1))


def _print_changes(sheet: Sheet) -> Iterator[list[str]]:
    if sheet.changes:
        yield [" ".join(CHANGES)]
    for change in sheet.changes:
        for column, width in zip(change, _WIDTHS, strict=True):
            wrapped = [
                line[i : i + width] for line in column.splitlines() for i in range(0, len(line), width)
            ]
            yield from [wrapped] if wrapped else []


def _lay_out(sheet: Sheet, layout: str, random: Random) -> list[list[str]]:
    rows = [to_groups(row, random, detached=layout not in ORDERLY) for row in sheet.rows]
    match layout:
        case "順" | "改頁記号":
            return _flat(rows)
        case "逆順":
            return _flat(rows[::-1])
        case "選択肢が先":
            return _flat([[group for row in rows for group in row if _is_offer(group)]]) + [
                group for row in rows for group in row if not _is_offer(group)
            ]
        case "値が先":
            return _flat([row[1:] for row in rows]) + _flat([row[:1] for row in rows])
        case "ラベルが先":
            return _flat([row[:1] for row in rows]) + _flat([row[1:] for row in rows])
        case _:
            return _flat(_scatter(rows, sheet, random))


def _scatter(rows: Sequence[list[list[str]]], sheet: Sheet, random: Random) -> list[list[list[str]]]:
    """Pieces of three rows in any order; those of one entry stay together, in which order the entries come."""
    entries: list[list[list[list[str]]]] = []
    for row, printed in zip(sheet.rows, rows, strict=True):
        if not entries or row.label.startswith(_ENTRIES):
            entries.append([])
        entries[-1].append(printed)
    for entry in entries:
        pieces = [entry[i : i + 3] for i in range(0, len(entry), 3)]
        random.shuffle(pieces)
        entry[:] = [row for piece in pieces for row in piece]
    random.shuffle(entries)
    return [row for entry in entries for row in entry]


def _is_offer(group: Sequence[str]) -> bool:
    return group[0].startswith("＜選択肢＞") or group == ["]"]


def _flat(rows: Sequence[list[list[str]]]) -> list[list[str]]:
    return [group for row in rows for group in row]


# --- tables of tabs and pages of HTML


def to_table(sheets: Sequence[Sheet]) -> str:
    """Return the pages as a table of tabs with pieces of HTML, as converted documents are."""
    lines: list[str] = []
    for sheet in sheets:
        lines += (
            row.label if row.is_heading else f"{row.label}\t{'<br>'.join(map(_escape, row.lines))}"
            for row in sheet.rows
        )
        lines += ["\t".join(CHANGES)] if sheet.changes else []
        lines += ["\t".join(map(_escape, change)) for change in sheet.changes]
        lines.append("")
    return "\n".join(lines)


def to_html(sheets: Sequence[Sheet]) -> str:
    """Return the pages as one page of HTML, a table for each; boxes are check boxes."""
    tables = "".join(
        f"<table>{''.join(_to_tr(row) for row in sheet.rows)}</table>{_to_changes(sheet)}" for sheet in sheets
    )
    return f"<!DOCTYPE html><html><body>{tables}</body></html>"


def _to_tr(row: Row) -> str:
    if row.is_heading:
        return f'<tr><td colspan="2">{_escape(row.label)}</td></tr>'
    told = [_escape(line) for line in row.lines]
    if row.boxes:
        told = [
            f'<input type="checkbox"{" checked" if box.tick else ""}> {_escape(box.after)}'
            for box in row.boxes
        ]
    return f"<tr><td>{_escape(row.label)}</td><td>{'<br>'.join(told)}</td></tr>"


def to_spanned_html(sheets: Sequence[Sheet]) -> str:
    """Return the pages as tables in which the heading of a section is a cell beside all of its rows."""
    tables = (f"<table>{''.join(_span_rows(sheet.rows))}</table>{_to_changes(sheet)}" for sheet in sheets)
    return f"<!DOCTYPE html><html><body>{''.join(tables)}</body></html>"


def _span_rows(rows: Sequence[Row]) -> Iterator[str]:
    runs = [list(run) for _, run in groupby(rows, key=lambda row: row.is_heading)]
    for above, run in pairwise([[], *runs]):
        if run[0].is_heading:
            alone = run if run is runs[-1] else run[:-1]
            yield from (f'<tr><th colspan="3">{_escape(row.label)}</th></tr>' for row in alone)
            continue
        for n, row in enumerate(run):
            head = _escape(above[-1].label) if above else ""
            beside = f'<th rowspan="{len(run)}">{head}</th>' if n == 0 else ""
            words = "<br>".join(map(_escape, row.lines))
            yield f"<tr>{beside}<th>{_escape(row.label)}</th><td>{words}</td></tr>"


def to_paragraphs(sheets: Sequence[Sheet]) -> str:
    """Return the pages as headings and paragraphs, without a table but that of 変更箇所."""
    told: list[str] = []
    for sheet in sheets:
        for row in sheet.rows:
            told += [f"<h3>{_escape(row.label)}</h3>", *(f"<p>{_escape(line)}</p>" for line in row.lines)]
        told.append(_to_changes(sheet))
    return f"<!DOCTYPE html><html><body>{''.join(told)}</body></html>"


def _to_changes(sheet: Sheet) -> str:
    if not sheet.changes:
        return ""
    rows = [CHANGES, *sheet.changes]
    cells = ("".join(f"<td>{_escape(column)}</td>" for column in row) for row in rows)
    return f"<table>{''.join(f'<tr>{row}</tr>' for row in cells)}</table>"


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\n", "<br>")


# --- workbooks

_THIN = Side(style="thin")
_DOTTED = Side(style="dotted")
_HEIGHT = 15.0
_FEW = 40
"""Characters that surely have room on a line of a rectangle."""


def to_xlsx(sheets: Sequence[Sheet], *, dotted: bool = False, shared: str = "") -> bytes:
    """Return a workbook as authorities hand out: narrow columns, merged rectangles, rules around them.

    `shared`: what stands between the label and the words of a row where both share one rectangle.
    """
    book = Workbook()
    for number, sheet in enumerate(sheets, 1):
        page = book.create_sheet(f"{number}", number - 1)
        page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        page.page_setup.fitToHeight = 0  # as wide as a page, as many pages as it takes
        at = 1
        for row in sheet.rows:
            words = shared + "\n".join(row.lines) if shared and not row.is_heading else ""
            whole = Row(row.label + words) if shared else row
            at = _put_row(page, at, whole, _DOTTED if dotted else _THIN)
        for change in [CHANGES, *sheet.changes] if sheet.changes else []:
            _set_height(page, at, change, _FEW // 4)
            for column, text in enumerate(change):
                _rectangle(page, Rectangle(2 + 6 * column, at, 7 + 6 * column, at), text, _THIN)
            at += 1
    held = BytesIO()
    book.save(held)
    return held.getvalue()


def _put_row(page: Any, at: int, row: Row, side: Side) -> int:
    """Put one row of the form from a row of the sheet on, and return the row below it."""
    if row.is_heading:
        _rectangle(page, Rectangle(2, at, 37, at), row.label, side)
        return at + 1
    if row.boxes:
        lines = list_boxes(row)
        _rectangle(page, Rectangle(2, at, 10, at + len(lines) - 1), row.label, side)
        _rule(page, Rectangle(11, at, 37, at + len(lines) - 1), side)
        for n, boxes in enumerate(lines):
            for k, box in enumerate(boxes):
                left = 11 + 9 * k
                page.cell(at + n, left, "[" if box.tick is not None else None)
                page.cell(at + n, left + 1, "○" if box.tick else None)
                page.cell(at + n, left + 2, "]")
                page.cell(at + n, left + 3, box.after)
        return at + len(lines)
    if row.chosen is not None:
        last = at + len(row.offered)
        _rectangle(page, Rectangle(2, at, 10, last), row.label, side)
        _rule(page, Rectangle(11, at, 37, last), side)
        page.cell(at + 1, 11, "[")
        page.cell(at + 1, 12, row.chosen or None)
        page.cell(at + 1, 21, "]")
        page.cell(at, 23, "＜選択肢＞")
        for n, offered in enumerate(row.offered, 1):
            page.cell(at + n, 23, offered)
        if row.count is not None:
            page.cell(at, 33, f"（ {row.count} ）　件")
        return last + 1
    _set_height(page, at, ["\n".join(row.words), row.label], _FEW)
    _rectangle(page, Rectangle(2, at, 10, at), row.label, side)
    _rectangle(page, Rectangle(11, at, 37, at), "\n".join(row.words), side)
    return at + 1


def _rectangle(page: Any, place: Rectangle, text: str, side: Side) -> None:
    left, top, right, bottom = map(int, (place.left, place.top, place.right, place.bottom))
    _rule(page, place, side)
    page.cell(top, left, text or None).alignment = Alignment(wrap_text=True, vertical="top")
    page.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)


def _set_height(page: Any, row: int, texts: Sequence[str], width: int) -> None:
    """Make a row as high as its longest text, as authors do: what does not fit is not printed."""
    lines = (sum(1 + len(line) // width for line in text.split("\n")) for text in texts)
    page.row_dimensions[row].height = _HEIGHT * max(lines)


def _rule(page: Any, place: Rectangle, side: Side) -> None:
    for row in range(int(place.top), int(place.bottom) + 1):
        for column in range(int(place.left), int(place.right) + 1):
            page.cell(row, column).border = Border(
                left=side if column == place.left else None,
                right=side if column == place.right else None,
                top=side if row == place.top else None,
                bottom=side if row == place.bottom else None,
            )


# --- PDF


_SIZE, _LEAD = 9.0, 12.0
_LEFT, _MIDDLE, _RIGHT, _TOP, _BOTTOM = 40.0, 170.0, 555.0, 50.0, 790.0
_COLUMN = 14
PDF_LAYOUTS = ("罫線", "点線", "2列の印", "高い行")


def to_pdf(sheets: Sequence[Sheet], layout: str) -> bytes:
    """Return a printed PDF in one of PDF_LAYOUTS; rows that are taller than the rest of a page are cut by it."""
    return _Press(layout).press(sheets)


def _set_side_by_side(boxes: Sequence[str]) -> list[str]:
    """Two boxes on a line where there is room, as the form has them."""
    if max(map(len, boxes)) > _COLUMN:
        return list(boxes)
    return ["".join(box.ljust(_COLUMN, "　") for box in boxes).rstrip("　")]


class _Press:
    def __init__(self, layout: str) -> None:
        self._layout = layout
        self._pdf = FPDF(unit="pt", format="A4")
        self._pdf.set_auto_page_break(False)
        self._pdf.add_font("ipa", "", str(find_font_file()))
        self._y = _TOP

    def press(self, sheets: Sequence[Sheet]) -> bytes:
        for sheet in sheets:
            self._begin()
            for row in sheet.rows:
                self._press_row(row)
            step = (_RIGHT - _LEFT) / len(CHANGES)
            sides = [_LEFT + step * i for i in range(len(CHANGES) + 1)]
            for change in [CHANGES, *sheet.changes] if sheet.changes else []:
                self._press_cells(sides, [self._wrap(text.split("\n"), step) for text in change])
        return bytes(self._pdf.output())

    def _begin(self) -> None:
        self._pdf.add_page()
        self._pdf.set_font("ipa", size=_SIZE)
        if self._layout == "点線":
            self._pdf.set_dash_pattern(dash=1, gap=1)
        self._pdf.text(_RIGHT / 2, _BOTTOM + 25, f"{self._pdf.page_no()}")
        self._y = _TOP

    def _press_row(self, row: Row) -> None:
        if row.is_heading:
            self._press_cells([_LEFT, _RIGHT], [[row.label]])
            return
        self._press_cells(
            [_LEFT, _MIDDLE, _RIGHT], [self._wrap([row.label], _MIDDLE - _LEFT), self._value(row)]
        )

    def _value(self, row: Row) -> list[str]:
        width = _RIGHT - _MIDDLE
        if row.chosen is not None:
            start = f"[ {row.chosen} ]".ljust(24, "　")
            first, *rest = row.offered
            told = [f"{start}＜選択肢＞", *(f"{'　' * 24}{offered}" for offered in (first, *rest))]
            return [*told, f"（ {row.count} ）　件"] if row.count is not None else told
        if row.boxes and self._layout == "2列の印":
            return [line for boxes in list_boxes(row) for line in _set_side_by_side(list(map(str, boxes)))]
        return self._wrap(list(row.lines), width)

    def _wrap(self, lines: Sequence[str], width: float) -> list[str]:
        most = int((width - 8) / _SIZE)
        return [line[i : i + most] for line in lines for i in range(0, max(len(line), 1), most)]

    def _press_cells(self, sides: Sequence[float], cells: Sequence[Sequence[str]]) -> None:
        height = max(len(lines) for lines in cells)
        done = 0
        most = 10 if self._layout == "高い行" else 0
        while done < height:
            room = int((_BOTTOM - self._y - 6) // _LEAD)
            if room < min(height - done, 3) or (done == 0 and not most and room < height and height < 40):
                self._begin()
                continue
            taken = min(room, height - done)
            bottom = self._y + taken * _LEAD + 6
            for side in sides:
                self._pdf.line(side, self._y, side, bottom)
            if done == 0:
                self._pdf.line(sides[0], self._y, sides[-1], self._y)
            if done + taken == height:
                self._pdf.line(sides[0], bottom, sides[-1], bottom)
            for left, lines in zip(sides, cells, strict=False):
                for n, line in enumerate(lines[done : done + taken]):
                    self._pdf.text(left + 4, self._y + 10 + n * _LEAD, line)
            self._y = bottom
            done += taken
            if done < height:
                self._begin()

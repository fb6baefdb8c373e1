"""A form written into an officer's own workbook is read back from it, and nothing else of the workbook changes."""

from __future__ import annotations

import re
import shutil
import subprocess
import warnings
import zipfile
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from openpyxl import load_workbook
from openpyxl.styles import Protection

from piaflow.domain.certainty import Certainty
from piaflow.domain.choices import FormKind
from piaflow.errors import InputError
from piaflow.form.entering import tick
from piaflow.form.filled_workbook import Written
from piaflow.form.form import Cell, Filled, Form
from piaflow.form.values import read_ticked
from piaflow.law.addresses import Address
from piaflow.law.forms import BOXED, FieldKind
from piaflow.source.workbook.picture import Drawn
from piaflow.source.workbook.planning import CONTROLS
from piaflow.source.workbook.writing import write_into
from tests.source.control_books import with_controls
from tests.source.judging import judge, read_printed
from tests.source.officer_books import (
    LAYOUTS,
    add_drawing_sheet,
    blank,
    dress,
    make_book,
    make_png,
    pack,
    unpack,
)
from tests.source.random_forms import make_form, seed_random

KINDS = tuple(FormKind)
OFFICE = shutil.which("soffice")


def _left(form: Form, content: bytes) -> list[object]:
    return [claim for claim in judge(form, read_printed("様式.xlsx", content)) if not claim.is_right]


def _open(content: bytes) -> Any:
    """The workbook, by a library that says of extensions that it would lose them."""
    with warnings.catch_warnings(action="ignore"):
        return load_workbook(BytesIO(content))


def _texts(content: bytes) -> dict[tuple[str, str], object]:
    """Every cell of a workbook that holds something."""
    book = _open(content)
    return {
        (sheet.title, cell.coordinate): cell.value
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_field_is_read_back_from_a_blank_workbook(kind: FormKind, layout: str) -> None:
    """Blocks that the workbook has too few of are copied with their rows."""
    form = make_form(kind, seed_random(LAYOUTS.index(layout)))
    written = write_into("様式.xlsx", make_book(blank(form), layout), form)
    assert written.unplaced == ()
    assert _left(form, written.content) == []


@pytest.mark.slow
@pytest.mark.parametrize("layout", LAYOUTS)
def test_last_years_workbook_becomes_this_years(layout: str) -> None:
    form, last = (make_form(FormKind.PRIORITY, seed_random(seed)) for seed in (3, 4))
    files = {c.address.file for c in form.cells} & {c.address.file for c in last.cells}
    form = evolve(form, cells=tuple(c for c in form.cells if c.address.file in files))
    written = write_into("様式.xlsx", make_book(last, layout), form)
    read = {c.address: c for c in read_printed("様式.xlsx", written.content).form.cells}
    told = [
        c for c in form.cells if c.stated and not any(str(c.address) == u.where for u in written.unplaced)
    ]
    assert len(told) > 100
    assert [c.path for c in told if "".join(read[c.address].text.split()) != "".join(c.stated.split())] == []
    assert dict(written.replaced)


@pytest.mark.slow
@pytest.mark.parametrize("layout", LAYOUTS)
def test_what_the_workbook_tells_already_is_not_written_again(layout: str) -> None:
    form = make_form(FormKind.BASIC, seed_random(5))
    book = make_book(form, layout)
    written = write_into("様式.xlsx", book, form)
    assert written.written == ()
    assert written.changed == ()
    assert unpack(written.content) == unpack(book)


@pytest.mark.slow
@pytest.mark.parametrize("layout", LAYOUTS)
def test_one_field_changes_one_cell(layout: str) -> None:
    form = make_form(FormKind.BASIC, seed_random(6))
    book = make_book(form, layout)
    address = Address(FormKind.BASIC, "Ⅰ.1.②")
    changed = evolve(form, cells=(Cell(address, Filled("新しい事務の概要を書く")),))
    written = write_into("様式.xlsx", book, changed)
    before, after = _texts(book), _texts(written.content)
    different = {place for place in before.keys() | after.keys() if before.get(place) != after.get(place)}
    assert [after[place] for place in different] == ["新しい事務の概要を書く"]
    assert len(written.changed) == 1


def test_formulas_are_calculated_anew_when_the_workbook_is_opened() -> None:
    form = make_form(FormKind.BASIC, seed_random(6))
    raw = make_book(blank(form), "表")
    plain = unpack(raw)["xl/workbook.xml"].replace(b' fullCalcOnLoad="1"', b"")
    written = write_into("様式.xlsx", _with(raw, {"xl/workbook.xml": plain}), form)
    assert b'fullCalcOnLoad="1"/>' in unpack(written.content)["xl/workbook.xml"]


@cache
def _dressed(layout: str, kind: FormKind = FormKind.PRIORITY) -> tuple[Form, bytes, str, int]:
    """A form, its blank workbook dressed below the form on the sheet of 委託, that sheet, and the row."""
    form = make_form(kind, seed_random(8))
    raw = make_book(blank(form), layout)
    book = _open(raw)
    at = next(
        n
        for n, sheet in enumerate(book.worksheets)
        for row in sheet.iter_rows()
        if any(str(cell.value).startswith("委託事項1") for cell in row)
    )
    sheet = book.worksheets[at]
    row = sheet.max_row + 3
    return form, dress(raw, f"xl/worksheets/sheet{at + 1}.xml", row), sheet.title, row


def _unmoved(written: Written, raw: bytes) -> dict[str, bytes]:
    return {name: body for name, body in unpack(raw).items() if unpack(written.content).get(name) != body}


@pytest.mark.slow
def test_check_boxes_that_are_form_controls_are_told_and_left_to_a_person() -> None:
    form, raw, title, _ = _dressed("表")
    bare = {
        name: re.sub(rb">\s*\[[^\]<]*\]", b">", body)
        if "sharedStrings" in name or "worksheets/" in name
        else body
        for name, body in unpack(raw).items()
    }
    written = write_into("様式.xlsx", pack(bare), form)
    told = [one for one in written.unplaced if one.why == CONTROLS]
    assert told, title
    assert all(Address.parse(one.where, form.kind).field.kind in BOXED for one in told)
    assert b'checked="Checked"' in unpack(written.content)["xl/ctrlProps/ctrlProp9.xml"]


@cache
def _checked() -> Form:
    """A form with what a small workbook asks: cover, systems, and the boxes of one file."""
    form = make_form(FormKind.PRIORITY, seed_random(8))
    asked = ("表紙", "Ⅰ.1", "Ⅰ.2", "Ⅱ.1", "Ⅱ.2", "Ⅱ.3")
    told = (
        c for c in form.cells if c.address.file in ("", "ファイル1") and c.address.place.startswith(asked)
    )
    return evolve(form, cells=tuple(told))


def _change_ticks(form: Form) -> Form:
    """The form with the first box of each field that has several the other way round."""
    return evolve(form, cells=tuple(map(_change_tick, form.cells)))


def _change_tick(cell: Cell) -> Cell:
    first = cell.field.boxes[0] if len(cell.field.boxes) > 1 else ""
    ticked = read_ticked(cell)
    if not first or cell.field.kind is not FieldKind.CHOICES or any("その他" in one for one in ticked):
        return cell
    left = [one for one in ticked if one != first]
    now = left if first in ticked else [first, *ticked]
    return evolve(cell, filled=tick((one, Certainty.YES) for one in now))


def _states(content: bytes) -> dict[str, tuple[bool, bool, str]]:
    """What each control says of its state: its properties, the VML, the linked cell, by its number."""
    held = unpack(content)
    drawn = b"".join(body for name, body in held.items() if name.endswith(".vml")).decode()
    cells = {
        name: dict(re.findall(r'<c r="([A-Z]+\d+)"[^>]*t="b"[^>]*><v>(\d)</v>', body.decode()))
        for name, body in held.items()
        if name.startswith("xl/worksheets/sheet")
    }
    found = {}
    for name, body in held.items():
        if number := re.search(r"ctrlProp(\d+)\.xml", name):
            shape = re.search(rf'<v:shape id="[^"]*" o:spid="_x0000_s{number[1]}".*?</v:shape>', drawn)
            link = re.search(r'fmlaLink="([^"]+)"', body.decode())
            assert shape
            part = f"xl/worksheets/sheet{int(number[1]) // 1024}.xml"
            linked = cells[part][link[1].replace("$", "")] if link else ""
            found[number[1]] = (b'checked="Checked"' in body, "<x:Checked>1<" in shape[0], linked)
    return found


@pytest.mark.slow
@pytest.mark.parametrize("link_at", [0, 40])
@pytest.mark.parametrize("captioned", [True, False])
def test_check_boxes_that_are_form_controls_are_ticked_wherever_their_state_is_told(
    link_at: int, *, captioned: bool
) -> None:
    before = _checked()
    raw = with_controls(make_book(before, "方眼"), captioned=captioned, link_at=link_at)
    assert _left(before, raw) == []
    assert write_into("様式.xlsx", raw, before).changed == ()
    after = _change_ticks(before)
    written = write_into("様式.xlsx", raw, after)
    assert written.unplaced == ()
    assert _left(after, written.content) == []
    old, new = _states(raw), _states(written.content)
    changed = {number for number in old if old[number] != new[number]}
    assert {new[number][0] for number in changed} == {True, False}, "some were ticked, some cleared"
    assert all(props is drawn and linked in ("", str(int(props))) for props, drawn, linked in new.values())
    parts = {f"xl/ctrlProps/ctrlProp{number}.xml" for number in changed}
    parts |= {f"xl/drawings/vmlDrawing{int(number) // 1024}.vml" for number in changed}
    parts |= {f"xl/worksheets/sheet{int(number) // 1024}.xml" for number in changed if link_at}
    assert set(written.changed) == parts
    again = write_into("様式.xlsx", written.content, before)
    assert _states(again.content) == old


@pytest.mark.slow
@pytest.mark.parametrize(
    ("part", "piece", "told"),
    [
        (
            "ctrlProps",
            ('objectType="CheckBox"', 'objectType="Radio"'),
            "オプションボタンの部品には書けません",
        ),
        ("ctrlProps", ('fmlaLink="$', 'fmlaLink="名前" was="'), "つながるセルを決められません（名前）"),
        ("worksheets/sheet", ("<v>0</v>", "<f>1=2</f><v>0</v>"), "数式のセルです"),
        (
            "worksheets/sheet",
            ("</sheetData>", '</sheetData><sheetProtection sheet="1" objects="1"/>'),
            "ロックされた",
        ),
    ],
    ids=["radio", "name", "formula", "protected"],
)
def test_a_form_control_that_cannot_be_ticked_safely_is_told_and_left(
    part: str, piece: tuple[str, str], told: str
) -> None:
    form = _checked()
    boxes = [c for c in form.cells if c.address.place.startswith("Ⅱ.2.④") and c.field.boxes]
    raw = unpack(with_controls(make_book(blank(form), "方眼"), captioned=False, link_at=40))
    held = {n: b.replace(piece[0].encode(), piece[1].encode()) if part in n else b for n, b in raw.items()}
    written = write_into("様式.xlsx", pack(held), evolve(form, cells=(*blank(form).cells[:2], *boxes)))
    assert boxes
    assert any(told in one.why for one in written.unplaced)
    assert written.changed == ()


@pytest.mark.slow
def test_without_new_rows_only_the_sheets_change() -> None:
    form, raw, _, _ = _dressed("方眼")
    written = write_into("様式.xlsx", raw, evolve(form, cells=blank(form).cells[:2] + form.cells[:2]))
    assert all(name.startswith(("xl/worksheets/sheet", "xl/workbook.xml")) for name in _unmoved(written, raw))
    with zipfile.ZipFile(BytesIO(written.content)) as new, zipfile.ZipFile(BytesIO(raw)) as old:
        assert new.namelist() == old.namelist()


def _with_systems(count: int) -> Form:
    names = (Address.parse(f"Ⅰ.2.システム{n}.①", FormKind.FULL) for n in range(1, count + 1))
    return Form(FormKind.FULL, tuple(Cell(name, Filled(f"第{name.number}システム")) for name in names))


def _column(content: bytes) -> list[object]:
    """The labels of Ⅰ.2, from the heading of the section on."""
    texts = [text for text in _texts(content).values() if text]
    return [t for t in texts if str(t).startswith(("システム", "①", "記入", "第"))]


@pytest.mark.slow
def test_a_block_is_copied_with_the_heading_that_numbers_it() -> None:
    form = _with_systems(3)
    written = write_into("様式.xlsx", make_book(blank(form), "方眼"), form)
    label = "①システムの名称"
    assert [t for t in _column(written.content) if "～" not in str(t)] == [
        *("システム1", label, "第1システム"),
        *("システム2", label, "第2システム"),
        *("システム3", label, "第3システム"),
    ]


@pytest.mark.slow
def test_a_remark_above_a_block_is_not_copied_with_it() -> None:
    form = _with_systems(3)
    book = _open(make_book(blank(form), "方眼"))
    (heading,) = (c for s in book for row in s.iter_rows() for c in row if c.value == "システム1")
    heading.value = "記入の注意"
    raw = BytesIO()
    book.save(raw)
    told = _column(write_into("様式.xlsx", raw.getvalue(), form).content)
    assert told.count("記入の注意") == 1
    assert told.count("①システムの名称") == 3


@pytest.mark.slow
@pytest.mark.parametrize("layout", LAYOUTS)
def test_what_stands_below_new_rows_goes_with_them(layout: str) -> None:
    form, raw, title, row = _dressed(layout)
    written = write_into("様式.xlsx", raw, form)
    assert _left(form, written.content) == []
    down = _open(written.content)[title].max_row - row
    assert down > 0
    held = unpack(written.content)
    now = row + down
    sheet = next(
        body.decode()
        for name, body in held.items()
        if re.match(r"xl/worksheets/sheet\d", name) and b"rIdV" in body
    )
    for told in (
        f'sqref="C{now}:C{now + 1}"',
        f"<formula>$C{now}=",
        f'sqref="D{now}"',
        f'<hyperlink ref="E{now}" location="A{now}"',
        f'<brk id="{now}"',
        f"<xm:f>$M${now}:$M${now + 1}</xm:f>",
        f"<xm:sqref>F{now}</xm:sqref>",
        f'<c r="L{now}"><f>COUNTA(A{now}:B{now + 3})</f>',
        f"<xdr:row>{now - 1}</xdr:row>",
    ):
        assert told in sheet, told
    drawing = held["xl/drawings/drawing9.xml"].decode()
    assert re.findall(r"<xdr:row>(\d+)<", drawing) == [
        str(n) for n in (now - 1, now + 1, now - 1, now, now - 1)
    ]
    assert f'ref="J{now}"' in held["xl/comments9.xml"].decode()
    vml = held["xl/drawings/vmlDrawing9.vml"].decode()
    assert f"<x:Row>{now - 1}</x:Row>" in vml
    assert vml.count(f"10, 1, {now - 1}, 2, 12, 3, {now + 1}, 4") == 2
    assert f'fmlaLink="$K${now}"' in held["xl/ctrlProps/ctrlProp9.xml"].decode()
    area = str(_open(written.content)[title].print_area)
    assert area.endswith(f"${int(str(_open(raw)[title].print_area).rpartition('$')[2]) + down}")
    assert "xl/calcChain.xml" not in held
    assert b"calcChain" not in held["[Content_Types].xml"] + held["xl/_rels/workbook.xml.rels"]
    kept = (
        "xl/media/image9.png",
        "xl/printerSettings/printerSettings9.bin",
        "customXml/item1.xml",
        "xl/styles.xml",
    )
    assert all(held[name] == unpack(raw)[name] for name in kept)


@pytest.mark.slow
@pytest.mark.parametrize("layout", LAYOUTS)
def test_cells_that_are_no_fields_stay_where_no_rows_are_added(layout: str) -> None:
    form = make_form(FormKind.BASIC, seed_random(9))
    raw = make_book(blank(form), layout)
    written = write_into("様式.xlsx", raw, form)
    before, after = _texts(raw), _texts(written.content)
    lost = {place: value for place, value in before.items() if place not in after and value not in ("[", "]")}
    assert lost == {}
    labels = [
        value
        for value in before.values()
        if str(value).startswith(("①", "②", "③", "＜選択肢＞", "=", "入力"))
    ]
    assert labels
    assert all(list(after.values()).count(value) >= list(before.values()).count(value) for value in labels)


def _diagram_form() -> Form:
    return make_form(FormKind.FULL, seed_random(1))


@pytest.mark.slow
def test_the_picture_of_the_annex_is_put_into_its_frame() -> None:
    form = _diagram_form()
    raw = add_drawing_sheet(make_book(blank(form), "方眼"))
    png = make_png(80, 40)
    drawn = Drawn(make_png(), png, "1-① 届出を受け付ける", "事務の内容")
    written = write_into("様式.xlsx", raw, form, [drawn])
    assert written.pictures == 1
    held = unpack(written.content)
    assert held["xl/media/piaflow1.png"] == png
    book = _open(written.content)
    (image,) = book["別添1"]._images  # noqa: SLF001 - openpyxl shows them nowhere else
    assert "<xdr:from><xdr:col>1<" in held["xl/drawings/drawing1.xml"].decode()
    assert image.anchor.ext.width / image.anchor.ext.height == pytest.approx(2, rel=0.01)
    assert book["別添1"]["B33"].value == "（備考）\n1-① 届出を受け付ける"
    assert _left(form, written.content) == []


@pytest.mark.slow
def test_a_frame_that_holds_a_picture_gets_no_other() -> None:
    form = _diagram_form()
    drawn = Drawn(make_png(), make_png(80, 40), "備考", "事務の内容")
    first = write_into("様式.xlsx", add_drawing_sheet(make_book(blank(form), "方眼")), form, [drawn])
    again = write_into("様式.xlsx", first.content, form, [drawn])
    assert again.pictures == 0
    assert [one.where for one in again.unplaced] == ["別添1の図"]
    assert again.changed == ()


# --- what is refused or told


def _with(raw: bytes, more: dict[str, bytes]) -> bytes:
    return pack({**unpack(raw), **more})


@pytest.fixture(scope="module")
def plain() -> bytes:
    return make_book(blank(make_form(FormKind.BASIC, seed_random(5))), "方眼")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"xl/vbaProject.bin": b"x"}, "マクロのあるブック"),
        ({"_xmlsignatures/sig1.xml": b"<a/>"}, "電子署名"),
        ({"xl/revisions/log.xml": b"<a/>"}, "共有ブック"),
    ],
)
def test_a_workbook_that_would_lose_something_is_refused(
    plain: bytes, more: dict[str, bytes], told: str
) -> None:
    form = make_form(FormKind.BASIC, seed_random(5))
    with pytest.raises(InputError, match=told):
        write_into("様式.xlsx", _with(plain, more), form)


@pytest.mark.slow
def test_a_workbook_of_another_form_is_refused(plain: bytes) -> None:
    with pytest.raises(InputError, match="基礎項目評価書のブックです"):
        write_into("様式.xlsx", plain, make_form(FormKind.FULL, seed_random(5)))


def test_a_sheet_in_another_encoding_is_refused(plain: bytes) -> None:
    held = unpack(plain)
    name = "xl/worksheets/sheet3.xml"
    text = held[name].decode()
    head = '<?xml version="1.0" encoding="UTF-16"?>'
    wide = (head + text.partition("?>")[2] if text.startswith("<?xml") else head + text).encode("utf-16")
    with pytest.raises(InputError, match="書き換えられない形"):
        write_into("様式.xlsx", _with(plain, {name: wide}), make_form(FormKind.BASIC, seed_random(5)))


def test_a_formula_and_a_locked_cell_are_not_written_over() -> None:
    form = make_form(FormKind.BASIC, seed_random(5))
    raw = make_book(blank(form), "表")
    book = _open(raw)
    cover = book.worksheets[0]
    place = next(c for row in cover.iter_rows() for c in row if c.value == "評価書名").offset(0, 1)
    place.value = '="評価書"&"名"'
    for sheet in book.worksheets[2:]:
        sheet.protection.sheet = True
    held = BytesIO()
    book.save(held)
    written = write_into("様式.xlsx", held.getvalue(), form)
    why = {one.where: one.why for one in written.unplaced}
    assert why["表紙.評価書名"] == "数式のセルです"
    assert why["Ⅰ.1.①"] == "保護されたシートの、ロックされたセルです"
    assert any(str(address).startswith("表紙") for address in written.written)


@pytest.mark.slow
def test_rows_are_not_added_where_something_would_be_cut() -> None:
    form = make_form(FormKind.PRIORITY, seed_random(8))
    raw = make_book(blank(form), "表")
    book = _open(raw)
    for sheet in book.worksheets:
        sheet.protection.sheet = True
        for row in sheet.iter_rows():
            for cell in row:
                cell.protection = Protection(locked=False)
    held = BytesIO()
    book.save(held)
    written = write_into("様式.xlsx", held.getvalue(), form)
    assert written.copied == ()
    assert {one.why for one in written.unplaced if "足すこと" in one.where} == {"保護されたシートです"}
    one = next(c for c in form.cells if c.field.counted == "委託事項" and c.address.number == "2")
    assert str(one.address) in {u.where for u in written.unplaced}


def test_a_text_longer_than_a_cell_is_told() -> None:
    form = make_form(FormKind.BASIC, seed_random(5))
    long = evolve(form, cells=(Cell(Address(FormKind.BASIC, "Ⅰ.1.②"), Filled("あ" * 40_000)),))
    written = write_into("様式.xlsx", make_book(blank(form), "表"), long)
    assert [(one.where, "32,767" in one.why) for one in written.unplaced] == [("Ⅰ.1.②", True)]


def test_a_text_that_its_row_would_cut_is_told() -> None:
    form = make_form(FormKind.BASIC, seed_random(5))
    place = Address(FormKind.BASIC, "Ⅰ.1.②")
    book = make_book(blank(form), "表")
    short, long = (
        write_into("様式.xlsx", book, evolve(form, cells=(Cell(place, Filled(text)),)))
        for text in ("短い概要", "長い概要。" * 60)
    )
    assert short.notes == ()
    assert ["収まらない" in note for note in long.notes] == [True]


def test_characters_that_xml_cannot_hold_break_nothing() -> None:
    form = make_form(FormKind.BASIC, seed_random(5))
    odd = "a\x01b <c> & \"d\" 'e' _x0041_ 𠮷\U000e0100"
    cells = (Cell(Address(FormKind.BASIC, "Ⅰ.1.②"), Filled(odd)),)
    written = write_into("様式.xlsx", make_book(blank(form), "表"), evolve(form, cells=cells))
    assert odd.replace("\x01", "\ufffd") in _texts(written.content).values() or "a\ufffdb" in str(
        _texts(written.content)
    )


# --- another reader


def _convert(folder: Path, to: str) -> None:
    """Let LibreOffice write the workbook in another format beside it."""
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = [str(OFFICE), profile, "--headless", "--convert-to", to, "--outdir", str(folder)]
    subprocess.run([*command, str(folder / "様式.xlsx")], check=True, capture_output=True, timeout=180)


@pytest.mark.slow
@pytest.mark.skipif(OFFICE is None, reason="no LibreOffice to open the workbook with")
def test_libreoffice_shows_the_form_controls_as_they_were_ticked(tmp_path: Path) -> None:
    form = _checked()
    raw = with_controls(make_book(form, "方眼"), captioned=True)
    content = write_into("様式.xlsx", raw, _change_ticks(form)).content
    (tmp_path / "様式.xlsx").write_bytes(content)
    _convert(tmp_path, "fods")
    told = (tmp_path / "様式.fods").read_text(encoding="utf-8")
    boxes = re.findall(r"<form:checkbox [^>]*>", told)
    assert [' form:state="checked"' in box for box in boxes] == [on for on, _, _ in _states(content).values()]


@pytest.mark.slow
@pytest.mark.skipif(OFFICE is None, reason="no LibreOffice to open the workbook with")
@pytest.mark.parametrize("layout", LAYOUTS)
def test_libreoffice_opens_what_was_written(layout: str, tmp_path: Path) -> None:
    form, raw, _, _ = _dressed(layout)
    content = write_into("様式.xlsx", raw, form).content
    (tmp_path / "様式.xlsx").write_bytes(content)
    _convert(tmp_path, "csv:Text - txt - csv (StarCalc):9,34,UTF8,1,,0,false,true,false,false,false,-1")
    told = "".join("".join(file.read_text(encoding="utf-8").split()) for file in tmp_path.glob("*.csv"))
    words = [
        line
        for cell in form.cells
        if cell.stated and not cell.field.boxes
        for line in cell.stated.splitlines()
    ]
    lost = [
        word for word in words if "".join(word.split()).replace('"', '""') not in told and "件）" not in word
    ]
    assert lost == []

"""Workbooks as an officer has them: the printed form in two layouts, and all that a form's workbook may hold beside cells.

The official workbooks cannot be had here: these are built from the table of the form and from the print of documents.
"""

# ruff: noqa: E501 - the markup of other programs

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from collections.abc import Mapping
from io import BytesIO
from itertools import groupby
from typing import Any

from attrs import evolve
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties

from piaflow.form.form import Filled, Form
from piaflow.law.forms import BOXED
from tests.source.papers import Block, put_block, save
from tests.source.printing import CHANGES, Row, Sheet, list_boxes, print_form, to_xlsx

LAYOUTS = ("方眼", "表")


def blank(form: Form, entries: int = 1) -> Form:
    """The form before anybody filled it in, with so many blocks of each kind that comes again."""
    kept = (c for c in form.cells if not c.field.counted or int(c.address.number) <= entries)
    return evolve(form, cells=tuple(evolve(c, filled=Filled("", told=c.field.kind in BOXED)) for c in kept))


def make_book(form: Form, layout: str) -> bytes:
    """A workbook that prints the form: 方眼 in narrow columns, a page a sheet; 表 in wide ones, a chapter a sheet."""
    sheets = print_form(form)
    return _widen(to_xlsx(sheets)) if layout == "方眼" else _make_table(sheets)


def add_drawing_sheet(raw: bytes) -> bytes:
    """The workbook with a sheet for 別添1: its heading, an empty frame, one for the 備考."""
    book = load_workbook(BytesIO(raw))
    sheet = book.create_sheet("別添1")
    for column in range(1, 39):
        sheet.column_dimensions[get_column_letter(column)].width = 2.6
    for block in (
        Block(1, 1, 1, 36, "（別添１） 事務の内容"),
        Block(2, 1, 30, 36, ""),
        Block(32, 1, 8, 36, "（備考）"),
    ):
        put_block(sheet, block)
    sheet["B33"].alignment = Alignment(wrap_text=True, vertical="top")
    return save(book)


def _widen(raw: bytes) -> bytes:
    book = load_workbook(BytesIO(raw))
    for sheet in book.worksheets:
        for column in range(1, 39):
            sheet.column_dimensions[get_column_letter(column)].width = 2.6
        for row in sheet.iter_rows():
            for cell in row:
                cell.font = Font(size=9)
        sheet.print_area = f"A1:AL{sheet.max_row}"
    return save(book)


def _make_table(sheets: tuple[Sheet, ...]) -> bytes:
    """Chapters on sheets of wide columns; what is asked at length stands below its label, boxes stand in one cell a row."""
    book = Workbook()
    book.remove(book.worksheets[0])
    rows = [(_chapter(sheet), sheet) for sheet in sheets]
    for n, (chapter, found) in enumerate(groupby(rows, key=lambda told: told[0]), 1):
        page = book.create_sheet(f"{n} {chapter}")
        for column, width in (
            ("A", 2),
            ("B", 30),
            ("C", 26),
            ("D", 14),
            ("E", 14),
            ("F", 14),
            ("G", 14),
            ("H", 14),
        ):
            page.column_dimensions[column].width = width
        page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        page.page_setup.fitToHeight = 0
        at = 2  # an officer's remark stands above the print area
        for _, sheet in found:
            for row in sheet.rows:
                at = _put_wide(page, at, row)
            if sheet.changes or _is_changes(sheet):
                at = _put_changes(page, at, sheet.changes)
        page.print_area = f"B3:H{max(at, 3)}"
        page["J1"] = "入力の注意（印刷されない）"
        page["J2"] = "=COUNTA(C3:C20)"
    return save(book)


def _chapter(sheet: Sheet) -> str:
    found = next((row.field.chapter for row in sheet.rows if row.field), "")
    return found or re.sub(r"[（）\s]", "", sheet.rows[0].label)[:12]


def _is_changes(sheet: Sheet) -> bool:
    return sheet.rows[0].label.endswith("変更箇所")


def _put_wide(page: Any, at: int, row: Row) -> int:
    """Put one row of the form below row `at` (counted from 0), and return the row below it."""
    if row.is_heading:
        _block(page, Block(at, 1, 1, 7, row.label))
        return at + 1
    if row.boxes:
        printed = ["　".join(_print_box(box) for box in boxes) for boxes in list_boxes(row)]
        _block(page, Block(at, 1, len(printed), 1, row.label))
        for n, text in enumerate(printed):
            _block(page, Block(at + n, 2, 1, 6, text))
        return at + len(printed)
    if row.chosen is not None:
        offered = "＜選択肢＞\n" + "\n".join(row.offered)
        count = f"（ {row.count or '　'} ）　件" if row.count is not None else ""
        _block(page, Block(at, 1, 1, 1, row.label))
        _block(page, Block(at, 2, 1, 1, f"[ {row.chosen or '　　　'} ]"))
        _block(page, Block(at, 3, 1, 3 if count else 5, offered))
        if count:
            _block(page, Block(at, 6, 1, 2, count))
        page.row_dimensions[at + 1].height = 13.0 * (1 + len(row.offered))
        return at + 1
    text = "\n".join(row.words)
    is_long = "措置" in row.label or "必要性" in row.label
    if is_long:
        _block(page, Block(at, 1, 1, 7, row.label))
        _block(page, Block(at + 1, 1, 1, 7, text))
    else:
        _block(page, Block(at, 1, 1, 1, row.label))
        _block(page, Block(at, 2, 1, 6, text))
    page.row_dimensions[at + 1 + is_long].height = 45
    return at + 1 + is_long


def _print_box(box: Any) -> str:
    return f"[ {'○' if box.tick else ' '} ] {box.after}"


def _put_changes(page: Any, at: int, changes: tuple[tuple[str, ...], ...]) -> int:
    for n, change in enumerate((CHANGES, *(changes or (("",) * len(CHANGES),)))):
        for column, text in enumerate(change):
            _block(page, Block(at + n, 1 + column, 1, 1, text))
    return at + 1 + max(len(changes), 1)


def _block(page: Any, block: Block) -> None:
    put_block(page, block)
    page.cell(block.row + 1, block.column + 1).alignment = Alignment(wrap_text=True, vertical="top")


# --- what a workbook holds beside its cells

_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_D = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_REL = "http://schemas.openxmlformats.org/package/2006/relationships"
_M = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_X14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
_XM = "http://schemas.microsoft.com/office/excel/2006/main"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def make_png(width: int = 8, height: int = 4) -> bytes:
    rows = b"".join(b"\x00" + b"\x20\x60\xa0" * width for _ in range(height))

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


def dress(raw: bytes, part: str, row: int) -> bytes:
    """The workbook with, on one sheet at a row (from 1): a text box, a line, a picture, a check box of the form controls with
    its VML, a note, plain validations and those of an extension, formats by condition, printer settings, names, a
    hyperlink, a row break, a formula with its chain, and a part that nobody knows.
    """
    held = unpack(raw)
    sheet = held[part].decode()
    number = "9"
    shapes = (
        f'<xdr:twoCellAnchor editAs="oneCell">{_corner("from", 9, row)}{_corner("to", 11, row + 2)}<xdr:sp macro="" textlink="">'
        '<xdr:nvSpPr><xdr:cNvPr id="2" name="テキスト 1"/><xdr:cNvSpPr txBox="1"/></xdr:nvSpPr><xdr:spPr><a:prstGeom prst="rect">'
        "<a:avLst/></a:prstGeom></xdr:spPr><xdr:txBody><a:bodyPr/><a:p><a:r><a:t>ここは消さない</a:t></a:r></a:p></xdr:txBody></xdr:sp>"
        "<xdr:clientData/></xdr:twoCellAnchor>"
        f'<xdr:twoCellAnchor>{_corner("from", 12, row)}{_corner("to", 13, row + 1)}<xdr:cxnSp macro=""><xdr:nvCxnSpPr>'
        '<xdr:cNvPr id="3" name="線 2"/><xdr:cNvCxnSpPr/></xdr:nvCxnSpPr><xdr:spPr><a:prstGeom prst="line"><a:avLst/></a:prstGeom>'
        "</xdr:spPr></xdr:cxnSp><xdr:clientData/></xdr:twoCellAnchor>"
        f'<xdr:oneCellAnchor>{_corner("from", 14, row)}<xdr:ext cx="90000" cy="90000"/><xdr:pic><xdr:nvPicPr>'
        '<xdr:cNvPr id="4" name="図 3"/><xdr:cNvPicPr/></xdr:nvPicPr><xdr:blipFill><a:blip r:embed="rId1"/></xdr:blipFill>'
        '<xdr:spPr><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></xdr:spPr></xdr:pic><xdr:clientData/></xdr:oneCellAnchor>'
    )
    held |= {
        f"xl/drawings/drawing{number}.xml": f'{HEAD}<xdr:wsDr xmlns:xdr="{_D}" xmlns:a="{_A}" xmlns:r="{_R}">{shapes}</xdr:wsDr>'.encode(),
        f"xl/drawings/_rels/drawing{number}.xml.rels": _relate({"rId1": ("image", "../media/image9.png")}),
        "xl/media/image9.png": make_png(),
        f"xl/drawings/vmlDrawing{number}.vml": _vml(row).encode(),
        f"xl/comments{number}.xml": f'{HEAD}<comments xmlns="{_M}"><authors><author>係</author></authors><commentList><comment ref="J{row}" authorId="0">'
        "<text><r><t>確認する</t></r></text></comment></commentList></comments>".encode(),
        f"xl/ctrlProps/ctrlProp{number}.xml": f'{HEAD}<formControlPr xmlns="{_X14}" objectType="CheckBox" fmlaLink="$K${row}" checked="Checked"/>'.encode(),
        f"xl/printerSettings/printerSettings{number}.bin": bytes(range(256)),
        "xl/calcChain.xml": f'{HEAD}<calcChain xmlns="{_M}"><c r="L{row}" i="1"/></calcChain>'.encode(),
        "customXml/item1.xml": f"{HEAD}<note>触らない</note>".encode(),
    }
    related = {
        "rIdD": ("drawing", f"../drawings/drawing{number}.xml"),
        "rIdV": ("vmlDrawing", f"../drawings/vmlDrawing{number}.vml"),
        "rIdN": ("comments", f"../comments{number}.xml"),
        "rIdC": ("ctrlProp", f"../ctrlProps/ctrlProp{number}.xml"),
        "rIdP": ("printerSettings", f"../printerSettings/printerSettings{number}.bin"),
    }
    held[part.replace("worksheets/", "worksheets/_rels/") + ".rels"] = _relate(related)
    held["xl/_rels/workbook.xml.rels"] = held["xl/_rels/workbook.xml.rels"].replace(
        b"</Relationships>",
        f'<Relationship Id="rIdChain" Type="{_R}/calcChain" Target="calcChain.xml"/></Relationships>'.encode(),
    )
    held[part] = _dress_sheet(sheet, row).encode()
    types = held["[Content_Types].xml"].decode()
    more = (
        '<Default Extension="vml" ContentType="application/vnd.openxmlformats-officedocument.vmlDrawing"/>'
        '<Default Extension="bin" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.printerSettings"/>'
        '<Default Extension="png" ContentType="image/png"/>'
    )
    overrides = "".join(
        f'<Override PartName="/{name}" ContentType="application/vnd.{kind}+xml"/>'
        for name, kind in (
            (f"xl/drawings/drawing{number}.xml", "openxmlformats-officedocument.drawing"),
            (f"xl/comments{number}.xml", "openxmlformats-officedocument.spreadsheetml.comments"),
            (f"xl/ctrlProps/ctrlProp{number}.xml", "ms-excel.controlproperties"),
            ("xl/calcChain.xml", "openxmlformats-officedocument.spreadsheetml.calcChain"),
        )
    )
    types = re.sub(r"(<Types[^>]*>)", lambda found: found[1] + more, types).replace(
        "</Types>", f"{overrides}</Types>"
    )
    held["[Content_Types].xml"] = types.encode()
    return pack(held)


def _dress_sheet(sheet: str, row: int) -> str:
    """The pieces of the sheet in the order that Excel wants."""
    cells = f'<row r="{row}"[^>]*>'
    if not re.search(cells, sheet):
        sheet = sheet.replace("</sheetData>", f'<row r="{row}"></row></sheetData>')
    found = re.search(cells, sheet)
    assert found
    formula = f'<c r="L{row}"><f>COUNTA(A{row}:B{row + 3})</f><v>1</v></c>'
    closing = sheet.index("</row>", found.end())
    sheet = sheet[:closing] + formula + sheet[closing:]
    before = (
        f'<conditionalFormatting sqref="C{row}:C{row + 1}"><cfRule type="expression" priority="1"><formula>$C{row}=""</formula></cfRule>'
        "</conditionalFormatting>"
        f'<dataValidations count="1"><dataValidation type="list" allowBlank="1" sqref="D{row}"><formula1>"事前,事後"</formula1></dataValidation>'
        f'</dataValidations><hyperlinks><hyperlink ref="E{row}" location="A{row}" display="上へ"/></hyperlinks>'
    )
    sheet = sheet.replace("<pageMargins", before + "<pageMargins", 1)
    page = re.search(r"<pageSetup[^>]*/>", sheet)
    set_up = f'<pageSetup paperSize="9" orientation="portrait" xmlns:r="{_R}" r:id="rIdP"/>'
    if page:
        sheet = sheet.replace(page[0], set_up, 1)
    else:
        sheet = re.sub(r"(<pageMargins[^>]*/>)", lambda found: found[1] + set_up, sheet, count=1)
    control = (
        f'<drawing xmlns:r="{_R}" r:id="rIdD"/><legacyDrawing xmlns:r="{_R}" r:id="rIdV"/>'
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice Requires="x14"'
        f' xmlns:x14="{_X14}"><controls><control shapeId="1030" xmlns:r="{_R}" r:id="rIdC" name="Check Box 6"><controlPr defaultSize="0">'
        f'<anchor moveWithCells="1" xmlns:xdr="{_D}">{_corner("from", 15, row, bare=True)}{_corner("to", 16, row + 1, bare=True)}</anchor></controlPr></control>'
        "</controls></mc:Choice></mc:AlternateContent>"
        f'<extLst><ext uri="{{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}}" xmlns:x14="{_X14}"><x14:dataValidations count="1" xmlns:xm="{_XM}">'
        f'<x14:dataValidation type="list"><x14:formula1><xm:f>$M${row}:$M${row + 1}</xm:f></x14:formula1><xm:sqref>F{row}</xm:sqref>'
        "</x14:dataValidation></x14:dataValidations></ext></extLst>"
    )
    breaks = f'<rowBreaks count="1" manualBreakCount="1"><brk id="{row}" max="16383" man="1"/></rowBreaks>'
    return sheet.replace("</worksheet>", f"{breaks}{control}</worksheet>")


def _corner(name: str, column: int, row: int, *, bare: bool = False) -> str:
    tag = name if bare else f"xdr:{name}"
    return f"<{tag}><xdr:col>{column}</xdr:col><xdr:colOff>100</xdr:colOff><xdr:row>{row - 1}</xdr:row><xdr:rowOff>100</xdr:rowOff></{tag}>"


def _vml(row: int) -> str:
    anchor = f"10, 1, {row - 1}, 2, 12, 3, {row + 1}, 4"
    return (
        '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
        ' xmlns:x="urn:schemas-microsoft-com:office:excel"><v:shape id="_x0000_s1029" type="#_x0000_t202" style="visibility:hidden">'
        f'<x:ClientData ObjectType="Note"><x:Anchor>{anchor}</x:Anchor><x:Row>{row - 1}</x:Row><x:Column>9</x:Column></x:ClientData></v:shape>'
        f'<v:shape id="_x0000_s1030" type="#_x0000_t201"><x:ClientData ObjectType="Checkbox"><x:Anchor>{anchor}</x:Anchor><x:Checked>1</x:Checked>'
        f"<x:FmlaLink>$K${row}</x:FmlaLink></x:ClientData></v:shape></xml>"
    )


def _relate(told: Mapping[str, tuple[str, str]]) -> bytes:
    inner = "".join(
        f'<Relationship Id="{key}" Type="{_R}/{kind}" Target="{target}"/>'
        for key, (kind, target) in told.items()
    )
    return f'{HEAD}<Relationships xmlns="{_REL}">{inner}</Relationships>'.encode()


def unpack(raw: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(raw)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def pack(held: Mapping[str, bytes]) -> bytes:
    sink = BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in held.items():
            archive.writestr(name, body)
    return sink.getvalue()

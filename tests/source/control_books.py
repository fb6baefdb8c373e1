"""Workbooks whose check boxes are form controls, in the markup that Excel writes: sheet, drawing, properties and VML."""

# ruff: noqa: E501 - the markup of another program

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

from attrs import frozen
from openpyxl import load_workbook

from tests.source.officer_books import HEAD, pack, unpack
from tests.source.papers import save

_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_D = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_REL = "http://schemas.openxmlformats.org/package/2006/relationships"
_X14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"


@frozen
class Check:
    """A check box over a sheet: the cell where it begins (from 1), its caption, its state, the cell that it is linked with."""

    row: int
    column: int
    caption: str
    is_on: bool
    link: str = ""
    kind: str = "CheckBox"


def with_controls(raw: bytes, *, captioned: bool, link_at: int = 0, kind: str = "CheckBox") -> bytes:
    """The workbook of narrow columns with a control in the stead of each `[ ○ ]`: its name is its caption, or stands in the cell
    beside it. From the column `link_at` on each is linked with a cell of its row.
    """
    book = load_workbook(BytesIO(raw))
    checks: list[list[Check]] = []
    for sheet in book.worksheets:
        told = list(_take_brackets(sheet, captioned=captioned, link_at=link_at, kind=kind))
        checks.append(told)
    held = unpack(save(book))
    for number, told in enumerate(checks, 1):
        if told:
            put_controls(held, number, told)
    return pack(held)


def _take_brackets(sheet: Any, *, captioned: bool, link_at: int, kind: str) -> Iterator[Check]:
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value != "[" or cell.offset(0, 2).value != "]" or not cell.offset(0, 3).value:
                continue
            name = cell.offset(0, 3)
            link = f"${_letters(link_at + cell.column)}${cell.row}" if link_at else ""
            is_on = cell.offset(0, 1).value == "○"
            yield Check(cell.row, cell.column, str(name.value) if captioned else "", is_on, link, kind)
            for one in (cell, cell.offset(0, 1), cell.offset(0, 2), *([name] if captioned else [])):
                one.value = None
            if link:
                sheet[link.replace("$", "")].value = is_on


def _letters(column: int) -> str:
    return (chr(64 + (column - 1) // 26) if column > 26 else "") + chr(65 + (column - 1) % 26)


def put_controls(held: dict[str, bytes], sheet: int, checks: Sequence[Check]) -> None:
    """Put check boxes over a sheet of an unpacked workbook."""
    part = f"xl/worksheets/sheet{sheet}.xml"
    ids = [1024 * sheet + n for n in range(1, len(checks) + 1)]
    controls = "".join(
        f'<mc:AlternateContent xmlns:mc="{_MC}"><mc:Choice Requires="x14"><control shapeId="{one}" r:id="rIdC{one}" name="Check Box {n}">'
        '<controlPr defaultSize="0" autoFill="0" autoLine="0" autoPict="0"><anchor moveWithCells="1">'
        f"{_corners(check, '')}</anchor></controlPr></control></mc:Choice></mc:AlternateContent>"
        for n, (one, check) in enumerate(zip(ids, checks, strict=True), 1)
    )
    tail = (
        f'<drawing xmlns:r="{_R}" r:id="rIdD"/><legacyDrawing xmlns:r="{_R}" r:id="rIdV"/>'
        f'<mc:AlternateContent xmlns:mc="{_MC}"><mc:Choice Requires="x14" xmlns:x14="{_X14}"><controls xmlns:r="{_R}" xmlns:xdr="{_D}">{controls}'
        "</controls></mc:Choice></mc:AlternateContent></worksheet>"
    )
    held[part] = held[part].replace(b"</worksheet>", tail.encode())
    related = {
        "rIdD": ("drawing", f"../drawings/drawing{sheet}.xml"),
        "rIdV": ("vmlDrawing", f"../drawings/vmlDrawing{sheet}.vml"),
    }
    related |= {f"rIdC{one}": ("ctrlProp", f"../ctrlProps/ctrlProp{one}.xml") for one in ids}
    listed = "".join(
        f'<Relationship Id="{key}" Type="{_R}/{kind}" Target="{target}"/>'
        for key, (kind, target) in related.items()
    )
    held[f"xl/worksheets/_rels/sheet{sheet}.xml.rels"] = (
        f'{HEAD}<Relationships xmlns="{_REL}">{listed}</Relationships>'.encode()
    )
    anchors = "".join(
        f'<mc:AlternateContent xmlns:mc="{_MC}"><mc:Choice xmlns:a14="http://schemas.microsoft.com/office/drawing/2010/main" Requires="a14">'
        f'<xdr:twoCellAnchor editAs="oneCell">{_corners(check, "xdr:")}<xdr:sp macro="" textlink=""><xdr:nvSpPr><xdr:cNvPr id="{one}" name="Check Box {n}" hidden="1"/>'
        f'<xdr:cNvSpPr/></xdr:nvSpPr><xdr:spPr bwMode="auto"><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></xdr:spPr><xdr:txBody><a:bodyPr/><a:lstStyle/>'
        f"<a:p><a:r><a:t>{escape(check.caption)}</a:t></a:r></a:p></xdr:txBody></xdr:sp><xdr:clientData/></xdr:twoCellAnchor></mc:Choice><mc:Fallback/></mc:AlternateContent>"
        for n, (one, check) in enumerate(zip(ids, checks, strict=True), 1)
    )
    held[f"xl/drawings/drawing{sheet}.xml"] = (
        f'{HEAD}<xdr:wsDr xmlns:xdr="{_D}" xmlns:a="{_A}">{anchors}</xdr:wsDr>'.encode()
    )
    shapes = "".join(_shape(one, n, check) for n, (one, check) in enumerate(zip(ids, checks, strict=True), 1))
    held[f"xl/drawings/vmlDrawing{sheet}.vml"] = (
        '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel">'
        f'<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="{sheet}"/></o:shapelayout><v:shapetype id="_x0000_t201" coordsize="21600,21600" o:spt="201"'
        f' path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/><o:lock v:ext="edit" shapetype="t"/></v:shapetype>{shapes}</xml>'
    ).encode()
    types = [(f"xl/drawings/drawing{sheet}.xml", "openxmlformats-officedocument.drawing")]
    for one, check in zip(ids, checks, strict=True):
        state = ' checked="Checked"' if check.is_on else ""
        link = f' fmlaLink="{check.link}"' if check.link else ""
        held[f"xl/ctrlProps/ctrlProp{one}.xml"] = (
            f'{HEAD}<formControlPr xmlns="{_X14}" objectType="{check.kind}"{state}{link} lockText="1" noThreeD="1"/>'.encode()
        )
        types.append((f"xl/ctrlProps/ctrlProp{one}.xml", "ms-excel.controlproperties"))
    overrides = "".join(
        f'<Override PartName="/{name}" ContentType="application/vnd.{kind}+xml"/>' for name, kind in types
    )
    told = held["[Content_Types].xml"].decode()
    if "vmlDrawing" not in told:
        vml = '<Default Extension="vml" ContentType="application/vnd.openxmlformats-officedocument.vmlDrawing"/>'
        told = re.sub(r"(<Types[^>]*>)", lambda found: found[1] + vml, told)
    held["[Content_Types].xml"] = told.replace("</Types>", f"{overrides}</Types>").encode()


def _corners(check: Check, prefix: str) -> str:
    """As Excel puts a box of the usual size: it begins a little below the top of its row and ends a little below the next."""
    first, width = check.column - 1, 8 if check.caption else 2
    told = (("from", first, 19050, check.row - 1, 9525), ("to", first + width, 9525, check.row, 28575))
    return "".join(
        f"<{prefix}{name}><xdr:col>{column}</xdr:col><xdr:colOff>{across}</xdr:colOff><xdr:row>{row}</xdr:row><xdr:rowOff>{down}</xdr:rowOff></{prefix}{name}>"
        for name, column, across, row, down in told
    )


def _shape(one: int, number: int, check: Check) -> str:
    """Excel leaves <br> open in some texts of it: this part need not be XML."""
    words = {"CheckBox": "Checkbox", "Radio": "Radio"}
    state = "<x:Checked>1</x:Checked>" if check.is_on else ""
    link = f"<x:FmlaLink>{check.link}</x:FmlaLink>" if check.link else ""
    return (
        f'<v:shape id="Check_x0020_Box_x0020_{number}" o:spid="_x0000_s{one}" type="#_x0000_t201" style=\'position:absolute;visibility:visible\' filled="f" stroked="f" o:insetmode="auto">'
        f'<v:textbox style=\'mso-direction-alt:auto\' o:singleclick="f"><div style=\'text-align:left\'><font face="MS P ゴシック" size="180">{escape(check.caption)}<br></font></div></v:textbox>'
        f'<x:ClientData ObjectType="{words[check.kind]}"><x:SizeWithCells/><x:Anchor>{check.column - 1}, 2, {check.row - 1}, 1, {check.column + 1}, 1, {check.row}, 3</x:Anchor>'
        f"<x:AutoFill>False</x:AutoFill><x:AutoLine>False</x:AutoLine><x:TextVAlign>Center</x:TextVAlign>{state}{link}<x:NoThreeD/></x:ClientData></v:shape>"
    )

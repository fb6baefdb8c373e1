"""別添1 in its place: pictures as parts of their own, anchored in the rectangle below its heading."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import count

from attrs import evolve, frozen

from piaflow.domain.choices import FormKind
from piaflow.law.addresses import Address
from piaflow.law.forms import FieldKind
from piaflow.source.annexes import find_field
from piaflow.source.keys import squeeze
from piaflow.source.page import Rectangle
from piaflow.source.workbook.book import XML_HEAD, Workbook
from piaflow.source.workbook.places import Places, Spot
from piaflow.source.workbook.sheet import Sheet, open_sheets
from piaflow.source.workbook.splice import Element, Xml, escape
from piaflow.source.xlsx_sheet import to_int

_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
_MAIN = "http://schemas.openxmlformats.org/drawingml/2006/main"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_DRAWING_TYPE = "application/vnd.openxmlformats-officedocument.drawing+xml"
_BEHIND = (
    *(
        "legacyDrawing",
        "legacyDrawingHF",
        "drawingHF",
        "picture",
        "oleObjects",
        "controls",
        "webPublishItems",
    ),
    *("tableParts", "extLst"),
)
"""What of a sheet stands behind its drawing."""
_REMARKS = re.compile(r"[(\[【]?備考")
_EMU = 12_700  # to a point
_MARGIN = 4.0
_SAFE = 0.97  # how wide a column is depends on the font of the machine


@frozen
class Drawn:
    """A picture of 別添1: its PNG with the 備考 below, that without, and the 備考 in words; what it is of."""

    png: bytes
    bare: bytes
    remarks: str
    alt: str


def put_pictures(
    book: Workbook, places: Places, kind: FormKind, pictures: Sequence[Drawn]
) -> tuple[int, str]:
    """Put the pictures below the headings of 別添1; return how many are, and why the others are not.

    Where the workbook has a rectangle for the 備考, they stand there as words, else in the picture.
    """
    asked = find_field(kind, FieldKind.DIAGRAM)
    if asked is None or not pictures:
        return 0, ""
    spots = places.find_annexes(Address.of(asked))
    if not spots:
        return 0, "別添1の見出しの下に、図を入れる枠が見つかりません"
    if len(spots) != len(pictures):
        spots = tuple(_divide(spots[0], len(pictures)))
    against = next(filter(None, (_refuse(places, spot) for spot in spots)), "")
    if against:
        return 0, against
    for spot, picture in zip(spots, pictures, strict=True):
        remarks = _find_remarks(places, spot) if len(pictures) == 1 else None
        _put(book, spot, picture.bare if remarks else picture.png, picture.alt)
        if remarks:
            held = remarks.sheet.held(remarks.first).text
            sheet = open_sheets(book)[remarks.sheet.name]
            head = held.split("\n")[0] if held else "（備考）"
            book.edit(sheet.part, sheet.write({remarks.first: f"{head}\n{picture.remarks}"}))
    return len(pictures), ""


def _divide(spot: Spot, count: int) -> Sequence[Spot]:
    """One rectangle in rows, one for each picture: a sheet may have one for all."""
    step = spot.area.height / count
    tops = [spot.area.top + n * step for n in range(count)]
    return [Spot(spot.sheet, evolve(spot.area, top=top, bottom=top + step)) for top in tops]


def _refuse(places: Places, spot: Spot) -> str:
    drawings = (d for page in places.source.pages if page.sheet == spot.sheet.name for d in page.drawings)
    if any(_overlap(drawing, spot.area) for drawing in drawings):
        return "別添1の枠に、もう図か図形があります（消してから入れ直してください）"
    if any(True for _ in spot.sheet.inside(spot.area)):
        return "別添1の枠に、もう文章があります"
    return "" if not spot.sheet.is_protected else "保護されたシートです"


def _overlap(one: Rectangle, other: Rectangle) -> bool:
    return (
        one.left < other.right
        and other.left < one.right
        and one.top < other.bottom
        and other.top < one.bottom
    )


def _find_remarks(places: Places, spot: Spot) -> Spot | None:
    """The rectangle right below the picture that is headed 備考."""
    for cell in places.cells_of(spot.sheet.name):
        below = cell.rectangle.top == spot.area.bottom and cell.rectangle.left == spot.area.left
        found = Spot(spot.sheet, cell.rectangle)
        if below and _REMARKS.match(squeeze(cell.text)) and not spot.sheet.refuse(found.first, ""):
            return found
    return None


def _put(book: Workbook, spot: Spot, png: bytes, alt: str) -> None:
    """Add the picture as a part of its own, and anchor it."""
    media = _find_name(book, "xl/media/piaflow{}.png")
    book.put(media, png)
    book.add_default_type("png", "image/png")
    drawing = book.find_related(spot.sheet.part, "drawing") or _add_drawing(book, spot.sheet)
    image = book.add_relation(drawing, "image", media)
    xml = book.xml(drawing)
    taken = [to_int(xml.attributes(one).get("id")) for one in xml.all("cNvPr")]
    anchor = _print_anchor(spot, _read_size(png), image, max([0, *taken]) + 1, alt)
    book.append(drawing, anchor)


def _find_name(book: Workbook, pattern: str) -> str:
    return next(name for n in count(1) if (name := pattern.format(n)) not in book.names)


def _add_drawing(book: Workbook, sheet: Sheet) -> str:
    """A drawing for a sheet that has none; its element has its place among the others."""
    part = _find_name(book, "xl/drawings/drawing{}.xml")
    book.put(part, f'{XML_HEAD}<xdr:wsDr xmlns:xdr="{_DRAWING}" xmlns:a="{_MAIN}"></xdr:wsDr>'.encode())
    book.add_type(part, _DRAWING_TYPE)
    related = book.add_relation(sheet.part, "drawing", part)
    xml = book.xml(sheet.part)
    root = xml.elements[0]
    behind = [one.start for one in xml.all(*_BEHIND) if one.parent == 0]
    # what stands in an alternative counts by where that begins
    behind += [
        one.start for one in xml.all("AlternateContent") if one.parent == 0 and _holds_behind(xml, one)
    ]
    at = min([root.closing, *behind])
    told = f'<{root.prefix}drawing xmlns:r="{_RELATION}" r:id="{related}"/>'
    book.edit(sheet.part, [(at, at, told.encode())])
    return part


def _holds_behind(xml: Xml, alternative: Element) -> bool:
    return any(alternative.start < one.start < alternative.end for one in xml.all(*_BEHIND))


def _read_size(png: bytes) -> tuple[float, float]:
    """Width and height of a PNG, which stand in its header."""
    return int.from_bytes(png[16:20], "big"), int.from_bytes(png[20:24], "big")


def _print_anchor(spot: Spot, size: tuple[float, float], image: str, number: int, alt: str) -> str:
    columns = [(n, spot.sheet.width_of(n)) for n in range(int(spot.area.left), int(spot.area.right))]
    rows = [(n, spot.sheet.height_of(n)) for n in range(int(spot.area.top), int(spot.area.bottom))]
    wide, high = (max(sum(length for _, length in part) - 2 * _MARGIN, 1.0) for part in (columns, rows))
    scale = min(wide / size[0], high / size[1]) * _SAFE
    width, height = size[0] * scale, size[1] * scale
    column, right = _walk(columns, _MARGIN + (wide - width) / 2)
    row, down = _walk(rows, _MARGIN + (high - height) / 2)
    return (
        f'<xdr:oneCellAnchor xmlns:xdr="{_DRAWING}" xmlns:a="{_MAIN}" xmlns:r="{_RELATION}">'
        f"<xdr:from><xdr:col>{column - 1}</xdr:col><xdr:colOff>{right}</xdr:colOff>"
        f"<xdr:row>{row - 1}</xdr:row><xdr:rowOff>{down}</xdr:rowOff></xdr:from>"
        f'<xdr:ext cx="{round(width * _EMU)}" cy="{round(height * _EMU)}"/>'
        f'<xdr:pic><xdr:nvPicPr><xdr:cNvPr id="{number}" name="別添1 {number}" descr="{escape(alt)}"/>'
        '<xdr:cNvPicPr><a:picLocks noChangeAspect="1"/></xdr:cNvPicPr></xdr:nvPicPr>'
        f'<xdr:blipFill><a:blip r:embed="{image}"/><a:stretch><a:fillRect/></a:stretch></xdr:blipFill>'
        f'<xdr:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{round(width * _EMU)}" cy="{round(height * _EMU)}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></xdr:spPr></xdr:pic><xdr:clientData/></xdr:oneCellAnchor>'
    )


def _walk(lengths: Sequence[tuple[int, float]], far: float) -> tuple[int, int]:
    """The column or row at a distance, and how far into it, in EMU."""
    for number, length in lengths:
        if far < length:
            return number, round(far * _EMU)
        far -= length
    return lengths[0][0], 0

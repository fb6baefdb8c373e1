"""A Told as an xlsx workbook: text that stays text, readable on any screen, the same bytes each time."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.drawing.image import Image
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from piaflow.domain.visible import reveal
from piaflow.report.told import Block, Pictures, Table, Told, to_plain

MOST = 32_000
"""A cell of Excel holds 32,767 characters: what is longer goes on in the row below."""

_EPOCH = (1980, 1, 1, 0, 0, 0)
_WRITTEN = re.compile(rb"<dcterms:(created|modified)([^>]*)>[^<]*</dcterms:\1>")
_FIXED = rb"<dcterms:\1\2>2000-01-01T00:00:00Z</dcterms:\1>"
_FORMULA = ("=", "+", "-", "@")
_COLUMN_PIXELS = 7
_PAGE_HEIGHT = 0.6
"""How high a printed page is for its width, less the repeated header: A4 across with the usual margins."""
_ROW_PIXELS = 20
_LINE_POINTS = 15
_MOST_POINTS = 405
_THIN = Side(style="thin", color="BFBFBF")
_BORDER = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_HEAD_FILL = PatternFill("solid", fgColor="DDE7F0")
_TEXT = Alignment(wrap_text=True, vertical="top")


def to_xlsx(told: Told) -> bytes:
    """Return the workbook: per section a sheet with its table under one header row, and its pictures below it.

    The same sections give the same bytes.
    """
    book = Workbook()
    book.remove(book.worksheets[0])
    for section in told.sections:
        _fill(book.create_sheet(to_plain(section.heading)), section.blocks)
    out = io.BytesIO()
    book.save(out)
    return _without_times(out.getvalue())


def _fill(page: Worksheet, blocks: Sequence[Block]) -> None:
    (table,) = (block for block in blocks if isinstance(block, Table))
    pictures = [content for block in blocks if isinstance(block, Pictures) for content in block.contents]
    widths = [column.width for column in table.columns]
    told = [table.headings, *(part for row in table.rows for part in _split(row))]
    for number, texts in enumerate(told, 1):
        _write_row(page, number, texts, widths)
    for cell in page[1]:
        cell.font, cell.fill = Font(bold=True), _HEAD_FILL
    for position, width in enumerate(widths, 1):
        page.column_dimensions[get_column_letter(position)].width = width
    _set_up(page)
    _place_pictures(page, pictures, len(told) + 2, sum(widths) * _COLUMN_PIXELS)


def _set_up(page: Worksheet) -> None:
    """The header stays in sight and on every printed page, which is A4 across."""
    page.freeze_panes = "A2"
    page.print_title_rows = "1:1"
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", int(page.PAPERSIZE_A4)
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _split(row: Sequence[str]) -> Iterator[tuple[str, ...]]:
    cut = ([text[i : i + MOST] for i in range(0, len(text), MOST)] or [""] for text in map(_clean, row))
    yield from zip_longest(*cut, fillvalue="")


def _clean(text: str) -> str:
    """Break lines in the one way that XML keeps, and show what it cannot hold or nobody would see."""
    return reveal(text.replace("\r\n", "\n").replace("\r", "\n"))


def _write_row(page: Worksheet, number: int, texts: Sequence[str], widths: Sequence[int]) -> None:
    for position, text in enumerate(texts, 1):
        cell = page.cell(number, position)
        assert isinstance(cell, Cell)  # noqa: S101 - no cell of ours is merged
        _write_text(cell, text)
        cell.alignment, cell.border = _TEXT, _BORDER
    lines = max(_count_lines(text, width) for text, width in zip(texts, widths, strict=True))
    page.row_dimensions[number].height = min(lines * _LINE_POINTS, _MOST_POINTS)


def _write_text(cell: Cell, text: str) -> None:
    """A text is never a formula, neither when the file is opened nor when the cell is edited."""
    if not text:
        return
    cell.value = text
    cell.data_type = "s"
    if text.startswith(_FORMULA):
        cell.quotePrefix = True


def _count_lines(text: str, width: int) -> int:
    return sum(1 + _columns(line) // width for line in text.splitlines()) or 1


def _columns(line: str) -> int:
    return sum(1 if ord(character) < 0x250 else 2 for character in line)  # noqa: PLR2004 - Latin is half-width


def _place_pictures(page: Worksheet, pictures: Sequence[bytes], row: int, width: int) -> None:
    """Each picture stands whole on a printed page of its own, as wide as the columns at most."""
    for content in pictures:
        picture = Image(io.BytesIO(content))
        shrink = min(1.0, width / picture.width, width * _PAGE_HEIGHT / picture.height)
        picture.width, picture.height = round(picture.width * shrink), round(picture.height * shrink)
        page.row_breaks.append(Break(id=row - 1))
        page.add_image(picture, f"A{row}")
        row += picture.height // _ROW_PIXELS + 2


def _without_times(content: bytes) -> bytes:
    """The zip and the properties hold the moment of writing: put one fixed moment in its place."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as read,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as written,
    ):
        for name in read.namelist():
            part = _WRITTEN.sub(_FIXED, read.read(name)) if name == "docProps/core.xml" else read.read(name)
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            written.writestr(info, part)
    return out.getvalue()

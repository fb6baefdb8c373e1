"""SVG → PNG through resvg, and PDF through fpdf2, with the one font that the text was measured with."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from html import unescape
from io import BytesIO
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

from piaflow.errors import RenderError, needing
from piaflow.layout.font import FAMILY, fill_gaps, find_font_file, make_subset

if TYPE_CHECKING:
    from fpdf import FPDF

_CSS_DPI = 96  # what resvg takes a pt from: without it Graphviz's sizes come out 3/4 as large
_PRINT_DPI = 168  # letters of 7 pt are 16 pixels high
_LONGEST = 2800  # pixels: 240 dpi on A4, where a large sheet is made small
_SIZE = re.compile(r'viewBox="0 0 ([\d.]+) ([\d.]+)"')
_WRITTEN = datetime(2000, 1, 1, tzinfo=UTC)  # a fixed date: the same model gives the same bytes
_SAID = re.compile(r"<(title|desc)>[^<]*</\1>")  # a PDF has no place for what a pointer would show


def to_png(svg: str) -> bytes:
    """Return a picture of printable resolution. Fonts of the machine are not looked at."""
    import resvg_py  # noqa: PLC0415  (only a PNG needs it)

    try:
        return bytes(
            resvg_py.svg_to_bytes(
                svg_string=fill_gaps(svg),
                dpi=_CSS_DPI,
                zoom=_find_zoom(svg),
                skip_system_fonts=True,
                font_files=[str(find_font_file())],
                font_family=FAMILY,
                sans_serif_family=FAMILY,
            )
        )
    except ValueError as error:
        raise RenderError(f"PNGにできません: {error}") from error


def _find_zoom(svg: str) -> float:
    """Return the zoom for a print: the picture's resolution, or less where the sheet is very large."""
    return min(_PRINT_DPI / _CSS_DPI, _LONGEST / (max(find_size(svg)) * _CSS_DPI / 72))


def find_size(svg: str) -> tuple[float, float]:
    """Return the width and height of a picture in points."""
    size = _SIZE.search(svg)
    return (float(size[1]), float(size[2])) if size else (1.0, 1.0)


def to_pdf(pages: Sequence[str]) -> bytes:
    """Return the PDF of SVG texts, one page each. Its text can be searched and copied."""
    prepared = [_prepare(page) for page in pages]
    pdf = begin_pdf(find_title(pages[0]), unescape("".join(prepared)))
    for page in prepared:
        pdf.add_page(format=find_size(page))
        _draw(pdf, page)
    sink = BytesIO()
    pdf.output(sink)
    return sink.getvalue()


def begin_pdf(title: str, text: str = "") -> FPDF:
    """Return a PDF without pages, in points, with the one font; the same pages give the same bytes.

    `text` holds every character that will be written, where that is known: fpdf2 then reads only so much of the font, and
    needs half the time for a picture.
    """
    with needing("pdf", "PDF を書く"):
        from fpdf import FPDF  # noqa: PLC0415  (only a PDF needs it)
        from fpdf.fonts import TTFFont  # noqa: PLC0415

    pdf = FPDF(unit="pt")
    pdf.set_margin(0)
    pdf.set_auto_page_break(auto=False)
    pdf.set_creation_date(_WRITTEN)
    pdf.set_title(title)
    pdf.set_lang("ja-JP")
    pdf.set_creator("piaflow")
    key = FAMILY.lower()
    file: Any = BytesIO(make_subset(text)) if text else find_font_file()
    font = TTFFont(pdf, file, key, "")
    font.ttfont.recalcBBoxes = False  # no outline is changed
    pdf.fonts[key] = font  # as add_font does, which takes nothing but the path of a file
    return pdf


def place_svg(pdf: FPDF, svg: str) -> None:
    """Draw a sheet over the whole of the page at hand."""
    _draw(pdf, _prepare(svg))


def _draw(pdf: FPDF, prepared: str) -> None:
    from fpdf.svg import SVGObject  # noqa: PLC0415

    SVGObject(prepared).draw_to_page(pdf, 0, 0)


def _prepare(page: str) -> str:
    """Return a page as fpdf2 draws it best: without words to point at, its wide spaces kept."""
    return fill_gaps(_SAID.sub("", page)).replace("<text ", '<text xml:space="preserve" ')


def find_title(svg: str) -> str:
    """Return what a sheet is called."""
    root = ET.fromstring(svg)  # noqa: S314 - our own text, without entities
    return root.findtext("{http://www.w3.org/2000/svg}title") or ""

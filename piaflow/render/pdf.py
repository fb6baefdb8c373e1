"""SVG pages → one PDF through fpdf2: vectors, with the one font that the text was measured with in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from io import BytesIO
from xml.etree import ElementTree as ET

from piaflow.layout.font import FAMILY, fill_gaps, find_font_file
from piaflow.render.png import find_size

_WRITTEN = datetime(2000, 1, 1, tzinfo=UTC)  # a fixed date: the same model gives the same bytes
_SAID = re.compile(r"<(title|desc)>[^<]*</\1>")  # a PDF has no place for what a pointer would show


def to_pdf(pages: Sequence[str]) -> bytes:
    """Return the PDF of SVG texts, one page each. Its text can be searched and copied."""
    from fpdf import FPDF  # noqa: PLC0415  (only a PDF needs it)
    from fpdf.svg import SVGObject  # noqa: PLC0415

    pdf = FPDF(unit="pt")
    pdf.set_margin(0)
    pdf.set_auto_page_break(auto=False)
    pdf.set_creation_date(_WRITTEN)
    pdf.set_title(_find_title(pages))
    pdf.set_lang("ja-JP")
    pdf.set_creator("piaflow")
    pdf.add_font(FAMILY, fname=find_font_file())
    for page in pages:
        pdf.add_page(format=find_size(page))
        SVGObject(_prepare(page)).draw_to_page(pdf, 0, 0)
    sink = BytesIO()
    pdf.output(sink)
    return sink.getvalue()


def _prepare(page: str) -> str:
    """Return a page as fpdf2 draws it best: without words to point at, its wide spaces kept."""
    return fill_gaps(_SAID.sub("", page)).replace("<text ", '<text xml:space="preserve" ')


def _find_title(pages: Sequence[str]) -> str:
    root = ET.fromstring(pages[0])  # noqa: S314 - our own text, without entities
    return root.findtext("{http://www.w3.org/2000/svg}title") or ""

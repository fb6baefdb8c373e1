"""The pages of a PDF as pictures: grey PNG of a resolution at which the print can be read, and no larger."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Iterable

import pypdfium2 as pdfium

from piaflow.source.page import Page
from piaflow.source.pdf_engine import pdfium_alone

DOTS_PER_INCH = 110
"""The smallest print of a form (8 pt) is 12 dots high then: legible, at some 50 kB a page."""
_POINTS_PER_INCH = 72
_MOST_DOTS = 2_400
"""Along the longer side, whatever the page is printed on."""
_LEVELS = bytes((level >> 4) * 17 for level in range(256))
"""Sixteen greys: print needs no more, and a third of the bytes."""


def draw_pages(raw_bytes: bytes, pages: Iterable[Page], drawn: Callable[[], object]) -> tuple[bytes, ...]:
    """Return a PNG for each of the pages of a PDF, turned as they are read; b"" for one that cannot be opened.

    `drawn` is called after each.
    """
    pictures = []
    with pdfium_alone(), pdfium.PdfDocument(raw_bytes) as document:
        for page in pages:
            pictures.append(_draw(document, page))
            drawn()
    return tuple(pictures)


def _draw(document: pdfium.PdfDocument, page: Page) -> bytes:
    try:
        opened = document[page.number - 1]
    except pdfium.PdfiumError:
        return b""
    try:
        longer = max(page.width, page.height, 1.0)
        scale = min(DOTS_PER_INCH / _POINTS_PER_INCH, _MOST_DOTS / longer)
        bitmap = opened.render(scale=scale, rotation=page.turn, grayscale=True)
        try:
            return to_png(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride)
        finally:
            bitmap.close()
    finally:
        opened.close()


def to_png(grey: bytes, width: int, height: int, stride: int) -> bytes:
    """Return rows of grey bytes, each in `stride` bytes, as a PNG."""
    shades = grey.translate(_LEVELS)
    rows = b"".join(b"\0" + shades[at * stride : at * stride + width] for at in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(rows, 6)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(map(_write_chunk, *zip(*parts, strict=True)))


def _write_chunk(kind: bytes, held: bytes) -> bytes:
    return struct.pack(">I", len(held)) + kind + held + struct.pack(">I", zlib.crc32(kind + held))

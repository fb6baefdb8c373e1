"""Page → SVG: a sheet of A4 with title, picture, legend, 備考 and footer."""

from __future__ import annotations

from collections.abc import Iterator

from piaflow.layout.font import flatten, measure, to_drawable
from piaflow.layout.text import LEADING
from piaflow.render.legend import draw_legend
from piaflow.render.markup import element, text_line, write_number
from piaflow.render.outlines import INK
from piaflow.render.pages import CAPTION, GAP, MARGIN, PART, SUBTITLE_SIZE, Page
from piaflow.render.picture import draw_picture
from piaflow.render.remarks import draw_remarks
from piaflow.render.svg import wrap

_BOLD, _FOOT_SIZE, _FOOT_GAP, _CAPTION = 0.3, 8.5, 16.0, "（備考）"


def to_sheet(page: Page) -> str:
    """Return one page as SVG text."""
    legend_top = page.top + _find_picture_height(page)
    remarks_top = legend_top + (page.legend.height + GAP if page.legend.height else 0.0)
    body = [
        element("g", *_draw_head(page), class_="head", fill=INK),
        _draw_picture(page),
        draw_legend(page.legend, MARGIN, legend_top),
        *_draw_remarks(page, remarks_top),
        element("g", *_draw_foot(page), class_="foot", font_size=_FOOT_SIZE, fill=INK),
    ]
    return wrap(page.scene, body, page.paper.width, page.paper.height)


def _find_picture_height(page: Page) -> float:
    return page.drawing.height * page.scale + GAP if page.drawing else 0.0


def _draw_head(page: Page) -> Iterator[str]:
    y = MARGIN
    for block, bold in zip(page.head, (_BOLD, 0.0), strict=True):
        look: dict[str, str | float] = {"stroke": INK, "stroke_width": bold} if bold else {}
        for line in block.lines:
            x = MARGIN - _hang(line, block.size)
            yield text_line(line, x, y + block.size, font_size=block.size, **look)
            y += block.size * LEADING


def _hang(line: str, size: float) -> float:
    """Return how far a line that opens with a bracket stands out, so that its first stroke is at the margin."""
    return size / 2 if line.startswith(("（", "「", "『", "【")) else 0.0


def _draw_picture(page: Page) -> str:
    if page.drawing is None:
        return ""
    left = (page.paper.width - page.drawing.width * page.scale) / 2
    place = f"translate({write_number(left)} {write_number(page.top)}) scale({page.scale:.5f})"
    return element("g", *draw_picture(page.drawing), class_="picture", transform=place)


def _draw_remarks(page: Page, top: float) -> Iterator[str]:
    if page.remarks.columns:
        size, left = SUBTITLE_SIZE, MARGIN - _hang(_CAPTION, SUBTITLE_SIZE)
        yield text_line(_CAPTION, left, top + size, font_size=size, fill=INK)
        yield draw_remarks(page.remarks, MARGIN, top + CAPTION)


def _draw_foot(page: Page) -> Iterator[str]:
    """Yield what the sheet shows at the left, whose it is and of when in the middle, the page at the right."""
    y, right = page.paper.height - MARGIN, page.paper.width - MARGIN
    words, number = to_drawable(page.scene.footer), f"{page.number}／{page.count}"
    width, end = measure(words, _FOOT_SIZE), right - measure(number, _FOOT_SIZE) - _FOOT_GAP
    gap = _FOOT_GAP if words else 0.0
    name = _shorten(flatten(page.scene.subtitle), end - width - gap - MARGIN)
    start = MARGIN + measure(name, _FOOT_SIZE) + gap
    yield text_line(name, MARGIN, y)
    yield text_line(words, min(max((page.paper.width - width) / 2, start), end - width), y)
    yield text_line(number, right, y, text_anchor="end")


def _shorten(words: str, room: float) -> str:
    """Return words that fit; what they lose is before the number of their part."""
    if measure(words, _FOOT_SIZE) <= room:
        return words
    kept, opening, number = words.rpartition(PART)
    end = f"…{opening}{number}" if kept and opening else "…"
    kept = kept if kept and opening else words
    while kept and measure(f"{kept}{end}", _FOOT_SIZE) > room:
        kept = kept[:-1]
    return f"{kept}{end}" if kept else ""

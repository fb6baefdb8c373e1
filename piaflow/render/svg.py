"""Drawing → SVG: one sheet as large as the picture, or the pages of A4, with title, legend, 備考 and footer."""

from __future__ import annotations

from collections.abc import Iterator

from piaflow.layout.drawing import Drawing
from piaflow.layout.font import FALLBACKS, flatten, measure, to_drawable
from piaflow.layout.text import LEADING, make_block
from piaflow.render.legend import draw_legend, make_legend
from piaflow.render.markup import element, text_line, write_number, write_text
from piaflow.render.pages import CAPTION, GAP, MARGIN, SUBTITLE_SIZE, Page
from piaflow.render.picture import draw_picture
from piaflow.render.remarks import Remarks, draw_remarks, make_remarks
from piaflow.views.scene import Scene
from piaflow.views.theme import INK, PAPER

# The one sheet: its margin, what lies between its parts, and so wide that a legend and a column of 備考 have room.
_EDGE, _APART, _LEAST_WIDTH = 24.0, 12.0, 480.0
_TITLE_SIZE, _SUBTITLE_SIZE = 14.0, 10.0
# A page of A4: a stroke of 0.3 pt makes a title bold, since the font has one weight.
_BOLD, _FOOT_SIZE, _FOOT_GAP, _CAPTION = 0.3, 8.5, 16.0, "（備考）"


def to_svg(scene: Scene, drawing: Drawing) -> str:
    """Return the whole sheet as SVG text."""
    inner = max(drawing.width, _LEAST_WIDTH)
    head, head_height = _draw_head(scene, inner)
    legend, remarks = make_legend(scene, inner), make_remarks(scene.remarks, inner)
    picture_top = _EDGE + head_height
    legend_top = picture_top + drawing.height + _APART
    remarks_top = legend_top + (legend.height + _APART if legend.height else 0)
    told = remarks.height + CAPTION if remarks.columns else 0.0
    height = remarks_top + told + _EDGE
    picture_left = _EDGE + (inner - drawing.width) / 2
    shift = f"translate({write_number(picture_left)} {write_number(picture_top)})"
    picture = element("g", *draw_picture(drawing), class_="picture", transform=shift)
    body = [
        head,
        picture,
        draw_legend(legend, _EDGE, legend_top),
        *_draw_captioned(remarks, _EDGE, remarks_top),
    ]
    return wrap(scene, body, inner + 2 * _EDGE, height)


def _draw_head(scene: Scene, width: float) -> tuple[str, float]:
    """Return the lines above the picture and the height that they take."""
    y, lines = _EDGE, []
    for words, size, bold in ((scene.title, _TITLE_SIZE, 0.3), (scene.subtitle, _SUBTITLE_SIZE, 0.0)):
        look = {"font_size": size, "stroke_width": bold}
        for line in make_block(words, size, width).lines:
            lines.append(text_line(line, _EDGE, y + size, fill=INK, stroke=INK, **look))
            y += size * 1.5
    return element("g", *lines, class_="head") if lines else "", y - _EDGE + (6 if lines else 0)


def wrap(scene: Scene, body: list[str], width: float, height: float) -> str:
    """Return a whole SVG text around what is drawn. `lang` lets a browser choose Japanese shapes of kanji."""
    counts = f"箱{len(scene.boxes)}、矢印{len(scene.arrows)}、枠{len(scene.frames)}"
    ground = element("rect", width=width, height=height, fill=PAPER)
    sheet = element(
        "svg",
        element("title", write_text(scene.title)),
        element("desc", write_text(f"{scene.subtitle} {counts}".strip())),
        ground,
        *(f"\n{part}" for part in body if part),
        "\n",
        xmlns="http://www.w3.org/2000/svg",
        data_generator="piaflow",
        width=f"{write_number(width)}pt",
        height=f"{write_number(height)}pt",
        viewBox=f"0 0 {write_number(width)} {write_number(height)}",
        role="img",
        lang="ja",
        font_family=FALLBACKS,
    )
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{sheet}\n'


def to_sheet(page: Page) -> str:
    """Return one page as SVG text."""
    legend_top = page.top + _find_picture_height(page)
    remarks_top = legend_top + (page.legend.height + GAP if page.legend.height else 0.0)
    body = [
        element("g", *_draw_page_head(page), class_="head", fill=INK),
        _draw_page_picture(page),
        draw_legend(page.legend, MARGIN, legend_top),
        *_draw_captioned(page.remarks, MARGIN, remarks_top),
        element("g", *_draw_foot(page), class_="foot", font_size=_FOOT_SIZE, fill=INK),
    ]
    return wrap(page.scene, body, page.paper.width, page.paper.height)


def _find_picture_height(page: Page) -> float:
    return page.drawing.height * page.scale + GAP if page.drawing else 0.0


def _draw_page_head(page: Page) -> Iterator[str]:
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


def _draw_page_picture(page: Page) -> str:
    if page.drawing is None:
        return ""
    left = (page.paper.width - page.drawing.width * page.scale) / 2
    place = f"translate({write_number(left)} {write_number(page.top)}) scale({page.scale:.5f})"
    return element("g", *draw_picture(page.drawing), class_="picture", transform=place)


def _draw_captioned(remarks: Remarks, left: float, top: float) -> Iterator[str]:
    if remarks.columns:
        size = SUBTITLE_SIZE
        yield text_line(_CAPTION, left - _hang(_CAPTION, size), top + size, font_size=size, fill=INK)
        yield draw_remarks(remarks, left, top + CAPTION)


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
    """Return words that fit, with a sign where they lose some."""
    if measure(words, _FOOT_SIZE) <= room:
        return words
    while words and measure(f"{words}…", _FOOT_SIZE) > room:
        words = words[:-1]
    return f"{words}…" if words else ""

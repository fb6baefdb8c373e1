"""Drawing → SVG: one sheet with the title, the picture, the legend and the remarks."""

from __future__ import annotations

from piaflow.layout.drawing import Drawing
from piaflow.layout.font import FALLBACKS
from piaflow.layout.text import make_block
from piaflow.render.legend import draw_legend, make_legend
from piaflow.render.markup import element, text_line, write_number, write_text
from piaflow.render.outlines import INK, PAPER
from piaflow.render.picture import draw_picture
from piaflow.render.remarks import draw_remarks, make_remarks
from piaflow.views.scene import Scene

_MARGIN, _GAP, _LEAST_WIDTH = 24.0, 12.0, 480.0
_TITLE_SIZE, _SUBTITLE_SIZE = 14.0, 10.0


def to_svg(scene: Scene, drawing: Drawing) -> str:
    """Return the whole sheet as SVG text."""
    inner = max(drawing.width, _LEAST_WIDTH)
    head, head_height = _draw_head(scene, inner)
    legend, remarks = make_legend(scene, inner), make_remarks(scene.remarks, inner)
    picture_top = _MARGIN + head_height
    legend_top = picture_top + drawing.height + _GAP
    remarks_top = legend_top + (legend.height + _GAP if legend.height else 0)
    height = remarks_top + remarks.height + _MARGIN
    picture_left = _MARGIN + (inner - drawing.width) / 2
    shift = f"translate({write_number(picture_left)} {write_number(picture_top)})"
    picture = element("g", *draw_picture(drawing), class_="picture", transform=shift)
    body = [
        head,
        picture,
        draw_legend(legend, _MARGIN, legend_top),
        draw_remarks(remarks, _MARGIN, remarks_top),
    ]
    return wrap(scene, body, inner + 2 * _MARGIN, height)


def _draw_head(scene: Scene, width: float) -> tuple[str, float]:
    """Return the lines above the picture and the height that they take."""
    y, lines = _MARGIN, []
    for words, size, bold in ((scene.title, _TITLE_SIZE, 0.3), (scene.subtitle, _SUBTITLE_SIZE, 0.0)):
        look = {"font_size": size, "stroke_width": bold}
        for line in make_block(words, size, width).lines:
            lines.append(text_line(line, _MARGIN, y + size, fill=INK, stroke=INK, **look))
            y += size * 1.5
    return element("g", *lines, class_="head") if lines else "", y - _MARGIN + (6 if lines else 0)


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

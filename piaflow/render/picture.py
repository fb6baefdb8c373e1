"""The picture itself as SVG groups: frames, arrows, boxes, labels, each readable back by its attributes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from piaflow.layout.drawing import Drawing, DrawnArrow, DrawnBox, DrawnFrame, DrawnLabel
from piaflow.layout.font import flatten, has_disc
from piaflow.layout.geometry import Point, Rectangle
from piaflow.layout.sizes import FRAME_SIZE, LABEL_PAD, TAG_GAP, TAG_HEIGHT, TAG_SIZE
from piaflow.layout.text import LEADING, Block
from piaflow.render.badges import draw_badge, draw_box_halo, draw_line_halo, find_opacity, place_badges
from piaflow.render.markup import Command, dash, element, path_of, rectangle, text_line, write_text
from piaflow.render.outlines import draw_head, draw_outline, find_text_centre
from piaflow.views.scene import Line, Mark
from piaflow.views.theme import FRAME_INK, FRAME_LINE, INK, PAPER, STROKES, TINTS

_HAIR = 1e-6
_MIDDLE = 0.36  # of the size: from the baseline up to the middle of a kanji


def draw_picture(drawing: Drawing) -> list[str]:
    """Return the groups in painting order: what lies on top comes last."""
    labels = [_draw_label(drawn, drawn.label) for drawn in drawing.arrows if drawn.label]
    return [
        *map(_draw_frame, drawing.frames),
        *(draw_box_halo(drawn.area, drawn.box.mark) for drawn in drawing.boxes),
        *map(_draw_arrow, drawing.arrows),
        *map(_draw_name, drawing.frames),
        *_draw_boxes(drawing.boxes),
        *labels,
        *_draw_badges(drawing),
    ]


def _draw_badges(drawing: Drawing) -> Iterator[str]:
    marks = {one.box.id: one.box.mark for one in drawing.boxes}
    marks |= {one.arrow.id: one.arrow.mark for one in drawing.arrows}
    yield from (draw_badge(marks[name], at, data_of=name) for name, at in place_badges(drawing))


def write_lines(block: Block, centre: Point, **attributes: str | float) -> str:
    """Return the lines of a block, centred around a point."""
    step = block.size * LEADING
    first = centre[1] + block.size * _MIDDLE - step * (len(block.lines) - 1) / 2
    return "".join(
        text_line(line, centre[0], first + n * step, text_anchor="middle", font_size=block.size, **attributes)
        for n, line in enumerate(block.lines)
    )


def draw_tag(text: str, line: Line, area: Rectangle) -> str:
    """Return a step number in its little field, bordered by the kind of line."""
    stroke = STROKES[line]
    border = rectangle(
        area,
        rx=2.5,
        fill=PAPER,
        stroke=stroke.colour,
        stroke_width=stroke.tag_width,
        **dash(stroke.tag_dashes),
    )
    # White digits on a disc would vanish under a stroke.
    bold: dict[str, str | float] = {} if has_disc(text) else {"stroke": stroke.colour, "stroke_width": 0.25}
    x, y = area.centre
    words = text_line(
        text,
        x,
        y + TAG_SIZE * _MIDDLE,
        class_="number",
        text_anchor="middle",
        font_size=TAG_SIZE,
        fill=stroke.colour,
        **bold,
    )
    return border + words


def _draw_frame(drawn: DrawnFrame) -> str:
    frame, width = drawn.frame, 1.1 if drawn.depth == 0 else 0.8
    ground = rectangle(drawn.area, rx=4, fill=_find_tint(drawn), stroke=FRAME_LINE, stroke_width=width)
    return element(
        "g",
        element("title", write_text(frame.label)),
        ground,
        class_="frame",
        id=_to_id(frame.id),
        data_id=frame.id,
        data_label=frame.label,
        data_parent=frame.parent,
    )


def _draw_name(drawn: DrawnFrame) -> str:
    """Return the name of a frame, on a rim of the frame's own ground where an arrow runs under it."""
    words = flatten(drawn.frame.label)
    area = drawn.name
    x, y, tint = area.x, area.y + FRAME_SIZE + 0.8, _find_tint(drawn)
    rim = rectangle(Rectangle(x - 1, area.y, area.width + 2, area.height), fill=tint, stroke="none")
    text = text_line(words, x, y, font_size=FRAME_SIZE, fill=FRAME_INK, stroke=FRAME_INK, stroke_width=0.2)
    return element("g", rim, text, class_="name", data_frame=drawn.frame.id)


def _find_tint(drawn: DrawnFrame) -> str:
    return TINTS[min(drawn.depth, len(TINTS) - 1)]


def _draw_boxes(boxes: Iterable[DrawnBox]) -> Iterator[str]:
    """Yield the group of each box; one that is shown again has an id of its own in the page."""
    seen: set[str] = set()
    for drawn in boxes:
        yield _draw_box(drawn, "-again" if drawn.box.id in seen else "")
        seen.add(drawn.box.id)


def _draw_box(drawn: DrawnBox, again: str) -> str:
    box = drawn.box
    return element(
        "g",
        element("title", write_text(_title(f"{box.label}（{box.shape.value}）", box.mark))),
        element("g", draw_outline(box.shape, drawn.area), fill=PAPER, stroke=INK, stroke_width=1),
        write_lines(drawn.size.text, find_text_centre(box.shape, drawn.area), fill=INK),
        class_="box",
        id=_to_id(box.id) + again,
        data_id=box.id,
        data_label=box.label,
        data_shape=box.shape.name,
        data_frame=box.frame,
        data_mark=box.mark.name,
        **find_opacity(box.mark),
    )


def _draw_arrow(drawn: DrawnArrow) -> str:
    arrow, stroke = drawn.arrow, STROKES[drawn.arrow.line]
    path = element(
        "path",
        d=_write_path(drawn.path),
        fill="none",
        stroke=stroke.colour,
        stroke_width=stroke.width,
        **dash(stroke.dashes),
    )
    head = draw_head(drawn.path[-1], drawn.tip, arrow.line) if drawn.tip else ""
    head += draw_head(drawn.path[0], drawn.tail, arrow.line) if drawn.tail else ""
    return element(
        "g",
        element(
            "title", write_text(_title(f"{arrow.number} {arrow.text}（{arrow.line.value}）", arrow.mark))
        ),
        draw_line_halo(_write_path(drawn.path), arrow.mark),
        path,
        head,
        class_="arrow",
        id=_to_id(arrow.id),
        data_id=arrow.id,
        data_source=arrow.source,
        data_target=arrow.target,
        data_line=arrow.line.name,
        data_number=arrow.number,
        data_text=arrow.text,
        data_mark=arrow.mark.name,
        **({"data_both": "1"} if arrow.both else {}),
        **find_opacity(arrow.mark),
    )


def _write_path(path: tuple[Point, ...]) -> str:
    """Return the `d` of a chain of cubic curves, the straight ones written as lines."""
    commands: list[Command] = ["M", path[0]]
    for start, one, other, end in zip(path[::3], path[1::3], path[2::3], path[3::3], strict=False):
        bent = _is_beside(one, start, end) or _is_beside(other, start, end)
        commands += ["C", one, other, end] if bent else ["L", end]
    return path_of(commands)


def _is_beside(point: Point, start: Point, end: Point) -> bool:
    across = (end[0] - start[0]) * (point[1] - start[1]) - (end[1] - start[1]) * (point[0] - start[0])
    return abs(across) > _HAIR


def _draw_label(drawn: DrawnArrow, label: DrawnLabel) -> str:
    area, size, line = label.area, label.size, drawn.arrow.line
    ground = rectangle(area, rx=2, fill=PAPER)
    tag = ""
    if size.tag:
        tag_area = Rectangle(area.x + LABEL_PAD, area.centre[1] - TAG_HEIGHT / 2, size.tag_width, TAG_HEIGHT)
        tag = draw_tag(size.tag, line, tag_area)
    left = area.x + LABEL_PAD + size.tag_width + (TAG_GAP if size.tag and size.text.lines else 0)
    words = _write_left(size.text, left, area.centre[1])
    faded = find_opacity(drawn.arrow.mark)
    return element("g", ground, tag, words, class_="label", data_arrow=drawn.arrow.id, **faded)


def _write_left(block: Block, left: float, middle: float) -> str:
    step = block.size * LEADING
    first = middle + block.size * _MIDDLE - step * (len(block.lines) - 1) / 2
    return "".join(
        text_line(line, left, first + n * step, class_="text", font_size=block.size, fill=INK)
        for n, line in enumerate(block.lines)
    )


def _title(words: str, mark: Mark) -> str:
    return f"{words} {mark.value}".strip()


def _to_id(name: str) -> str:
    """Return a scene id as an XML id, which must not hold white space."""
    return "_".join(name.split())

"""凡例: the kinds of line and the shapes that the picture uses, and only those, each with a sample."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from attrs import evolve, frozen

from piaflow.layout.font import measure
from piaflow.layout.geometry import Rectangle
from piaflow.render.badges import draw_badge, draw_line_halo, find_opacity
from piaflow.render.markup import dash, element, path_of, rectangle, text_line
from piaflow.render.outlines import draw_head, draw_outline
from piaflow.views.scene import Line, Mark, Scene, Shape
from piaflow.views.theme import INK, PAPER, RULE, STROKES

# Letters, a row, a sample long enough for two dashes, the gap to its words, to the next entry, and to the frame.
SIZE, ROW, SAMPLE, GAP, _AFTER, _PAD = 8.5, 16.0, 34.0, 5.0, 16.0, 8.0
ICON_WIDTH, ICON_HEIGHT = 28.0, 13.0


@frozen
class _Entry:
    kind: Line | Shape | Mark
    x: float = 0.0
    row: int = 0

    @property
    def width(self) -> float:
        """The room of the sample, its words and the gap to the next."""
        return self.sample + GAP + measure(self.kind.value, SIZE) + _AFTER

    @property
    def sample(self) -> float:
        """The room of the sample alone."""
        return ICON_WIDTH if isinstance(self.kind, Shape) else SAMPLE


@frozen
class Legend:
    """The legend placed in rows. It is 0 high where the scene has nothing to explain."""

    width: float
    entries: tuple[_Entry, ...]

    @property
    def height(self) -> float:
        """The height with its frame."""
        return (self.entries[-1].row + 1) * ROW + _PAD if self.entries else 0.0


def make_legend(scene: Scene, width: float) -> Legend:
    """Place the entries in as many rows as they need: lines first, then shapes, then an overlay's marks."""
    return Legend(width, tuple(_place([*scene.lines, *scene.shapes, *scene.marks], width)))


def draw_legend(legend: Legend, x: float, y: float) -> str:
    """Return the legend as one group, its top left at a point."""
    if not legend.entries:
        return ""
    area = Rectangle(x, y, legend.width, legend.height)
    ground = rectangle(area, fill=PAPER, stroke=RULE, stroke_width=0.6)
    heading = text_line(
        "凡例",
        x + _PAD,
        y + _PAD / 2 + ROW / 2 + SIZE * 0.36,
        font_size=SIZE,
        fill=INK,
        stroke=INK,
        stroke_width=0.2,
    )
    entries = (_draw_entry(entry, x, y) for entry in legend.entries)
    return element("g", ground, heading, *entries, class_="legend")


def _place(kinds: list[Line | Shape | Mark], width: float) -> Iterator[_Entry]:
    start = _PAD + measure("凡例", SIZE) + 14
    x, row = start, 0
    for _, group in groupby(kinds, type):
        for entry in map(_Entry, group):
            if x > start and x + entry.width - _AFTER > width - _PAD:
                x, row = start, row + 1
            yield evolve(entry, x=x, row=row)
            x += entry.width
        x, row = start, row + 1


def _draw_entry(entry: _Entry, x: float, y: float) -> str:
    left, middle = x + entry.x, y + _PAD / 2 + (entry.row + 0.5) * ROW
    kind = entry.kind
    sample = _draw_sample(kind, left, middle)
    words = text_line(kind.value, left + entry.sample + GAP, middle + SIZE * 0.36, font_size=SIZE, fill=INK)
    return element("g", sample, words, class_="sample", data_kind=kind.name)


def _draw_sample(kind: Line | Shape | Mark, left: float, middle: float) -> str:
    match kind:
        case Line():
            return _draw_line(kind, left, middle)
        case Shape():
            return _draw_shape(kind, left, middle)
        case Mark():
            return _draw_mark(kind, left, middle)


def _draw_mark(mark: Mark, left: float, middle: float) -> str:
    path = path_of(["M", (left, middle), "L", (left + SAMPLE, middle)])
    line = element("path", d=path, fill="none", stroke=INK, stroke_width=1, **find_opacity(mark))
    return draw_line_halo(path, mark) + line + draw_badge(mark, (left + SAMPLE / 2, middle))


def _draw_line(line: Line, left: float, middle: float) -> str:
    stroke = STROKES[line]
    right = left + SAMPLE
    end = (right - 7, middle) if stroke.head else (right, middle)
    d = path_of(["M", (left, middle), "L", end])
    path = element(
        "path", d=d, fill="none", stroke=stroke.colour, stroke_width=stroke.width, **dash(stroke.dashes)
    )
    return path + draw_head(end, (right, middle), line)


def _draw_shape(shape: Shape, left: float, middle: float) -> str:
    area = Rectangle(left, middle - ICON_HEIGHT / 2, ICON_WIDTH, ICON_HEIGHT)
    return element("g", draw_outline(shape, area), fill=PAPER, stroke=INK, stroke_width=0.8)

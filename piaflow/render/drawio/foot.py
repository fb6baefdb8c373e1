"""What stands below the picture on a draw.io page: the legend and the remarks, as cells that can be edited."""

from __future__ import annotations

from collections.abc import Iterator

from piaflow.layout.font import measure
from piaflow.layout.geometry import Point, Rectangle
from piaflow.render.badges import RADIUS
from piaflow.render.drawio.cells import (
    LAYER,
    find_line_style,
    find_plain_style,
    find_shape_style,
    find_sign_style,
    write_edge,
    write_point,
    write_style,
    write_vertex,
)
from piaflow.render.legend import GAP, ICON_HEIGHT, ICON_WIDTH, ROW, SAMPLE, Legend
from piaflow.render.legend import SIZE as LEGEND_SIZE
from piaflow.render.remarks import COLUMN_GAP, Remarks
from piaflow.views.scene import Line, Mark, Shape
from piaflow.views.theme import FADED, PAPER, RULE, find_sign

_PAD = 5.0  # above the first row: as the legend of an SVG has it
_FIELD = {"container": "1", "collapsible": "0", "strokeColor": RULE, "fillColor": PAPER}
_HEAD = {"align": "left", "verticalAlign": "top", "spacingLeft": "6", "spacingTop": "1"}


def write_legend(legend: Legend, at: Point) -> Iterator[str]:
    """Write the legend as a field with a sample and words for each entry; nothing where it is empty."""
    if not legend.entries:
        return
    style = write_style(find_plain_style(LEGEND_SIZE), _FIELD | _HEAD)
    yield write_vertex("legend", "凡例", style, LAYER, Rectangle(*at, legend.width, legend.height))
    for entry in legend.entries:
        middle = _PAD + (entry.row + 0.5) * ROW
        yield _write_sample(entry.kind, entry.x, middle)
        words = Rectangle(
            entry.x + entry.sample + GAP, middle - ROW / 2, measure(entry.kind.value, LEGEND_SIZE), ROW
        )
        style = write_style(find_plain_style(LEGEND_SIZE, verticalAlign="middle"))
        yield write_vertex(f"words:{entry.kind.name}", entry.kind.value, style, "legend", words)


def _write_sample(kind: Line | Shape | Mark, left: float, middle: float) -> str:
    name = f"sample:{kind.name}"
    match kind:
        case Line():
            ends = (
                write_point(left, middle, "sourcePoint"),
                write_point(left + SAMPLE, middle, "targetPoint"),
            )
            return write_edge(name, "", write_style(find_line_style(kind)), "legend", *ends)
        case Shape():
            area = Rectangle(left, middle - ICON_HEIGHT / 2, ICON_WIDTH, ICON_HEIGHT)
            return write_vertex(name, "", write_style(find_shape_style(kind)), "legend", area)
        case Mark():
            area = Rectangle(left + SAMPLE / 2 - RADIUS, middle - RADIUS, 2 * RADIUS, 2 * RADIUS)
            style = find_sign_style() | ({"opacity": f"{FADED * 100:g}"} if kind is Mark.ASIDE else {})
            return write_vertex(name, find_sign(kind), write_style(style), "legend", area)


def write_remarks(remarks: Remarks, at: Point) -> Iterator[str]:
    """Write each heading as a text cell, and each remark as one for its number and one for its text."""
    n, lettering = 0, remarks.lettering
    for place, column in enumerate(remarks.columns):
        x, y = at[0] + place * (remarks.width + COLUMN_GAP), at[1]
        for item in column:
            n += 1
            area, words = Rectangle(x, y, remarks.width, item.height), "\n".join(item.lines)
            if item.is_heading:
                style = write_style(find_plain_style(lettering.heading, fontStyle="1"))
                yield write_vertex(f"heading:{n}", words, style, LAYER, area)
            else:
                style = write_style(find_plain_style(lettering.size))
                tag, text = _cut(area, remarks.indent)
                yield write_vertex(f"number:{n}", item.number, style, LAYER, tag)
                yield write_vertex(f"remark:{n}", words, style, LAYER, text)
            y += item.height


def _cut(area: Rectangle, indent: float) -> tuple[Rectangle, Rectangle]:
    """Return the left part of a row, for the number, and the rest of it."""
    left = Rectangle(area.x, area.y, indent, area.height)
    return left, Rectangle(area.x + indent, area.y, area.width - indent, area.height)

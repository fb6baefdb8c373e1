"""備考: the remarks under a picture, wrapped into columns."""

from __future__ import annotations

from math import ceil

from attrs import frozen

from piaflow.render.font import measure, to_drawable
from piaflow.render.marks import INK
from piaflow.render.markup import element, text_line
from piaflow.render.text import make_block
from piaflow.views.scene import RemarkGroup

SIZE, HEADING_SIZE, _STEP, _BETWEEN, _COLUMN_GAP = 9.0, 10.0, 12.5, 3.0, 22.0
_NARROWEST, _WIDEST_COUNT = 250.0, 4


@frozen
class _Item:
    """A heading, or a number with the lines of its text."""

    number: str
    lines: tuple[str, ...]
    heading: str = ""

    @property
    def height(self) -> float:
        """The height with the gap to the next item."""
        return HEADING_SIZE * 1.8 if self.heading else len(self.lines) * _STEP + _BETWEEN


@frozen
class Remarks:
    """The items of all groups, laid in columns of one width."""

    columns: tuple[tuple[_Item, ...], ...]
    width: float
    indent: float

    @property
    def height(self) -> float:
        """The height of the highest column."""
        return max((sum(item.height for item in column) for column in self.columns), default=0.0)


def make_remarks(groups: tuple[RemarkGroup, ...], width: float) -> Remarks:
    """Wrap all remarks into columns that fill a sheet of some width."""
    remarks = [remark for group in groups for remark in group.remarks]
    count = min(max(int(width // _NARROWEST), 1), _WIDEST_COUNT, ceil(len(remarks) / 4) or 1)
    column = (width - (count - 1) * _COLUMN_GAP) / count
    indent = max((measure(to_drawable(remark.number), SIZE) for remark in remarks), default=0.0) + 7.0
    items = [item for group in groups for item in _make_items(group, column - indent)]
    return Remarks(_share_out(items, count), column, indent)


def draw_remarks(remarks: Remarks, x: float, y: float) -> str:
    """Return the remarks as one group, their top left at a point."""
    columns = (
        _draw_column(column, x + n * (remarks.width + _COLUMN_GAP), y, remarks.indent)
        for n, column in enumerate(remarks.columns)
    )
    return element("g", *columns, class_="remarks", fill=INK) if remarks.columns else ""


def _make_items(group: RemarkGroup, room: float) -> list[_Item]:
    items = [
        _Item(to_drawable(r.number), make_block(r.text, SIZE, room).lines or ("",)) for r in group.remarks
    ]
    return [_Item("", (), heading=to_drawable(group.heading)), *items] if group.heading else items


def _share_out(items: list[_Item], count: int) -> tuple[tuple[_Item, ...], ...]:
    """Fill the columns evenly, in order; no heading is left alone at the foot of a column."""
    share = sum(item.height for item in items) / count
    columns: list[list[_Item]] = [[]]
    filled = 0.0
    for n, item in enumerate(items):
        full = filled + item.height / 2 > share * len(columns)
        after_heading = n > 0 and bool(items[n - 1].heading)
        if full and columns[-1] and not after_heading and len(columns) < count:
            columns.append([])
        columns[-1].append(item)
        filled += item.height
    return tuple(tuple(column) for column in columns if column)


def _draw_column(column: tuple[_Item, ...], x: float, y: float, indent: float) -> str:
    parts: list[str] = []
    for item in column:
        parts.append(_draw_heading(item, x, y) if item.heading else _draw_item(item, x, y, indent))
        y += item.height
    return "".join(parts)


def _draw_heading(item: _Item, x: float, y: float) -> str:
    words = text_line(item.heading, x, y + HEADING_SIZE, font_size=HEADING_SIZE, stroke=INK, stroke_width=0.2)
    return element("g", words, class_="heading")


def _draw_item(item: _Item, x: float, y: float, indent: float) -> str:
    number = text_line(item.number, x, y + SIZE, class_="number", font_size=SIZE)
    lines = (
        text_line(line, x + indent, y + SIZE + n * _STEP, class_="text", font_size=SIZE)
        for n, line in enumerate(item.lines)
    )
    return element("g", number, *lines, class_="remark")

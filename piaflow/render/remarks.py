"""備考: the remarks under a picture, wrapped into columns, and poured over pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import ceil

from attrs import evolve, frozen

from piaflow.layout.font import measure, to_drawable
from piaflow.layout.text import make_block
from piaflow.render.markup import element, text_line
from piaflow.views.scene import Remark, RemarkGroup
from piaflow.views.theme import INK

_CONTINUED = "（つづき）"
COLUMN_GAP, _WIDEST_COUNT = 22.0, 4  # two kanji between columns; more than four send the eye back and forth
_HAIR = 1e-6  # what adding heights may be out by


@frozen
class Lettering:
    """Sizes in points: of text and headings, from line to line, the gap between items, the narrowest column.

    `lift` moves a heading away from the item above it, towards its own.
    """

    size: float
    heading: float
    step: float
    between: float
    narrowest: float
    lift: float = 0.0


# A line of 250 pt holds some 27 kanji, as a newspaper's column or two; print is the size of the form's own text.
ON_SCREEN = Lettering(9.0, 10.0, 12.5, 3.0, 250.0)
IN_PRINT = Lettering(10.5, 10.5, 14.5, 2.5, 240.0, lift=2.0)
IN_SMALL_PRINT = Lettering(
    9.0, 9.0, 12.0, 2.0, 180.0, lift=1.5
)  # as notes are printed: to have all on one sheet


@frozen
class _Item:
    """A heading, or a number with the lines of its text, and the height with the gap to the next item."""

    number: str
    lines: tuple[str, ...]
    height: float
    is_heading: bool = False


@frozen
class Remarks:
    """The items of all groups, laid in columns of one width."""

    columns: tuple[tuple[_Item, ...], ...]
    width: float
    indent: float
    lettering: Lettering = ON_SCREEN

    @property
    def height(self) -> float:
        """The height of the highest column."""
        return max((sum(item.height for item in column) for column in self.columns), default=0.0)


def make_remarks(groups: tuple[RemarkGroup, ...], width: float, lettering: Lettering = ON_SCREEN) -> Remarks:
    """Wrap all remarks into columns that fill a sheet of some width."""
    remarks = [remark for group in groups for remark in group.remarks]
    count = min(max(int(width // lettering.narrowest), 1), _WIDEST_COUNT, ceil(len(remarks) / 4) or 1)
    column = (width - (count - 1) * COLUMN_GAP) / count
    numbers = (measure(to_drawable(remark.number), lettering.size) for remark in remarks)
    indent = max(numbers, default=0.0) + 7.0
    items = [item for group in groups for item in _make_items(group, column, indent, lettering)]
    return Remarks(_share_out(items, count), column, indent, lettering)


def pour(
    groups: tuple[RemarkGroup, ...], width: float, height: float, lettering: Lettering
) -> tuple[tuple[RemarkGroup, ...], ...]:
    """Return the remarks page by page; a heading is repeated where its remarks go on, never left alone."""
    pages: list[tuple[RemarkGroup, ...]] = []
    rest = list(part(groups))
    while rest:
        count = len(rest)
        while count and make_remarks(gather(rest[:count]), width, lettering).height > height + _HAIR:
            count -= 1
        halves = _halve(rest[0]) if count == 0 else ()
        if halves:
            rest[:1] = halves
            continue
        pages.append(gather(rest[: max(count, 1)]))
        del rest[: max(count, 1)]
    return tuple(pages)


def part(groups: Iterable[RemarkGroup]) -> Iterator[RemarkGroup]:
    """Yield a group per remark, all but the first of a heading marked as going on."""
    for group in groups:
        yield evolve(group, remarks=group.remarks[:1])
        yield from (RemarkGroup(_go_on(group.heading), (remark,)) for remark in group.remarks[1:])


def gather(groups: Iterable[RemarkGroup]) -> tuple[RemarkGroup, ...]:
    """Join the groups that follow each other under one heading."""
    found: list[RemarkGroup] = []
    for group in groups:
        if found and group.heading in {found[-1].heading, _go_on(found[-1].heading)}:
            found[-1] = evolve(found[-1], remarks=found[-1].remarks + group.remarks)
        else:
            found.append(group)
    return tuple(found)


def draw_remarks(remarks: Remarks, x: float, y: float) -> str:
    """Return the remarks as one group, their top left at a point."""
    columns = (
        _draw_column(column, remarks, x + n * (remarks.width + COLUMN_GAP), y)
        for n, column in enumerate(remarks.columns)
    )
    return element("g", *columns, class_="remarks", fill=INK) if remarks.columns else ""


def _go_on(heading: str) -> str:
    return f"{heading.removesuffix(_CONTINUED)}{_CONTINUED}" if heading else ""


def _halve(group: RemarkGroup) -> tuple[RemarkGroup, ...]:
    """Cut the one remark of a group that is higher than a page, after a sentence where there is one."""
    text = group.remarks[0].text if group.remarks else ""
    half = len(text) // 2
    cut = text.rfind("。", 0, half) + 1 or half
    if not cut:
        return ()
    first, last = Remark(group.remarks[0].number, text[:cut]), Remark("", text[cut:])
    return evolve(group, remarks=(first,)), RemarkGroup(_go_on(group.heading), (last,))


def _make_items(group: RemarkGroup, column: float, indent: float, lettering: Lettering) -> list[_Item]:
    size, step, between = lettering.size, lettering.step, lettering.between
    items = [
        _Item(to_drawable(r.number), lines, len(lines) * step + between)
        for r in group.remarks
        for lines in [make_block(r.text, size, column - indent).lines or ("",)]
    ]
    if not group.heading:
        return items
    lines = make_block(group.heading, lettering.heading, column).lines
    height = lettering.heading * 1.8 + (len(lines) - 1) * step
    return [_Item("", lines, height, is_heading=True), *items]


def _share_out(items: list[_Item], count: int) -> tuple[tuple[_Item, ...], ...]:
    """Fill the columns evenly, in order; no heading is left alone at the foot of a column."""
    share = sum(item.height for item in items) / count
    columns: list[list[_Item]] = [[]]
    filled = 0.0
    for n, item in enumerate(items):
        full = filled + item.height / 2 > share * len(columns)
        after_heading = n > 0 and items[n - 1].is_heading
        if full and columns[-1] and not after_heading and len(columns) < count:
            columns.append([])
        columns[-1].append(item)
        filled += item.height
    return tuple(tuple(column) for column in columns if column)


def _draw_column(column: tuple[_Item, ...], remarks: Remarks, x: float, y: float) -> str:
    parts: list[str] = []
    for n, item in enumerate(column):
        lift = remarks.lettering.lift if n else 0.0
        parts.append(
            _draw_heading(item, remarks, x, y + lift) if item.is_heading else _draw_item(item, remarks, x, y)
        )
        y += item.height
    return "".join(parts)


def _draw_heading(item: _Item, remarks: Remarks, x: float, y: float) -> str:
    size, step = remarks.lettering.heading, remarks.lettering.step
    lines = (
        text_line(line, x, y + size + n * step, font_size=size, stroke=INK, stroke_width=0.2)
        for n, line in enumerate(item.lines)
    )
    return element("g", *lines, class_="heading")


def _draw_item(item: _Item, remarks: Remarks, x: float, y: float) -> str:
    size, step = remarks.lettering.size, remarks.lettering.step
    number = text_line(item.number, x, y + size, class_="number", font_size=size)
    lines = (
        text_line(line, x + remarks.indent, y + size + n * step, class_="text", font_size=size)
        for n, line in enumerate(item.lines)
    )
    return element("g", number, *lines, class_="remark")

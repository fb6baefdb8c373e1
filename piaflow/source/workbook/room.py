"""Room for what a workbook has too few blocks of: systems, entries of Ⅱ.4 and Ⅱ.5 and rows of 変更箇所 are copied."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from attrs import frozen

from piaflow.form.form import Cell
from piaflow.law.addresses import Address
from piaflow.source.keys import squeeze
from piaflow.source.page import Rectangle
from piaflow.source.workbook.places import Places, Spot
from piaflow.source.workbook.references import Insertion
from piaflow.source.workbook.sheet import Place, Sheet

_SPARE = re.compile(r"\D+(\d+)[~-](\d+)$")
"""The heading of blocks that may follow: システム2～5."""


@frozen
class Block:
    """What comes again: a system, an entry of a file; `repeat` is its place in the form."""

    repeat: str
    file: str
    word: str


@frozen
class Copy:
    """Rows to be added, and the numbers that their copies bear; `block` is None for rows of 変更箇所."""

    sheet: Sheet
    insertion: Insertion
    block: Block | None
    numbers: tuple[int, ...] = ()

    def renumber(self) -> Mapping[Place, str]:
        """Return the labels that count, in the copies: 委託事項3 where 委託事項2 was copied."""
        if self.block is None:
            return {}
        at, told = self.insertion, {}
        area = Rectangle(1, at.first, _COLUMNS, at.last + 1)
        own = re.compile(rf"({self.block.word}\s*)(\d+|[０-９]+)")
        for (column, row), held in self.sheet.inside(area):
            found = own.search(held.text)
            if found is None or squeeze(found[0]) != f"{self.block.word}{self.numbers[0] - 1}":
                continue
            for n, number in enumerate(self.numbers):
                text = held.text[: found.start(2)] + _like(found[2], number) + held.text[found.end(2) :]
                told[column, at.at + n * at.height + row - at.first] = text
        return told


_COLUMNS = 16_385
_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


def _like(written: str, number: int) -> str:
    return str(number) if written.isascii() else str(number).translate(_WIDE)


def list_copies(places: Places, cells: Iterable[Cell], changes: int) -> Iterator[Copy | tuple[Block, str]]:
    """Yield what is to be copied, or a block of which nothing can be, with the reason.

    `changes` counts the rows of 変更箇所.
    """
    told = list(cells)
    for block, most in _count(cell.address for cell in told).items():
        has = [int(a.number) for a in places.reading.labels if _block_of(a) == block and a.number.isdigit()]
        if has and max(has) < most:
            yield _copy_block(places, block, max(has), most)
    rows = places.changes
    if rows and len(rows) < changes:
        yield _copy_row(rows[-1], changes - len(rows))


def _block_of(address: Address) -> Block | None:
    field = address.field
    return (
        Block(field.repeat, address.file, field.counted)
        if field.counted and not field.is_of_revisions
        else None
    )


def _count(addresses: Iterable[Address]) -> dict[Block, int]:
    found: dict[Block, int] = {}
    for address in addresses:
        block = _block_of(address)
        if block and address.number.isdigit():
            found[block] = max(found.get(block, 0), int(address.number))
    return found


def _copy_block(places: Places, block: Block, last: int, most: int) -> Copy | tuple[Block, str]:
    """The rows of the last block, copied below it, or below the heading of spare ones that follows."""
    own = [a for a in places.reading.labels if _block_of(a) == block and a.number == str(last)]
    found = [told for a in own if (told := places.find(a))]
    sheets = {id(one.label.sheet): one.label.sheet for one in found}
    if len(sheets) != 1:
        return block, "写す行が1枚のシートにありません"
    (sheet,) = sheets.values()
    areas = [spot.area for one in found for spot in (one.label, *_value_of(one.groups, one.label))]
    top, bottom = min(area.top for area in areas), max(area.bottom for area in areas)
    cells = places.cells_of(sheet.name)
    heading = squeeze(f"{block.word}{last}")
    top = min(
        [top, *(c.rectangle.top for c in cells if c.rectangle.bottom == top and squeeze(c.text) == heading)]
    )
    strange = (
        a
        for a in places.reading.labels
        if a not in own
        and (other := places.find(a))
        and other.label.sheet is sheet
        and top <= other.label.area.top < bottom
    )
    if next(strange, None):
        return block, "写す行にほかの欄もあります"
    at = bottom
    for cell in sorted(cells, key=lambda one: one.rectangle.top):
        spare = _SPARE.match(squeeze(cell.text)) if squeeze(cell.text).startswith(block.word) else None
        if spare and cell.rectangle.top == at and int(spare[1]) <= last + 1:
            at = cell.rectangle.bottom
    numbers = tuple(range(last + 1, most + 1))
    insertion = Insertion(sheet.name, int(top), int(bottom) - 1, int(at), len(numbers))
    return Copy(sheet, insertion, block, numbers)


def _value_of(groups: Iterable[tuple[Spot, ...]], label: Spot) -> tuple[Spot, ...]:
    """The rectangles beside a label, or below where there are none."""
    return next((group for group in groups if label not in group), ())


def _copy_row(row: Mapping[str, Spot], times: int) -> Copy:
    spots = list(row.values())
    top, bottom = min(spot.area.top for spot in spots), max(spot.area.bottom for spot in spots)
    sheet = spots[0].sheet
    return Copy(sheet, Insertion(sheet.name, int(top), int(bottom) - 1, int(bottom), times), None)

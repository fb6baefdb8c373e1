"""A Told as text of at most 100 columns, full-width characters counted as two.

Words are broken where they are longer than a line; nothing is cut. The work grows with the text alone, where a
library for terminals spends a hundred calls on every cell.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import zip_longest
from typing import assert_never

from rich.cells import cell_len, chop_cells

from piaflow.domain.names import name_some
from piaflow.domain.visible import reveal
from piaflow.report.checked import PlacedFinding, tell_sureness
from piaflow.report.told import (
    Block,
    Document,
    Drawn,
    Item,
    Items,
    Lines,
    Notices,
    Pictures,
    Section,
    Table,
    Told,
    join_lines,
    to_plain,
)

WIDTH = 100
_MARGIN = "  "
_BESIDE = " "
_BETWEEN = f"{_BESIDE} {_BESIDE}"
_WORD = re.compile(r"\s*\S+\s*")
_NOTHING = f"{_MARGIN}なし"


def to_text(*told: Told) -> str:
    """Return the answers below each other as plain text, without trailing blanks.

    Everything stands open and in order; where there is nothing it says なし.
    """
    return "".join(f"{line.rstrip()}\n" for one in told for line in _answer(one))


def _answer(told: Told) -> Iterator[str]:
    if told.title:
        yield from _lines([to_plain(told.title)])
    yield from _blocks(told.lead)
    for document in told.documents:
        yield from _document(document)
    for section in told.sections:
        yield from _section(section)
    if told.close:
        yield from _indent(0, to_plain(told.close))


def _document(document: Document) -> Iterator[str]:
    yield from _indent(0, to_plain(document.heading))
    yield from _blocks(document.lead)
    for section in document.sections:
        yield from _section(section)
    yield ""


def _section(section: Section) -> Iterator[str]:
    yield ""
    yield from _wrap(f"■ {reveal(to_plain(section.heading))}", WIDTH)
    yield from _blocks(section.blocks)


def _blocks(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Lines(texts):
                yield from _lines(map(to_plain, texts))
            case Items(items):
                yield from _items(items) if items else [_NOTHING]
            case Table():
                yield from _table(block) if block.rows else [_NOTHING]
            case Notices(found):
                yield from (line for one in found for line in _notice(one)) if found else [_NOTHING]
            case Pictures() | Drawn():
                pass
            case _:
                assert_never(block)


def _lines(texts: Iterable[str]) -> Iterator[str]:
    for text in _split("\n".join(texts)):
        yield from (_MARGIN + line for line in _wrap(text, WIDTH - len(_MARGIN)))


def _items(items: Iterable[Item], depth: int = 1) -> Iterator[str]:
    for item in items:
        yield from _indent(depth, to_plain(item.said))
        yield from _items(item.below, depth + 2)


def _notice(placed: PlacedFinding) -> Iterator[str]:
    finding = placed.finding
    yield from _indent(1, f"［{finding.severity.printed}・{tell_sureness(finding)}］{finding.message}")
    for side in finding.evidence:
        yield from _indent(3, f"・{side.said}　{name_some(map(str, side.spans), ' ')}")
    yield from _indent(3, f"{placed.place} {finding.key}")


def _indent(depth: int, text: str) -> Iterator[str]:
    """A text as one line, set in; where it is too long, its next lines are set in as well."""
    margin = _MARGIN * depth
    return (margin + line for line in _wrap(join_lines(reveal(text)), WIDTH - len(margin)))


def _table(told: Table) -> Iterator[str]:
    """The lines of a table; cells are wrapped, never cut. A wide column is left out."""
    shown = [n for n, column in enumerate(told.columns) if not column.wide]
    head = [_split(told.columns[n].heading) for n in shown]
    filled = [[_split(row[n]) for n in shown] for row in told.rows]
    widths = _fit([max(map(_measure, column)) for column in zip(head, *filled, strict=True)])
    rule = "─" * (sum(widths) + len(_BETWEEN) * (len(widths) - 1))
    drawn = [*_draw_row(head, widths, at_foot=True), rule]
    drawn += (line for row in filled for line in _draw_row(row, widths))
    return (_MARGIN + line for line in drawn)


def _split(text: str) -> list[str]:
    return [line.expandtabs() for line in reveal(text).split("\n")]


def _measure(cell: list[str]) -> int:
    return max(1, *map(cell_len, cell))


def _fit(widths: list[int]) -> list[int]:
    """Return the widths with the widest columns taken down together until the table fits.

    A column counts with the blanks beside it, which the outermost ones have on one side only.
    """
    beside = [2 * len(_BESIDE) - (i == 0) - (i == len(widths) - 1) for i in range(len(widths))]
    room = WIDTH - len(_MARGIN) - (len(widths) - 1)
    taken = [min(width + blanks, room) for width, blanks in zip(widths, beside, strict=True)]
    excess = sum(taken) - room
    while excess > 0:
        widest = max(taken)
        among = [i for i, width in enumerate(taken) if width == widest]
        most = min(excess, widest - max((w for w in taken if w < widest), default=0))
        for left, i in zip(range(len(among), 0, -1), among, strict=True):
            step = min(most, round(excess / left))
            taken[i] -= step
            excess -= step
    return [width - blanks for width, blanks in zip(taken, beside, strict=True)]


def _draw_row(cells: list[list[str]], widths: list[int], *, at_foot: bool = False) -> Iterator[str]:
    """Yield the lines of a row; short cells stand at its head, or at its foot."""
    wrapped = [
        [part for line in cell for part in _wrap(line, w)] for cell, w in zip(cells, widths, strict=True)
    ]
    if at_foot:
        height = max(map(len, wrapped))
        wrapped = [[""] * (height - len(cell)) + cell for cell in wrapped]
    for line in zip_longest(*wrapped, fillvalue=""):
        yield _BETWEEN.join(text + " " * (w - cell_len(text)) for text, w in zip(line, widths, strict=True))


def _wrap(text: str, width: int) -> list[str]:
    """Break a line between words, and inside a word that is longer than a whole line."""
    if cell_len(text) <= width:
        return [text]
    broken, filled = [""], 0
    for word in _WORD.findall(text):
        size = cell_len(word.rstrip())
        if size <= width - filled:
            broken[-1] += word
            filled += cell_len(word)
        else:
            pieces = chop_cells(word, width) if size > width else [word]
            broken = [*broken, *pieces] if broken[-1] else pieces
            filled = cell_len(pieces[-1])
    return [line.rstrip() if cell_len(line) > width else line for line in broken]

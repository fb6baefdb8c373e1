"""Tables and headings as text of at most 100 columns, full-width characters counted as two.

Words are broken where they are longer than a line; nothing is cut. The work grows with the text alone, where a
library for terminals spends a hundred calls on every cell.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest

from rich.cells import cell_len, chop_cells

from piaflow.domain.visible import reveal
from piaflow.report.checked import join_lines

WIDTH = 100
Part = tuple[str, ...]
"""Lines of text."""

_MARGIN = "  "
_BESIDE = " "
_BETWEEN = f"{_BESIDE} {_BESIDE}"
_WORD = re.compile(r"\s*\S+\s*")


def to_text(*parts: Part) -> str:
    """Return the parts below each other as plain text, without trailing blanks."""
    return "".join(f"{line.rstrip()}\n" for part in parts for line in part)


def table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> Part:
    """Return a table; cells are wrapped, never cut. Without rows it says なし."""
    filled = [[_split(cell) for cell in row] for row in rows]
    if not filled:
        return (f"{_MARGIN}なし",)
    head = [_split(column) for column in columns]
    widths = _fit([max(map(_measure, column)) for column in zip(head, *filled, strict=True)])
    rule = "─" * (sum(widths) + len(_BETWEEN) * (len(widths) - 1))
    drawn = [*_draw_row(head, widths, at_foot=True), rule]
    drawn += (line for row in filled for line in _draw_row(row, widths))
    return tuple(_MARGIN + line for line in drawn)


def heading(text: str) -> Part:
    """Return a heading with a blank line before it."""
    return "", *_wrap(f"■ {reveal(text)}", WIDTH)


def lines(texts: Iterable[str]) -> Part:
    """Return lines set in by two columns."""
    told = _split("\n".join(texts))
    return tuple(_MARGIN + line for text in told for line in _wrap(text, WIDTH - len(_MARGIN)))


def indent(depth: int, text: str) -> Part:
    """Return a text as one line, set in; where it is too long, its next lines are set in as well."""
    margin = _MARGIN * depth
    return tuple(margin + line for line in _wrap(join_lines(reveal(text)), WIDTH - len(margin)))


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

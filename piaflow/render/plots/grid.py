"""A grid: rows of names, columns of items, and a place for marks where they meet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from matplotlib.axes import Axes

from piaflow.layout.font import measure
from piaflow.render.plots.canvas import (
    BLUE,
    GREY,
    INK,
    PALE,
    PAPER,
    SMALL,
    TEXT,
    TITLE,
    clear,
    ink,
    open_axes,
    put_legend,
    put_title,
    wrap,
)

Place = tuple[float, float]
Look = Mapping[str, Any]

FILLED: Look = {"marker": "o", "s": 68, "facecolor": BLUE, "edgecolor": BLUE}
HOLLOW: Look = {"marker": "o", "s": 62, "facecolor": PAPER, "edgecolor": BLUE, "linewidth": 1.6}
DASH: Look = {"marker": "_", "s": 26, "color": GREY, "linewidth": 0.9}
QUESTION: Look = {"marker": "$?$", "s": 44, "color": INK, "linewidth": 0.3}
"""印: certain, possible, not at all, not told. They differ in form, so that they are told apart in grey."""

_COLUMN = 76.0
_LEAST = 310.0  # of all columns: the title and the legend stand over and under them
_LABEL = 200.0
_LINE = 1.35
_FOOT = 26.0


def open_grid(ax: Axes | None, title: str, rows: Sequence[str], columns: Sequence[str]) -> Axes:
    """Return axes with one line for each row and one place for each column; (0, 0) is the first of both."""
    labels = [wrap(row, _LABEL) for row in rows]
    heads = [wrap(name, _COLUMN - 3, SMALL) for name in columns]
    room = max(_COLUMN * len(columns), _LEAST)
    height = sum(_height(label) + 7 for label in labels)
    head = max(map(_height, heads), default=0.0) + (title.count("\n") + 1) * TITLE * _LINE + 20
    drawn = open_axes(ax, _width(labels) + room + 10, height + head + _FOOT)
    drawn.set_xlim(-0.5, len(columns) - 0.5)
    drawn.set_ylim(len(rows) - 0.5, -0.5)
    drawn.xaxis.tick_top()
    drawn.set_xticks(range(len(columns)), heads, **ink(SMALL), linespacing=1.15)
    drawn.set_yticks(range(len(rows)), labels, **ink(), linespacing=1.1)
    clear(drawn)
    drawn.hlines([y - 0.5 for y in range(len(rows) + 1)], -0.5, len(columns) - 0.5, colors=PALE, lw=0.6)
    put_title(drawn, title, room)
    return drawn


def draw_marks(ax: Axes, marks: Iterable[tuple[Place, str]], looks: Mapping[str, Look]) -> None:
    """Draw each mark at its place (column, row) in the look of its word, with a legend of the words in use."""
    drawn = list(marks)
    for word, look in looks.items():
        places = [place for place, found in drawn if found == word]
        if places:
            ax.scatter(*zip(*places, strict=True), label=word, zorder=3, **look)
    put_legend(ax, columns=len(looks))


def _height(label: str) -> float:
    return (label.count("\n") + 1) * TEXT * _LINE


def _width(labels: Sequence[str]) -> float:
    return max((measure(line, TEXT) for label in labels for line in label.splitlines()), default=0.0)

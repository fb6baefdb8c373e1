"""Stacked bars that lie: one bar for each label, its parts told apart by hatch as well as by colour."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import frozen
from matplotlib.axes import Axes
from matplotlib.figure import Figure, SubFigure

from piaflow.layout.font import measure
from piaflow.render.plots.canvas import (
    INK,
    TEXT,
    clear,
    ink,
    open_axes,
    put_legend,
    put_title,
    wrap,
)

_LABEL = 190.0
_BARS = 300.0
_LINE = 13.0
_FOOT, _HEAD = 30.0, 42.0


@frozen
class Part:
    """A kind of part of a bar: its word in the legend and how it is filled."""

    word: str
    face: str
    hatch: str = ""


@frozen
class Bar:
    """A bar: its label, how many of each part, and the total written at its end (of what is counted once)."""

    label: str
    counts: tuple[int, ...]
    total: str


def draw_bars(ax: Axes | None, title: str, bars: Sequence[Bar], parts: Sequence[Part]) -> Figure | SubFigure:
    """Return a figure of the bars from the top down, with a legend of the parts that are in use."""
    labels = [wrap(bar.label, _LABEL) for bar in bars]
    wide = max(measure(line, TEXT) for label in labels for line in label.splitlines())
    height = sum(_LINE * (label.count("\n") + 1) + 10 for label in labels)
    drawn = open_axes(ax, wide + _BARS + 20, height + _HEAD + _FOOT)
    starts = [0] * len(bars)
    for number, part in enumerate(parts):
        counts = [bar.counts[number] for bar in bars]
        if any(counts):
            _draw_part(drawn, part, starts, counts)
            starts = [start + count for start, count in zip(starts, counts, strict=True)]
    longest = max(starts)
    for y, (bar, end) in enumerate(zip(bars, starts, strict=True)):
        drawn.text(end + longest * 0.015, y, bar.total, ha="left", va="center", **ink())
    drawn.set_xlim(0, longest * 1.12)
    drawn.set_ylim(len(bars) - 0.45, -0.55)
    drawn.set_xticks([])
    drawn.set_yticks(range(len(bars)), labels, **ink(), linespacing=1.1)
    clear(drawn)
    put_title(drawn, title, _BARS)
    put_legend(drawn, columns=len(parts))
    return drawn.figure


def _draw_part(ax: Axes, part: Part, starts: Sequence[int], counts: Sequence[int]) -> None:
    shown = [y for y, count in enumerate(counts) if count]
    ax.barh(
        shown,
        [counts[y] for y in shown],
        left=[starts[y] for y in shown],
        height=0.62,
        facecolor=part.face,
        edgecolor=INK,
        hatch=part.hatch,
        linewidth=0.7,
        label=part.word,
    )

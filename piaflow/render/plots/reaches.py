"""Who has which item, as marks on a grid: the systems of a model, and before and after a change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import Enum

from attrs import frozen
from matplotlib.axes import Axes
from matplotlib.figure import Figure, SubFigure

from piaflow.domain.assessment import Assessment
from piaflow.domain.items import IDENTIFIERS
from piaflow.impact.answer import Impact
from piaflow.impact.reaches import ReachChange
from piaflow.layout.font import measure
from piaflow.render.plots.canvas import (
    SMALL,
    TEXT,
    TITLE,
    Look,
    clear,
    ink,
    open_axes,
    put_legend,
    put_title,
    say_empty,
    title_of,
    wrap,
)
from piaflow.trace.answer import Reach
from piaflow.trace.tracing import trace
from piaflow.views.theme import BLUE, GREY, INK, PALE, PAPER

Cell = tuple[float, float]

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


def draw_marks(ax: Axes, marks: Iterable[tuple[Cell, str]], looks: Mapping[str, Look]) -> None:
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


ITEMS = (*IDENTIFIERS, "4情報")
"""項目: the columns of a matrix for which no others are asked."""


class Held(Enum):
    """保有: how surely a system has an item. Values are the words of the legend."""

    DEFINITE = "届く"
    POSSIBLE = "届きうる"
    NONE = "届かない"
    UNTOLD = "流れの記載がない"


_OF_REACH = {Reach.DEFINITE: Held.DEFINITE, Reach.POSSIBLE: Held.POSSIBLE, Reach.NONE: Held.NONE}


@frozen
class Holding:
    """One system and how surely it has each of the items, in their order."""

    system: str
    held: tuple[Held, ...]


def find_holdings(model: Assessment, items: Sequence[str] = ITEMS) -> tuple[Holding, ...]:
    """Return the systems of a model with what they have. Raises UnknownNameError for an unknown item."""
    traces = [trace(model, item) for item in items]
    told = _find_told(model)
    return tuple(
        Holding(
            system.name,
            tuple(
                _OF_REACH[t.node(system.name).reach_as(t.item)] if system.name in told else Held.UNTOLD
                for t in traces
            ),
        )
        for system in model.systems
    )


def _find_told(model: Assessment) -> set[str]:
    """Return the nodes that a flow meets or that hold a file: of the others the document says nothing."""
    ends = {model.holder(end) for flow in model.flows for end in (flow.source, flow.target)}
    return ends | {model.canonical(file.holder) for file in model.files}


_HELD_LOOKS = {
    Held.DEFINITE.value: FILLED,
    Held.POSSIBLE.value: HOLLOW,
    Held.NONE.value: DASH,
    Held.UNTOLD.value: QUESTION,
}


def draw_matrix(model: Assessment, items: Sequence[str], ax: Axes | None) -> Figure | SubFigure:
    """Return a figure of the systems by the items, or by ITEMS. Raises UnknownNameError for an unknown item."""
    title, items = title_of(model, "どのシステムが何を持つか"), items or ITEMS
    found = find_holdings(model, items)
    if not found:
        return say_empty(ax, title, "システムの記載がない")
    drawn = open_grid(ax, title, [holding.system for holding in found], items)
    cells = ((x, y, held.value) for y, row in enumerate(found) for x, held in enumerate(row.held))
    draw_marks(drawn, (((x, y), word) for x, y, word in cells), _HELD_LOOKS)
    return drawn.figure


_ASIDE = 0.24
_CHANGE_LOOKS = {Reach.DEFINITE.printed: FILLED, Reach.POSSIBLE.printed: HOLLOW, Reach.NONE.printed: DASH}


def list_changes(impact: Impact) -> tuple[ReachChange, ...]:
    """Return every change of reach, item by item: what is gained, then what is lost."""
    return tuple(change for reach in impact.reaches for change in (*reach.gained, *reach.lost))


def draw_gains(impact: Impact, ax: Axes | None) -> Figure | SubFigure:
    """Return a figure of the nodes and parties by the identifiers, each change as before → after."""
    title = title_of(impact.after, "識別子が届くようになる所・届かなくなる所（前 → 後）")
    found = list_changes(impact)
    if not found:
        return say_empty(ax, title, "届く所は変わらない")
    names = list(dict.fromkeys((c.name, c.is_party) for c in found))
    items = list(dict.fromkeys(c.item for c in found))
    labels = [f"{name}（主体）" if is_party else name for name, is_party in names]
    drawn = open_grid(ax, title, labels, items)
    places = [((items.index(c.item), names.index((c.name, c.is_party))), c) for c in found]
    befores = (((x - _ASIDE, y), c.was.printed) for (x, y), c in places)
    afters = (((x + _ASIDE, y), c.now.printed) for (x, y), c in places)
    draw_marks(drawn, (*befores, *afters), _CHANGE_LOOKS)
    for (x, y), _ in places:
        ends = (x + _ASIDE / 2, y), (x - _ASIDE / 2, y)
        drawn.annotate("", *ends, arrowprops={"arrowstyle": "->", "color": INK, "linewidth": 0.8})
    return drawn.figure

"""Which system has which item: certainly, possibly, certainly not, or in no flow that would tell."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from attrs import frozen
from matplotlib.axes import Axes
from matplotlib.figure import Figure, SubFigure

from piaflow.domain.assessment import Assessment
from piaflow.domain.items import IDENTIFIERS
from piaflow.render.plots.canvas import say_empty, title_of
from piaflow.render.plots.grid import DASH, FILLED, HOLLOW, QUESTION, draw_marks, open_grid
from piaflow.trace.answer import Reach
from piaflow.trace.tracing import trace

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


_LOOKS = {
    Held.DEFINITE.value: FILLED,
    Held.POSSIBLE.value: HOLLOW,
    Held.NONE.value: DASH,
    Held.UNTOLD.value: QUESTION,
}


def draw_matrix(model: Assessment, items: Sequence[str], ax: Axes | None) -> Figure | SubFigure:
    """Return a figure of the systems by the items. Raises UnknownNameError for an unknown item."""
    title = title_of(model, "どのシステムが何を持つか")
    found = find_holdings(model, items)
    if not found:
        return say_empty(ax, title, "システムの記載がない")
    drawn = open_grid(ax, title, [holding.system for holding in found], items)
    cells = ((x, y, held.value) for y, row in enumerate(found) for x, held in enumerate(row.held))
    draw_marks(drawn, (((x, y), word) for x, y, word in cells), _LOOKS)
    return drawn.figure

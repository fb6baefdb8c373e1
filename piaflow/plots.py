"""Plots for a notebook or a report: each returns a matplotlib figure, drawn on `ax` where one is given.

On a small `ax` of one's own texts may crowd; a figure that a plot makes itself has the room that it needs.
matplotlib is loaded when the first plot is drawn, and none of its settings is touched.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from piaflow.app.arguments import Assessed, Impacted
from piaflow.app.plotting import plot_impact, plot_model

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure, SubFigure

__all__ = ["bases", "entrustments", "gains", "matrix", "means", "revisions"]


def matrix(model: Assessed, items: Sequence[str] = (), *, ax: Axes | None = None) -> Figure | SubFigure:
    """Return the systems by `items` (識別子 and 4情報, where none are given): 届く, 届きうる, 届かない.

    A system in no flow is marked as such: of it the document tells nothing. Raises UnknownNameError.
    """
    return plot_model("matrix", model, ax, items=items)


def bases(model: Assessed, *, ax: Axes | None = None) -> Figure | SubFigure:
    """Return how many recipients of 提供 and 移転 rest on which law; each row of a 別紙 is one."""
    return plot_model("bases", model, ax)


def means(model: Assessed, *, ax: Axes | None = None) -> Figure | SubFigure:
    """Return how many recipients of 提供 and 移転 get it by which means; each row of a 別紙 is one.

    Those whose box cannot be read are told beside the bars.
    """
    return plot_model("means", model, ax)


def entrustments(model: Assessed, *, ax: Axes | None = None) -> Figure | SubFigure:
    """Return the tree of 委託 and 再委託: contractors, what they do, whether they entrust it in turn."""
    return plot_model("entrustments", model, ax)


def revisions(model: Assessed, *, ax: Axes | None = None) -> Figure | SubFigure:
    """Return 変更箇所 along time, by 事前, 事後 and 不明."""
    return plot_model("revisions", model, ax)


def gains(impact: Impacted, *, ax: Axes | None = None) -> Figure | SubFigure:
    """Return who gets or loses an identifier by a change, before and after side by side."""
    return plot_impact("gains", impact, ax)

"""Plots for a notebook or a report: each returns a matplotlib figure, drawn on `ax` where one is given.

On a small `ax` of one's own texts may crowd; a figure that a plot makes itself has the room that it needs.
matplotlib is loaded when the first plot is drawn, and none of its settings is touched.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from piaflow.app.arguments import Assessed, read_impact, read_model

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure, SubFigure

    from piaflow.app.impacts import ImpactAnswer
    from piaflow.impact.answer import Impact

__all__ = ["bases", "entrustments", "gains", "matrix", "means", "revisions", "rewrites"]


def matrix(model: Assessed, items: Sequence[str] = (), *, ax: Axes | None = None) -> Figure | SubFigure:
    """Return the systems by `items` (識別子 and 4情報, where none are given): 届く, 届きうる, 届かない.

    A system in no flow is marked as such: of it the document tells nothing. Raises UnknownNameError.
    """
    from piaflow.render.plots.reaches import ITEMS, draw_matrix

    return draw_matrix(read_model("plots.matrix", model), items or ITEMS, ax)


def bases(model: Assessed, *, ax: Axes | None = None) -> Figure | SubFigure:
    """Return how many recipients of 提供 and 移転 rest on which law; each row of a 別紙 is one."""
    from piaflow.render.plots.counts import draw_bases

    return draw_bases(read_model("plots.bases", model), ax)


def means(model: Assessed, *, ax: Axes | None = None) -> Figure | SubFigure:
    """Return how many recipients of 提供 and 移転 get it by which means; each row of a 別紙 is one."""
    from piaflow.render.plots.counts import draw_means

    return draw_means(read_model("plots.means", model), ax)


def entrustments(model: Assessed, *, ax: Axes | None = None) -> Figure | SubFigure:
    """Return the tree of 委託 and 再委託: contractors, what they do, whether they entrust it in turn."""
    from piaflow.render.plots.entrustments import draw_entrustments

    return draw_entrustments(read_model("plots.entrustments", model), ax)


def revisions(model: Assessed, *, ax: Axes | None = None) -> Figure | SubFigure:
    """Return 変更箇所 along time, by 事前, 事後 and 不明."""
    from piaflow.render.plots.revisions import draw_revisions

    return draw_revisions(read_model("plots.revisions", model), ax)


def rewrites(impact: Impact | ImpactAnswer, *, ax: Axes | None = None) -> Figure | SubFigure:
    """Return how many items of each chapter a change makes rewrite or look at again, with ※ or without."""
    from piaflow.render.plots.counts import draw_rewrites

    return draw_rewrites(read_impact("plots.rewrites", impact), ax)


def gains(impact: Impact | ImpactAnswer, *, ax: Axes | None = None) -> Figure | SubFigure:
    """Return who gets or loses an identifier by a change, before and after side by side."""
    from piaflow.render.plots.reaches import draw_gains

    return draw_gains(read_impact("plots.gains", impact), ax)

"""The plots by the names under which they are asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from matplotlib.figure import Figure, SubFigure

from piaflow.render.plots.counts import draw_bases, draw_means
from piaflow.render.plots.entrustments import draw_entrustments
from piaflow.render.plots.reaches import draw_gains, draw_matrix
from piaflow.render.plots.revisions import draw_revisions

Plots = Mapping[str, Callable[..., Figure | SubFigure]]

OF_A_MODEL: Plots = {
    "matrix": draw_matrix,
    "bases": draw_bases,
    "means": draw_means,
    "entrustments": draw_entrustments,
    "revisions": draw_revisions,
}
OF_AN_IMPACT: Plots = {"gains": draw_gains}

"""The plots of a model and of an impact. matplotlib is loaded when the first is drawn."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any

from piaflow.app.arguments import Assessed, Impacted, read_impact, read_model
from piaflow.errors import needing

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure, SubFigure


def _needing_matplotlib() -> AbstractContextManager[None]:
    return needing("plots", "グラフを描く")


def plot_model(name: str, model: Assessed, ax: Axes | None, **asked: Any) -> Figure | SubFigure:
    """Return a plot of a model by its name. Raises WrongCallError for what is no model, MissingExtraError."""
    with _needing_matplotlib():
        from piaflow.render.plots.catalogue import OF_A_MODEL

    return OF_A_MODEL[name](read_model(f"plots.{name}", model), ax=ax, **asked)


def plot_impact(name: str, impact: Impacted, ax: Axes | None) -> Figure | SubFigure:
    """Return a plot of an impact by its name. Raises WrongCallError for what is no impact, MissingExtraError."""
    with _needing_matplotlib():
        from piaflow.render.plots.catalogue import OF_AN_IMPACT

    return OF_AN_IMPACT[name](read_impact(f"plots.{name}", impact), ax=ax)

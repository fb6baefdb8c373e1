"""The figure of a plot: it belongs to no window and shows itself where a notebook shows it."""

from __future__ import annotations

import io

from matplotlib.figure import Figure


class PlotFigure(Figure):
    """A figure outside pyplot, so that nothing of matplotlib's own state is touched and nothing shown twice."""

    def _repr_png_(self) -> bytes:
        out = io.BytesIO()
        self.savefig(out, format="png", dpi=120)
        return out.getvalue()

"""What every plot is drawn on: axes of the caller or of a new figure, and text in the font of the pictures.

Nothing is written to the settings of matplotlib: each text bears its font itself.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure, SubFigure
from matplotlib.font_manager import FontProperties
from matplotlib.layout_engine import ConstrainedLayoutEngine

from piaflow.domain.assessment import Assessment
from piaflow.layout.font import find_font_file, flatten
from piaflow.layout.text import make_block
from piaflow.views.theme import GREY, INK, PAPER


class PlotFigure(Figure):
    """A figure outside pyplot, so that nothing of matplotlib's own state is touched and nothing shown twice."""

    def _repr_png_(self) -> bytes:
        out = io.BytesIO()
        self.savefig(out, format="png", dpi=120)
        return out.getvalue()


Look = Mapping[str, Any]
TEXT, SMALL, TITLE = 9.0, 8.0, 11.0
_POINTS = 72.0
_MARGIN = 12.0


def open_axes(ax: Axes | None, width: float, height: float) -> Axes:
    """Return the caller's axes, or those of a new figure of that size in points."""
    if ax is not None:
        return ax
    size = (width + 2 * _MARGIN) / _POINTS, (height + 2 * _MARGIN) / _POINTS
    layout = ConstrainedLayoutEngine(w_pad=_MARGIN / _POINTS, h_pad=_MARGIN / _POINTS)
    figure = PlotFigure(figsize=size, facecolor=PAPER, layout=layout)
    return figure.add_subplot()


def font(size: float = TEXT) -> FontProperties:
    """Return the font of the pictures in a size."""
    return FontProperties(fname=str(find_font_file()), size=size)


def ink(size: float = TEXT, color: str = INK) -> dict[str, Any]:
    """Return what every text is written with: the font, the colour, and no mathematics between dollar signs."""
    return {"fontproperties": font(size), "color": color, "parse_math": False}


def wrap(text: str, room: float, size: float = TEXT) -> str:
    """Return a drawable text in lines of at most `room` points."""
    return "\n".join(make_block(flatten(text), size, room).lines)


def title_of(model: Assessment, what: str) -> str:
    """Return the title of a plot: what it shows, and below whose document it shows."""
    return f"{what}\n{model.heading}"


def put_title(ax: Axes, title: str, room: float) -> None:
    """Write the title over the left end of the axes."""
    text = "\n".join(wrap(line, room, TITLE) for line in title.splitlines())
    ax.set_title(text, loc="left", **ink(TITLE), pad=8, linespacing=1.3)


def put_legend(ax: Axes, columns: int) -> None:
    """Write the legend below the axes."""
    ax.legend(
        loc="upper left",
        bbox_to_anchor=(0, 0),
        borderaxespad=0.8,
        borderpad=0,
        ncols=columns,
        frameon=False,
        handlelength=2.4,
        handleheight=1.1,
        prop=font(SMALL),
        labelcolor=INK,
    )


def clear(ax: Axes) -> None:
    """Take away the frame and the strokes of the ticks."""
    for spine in ax.spines.values():
        spine.set_visible(False)
    ax.tick_params(length=0)


def say_empty(ax: Axes | None, title: str, what: str) -> Figure | SubFigure:
    """Return a figure that says that there is nothing to plot."""
    drawn = open_axes(ax, 300, 90)
    put_title(drawn, title, 300)
    clear(drawn)
    drawn.set_xticks([])
    drawn.set_yticks([])
    drawn.text(
        0.5,
        0.5,
        what,
        transform=drawn.transAxes,
        ha="center",
        va="center",
        **ink(color=GREY),
    )
    return drawn.figure

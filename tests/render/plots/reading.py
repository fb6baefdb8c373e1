"""Reading plots back: the words, marks and bars that a figure shows."""

from __future__ import annotations

import matplotlib.text
import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import PathCollection
from matplotlib.container import BarContainer
from matplotlib.figure import Figure, SubFigure

from piaflow.domain.assessment import Assessment, Overview

EMPTY = Assessment(Overview("みなと市長", "住民基本台帳"))


def axes_of(figure: Figure | SubFigure) -> Axes:
    (axes,) = figure.axes
    return axes


def texts_of(figure: Figure | SubFigure) -> list[matplotlib.text.Text]:
    """Every text that is seen."""
    figure.draw_without_rendering()  # type: ignore[union-attr]
    return [t for t in figure.findobj(matplotlib.text.Text) if t.get_visible() and t.get_text()]


def words_of(figure: Figure | SubFigure) -> list[str]:
    """The texts as one reads them, lines joined."""
    return [text.get_text().replace("\n", "") for text in texts_of(figure)]


def rows_of(axes: Axes) -> list[str]:
    return [label.get_text().replace("\n", "") for label in axes.get_yticklabels()]


def columns_of(axes: Axes) -> list[str]:
    return [label.get_text().replace("\n", "") for label in axes.get_xticklabels()]


def marks_of(axes: Axes) -> dict[str, list[tuple[float, float]]]:
    """The places of the marks by their word in the legend."""
    drawn = [c for c in axes.collections if isinstance(c, PathCollection)]
    return {str(c.get_label()): [(x, y) for x, y in np.asarray(c.get_offsets()).tolist()] for c in drawn}


def bars_of(axes: Axes) -> dict[str, dict[str, int]]:
    """The length of each part by its word in the legend and the label of its bar; parts follow each other."""
    rows = rows_of(axes)
    found: dict[str, dict[str, int]] = {}
    ends = dict.fromkeys(rows, 0.0)
    for part in axes.containers:
        assert isinstance(part, BarContainer)
        for bar in part.patches:
            row = rows[round(bar.get_y() + bar.get_height() / 2)]
            assert bar.get_x() == ends[row]
            ends[row] += bar.get_width()
            found.setdefault(str(part.get_label()), {})[row] = int(bar.get_width())
    return found

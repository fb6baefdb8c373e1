"""`piaflow.plots`: every plot is named, documented and takes the axes of the caller."""

from __future__ import annotations

import inspect
import re
from pathlib import Path

import pytest

from piaflow import plots


def test_the_plots_are_sorted_and_nothing_public_is_left_unsaid() -> None:
    own = [n for n, v in vars(plots).items() if inspect.isfunction(v) and v.__module__ == plots.__name__]
    assert sorted(own) == plots.__all__


@pytest.mark.parametrize("name", plots.__all__)
def test_every_plot_is_documented_and_takes_axes(name: str) -> None:
    plot = getattr(plots, name)
    assert inspect.getdoc(plot)
    assert inspect.signature(plot).parameters["ax"].default is None


def test_the_page_of_the_plots_names_each_of_them() -> None:
    page = (Path(__file__).parents[1] / "docs" / "plots.md").read_text(encoding="utf-8")
    assert sorted(re.findall(r"`piaflow\.plots\.(\w+)\(", page)) == plots.__all__

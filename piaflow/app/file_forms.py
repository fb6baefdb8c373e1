"""The official form of a model file, with what a person put beside it."""

from __future__ import annotations

from pathlib import Path

from attrs import evolve

from piaflow.app.forms import FormAnswer
from piaflow.app.layouts import keep_places
from piaflow.app.loading import load


def fill_form(path: str | Path) -> FormAnswer:
    """Return the official form of a model file or document, the boxes of its 別添1 where a person put them.

    Raises as `load` does; drawing raises FileAccessError for a layout that nobody can read.
    """
    model = load(path)
    filled = model.form()
    return evolve(filled, draw=lambda: keep_places(Path(path), model.assessment, filled.draw()))

"""The models that tests share, each read once for all that run together: nobody changes a model that was loaded."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from piaflow.app.loading import load as load_model
from piaflow.app.model import Model
from piaflow.domain.assessment import Assessment
from piaflow.store.load import load


@cache
def load_once(path: Path | str) -> Assessment:
    """Return the assessment of a model file of the repository."""
    return load(Path(path))


@cache
def open_once(path: Path | str) -> Model:
    """Return the model of a model file of the repository, with what was worked out of it before."""
    return load_model(path)

"""The findings of model files, each with its place in the file."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from piaflow.app.findings import Find, FindingsAnswer, check_model
from piaflow.app.loading import load_all
from piaflow.app.project import Project
from piaflow.domain.assessment import Assessment
from piaflow.rules.places import make_finder
from piaflow.store.places import load_places


def check_files(
    paths: Sequence[str | Path], project: Project, *, today: date | None = None
) -> FindingsAnswer:
    """Return what the rules of a project find in each model file, with the place of each finding in it.

    Raises FileAccessError, or InputError with the problems of all files together.
    """
    models = load_all([Path(path) for path in paths])
    checked = tuple(
        check_model(model, str(path), _find_in(model, path), project, today)
        for model, path in zip(models, paths, strict=True)
    )
    return FindingsAnswer(checked, project.rules)


def _find_in(model: Assessment, path: str | Path) -> Find:
    places = load_places(path)
    find = make_finder(model)
    return lambda subject: places.place(find(subject))

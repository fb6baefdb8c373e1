"""The findings of model files, each with its place in the file."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from piaflow.app.findings import FindingsAnswer, Given, check_model
from piaflow.app.loading import ModelFile, read_named
from piaflow.app.project import Project
from piaflow.report.checked import CheckReport
from piaflow.rules.places import make_finder
from piaflow.store.configuration import load_baseline


def check_files(  # noqa: PLR0913 - each by its name
    names: Sequence[str | Path],
    project: Project,
    *,
    today: date | None = None,
    baseline: str | Path = "",
    documents: str | Path = "",
    norms: bool = False,
) -> FindingsAnswer:
    """Return what the rules of a project find in each file that is named, with the place of each finding in it.

    A folder stands for what is in it, as `read_named` says.

    `baseline` is the JSON of an earlier check: what it names is left out. `documents` is the folder of the documents
    that the models were read from. `norms` shows the findings on norms younger than a document too.

    Raises FileAccessError, or InputError with the problems of all files together.
    """
    known = load_baseline(baseline) if baseline else frozenset()
    checked = tuple(
        check_model(give(file, documents), project, today, norms=norms) for file in read_named(names)
    )
    return FindingsAnswer(CheckReport(checked, project.rules)).without(known)


def give(file: ModelFile, documents: str | Path = "") -> Given:
    """Return what is checked of a model file: what it says, where each thing stands, and its document where that is read."""
    model = file.loaded.assessment
    find = make_finder(model)
    return Given(
        model, str(file.path), lambda subject: file.loaded.place(find(subject)), file.read_form(documents)
    )

"""What is wrong with a model while it is typed: what keeps it from being read, else what the rules find in it."""

from __future__ import annotations

from pathlib import Path

from attrs import frozen

from piaflow.app.file_findings import give
from piaflow.app.findings import check_model
from piaflow.app.language.texts import Texts
from piaflow.app.loading import ModelFile
from piaflow.app.project import Project
from piaflow.domain.visible import reveal
from piaflow.errors import FileAccessError, InputError, PiaflowError, Place
from piaflow.report.as_github import tell_finding
from piaflow.rules.finding import Severity

UNREADABLE = Severity.ERROR.value


@frozen
class Fault:
    """What is wrong at a place: how grave (error, warning, note), what, and the rule that says so ("" for none)."""

    place: Place
    severity: str
    what: str
    rule: str = ""


def find_faults(texts: Texts, path: Path) -> tuple[Fault, ...]:
    """Return what keeps a model from being read, each problem at its place in whichever of its files."""
    try:
        texts.loader.load(path)
    except InputError as error:
        return tuple(Fault(p.place, UNREADABLE, reveal(p.what)) for p in error.problems)
    except FileAccessError as error:
        return (Fault(Place(str(path)), UNREADABLE, reveal(str(error))),)
    return ()


def find_findings(texts: Texts, path: Path, project: Project) -> tuple[Fault, ...]:
    """Return what the rules of a project find in a model that can be read; () of any other."""
    try:
        file = ModelFile(path, texts.loader.load(path))
        found = check_model(give(file), project, None)
    except PiaflowError:
        return ()
    return tuple(
        Fault(p.place, p.finding.severity.value, reveal(tell_finding(p.finding)), p.finding.rule)
        for p in found.standing
    )

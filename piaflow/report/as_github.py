"""Findings as workflow commands: GitHub shows each at its line of the changed model file."""

from __future__ import annotations

from piaflow.domain.names import name_some
from piaflow.domain.visible import reveal
from piaflow.errors import Place
from piaflow.report.checked import CheckedDocument, CheckReport, PlacedFinding
from piaflow.rules.finding import Finding, Severity

_COMMAND = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def to_github(report: CheckReport) -> str:
    """Return one `::error file=…,line=…,col=…,title=…::…` line per finding."""
    placed = (p for document in report.documents for p in document.standing)
    found = [_line(p, report.titles[p.finding.rule]) for p in placed]
    silent = [_tell_gaps(document) for document in report.documents if document.gaps]
    return "".join(f"{line}\n" for line in (*found, *silent))


def tell_finding(finding: Finding) -> str:
    """Return a finding as it stands beside a line: what it says, both sides with their lines, and its key."""
    sides = (f"・{side.said} {name_some(map(str, side.spans), ' ')}".rstrip() for side in finding.evidence)
    return "\n".join([finding.message, *sides, finding.key])


def _tell_gaps(document: CheckedDocument) -> str:
    told = "\n".join([document.name, *(gap.said for gap in document.gaps)])
    named = {"file": document.file} if document.file else {}
    pairs = ",".join(
        f"{key}={_property(value)}" for key, value in {**named, "title": "確かめられなかったこと"}.items()
    )
    return f"::notice {pairs}::{_data(told)}"


def _line(placed: PlacedFinding, title: str) -> str:
    finding = placed.finding
    properties = {**_position(placed.place), "title": f"{title} ({finding.rule})"}
    named = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    return f"::{_COMMAND[finding.severity]} {named}::{_data(tell_finding(finding))}"


def _position(place: Place) -> dict[str, str]:
    if not place.file:
        return {}
    return {"file": place.file, "line": str(place.line), "col": str(place.column)}


def _data(text: str) -> str:
    """Escape as the runner reads it back: the percent sign first."""
    return reveal(text).replace("%", "%25").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")

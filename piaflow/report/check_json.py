"""Findings as the documented JSON: `piaflow check --format json`, and rows for a table."""

from __future__ import annotations

from piaflow.errors import Place
from piaflow.report.as_json import Json, to_json
from piaflow.report.checked import CheckedDocument, CheckReport, PlacedFinding
from piaflow.rules.finding import Finding


def check_json(report: CheckReport) -> str:
    """Return the JSON text of the findings that stand."""
    return to_json(check_to_list(report))


def check_to_list(report: CheckReport) -> list[Json]:
    """Return one object per finding: document, file, rule, severity, …, key and place."""
    return [_finding(document, placed) for document in report.documents for placed in document.standing]


def check_to_rows(report: CheckReport) -> list[Json]:
    """Return one flat dict per finding, its words as an officer reads them."""
    return [_row(document, placed) for document in report.documents for placed in document.standing]


def finding_to_dict(finding: Finding) -> Json:
    """Return what a finding says, without the document and the place where it was found."""
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "confidence": finding.confidence.value,
        "message": finding.message,
        "subjects": list(finding.subjects),
        "spans": [str(span) for span in finding.spans],
        "evidence": [
            {"said": side.said, "spans": [str(span) for span in side.spans]} for side in finding.evidence
        ],
        "key": finding.key,
    }


def _finding(document: CheckedDocument, placed: PlacedFinding) -> Json:
    return {
        "document": document.name,
        "file": document.file,
        **finding_to_dict(placed.finding),
        "place": _place(placed.place),
    }


def _place(place: Place) -> Json:
    return {"file": place.file, "line": place.line, "column": place.column}


def _row(document: CheckedDocument, placed: PlacedFinding) -> Json:
    finding = placed.finding
    return {
        "document": document.name,
        "rule": finding.rule,
        "severity": finding.severity.printed,
        "confidence": finding.confidence.printed,
        "message": finding.message,
        "spans": " ".join(map(str, finding.spans)),
        "key": finding.key,
        "place": str(placed.place),
    }

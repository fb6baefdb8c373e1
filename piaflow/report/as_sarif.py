"""Findings as SARIF 2.1.0, the format in which code hosts and editors take results of checks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib.metadata import version
from itertools import count
from pathlib import Path
from urllib.parse import quote

from piaflow.domain.span import Span
from piaflow.errors import Place
from piaflow.report.as_json import Json, to_json
from piaflow.report.check import tell_rule
from piaflow.report.checked import CheckedDocument, CheckReport, PlacedFinding
from piaflow.rules.finding import Finding
from piaflow.rules.rule import Rule

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_SOURCES = "DOCUMENTS"


def to_sarif(report: CheckReport) -> str:
    """Return a SARIF log of one run; what the author accepts is there too, as suppressed results."""
    order = {rule.name: index for index, rule in enumerate(report.rules)}
    run = {
        "tool": {"driver": _driver(report)},
        "invocations": [
            {"executionSuccessful": True, "toolExecutionNotifications": list(_not_checked(report))}
        ],
        "language": "ja",
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {_SOURCES: {"description": {"text": "評価書の本文を置くフォルダー"}}},
        "results": [
            _result(document, placed, order[placed.finding.rule])
            for document in report.documents
            for placed in (*document.standing, *document.accepted)
        ],
    }
    return to_json({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]})


def _not_checked(report: CheckReport) -> Iterator[Json]:
    """What could not be checked is no result: a log tells it beside them (3.20.21)."""
    for document in report.documents:
        for gap in document.gaps:
            rules = f"（{'、'.join(gap.rules)}）" if gap.rules else ""
            yield {
                "descriptor": {"id": "not-checked"},
                "level": "note",
                "message": _message(f"{document.name}: {gap.said}{rules}"),
            }


def _driver(report: CheckReport) -> Json:
    return {"name": "piaflow", "version": version("piaflow"), "rules": [_rule(rule) for rule in report.rules]}


def _rule(rule: Rule) -> Json:
    told = tell_rule(rule)
    return {
        "id": rule.name,
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": rule.checks},
        "help": {
            "text": "\n".join(f"{label}: {text}" for label, text in told),
            "markdown": "\n".join(f"- **{label}**: {text}" for label, text in told),
        },
        "defaultConfiguration": {"level": rule.severity.value},
        "properties": {"precision": rule.confidence.value},
    }


def _result(document: CheckedDocument, placed: PlacedFinding, index: int) -> Json:
    finding = placed.finding
    return {
        "ruleId": finding.rule,
        "ruleIndex": index,
        "level": finding.severity.value,
        "message": _message(finding.message),
        "locations": [_primary(placed)],
        "relatedLocations": list(_sides(finding, document.sources)),
        "fingerprints": {"piaflow/document": document.name, "piaflow/key": finding.key},
        "suppressions": _suppressions(placed),
        "properties": {
            "confidence": finding.confidence.value,
            "grounds": finding.grounds.value,
            "document": document.name,
        },
    }


def _message(text: str) -> Json:
    """A brace of the text is doubled, or it would begin a placeholder (3.11.5)."""
    return {"text": text.replace("{", "{{").replace("}", "}}")}


def _suppressions(placed: PlacedFinding) -> list[Json]:
    """A run either says of every result whether it is suppressed or of none (SARIF 2.1.0, 3.27.23)."""
    if placed.acceptance is None:
        return []
    return [{"kind": "inSource", "status": "accepted", "justification": placed.acceptance.reason}]


def _primary(placed: PlacedFinding) -> Json:
    named = {"logicalLocations": [{"fullyQualifiedName": name} for name in placed.finding.subjects]}
    return {**named, **_in_file(placed.place)}


def _in_file(place: Place) -> Json:
    if not place.file:
        return {}
    region = {"startLine": place.line, "startColumn": place.column}
    return {"physicalLocation": {"artifactLocation": {"uri": _uri(place.file)}, "region": region}}


def _uri(file: str) -> str:
    path = Path(file)
    return path.as_uri() if path.is_absolute() else quote(path.as_posix())


def _sides(finding: Finding, sources: Mapping[str, str]) -> Iterator[Json]:
    number = count(1)
    for side in finding.evidence:
        if not side.spans:
            yield {"id": next(number), "message": _message(side.said)}
        for span in side.spans:
            yield {"id": next(number), "message": _message(side.said), **_in_source(span, sources)}


def _in_source(span: Span, sources: Mapping[str, str]) -> Json:
    file = quote(sources.get(span.document) or span.document)
    region = {"startLine": span.first, "endLine": span.last}
    return {"physicalLocation": {"artifactLocation": {"uri": file, "uriBaseId": _SOURCES}, "region": region}}

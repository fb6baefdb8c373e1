"""Findings as text: what `piaflow check` prints."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from piaflow.domain.names import name_some
from piaflow.report.checked import (
    CheckedDocument,
    CheckReport,
    PlacedFinding,
    count_all,
    count_findings,
)
from piaflow.report.tables import Part, heading, indent, to_text
from piaflow.rules.finding import Evidence, Finding


def check_text(report: CheckReport) -> str:
    """Return the findings document by document and rule by rule, and at the end how many there are."""
    found = (part for document in report.documents for part in _document(document, report.titles))
    return to_text(*found, indent(0, count_all(report)))


def _document(document: CheckedDocument, titles: Mapping[str, str]) -> Iterator[Part]:
    if not document.standing:
        return
    yield indent(0, f"{document.name} {document.file}")
    yield indent(1, f"指摘 {count_findings(document.findings)}")
    for rule, group in document.by_rule().items():
        yield heading(f"{titles[rule]}（{rule}）")
        for placed in group:
            yield from _finding(placed)
    yield indent(0, "")


def _finding(placed: PlacedFinding) -> Iterator[Part]:
    yield from tell_finding(placed.finding)
    yield indent(3, f"{placed.place} {placed.finding.key}")


def tell_finding(finding: Finding) -> Iterator[Part]:
    """Yield what a finding says, and both sides with their lines below it."""
    yield indent(1, f"［{finding.severity.printed}・{finding.confidence.printed}］{finding.message}")
    for side in finding.evidence:
        yield indent(3, _side(side))


def _side(side: Evidence) -> str:
    return f"・{side.said}　{name_some(map(str, side.spans), ' ')}"

"""Findings and rules as Markdown: a comment on a pull request, docs/findings.md and docs/rules.md."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from piaflow.domain.names import name_some
from piaflow.report.checked import CheckedDocument, CheckReport, count_all, count_findings
from piaflow.report.markdown_text import code, escape
from piaflow.rules.finding import Evidence, Finding
from piaflow.rules.rule import Rule


def check_markdown(report: CheckReport) -> str:
    """Return a heading per document with findings, one below it per rule, and a list of its findings."""
    found = (line for document in report.documents for line in _document(document, report.titles))
    return "\n".join(["# 評価書の指摘", "", f"{count_all(report)}。", *found]) + "\n"


def rules_markdown(rules: Sequence[Rule]) -> str:
    """Return the page of all rules: one heading per rule, its name, in their order."""
    head = ["# 規則", "", f"`piaflow check` は次の {len(rules)} の規則を確かめる。"]
    return "\n".join([*head, *(line for rule in rules for line in _rule(rule))]) + "\n"


def _rule(rule: Rule) -> Iterator[str]:
    yield from ("", f"## {rule.name}", "")
    yield f"**{escape(rule.title)}**（{rule.severity.printed}・{rule.confidence.printed}）"
    yield ""
    yield from (f"- {label}: {escape(text)}" for label, text in tell_rule(rule))


def tell_rule(rule: Rule) -> tuple[tuple[str, str], ...]:
    """Return the four texts of a rule, each with its label."""
    return (
        ("確かめること", rule.checks),
        ("なぜ大事か", rule.matters),
        ("どう直すか", rule.settle),
        ("よりどころ", rule.source),
    )


def _document(document: CheckedDocument, titles: Mapping[str, str]) -> Iterator[str]:
    if not document.standing:
        return
    yield from ("", f"## {escape(document.name)}", "")
    yield " に".join(filter(None, [code(document.file), f"指摘 {count_findings(document.findings)}"]))
    for rule, group in document.by_rule().items():
        yield from ("", f"### {escape(titles[rule])}（{code(rule)}）", "")
        for placed in group:
            yield from list_finding(placed.finding)


def list_finding(finding: Finding) -> Iterator[str]:
    """Yield the line of a list for a finding, and those of its sides below it."""
    yield (
        f"- **{finding.severity.printed}**（{finding.confidence.printed}） {escape(finding.message)} "
        f"{code(finding.key)}"
    )
    yield from (f"  - {_side(side)}" for side in finding.evidence)


def _side(side: Evidence) -> str:
    return f"{escape(side.said)} {name_some((code(str(span)) for span in side.spans), ' ')}".rstrip()

"""Findings made by hand, with names that every format must escape."""

from __future__ import annotations

from piaflow.domain.records import Acceptance
from piaflow.domain.span import Span
from piaflow.errors import Place
from piaflow.report.checked import CheckedDocument, CheckReport, PlacedFinding
from piaflow.rules.finding import Confidence, Evidence, Finding, Severity
from piaflow.rules.rule import Rule

EVIL = "100%\n::error::住基</script><b>`*|[x](y)"
RULE = Rule("evil-name", "悪い名前: %, 改行", "名前を見る。", "壊れる。", "直す。", "作り物")
QUIET = Rule("quiet", "静か", "見る。", "大事。", "直す。", "作り物", severity=Severity.NOTE)
PLACE = Place("models/a b,c:d%.yaml", 12, 5)


def make_finding(
    rule: Rule = RULE, subject: str = EVIL, severity: Severity = Severity.ERROR, about: str = ""
) -> Finding:
    """Return a finding on a subject, with both sides."""
    sides = (Evidence(f"{subject}の件数", (Span("900", 3, 5), Span("900", 9, 9))), Evidence("一覧にない"))
    return Finding(
        rule.name, severity, Confidence.HIGH, f"{subject}は2件とあるが、1件である。", (subject,), sides, about
    )


def make_report(
    *standing: Finding, accepted: tuple[Finding, ...] = (), name: str = "みなと市長 住基"
) -> CheckReport:
    """Return the report of one document with these findings."""
    reason = Acceptance("", "図に描くほどではない")
    document = CheckedDocument(
        name,
        PLACE.file,
        {"900": "900 minato.txt"},
        tuple(PlacedFinding(f, PLACE) for f in standing),
        tuple(PlacedFinding(f, PLACE, reason) for f in accepted),
    )
    return CheckReport((document,), (RULE, QUIET))

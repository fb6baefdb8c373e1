"""Rules as text: what `piaflow check --explain` prints."""

from __future__ import annotations

from collections.abc import Sequence

from piaflow.report.check_markdown import tell_rule
from piaflow.report.tables import heading, lines, to_text
from piaflow.rules.rule import Rule


def rules_text(rules: Sequence[Rule]) -> str:
    """Return the four texts of each rule below its title, name, severity and confidence."""
    return to_text(*(part for rule in rules for part in (heading(_head(rule)), lines(_texts(rule)))))


def _head(rule: Rule) -> str:
    return f"{rule.title}（{rule.name}）［{rule.severity.printed}・{rule.confidence.printed}］"


def _texts(rule: Rule) -> list[str]:
    return [f"{label}：{text}" for label, text in tell_rule(rule)]

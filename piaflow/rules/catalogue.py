"""All rules of piaflow, in the order in which a reviewer reads a document."""

from __future__ import annotations

from piaflow.rules.checks import (
    acceptance_unmatched,
    declared_count,
)
from piaflow.rules.rule import Rule

RULES: tuple[Rule, ...] = (
    declared_count.RULE,
    acceptance_unmatched.RULE,
)

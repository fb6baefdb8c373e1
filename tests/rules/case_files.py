"""Case files: what a rule finds in small models, and what it leaves alone.

tests/rules/cases/<rule>.yaml holds `cases`, each with a `name`, a `model` (sections of a model file; body,
事務 and document 900 are filled in), where it matters the fields that the document prints (`printed`: path, text, line)
with the headings of its 別紙 (`annexes`), and the `findings` expected: `key`, and what else of a finding matters.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from attrs import Factory, evolve, frozen

from piaflow.domain.assessment import Assessment
from piaflow.domain.span import Span
from piaflow.form.form import Filled, Form
from piaflow.form.overlay import lay_over
from piaflow.form.written import write_form
from piaflow.rules.catalogue import RULES
from piaflow.rules.checking import check
from piaflow.rules.finding import Finding
from piaflow.rules.rule import Rule
from piaflow.store.catalogue import load_catalogue
from piaflow.store.load import parse

FOLDER = Path(__file__).parent / "cases"
_TODAY = date(2026, 4, 1)
_OVERVIEW = {"body": "みなと市長", "procedure": "住民基本台帳に関する事務", "published": "2026-04-01"}


@frozen
class Case:
    """One small model, and what the rule must find in it."""

    rule: Rule
    name: str
    model: dict[str, Any]
    findings: tuple[dict[str, Any], ...]
    printed: dict[str, Any] = Factory(dict)
    annexes: tuple[str, ...] | None = None

    def __str__(self) -> str:
        return f"{self.rule.name}: {self.name}"

    def write(self) -> str:
        """Return the text of the model, with what a case file leaves out."""
        told = {"documents": {"900": {}}, **self.model}
        told["assessment"] = {**_OVERVIEW, **self.model.get("assessment", {})}
        return yaml.safe_dump(told, allow_unicode=True, sort_keys=False)

    def build(self, text: str = "") -> Assessment:
        """Return the model, or that of another text of it."""
        return parse(text or self.write(), f"{self}.yaml")

    def run(self, text: str = "") -> tuple[Finding, ...]:
        """Return what the rule finds in the model, or in another text of it."""
        rules = RULES if self.rule.name == "acceptance-unmatched" else (self.rule,)
        model = self.build(text)
        found = check(
            model, rules=rules, catalogue=load_catalogue(), today=_TODAY, read=self._read(model)
        ).standing
        return tuple(f for f in found if f.rule == self.rule.name)

    def _read(self, model: Assessment) -> Form | None:
        """Return the form with the fields that the document prints, each on a line of it; None without any."""
        form = write_form(model)
        told = {path: _print(**said) for path, said in self.printed.items()}
        assert told.keys() <= {cell.path for cell in form.cells}
        cells = (evolve(cell, filled=told.get(cell.path, Filled())) for cell in form.cells)
        return evolve(form, cells=tuple(cells), annexes=self.annexes) if told else None

    def print(self) -> Form:
        """Return the form with what the model and the document say, as a document would print both."""
        model = self.build()
        form, read = write_form(model), self._read(model)
        return lay_over(form, read) if read else form


def _print(text: str = "", line: str = "", first: str = "", lost: str = "") -> Filled:
    """Return what is printed in a field; with `lost`, that it was not read."""
    if lost:
        return Filled(lost=True)
    return Filled(text, (Span("900", int(first or line), int(line)),))


@cache
def load_cases() -> tuple[Case, ...]:
    """Return the cases of all files, in the order of the rules."""
    return tuple(case for rule in RULES for case in _of_rule(rule))


def _of_rule(rule: Rule) -> list[Case]:
    file = FOLDER / f"{rule.name}.yaml"
    told = yaml.load(file.read_text(encoding="utf-8"), yaml.CBaseLoader)  # noqa: S506 - reads text only
    return [
        Case(
            rule,
            c["name"],
            c["model"],
            tuple(c["findings"]),
            c.get("printed", {}),
            tuple(c["annexes"]) if "annexes" in c else None,
        )
        for c in told["cases"]
    ]


def tell(finding: Finding) -> dict[str, Any]:
    """Return a finding as a case file writes it."""
    return {
        "key": finding.key,
        "severity": finding.severity.value,
        "confidence": finding.confidence.value,
        "message": finding.message,
        "spans": [str(span) for span in finding.spans],
    }

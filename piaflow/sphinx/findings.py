"""piaflow-findings: what the rules find in models."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import ClassVar

from docutils import nodes
from docutils.parsers.rst import directives

from piaflow.app.file_findings import check_files
from piaflow.report.checked import count_all
from piaflow.rules.finding import Finding
from piaflow.sphinx.directive import ModelDirective
from piaflow.sphinx.tables import make_table

_COLUMNS = ("重さ", "指摘", "両方の記載と根拠行", "規則")


class FindingsDirective(ModelDirective):
    """How many findings there are and a row for each; `:today:` decides which acceptances have run out."""

    name_in_page = "piaflow-findings"
    optional_arguments = 100
    final_argument_whitespace = False
    option_spec: ClassVar[dict[str, Callable[[str], object]]] = {
        "select": directives.unchanged_required,
        "ignore": directives.unchanged_required,
        "today": date.fromisoformat,
        "caption": directives.unchanged_required,
    }

    def tell(self) -> list[nodes.Node]:
        """Return the count and, where anything is found, the table."""
        paths = [self.find_model(name) for name in self.arguments]
        answer = check_files(paths, self.find_project(), today=self.options.get("today"))
        told: list[nodes.Node] = [nodes.paragraph("", f"{count_all(answer.report)}。")]
        if len(answer):
            told.append(make_table(_COLUMNS, map(_tell, answer), self.options.get("caption", "")))
        return told


def _tell(finding: Finding) -> tuple[str, ...]:
    sides = (f"{side.said}　{' '.join(map(str, side.spans))}".strip() for side in finding.evidence)
    weight = f"{finding.severity.printed}（{finding.confidence.printed}）"
    return weight, finding.message, "\n".join(sides), finding.rule

"""piaflow-findings: what the rules find in models."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import ClassVar

from docutils import nodes
from docutils.parsers.rst import directives

from piaflow.app.site import tell_findings
from piaflow.sphinx.directive import ModelDirective
from piaflow.sphinx.tables import make_part


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
        told = tell_findings(paths, self.find_project(), today=self.options.get("today"))
        return make_part(told, self.options.get("caption", ""))

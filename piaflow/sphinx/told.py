"""piaflow-flows, -trace, -findings and -impact: what is told of models, as tables."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import ClassVar

from docutils import nodes
from docutils.parsers.rst import directives

from piaflow.app.choices import ITEM
from piaflow.app.site import SitePart, find_states, tell_findings, tell_flows, tell_impact, tell_trace
from piaflow.sphinx.directive import ModelDirective
from piaflow.sphinx.tables import make_part


def _name_options(*names: str) -> dict[str, Callable[[str], object]]:
    """Return the options of a directive that take a text."""
    return dict.fromkeys(names, directives.unchanged_required)


class TellingDirective(ModelDirective):
    """A directive that stands for a sentence, a list and tables; `:caption:` stands above them."""

    def tell(self) -> list[nodes.Node]:
        """Return what is told in docutils nodes."""
        return make_part(self.find_part(), self.options.get("caption", ""))

    def find_part(self) -> SitePart:
        """Return what the directive tells. Raises PiaflowError."""
        raise NotImplementedError


class FlowsDirective(TellingDirective):
    """A row per flow as `piaflow show` has it; `:diagram:` keeps those of one picture of 別添1."""

    name_in_page = "piaflow-flows"
    option_spec: ClassVar[dict[str, Callable[[str], object]]] = _name_options("diagram", "caption")

    def find_part(self) -> SitePart:
        """Return the table."""
        return tell_flows(self.find_model(self.arguments[0]), self.options.get("diagram", ""))


class TraceDirective(TellingDirective):
    """A row per node that the item reaches or stops before; with `:to:` the row of that node alone."""

    name_in_page = "piaflow-trace"
    optional_arguments = 100
    final_argument_whitespace = False
    option_spec: ClassVar[dict[str, Callable[[str], object]]] = _name_options("item", "from", "to", "caption")

    def find_part(self) -> SitePart:
        """Return the table."""
        return tell_trace(
            [self.find_model(name) for name in self.arguments],
            self.options.get("item", ITEM),
            start=self.options.get("from", ()),
            to=self.options.get("to", ""),
        )


class FindingsDirective(TellingDirective):
    """How many findings there are and a row for each; `:today:` decides which acceptances have run out."""

    name_in_page = "piaflow-findings"
    optional_arguments = 100
    final_argument_whitespace = False
    option_spec: ClassVar[dict[str, Callable[[str], object]]] = {
        **_name_options("select", "ignore", "caption"),
        "today": date.fromisoformat,
    }

    def find_part(self) -> SitePart:
        """Return the count and, where anything is found, the table."""
        paths = [self.find_model(name) for name in self.arguments]
        return tell_findings(paths, self.find_project(), today=self.options.get("today"))


class ImpactDirective(TellingDirective):
    """The judgement and its tables: a model with `:after:` or `:with:` a change, or one change file."""

    name_in_page = "piaflow-impact"
    option_spec: ClassVar[dict[str, Callable[[str], object]]] = _name_options(
        "after", "with", "select", "ignore"
    )

    def find_part(self) -> SitePart:
        """Return what the judgement is, and a table for each kind of change that there is."""
        states = find_states(self.arguments[0], self.options, self.find_model)
        return tell_impact(*states, self.find_project())

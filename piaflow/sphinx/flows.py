"""piaflow-flows: the flows of a model as a table."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from docutils import nodes
from docutils.parsers.rst import directives

from piaflow.app.site import tell_flows
from piaflow.sphinx.directive import ModelDirective
from piaflow.sphinx.tables import make_part


class FlowsDirective(ModelDirective):
    """A row per flow as `piaflow show` has it; `:diagram:` keeps those of one picture of 別添1."""

    name_in_page = "piaflow-flows"
    option_spec: ClassVar[dict[str, Callable[[str], object]]] = {
        "diagram": directives.unchanged_required,
        "caption": directives.unchanged_required,
    }

    def tell(self) -> list[nodes.Node]:
        """Return the table."""
        told = tell_flows(self.find_model(self.arguments[0]), self.options.get("diagram", ""))
        return make_part(told, self.options.get("caption", ""))

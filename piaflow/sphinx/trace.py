"""piaflow-trace: where an item goes in models, and how it gets to one place."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from docutils import nodes
from docutils.parsers.rst import directives

from piaflow.app.choices import ITEM
from piaflow.app.site import tell_trace
from piaflow.sphinx.directive import ModelDirective
from piaflow.sphinx.tables import make_part


class TraceDirective(ModelDirective):
    """A row per node that the item reaches or stops before; with `:to:` the row of that node alone."""

    name_in_page = "piaflow-trace"
    optional_arguments = 100
    final_argument_whitespace = False
    option_spec: ClassVar[dict[str, Callable[[str], object]]] = {
        "item": directives.unchanged_required,
        "from": directives.unchanged_required,
        "to": directives.unchanged_required,
        "caption": directives.unchanged_required,
    }

    def tell(self) -> list[nodes.Node]:
        """Return the table."""
        told = tell_trace(
            [self.find_model(name) for name in self.arguments],
            self.options.get("item", ITEM),
            start=self.options.get("from", ()),
            to=self.options.get("to", ""),
        )
        return make_part(told, self.options.get("caption", ""))

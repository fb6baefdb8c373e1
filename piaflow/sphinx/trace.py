"""piaflow-trace: where an item goes in models, and how it gets to one place."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from docutils import nodes
from docutils.parsers.rst import directives

from piaflow.app.loading import load_all
from piaflow.app.model import trace
from piaflow.domain.items import NUMBER
from piaflow.report.trace import reach_of, stops_of, way_of
from piaflow.sphinx.directive import ModelDirective
from piaflow.sphinx.tables import make_table
from piaflow.trace.answer import NodeTrace, Reach, Trace

_COLUMNS = ("到達", "名前", "責任を持つ主体", "道筋／止まる流れ")


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
        models = load_all([self.find_model(name) for name in self.arguments])
        item = self.options.get("item", NUMBER)
        answer = trace(models, item, start=self.options.get("from", ())).trace
        to = self.options.get("to")
        shown = (answer.node(to),) if to else tuple(n for n in answer.nodes if n.path or n.cut or _has(n))
        caption = self.options.get("caption", f"「{answer.item}」の流れ")
        return [make_table(_COLUMNS, (_tell(answer, node) for node in shown), caption)]


def _has(node: NodeTrace) -> bool:
    return node.reach is not Reach.NONE


def _tell(answer: Trace, node: NodeTrace) -> tuple[str, ...]:
    flows = {flow.flow: flow for flow in answer.flows}
    way = way_of(answer, node, flows) if _has(node) else stops_of(answer, node)
    return reach_of(answer, node), node.name, node.owner, way

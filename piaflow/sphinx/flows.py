"""piaflow-flows: the flows of a model as a table."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from docutils import nodes
from docutils.parsers.rst import directives

from piaflow.app.model import Model, load
from piaflow.domain.flows import Flow
from piaflow.errors import UnknownNameError, find_nearest
from piaflow.report.show import FLOW_COLUMNS, tell_flow
from piaflow.sphinx.directive import ModelDirective
from piaflow.sphinx.tables import make_table


class FlowsDirective(ModelDirective):
    """A row per flow as `piaflow show` has it; `:diagram:` keeps those of one picture of 別添1."""

    name_in_page = "piaflow-flows"
    option_spec: ClassVar[dict[str, Callable[[str], object]]] = {
        "diagram": directives.unchanged_required,
        "caption": directives.unchanged_required,
    }

    def tell(self) -> list[nodes.Node]:
        """Return the table."""
        model = load(self.find_model(self.arguments[0]))
        flows = _choose(model, self.options.get("diagram", ""))
        rows = (tell_flow(model.assessment, flow) for flow in flows)
        return [make_table(FLOW_COLUMNS, rows, self.options.get("caption", ""))]


def _choose(model: Model, diagram: str) -> tuple[Flow, ...]:
    names = [d.name for d in model.diagrams]
    if diagram and diagram not in names:
        raise UnknownNameError("別添1の図", diagram, find_nearest(diagram, names) or "、".join(names))
    return tuple(flow for flow in model.flows if diagram in ("", flow.diagram))

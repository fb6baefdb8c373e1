"""carries(f, i): whether a flow takes an item along, and if not, why it stops there."""

from __future__ import annotations

from attrs import field, frozen

from piaflow.domain.certainty import Certainty
from piaflow.domain.flows import Flow
from piaflow.domain.items import Vocabulary
from piaflow.domain.nodes import File
from piaflow.graph.flow_graph import Edge, FlowGraph
from piaflow.law.specific_information import SPECIFIC_ITEMS
from piaflow.trace.answer import Why


def carries(flow: Flow, item: str, vocabulary: Vocabulary) -> Certainty | Why:
    """Return YES, UNKNOWN, or the reason why the flow certainly does not carry the item.

    YES if the item is in the expanded list; no if it is excluded, or the flow is marked
    特定個人情報を含まない and the item makes it so (番号法2条9項), or the list is complete without it.
    """
    held = vocabulary.holds(flow.items, item)
    wanted = vocabulary.canonical(item)
    if held is Certainty.YES:
        return held
    if wanted in vocabulary.expand(flow.excludes):
        return Why.EXCLUDED
    if flow.specific is Certainty.NO and wanted in SPECIFIC_ITEMS:
        return Why.NOT_SPECIFIC
    return Why.NOT_LISTED if held is Certainty.NO else Certainty.UNKNOWN


def records(file: File, item: str, vocabulary: Vocabulary) -> Certainty | Why:
    """Return whether a file records the item: by its 主な記録項目 boxes, else by its list of all 記録項目."""
    wanted = vocabulary.canonical(item)
    boxes = {vocabulary.canonical(main.item.value): main.box for main in file.main_items}
    checked = [name for name, box in boxes.items() if box is Certainty.YES]
    if wanted in vocabulary.expand((*checked, *file.records.names)):
        return Certainty.YES
    listed = vocabulary.holds(file.records, item)
    if boxes.get(wanted) is Certainty.NO or listed is Certainty.NO:
        return Why.NOT_RECORDED
    return listed


@frozen
class Carriage:
    """Answers for the edges of one graph, each worked out once."""

    graph: FlowGraph
    _known: dict[tuple[int, str], Certainty | Why] = field(factory=dict, init=False, repr=False)

    def along(self, edge: Edge, item: str) -> Certainty | Why:
        """Return whether the item goes along the edge: a flow carries it, a file records it for its holder.

        From a file to its holder everything goes: a system that holds a file has what the file records.
        """
        key = (id(edge), item)
        if key not in self._known:
            self._known[key] = self._judge(edge, item)
        return self._known[key]

    def _judge(self, edge: Edge, item: str) -> Certainty | Why:
        vocabulary = self.graph.models[edge.model].vocabulary
        if edge.flow is not None:
            return carries(edge.flow, item, vocabulary)
        return records(edge.file, item, vocabulary) if edge.file is not None else Certainty.YES

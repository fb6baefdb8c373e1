"""carries(f, i): whether a flow takes an item along, and if not, why it stops there."""

from __future__ import annotations

from attrs import field, frozen

from piaflow.domain.certainty import Certainty
from piaflow.domain.flows import Flow
from piaflow.domain.items import ItemList, Vocabulary
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
    boxes = {vocabulary.canonical(main.item.value): main.box for main in file.main_items}
    checked = tuple(name for name, box in boxes.items() if box is Certainty.YES)
    held = vocabulary.holds(ItemList((*checked, *file.records.names), file.records.complete), item)
    unchecked = boxes.get(vocabulary.canonical(item)) is Certainty.NO
    return Why.NOT_RECORDED if held is Certainty.NO or (unchecked and held is not Certainty.YES) else held


@frozen
class Carriage:
    """Answers for the edges of one graph, each worked out once."""

    graph: FlowGraph
    _known: dict[tuple[int, str], Certainty | Why] = field(factory=dict, init=False, repr=False)
    _names: dict[str, tuple[str, ...]] = field(factory=dict, init=False, repr=False)

    def names(self, item: str) -> tuple[str, ...]:
        """Return every name that the models have for the item: an alias in one may be the name in another."""
        if item not in self._names:
            found = [item]
            for name in found:
                known = (model.vocabulary.find(name) for model in self.graph.models)
                called = (n for i in known if i is not None for n in (i.name, *i.aliases))
                found.extend(n for n in dict.fromkeys(called) if n not in found)
            self._names[item] = tuple(found)
        return self._names[item]

    def shared_name(self, item: str) -> str:
        """Return the one name under which the joined models speak of the item."""
        for model in self.graph.models:
            for name in self.names(item):
                found = model.vocabulary.find(name)
                if found is not None:
                    return found.name
        return item

    def called(self, item: str, model: int) -> str:
        """Return the name under which one model knows the item; the item as it is where it does not."""
        words = self.graph.models[model].vocabulary
        if words.find(item):
            return item
        return next((name for name in self.names(item) if words.find(name)), item)

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
        called = self.called(item, edge.model)
        if edge.flow is not None:
            return carries(edge.flow, called, vocabulary)
        return records(edge.file, called, vocabulary) if edge.file is not None else Certainty.YES

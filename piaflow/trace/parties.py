"""The roll-up per party: by itself, by the systems it runs, and by what it is entrusted with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from piaflow.domain.assessment import Assessment
from piaflow.domain.certainty import Certainty
from piaflow.domain.choices import Extent
from piaflow.domain.entries import Entrustment
from piaflow.domain.nodes import Party
from piaflow.graph.flow_graph import FlowGraph
from piaflow.trace.answer import NodeTrace, PartyTrace, Reach, Touch

_ORDER = (Reach.DEFINITE, Reach.POSSIBLE, Reach.NONE)


def trace_parties(graph: FlowGraph, item: str, nodes: Sequence[NodeTrace]) -> tuple[PartyTrace, ...]:
    """Return the answer for each party, in the order of the nodes. A body answers for its departments too."""
    by_label = {node.name: node for node in nodes}
    reached: dict[str, list[NodeTrace]] = {}
    for node in nodes:
        if node.reach is not Reach.NONE:
            for party in graph.answerers[node.name]:
                reached.setdefault(party, []).append(node)
    return tuple(
        _party(label, reached.get(label, []), tuple(_touches(graph, item, label, by_label)))
        for label, found in graph.nodes.items()
        if any(isinstance(node, Party) for _, node in found)
    )


def _party(label: str, reached: Sequence[NodeTrace], touches: tuple[Touch, ...]) -> PartyTrace:
    reaches = {*(n.reach for n in reached), *(t.reach for t in touches), Reach.NONE}
    return PartyTrace(label, min(reaches, key=_ORDER.index), tuple(n.name for n in reached), touches)


def _touches(graph: FlowGraph, item: str, party: str, nodes: Mapping[str, NodeTrace]) -> Iterator[Touch]:
    for model, labels in zip(graph.models, graph.labels, strict=True):
        for entry in model.entries:
            entrusted = entry.entry
            if isinstance(entrusted, Entrustment) and _is_contractor(model, labels, entrusted, party):
                reach = _handed_over(model, item, entrusted, nodes[labels[entry.file]])
                if reach is not Reach.NONE:
                    yield Touch(entry.name, entrusted.subject, reach)


def _is_contractor(model: Assessment, labels: Mapping[str, str], entry: Entrustment, party: str) -> bool:
    return bool(entry.contractor) and labels[model.canonical(entry.contractor)] == party


def _handed_over(model: Assessment, item: str, entry: Entrustment, file: NodeTrace) -> Reach:
    """An entrustment hands over what its list holds, or the whole file, or an unknown part of it."""
    handed = model.vocabulary.holds(entry.items, item)
    if handed is Certainty.UNKNOWN and entry.extent is Extent.WHOLE:
        handed = Certainty.YES
    in_file = file.reach if item in (*file.as_items, *file.possibly_as) else Reach.NONE
    if in_file is Reach.NONE or handed is Certainty.NO:
        return Reach.NONE
    sure = in_file is Reach.DEFINITE and item in file.as_items and handed is Certainty.YES
    return Reach.DEFINITE if sure else Reach.POSSIBLE

"""The roll-up per party: by itself, by the systems it runs, and by what it is entrusted with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from piaflow.domain.assessment import Assessment
from piaflow.domain.certainty import Certainty
from piaflow.domain.choices import Extent
from piaflow.domain.entries import Entrustment
from piaflow.domain.nodes import Party
from piaflow.trace.answer import NodeTrace, PartyTrace, Reach, Touch
from piaflow.trace.carriage import Carriage

_ORDER = (Reach.DEFINITE, Reach.POSSIBLE, Reach.NONE)


def trace_parties(carriage: Carriage, nodes: Sequence[NodeTrace]) -> tuple[PartyTrace, ...]:
    """Return the answer for each party, in the order of the nodes. A body answers for its departments too."""
    graph, by_label = carriage.graph, {node.name: node for node in nodes}
    reached: dict[str, list[NodeTrace]] = {}
    for node in nodes:
        if node.reach is not Reach.NONE:
            for party in graph.answerers[node.name]:
                reached.setdefault(party, []).append(node)
    return tuple(
        _party(label, reached.get(label, []), tuple(_touches(carriage, label, by_label)))
        for label, found in graph.nodes.items()
        if any(isinstance(node, Party) for _, node in found)
    )


def _party(label: str, reached: Sequence[NodeTrace], touches: tuple[Touch, ...]) -> PartyTrace:
    reaches = {*(n.reach for n in reached), *(t.reach for t in touches), Reach.NONE}
    as_items = [*(n.as_items for n in reached), *(t.as_items for t in touches)]
    forms = dict.fromkeys(form for held in as_items for form in held)
    return PartyTrace(
        label, min(reaches, key=_ORDER.index), tuple(forms), tuple(n.name for n in reached), touches
    )


def _touches(carriage: Carriage, party: str, nodes: Mapping[str, NodeTrace]) -> Iterator[Touch]:
    graph = carriage.graph
    for index, (model, labels) in enumerate(zip(graph.models, graph.labels, strict=True)):
        for entry in model.entries:
            entrusted = entry.entry
            if isinstance(entrusted, Entrustment) and _is_contractor(model, labels, entrusted, party):
                file = nodes[labels[entry.file]]
                handed = {
                    f: _hand_over(carriage, index, entrusted, f) for f in (*file.as_items, *file.possibly_as)
                }
                yield from _touch(entry.name, entrusted.subject, file, handed)


def _touch(entry: str, subject: str, file: NodeTrace, handed: Mapping[str, Certainty]) -> Iterator[Touch]:
    sure = tuple(form for form in file.as_items if handed[form] is Certainty.YES)
    if sure:
        yield Touch(entry, subject, Reach.DEFINITE, sure)
    elif any(answer is not Certainty.NO for answer in handed.values()):
        yield Touch(entry, subject, Reach.POSSIBLE)


def _is_contractor(model: Assessment, labels: Mapping[str, str], entry: Entrustment, party: str) -> bool:
    return bool(entry.contractor) and labels[model.canonical(entry.contractor)] == party


def _hand_over(carriage: Carriage, model: int, entry: Entrustment, item: str) -> Certainty:
    """An entrustment hands over what its list holds, or the whole file, or an unknown part of it."""
    words = carriage.graph.models[model].vocabulary
    handed = words.holds(entry.items, carriage.called(item, model))
    whole = handed is Certainty.UNKNOWN and entry.extent is Extent.WHOLE
    return Certainty.YES if whole else handed

"""Where a contract is broken: each breach with the shortest chain that breaks it.

A flow that may or may not carry the contract's item breaks it only possibly: the breach says so.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import combinations

from attrs import evolve, frozen

from piaflow.domain.certainty import Certainty
from piaflow.domain.choices import ConnectionChoice, NodeKind, Way
from piaflow.domain.contracts import AllowOnly, Contract, Exceptions, Forbid, Layers, MayHold, PassThrough
from piaflow.domain.nodes import Party, System
from piaflow.domain.span import Span
from piaflow.graph.chains import find_shortest_chain
from piaflow.rules.dossier import Dossier, FlowFacts
from piaflow.rules.finding import Confidence, Evidence
from piaflow.trace.carriage import records

_NETWORKS = (
    ConnectionChoice.PROVISION_NETWORK.value,
    ConnectionChoice.INTERNAL.value,
    ConnectionChoice.JUKI_NETWORK.value,
)


@frozen
class Link:
    """Two nodes that a flow or a declared connection joins directly, a file standing for its holder."""

    source: str
    target: str
    said: str
    spans: tuple[Span, ...]
    sure: bool = True
    flow: str = ""
    inferred: bool = False


@frozen
class Breach:
    """One way in which a contract is broken: between which nodes, what shows it, and how sure it is."""

    nodes: tuple[str, ...]
    chain: tuple[Link, ...]

    @property
    def confidence(self) -> Confidence:
        """LOW where some flow of the chain only may carry the item, MEDIUM where one of them was inferred."""
        if not all(link.sure for link in self.chain):
            return Confidence.LOW
        return Confidence.MEDIUM if any(link.inferred for link in self.chain) else Confidence.HIGH

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """What the chain says, link by link."""
        return tuple(Evidence(link.said, link.spans) for link in self.chain)


def find_breaches(contract: Contract, dossier: Dossier) -> tuple[Breach, ...]:
    """Return every breach of the contract in the document, one per pair of nodes."""
    match contract:
        case Forbid():
            return tuple(_of_forbid(contract, dossier))
        case AllowOnly():
            return tuple(_of_allow_only(contract, dossier))
        case PassThrough():
            return tuple(_of_pass_through(contract, dossier))
        case Layers():
            return tuple(_of_layers(contract, dossier))
        case MayHold():
            return tuple(_of_may_hold(contract, dossier))


def find_unused_exceptions(contract: Contract, dossier: Dossier) -> tuple[tuple[str, ...], ...]:
    """Return the exceptions without which the contract would be broken no more than it is."""
    if isinstance(contract, MayHold):
        return ()
    broken = find_breaches(contract, dossier)
    return tuple(
        pair for pair in contract.exceptions if find_breaches(_without(contract, pair), dossier) == broken
    )


def _without(
    contract: Forbid | AllowOnly | PassThrough | Layers, pair: tuple[str, ...]
) -> Forbid | AllowOnly | PassThrough | Layers:
    return evolve(contract, exceptions=tuple(other for other in contract.exceptions if other != pair))


def _links(dossier: Dossier, item: str, exceptions: Exceptions) -> list[Link]:
    """Return the links that may carry the item; without an item, declared connections too."""
    excused = {frozenset(map(dossier.model.canonical, pair)) for pair in exceptions}
    flows = (_link(dossier, facts, item) for facts in dossier.flows)
    links = [link for link in flows if link is not None]
    links += () if item else _connections(dossier)
    return [k for k in links if k.source != k.target and frozenset((k.source, k.target)) not in excused]


def _link(dossier: Dossier, facts: FlowFacts, item: str) -> Link | None:
    held = dossier.carries(facts.flow, item) if item else Certainty.YES
    if held is Certainty.NO:
        return None
    sure, inferred = held is Certainty.YES, bool(facts.flow.inferred)
    return Link(facts.source, facts.target, facts.label, facts.spans, sure, facts.id, inferred)


def _connections(dossier: Dossier) -> Iterator[Link]:
    """A ticked network says what a system uses in the end, not what it is plugged into: that is no link."""
    for system in dossier.model.systems:
        for connection in system.connects:
            other = dossier.model.find(connection.name)
            direct = connection.box is Certainty.YES and connection.name not in _NETWORKS
            if direct and isinstance(other, System):
                said = f"Ⅰ.2③ {system.name} の接続 {connection.name}"
                yield Link(system.name, other.name, said, system.spans, inferred=bool(system.inferred))


def _between(links: Sequence[Link], a: str, b: str, way: Way) -> tuple[Link, ...]:
    """Return the links of `a` with `b`, looked at from `a`; sure ones first."""
    pairs = {Way.BOTH: {(a, b), (b, a)}, Way.OUT: {(a, b)}, Way.IN: {(b, a)}}[way]
    return tuple(sorted((k for k in links if (k.source, k.target) in pairs), key=lambda k: not k.sure))


def _shown(nodes: tuple[str, str], links: tuple[Link, ...]) -> Iterator[Breach]:
    """One breach for a pair of nodes: the certain links where there are any, else the possible ones."""
    sure = tuple(link for link in links if link.sure)
    if links:
        yield Breach(nodes, sure or links)


def _of_forbid(contract: Forbid, dossier: Dossier) -> Iterator[Breach]:
    links = _links(dossier, contract.item, contract.exceptions)
    names = [dossier.model.canonical(name) for name in contract.forbid]
    pairs = combinations(names, 2) if contract.way is Way.BOTH else ((names[0], b) for b in names[1:])
    for a, b in pairs:
        yield from _shown((a, b), _between(links, a, b, contract.way))


def _of_allow_only(contract: AllowOnly, dossier: Dossier) -> Iterator[Breach]:
    """Parties count only where the contract names one: staff who work at a system are no connection of it."""
    model = dossier.model
    own = model.canonical(contract.allow_only)
    allowed = {own, *map(model.canonical, contract.neighbours)}
    among = set(map(model.canonical, contract.among))
    links = _links(dossier, contract.item, contract.exceptions)
    met = dict.fromkeys(end for k in links for end in (k.source, k.target) if own in (k.source, k.target))
    for other in met:
        counts = other in among if among else _counts(dossier, other, contract.neighbours)
        if other not in allowed and counts:
            yield from _shown((own, other), _between(links, own, other, contract.way))


def _counts(dossier: Dossier, name: str, named: Collection[str]) -> bool:
    is_party = isinstance(dossier.model.find(name), Party)
    return not is_party or any(isinstance(dossier.model.find(n), Party) for n in named)


def _of_layers(contract: Layers, dossier: Dossier) -> Iterator[Breach]:
    layers = [[dossier.model.canonical(name) for name in layer] for layer in contract.layers]
    links = _links(dossier, contract.item, contract.exceptions)
    for upper, lower in combinations(range(len(layers)), 2):
        if lower - upper > 1:
            for a in layers[upper]:
                for b in layers[lower]:
                    yield from _shown((a, b), _between(links, a, b, Way.BOTH))


def _of_pass_through(contract: PassThrough, dossier: Dossier) -> Iterator[Breach]:
    """Between the ends the chain goes through systems and files only: persons pass nothing on."""
    model = dossier.model
    source, target, via = map(model.canonical, (contract.source, contract.target, contract.pass_through))
    between = {s.name for s in model.systems} | {f.name for f in model.files}
    usable = between - {via} | {source, target}
    links = {k.flow: k for k in _links(dossier, contract.item, contract.exceptions) if k.flow}
    edges = [
        e for e in dossier.graph.edges if {e.source, e.target} <= usable and (e.flow is None or e.id in links)
    ]
    sure = [e for e in edges if e.flow is None or links[e.id].sure]
    chain = find_shortest_chain(sure, source=source, target=target) or find_shortest_chain(
        edges, source=source, target=target
    )
    if chain:
        yield Breach((source, target), tuple(links[e.id] for e in chain if e.flow is not None))


def _of_may_hold(contract: MayHold, dossier: Dossier) -> Iterator[Breach]:
    """Only where it first gets out of bounds: what that system hands on follows from it."""
    item = dossier.model.vocabulary.canonical(contract.may_hold)
    allowed = set(map(dossier.model.canonical, contract.nodes))
    outside = {n.name: n for n in dossier.trace(item).nodes if n.name not in allowed and item in n.as_items}
    holding = {name: node for name, node in outside.items() if _is_plain_system(dossier, name)}
    flows = {facts.id: facts for facts in dossier.flows}
    for name, node in holding.items():
        steps = [flows[step] for step in node.path]
        if not any(facts.source in holding for facts in steps):
            way = tuple(Link(f.source, f.target, f.label, f.spans) for f in steps)
            yield Breach((name,), way or tuple(_why_there(dossier, name, item)))


def _is_plain_system(dossier: Dossier, name: str) -> bool:
    node = dossier.model.find(name)
    return isinstance(node, System) and node.kind is NodeKind.SYSTEM


def _why_there(dossier: Dossier, name: str, item: str) -> Iterator[Link]:
    """What shows that a system has the item although no flow brings it: its files, or what it hands on."""
    model = dossier.model
    for file in model.files:
        if model.holder(file.name) == name and records(file, item, model.vocabulary) is Certainty.YES:
            yield Link(file.name, name, f"{file.name} の記録項目", file.spans)
    for facts in dossier.flows:
        if facts.source == name and dossier.carries(facts.flow, item) is Certainty.YES:
            yield Link(facts.source, facts.target, facts.label, facts.spans)

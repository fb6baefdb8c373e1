"""Where a contract is broken: each breach with the shortest chain that breaks it.

A flow that may or may not carry the contract's item breaks it only possibly, and so does a node that may be
one of those that the contract permits: the breach says so. Each contract reads every link once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from attrs import evolve, frozen

from piaflow.domain.certainty import Certainty
from piaflow.domain.choices import NodeKind, Way
from piaflow.domain.contracts import AllowOnly, Contract, Exceptions, Forbid, Layers, MayHold, PassThrough
from piaflow.domain.nodes import Party, System
from piaflow.rules.dossier import Dossier, group_by
from piaflow.rules.finding import Confidence, Evidence, find_least_sure
from piaflow.rules.links import Link, find_shortest_way, list_links, pair_up
from piaflow.rules.readings import Reading
from piaflow.trace.carriage import records


@frozen
class Breach:
    """One way in which a contract is broken: between which nodes, what shows it, and how sure it is.

    `sureness` is how sure it is that the contract binds these nodes at all.
    """

    nodes: tuple[str, ...]
    chain: tuple[Link, ...]
    sureness: Confidence = Confidence.HIGH

    @property
    def confidence(self) -> Confidence:
        """LOW where some flow of the chain only may carry the item, MEDIUM where one of them was inferred."""
        if not all(link.sure for link in self.chain):
            return Confidence.LOW
        inferred = any(link.inferred for link in self.chain)
        return find_least_sure(self.sureness, Confidence.MEDIUM if inferred else Confidence.HIGH)

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """What the chain says, link by link."""
        return tuple(Evidence(link.said, link.spans) for link in self.chain)


def find_breaches(contract: Contract, dossier: Dossier, reading: Reading) -> tuple[Breach, ...]:
    """Return every breach of the contract in the document, one per pair of nodes."""
    match contract:
        case Forbid():
            return tuple(_of_forbid(contract, dossier, reading))
        case AllowOnly():
            return tuple(_of_allow_only(contract, dossier, reading))
        case PassThrough():
            return tuple(_of_pass_through(contract, dossier, reading))
        case Layers():
            return tuple(_of_layers(contract, dossier, reading))
        case MayHold():
            return tuple(_of_may_hold(contract, dossier, reading))


def find_unused_exceptions(contract: Contract, dossier: Dossier, reading: Reading) -> Exceptions:
    """Return the exceptions without which the contract would be broken no more than it is."""
    if isinstance(contract, MayHold) or not contract.exceptions:
        return ()
    if isinstance(contract, PassThrough):
        broken = find_breaches(contract, dossier, reading)
        return tuple(
            pair
            for pair in contract.exceptions
            if find_breaches(_without(contract, pair), dossier, reading) == broken
        )
    # What the other contracts say of two nodes rests on the links of these two alone.
    broken = find_breaches(evolve(contract, exceptions=()), dossier, reading)
    beside = group_by(ends for a, b in (breach.nodes for breach in broken) for ends in ((a, b), (b, a)))
    return tuple(pair for pair in contract.exceptions if not _excuses(pair, beside, reading))


def _without(contract: PassThrough, pair: tuple[str, ...]) -> PassThrough:
    return evolve(contract, exceptions=tuple(other for other in contract.exceptions if other != pair))


def _excuses(pair: tuple[str, ...], beside: Mapping[str, tuple[str, ...]], reading: Reading) -> bool:
    one, other = reading.permits(pair[0]), frozenset(reading.permits(pair[1]))
    return any(not other.isdisjoint(beside.get(node, ())) for node in one)


def _links(
    contract: Forbid | AllowOnly | PassThrough | Layers, dossier: Dossier, reading: Reading
) -> tuple[Link, ...]:
    """Return the links that a contract on direct connections looks at."""
    excused = [tuple(reading.permits(name) for name in pair) for pair in contract.exceptions]
    named = dossier.file_names.intersection(map(dossier.model.canonical, _named(contract)))
    return list_links(dossier, contract.item, excused, named)


def _named(contract: Forbid | AllowOnly | PassThrough | Layers) -> frozenset[str]:
    match contract:
        case Forbid():
            return frozenset(contract.forbid)
        case AllowOnly():
            return frozenset((contract.allow_only, *contract.neighbours, *contract.among))
        case Layers():
            return frozenset(name for layer in contract.layers for name in layer)
        case PassThrough():
            return frozenset()


def _shown(nodes: tuple[str, str], links: Iterable[Link], sureness: Confidence = Confidence.HIGH) -> Breach:
    """One breach for a pair of nodes: the certain links where there are any, else the possible ones."""
    found = tuple(links)
    return Breach(nodes, tuple(link for link in found if link.sure) or found, sureness)


def _goes(links: Iterable[Link], own: str, way: Way) -> tuple[Link, ...]:
    """Return the links of one pair that go the way that the contract looks from `own`."""
    return tuple(k for k in links if way is Way.BOTH or (k.source == own) is (way is Way.OUT))


def _places(
    groups: Sequence[Iterable[str]], stands_for: Callable[[str], tuple[str, ...]]
) -> Mapping[str, tuple[int, ...]]:
    """Return in which of the groups of names each node stands, in order."""
    found: dict[str, tuple[int, ...]] = {}
    for index, names in enumerate(groups):
        for node in dict.fromkeys(node for name in names for node in stands_for(name)):
            found[node] = (*found.get(node, ()), index)
    return found


def _of_forbid(contract: Forbid, dossier: Dossier, reading: Reading) -> Iterator[Breach]:
    """Two nodes that stand in the same groups are not set apart: a zone may lie inside another one."""
    for (a, b), links, at_a, at_b, sureness in _grouped(
        [(name,) for name in contract.forbid], contract, dossier, reading
    ):
        apart = [(i, j) for i in at_a for j in at_b if i != j]
        if apart and at_a != at_b:
            groups = min(apart, key=sorted)
            # Looking one way, the contract tells its first node from the others; else only names give an order.
            nodes = (a, b) if contract.way is Way.BOTH or groups[0] < groups[1] else (b, a)
            going = _goes(links, nodes[0], contract.way) if contract.way is Way.BOTH or 0 in groups else ()
            if going:
                yield _shown(nodes, going, sureness)


def _of_layers(contract: Layers, dossier: Dossier, reading: Reading) -> Iterator[Breach]:
    """A node in two layers is as near as the nearer of them; one that may be in any is as far as the farthest."""
    for nodes, links, at_a, at_b, sureness in _grouped(contract.layers, contract, dossier, reading):
        steps = [abs(x - y) for x in at_a for y in at_b]
        if (min if sureness is Confidence.HIGH else max)(steps) > 1:
            yield _shown(nodes, links, sureness)


_Grouped = tuple[tuple[str, str], tuple[Link, ...], tuple[int, ...], tuple[int, ...], Confidence]


def _grouped(
    groups: Sequence[Iterable[str]], contract: Forbid | Layers, dossier: Dossier, reading: Reading
) -> Iterator[_Grouped]:
    """Yield each linked pair of nodes in the order of their names, its links, and in which groups both stand.

    LOW where one of them certainly stands in a group and the other one only may.
    """
    certain, possible = _places(groups, reading.binds), _places(groups, reading.may_bind)
    pairs = pair_up(_links(contract, dossier, reading))
    for a, b in sorted(map(_by_name, pairs)):
        links = pairs.get((a, b)) or pairs[b, a]
        at_a, at_b = (certain.get(node) or possible.get(node, ()) for node in (a, b))
        if at_a and at_b and (a in certain or b in certain):
            both = a in certain and b in certain
            yield (a, b), links, at_a, at_b, Confidence.HIGH if both else Confidence.LOW


def _by_name(ends: tuple[str, str]) -> tuple[str, str]:
    return ends if ends[0] < ends[1] else ends[::-1]


def _of_allow_only(contract: AllowOnly, dossier: Dossier, reading: Reading) -> Iterator[Breach]:
    """Parties count only where the contract names one: staff who work at a system are no connection of it."""
    named = (contract.allow_only, *contract.neighbours)
    own = frozenset(reading.binds(contract.allow_only))
    allowed = frozenset(node for name in named for node in reading.permits(name))
    among = frozenset(node for name in contract.among for node in reading.binds(name))
    parties = any(isinstance(dossier.model.find(name), Party) for name in contract.neighbours)
    for (a, b), links in pair_up(_links(contract, dossier, reading)).items():
        here, other = (a, b) if a in own else (b, a)
        if here not in own or other in allowed:
            continue
        counts = other in among if contract.among else parties or not _is_party(dossier, other)
        going = _goes(links, here, contract.way)
        if counts and going:
            yield _shown((here, other), going, reading.sureness(other, named))


def _is_party(dossier: Dossier, name: str) -> bool:
    return isinstance(dossier.model.find(name), Party)


def _of_pass_through(contract: PassThrough, dossier: Dossier, reading: Reading) -> Iterator[Breach]:
    """Between the ends the way goes through systems and what holds files: persons pass nothing on."""
    model = dossier.model
    via = frozenset(map(model.holder, reading.permits(contract.pass_through)))
    sources, targets = (
        {model.holder(name): name for name in reading.binds(end) if model.holder(name) not in via}
        for end in (contract.source, contract.target)
    )
    if not via:
        return
    through = frozenset((*(s.name for s in model.systems), *dossier.files_of)) - via
    links = [link for link in _links(contract, dossier, reading) if link.drawn]
    for usable in ([link for link in links if link.sure], links):
        way = find_shortest_way(usable, sources=sources, targets=targets, through=through)
        if way:
            between = [reading.sureness(link.target, (contract.pass_through,)) for link in way[:-1]]
            nodes = (sources[way[0].source], targets[way[-1].target])
            yield Breach(nodes, way, find_least_sure(Confidence.HIGH, *between))
            return


def _of_may_hold(contract: MayHold, dossier: Dossier, reading: Reading) -> Iterator[Breach]:
    """Only where it first gets out of bounds: what that system hands on follows from it."""
    item = dossier.model.vocabulary.canonical(contract.may_hold)
    allowed = frozenset(node for name in contract.nodes for node in reading.permits(name))
    outside = {n.name: n for n in dossier.trace(item).nodes if n.name not in allowed and item in n.as_items}
    holding = {name: node for name, node in outside.items() if _is_plain_system(dossier, name)}
    for name, node in holding.items():
        steps = [dossier.flows_by_id[step] for step in node.path]
        if not any(facts.source in holding for facts in steps):
            way = tuple(Link(f.source, f.target, f.label, f.spans) for f in steps)
            chain = way or tuple(_why_there(dossier, name, item))
            yield Breach((name,), chain, reading.sureness(name, contract.nodes))


def _is_plain_system(dossier: Dossier, name: str) -> bool:
    node = dossier.model.find(name)
    return isinstance(node, System) and node.kind is NodeKind.SYSTEM


def _why_there(dossier: Dossier, name: str, item: str) -> Iterator[Link]:
    """What shows that a system has the item although no flow brings it: its files, or what it hands on."""
    for file in dossier.files_of.get(name, ()):
        if records(file, item, dossier.model.vocabulary) is Certainty.YES:
            yield Link(file.name, name, f"{file.name} の記録項目", file.spans)
    for facts in dossier.flows_from.get(name, ()):
        if dossier.carries(facts.flow, item) is Certainty.YES:
            yield Link(facts.source, facts.target, facts.label, facts.spans)

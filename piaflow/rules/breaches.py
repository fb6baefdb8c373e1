"""Where a contract is broken: each breach with the shortest chain that breaks it.

A flow that may or may not carry the contract's item breaks it only possibly, and so does a node that may be
one of those that the contract permits: the breach says so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial

from attrs import define, evolve, field, frozen

from piaflow.domain.certainty import Certainty
from piaflow.domain.choices import NodeKind, Way
from piaflow.domain.contracts import AllowOnly, Contract, Exceptions, Forbid, Layers, MayHold, PassThrough
from piaflow.domain.grouping import group_by
from piaflow.domain.names import name_some
from piaflow.domain.nodes import Party, System
from piaflow.rules.dossier import Dossier, FlowFacts
from piaflow.rules.finding import Confidence, Evidence, Spot, find_least_sure
from piaflow.rules.links import Excused, Link, Links, excuse, find_shortest_way
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
        return tuple(Evidence(link.said, link.spans, link.at) for link in self.chain)


def _sort_surest_first(breaches: tuple[Breach, ...]) -> tuple[Breach, ...]:
    return tuple(sorted(breaches, key=lambda breach: tuple(Confidence).index(breach.confidence)))


@frozen
class Broken:
    """One rule that is broken in one or several places, the surest first: as sure as the surest of them."""

    breaches: tuple[Breach, ...] = field(converter=_sort_surest_first)

    @property
    def confidence(self) -> Confidence:
        """How sure the surest is."""
        return self.breaches[0].confidence

    @property
    def nodes(self) -> tuple[str, ...]:
        """Between which nodes it is broken."""
        return tuple(dict.fromkeys(node for breach in self.breaches for node in breach.nodes))

    @property
    def way(self) -> str:
        """What breaks it most surely, in short."""
        surest = (breach for breach in self.breaches if breach.confidence is self.confidence)
        return name_some(dict.fromkeys(link.said for breach in surest for link in breach.chain))

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """What every chain says; one that is less sure than the surest says so."""
        sides = ((breach.confidence, side) for breach in self.breaches for side in breach.evidence)
        return tuple(dict.fromkeys(self._doubt(sureness, side) for sureness, side in sides))

    def _doubt(self, sureness: Confidence, side: Evidence) -> Evidence:
        sure = sureness is self.confidence
        return side if sure else evolve(side, said=f"{side.said}（{sureness.printed}）")


@frozen
class _Spread:
    """The plain systems that certainly have an item, with the place of each in the trace's order.

    `following` are those to which it comes last by each, under "" those to which it comes by none of them.
    """

    holding: Mapping[str, int]
    following: Mapping[str, tuple[str, ...]]


_Grouped = tuple[tuple[str, str], tuple[Link, ...], tuple[int, ...], tuple[int, ...], Confidence]
"""A pair of nodes, its links, in which groups each stands, and how sure that is."""


@define(eq=False)
class _Carried:
    """What all contracts on one document ask of an item, by whatever reading: its links, and where it certainly is."""

    dossier: Dossier
    _links: dict[str, Links] = field(factory=dict, init=False, repr=False)
    _spreads: dict[str, _Spread] = field(factory=dict, init=False, repr=False)

    def links(self, item: str) -> Links:
        """Return the links that may carry the item ("" for any)."""
        if item not in self._links:
            self._links[item] = Links.of(self.dossier, item)
        return self._links[item]

    def spread(self, item: str) -> _Spread:
        """Return the systems that certainly have the item."""
        if item not in self._spreads:
            self._spreads[item] = self._find_spread(item)
        return self._spreads[item]

    def _find_spread(self, item: str) -> _Spread:
        found = (node.name for node in self.dossier.trace(item).nodes if item in node.as_items)
        holding = {name: place for place, name in enumerate(filter(self._is_plain_system, found))}
        last = {
            name: next((f.source for f in reversed(self.steps_to(name, item)) if f.source in holding), "")
            for name in holding
        }
        return _Spread(holding, group_by((before, name) for name, before in last.items()))

    def steps_to(self, name: str, item: str) -> Sequence[FlowFacts]:
        """Return the flows by which the item comes to a node."""
        return [self.dossier.flows_by_id[step] for step in self.dossier.trace(item).node(name).path]

    def _is_plain_system(self, name: str) -> bool:
        node = self.dossier.model.find(name)
        return isinstance(node, System) and node.kind is NodeKind.SYSTEM


@define(eq=False)
class Judge:
    """Finds where contracts are broken in one document, by one reading of their names.

    What a contract costs is what its names stand for and the links there, not the document.
    """

    dossier: Dossier
    reading: Reading

    @property
    def _carried(self) -> _Carried:
        return self.dossier.once(_Carried)

    def find_breaches(self, contract: Contract) -> tuple[Breach, ...]:
        """Return every breach of the contract in the document, one per pair of nodes."""
        match contract:
            case Forbid():
                return tuple(self._of_forbid(contract))
            case AllowOnly():
                return tuple(self._of_allow_only(contract))
            case PassThrough():
                return tuple(self._of_pass_through(contract))
            case Layers():
                return tuple(self._of_layers(contract))
            case MayHold():
                return tuple(self._of_may_hold(contract))

    def find_unused_exceptions(self, contract: Contract) -> Exceptions:
        """Return the exceptions without which the contract would be broken no more than it is."""
        if isinstance(contract, MayHold) or not contract.exceptions:
            return ()
        if isinstance(contract, PassThrough):
            broken = self.find_breaches(contract)
            return tuple(
                pair for pair in contract.exceptions if self.find_breaches(_without(contract, pair)) == broken
            )
        # What the other contracts say of two nodes rests on the links of these two alone.
        broken = self.find_breaches(evolve(contract, exceptions=()))
        beside = group_by(ends for a, b in (breach.nodes for breach in broken) for ends in ((a, b), (b, a)))
        return tuple(pair for pair in contract.exceptions if not _excuses(pair, beside, self.reading))

    def _pairs(
        self, contract: Forbid | AllowOnly | Layers, names: Iterable[str], nodes: Iterable[str]
    ) -> Iterable[tuple[tuple[str, str], tuple[Link, ...]]]:
        """Return the links at the nodes, pair by pair; the files among the contract's names stand for themselves."""
        named = self.dossier.file_names.intersection(map(self.dossier.model.canonical, names))
        return self._carried.links(contract.item).pair_at(nodes, named, self._excuse(contract)).items()

    def _excuse(self, contract: Forbid | AllowOnly | PassThrough | Layers) -> Excused:
        return excuse(tuple(self.reading.permits(name) for name in pair) for pair in contract.exceptions)

    def _between(
        self,
        contract: Forbid | Layers,
        groups: Sequence[Sequence[str]],
        places: Mapping[str, tuple[int, ...]],
    ) -> Iterable[tuple[tuple[str, str], tuple[Link, ...]]]:
        """Return the links between nodes of the groups: of two in different ones, one is outside the busiest group."""
        links, busy = self._carried.links(contract.item), Counter[int]()
        for node, at in places.items():
            busy.update(dict.fromkeys(at, links.count_at((node,))))
        busiest = busy.most_common(1)
        nodes = (node for node, at in places.items() if at != (busiest[0][0],))
        return self._pairs(contract, (name for group in groups for name in group), nodes)

    def _of_forbid(self, contract: Forbid) -> Iterator[Breach]:
        """Two nodes that stand in the same groups are not set apart: a zone may lie inside another one."""
        for (a, b), links, at_a, at_b, sureness in self._grouped(contract, [(n,) for n in contract.forbid]):
            apart = [(i, j) for i in at_a for j in at_b if i != j]
            if apart and at_a != at_b:
                groups = min(apart, key=sorted)
                # Looking one way, the contract tells its first node from the others; else only names give an order.
                nodes = (a, b) if contract.way is Way.BOTH or groups[0] < groups[1] else (b, a)
                looks = contract.way is Way.BOTH or 0 in groups
                going = _goes(links, nodes[0], contract.way) if looks else ()
                if going:
                    yield _shown(nodes, going, sureness)

    def _of_layers(self, contract: Layers) -> Iterator[Breach]:
        """A node in two layers is as near as the nearer of them; one that may be in any is as far as the farthest."""
        for nodes, links, at_a, at_b, sureness in self._grouped(contract, contract.layers):
            steps = [abs(x - y) for x in at_a for y in at_b]
            if (min if sureness is Confidence.HIGH else max)(steps) > 1:
                yield _shown(nodes, links, sureness)

    def _grouped(self, contract: Forbid | Layers, groups: Sequence[Sequence[str]]) -> Iterator[_Grouped]:
        """Yield each linked pair of nodes in the order of their names, its links, and in which groups both stand.

        LOW where one of them certainly stands in a group and the other one only may.
        """
        certain, possible = _places(groups, self.reading.binds), _places(groups, self.reading.may_bind)
        pairs = dict(self._between(contract, groups, {**possible, **certain}))
        for a, b in sorted(map(_by_name, pairs)):
            links = pairs.get((a, b)) or pairs[b, a]
            at_a, at_b = (certain.get(node) or possible.get(node, ()) for node in (a, b))
            if at_a and at_b and (a in certain or b in certain):
                both = a in certain and b in certain
                yield (a, b), links, at_a, at_b, Confidence.HIGH if both else Confidence.LOW

    def _of_allow_only(self, contract: AllowOnly) -> Iterator[Breach]:
        """Parties count only where the contract names one: staff who work at a system are no connection of it."""
        named, reading = (contract.allow_only, *contract.neighbours), self.reading
        own = frozenset(reading.binds(contract.allow_only))
        allowed = frozenset(node for name in named for node in reading.permits(name))
        among = frozenset(node for name in contract.among for node in reading.binds(name))
        parties = any(isinstance(self.dossier.model.find(name), Party) for name in contract.neighbours)
        sides = (own, among) if contract.among else (own,)
        looked = min(sides, key=self._carried.links(contract.item).count_at)
        for (a, b), links in self._pairs(contract, (*named, *contract.among), looked):
            here, other = (a, b) if a in own else (b, a)
            if here not in own or other in allowed:
                continue
            counts = other in among if contract.among else parties or not self._is_party(other)
            going = _goes(links, here, contract.way)
            if counts and going:
                yield _shown((here, other), going, reading.sureness(other, named))

    def _is_party(self, name: str) -> bool:
        return isinstance(self.dossier.model.find(name), Party)

    def _of_pass_through(self, contract: PassThrough) -> Iterator[Breach]:
        """Between the ends the way goes through systems and what holds files: persons pass nothing on."""
        model, reading = self.dossier.model, self.reading
        via = frozenset(map(model.holder, reading.permits(contract.pass_through)))
        sources, targets = (
            {model.holder(name): name for name in reading.binds(end) if model.holder(name) not in via}
            for end in (contract.source, contract.target)
        )
        if not via:
            return
        links, excused = self._carried.links(contract.item), self._excuse(contract)

        def passes(name: str) -> bool:
            holds = name in self.dossier.files_of or isinstance(model.find(name), System)
            return holds and name not in via

        def leaving(node: str, *, surely: bool) -> Iterator[Link]:
            for link in links.leaving(node):
                if (link.sure or not surely) and not excused(link.source, link.target):
                    yield link

        for surely in (True, False):
            way = find_shortest_way(
                partial(leaving, surely=surely), sources=sources, targets=targets, passes=passes
            )
            if way:
                between = [reading.sureness(link.target, (contract.pass_through,)) for link in way[:-1]]
                nodes = (sources[way[0].source], targets[way[-1].target])
                yield Breach(nodes, way, find_least_sure(Confidence.HIGH, *between))
                return

    def _of_may_hold(self, contract: MayHold) -> Iterator[Breach]:
        """Only where it first gets out of bounds: what that system hands on follows from it."""
        item = self.dossier.model.vocabulary.canonical(contract.may_hold)
        allowed = frozenset(node for name in contract.nodes for node in self.reading.permits(name))
        spread = self._carried.spread(item)
        entered = {n for name in ("", *allowed) for n in spread.following.get(name, ())} - allowed
        for name in sorted(entered, key=spread.holding.__getitem__):
            steps = self._carried.steps_to(name, item)
            if all(f.source in allowed for f in reversed(steps) if f.source in spread.holding):
                way = tuple(Link(f.source, f.target, f.label, f.spans) for f in steps)
                chain = way or tuple(self._why_there(name, item))
                yield Breach((name,), chain, self.reading.sureness(name, contract.nodes))

    def _why_there(self, name: str, item: str) -> Iterator[Link]:
        """What shows that a system has the item although no flow brings it: its files, or what it hands on."""
        for file in self.dossier.files_of.get(name, ()):
            if records(file, item, self.dossier.model.vocabulary) is Certainty.YES:
                at = Spot("Ⅱ.2.④.主な記録項目", file.name, (item,))
                yield Link(file.name, name, f"{file.name} の記録項目", file.spans, at=at)
        for facts in self.dossier.flows_from.get(name, ()):
            if self.dossier.carries(facts.flow, item) is Certainty.YES:
                yield Link(facts.source, facts.target, facts.label, facts.spans)


def _without(contract: PassThrough, pair: tuple[str, ...]) -> PassThrough:
    return evolve(contract, exceptions=tuple(other for other in contract.exceptions if other != pair))


def _excuses(pair: tuple[str, ...], beside: Mapping[str, tuple[str, ...]], reading: Reading) -> bool:
    one, other = reading.permits(pair[0]), frozenset(reading.permits(pair[1]))
    return any(not other.isdisjoint(beside.get(node, ())) for node in one)


def _shown(nodes: tuple[str, str], links: Iterable[Link], sureness: Confidence = Confidence.HIGH) -> Breach:
    """One breach for a pair of nodes: the certain links where there are any, else the possible ones."""
    found = tuple(links)
    return Breach(nodes, tuple(link for link in found if link.sure) or found, sureness)


def _goes(links: Iterable[Link], own: str, way: Way) -> tuple[Link, ...]:
    """Return the links of one pair that go the way that the contract looks from `own`."""
    return tuple(k for k in links if way is Way.BOTH or (k.source == own) is (way is Way.OUT))


def _by_name(ends: tuple[str, str]) -> tuple[str, str]:
    return ends if ends[0] < ends[1] else ends[::-1]


def _places(
    groups: Sequence[Iterable[str]], stands_for: Callable[[str], tuple[str, ...]]
) -> Mapping[str, tuple[int, ...]]:
    """Return in which of the groups of names each node stands, in order."""
    found: dict[str, tuple[int, ...]] = {}
    for index, names in enumerate(groups):
        for node in dict.fromkeys(node for name in names for node in stands_for(name)):
            found[node] = (*found.get(node, ()), index)
    return found

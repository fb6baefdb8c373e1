"""What a trace is worked out by: both fixpoints of one item, asked node by node, party by party, flow by flow."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property, reduce
from itertools import chain
from operator import attrgetter, or_
from typing import Any, TypeVar

from attrs import define, field

from piaflow.domain.certainty import Certainty
from piaflow.domain.components import find_components
from piaflow.domain.entries import Entrustment, Handover
from piaflow.graph.flow_graph import Edge, Known
from piaflow.trace.answer import (
    FlowTrace,
    Held,
    NodeTrace,
    PartyTrace,
    Reach,
    Stop,
    Touch,
    Way,
    Why,
)
from piaflow.trace.carriage import carries, hands_over, records
from piaflow.trace.index import CERTAIN, ETC, NOTHING, STATED, Given, Handed, Index
from piaflow.trace.spread import SURELY, Reached, Ways

T = TypeVar("T")

_REACH = attrgetter("reach")

_Stops = dict[Stop, tuple[str, str, int]]
"""Where something stops: of each the flow, what it comes from and the edge, the first of these that it stops at."""

_Rank = tuple[Any, ...]
"""A way to compare with others: how good it is, its flows, how many are open, its other edges, the entry; () is none."""

_LED, _NOT_LED = 3, 1
"""Whether edges lead to anything of what is at a place."""


@define(eq=False)
class Working:
    """The work behind one trace. The first forms are the `leaves`: the item itself, or the members of the group.

    `asked` is what the models mean by what was asked: several items where they do not mean the same.
    """

    index: Index
    asked: tuple[int, ...]
    leaves: tuple[int, ...]
    reached: Reached
    _helds: dict[int, Held] = field(factory=dict, init=False, repr=False)
    _rolled: dict[int, int] = field(factory=dict, init=False, repr=False)
    _handed_over: dict[Handed, int] = field(factory=dict, init=False, repr=False)
    _works: dict[tuple[Given, ...], int] = field(factory=dict, init=False, repr=False)
    _sources: dict[Handed, list[tuple[int, int]]] = field(factory=dict, init=False, repr=False)
    _stopped: dict[tuple[int, ...], dict[int, _Stops]] = field(factory=dict, init=False, repr=False)
    _behind_hubs: dict[tuple[int, ...], dict[int, list[int]]] = field(factory=dict, init=False, repr=False)
    _best: dict[int, _Rank] = field(factory=dict, init=False, repr=False)
    _led: dict[int, int] = field(factory=dict, init=False, repr=False)
    _reached_of: dict[int, tuple[frozenset[int], ...]] = field(factory=dict, init=False, repr=False)
    _stopped_of: dict[tuple[int, ...], dict[int, _Stops]] = field(factory=dict, init=False, repr=False)
    _touched: tuple[str, list[tuple[Given, Held]]] = field(default=("", []), init=False, repr=False)

    # Names and forms.

    @property
    def labels(self) -> tuple[str, ...]:
        """The names of all nodes."""
        return self.index.graph.names

    @property
    def party_labels(self) -> tuple[str, ...]:
        """The names of those that are parties."""
        return self.index.graph.parties

    def find(self, name: str) -> str:
        """Return the label of a name. Raises UnknownNameError or ChoiceNeededError."""
        return self.index.graph.label(name)

    def known(self, label: str) -> Known:
        """Return what is known of a node without any trace."""
        return self.index.graph.known[label]

    def _hold(self, there: int) -> Held:
        """Return what is somewhere, to be told: few of all that could be held are."""
        found = self._helds.get(there)
        if found is None:
            is_sure = there >> len(self.reached.forms.items)
            reach = Reach.DEFINITE if is_sure else Reach.POSSIBLE if there else Reach.NONE
            found = self._helds[there] = Held(there, reach, self)
        return found

    def name_forms(self, there: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the names of what is held: a group where all its members are, else those of its members."""
        sure, maybe = self.reached.split(there)
        if not self._groups:
            told = dict.fromkeys([self._told[k] for k in sure])
            return tuple(told), tuple(
                dict.fromkeys(n for n in map(self._told.__getitem__, maybe) if n not in told)
            )
        whole = self.index.items.names[self.asked[0]]
        is_sure, may_be = self._is_whole(sure), self._is_whole((*sure, *maybe))
        surely = dict.fromkeys([whole] if is_sure else [])
        surely |= dict.fromkeys(self._told[k] for k in sure if not (is_sure and k in self._group))
        possibly = dict.fromkeys([whole] if may_be and not is_sure else [])
        possibly |= dict.fromkeys(self._told[k] for k in maybe if not (may_be and k in self._group))
        return tuple(surely), tuple(name for name in possibly if name not in surely)

    def _is_whole(self, forms: Iterable[int]) -> bool:
        """Whether forms are all that some model means by the group that was asked."""
        there = {*forms}
        return any(there.issuperset(group) for group in self._groups)

    def list_missing(self, there: int) -> tuple[str, ...]:
        """Return the members that something does not have of a group of which it has some; none of an item."""
        there = self.reached.only_may(there)
        missing = [k for k in self._group if not there >> k & 1]
        return tuple(self._told[k] for k in sorted(missing)) if len(missing) < len(self._group) else ()

    @cached_property
    def _told(self) -> tuple[str, ...]:
        return tuple(map(self.index.items.tell, self._forms))

    @cached_property
    def _forms(self) -> tuple[int, ...]:
        """The forms; what is reached may be that of an item that is like this one."""
        return (*self.leaves, *self.reached.forms.items[len(self.leaves) :])

    @cached_property
    def _groups(self) -> list[list[int]]:
        """By the members of which a group is there: those of each model's; none where an item was asked."""
        if self.leaves == self.asked and len(self.asked) == 1:
            return []
        return [list(map(self.leaves.index, self.index.items.leaves(item))) for item in self.asked]

    @cached_property
    def _group(self) -> frozenset[int]:
        """All of these members."""
        return frozenset(k for group in self._groups for k in group)

    @cached_property
    def _rests(self) -> frozenset[int]:
        """What is not told of a group that was asked."""
        untold = (
            item for item in self.asked if item in self.leaves and self.index.items.leaves(item) != (item,)
        )
        return frozenset(map(self.leaves.index, untold))

    # Nodes and parties.

    def answers(self) -> tuple[tuple[NodeTrace, ...], tuple[PartyTrace, ...]]:
        """Return the answer for every node, in the models' order, and for every party: that of all it answers for."""
        reached, graph = self.reached, self.index.graph
        rolled = reached.there.copy()
        reached.roll_up(graph.gathering, rolled)
        if reached.untold and self.index.handed.tells_systems:
            for party in graph.parties:
                rolled[graph.number[party]] |= self._worked_on(party)
        kinds = {there: self._hold(there) for there in {*rolled}}
        held = [kinds[there] for there in rolled]
        nodes = tuple(map(NodeTrace, graph.names, map(_REACH, held), held))
        held = [held[number] for number in map(graph.number.__getitem__, graph.parties)]
        return nodes, tuple(map(PartyTrace, graph.parties, map(_REACH, held), held))

    def node(self, label: str) -> NodeTrace:
        """Return the answer for a node; for a party that of all it answers for."""
        held = self._rolled_up(label)
        return NodeTrace(label, held.reach, held)

    def party(self, label: str) -> PartyTrace:
        """Return the answer for a party: by itself, by what it runs or may run, and by its entrustments."""
        held = self._rolled_up(label)
        return PartyTrace(label, held.reach, held)

    def places(self, label: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the reached nodes that a party is told to answer for, and those that it only may."""
        own, there = self.index.graph.number[label], self.reached.there
        told, possibly = self._gather(
            label,
            self._reached_of,
            lambda *found: tuple(frozenset(filter(there.__getitem__, nodes)) for nodes in found),
            lambda found: tuple(frozenset[int]().union(*each) for each in zip(*found, strict=True)),
        )
        return (
            self._name(sorted(told, key=lambda node: (node != own, node))),
            self._name(sorted(possibly - told)),
        )

    def _name(self, nodes: Iterable[int]) -> tuple[str, ...]:
        return tuple(map(self.index.graph.names.__getitem__, nodes))

    def _gather(
        self,
        label: str,
        known: dict[int, T],
        own: Callable[[Sequence[int], Sequence[int]], T],
        join: Callable[[Iterable[T]], T],
    ) -> T:
        """Return what comes of all that a node or party answers for, surely and possibly: of each part once."""
        graph = self.index.graph
        number = graph.number[label]
        if label not in graph.answering:
            return own((number,), ())
        for party, told, possibly, parts in graph.gather((label,), known):
            known[party] = join((own(told, possibly), *map(known.__getitem__, parts)))
        return known[number]

    def entrustments(self, label: str) -> tuple[Touch, ...]:
        """Return the entries of Ⅱ.4 that put a party in touch with the item."""
        return tuple(
            _tell(given, entry.subject, held)
            for given, held in self._touches(label)
            if isinstance(entry := given.entry, Entrustment)
        )

    def handovers(self, label: str) -> tuple[Touch, ...]:
        """Return the entries of Ⅱ.5 that do."""
        return tuple(
            _tell(given, entry.purpose, held)
            for given, held in self._touches(label)
            if isinstance(entry := given.entry, Handover)
        )

    def _rolled_up(self, label: str) -> Held:
        """Return all that is held at the places of a node or party."""
        graph = self.index.graph
        number = graph.number[label]
        if label not in graph.answering:
            return self._hold(self.reached.there[number])
        self.reached.roll_up(graph.gather((label,), self._rolled), self._rolled)
        return self._hold(self._rolled[number] | self._worked_on(label))

    def _worked_on(self, label: str) -> int:
        """Return what a party has by work on systems of which nothing tells what they have.

        All else that entries hand over comes to it by edges.
        """
        found = 0
        if self.reached.untold:
            for those in self.index.handed.list_shared(label):
                if those not in self._works:
                    whats = (self._handed(given.what) for given in those if given.what.systems)
                    self._works[those] = reduce(or_, whats, 0)
                found |= self._works[those]
        return found

    def _touches(self, label: str) -> list[tuple[Given, Held]]:
        """Return by which entries a party is in touch with the item, and what it has by each.

        Those of the last party are kept: of it entrustments and handovers are asked, and of all parties they are many.
        """
        if self._touched[0] != label:
            handed = ((given, self._handed(given.what)) for given in self.index.handed.of(label))
            self._touched = label, [(given, self._hold(there)) for given, there in handed if there]
        return self._touched[1]

    def _handed(self, what: Handed) -> int:
        """Return what is handed over in all; many entries hand over the same."""
        found = self._handed_over.get(what)
        if found is None:
            found = self._handed_over[what] = reduce(or_, (there for _, there in self._sources_of(what)), 0)
        return found

    def _sources_of(self, what: Handed) -> list[tuple[int, int]]:
        """Return where something is handed over from, and what; who works on a system may have what is there."""
        if what not in self._sources:
            worked_on = (
                (system, self.reached.only_may(self._hand_over_at(what, system))) for system in what.systems
            )
            self._sources[what] = [(what.file, self._hand_over_at(what, what.file)), *worked_on]
        return self._sources[what]

    def _hand_over_at(self, what: Handed, node: int) -> int:
        """Return what is handed over of the forms that are at a node."""
        sure, maybe = self.reached.split(self.reached.there[node])
        how = {k: self._hands_over(what, k) for k in (*sure, *maybe)}
        return self.reached.pack(
            [k for k in sure if what.is_told and how[k] is Certainty.YES],
            [k for k in how if how[k] is not Certainty.NO],
        )

    def _hands_over(self, what: Handed, form: int) -> Certainty:
        words = self.index.graph.models[what.model].vocabulary
        called, is_mistaken = self._called(form, what.model), self._may_be_named(form, what)
        return hands_over(what, called, words, is_mistaken=is_mistaken)

    def _may_be_named(self, form: int, what: Handed) -> bool:
        """Whether a list may hold a form as others mean its names."""
        words, items = self.index.graph.models[what.model].vocabulary, self.index.items
        return any(
            self._forms[form] in items.mistaken(words, name) for name in words.expand(what.items.names)
        )

    def _called(self, form: int, model: int) -> str:
        """Return the name under which one model knows a form, "" where it does not."""
        return self.index.items.name(self.index.graph.models[model].vocabulary, self._forms[form])

    # Ways and cuts.

    @cached_property
    def _ways(self) -> Ways:
        reached = self.reached
        sure, possible = self._by_name(reached.starts), self._by_name(reached.possible_starts)
        return Ways(reached.forms, sure, possible, self.index.list_named())

    def _by_name(self, states: Iterable[int]) -> list[int]:
        """Return states by form and by the names of their nodes: of equal ways the one from the first is told."""
        n, graph = self.reached.forms.nodes, self.index.graph
        node_of = graph.twin_of

        def place(state: int) -> tuple[int, str, bool]:
            node = state % n
            return state // n, graph.names[node_of.get(node, node)], node in node_of

        return sorted(states, key=place)

    def way(self, label: str) -> Way:
        """Return the best way to a node, of what was asked where it is there and else of what is made of it.

        To a party, that to what brings it in touch first. Named members of a group come by ways of their own: where what is
        not told of it is there, its way is that of the group.
        """
        own = self._gather(label, self._best, self._find_best, _first)
        entries = (self._rank(node, there, entry) for node, there, entry in self._list_handed(label))
        if not (best := _first((own, *entries))):
            return Way()
        *_, flows, unsure, others, entry = best
        return Way(
            tuple(self.index.graph.edges[e].id for e in flows),
            unsure,
            tuple(self._find_assumed(others)),
            (*self._find_entries(others), *((entry,) if entry else ())),
        )

    def _find_best(self, told: Iterable[int], possibly: Iterable[int]) -> _Rank:
        """Return the best way to one of the nodes."""
        return _first(self._rank(node, there) for node, there in self._list_there(told, possibly))

    def _rank(self, node: int, there: int, entry: str = "") -> _Rank:
        """Return the best way to what is at a node, () where there is none: first to what surely is, to a rest, the cheapest."""
        n, found = self.reached.forms.nodes, []
        for doubt, forms in enumerate(self.reached.split(there)):
            asked = self._led_to(node, [k for k in forms if k in self._rests]) or self._led_to(
                node, filter(len(self.leaves).__gt__, forms)
            )
            found += [
                (doubt, state // n not in self._rests, self._ways.cost(state), *self._ways.to(state), entry)
                for state in asked[:1] or self._led_to(node, forms)
            ]
        return min(found, default=())

    def _find_assumed(self, edges: Iterable[int]) -> Iterator[tuple[str, str]]:
        """Yield the ends of the edges that take two systems for one; before hubs stands the system that leads to them.

        What an entry hands to whom a word may mean takes no systems for one.
        """
        graph, parties, source = self.index.graph, self.party_labels, ""
        for e in edges:
            edge = graph.edges[e]
            if (node := graph.twin_of.get(graph.sources[e])) is not None:
                source = graph.names[node]
            elif not graph.is_hub(graph.sources[e]):
                source = "" if edge.handed is not None else edge.source
            if edge.is_same and source and source not in parties and edge.target not in parties:
                yield source, edge.target

    def _find_entries(self, edges: Iterable[int]) -> Iterator[str]:
        """Yield the fields that lead on what no flow takes along: entries of Ⅱ, who uses a file, Ⅰ.2③ of two systems."""
        graph, source = self.index.graph, ""
        for e in edges:
            edge = graph.edges[e]
            source = source if graph.is_hub(graph.sources[e]) else edge.source
            if edge.handed is not None:
                yield edge.handed.declared.name
            elif edge.is_connection:
                yield f"Ⅰ.2③{'（印は不明）' if edge.is_unread else ''} {source}→{edge.target}"
            elif edge.is_use:
                yield f"Ⅱ.2⑥・Ⅱ.3⑦ {source}→{edge.target}"

    def _led_to(self, node: int, forms: Iterable[int]) -> list[int]:
        """Return the states at a node that there is a way to, first those that are surely reached."""
        n, levels = self.reached.forms.nodes, self.reached.levels
        states = filter(self.reached.has, (k * n + node for k in forms))
        return sorted(states, key=lambda state: levels[state] != SURELY)

    def is_untold(self, label: str) -> bool:
        """Whether something has the item only as what it is connected with is not told."""
        if not self.reached.untold:
            return False
        own = self._gather(label, self._led, self._find_led, lambda found: reduce(or_, found))
        handed = (self._is_led(node, there) for node, there, _ in self._list_handed(label))
        return reduce(or_, handed, own) == _NOT_LED

    def _find_led(self, told: Iterable[int], possibly: Iterable[int]) -> int:
        return reduce(or_, (self._is_led(*place) for place in self._list_there(told, possibly)), 0)

    def _is_led(self, node: int, there: int) -> int:
        """Return 0 where nothing is there, else whether anything leads to what is."""
        if not there:
            return 0
        return _LED if self._led_to(node, chain(*self.reached.split(there))) else _NOT_LED

    def _list_there(self, told: Iterable[int], possibly: Iterable[int]) -> Iterator[tuple[int, int]]:
        """Yield what is at nodes; what a party only may answer for gives it nothing for certain."""
        reached = self.reached
        yield from ((node, reached.there[node]) for node in told)
        yield from ((node, reached.only_may(reached.there[node])) for node in possibly)

    def _list_handed(self, label: str) -> Iterator[tuple[int, int, str]]:
        """Yield where what is handed to a party comes from, which forms, and the entry that tells so.

        Of many entries that hand over the same the first by its name is told.
        """
        entries: dict[Handed, str] = {}
        for given, _ in self._touches(label):
            entries[given.what] = min(given.name, entries.get(given.what, given.name))
        for what, entry in entries.items():
            yield from ((node, there, entry) for node, there in self._sources_of(what))

    def cut(self, label: str) -> tuple[Stop, ...]:
        """Return the last edges at which the item stops on every way to a node that does not have it, or all of it.

        Of a group that is there in part each missing member stops by itself.
        """
        there = self.reached.only_may(self._rolled_up(label).there)
        missing = [k for k in range(len(self.leaves)) if not there >> k & 1]
        every = [tuple(range(len(self._forms)))]
        if there:
            every = [tuple(missing)] if len(missing) == len(self.leaves) else [(k,) for k in missing]
        return tuple(dict.fromkeys(stop for forms in every for stop in self._stops(label, forms)))

    def _stops(self, label: str, forms: tuple[int, ...]) -> list[Stop]:
        """Return where all of the `forms` stop on the ways to a node or party, by the flows and what these come from."""
        known = self._stopped.setdefault(forms, {})

        def find(told: Sequence[int], possibly: Sequence[int]) -> _Stops:
            nodes = (*told, *possibly)
            self._go_back(nodes, forms, known)
            return _merge(map(known.__getitem__, nodes))

        found = self._gather(label, self._stopped_of.setdefault(forms, {}), find, _merge)
        return sorted(found, key=found.__getitem__)

    def _go_back(self, nodes: Iterable[int], forms: tuple[int, ...], known: dict[int, _Stops]) -> None:
        """Find where forms stop before nodes and before all behind them that has none: at each circle at once."""
        own: dict[int, _Stops] = {}
        behind: dict[int, list[int]] = {}
        queue = [*nodes]
        for here in queue:
            if here not in known and here not in behind:
                own[here], behind[here] = self._look_back(here, forms)
                queue += behind[here]
        for circle in find_components(behind):
            before = {source for here in circle for source in behind[here]} - circle
            stops = _merge((*map(own.__getitem__, circle), *map(known.__getitem__, before)))
            known.update(dict.fromkeys(circle, stops))

    def _look_back(self, here: int, forms: tuple[int, ...]) -> tuple[_Stops, list[int]]:
        """Return where forms stop right before a node, and what leads there that has none."""
        graph, stops, without = self.index.graph, _Stops(), list[int]()
        for e in self.index.incoming[here]:
            flow = graph.edges[e].id
            for source in self._list_sources(graph.sources[e], forms):
                form = self._first_form(source, forms)
                if form is None:
                    without.append(source)
                else:
                    stop = Stop(flow, self._why(e, source, form), self._told[form])
                    place = (flow, graph.names[source], e)
                    stops[stop] = min(place, stops.get(stop, place))
        return stops, without

    def _list_sources(self, source: int, forms: tuple[int, ...]) -> list[int]:
        """Return what something comes from: at a hub that is reached all that leads there."""
        graph, incoming = self.index.graph, self.index.incoming
        if not graph.is_hub(source) or self._first_form(source, forms) is None:
            return [source]
        if source in graph.twin_of:
            return [graph.twin_of[source]]
        before = self._behind_hubs.setdefault(forms, {})
        if source not in before:
            inward = (self._list_sources(graph.sources[e], forms) for e in incoming[source])
            before[source] = list(dict.fromkeys(chain.from_iterable(inward)))
        return before[source]

    def _first_form(self, node: int, forms: Sequence[int]) -> int | None:
        return next((k for k in self.reached.list_led_to(node) if k in forms), None)

    def _why(self, e: int, source: int, form: int) -> Why:
        """Return why a form that is at a source does not get to the target of an edge from there."""
        edge = self.index.graph.edges[e]
        reached, going = self.reached, self.reached.forms.going[form]
        if going.ways[e] == NOTHING:
            return self._denial(edge, form)
        if going.is_closed(e):
            return Why.NOT_KNOWN
        state = form * reached.forms.nodes + source
        return Why.NOT_RELAYED if reached.is_strong(state) else Why.NO_LICENCE

    def _denial(self, edge: Edge, form: int) -> Why:
        if edge.handed is not None:
            return Why.NOT_LISTED
        words = self.index.graph.models[edge.model].vocabulary
        called = self._called(form, edge.model)
        told = edge.flow or edge.sent
        flow = carries(told, called, words) if told is not None else Certainty.UNKNOWN
        if isinstance(flow, Why):
            return flow
        file = records(edge.file, called, words) if edge.file is not None else flow
        return file if isinstance(file, Why) else Why.NOT_RECORDED

    # Flows.

    def flows(self) -> tuple[FlowTrace, ...]:
        """Return the answer for every flow, in the models' order."""
        return tuple(map(self._flow, self.index.graph.flow_order))

    def _flow(self, e: int) -> FlowTrace:
        graph, reached, n = self.index.graph, self.reached, self.reached.forms.nodes
        source, edge = graph.sources[e], graph.edges[e]
        assert edge.flow is not None  # noqa: S101 - flow_order holds flows
        here = reached.list_led_to(source)
        sure = [k for k in here if reached.is_sure(k * n + source) and self._how(k, e) in (STATED, CERTAIN)]
        maybe = [k for k in here if k not in sure and self._passes(k, e)]
        held = self._hold(self.reached.pack(sure, (*sure, *maybe)))
        told, open_ = held.as_items, held.possibly_as
        stops = bool(here) and not (sure or maybe)
        return FlowTrace(
            edge.id, edge.source, edge.target, edge.flow, held.reach, told or open_, open_, stops
        )

    def _how(self, form: int, e: int) -> int:
        return self.reached.forms.going[form].ways[e]

    def _passes(self, form: int, e: int) -> bool:
        """Whether a form that its source may have may go along an edge."""
        reached, how = self.reached, self._how(form, e)
        node = self.index.graph.sources[e]
        state = form * reached.forms.nodes + node
        if how == NOTHING or reached.forms.going[form].is_closed(e):
            return False
        if how != ETC:
            return True
        own = state in reached.starts or state in reached.possible_starts
        is_silent = node in reached.forms.silent[form] and not own
        return reached.forms.licences[form][reached.levels[state]][is_silent][ETC] > 0


def _first(ways: Iterable[_Rank]) -> _Rank:
    return min(filter(None, ways), default=())


def _tell(given: Given, subject: str, held: Held) -> Touch:
    return Touch(given.name, subject, held.reach, held.as_items, held.possibly_as)


def _merge(found: Iterable[_Stops]) -> _Stops:
    """Return all stops. Where others add none it is the same object: of a chain each node has what the first has."""
    each = [stops for stops in {id(stops): stops for stops in found}.values() if stops]
    if len(each) == 1:
        return each[0]
    merged: _Stops = {}
    for stops in each:
        for stop, place in stops.items():
            merged[stop] = min(place, merged.get(stop, place))
    return merged

"""Index: what goes along the edges of a graph, as integers, so that one item is asked without asking every edge.

An item is a number, the same in all models that mean it. Of each edge the index knows what it says
of items by name (postings: item → edges that state, doubt or deny it) and what it says of all others (`rest`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING

from attrs import define, field, frozen

from piaflow.domain.assessment import Assessment
from piaflow.domain.certainty import Certainty
from piaflow.domain.choices import Extent, NodeKind
from piaflow.domain.components import find_components
from piaflow.domain.entries import Entrustment, Handover
from piaflow.domain.flows import Flow
from piaflow.domain.grouping import group_by
from piaflow.domain.items import CALLED_ALIKE, HOUSE_NUMBER, RESIDENT_CODE, ItemList
from piaflow.domain.nodes import System
from piaflow.graph.flow_graph import FlowGraph
from piaflow.trace.answer import Trace
from piaflow.trace.meanings import Items

if TYPE_CHECKING:
    from piaflow.trace.spread import Forms, Reached

STATED, OPEN, ETC, INSIDE, SAME, CERTAIN, INWARD, NOTHING = range(8)
"""How an edge takes an item along: it states it; it may; by its 等 alone; so within one body; as its ends may be one;
always; to a hub, as it is; never."""
CARRYING = (NodeKind.TERMINAL, NodeKind.MEDIUM)
"""What only carries: it has what was put in."""


def mark_ways(*ways: int) -> bytes:
    """Return the table by which the ways of all edges are translated: true where an edge goes one of `ways`."""
    return bytes(way in ways for way in range(256))


Postings = dict[int, list[int]]
"""Per item, the edges that say one thing of it."""


@frozen(cache_hash=True)
class Handed:
    """What an entry of Ⅱ hands over: of which file of which model which items, and how much of it.

    `systems` are those that an entrustment is to work on; `is_told` is false of what is handed to another body that
    the party may be.
    """

    model: int
    file: int
    items: ItemList
    extent: Extent
    systems: tuple[int, ...] = ()
    is_told: bool = True
    is_by_network: bool = False


@frozen(eq=False)
class Given:
    """An entry of Ⅱ.4 or Ⅱ.5 by its name, with what it hands over."""

    name: str
    entry: Entrustment | Handover
    what: Handed


@frozen(eq=False)
class HandedTo:
    """By party, what Ⅱ.4 and Ⅱ.5 hand to it, and what may be handed to it as to a party that it may be.

    `own` is the former, in lists of which parties share those of entries that may be to any of them; `place` tells the
    order of all. `unsure` is the same as another party has it; `groups` tells of each party whom it may be. What comes of
    them is put together when it is asked for: of parties of one name it grows with the square of their number.
    """

    own: Mapping[str, Sequence[tuple[Given, ...]]]
    place: Mapping[Given, int]
    unsure: Mapping[Given, Given]
    groups: Mapping[str, Sequence[Sequence[str]]]

    @cached_property
    def tells_systems(self) -> bool:
        """Whether some entry tells the systems that are worked on."""
        return any(given.what.systems for given in self.place)

    def list_own(self, party: str) -> list[Given]:
        """Return what is handed to a party by its own name, in the order of the entries."""
        return sorted(chain(*self.own.get(party, ())), key=self.place.__getitem__)

    def of(self, party: str) -> list[Given]:
        """Return what is, or may be, handed to a party: its own first."""
        found = dict.fromkeys(self.list_own(party))
        for group in self.groups.get(party, ()):
            others = (one for one in group if one != party)
            found.update((self.unsure[given], None) for one in others for given in self.list_own(one))
        return list(found)

    def list_shared(self, party: str) -> Iterator[tuple[Given, ...]]:
        """Yield the same in no order, in the lists of which parties share some."""
        yield from self.own.get(party, ())
        for group in self.groups.get(party, ()):
            others = (those for one in group if one != party for those in self.own.get(one, ()))
            yield from (tuple(map(self.unsure.__getitem__, those)) for those in others)


Made = tuple[AbstractSet[int], AbstractSet[int]]
"""Of the nodes where others are made of an item, those where it surely is, and those where it may be."""


@define(eq=False)
class Index:
    """What the edges of a graph carry. `rest[e]` is how edge e takes along what it does not name.

    `makes[i]` tells, per node, what item i becomes there: (item, whether that is certain), and `made_of[i]` the same
    from the other end: out of which item, where. `persons` are the natural persons among the nodes, `departments`
    the 部署, `untold` the systems that some document names without a flow to or from them or their files; `handed`
    are the entries of Ⅱ by which each party gets, or may get, of a file. Of edges there are the `acquisitions` (入手),
    the `first` flows, from systems and 部署 to which in their document nothing leads, the `unlisted` flows without items
    that begin at what their document tells whole, the `records` into a file from its holder, the `bonds` that take
    everything along, and the stores and open `borders`, where nothing enters. `forms` is what each item that was
    asked for may become, `reached` how far it gets, `ingredients` where each item of which others are made is of the nodes
    where they are.
    """

    graph: FlowGraph
    items: Items
    rest: bytearray
    acquisitions: list[int]
    first: list[int]
    stated: Postings
    doubtful: Postings
    opened: Postings
    by_etc: Postings
    denied: Postings
    makes: dict[int, dict[int, list[tuple[int, bool]]]]
    made_of: dict[int, dict[int, dict[int, bool]]]
    persons: frozenset[int]
    departments: frozenset[int]
    ignorant: dict[int, frozenset[int]]
    knowing: dict[int, frozenset[int]]
    is_flow: bytearray
    records: list[int]
    bonds: list[int]
    borders: list[int]
    unlisted: list[int]
    outgoing: list[list[int]]
    incoming: list[list[int]]
    identifiers: frozenset[int]
    number: int | None
    code: int | None
    untold: frozenset[int]
    handed: HandedTo
    forms: dict[int, Forms] = field(factory=dict)
    reached: dict[int, Reached] = field(factory=dict)
    ingredients: dict[int, Made] = field(factory=dict)
    traces: dict[tuple[tuple[int, ...], tuple[int, ...]], Trace] = field(factory=dict)
    _ways: dict[int, bytearray] = field(factory=dict)
    _going: dict[int, Going] = field(factory=dict)
    _holders: dict[int, frozenset[int]] = field(factory=dict)
    _recorded: dict[int, frozenset[int]] = field(factory=dict)
    _strangers: dict[tuple[int, bool], frozenset[int]] = field(factory=dict)
    _alike: dict[object, int] = field(factory=dict)

    def going(self, item: int) -> Going:
        """Return how the item goes along the edges, worked out once."""
        found = self._going.get(item)
        if found is None:
            found = self._going[item] = Going(self, item)
        return found

    def ways(self, item: int) -> bytearray:
        """Return how each edge takes the item along by what it says, whatever its target knows."""
        found = self._ways.get(item)
        if found is None:
            found = self._ways[item] = self._ways_named(item)
            if self.is_issued(item):
                for edges, way in self._told_beside(item, found):
                    for e in edges:
                        found[e] = way
        return found

    def _ways_named(self, item: int) -> bytearray:
        """Return the same by what the edge says of the item by name, or of all that it does not name."""
        ways = self.rest.copy()
        for edges, way in self._named(item):
            for e in edges:
                ways[e] = way
        return ways

    def told_of(self, item: int) -> tuple[tuple[Sequence[int], int], ...]:
        """Return the edges that take the item along otherwise than what they do not name, with how they do."""
        beside = self._told_beside(item, self._ways_named(item)) if self.is_issued(item) else ()
        return (*self._named(item), *beside)

    def _told_beside(self, item: int, ways: bytearray) -> tuple[tuple[Sequence[int], int], ...]:
        """The edges that take an issued number along otherwise than they say by themselves (`ways`), with how they do."""
        like_etc = self._like_etc(item, ways)
        return (like_etc, ETC), (self._inside(item, ways, like_etc), INSIDE)

    def _named(self, item: int) -> tuple[tuple[Sequence[int], int], ...]:
        """The edges that say something of the item by name, with how they take it along."""
        return (
            (self.stated.get(item, ()), STATED),
            (self.doubtful.get(item, ()), OPEN),
            (self.opened.get(item, ()), OPEN),
            (self.by_etc.get(item, ()), ETC),
            (self.denied.get(item, ()), NOTHING),
        )

    def is_issued(self, item: int) -> bool:
        """Whether the item is a number that certain systems issue: an identifier, but not 個人番号."""
        return item in self.identifiers and item != self.number

    def _like_etc(self, item: int, ways: bytearray) -> list[int]:
        """Return the flows without items that take an issued number along as an 等 does.

        In a document all of whose files of Ⅰ.3 certainly lack it, those that begin at what the document tells whole.
        """
        doubtful = self.doubtful.get(item, ())
        return [
            e
            for records, unlisted in self.by_document
            if all(ways[record] == NOTHING for record in records)
            for e in unlisted
            if ways[e] == OPEN and e not in doubtful
        ]

    @cached_property
    def by_document(self) -> Sequence[tuple[Sequence[int], Sequence[int]]]:
        """Of each document with files of Ⅰ.3: the bonds into these, and the `unlisted` flows."""
        edges, unlisted = self.graph.edges, dict[int, list[int]]()
        records: dict[int, list[int]] = {}
        for e in self.records:
            if (file := edges[e].file) and file.listed is not Certainty.NO:
                records.setdefault(edges[e].model, []).append(e)
        for e in self.unlisted:
            unlisted.setdefault(edges[e].model, []).append(e)
        return [(listed, unlisted.get(model, [])) for model, listed in records.items()]

    def _inside(self, item: int, ways: bytearray, like_etc: Sequence[int]) -> list[int]:
        """Return the edges by whose 等 宛名番号 goes on however it came: those within one body.

        It is the number that joins the systems of a body. Of every other item there are none.
        """
        if item != self.house_number:
            return []
        alike = frozenset(like_etc)
        return [e for e in self.within if ways[e] == ETC or e in alike]

    @cached_property
    def house_number(self) -> int | None:
        """The number of 宛名番号."""
        return self.items.standard(HOUSE_NUMBER)

    @cached_property
    def within(self) -> Sequence[int]:
        """The flows between what one body answers for, or may."""
        graph = self.graph
        whose = [
            frozenset[str]().union(*map(graph.institutions.__getitem__, (*who.told, *who.possibly)))
            for who in map(graph.responsible.__getitem__, graph.names)
        ]
        ends = zip(graph.sources, graph.targets, strict=True)
        return [
            e for e, (source, target) in enumerate(ends) if self.is_flow[e] and whose[source] & whose[target]
        ]

    @cached_property
    def beside_bonds(self) -> Sequence[tuple[int, Sequence[int], Sequence[int]]]:
        """Each file that bonds lead from, with these and with all other edges that begin or end there."""
        bonds = group_by((self.graph.sources[e], e) for e in self.bonds)
        return [
            (file, own, [e for e in (*self.outgoing[file], *self.incoming[file]) if self.rest[e] != CERTAIN])
            for file, own in bonds.items()
        ]

    @cached_property
    def circles(self) -> Sequence[set[int]]:
        """What conversions make of one another, each circle after all that it is made of."""
        return find_components(
            {item: sorted(self.made_of.get(item, ())) for item in (*self.makes, *self.made_of)}
        )

    @cached_property
    def circle_of(self) -> Mapping[int, set[int]]:
        """The circle of each item that is made of another or becomes another."""
        return {item: circle for circle in self.circles for item in circle}

    @cached_property
    def makers(self) -> Mapping[int, frozenset[int]]:
        """The nodes at which each item may be made of another."""
        return {item: frozenset().union(*at.values()) for item, at in self.made_of.items()}

    @cached_property
    def becomes(self) -> Mapping[int, frozenset[int]]:
        """What conversions make of each item, anywhere."""
        return {
            item: frozenset(target for made in at.values() for target, _ in made)
            for item, at in self.makes.items()
        }

    def alike(self, item: int) -> int:
        """Return the first item asked for of which nothing says anything but what it says of this one.

        An identifier, and what is made of another or becomes another, is like itself alone.
        """
        if item in self.identifiers or item in self.makes or item in self.made_of:
            return item
        told = tuple(tuple(edges) for edges, _ in self.told_of(item))
        return self._alike.setdefault((told, self.ignorant.get(item), self.knowing.get(item)), item)

    def list_twins(self, nodes: Iterable[int]) -> set[int]:
        """Return the twins of nodes: what is somewhere by itself it has by its own documents."""
        twins = self.graph.twins
        return {twins[node] for node in nodes if node in twins}

    def named(self, item: int) -> frozenset[int]:
        """Return the files that may record the item and of which a flow states that they have it."""
        flows = [e for e in self.stated.get(item, ()) if self.is_flow[e]]
        ends = (end for e in flows for end in (self.graph.sources[e], self.graph.targets[e]))
        return self.holders(item).intersection(ends)

    def receiving(self, item: int) -> frozenset[int]:
        """Return who has of the item what others gave: a natural person of issued numbers, a 部署 of 符号.

        But a resident knows the own 住民票コード, and writes it in a 転入届 (住基法22条1項).
        """
        is_untold = self.is_issued(item) and item != self.items.standard(RESIDENT_CODE)
        found = self.persons if is_untold else frozenset()
        return found | self.departments if item == self.code else found

    def disputed(self, item: int) -> frozenset[int]:
        """Return the nodes where an item does not surely begin, as the document says against it what it says for it.

        A flow from there states what it does not have, nor a file of it; or its file records all of a group that it lacks:
        who has the item is the file, save where a flow from the system states it.
        """
        sources, targets = self.graph.sources, self.graph.targets
        stating = {sources[e] for e in self.stated.get(item, ()) if self.is_flow[e]}
        denied = self.ignorant.get(item, frozenset())
        if denied:
            ways = self.ways(item)
            denied = denied.difference(sources[e] for e in self.records if ways[e] == STATED)
        if item in self.called_alike:
            denied |= self.lacking(item)
        bonds = [e for e in self.doubtful.get(item, ()) if self.rest[e] == CERTAIN]
        return denied & stating | (frozenset(map(targets.__getitem__, bonds)) - stating)

    @cached_property
    def called_alike(self) -> frozenset[int]:
        """The items that flows and lists of 記録項目 call by one name."""
        return frozenset(n for n in map(self.items.standard, CALLED_ALIKE) if n is not None)

    def may_have_untold(self, item: int) -> frozenset[int]:
        """Return where nothing tells whether the item is there, and nobody says that it is not.

        Systems without a flow, and of an issued number where flows begin that may take it along while nothing leads there.
        """
        found = self.untold
        if self.is_issued(item):
            ways = self.ways(item)
            senders = {self.graph.sources[e] for e in self.first if ways[e] != NOTHING}
            found |= senders - self.receiving(item)
        return found - self.ignorant.get(item, frozenset())

    def without(self, item: int) -> frozenset[int]:
        """Return where the item is not by itself: what lacks it, and who has of it what others gave."""
        return self.ignorant.get(item, frozenset()) | self.receiving(item) | self.lacking(item)

    def strangers(self, item: int, *, is_sure: bool) -> frozenset[int]:
        """Return the nodes that do not have an item by themselves, as no flow from there states it; or surely do not.

        A file that certainly does not record it is one of them, whatever open flow leads out of it.
        """
        found = self._strangers.get((item, is_sure))
        if found is None:
            found = self.without(item)
            if found:
                found -= {self.graph.sources[e] for e in self.stated.get(item, ()) if self.is_flow[e]}
            if is_sure:
                found |= self.disputed(item)
            self._strangers[item, is_sure] = found
        return found

    def lacking(self, item: int) -> frozenset[int]:
        """Return the files that certainly do not record the item."""
        return self.files - self._recording(item)

    @cached_property
    def files(self) -> frozenset[int]:
        """The files that some holder holds."""
        return frozenset(map(self.graph.targets.__getitem__, self.records))

    def _recording(self, item: int) -> frozenset[int]:
        """The files that may record the item."""
        found = self._recorded.get(item)
        if found is None:
            ways, targets = self.ways(item), self.graph.targets
            found = self._recorded[item] = frozenset([targets[e] for e in self.records if ways[e] != NOTHING])
        return found

    def list_named(self) -> bytearray:
        """Return which edges have an id: the flows, and what bodies send."""
        return bytearray(bool(edge.id) for edge in self.graph.edges)

    def unsigned(self, item: int) -> list[int]:
        """Return the flows that may take an issued number along and are no sign that it begins where they do.

        Those that name a thing of which the content is not told; and what takes 宛名番号 along within a body, save
        between its 部署 and systems.
        """
        ways, doubtful = self.ways(item), self.doubtful.get(item, ())
        naming = [e for e in self.listing if ways[e] == OPEN and e not in doubtful]
        inside = self.within if item == self.house_number else ()
        return naming + [e for e in inside if ways[e] == INSIDE and not self._is_at_home(e)]

    @cached_property
    def listing(self) -> Sequence[int]:
        """The flows that name items."""
        return [
            e
            for e, edge in enumerate(self.graph.edges)
            if edge.flow and self.graph.models[edge.model].vocabulary.names_items(edge.flow.items.names)
        ]

    def _is_at_home(self, e: int) -> bool:
        edge = self.graph.edges[e]
        return edge.flow is not None and is_at_home(self.graph.models[edge.model], edge.flow)

    @cached_property
    def personal(self) -> Sequence[int]:
        """The flows that natural persons send."""
        return [e for person in self.persons for e in self.outgoing[person] if self.is_flow[e]]

    def _giving(self, item: int) -> frozenset[int]:
        ways, sources = self.ways(item), self.graph.sources
        return frozenset([sources[e] for e in self.personal if ways[e] != NOTHING])

    def holders(self, item: int) -> frozenset[int]:
        """Return the nodes that may have the item by themselves.

        Files that may record it, systems that are told to have it, and persons who hand on what may hold 個人番号: theirs;
        and the twins of these.
        """
        found = self._holders.get(item)
        if found is None:
            found = self._recording(item) - self.ignorant.get(item, frozenset())
            found |= self.knowing.get(item, frozenset())
            if item == self.number:
                found |= self._giving(item)
            self._holders[item] = found = found | self.list_twins(found)
        return found


class Going:
    """How one item goes along each edge: by what the edge says (`ways`), and where its target may have it (`taken`).

    An edge that does not state the item leads nowhere that the catalogue says does not have it.
    """

    def __init__(self, index: Index, item: int) -> None:
        """Close the edges into what does not know the item."""
        self.ways = index.ways(item)
        ignorant = index.ignorant.get(item)
        self.taken = self._take(index, item, ignorant) if ignorant else self.ways

    def _take(self, index: Index, item: int, ignorant: frozenset[int]) -> bytearray:
        """Return the ways where an item goes to where it is not known only by a flow that states it.

        That a file has what its system does not know is a contradiction, save where a flow states it and the file
        may record it: the system may have it.
        """
        taken, sources = self.ways.copy(), index.graph.sources
        brought: list[int] = []
        for node in ignorant:
            for e in index.incoming[node]:
                if taken[e] == CERTAIN and sources[e] not in ignorant:
                    brought.append(e)
                elif taken[e] != STATED:
                    taken[e] = NOTHING
        named = index.named(item) if brought else ()
        for e in brought:
            if sources[e] not in named:
                taken[e] = OPEN
        return taken

    def is_closed(self, edge: int) -> bool:
        """Whether an edge that may take the item along leads to where it is not known."""
        return self.ways[edge] != NOTHING and self.taken[edge] == NOTHING


def is_at_home(model: Assessment, flow: Flow) -> bool:
    """Whether both ends of a flow are told to be of one body, and none is a terminal or a medium."""
    ends = [model.node(model.holder(end)) for end in (flow.source, flow.target)]
    owners = [model.owner(end.name) for end in ends]
    carrying = any(isinstance(end, System) and end.kind in CARRYING for end in ends)
    return all(owners) and not carrying and len(set(map(model.institution, owners))) == 1

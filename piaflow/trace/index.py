"""Index: what goes along the edges of a graph, as integers, so that one item is asked without asking every edge.

An item is a number, the same for every name that some model has for it. Of each edge the index knows what it says
of items by name (postings: item → edges that state, doubt or deny it) and what it says of all others (`rest`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING

from attrs import define, evolve, field, frozen

from piaflow.domain.assessment import Assessment
from piaflow.domain.certainty import Certainty
from piaflow.domain.choices import Extent, FlowKind, NodeKind, PartyKind
from piaflow.domain.entries import Entrustment, Handover
from piaflow.domain.flows import Flow
from piaflow.domain.items import CODE, HOUSE_NUMBER, IDENTIFIERS, NUMBER, STANDARD_ITEMS, ItemList, Vocabulary
from piaflow.domain.names import fold
from piaflow.domain.nodes import Node, Party, System
from piaflow.graph.flow_graph import Edge, FlowGraph
from piaflow.trace.answer import Trace
from piaflow.trace.carriage import Sayings, hear_file, hear_flow, hear_into_file

if TYPE_CHECKING:
    from piaflow.trace.spread import Reached

STATED, OPEN, ETC, INSIDE, CERTAIN, NOTHING = range(6)
"""How an edge takes an item along: it states it; it may; by its 等 alone; so within one body; always; never."""
_PRIVATE = (PartyKind.PERSON, PartyKind.DEPARTMENT, PartyKind.COMPANY, PartyKind.CONTRACTOR)
_CARRYING = (NodeKind.TERMINAL, NodeKind.MEDIUM)


def mark_ways(*ways: int) -> bytes:
    """Return the table by which the ways of all edges are translated: true where an edge goes one of `ways`."""
    return bytes(way in ways for way in range(256))


class Items:
    """The items of all models: a number for every group of names that mean one item somewhere."""

    def __init__(self, vocabularies: Sequence[Vocabulary]) -> None:
        """Read the vocabularies; each different one once."""
        self.vocabularies = tuple({id(v): v for v in vocabularies}.values())
        self._above: dict[str, str] = {}
        uses: dict[str, int] = {}
        groups: list[tuple[str, Vocabulary]] = []
        for words in self.vocabularies:
            for item in words.items:
                uses[item.name] = uses.get(item.name, 0) + 1
                for name in item.aliases:
                    self._join(fold(item.name), fold(name))
                if item.is_group:
                    groups.append((item.name, words))
        standard = {item.name: i for i, item in enumerate(STANDARD_ITEMS)}
        self.names: list[str] = []
        numbers: dict[str, int] = {}
        for name in sorted(uses, key=lambda n: (standard.get(n, len(standard)), -uses[n], n)):
            root = self._root(fold(name))
            if root not in numbers:
                numbers[root] = len(self.names)
                self.names.append(name)
        self._number = {name: numbers[self._root(name)] for name in (*numbers, *self._above)}
        self._groups: dict[int, list[tuple[str, Vocabulary]]] = {}
        for name, words in groups:
            self._groups.setdefault(self._number[fold(name)], []).append((name, words))
        self._leaves: dict[int, tuple[int, ...]] = {}

    def find(self, name: str) -> int | None:
        """Return the number of the item of this name or alias, or None."""
        return self._number.get(fold(name))

    def leaves(self, item: int) -> tuple[int, ...]:
        """Return the items that a group comes down to in any model; an item that is no group is its own."""
        if item not in self._leaves:
            found: set[int] = set()
            for group, words in self._groups.get(item, ()):
                members = words.expand((group,))
                found.update(self._numbers(name for name in members if not _is_group(words, name)))
            self._leaves[item] = tuple(sorted(found)) or (item,)
        return self._leaves[item]

    def _numbers(self, names: Iterable[str]) -> Iterator[int]:
        return (number for number in map(self.find, names) if number is not None)

    def known_names(self) -> Iterator[str]:
        """Yield every name that one may ask for."""
        for words in self.vocabularies:
            yield from words.names()

    def _join(self, one: str, other: str) -> None:
        one, other = sorted((self._root(one), self._root(other)))
        if one != other:
            self._above[other] = one

    def _root(self, name: str) -> str:
        while name in self._above:
            name = self._above[name]
        return name


def _is_group(words: Vocabulary, name: str) -> bool:
    found = words.find(name)
    return bool(found and found.is_group)


Postings = dict[int, list[int]]
"""Per item, the edges that say one thing of it."""


@frozen(cache_hash=True)
class Handed:
    """What an entry of Ⅱ hands over: of which file of which model which items, and whether it is the whole file.

    `systems` are those that an entrustment is to work on; `is_told` is false of what is handed to another body that
    the party may be.
    """

    model: int
    file: int
    items: ItemList
    is_whole: bool
    systems: tuple[int, ...] = ()
    is_told: bool = True


@frozen(eq=False)
class Given:
    """An entry of Ⅱ.4 or Ⅱ.5 by its name, with what it hands over."""

    name: str
    entry: Entrustment | Handover
    what: Handed


@define(eq=False)
class Index:
    """What the edges of a graph carry. `rest[e]` is how edge e takes along what it does not name.

    `makes[i]` tells, per node, what item i becomes there: (item, whether that is certain), and `made_of[i]` the same
    from the other end: out of which item, where. `persons` are the natural persons among the nodes, `departments`
    the 部署, `untold` the systems that some document names without a flow to or from them or their files; `handed`
    are the entries of Ⅱ by which each party gets, or may get, of a file. Of edges there are the `acquisitions` (入手),
    the `first` flows, from systems and 部署 to which in their document nothing leads, the `unlisted` flows without items
    that begin at what their document tells whole, the `records` into a file from its holder, the `bonds` that take
    everything along, and the stores and open `borders`, where nothing enters. `reached` is how far each item gets that
    was asked for, `ingredients` the same of what others are made of, whatever else that becomes.
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
    handed: dict[str, list[Given]]
    reached: dict[int, Reached] = field(factory=dict)
    ingredients: dict[int, Reached] = field(factory=dict)
    traces: dict[tuple[int, tuple[int, ...]], Trace] = field(factory=dict)
    _ways: dict[int, bytearray] = field(factory=dict)
    _going: dict[int, Going] = field(factory=dict)
    _holders: dict[int, frozenset[int]] = field(factory=dict)
    _recording: dict[int, frozenset[int]] = field(factory=dict)
    _alike: dict[object, int] = field(factory=dict)

    def going(self, item: int) -> Going:
        """Return how the item goes along the edges, worked out once."""
        if item not in self._going:
            self._going[item] = Going(self, item)
        return self._going[item]

    def ways(self, item: int) -> bytearray:
        """Return how each edge takes the item along by what it says, whatever its target knows."""
        if item not in self._ways:
            self._ways[item] = ways = self.rest.copy()
            for edges, way in self.told_of(item):
                for e in edges:
                    ways[e] = way
        return self._ways[item]

    def told_of(self, item: int) -> tuple[tuple[Sequence[int], int], ...]:
        """Return the edges that take the item along otherwise than what they do not name, with how they do."""
        like_etc = self._like_etc(item)
        return (*self._named(item), (like_etc, ETC), (self._inside(item, like_etc), INSIDE))

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

    def _like_etc(self, item: int) -> list[int]:
        """Return the flows without items that take an issued number along as an 等 does.

        In a document all of whose files of Ⅰ.3 certainly lack it, those that begin at what the document tells whole.
        """
        if not self.is_issued(item):
            return []
        edges, opened = self.graph.edges, frozenset(self.opened.get(item, ()))
        recorded = self._recorded(item)
        listed = [e for e in self.records if (file := edges[e].file) and file.listed is not Certainty.NO]
        without = {edges[e].model for e in listed} - {edges[e].model for e in listed if e in recorded}
        named = {e for told, _ in self._named(item) for e in told} - opened
        return [
            e
            for e in (self.unlisted if without else ())
            if edges[e].model in without and e not in named and (self.rest[e] == OPEN or e in opened)
        ]

    def _inside(self, item: int, like_etc: Sequence[int]) -> list[int]:
        """Return the edges by whose 等 宛名番号 goes on however it came: those within one body.

        It is the number that joins the systems of a body. Of every other item there are none.
        """
        if item != self.items.find(HOUSE_NUMBER):
            return []
        graph, by_etc = self.graph, frozenset((*self.by_etc.get(item, ()), *like_etc))
        named = {
            e for told in (self.stated, self.doubtful, self.opened, self.denied) for e in told.get(item, ())
        }
        whose = [{*who.told, *who.possibly} for who in map(graph.responsible.__getitem__, graph.names)]
        return [
            e
            for e, (source, target) in enumerate(zip(graph.sources, graph.targets, strict=True))
            if (e in by_etc or (self.rest[e] == ETC and e not in named)) and whose[source] & whose[target]
        ]

    def alike(self, item: int) -> int:
        """Return the first item asked for of which nothing says anything but what it says of this one.

        An identifier, and what is made of another or becomes another, is like itself alone.
        """
        if item in self.identifiers or item in self.makes or item in self.made_of:
            return item
        told = tuple(tuple(edges) for edges, _ in self.told_of(item))
        return self._alike.setdefault((told, self.ignorant.get(item), self.knowing.get(item)), item)

    def named(self, item: int) -> frozenset[int]:
        """Return the files that may record the item and of which a flow states that they have it."""
        flows = [e for e in self.stated.get(item, ()) if self.is_flow[e]]
        ends = (end for e in flows for end in (self.graph.sources[e], self.graph.targets[e]))
        return self.holders(item).intersection(ends)

    def receiving(self, item: int) -> frozenset[int]:
        """Return who has of the item what others gave: a natural person of issued numbers, a 部署 of 符号."""
        found = self.persons if self.is_issued(item) else frozenset()
        return found | self.departments if item == self.code else found

    def may_have_untold(self, item: int) -> frozenset[int]:
        """Return where nothing tells whether the item is there, and nobody says that it is not.

        Systems without a flow, and of an issued number where flows begin that may take it along while nothing leads there.
        """
        found = self.untold
        if self.is_issued(item):
            ways = {e: way for told, way in self._named(item) for e in told}
            senders = {
                self.graph.sources[e] for e in self.first if ways.get(e, self.rest[e]) != NOTHING
            } - self.receiving(item)
            found |= senders
        return found - self.ignorant.get(item, frozenset())

    def lacking(self, item: int) -> frozenset[int]:
        """Return the files that certainly do not record the item."""
        targets = self.graph.targets
        return frozenset(targets[e] for e in self.records) - {targets[e] for e in self._recorded(item)}

    def _recorded(self, item: int) -> frozenset[int]:
        """The bonds into files that may record the item."""
        if item not in self._recording:
            named = {e: way for told, way in self._named(item) for e in told}
            self._recording[item] = frozenset(
                e for e in self.records if named.get(e, self.rest[e]) != NOTHING
            )
        return self._recording[item]

    def unsigned(self, item: int) -> list[int]:
        """Return the flows that may take an issued number along and are no sign that it begins where they do.

        Those that name a thing of which the content is not told; and what takes 宛名番号 along within a body, save
        between its 部署 and systems.
        """
        ways, doubtful = self.ways(item), frozenset(self.doubtful.get(item, ()))
        return [
            e
            for e, edge in enumerate(self.graph.edges)
            if edge.flow is not None
            and (
                (ways[e] == OPEN and edge.flow.items.names and e not in doubtful)
                or (ways[e] == INSIDE and not _is_at_home(self.graph.models[edge.model], edge.flow))
            )
        ]

    def _giving(self, item: int) -> frozenset[int]:
        ways = self.ways(item)
        return frozenset(
            person
            for person in self.persons
            if any(self.is_flow[e] and ways[e] != NOTHING for e in self.outgoing[person])
        )

    def holders(self, item: int) -> frozenset[int]:
        """Return the nodes that may have the item by themselves.

        Files that may record it, systems that are told to have it, and persons who hand on what may hold 個人番号: theirs.
        """
        if item not in self._holders:
            ignorant = self.ignorant.get(item, frozenset())
            found = {self.graph.targets[e] for e in self._recorded(item)} - ignorant
            found |= self.knowing.get(item, frozenset())
            self._holders[item] = frozenset(found | self._giving(item) if item == self.number else found)
        return self._holders[item]


class Going:
    """How one item goes along each edge: by what the edge says (`ways`), and where its target may have it (`taken`).

    An edge that does not state the item leads nowhere that the catalogue says does not have it.
    """

    def __init__(self, index: Index, item: int) -> None:
        """Close the edges into what does not know the item."""
        self.ways = index.ways(item)
        self.ignorant = index.ignorant.get(item, frozenset())
        self.taken = self._take(index, item) if self.ignorant else self.ways

    def _take(self, index: Index, item: int) -> bytearray:
        """Return the ways where an item goes to where it is not known only by a flow that states it.

        That a file has what its system does not know is a contradiction, save where a flow states it and the file
        may record it: the system may have it.
        """
        taken, sources = self.ways.copy(), index.graph.sources
        brought: list[int] = []
        for e in (e for node in self.ignorant for e in index.incoming[node] if taken[e] != STATED):
            if taken[e] == CERTAIN and sources[e] not in self.ignorant:
                brought.append(e)
            else:
                taken[e] = NOTHING
        named = index.named(item) if brought else ()
        for e in brought:
            if sources[e] not in named:
                taken[e] = OPEN
        return taken

    def is_closed(self, edge: int) -> bool:
        """Whether an edge that may take the item along leads to where it is not known."""
        return self.ways[edge] != NOTHING and self.taken[edge] == NOTHING


def index_of(graph: FlowGraph) -> Index:
    """Return the index of a graph, made once."""
    if "index" not in graph.worked_out:
        graph.worked_out["index"] = _build(graph)
    found: Index = graph.worked_out["index"]
    return found


def _build(graph: FlowGraph) -> Index:
    items = Items([model.vocabulary for model in graph.models])
    rest = bytearray()
    postings: tuple[Postings, ...] = ({}, {}, {}, {}, {})
    for e, (how, told) in enumerate(_hear_all(graph, items)):
        rest.append(how)
        for item, said in told.items():
            postings[said].setdefault(item, []).append(e)
    outgoing: list[list[int]] = [[] for _ in graph.nodes]
    incoming: list[list[int]] = [[] for _ in graph.nodes]
    for e, (source, target) in enumerate(zip(graph.sources, graph.targets, strict=True)):
        outgoing[source].append(e)
        incoming[target].append(e)
    stated, doubtful, opened, by_etc, denied = postings
    makes = _conversions(graph, items)
    return Index(
        graph,
        items,
        rest,
        [e for e, edge in enumerate(graph.edges) if edge.flow and edge.flow.kind is FlowKind.ACQUISITION],
        list(_find_first(graph)),
        stated,
        doubtful,
        opened,
        by_etc,
        denied,
        makes,
        _turned_round(makes),
        frozenset(
            i for i, found in enumerate(graph.nodes.values()) if any(_is_person(one) for _, one in found)
        ),
        frozenset(
            i for i, found in enumerate(graph.nodes.values()) if all(_is_department(one) for _, one in found)
        ),
        _ignorant(graph, items, stated),
        _knowing(graph, items),
        bytearray(edge.flow is not None for edge in graph.edges),
        [e for e, edge in enumerate(graph.edges) if edge.flow is None and edge.file],
        [e for e, how in enumerate(rest) if how == CERTAIN],
        [e for e, edge in enumerate(graph.edges) if edge.model < 0],
        list(_find_unlisted(graph)),
        outgoing,
        incoming,
        frozenset(n for n in map(items.find, IDENTIFIERS) if n is not None),
        items.find(NUMBER),
        items.find(CODE),
        frozenset(_find_untold(graph)),
        _handed(graph),
    )


def _find_unlisted(graph: FlowGraph) -> Iterator[int]:
    """Yield the flows without items that begin at what their document tells whole."""
    is_whole = cache(lambda model, name: _is_told_whole(graph.models[model], name))
    for e, edge in enumerate(graph.edges):
        if edge.flow is not None and not edge.flow.items.names and is_whole(edge.model, edge.flow.source):
            yield e


def _is_told_whole(model: Assessment, name: str) -> bool:
    """Whether a node keeps nothing of the body that the files of Ⅰ.3 do not tell.

    A system of Ⅰ.2, a terminal, a medium, a 部署, whoever is private: where nobody but they and the body may answer.
    """
    node, who = model.node(name), model.responsible(name)
    if isinstance(node, System) and not node.number and node.kind not in _CARRYING:
        return False
    owners = [owner for owner in (who.told, *who.possibly) if owner]
    parties = map(model.node, (*owners, *map(model.institution, owners)))
    return all(
        isinstance(party, Party) and (party is model.assessor or party.kind in _PRIVATE) for party in parties
    )


def _is_at_home(model: Assessment, flow: Flow) -> bool:
    """Whether both ends of a flow are told to be of one body, and none is a terminal or a medium."""
    ends = [model.node(model.holder(end)) for end in (flow.source, flow.target)]
    owners = [model.owner(end.name) for end in ends]
    carrying = any(isinstance(end, System) and end.kind in _CARRYING for end in ends)
    return all(owners) and not carrying and len(set(map(model.institution, owners))) == 1


def _find_untold(graph: FlowGraph) -> Iterator[int]:
    """Yield the systems that some document names without a flow to or from them or their files."""
    for model, labels in zip(graph.models, graph.labels, strict=True):
        named = {end for flow in model.flows for end in (flow.source, flow.target, flow.file) if end}
        touched = set(map(model.holder, named))
        yield from (graph.number[labels[one.name]] for one in model.systems if one.name not in touched)


def _find_first(graph: FlowGraph) -> Iterator[int]:
    """Yield the flows from systems and 部署 to which nothing leads in their document: what they have it does not tell.

    A terminal and a medium have what was put in.
    """
    unfed = [frozenset(_list_unfed(model)) for model in graph.models]
    yield from (
        e for e, edge in enumerate(graph.edges) if edge.flow and edge.flow.source in unfed[edge.model]
    )


def _list_unfed(model: Assessment) -> Iterator[str]:
    """Yield the names, all of them, under which a flow may begin at such a node."""
    fed = {model.canonical(flow.target) for flow in model.flows}
    fed.update(model.canonical(name) for file in model.files for name in (file.holder, *file.storage.systems))
    nodes: list[Node] = [*model.systems, *filter(_is_department, model.parties)]
    for node in nodes:
        is_carrying = isinstance(node, System) and node.kind in _CARRYING
        if not is_carrying and node.name not in fed:
            yield from (node.name, *node.aliases)


def _is_person(node: object) -> bool:
    return isinstance(node, Party) and node.kind is PartyKind.PERSON


def _is_department(node: object) -> bool:
    return isinstance(node, Party) and node.kind is PartyKind.DEPARTMENT


Heard = tuple[int, dict[int, int]]
"""How an edge takes along what it does not name; and per item it names, in which of the postings it stands."""


def _hear_all(graph: FlowGraph, items: Items) -> Iterator[Heard]:
    """Yield what each edge says; what is said alike in one model is worked out once."""
    flows: dict[object, Sayings] = {}
    files: dict[object, Sayings] = {}
    heard: dict[object, Heard] = {}
    for edge in graph.edges:
        of_file = (edge.model, edge.file.name) if edge.file is not None else None
        of_flow = None
        if edge.flow is not None:
            f = edge.flow
            of_flow = (edge.model, f.items.names, f.items.complete, f.excludes, f.specific, bool(f.declared))
        key = (edge.model < 0, of_file, of_flow)
        if key not in heard:
            said = None
            if edge.file is not None:
                if of_file not in files:
                    files[of_file] = hear_file(edge.file, graph.models[edge.model].vocabulary)
                said = files[of_file]
            if edge.flow is not None:
                if of_flow not in flows:
                    flows[of_flow] = hear_flow(edge.flow, graph.models[edge.model].vocabulary)
                said = flows[of_flow] if said is None else hear_into_file(flows[of_flow], said)
            heard[key] = _rest(edge, said), _told(said, items) if said is not None else {}
        yield heard[key]


def _told(said: Sayings, items: Items) -> dict[int, int]:
    """Several names of an item may say several things of it: of these the stronger holds, and so comes last."""
    open_, etc = (said.likely, said.listless) if said.is_list else (said.likely | said.listless, frozenset())
    by_strength = (said.stated, said.doubtful, open_, etc, said.denied)
    found = {}
    for posting, names in reversed([*enumerate(by_strength)]):
        for item in map(items.find, names):
            if item is not None:
                found[item] = posting
    return found


def _rest(edge: Edge, said: Sayings | None) -> int:
    if said is None:
        return OPEN if edge.model < 0 else CERTAIN
    if said.complete:
        return NOTHING
    return ETC if said.is_list and edge.flow is not None else OPEN


def _conversions(graph: FlowGraph, items: Items) -> dict[int, dict[int, list[tuple[int, bool]]]]:
    """What becomes what at each node. Out of one member of a group the conversion of the group is not certain."""
    found: dict[int, dict[int, dict[int, bool]]] = {}
    for model, labels in zip(graph.models, graph.labels, strict=True):
        for conversion in model.conversions:
            node = graph.number[labels[model.canonical(conversion.at)]]
            source, target = items.find(conversion.source), items.find(conversion.target)
            if source is None or target is None:
                continue
            parts = items.leaves(source)
            for part in parts:
                made = found.setdefault(part, {}).setdefault(node, {})
                for leaf in items.leaves(target):
                    if leaf != part:
                        made[leaf] = made.get(leaf, False) or part == source
    return {item: {node: sorted(made.items()) for node, made in at.items()} for item, at in found.items()}


def _turned_round(
    makes: dict[int, dict[int, list[tuple[int, bool]]]],
) -> dict[int, dict[int, dict[int, bool]]]:
    found: dict[int, dict[int, dict[int, bool]]] = {}
    for source, at in makes.items():
        for node, made in at.items():
            for target, certain in made:
                found.setdefault(target, {}).setdefault(source, {})[node] = certain
    return found


def _ignorant(
    graph: FlowGraph, items: Items, stated: Mapping[int, Sequence[int]]
) -> dict[int, frozenset[int]]:
    """The nodes of which the catalogue (or the model) says that they do not have an item; their files with them.

    A file that records the item all the same has it.
    """
    found: dict[int, set[int]] = {}
    for position, nodes in enumerate(graph.nodes.values()):
        # what one document leaves open is not closed by another
        for item in set.intersection(*(_told_of(node, items, Certainty.NO) for _, node in nodes)):
            found.setdefault(item, set()).add(position)
    held = [
        (graph.number[labels[model.canonical(file.holder)]], graph.number[labels[file.name]])
        for model, labels in zip(graph.models, graph.labels, strict=True)
        for file in model.files
    ]
    # a flow that states the item says of the file at either of its ends that it has it
    told = {
        item: {end for e in stated.get(item, ()) for end in (graph.sources[e], graph.targets[e])}
        for item in found
    }
    return {
        item: frozenset(nodes | ({file for holder, file in held if holder in nodes} - told[item]))
        for item, nodes in found.items()
    }


def _knowing(graph: FlowGraph, items: Items) -> dict[int, frozenset[int]]:
    """The nodes of which the catalogue (or a model) says that they have an item."""
    found: dict[int, set[int]] = {}
    for position, nodes in enumerate(graph.nodes.values()):
        for item in set[int]().union(*(_told_of(node, items, Certainty.YES) for _, node in nodes)):
            found.setdefault(item, set()).add(position)
    return {item: frozenset(nodes) for item, nodes in found.items()}


def _told_of(node: Node, items: Items, box: Certainty) -> set[int]:
    boxes = node.knows if isinstance(node, System) else ()
    told = (items.find(known.item) for known in boxes if known.box is box)
    return {leaf for item in told if item is not None for leaf in items.leaves(item)}


def _handed(graph: FlowGraph) -> dict[str, list[Given]]:
    """What Ⅱ.4 and Ⅱ.5 hand to each party, and what may be handed to it as to a party that it may be.

    A 提供先 or 移転先 is a party where it is printed as the party is named.
    """
    found: dict[str, list[Given]] = {}
    alike: dict[Handed, Handed] = {}
    for index, (model, labels) in enumerate(zip(graph.models, graph.labels, strict=True)):
        for declared in model.entries:
            entry = declared.entry
            if isinstance(entry, Entrustment):
                named, is_whole = {entry.contractor} - {""}, entry.extent is Extent.WHOLE
            elif isinstance(entry, Handover):
                named, is_whole = set(entry.names), False
            else:
                continue
            systems = entry.systems if isinstance(entry, Entrustment) else ()
            file, *worked_on = (
                graph.number[labels[model.canonical(name)]] for name in (declared.file, *systems)
            )
            what = Handed(index, file, entry.items, is_whole, tuple(worked_on))
            given = Given(declared.name, entry, alike.setdefault(what, what))
            for party in {node.name for node in map(model.find, named) if isinstance(node, Party)}:
                found.setdefault(labels[party], []).append(given)
    return found | _handed_to_alike(graph, found)


def _handed_to_alike(graph: FlowGraph, told: Mapping[str, Sequence[Given]]) -> dict[str, list[Given]]:
    """What is handed to parties that may be one, for each of them: its own, and that of the others not for certain."""
    unsure = {
        given: evolve(given, what=evolve(given.what, is_told=False))
        for group in graph.alike
        for party in group
        for given in told.get(party, ())
    }
    found: dict[str, list[Given]] = {}
    for group in graph.alike:
        parties = sorted(group, key=graph.number.__getitem__)
        for party in parties:
            known = found.setdefault(party, list(told.get(party, ())))
            of_others = (unsure[given] for one in parties if one != party for given in told.get(one, ()))
            known += [given for given in dict.fromkeys(of_others) if given not in known]
    return found

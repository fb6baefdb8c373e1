"""The joined graph as it lies on disk: what `graph.FlowGraph` and `trace.Index` are, mapped into memory.

Opening it reads no column. What a model says in words is read from its own text when somebody asks for that very
node, flow or entry; so a trace over all bodies parses the few models that it is asked about.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, ClassVar, Generic, TypeVar, overload

import numpy as np
import pyarrow as pa
from attrs import define, field, frozen
from pyarrow import ipc

from piaflow.corpus.joined import (
    CONNECTION,
    INWARD,
    NAMED,
    OF_FILES,
    OF_PARTIES,
    POSTINGS,
    SAME,
    SENT,
    TOLD,
    UNREAD,
    USE,
    hash_name,
)
from piaflow.domain.assessment import Assessment
from piaflow.domain.entries import Entrustment, Handover
from piaflow.domain.names import fold
from piaflow.domain.nodes import Node
from piaflow.errors import ChoiceNeededError, UnknownNameError, find_nearest
from piaflow.graph.flow_graph import Edge, FlowGraph, Known, Responsible, list_all
from piaflow.graph.handing import HandedOver
from piaflow.trace.index import ETC, INSIDE, NOTHING, OPEN, Given, Handed, Index
from piaflow.trace.meanings import StoredItems

T = TypeVar("T")
K = TypeVar("K")


class Lookup(Mapping[K, T], Generic[K, T]):
    """A mapping of which each value is worked out when it is asked for, and kept."""

    def __init__(self, keys: Collection[K], find: Callable[[K], T]) -> None:
        """Look up the `keys` by `find`."""
        self._keys, self._find = keys, find
        self._kept: dict[K, T] = {}

    def __getitem__(self, key: K) -> T:
        """Return the value of a key. Raises KeyError."""
        if key not in self._kept:
            if key not in self._keys:
                raise KeyError(key)
            self._kept[key] = self._find(key)
        return self._kept[key]

    def __contains__(self, key: object) -> bool:
        """Whether it is a key."""
        return key in self._keys

    def __iter__(self) -> Iterator[K]:
        """Go through the keys."""
        return iter(self._keys)

    def __len__(self) -> int:
        """How many keys there are."""
        return len(self._keys)


class Listed(Sequence[T], Generic[T]):
    """A sequence of which each value is worked out when it is asked for."""

    def __init__(self, length: int, find: Callable[[int], T], *, kept: bool = False) -> None:
        """List what `find` gives for each place; `kept` keeps it."""
        self._length, self._find = length, find
        self._kept: dict[int, T] | None = {} if kept else None

    @overload
    def __getitem__(self, place: int) -> T: ...

    @overload
    def __getitem__(self, place: slice) -> Sequence[T]: ...

    def __getitem__(self, place: int | slice) -> T | Sequence[T]:
        """Return the value at a place. Raises IndexError."""
        if isinstance(place, slice):
            return [self[i] for i in range(*place.indices(self._length))]
        if not -self._length <= place < self._length:
            raise IndexError(place)
        place = int(place) % self._length
        if self._kept is None:
            return self._find(place)
        if place not in self._kept:
            self._kept[place] = self._find(place)
        return self._kept[place]

    def __len__(self) -> int:
        """How many values there are."""
        return self._length


@frozen
class Ascending(Collection[int]):
    """Numbers in their order, each once, as the keys of a lookup."""

    values: Any

    def find(self, value: Any) -> int:
        """Return the place of a number, -1 where it is none of them."""
        place = int(np.searchsorted(self.values, value))
        return place if place < len(self.values) and self.values[place] == value else -1

    def __contains__(self, value: object) -> bool:
        """Whether it is one of them."""
        return self.find(value) >= 0

    def __iter__(self) -> Iterator[int]:
        """Go through them."""
        found: list[int] = self.values.tolist()
        return iter(found)

    def __len__(self) -> int:
        """How many there are."""
        return len(self.values)


@define(eq=False)
class Columns:
    """The files of a joined graph, each mapped when it is first asked for."""

    folder: Path
    _arrays: dict[str, Any] = field(factory=dict)
    _words: dict[str, Any] = field(factory=dict)

    def __getitem__(self, name: str) -> Any:
        """Return a column of numbers."""
        if name not in self._arrays:
            path = self.folder / f"{name}.npy"
            mapped = np.load(path, mmap_mode="r", allow_pickle=False)
            self._arrays[name] = mapped.view(np.ndarray)
        return self._arrays[name]

    def row(self, name: str, place: int) -> list[int]:
        """Return a row of numbers."""
        starts = self[f"{name}_starts"]
        found: list[int] = self[name][starts[place] : starts[place + 1]].tolist()
        return found

    def rows(self, name: str, places: Any) -> tuple[Any, Any]:
        """Return many rows of numbers one behind the other, and which of them each number is of."""
        starts, values = self[f"{name}_starts"], self[name]
        begins, counts = starts[places], starts[np.asarray(places) + 1] - starts[places]
        of = np.repeat(np.arange(len(counts)), counts)
        within = np.arange(len(of)) - np.repeat(np.cumsum(counts) - counts, counts)
        return of, values[np.repeat(begins, counts) + within]

    def words(self, table: str, column: str) -> Any:
        """Return a column of words."""
        if table not in self._words:
            source = pa.memory_map(str(self.folder / f"{table}.arrow"))
            self._words[table] = ipc.open_file(source).read_all()
        return self._words[table].column(column)

    @cached_property
    def items(self) -> dict[str, Any]:
        """What is told of the items."""
        found: dict[str, Any] = json.loads((self.folder / "items.json").read_text(encoding="utf-8"))
        return found

    def by_item(self, name: str) -> Mapping[int, Any]:
        """Return rows of numbers by item."""
        items, starts = Ascending(self[f"{name}_items"]), self[f"{name}_starts"]

        def find(item: int) -> Any:
            place = items.find(item)
            return self[name][starts[place] : starts[place + 1]]

        return Lookup(items, find)


@frozen
class _Numbers(Collection[str]):
    """The labels of a graph as the keys of lookups, found by what they hash to."""

    columns: Columns

    def find(self, label: str) -> int:
        """Return the number of a label, -1 where there is none."""
        for node in self.called(label):
            if self.name(node) == label:
                return node
        return -1

    def called(self, name: str) -> list[int]:
        """Return the numbers of what some document calls so."""
        hashes, wanted = self.columns["called_hash"], hash_name(fold(name))
        first, last = np.searchsorted(hashes, wanted, "left"), np.searchsorted(hashes, wanted, "right")
        found: list[int] = self.columns["called_node"][first:last].tolist()
        return found

    def name(self, node: int) -> str:
        label: str = self.columns.words("nodes", "label")[node].as_py()
        return label

    def __contains__(self, label: object) -> bool:
        return isinstance(label, str) and self.find(label) >= 0

    def __iter__(self) -> Iterator[str]:
        return (label.as_py() for label in self.columns.words("nodes", "label"))

    def __len__(self) -> int:
        return len(self.columns["node_marks"])


@frozen
class _Parties(_Numbers):
    """The labels that stand for parties."""

    def find(self, label: str) -> int:
        node = super().find(label)
        return node if node >= 0 and self.columns["node_marks"][node] & OF_PARTIES else -1

    def __iter__(self) -> Iterator[str]:
        return iter(self.columns.words("parties", "label").to_pylist())

    def __len__(self) -> int:
        return len(self.columns.words("parties", "label"))


@define(slots=False, frozen=True, eq=False)
class StoredGraph(FlowGraph):
    """A FlowGraph on disk."""

    columns: Columns = field(kw_only=True)

    @cached_property
    def names(self) -> Sequence[str]:  # type: ignore[override]
        """The labels, in the order of their numbers."""
        return Listed(len(self.nodes), _Numbers(self.columns).name)

    @cached_property
    def flow_order(self) -> Sequence[int]:  # type: ignore[override]
        """The number of one edge of each flow, in the order of the models."""
        found: list[int] = self.columns["flow_order"].tolist()
        return found

    def list_called(self, name: str) -> tuple[str, ...]:
        """Return the labels of all that some document calls so; of a label itself that alone. Raises UnknownNameError."""
        if name in self.nodes:
            return (name,)
        found = tuple(self.names[node] for node in _Numbers(self.columns).called(name))
        if not found:
            raise UnknownNameError(
                "名前", name, find_nearest(name, self.nodes) if len(self.nodes) < _FEW else ""
            )
        return found

    def list_documents(self, label: str) -> list[str]:
        """Return which documents name a node."""
        prefixes = self.columns.words("documents", "prefix")
        rows = self.columns.row("node_model", self.number[label])
        return sorted({prefixes[index].as_py().removesuffix(": ") for index in rows})

    def label(self, name: str) -> str:
        """Return the label of a node name, alias or label, however it is typed. Raises as `FlowGraph.label`."""
        found = self.list_called(name)
        if len(found) > 1:
            raise ChoiceNeededError(f"「{name}」は文書によって別のものです", found)
        return found[0]

    @cached_property
    def known(self) -> Mapping[str, Known]:
        """What is known of each label."""
        return Lookup(_Numbers(self.columns), self._know)

    def _know(self, label: str) -> Known:
        node, columns = self.number[label], self.columns
        owner = columns["node_owner"][node]
        return Known(
            self.names[owner] if owner >= 0 else "",
            tuple(columns.words("nodes", "aliases")[node].as_py()),
            bool(columns["node_marks"][node] & OF_FILES),
        )

    @cached_property
    def responsible(self) -> Mapping[str, Responsible]:
        """Who answers for each label."""
        return Lookup(_Numbers(self.columns), self._answer_for)

    def _answer_for(self, label: str) -> Responsible:
        node, names = self.number[label], self.names
        told, possibly = (
            tuple(names[p] for p in self.columns.row(name, node)) for name in ("told", "possibly")
        )
        owner = self.columns["node_owner"][node]
        return Responsible(names[owner] if owner >= 0 else "", told, possibly)

    @cached_property
    def parties(self) -> Sequence[str]:  # type: ignore[override]
        """The labels that stand for parties."""
        return _PartyList(self.columns)

    @cached_property
    def answering(self) -> Mapping[str, tuple[tuple[int, ...], tuple[int, ...]]]:
        """What each party by itself answers for, itself first."""
        return Lookup(_Parties(self.columns), self._answered)

    def _answered(self, label: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
        party = self.number[label]
        told, possibly = (found(party) for found in self._by_party)
        return (party, *(node for node in told if node != party)), tuple(possibly)

    @cached_property
    def _by_party(self) -> tuple[Callable[[int], list[int]], Callable[[int], list[int]]]:
        count = len(self.nodes)
        return tuple(_turn_round(self.columns, name, count) for name in ("told", "possibly"))  # type: ignore[return-value]

    @cached_property
    def wholes(self) -> Mapping[str, tuple[str, ...]]:
        """What each party belongs to by some document."""
        return self._belonging(lambda node: self.columns.row("wholes", node))

    @cached_property
    def parts(self) -> Mapping[str, tuple[str, ...]]:
        """What belongs to each party."""
        return self._belonging(_turn_round(self.columns, "wholes", len(self.nodes)))

    def _belonging(self, row: Callable[[int], list[int]]) -> Mapping[str, tuple[str, ...]]:
        return Lookup(
            _Parties(self.columns), lambda label: tuple(self.names[p] for p in row(self.number[label]))
        )

    @cached_property
    def in_circles(self) -> frozenset[str]:
        """The parties that belong to themselves in the end, and what is above or behind them."""
        return frozenset(self.names[party] for party in self.columns["in_circles"].tolist())

    @cached_property
    def institutions(self) -> Mapping[str, frozenset[str]]:
        """What each party belongs to in the end."""
        return Lookup(
            _Parties(self.columns),
            lambda label: frozenset(
                self.names[p] for p in self.columns.row("institutions", self.number[label])
            ),
        )

    def list_answered(self, party: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """Return what a party and all that belongs to it answers for: the party first, the others in their order."""
        own = self.number[party]
        each = [self.answering[part] for part in list_all(party, self.parts)]
        told = {node for nodes, _ in each for node in nodes} - {own}
        possibly = {node for _, nodes in each for node in nodes} - told - {own}
        return (own, *sorted(told)), tuple(sorted(possibly))


_FEW = 100_000
"""Up to so many names the nearest to a wrong one is looked for among all of them."""


class _PartyList(Sequence[str]):
    def __init__(self, columns: Columns) -> None:
        self._among, self._labels = _Parties(columns), columns.words("parties", "label")

    def __getitem__(self, place: Any) -> Any:
        return self._labels[place].as_py()

    def __len__(self) -> int:
        return len(self._labels)

    def __iter__(self) -> Iterator[str]:
        return iter(self._among)

    def __contains__(self, label: object) -> bool:
        return label in self._among


def _turn_round(columns: Columns, name: str, count: int) -> Callable[[int], list[int]]:
    """Return from which nodes rows of numbers lead to each."""
    starts, values = columns[f"{name}_starts"], columns[name]
    sources = np.repeat(np.arange(len(starts) - 1, dtype=np.int32), np.diff(starts))
    order = np.argsort(values, kind="stable")
    begins = np.searchsorted(values[order], np.arange(count + 1))
    return lambda node: sources[order[begins[node] : begins[node + 1]]].tolist()


@define(eq=False, kw_only=True)
class StoredIndex(Index):
    """An Index on disk: what asks every edge is asked of columns."""

    columns: Columns

    def list_named(self) -> Any:
        """Return which edges have an id."""
        return (self.columns["edge_marks"] & NAMED) > 0

    def ways(self, item: int) -> Any:
        """Return how each edge takes the item along by what it says, whatever its target knows."""
        if item not in self._ways:
            ways: Any = np.array(self.rest)
            for edges, way in self.told_of(item):
                ways[np.asarray(edges, np.int64)] = way
            self._ways[item] = ways
        return self._ways[item]

    def _ways_named(self, item: int) -> Any:
        ways = np.array(self.rest)
        for edges, way in self._named(item):
            ways[np.asarray(edges, np.int64)] = way
        return ways

    def _mask(self, edges: Any) -> Any:
        found = np.zeros(len(self.rest), np.bool_)
        found[np.asarray(edges, np.int64)] = True
        return found

    def _like_etc(self, item: int, ways: Any) -> Any:
        columns, none = self.columns, np.zeros(0, np.int64)
        records = np.asarray(self.records)
        models = columns["edge_model"]
        records = records[columns["listed"][records]]
        without = np.setdiff1d(models[records], models[records[ways[records] != NOTHING]])
        opened = self._mask(self.opened.get(item, none))
        named = np.zeros(len(self.rest), np.bool_)
        for told, _ in self._named(item):
            named[np.asarray(told, np.int64)] = True
        named &= ~opened
        unlisted = np.asarray(self.unlisted)
        chosen = np.isin(models[unlisted], without) & ~named[unlisted]
        chosen &= (self.rest[unlisted] == OPEN) | opened[unlisted]
        return unlisted[chosen]

    def _inside(self, item: int, ways: Any, like_etc: Any) -> Any:
        if item != self.house_number:
            return np.zeros(0, np.int64)
        asked = ((ways == ETC) | self._mask(like_etc)) & (np.asarray(self.is_flow) > 0)
        edges = np.flatnonzero(asked)
        return edges[self._is_within(edges)]

    def _is_within(self, edges: Any) -> Any:
        """Whether both ends of each edge are, or may be, of one body."""
        source, target = (
            self._bodies(np.asarray(ends)[edges]) for ends in (self.graph.sources, self.graph.targets)
        )
        found = np.zeros(len(edges), np.bool_)
        found[np.intersect1d(source, target) // len(self.graph.nodes)] = True
        return found

    def _bodies(self, nodes: Any) -> Any:
        """The bodies that answer, or may, for each of some nodes: the place among them · N + the body."""
        found = []
        for name in ("told", "possibly"):
            places, parties = self.columns.rows(name, nodes)
            inner, bodies = self.columns.rows("institutions", parties)
            found.append(places[inner] * np.int64(len(self.graph.nodes)) + bodies)
        return np.concatenate(found)

    def alike(self, item: int) -> int:
        """Return the first item asked for of which nothing says anything but what it says of this one."""
        if item in self.identifiers or item in self.makes or item in self.made_of:
            return item
        told = tuple(np.asarray(edges).tobytes() for edges, _ in self.told_of(item))
        return self._alike.setdefault((told, self.ignorant.get(item), self.knowing.get(item)), item)

    def named(self, item: int) -> frozenset[int]:
        """Return the files that may record the item and of which a flow states that they have it."""
        stated = np.asarray(self.stated.get(item, ()), np.int64)
        flows = stated[np.asarray(self.is_flow)[stated] > 0]
        ends = np.concatenate([np.asarray(end)[flows] for end in (self.graph.sources, self.graph.targets)])
        return self.holders(item).intersection(ends.tolist())

    def may_have_untold(self, item: int) -> frozenset[int]:
        """Return where nothing tells whether the item is there, and nobody says that it is not."""
        found = self.untold
        if self.is_issued(item):
            first = np.asarray(self.first, np.int64)
            sending = first[self.ways(item)[first] != NOTHING]
            found = found | (
                frozenset(np.asarray(self.graph.sources)[sending].tolist()) - self.receiving(item)
            )
        return found - self.ignorant.get(item, frozenset())

    @cached_property
    def files(self) -> frozenset[int]:
        """The files that some holder holds."""
        return self._end_at(np.asarray(self.records))

    def _recording(self, item: int) -> frozenset[int]:
        found = self._recorded.get(item)
        if found is None:
            records = np.asarray(self.records)
            found = self._recorded[item] = self._end_at(records[self.ways(item)[records] != NOTHING])
        return found

    def _end_at(self, edges: Any) -> frozenset[int]:
        return frozenset(np.asarray(self.graph.targets)[edges].tolist())

    def unsigned(self, item: int) -> list[int]:
        """Return the flows that may take an issued number along and are no sign that it begins where they do."""
        ways, columns = self.ways(item), self.columns
        doubtful = self._mask(self.doubtful.get(item, ()))
        is_flow = np.asarray(self.is_flow) > 0
        things = (ways == OPEN) & columns["naming"] & ~doubtful
        found: list[int] = np.flatnonzero(
            is_flow & (things | ((ways == INSIDE) & ~columns["at_home"]))
        ).tolist()
        return found

    def _giving(self, item: int) -> frozenset[int]:
        going = (np.asarray(self.is_flow) > 0) & (self.ways(item) != NOTHING)
        return self.persons.intersection(np.asarray(self.graph.sources)[going].tolist())


def open_graph(folder: Path, models: Sequence[Assessment]) -> StoredGraph:
    """Return the graph that was written into a folder; `models` gives each model when it is asked for."""
    columns = Columns(folder)
    numbers = _Numbers(columns)
    labels = Listed(len(models), lambda index: _label_nodes(columns, numbers, models, index), kept=True)
    graph = StoredGraph(
        models=models,  # type: ignore[arg-type]
        labels=labels,  # type: ignore[arg-type]
        prefixes=Listed(len(models), lambda i: columns.words("documents", "prefix")[i].as_py()),  # type: ignore[arg-type]
        nodes=Lookup(numbers, lambda label: _find_nodes(columns, models, numbers.find(label))),
        edges=Listed(len(columns["sources"]), lambda e: _make_edge(graph, columns, e)),  # type: ignore[arg-type]
        number=Lookup(numbers, numbers.find),
        sources=columns["sources"],
        targets=columns["targets"],
        size=columns.items["size"],
        twins=dict(columns.items["twins"]),
        columns=columns,
    )
    graph.worked_out["index"] = _open_index(graph, columns)
    return graph


def _label_nodes(
    columns: Columns, numbers: _Numbers, models: Sequence[Assessment], index: int
) -> Mapping[str, str]:
    nodes = models[index].nodes
    return {
        node.name: numbers.name(number)
        for node, number in zip(nodes, columns.row("model_node", index), strict=True)
    }


def _find_nodes(columns: Columns, models: Sequence[Assessment], node: int) -> tuple[tuple[int, Node], ...]:
    starts = columns["node_model_starts"]
    places = columns["node_place"][starts[node] : starts[node + 1]].tolist()
    return tuple(
        (index, models[index].nodes[place])
        for index, place in zip(columns.row("node_model", node), places, strict=True)
    )


def _make_edge(graph: StoredGraph, columns: Columns, e: int) -> Edge:
    index, marks = int(columns["edge_model"][e]), int(columns["edge_marks"][e])
    source, target = (_name_end(graph, int(ends[e])) for ends in (graph.sources, graph.targets))
    flow = file = handed = None
    if index >= 0:
        model = graph.models[index]
        place, of_file, entry = (int(columns[name][e]) for name in ("edge_flow", "edge_file", "edge_entry"))
        flow = model.flows[place] if place >= 0 else None
        file = model.files[of_file] if of_file >= 0 else None
        if entry >= 0:
            declared = model.entries[entry]
            assert isinstance(declared.entry, Entrustment | Handover)  # noqa: S101 - no other is handed over
            handed = HandedOver(declared, declared.entry, frozenset({target}), bool(marks & TOLD))
    return Edge(
        columns.words("edges", "id")[e].as_py(),
        source,
        target,
        index,
        flow=None if marks & SENT else flow,
        file=file,
        handed=handed,
        is_same=bool(marks & SAME),
        sent=flow if marks & SENT else None,
        is_connection=bool(marks & CONNECTION),
        is_inward=bool(marks & INWARD),
        is_use=bool(marks & USE),
        is_unread=bool(marks & UNREAD),
    )


def _name_end(graph: StoredGraph, number: int) -> str:
    """The label of a node; a hub bears none."""
    return "" if graph.is_hub(number) else graph.names[number]


def _open_index(graph: StoredGraph, columns: Columns) -> StoredIndex:
    told = columns.items
    makes, made_of = _read_made(columns)
    postings: Any = {name: columns.by_item(name) for name in POSTINGS}
    sets: Any = {name: _as_sets(columns.by_item(name)) for name in ("ignorant", "knowing")}
    arrays: Any = {
        name: columns[name]
        for name in ("rest", "acquisitions", "first", "is_flow", "records", "bonds", "borders", "unlisted")
    }
    few: Any = {name: frozenset(columns[name].tolist()) for name in ("persons", "departments", "untold")}
    ends: Any = {
        "outgoing": _Rows(columns["sources"], graph.size),
        "incoming": _Rows(columns["targets"], graph.size),
    }
    handed: Any = StoredHandedTo(graph, columns)
    return StoredIndex(
        graph=graph,
        items=StoredItems(columns.items["items"]),
        makes=makes,
        made_of=made_of,
        identifiers=frozenset(told["identifiers"]),
        number=told["number"],
        code=told["code"],
        handed=handed,
        columns=columns,
        **postings,
        **sets,
        **arrays,
        **few,
        **ends,
    )


def _as_sets(rows: Mapping[int, Any]) -> Mapping[int, frozenset[int]]:
    return Lookup(rows, lambda item: frozenset(rows[item].tolist()))


def _read_made(columns: Columns) -> Any:
    """What becomes what at each node, item by item: the few that are asked for are read."""
    rows = columns["makes"]
    by_target = rows[np.lexsort((rows[:, 1], rows[:, 0], rows[:, 2]))]

    def find(among: Any, column: int, item: int) -> Any:
        first, last = np.searchsorted(among[:, column], (item, item + 1))
        return among[first:last].tolist()

    def make(item: int) -> dict[int, list[tuple[int, bool]]]:
        made: dict[int, list[tuple[int, bool]]] = {}
        for _, node, target, sure in find(rows, 0, item):
            made.setdefault(node, []).append((target, bool(sure)))
        return made

    def make_of(item: int) -> dict[int, dict[int, bool]]:
        made: dict[int, dict[int, bool]] = {}
        for source, node, _, sure in find(by_target, 2, item):
            made.setdefault(source, {})[node] = bool(sure)
        return made

    return (
        Lookup(Ascending(np.unique(rows[:, 0])), make),
        Lookup(Ascending(np.unique(rows[:, 2])), make_of),
    )


class _Rows(Sequence[list[int]]):
    """The edges of each node, in their order; sorted out when one is first asked for."""

    def __init__(self, ends: Any, count: int) -> None:
        self._ends, self._count = ends, count

    @cached_property
    def _sorted(self) -> tuple[Any, Any]:
        order = np.argsort(self._ends, kind="stable")
        starts = np.zeros(self._count + 1, np.int64)
        np.cumsum(np.bincount(self._ends, minlength=self._count), out=starts[1:])
        return order, starts

    def __getitem__(self, node: Any) -> Any:
        order, starts = self._sorted
        return order[starts[node] : starts[node + 1]].tolist()

    def __len__(self) -> int:
        return self._count


@frozen(eq=False)
class StoredHandedTo:
    """What `trace.HandedTo` says, from columns."""

    graph: StoredGraph
    columns: Columns
    tells_systems: ClassVar[bool] = True
    """Some entry may tell the systems that are worked on: nobody has read them all."""

    def of(self, party: str) -> list[Given]:
        """Return what is, or may be, handed to a party: its own first."""
        node, starts, told = (
            self.graph.number[party],
            self.columns["given_model_starts"],
            self.columns["given_told"],
        )
        found = {row: bool(told[row]) for row in range(starts[node], starts[node + 1])}
        for group in self._groups[self._parties == node]:
            others = (one for one in self.columns.row("alike", group) if one != node)
            found |= {row: False for one in others for row in range(starts[one], starts[one + 1])}
        models, entries = self.columns["given_model"], self.columns["given_entry"]
        return [_make_given(self.graph, models[row], entries[row], is_told) for row, is_told in found.items()]

    def list_shared(self, party: str) -> Iterator[tuple[Given, ...]]:
        """Yield the same as one list."""
        yield tuple(self.of(party))

    @cached_property
    def _parties(self) -> Any:
        """The parties that may be others, group by group."""
        return self.columns["alike"]

    @cached_property
    def _groups(self) -> Any:
        """The group of each of them."""
        starts = self.columns["alike_starts"]
        return np.repeat(np.arange(len(starts) - 1), np.diff(starts))


def _make_given(graph: StoredGraph, index: int, place: int, is_told: bool) -> Given:  # noqa: FBT001 - as it is stored
    model, labels = graph.models[index], graph.labels[index]
    declared = model.entries[place]
    entry = declared.entry
    assert isinstance(entry, Entrustment | Handover)  # noqa: S101 - no other is handed over
    handed = HandedOver(declared, entry, frozenset(), is_told)
    file, *systems = (
        graph.number[labels[model.canonical(name)]] for name in (declared.file, *handed.systems)
    )
    return Given(
        declared.name,
        entry,
        Handed(index, file, entry.items, handed.extent, tuple(systems), is_told, handed.is_by_network),
    )

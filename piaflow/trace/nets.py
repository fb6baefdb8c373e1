"""Rows of edges as integer arrays, and searches in them by numpy and scipy.

Every form of an item is searched by itself over the rows of all edges, which all items share. An edge that does not
take the form along is not cut out of its row but led to where every search starts: nothing new is got to by it. What
may be reached is searched in two layers of the nodes, strong (node) and weak (N + node).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

import numpy as np
from attrs import define, frozen
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import breadth_first_order, connected_components

from piaflow.trace.index import CERTAIN, ETC, INSIDE, INWARD, NOTHING, OPEN, SAME, STATED

Ints = NDArray[np.int32]
Ways = NDArray[np.uint8]
Mask = NDArray[np.bool_]

HELD = NOTHING + 1
"""One more way than an edge tells: by an 等, to where the form may be by itself."""

CLOSED = np.int32(np.iinfo(np.int32).max)
"""Where an edge leads that does not take a form along: a net has it lead to what each of its searches starts from."""

Layers = tuple[tuple[tuple[int, ...], tuple[int, ...]], ...]
"""Of each layer, strong and weak, the ways by which a form goes on from there to be strong, and to be weak."""

SURE: Layers = (((STATED, CERTAIN), ()),)
POSSIBLE: Layers = (
    ((STATED, OPEN, HELD, SAME, CERTAIN, INWARD), (ETC, INSIDE)),
    ((STATED, OPEN), (SAME, CERTAIN, INWARD, INSIDE)),
)

Made = Sequence[tuple[int, Ints]]
"""What a form becomes: each other form, and at which nodes."""


@frozen(eq=False)
class Rows:
    """The edges in rows of their source: those of node v lie at the places starts[v] to starts[v + 1].

    `order` gives the number of the edge at each place, `places` the place of each edge.
    """

    starts: Ints
    order: Ints
    places: Ints
    source: Ints
    target: Ints
    rest: Ways

    @classmethod
    def of(cls, nodes: int, source: Ints, target: Ints, rest: Ways) -> Rows:
        """Return the rows of edges; those of one node stay in their order."""
        starts, order = gather(source, nodes)
        places = np.empty(len(order), np.int32)
        places[order] = np.arange(len(order), dtype=np.int32)
        return cls(starts, order, places, source[order], target[order], rest[order])

    @property
    def nodes(self) -> int:
        """How many nodes there are."""
        return len(self.starts) - 1

    def going(
        self, told: Iterable[tuple[Ints, int]], ignorant: Collection[int] = (), known: Collection[int] = ()
    ) -> Going:
        """Return how an item goes along the edges, as those that name it and all others have it.

        It is closed to the `ignorant` as `index.Going` closes it; of the `known` files a flow states that they have it.
        """
        ways, named = self.rest.copy(), [(self.places[edges], way) for edges, way in told]
        for places, way in named:
            ways[places] = way
        if not ignorant:
            return Going(ways, named)
        unknown = mask_of(ignorant, self.nodes)
        closed = unknown[self.target] & (ways != STATED)
        brings = closed & (ways == CERTAIN) & ~unknown[self.source]
        ways[closed & ~brings] = NOTHING
        ways[brings & ~mask_of(known, self.nodes)[self.source]] = OPEN
        return Going.of(self, ways)


@frozen(eq=False)
class Going:
    """How an item goes along the edge at each place, and all places where that is not what the edge says of the rest.

    Those are told by the way; of a place that is told twice the last holds.
    """

    ways: Ways
    named: Sequence[tuple[Ints, int]]

    @classmethod
    def of(cls, rows: Rows, ways: Ways) -> Going:
        """Return the going of an item by ways."""
        other = ways != rows.rest
        return cls(ways, [(_where(other & (ways == way)), way) for way in range(HELD + 1)])

    def freely(self, rows: Rows) -> Going:
        """Return the same of what needs no licence: an 等 takes it along as a list without items does."""
        return Going.of(rows, np.where(_are(self.ways, (ETC, INSIDE)), np.uint8(OPEN), self.ways))

    def into(self, rows: Rows, holders: Collection[int]) -> Going:
        """Return the same where the `holders` may have the item by themselves: it is strong there however it comes."""
        held = mask_of(holders, rows.nodes)[rows.target]
        ways = np.where(held & (self.ways == ETC), np.uint8(HELD), self.ways)
        return Going.of(rows, np.where(held & _are(ways, (SAME, CERTAIN, INSIDE)), np.uint8(OPEN), ways))


@define(eq=False)
class Net:
    """Rows to search in: where each place leads, with room behind for the row of what a search starts from.

    That is one node more, behind all others; closed edges lead there.
    """

    nodes: int
    starts: Ints
    leads: Ints
    _searches: int = 0

    @classmethod
    def of(cls, layers: Sequence[Ints], starts: Ints) -> Net:
        """Return the net of layers of places whose rows start alike."""
        edges, nodes = len(layers[0]), len(starts) - 1
        ends = [starts[:1], *(starts[1:] + np.int32(k * edges) for k in range(len(layers))), starts[:1]]
        leads = np.empty(len(layers) * (edges + nodes), np.int32)
        for k, layer in enumerate(layers):
            np.minimum(layer, np.int32(len(layers) * nodes), out=leads[k * edges : (k + 1) * edges])
        return cls(nodes, np.concatenate(ends), leads)

    @property
    def closed(self) -> np.int32:
        """Where closed edges lead."""
        return np.int32(self.size)

    @property
    def layers(self) -> list[Ints]:
        """Where each place leads from each layer, of a net that is not searched yet."""
        edges = self.starts[self.nodes]
        return [self.leads[k * edges : (k + 1) * edges] for k in range(self.size // self.nodes)]

    @property
    def size(self) -> int:
        """How many nodes there are in all layers together."""
        return len(self.starts) - 2

    def search(self, seeds: Ints) -> Ints:
        """Return the nodes that one gets to from the seeds, themselves first, each after one that leads to it."""
        self._searches += 1
        if self._searches == 2:  # noqa: PLR2004 - not worth it for a net that is searched once
            self._pack()
        begin = self.starts[-2]
        self.starts[-1] = end = begin + len(seeds)
        self.leads[begin:end] = seeds
        matrix = csr_array(
            (np.broadcast_to(1.0, end), self.leads[:end], self.starts), shape=(self.size + 1, self.size + 1)
        )
        found: Ints = breadth_first_order(matrix, self.size, return_predecessors=False)
        return found[1:]

    def _pack(self) -> None:
        """Leave out what is closed or leads back to where it begins."""
        begins = self.starts[:-1]
        leads = self.leads[: begins[-1]]
        here = np.repeat(np.arange(self.size, dtype=np.int32), np.diff(begins))
        moves = (leads != self.closed) & (leads != here)
        before = np.zeros(len(leads) + 1, np.int32)
        np.cumsum(moves, out=before[1:])
        self.starts = np.append(before[begins], before[-1:])
        self.leads = np.concatenate([leads[moves], np.empty(self.size, np.int32)])


@frozen(eq=False)
class Ground:
    """Where each place leads, layer by layer, an item that no edge names: the nets of all items differ little from it."""

    rows: Rows
    layers: Layers
    leads: list[Ints]

    @classmethod
    def of(cls, rows: Rows, layers: Layers) -> Ground:
        """Return the ground of rows."""
        ground = cls(rows, layers, [np.full(len(rows.order), CLOSED) for _ in layers])
        for way in {way for ways in layers for some in ways for way in some}:
            ground._lead(ground.leads, _where(rows.rest == way), way, CLOSED)
        return ground

    def net(self, going: Going, silent: Collection[int] = ()) -> Net:
        """Return the net of the edges by which an item goes on; the `silent` nodes hand nothing on by an 等.

        Where no edge is an 等 there is no weak layer.
        """
        rows, ways = self.rows, going.ways
        if silent:
            still = mask_of(silent, rows.nodes)[rows.source]
            ways = np.where(still & (ways == INWARD), np.uint8(INSIDE), ways)  # weakly, as `spread` has it
        count = len(self.layers) if len(self.layers) > 1 and _are(ways, (ETC, INSIDE)).any() else 1
        if silent:
            going = Going.of(rows, np.where(still & _are(ways, (ETC, HELD)), np.uint8(NOTHING), ways))
        net = Net.of(self.leads[:count], rows.starts)
        leads = net.layers
        for places, way in going.named:
            self._lead(leads, places, way, net.closed)
        return net

    def _lead(self, leads: Sequence[Ints], places: Ints, way: int, closed: np.int32) -> None:
        """Write where a way leads from each layer at the places."""
        for layer, (strong, weak) in zip(leads, self.layers, strict=False):
            if way in strong:
                layer[places] = self.rows.target[places]
            elif way in weak:
                layer[places] = self.rows.target[places] + np.int32(self.rows.nodes)
            else:
                layer[places] = closed


def _where(mask: Mask) -> Ints:
    return np.flatnonzero(mask).astype(np.int32)


def _are(ways: Ways, chosen: Collection[int]) -> Mask:
    found = np.zeros(len(ways), np.bool_)
    for way in chosen:
        found |= ways == way
    return found


def gather(ends: Ints, nodes: int) -> tuple[Ints, Ints]:
    """Return where the edges of each node begin, and all edges so gathered (scipy counts, numpy would sort)."""
    edges = len(ends)
    at = csr_array(
        (np.broadcast_to(np.int8(1), edges), ends, np.arange(edges + 1, dtype=np.int32)), shape=(edges, nodes)
    ).tocsc()
    return at.indptr, at.indices


def surely_taken(ways: Ways) -> Mask:
    """Return which edges certainly take an item along."""
    taken: Mask = (ways == STATED) | (ways == CERTAIN)
    return taken


def mask_of(nodes: Collection[int], count: int) -> Mask:
    """Return which of so many nodes are among `nodes`."""
    found = np.zeros(count, np.bool_)
    found[np.fromiter(nodes, np.int64, len(nodes))] = True
    return found


def spread(nets: Sequence[Net], seeds: Sequence[Ints], makes: Sequence[Made]) -> list[Ints]:
    """Return what the search in the net of each form gets to, and from what each form is made of on the way.

    Of each node in each layer it tells as which of all it was got to, from 1 on, after one that led to it; 0 where
    it was not.
    """
    turns = [np.zeros(net.size, np.int32) for net in nets]
    waiting = {k: at for k, at in enumerate(seeds) if len(at)}
    count, searched = 0, set[int]()
    while waiting:
        k = min(waiting)
        fresh = np.zeros(nets[k].size, np.bool_)
        fresh[waiting.pop(k)] = True
        if k in searched:
            fresh &= turns[k] == 0
        at = _where(fresh)
        if not len(at):
            continue
        new = nets[k].search(at)
        if k in searched:
            new = new[turns[k][new] == 0]
        searched.add(k)
        turns[k][new] = np.arange(count + 1, count + 1 + len(new), dtype=np.int32)
        for form, nodes in makes[k]:
            there = nodes[turns[k].reshape(-1, nets[k].nodes)[:, nodes].max(axis=0) > count]
            waiting[form] = np.concatenate([waiting.get(form, there[:0]), there])
        count += len(new)
    return turns


def find_circles(rows: Rows, takes: Mask, known: Mask) -> tuple[Ints, Ints]:
    """Return the nodes where things start along the edges taken, and the circle each belongs to (see `entries.find_sources`)."""
    n = rows.nodes
    touched, led_to = known.copy(), np.zeros(n, np.bool_)
    source, target = rows.source[takes], rows.target[takes]
    touched[source] = touched[target] = True
    led_to[target[source != target]] = True
    alone = _where(touched & ~led_to)
    behind = Net.of([np.where(takes, rows.target, CLOSED)], rows.starts).search(alone)
    touched[behind] = False
    rest = _where(touched)
    if not len(rest):
        return alone, np.arange(len(alone), dtype=np.int32)
    number = np.full(n, -1, np.int64)
    number[rest] = np.arange(len(rest))
    inside = (number[source] >= 0) & (number[target] >= 0)
    # scipy's strong components never end on parallel edges: each pair once
    pairs = np.unique(number[source[inside]] * len(rest) + number[target[inside]])
    start, end = np.divmod(pairs, len(rest))
    matrix = csr_array((np.ones(len(pairs)), (start, end)), shape=(len(rest), len(rest)))
    count, circle = connected_components(matrix, connection="strong")
    first = np.ones(count, np.bool_)
    first[circle[end[circle[start] != circle[end]]]] = False
    kept = first[circle]
    return (
        np.concatenate([alone, rest[kept]]),
        np.concatenate([np.arange(len(alone), dtype=np.int32), circle[kept] + np.int32(len(alone))]),
    )

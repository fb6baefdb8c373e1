"""Rows of edges as integer arrays, and searches in them by numpy and scipy.

Every form of an item is searched by itself over the rows of all edges, which all items share. An edge that does not
take the form along is not cut out of its row but led back to where it begins: a search that is there already loses
nothing by it. What may be reached is searched in two layers of the nodes, strong (node) and weak (N + node).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

import numpy as np
from attrs import frozen
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import breadth_first_order, connected_components

from piaflow.trace.index import CERTAIN, ETC, NOTHING, OPEN, STATED

Ints = NDArray[np.int32]
Ways = NDArray[np.uint8]
Mask = NDArray[np.bool_]


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
        """Return the rows of edges; those of one node stay in their order (scipy counts, numpy would sort)."""
        edges = len(source)
        at = csr_array(
            (np.broadcast_to(np.int8(1), edges), source, np.arange(edges + 1, dtype=np.int32)),
            shape=(edges, nodes),
        ).tocsc()
        order: Ints = at.indices
        places = np.empty(edges, np.int32)
        places[order] = np.arange(edges, dtype=np.int32)
        return cls(at.indptr, order, places, source[order], target[order], rest[order])

    @property
    def nodes(self) -> int:
        """How many nodes there are."""
        return len(self.starts) - 1

    def ways(
        self, told: Iterable[tuple[Ints, int]], ignorant: Collection[int] = (), named: Collection[int] = ()
    ) -> Ways:
        """Return how an item goes along each edge, at its place, as edges that name it and all others have it."""
        ways = self.rest.copy()
        for edges, way in told:
            ways[self.places[edges]] = way
        if ignorant:
            unknown, known = mask_of(ignorant, self.nodes), mask_of(named, self.nodes)
            closed = unknown[self.target] & (ways != STATED)
            brings = (ways == CERTAIN) & ~unknown[self.source]
            ways[closed & ~brings] = NOTHING
            ways[closed & brings & ~known[self.source]] = OPEN
        return ways


@frozen(eq=False)
class Net:
    """Rows to search in: where each place leads, with room behind for the row of what a search starts from."""

    starts: Ints
    leads: Ints

    @classmethod
    def of(cls, layers: Sequence[Ints], starts: Ints) -> Net:
        """Return the net of layers of places whose rows start alike."""
        edges, size = len(layers[0]), len(layers) * (len(starts) - 1)
        ends = [starts[:1], *(starts[1:] + np.int32(k * edges) for k in range(len(layers))), starts[:1]]
        return cls(np.concatenate(ends), np.concatenate([*layers, np.empty(size, np.int32)]))

    @property
    def size(self) -> int:
        """How many nodes there are in all layers together."""
        return len(self.starts) - 2

    def search(self, seeds: Ints) -> Mask:
        """Return which nodes one gets to from the seeds, themselves among them."""
        begin = self.starts[-2]
        self.starts[-1] = end = begin + len(seeds)
        self.leads[begin:end] = seeds
        matrix = csr_array(
            (np.broadcast_to(1.0, end), self.leads[:end], self.starts), shape=(self.size + 1, self.size + 1)
        )
        found = np.zeros(self.size + 1, np.bool_)
        found[breadth_first_order(matrix, self.size, return_predecessors=False)] = True
        return found[:-1]


def surely_taken(ways: Ways) -> Mask:
    """Return which edges certainly take an item along."""
    taken: Mask = (ways == STATED) | (ways == CERTAIN)
    return taken


def mask_of(nodes: Collection[int], count: int) -> Mask:
    """Return which of so many nodes are among `nodes`."""
    found = np.zeros(count, np.bool_)
    found[np.fromiter(nodes, np.int64, len(nodes))] = True
    return found


def sure_net(rows: Rows, ways: Ways) -> Net:
    """Return the net of the edges that certainly take an item along."""
    return Net.of([np.where(surely_taken(ways), rows.target, rows.source)], rows.starts)


def any_net(rows: Rows, ways: Ways) -> Net:
    """Return the net of all edges that may take an item along."""
    return Net.of([np.where(ways == NOTHING, rows.source, rows.target)], rows.starts)


def open_net(rows: Rows, ways: Ways, silent: Collection[int], holders: Collection[int]) -> Net:
    """Return the net of all edges that may take an identifier along, in two layers; in one where no edge is an 等."""
    etc = ways == ETC
    if not etc.any():
        return any_net(rows, ways)
    n = np.int32(rows.nodes)
    elsewhere = ~mask_of(holders, rows.nodes)[rows.target]
    strong = np.where(ways == NOTHING, rows.source, rows.target)
    strong[etc & elsewhere] += n
    if silent:
        mute = etc & mask_of(silent, rows.nodes)[rows.source]
        strong[mute] = rows.source[mute]
    weak = np.where(etc | (ways == NOTHING), rows.source + n, rows.target)
    weak[(ways == CERTAIN) & elsewhere] += n
    return Net.of([strong, weak], rows.starts)


def spread(
    nets: Sequence[Net], seeds: Sequence[Ints], made: Callable[[int, Mask], Mapping[int, Ints]]
) -> list[Mask]:
    """Return what the search in the net of each form gets to, and from what each form is made of on the way.

    `made(k, new)` tells which nodes get which other form where form k is newly there.
    """
    found = [np.zeros(net.size, np.bool_) for net in nets]
    waiting = {k: at for k, at in enumerate(seeds) if len(at)}
    while waiting:
        k = min(waiting)
        at = waiting.pop(k)
        at = np.unique(at[~found[k][at]])
        if len(at):
            new = nets[k].search(at) & ~found[k]
            found[k] |= new
            for form, nodes in made(k, new).items():
                waiting[form] = np.concatenate([waiting.get(form, nodes[:0]), nodes])
    return found


def find_circles(rows: Rows, takes: Mask, known: Mask) -> tuple[Ints, Ints]:
    """Return the nodes where things start along the edges taken, and the circle each belongs to (see `entries.find_sources`)."""
    n = rows.nodes
    touched, led_to = known.copy(), np.zeros(n, np.bool_)
    source, target = rows.source[takes], rows.target[takes]
    touched[source] = touched[target] = True
    led_to[target[source != target]] = True
    alone = np.flatnonzero(touched & ~led_to).astype(np.int32)
    behind = Net.of([np.where(takes, rows.target, rows.source)], rows.starts).search(alone)
    rest = np.flatnonzero(touched & ~behind).astype(np.int32)
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

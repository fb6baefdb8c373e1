"""What is reached of an invented nation, by numpy and scipy alone, and the same search by the libraries of graphs.

The states are written out here a second time, without the kernel: both must get to the same ones.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

import igraph
import networkx as nx
import numpy as np
import rustworkx as rx
from attrs import frozen
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import breadth_first_order

from benchmarks.invented import Ints, Nation
from piaflow.trace.index import CERTAIN, ETC, NOTHING, OPEN, STATED

STRONG, WEAK = 0, 1


@frozen(eq=False)
class Table:
    """Flows in rows of their source; the conversions are steps from a node to itself, behind the flows in their order."""

    starts: NDArray[np.int64]
    order: NDArray[np.int64]
    target: Ints
    rest: NDArray[np.uint8]

    @cached_property
    def places(self) -> NDArray[np.int64]:
        """The place of each flow."""
        found = np.empty(len(self.order), np.int64)
        found[self.order] = np.arange(len(self.order))
        return found


def build_rows(nodes: int, source: Ints, target: Ints, rest: NDArray[np.uint8]) -> Table:
    """Return flows as rows of their source, in numpy alone: the least that any index has to do."""
    order = np.argsort(source, kind="stable")
    starts = np.zeros(nodes + 1, np.int64)
    np.cumsum(np.bincount(source, minlength=nodes), out=starts[1:])
    return Table(starts, order, target[order], rest[order])


def build_table(nation: Nation) -> Table:
    """Return the rows that the states of every item are cut out of."""
    at = np.concatenate([nodes for _, _, nodes in nation.conversions])
    source, target = (np.concatenate([flows, at]) for flows in (nation.source, nation.target))
    rest = np.concatenate([nation.rest, np.full(len(at), NOTHING, np.uint8)])
    return build_rows(nation.nodes, source, target, rest)


def build_states(table: Table, nation: Nation, item: int, *, sure: bool) -> csr_array:
    """Return which state leads to which, of an item and of all that it can become.

    A state is node + N · (layer + layers · form); what is certain has one layer, what is possible a strong and a weak.
    """
    forms, n = nation.forms(item), nation.nodes
    layers = (STRONG,) if sure else (STRONG, WEAK)
    starts, leads, begin = [np.zeros(1, np.int64)], [], 0
    for form in forms:
        ways = table.rest.copy()
        ways[table.places[nation.denied[form]]] = NOTHING
        ways[table.places[nation.stated[form]]] = STATED
        first = len(nation.source)
        becomes = []
        for old, new, at in nation.conversions:
            if old == form:
                becomes.append((table.places[first : first + len(at)], new))
            first += len(at)
        for layer in layers:
            takes, weak = _carried(ways, layer, sure=sure)
            for places, _ in becomes:
                takes[places] = True
            behind = np.zeros(len(takes) + 1, np.int64)
            np.cumsum(takes, out=behind[1:])
            to = table.target + np.int32(n * len(layers) * forms.index(form))
            to[weak] += np.int32(n)
            for places, new in becomes:
                to[places] = table.target[places] + np.int32(n * len(layers) * forms.index(new))
            leads.append(to[takes])
            starts.append(behind[table.starts[1:]] + begin)
            begin += len(leads[-1])
    size = len(forms) * len(layers) * n
    matrix = np.concatenate(leads), np.concatenate(starts).astype(np.int32)
    return csr_array((np.ones(begin), *matrix), shape=(size, size))


def _carried(
    ways: NDArray[np.uint8], layer: int, *, sure: bool
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Which places lead on from a layer, and which of them to the weak one."""
    if sure:
        return (ways == STATED) | (ways == CERTAIN), np.zeros(len(ways), np.bool_)
    if layer == STRONG:
        return ways != NOTHING, ways == ETC
    return (ways == STATED) | (ways == OPEN) | (ways == CERTAIN), ways == CERTAIN


def search(states: csr_array, start: int) -> Ints:
    """Return the states that scipy reaches from one."""
    reached: Ints = breadth_first_order(states, start, return_predecessors=False)
    return reached


def list_searches(states: csr_array, start: int) -> dict[str, Callable[[], object]]:
    """Return the search of each other library, over a graph of the same states that it has built already."""
    size = states.shape[0]
    source, target = states.nonzero()
    ends = list(zip(source.tolist(), target.tolist(), strict=True))
    drawn: nx.DiGraph[int] = nx.DiGraph(ends)
    drawn.add_nodes_from(range(size))
    of_igraph = igraph.Graph(n=size, edges=ends, directed=True)
    of_rustworkx: rx.PyDiGraph[int, None] = rx.PyDiGraph()
    of_rustworkx.add_nodes_from(range(size))
    of_rustworkx.add_edges_from_no_data(ends)
    return {
        "networkx": lambda: nx.bfs_tree(drawn, start),
        "igraph": lambda: of_igraph.bfs(start),
        "rustworkx": lambda: rx.bfs_successors(of_rustworkx, start),
    }

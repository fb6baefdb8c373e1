"""An invented nation in arrays, a million nodes and four million flows, and what numpy, scipy and others need for it.

The meaning is the plain one: a flow certainly carries what it states, and possibly what its open list does not
exclude; a bond between a file and its holder carries all; at some nodes an item becomes another. A state is a
node that holds an item: form * nodes + node. A search over the states is what every library is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import igraph
import networkx as nx
import numpy as np
import rustworkx as rx
from attrs import frozen
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import breadth_first_order

from benchmarks.timing import compare, seconds

BODIES = 100_000
FEW = 2_000
NODES, FLOWS = 10, 40
HUBS = 24
ITEMS = 32
NUMBER = 0
START = 0  # a system of the nation: from there most bodies are reached

Ints = NDArray[np.int32]
Bits = NDArray[np.bool_]


@frozen(eq=False)
class Nation:
    """Flows in document order. The first nodes are the nation's own; `states` and `excludes` are flows by item.

    `conversions` are (item, item it becomes, nodes where).
    """

    nodes: int
    source: Ints
    target: Ints
    bond: Bits
    complete: Bits
    states: Mapping[int, Ints]
    excludes: Mapping[int, Ints]
    conversions: tuple[tuple[int, int, Ints], ...]


@frozen(eq=False)
class States:
    """What can be reached from what: rows of states in compressed form."""

    forms: tuple[int, ...]
    matrix: csr_array


def make_nation(bodies: int) -> Nation:
    """Return the same nation at each call: each body has its own flows, one in ten leads to a hub or from one."""
    dice = np.random.default_rng(7)
    flows = bodies * FLOWS
    first = HUBS + np.repeat(np.arange(bodies, dtype=np.int32), FLOWS) * NODES
    source, target = (first + dice.integers(NODES, size=flows, dtype=np.int32) for _ in range(2))
    hub, way = dice.integers(HUBS, size=flows, dtype=np.int32), dice.random(flows)
    source, target = np.where(way < 0.05, hub, source), np.where(way > 0.95, hub, target)  # noqa: PLR2004
    states = {item: _some(dice, flows, 0.5 / (item + 1)) for item in range(ITEMS)}
    excludes = {item: np.setdiff1d(_some(dice, flows, 0.02), states[item]) for item in range(ITEMS)}
    own = HUBS + np.arange(bodies, dtype=np.int32) * NODES
    return Nation(
        HUBS + bodies * NODES,
        source,
        target,
        dice.random(flows) < 0.05,  # noqa: PLR2004
        dice.random(flows) < 0.6,  # noqa: PLR2004
        states,
        excludes,
        ((NUMBER, 1, own + 3), (1, 2, own + 4)),
    )


def _some(dice: np.random.Generator, flows: int, share: float) -> Ints:
    return np.flatnonzero(dice.random(flows) < share).astype(np.int32)


def build_rows(nation: Nation) -> tuple[NDArray[np.int64], Ints, Bits]:
    """Return the flows as rows of their source, in numpy alone: the least that any index has to do."""
    order = np.argsort(nation.source, kind="stable")
    starts = np.zeros(nation.nodes + 1, np.int64)
    np.cumsum(np.bincount(nation.source, minlength=nation.nodes), out=starts[1:])
    return starts, nation.target[order], nation.complete[order]


def build_states(nation: Nation, item: int, *, sure: bool) -> States:
    """Return the states of an item and of all that it can become, for the certain or the possible flows."""
    forms = [item]
    for form in forms:
        forms.extend(new for old, new, _ in nation.conversions if old == form and new not in forms)
    place = {form: index * nation.nodes for index, form in enumerate(forms)}
    pairs = [_carried(nation, form, place[form], sure=sure) for form in forms]
    pairs += [(at + place[old], at + place[new]) for old, new, at in nation.conversions if old in place]
    source, target = (np.concatenate(ends) for ends in zip(*pairs, strict=True))
    size = len(forms) * nation.nodes
    return States(
        tuple(forms), csr_array((np.ones(len(source), np.int8), (source, target)), shape=(size, size))
    )


def _carried(nation: Nation, form: int, place: int, *, sure: bool) -> tuple[Ints, Ints]:
    carries = nation.bond.copy()
    if not sure:
        carries |= ~nation.complete
        carries[nation.excludes[form]] = False
    carries[nation.states[form]] = True
    return nation.source[carries] + np.int32(place), nation.target[carries] + np.int32(place)


def search(states: States, start: int) -> NDArray[np.int32]:
    """Return the states that scipy reaches from one."""
    reached: NDArray[np.int32] = breadth_first_order(states.matrix, start, return_predecessors=False)
    return reached


def list_searches(states: States, start: int) -> dict[str, Callable[[], object]]:
    """Return the search of each other library, over a graph of the same states that it has built already."""
    size = states.matrix.shape[0]
    source, target = states.matrix.nonzero()
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


def time_nation() -> None:
    """The whole nation by numpy and scipy; a fiftieth of it by the libraries of graphs beside scipy."""
    nation = make_nation(BODIES)
    print(f"{nation.nodes:,} nodes, {len(nation.source):,} flows")
    print(f"rows by numpy: {seconds(lambda: build_rows(nation), 3):.3f} s")
    _time_reach(nation, "certain", sure=True)
    _time_reach(nation, "possible", sure=False)
    every = seconds(lambda: [search(build_states(nation, item, sure=True), START) for item in range(ITEMS)])
    print(f"certain, all {ITEMS} items by scipy, one by one: {every:.3f} s", flush=True)
    states = build_states(make_nation(FEW), NUMBER, sure=False)
    for library, other in list_searches(states, START).items():
        compare(f"{FEW:,} bodies: {library} / scipy", other, lambda: search(states, START), rounds=3)


def _time_reach(nation: Nation, word: str, *, sure: bool) -> None:
    states = build_states(nation, NUMBER, sure=sure)
    first = seconds(lambda: search(build_states(nation, NUMBER, sure=sure), START))
    again = seconds(lambda: search(states, START), 3)
    print(f"{word} by scipy: first {first:.3f} s, again {again:.3f} s; {len(search(states, START)):,} states")

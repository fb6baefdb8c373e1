"""The list kernel of origins: at which nodes something starts along the edges that take an item along."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import compress

from piaflow.trace.index import CERTAIN, ETC, INSIDE, NOTHING, OPEN, STATED, Index, mark_ways

_SURE = mark_ways(STATED, CERTAIN)
_ISSUED = mark_ways(STATED, CERTAIN, OPEN, INSIDE)
_ANY = mark_ways(STATED, CERTAIN, OPEN, ETC)


def find_entries(index: Index, item: int, makers: set[int], *, is_sure: bool) -> set[int]:
    """Return the nodes at which an item enters that the `makers` make: over certain edges, or over all that may be.

    A circle is entered at the sources of its 入手, else at its files and makers, else anywhere in it.
    """
    sources, targets = index.graph.sources, index.graph.targets
    takes = index.going(item).taken.translate(_SURE) if is_sure else _bringing(index, item)
    for e in index.borders:
        takes[e] = False
    known = makers.union(targets[e] for e in index.records if takes[e])
    strangers = _strangers(index, item, known, is_sure=is_sure)
    acquiring = {sources[e] for e in index.acquisitions if takes[e]} - strangers
    _drop_idle_bonds(index, takes, known)
    found: set[int] = set()
    idle: set[int] | None = None
    while idle is None or idle:
        idle = set()
        for circle in find_sources(index, takes, known):
            begun = circle & acquiring or circle & known or circle - strangers
            found |= begun
            idle |= circle if not begun else set()
        # nothing begins there, and so nothing goes on from there: what is behind may begin itself
        for e in (e for node in idle for e in index.outgoing[node]):
            takes[e] = False
    return found


def _drop_idle_bonds(index: Index, takes: bytearray, known: set[int]) -> None:
    """Leave out the bonds from files that nothing says to have the item."""
    graph, moving = index.graph, takes.copy()
    for e in index.bonds:
        moving[e] = False
    having = known.union(compress(graph.sources, moving), compress(graph.targets, moving))
    for e in index.bonds:
        takes[e] = takes[e] and graph.sources[e] in having


def _bringing(index: Index, item: int) -> bytearray:
    """Return which edges may bring an item along from where it enters.

    One that systems issue comes neither by an 等 nor by what is no sign of it (`Index.unsigned`).
    """
    if not index.is_issued(item):
        return index.going(item).taken.translate(_ANY)
    takes = index.going(item).taken.translate(_ISSUED)
    for e in index.unsigned(item):
        takes[e] = False
    return takes


def _strangers(index: Index, item: int, known: Iterable[int], *, is_sure: bool) -> frozenset[int]:
    """The nodes that do not have an item by themselves: no flow from there states it, nothing there makes it.

    A file that certainly does not record it is one of them, whatever open flow leads out of it.
    """
    going = index.going(item)
    both = () if is_sure else index.doubtful.get(item, ())
    telling = {
        index.graph.sources[e]
        for e in (*index.stated.get(item, ()), *(e for e in both if going.taken[e] != NOTHING))
        if index.is_flow[e]
    }
    return (going.ignorant | index.receiving(item) | index.lacking(item)) - telling - frozenset(known)


def find_sources(index: Index, takes: Sequence[int], seeds: Iterable[int]) -> list[set[int]]:
    """Return the groups of nodes where things start along the edges taken: none of these leads into them.

    `seeds` are nodes that count although no edge touches them. Groups that edges join both ways are one. What no
    edge leads to starts alone; only what is not behind such a node can start in a circle.
    """
    outgoing, targets = index.outgoing, index.graph.targets
    led_to = set(compress(targets, takes))
    touched = led_to.union(seeds, compress(index.graph.sources, takes))
    alone = touched - led_to
    behind = set(alone)
    queue = list(alone)
    for node in queue:
        for e in outgoing[node]:
            if takes[e] and targets[e] not in behind:
                behind.add(targets[e])
                queue.append(targets[e])
    rest = {
        node: [targets[e] for e in outgoing[node] if takes[e] and targets[e] not in behind]
        for node in touched - behind
    }
    circles = find_components(rest) if rest else []
    group = {node: i for i, circle in enumerate(circles) for node in circle}
    entered = {group[t] for s, targets in rest.items() for t in targets if group[s] != group[t]}
    return [*({node} for node in alone), *(c for i, c in enumerate(circles) if i not in entered)]


def find_components(following: Mapping[int, Sequence[int]]) -> list[set[int]]:
    """Return the strong components of a graph, each after all that it leads to (Tarjan 1972, without recursion)."""
    order: dict[int, int] = {}
    low: dict[int, int] = {}
    done: set[int] = set()
    open_: list[int] = []
    groups: list[set[int]] = []
    for root in following:
        work = [(root, iter(following[root]))] if root not in order else []
        while work:
            node, targets = work[-1]
            if node not in order:
                order[node] = low[node] = len(order)
                open_.append(node)
            for target in targets:
                if target not in order:
                    work.append((target, iter(following[target])))
                    break
                if order[target] < low[node] and target not in done:
                    low[node] = order[target]
            else:
                work.pop()
                if low[node] == order[node]:
                    members = set[int]()
                    while node not in members:
                        members.add(open_.pop())
                    groups.append(members)
                    done |= members
                if work:
                    above = work[-1][0]
                    low[above] = min(low[above], low[node])
    return groups

"""The list kernel of origins: at which nodes something starts along the edges that take an item along."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from piaflow.trace.index import CERTAIN, ETC, NOTHING, OPEN, STATED, Index

Edges = Sequence[tuple[int, int, int]]
"""(source, target, number) of edges that take the item along."""

_SURE = (STATED, CERTAIN)


def find_entries(index: Index, item: int, makers: set[int], *, is_sure: bool) -> set[int]:
    """Return the nodes at which an item enters that the `makers` make: over certain edges, or over all that may be.

    A circle is entered at the sources of its 入手, else at its files and makers, else anywhere in it.
    """
    sources, targets, rest = index.graph.sources, index.graph.targets, index.rest
    takes = _SURE if is_sure else _bringing(index, item)
    taken, is_border = index.going(item).taken, index.is_border
    edges = [(sources[e], targets[e], e) for e, how in enumerate(taken) if how in takes and not is_border[e]]
    files = {t for _, t, e in edges if index.is_record[e]}
    known = files | makers
    strangers = _strangers(index, item, known, is_sure=is_sure)
    having = known | {end for edge in edges if rest[edge[2]] != CERTAIN for end in edge[:2]}
    joining = [edge for edge in edges if rest[edge[2]] != CERTAIN or edge[0] in having]
    acquiring = {s for s, _, e in edges if index.acquiring[e]} - strangers
    found: set[int] = set()
    idle: set[int] | None = None
    while idle is None or idle:
        idle = set()
        for circle in find_sources(joining, known):
            begun = circle & acquiring or circle & known or circle - strangers
            found |= begun
            idle |= circle if not begun else set()
        # nothing begins there, and so nothing goes on from there: what is behind may begin itself
        joining = [edge for edge in joining if edge[0] not in idle]
    return found


def _bringing(index: Index, item: int) -> tuple[int, ...]:
    """By what an item may come along from where it enters; one that systems issue does not by an 等."""
    issued = item in index.identifiers and item != index.number
    return (*_SURE, OPEN) if issued else (*_SURE, OPEN, ETC)


def _strangers(index: Index, item: int, known: Iterable[int], *, is_sure: bool) -> frozenset[int]:
    """The nodes that do not have an item by themselves: no flow from there states it, nothing there makes it."""
    going = index.going(item)
    persons = index.persons if item in index.identifiers and item != index.number else frozenset[int]()
    both = () if is_sure else index.doubtful.get(item, ())
    telling = {
        index.graph.sources[e]
        for e in (*index.stated.get(item, ()), *(e for e in both if going.taken[e] != NOTHING))
        if index.is_flow[e]
    }
    return (going.ignorant | persons) - telling - frozenset(known)


def find_sources(edges: Edges, seeds: Iterable[int]) -> list[set[int]]:
    """Return the groups of nodes where things start along `edges`: no edge leads into them.

    `seeds` are nodes that count although no edge touches them. Groups that edges join both ways are one. What no
    edge leads to starts alone; only what is not behind such a node can start in a circle.
    """
    following: dict[int, list[int]] = {node: [] for node in seeds}
    led_to: set[int] = set()
    for source, target, _ in edges:
        following.setdefault(source, []).append(target)
        following.setdefault(target, [])
        if source != target:
            led_to.add(target)
    alone = [node for node in following if node not in led_to]
    behind = set(alone)
    queue = list(alone)
    for node in queue:
        for target in following[node]:
            if target not in behind:
                behind.add(target)
                queue.append(target)
    rest = {n: [t for t in targets if t not in behind] for n, targets in following.items() if n not in behind}
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
                if target not in done:
                    low[node] = min(low[node], order[target])
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

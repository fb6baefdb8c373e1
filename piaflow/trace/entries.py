"""The list kernel of origins: at which nodes something starts along the edges that take an item along."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
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
    _drop_idle_bonds(index, takes, known)
    found: set[int] = set()
    for circle in find_sources(index, takes, known.union(compress(sources, takes)) - strangers):
        if len(circle) > 1:
            acquiring = {sources[e] for e in index.acquisitions if takes[e]} - strangers
            found |= circle & acquiring or circle & known or circle - strangers
        else:
            found |= circle
    return found


def _drop_idle_bonds(index: Index, takes: bytearray, known: set[int]) -> None:
    """Leave out the bonds from files that nothing says to have the item."""
    sources, targets = index.graph.sources, index.graph.targets
    bonds = [e for e in index.bonds if takes[e]]
    for e in bonds:
        takes[e] = False
    having = known.union(compress(sources, takes), compress(targets, takes))
    for e in bonds:
        takes[e] = sources[e] in having


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
    strangers = (going.ignorant | index.receiving(item) | index.lacking(item)).difference(known)
    return strangers and strangers.difference(
        index.graph.sources[e]
        for e in (*index.stated.get(item, ()), *(e for e in both if going.taken[e] != NOTHING))
        if index.is_flow[e]
    )


def find_sources(index: Index, takes: Sequence[int], beginning: Iterable[int]) -> list[set[int]]:
    """Return the groups of nodes where things start that may begin at some nodes and go along the edges taken.

    The nodes of a group all lead to one another, and nothing that goes on from elsewhere leads there: a node to which
    no edge leads, or a circle behind none of these. Of the beginnings there, the one met first is not behind those met
    before, and none met later leads to it (as of the strong components of Kosaraju and Sharir).
    """
    graph, following, leading = index.graph, index.outgoing, index.incoming
    begins = list(beginning)
    led_to = set(compress(graph.targets, takes))
    alone = [node for node in begins if node not in led_to]
    idle = set(range(len(following)))
    _follow(alone, following, graph.targets, takes, idle)
    behind_none, first = idle.copy(), list[int]()
    for node in begins:
        if node in idle:
            first.append(node)
            _follow([node], following, graph.targets, takes, idle)
    moving = behind_none - idle
    left = moving.copy()
    groups = [{node} for node in alone]
    for node in reversed(first):
        if node in left:
            _follow([node], following, graph.targets, takes, left)
            groups.append(set(_follow([node], leading, graph.sources, takes, moving)))
    return groups


def _follow(
    starts: list[int],
    edges: Sequence[Iterable[int]],
    ends: Sequence[int],
    takes: Sequence[int],
    left: set[int],
) -> list[int]:
    """Take out of the nodes that are left the starts and all that the edges taken lead to from there; return them."""
    left.difference_update(starts)
    queue = starts.copy()
    for node in queue:
        for e in edges[node]:
            if takes[e] and (end := ends[e]) in left:
                left.discard(end)
                queue.append(end)
    return queue

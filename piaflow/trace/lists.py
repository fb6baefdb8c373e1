"""The kernel of plain lists."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from itertools import compress

from attrs import define, field

from piaflow.trace.index import CERTAIN, ETC, INSIDE, NOTHING, OPEN, STATED, Index, mark_ways
from piaflow.trace.spread import STRONG, SURELY, WEAK, Forms

_SURE = mark_ways(STATED, CERTAIN)
_ISSUED = mark_ways(STATED, CERTAIN, OPEN, INSIDE)
_ANY = mark_ways(STATED, CERTAIN, OPEN, ETC)


@define(eq=False)
class Lists:
    """The kernel of one index."""

    index: Index
    _strangers: dict[int, frozenset[int]] = field(factory=dict, init=False)

    # How far forms get.

    def spread(
        self, forms: Forms, starts: Sequence[int], possible: Sequence[int], late: Sequence[int]
    ) -> tuple[bytes, list[int]]:
        """Return the level of each state, and which of the `late` ones start as well: those that nothing leads to.

        One goes on from the surest first, and so from most states once.
        """
        n, outgoing, targets, count = forms.nodes, self.index.outgoing, self.index.graph.targets, len(forms.items)
        ways, silent = [self.index.going(item).taken for item in forms.items], forms.silent.copy()
        levels = [bytearray(n) for _ in range(count)]
        waiting: list[list[list[int]]] = [[[] for _ in range(count)] for _ in range(SURELY + 1)]
        order = [(level, k) for level in (SURELY, STRONG, WEAK) for k in range(count)]
        more: list[int] | None = None
        beginning: Sequence[tuple[int, Sequence[int]]] = ((STRONG, possible), (SURELY, starts))
        while True:
            for level, states in beginning:
                for state in states:
                    k, node = divmod(state, n)
                    levels[k][node] = level
                    waiting[level][k].append(node)
                    if node in silent[k]:
                        silent[k] -= {node}
            beginning = ()
            for level, k in order:
                if waiting[level][k]:
                    break
            else:
                if more is not None:
                    return b"".join(levels), more
                more = [state for state in late if not levels[state // n][state % n]]
                beginning = ((STRONG, more),)
                continue
            queue, got, taken = waiting[level][k], levels[k], ways[k]
            holders, quiet, makes = forms.holders[k], silent[k], forms.makes[k]
            licence, of_silent = forms.licence(k)[level], forms.licence(k, is_silent=True)[level]
            for node in queue:
                if got[node] > level:
                    continue
                leads = of_silent if node in quiet else licence
                for edge in outgoing[node]:
                    if (how := leads[taken[edge]]) and how > got[there := targets[edge]]:
                        if how == WEAK and there in holders:
                            how = STRONG
                        got[there] = how
                        waiting[how][k].append(there)
                for made, is_certain in makes[node] if node in makes else ():
                    how = SURELY if is_certain and level == SURELY else STRONG
                    if how > levels[made][node]:
                        levels[made][node] = how
                        waiting[how][made].append(node)
            queue.clear()

    def gets_surely(self, item: int, starts: Collection[int], nodes: Collection[int]) -> bool:
        """Return whether an item itself surely gets from nodes where it starts to all of others."""
        takes, left = self.index.going(item).taken.translate(_SURE), set(range(len(self.index.outgoing)))
        _follow(starts, self.index.outgoing, self.index.graph.targets, takes, left)
        return left.isdisjoint(nodes)

    # Where an item enters.

    def find_entries(self, item: int, makers: set[int], *, is_sure: bool) -> set[int]:
        """Return the nodes at which an item enters that the `makers` make: over certain edges, or over all that may be.

        A circle is entered at the sources of its 入手, else at its files and makers, else anywhere in it.
        """
        index, sources, targets = self.index, self.index.graph.sources, self.index.graph.targets
        takes = index.going(item).taken.translate(_SURE) if is_sure else self._bringing(item)
        for e in index.borders:
            takes[e] = False
        known = makers.union([targets[e] for e in index.records if takes[e]])
        # a bond takes nothing from a file that nothing says to have it
        for e, others in index.beside_bonds:
            if takes[e] and sources[e] not in known and not any(map(takes.__getitem__, others)):
                takes[e] = False
        strangers = self._find_strangers(item) - known
        if not is_sure:
            strangers -= {sources[e] for e in index.doubtful.get(item, ()) if takes[e] and index.is_flow[e]}
        found, circles = find_sources(index, takes, known.union(compress(sources, takes)) - strangers)
        if circles:
            acquiring = {sources[e] for e in index.acquisitions if takes[e]} - strangers
            found.update(*(c & acquiring or c & known or c - strangers for c in circles))
        return found

    def _find_strangers(self, item: int) -> frozenset[int]:
        """Return the nodes that do not have an item by themselves, as no flow from there states it.

        A file that certainly does not record it is one of them, whatever open flow leads out of it.
        """
        if item not in self._strangers:
            index = self.index
            found = index.ignorant.get(item, frozenset()) | index.receiving(item) | index.lacking(item)
            if found:
                sources, is_flow = index.graph.sources, index.is_flow
                found -= {sources[e] for e in index.stated.get(item, ()) if is_flow[e]}
            self._strangers[item] = found
        return self._strangers[item]

    def _bringing(self, item: int) -> bytearray:
        """Return which edges may bring an item along from where it enters.

        One that systems issue comes neither by an 等 nor by what is no sign of it (`Index.unsigned`).
        """
        taken = self.index.going(item).taken
        if not self.index.is_issued(item):
            return taken.translate(_ANY)
        takes = taken.translate(_ISSUED)
        for e in self.index.unsigned(item):
            takes[e] = False
        return takes


def find_sources(index: Index, takes: Sequence[int], beginning: set[int]) -> tuple[set[int], list[set[int]]]:
    """Return where things start that may begin at some nodes and go along the edges taken: nodes, and circles.

    To such a node no edge leads. The nodes of a circle all lead to one another, and nothing that goes on from elsewhere
    leads there. Of the beginnings there, the one met first is not behind those met before, and none met later leads to
    it (as of the strong components of Kosaraju and Sharir).
    """
    targets, following = index.graph.targets, index.outgoing
    alone = beginning.difference(compress(targets, takes))
    idle = set(range(len(following)))
    _follow(alone, following, targets, takes, idle)
    if idle.isdisjoint(beginning):
        return alone, []
    moving, first = idle.copy(), list[int]()
    for node in beginning:
        if node in idle:
            first.append(node)
            _follow([node], following, targets, takes, idle)
    moving -= idle
    left, circles = moving.copy(), list[set[int]]()
    while first:
        node = first.pop()
        if node in left:
            circles.append(set(_follow([node], index.incoming, index.graph.sources, takes, moving)))
            if first:
                _follow([node], following, targets, takes, left)
    return alone, circles


def _follow(
    starts: Iterable[int],
    edges: Sequence[Iterable[int]],
    ends: Sequence[int],
    takes: Sequence[int],
    left: set[int],
) -> list[int]:
    """Take out of the nodes that are left the starts and all that the edges taken lead to from there; return them."""
    left.difference_update(starts)
    queue = list(starts)
    for node in queue:
        for e in edges[node]:
            if takes[e] and (end := ends[e]) in left:
                left.discard(end)
                queue.append(end)
    return queue

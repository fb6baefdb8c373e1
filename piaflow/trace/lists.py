"""The kernel of plain lists."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import compress

from attrs import frozen

from piaflow.trace.index import CERTAIN, ETC, INSIDE, NOTHING, OPEN, STATED, Index, mark_ways
from piaflow.trace.spread import STRONG, SURELY, WEAK, Forms

_SURE = mark_ways(STATED, CERTAIN)
_ISSUED = mark_ways(STATED, CERTAIN, OPEN, INSIDE)
_ANY = mark_ways(STATED, CERTAIN, OPEN, ETC)


@frozen
class Lists:
    """The kernel of one index."""

    index: Index

    # How far forms get.

    def spread(
        self, forms: Forms, starts: Sequence[int], possible: Sequence[int], late: Sequence[int]
    ) -> tuple[bytes, list[int]]:
        """Return the level of each state, and which of the `late` ones start as well: those that nothing leads to."""
        n = forms.nodes
        levels = [bytearray(n) for _ in forms.items]
        self._go_on(forms, levels, ((STRONG, possible), (SURELY, starts)))
        more = [state for state in late if not levels[state // n][state % n]]
        if more:
            self._go_on(forms, levels, ((STRONG, more),))
        return b"".join(levels), more

    def _go_on(
        self, forms: Forms, levels: Sequence[bytearray], begin: Iterable[tuple[int, Sequence[int]]]
    ) -> None:
        """Go on from states that begin at some level, from the surest first: so from most of them once."""
        outgoing, targets, places = self.index.outgoing, self.index.graph.targets, range(len(levels))
        ways, silent = [self.index.going(item).taken for item in forms.items], [*forms.silent]
        waiting: list[list[list[int]]] = [[[] for _ in places] for _ in range(SURELY + 1)]
        for level, states in begin:
            for state in states:
                k, node = divmod(state, forms.nodes)
                levels[k][node] = level
                waiting[level][k].append(node)
                if node in silent[k]:
                    silent[k] -= {node}
        order = [(level, k) for level in (SURELY, STRONG, WEAK) for k in places]
        while True:
            for level, k in order:
                if waiting[level][k]:
                    break
            else:
                return
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
                for made, is_certain in makes.get(node, ()):
                    how = SURELY if is_certain and level == SURELY else STRONG
                    if how > levels[made][node]:
                        levels[made][node] = how
                        waiting[how][made].append(node)
            queue.clear()

    # Where an item enters.

    def find_entries(self, item: int, sure: set[int], maybe: set[int]) -> tuple[set[int], set[int]]:
        """Return the nodes at which an item certainly enters, and those at which it may.

        `sure` and `maybe` make it out of another.
        """
        index, sources = self.index, self.index.graph.sources
        taken, is_flow = index.going(item).taken, index.is_flow
        # these do not have it by themselves, save where a flow from there states it
        strangers = index.ignorant.get(item, frozenset()) | index.receiving(item) | index.lacking(item)
        doubted = set[int]()
        if strangers:
            strangers -= {sources[e] for e in index.stated.get(item, ()) if is_flow[e]}
            doubtful = index.doubtful.get(item, ())
            doubted = {sources[e] for e in doubtful if is_flow[e] and taken[e] != NOTHING}
        inner = taken.copy()
        for e in index.borders:
            inner[e] = NOTHING
        definite = self._enter(inner.translate(_SURE), sure, strangers)
        return definite, self._enter(self._bringing(item, inner), sure | maybe, strangers - doubted)

    def _bringing(self, item: int, taken: bytearray) -> bytearray:
        """Return which edges may bring an item along from where it enters.

        One that systems issue comes neither by an 等 nor by what is no sign of it (`Index.unsigned`).
        """
        if not self.index.is_issued(item):
            return taken.translate(_ANY)
        takes = taken.translate(_ISSUED)
        for e in self.index.unsigned(item):
            takes[e] = False
        return takes

    def _enter(self, takes: bytearray, makers: set[int], strangers: frozenset[int]) -> set[int]:
        """Return the nodes at which something enters along the edges taken, unless they are strangers to it.

        A circle is entered at the sources of its 入手, else at its files and makers, else anywhere in it.
        """
        index, sources, targets = self.index, self.index.graph.sources, self.index.graph.targets
        known = makers.union([targets[e] for e in index.records if takes[e]])
        # a bond takes nothing from a file that nothing says to have it
        for e, others in index.beside_bonds:
            if takes[e] and sources[e] not in known and not any(map(takes.__getitem__, others)):
                takes[e] = False
        if strangers:
            strangers -= known
        beginning = known.union(compress(sources, takes)) - strangers
        found, circles = find_sources(index, takes, beginning)
        if circles:
            acquiring = {sources[e] for e in index.acquisitions if takes[e]} - strangers
            found.update(*(c & acquiring or c & known or c - strangers for c in circles))
        return found


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

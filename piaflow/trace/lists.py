"""The kernel of plain lists."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
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
    ) -> tuple[bytearray, list[int]]:
        """Return the level of each state, and which of the `late` ones start as well: those that nothing leads to."""
        levels = bytearray(len(forms.items) * forms.nodes)
        for state in possible:
            levels[state] = STRONG
        for state in starts:
            levels[state] = SURELY
        ways = [self.index.going(item).taken for item in forms.items]
        self._go_on(forms, ways, levels, {*starts, *possible}, [[], [], [*possible], [*starts]])
        more = [state for state in late if not levels[state]]
        if more:
            for state in more:
                levels[state] = STRONG
            self._go_on(forms, ways, levels, {*more}, [[], [], more.copy(), []])
        return levels, more

    def _go_on(
        self,
        forms: Forms,
        ways: Sequence[bytearray],
        levels: bytearray,
        own: Container[int],
        waiting: list[list[int]],
    ) -> None:
        """Go on from the states that wait at each level, the surest first: so from most of them once."""
        n, outgoing, targets = forms.nodes, self.index.outgoing, self.index.graph.targets
        level = SURELY
        while level:
            if not waiting[level]:
                level -= 1
                continue
            state = waiting[level].pop()
            if levels[state] > level:
                continue
            k, node = divmod(state, n)
            first, taken, holders = state - node, ways[k], forms.holders[k]
            licence = forms.licence(k, node, is_own=state in own)[level]
            for edge in outgoing[node]:
                if (how := licence[taken[edge]]) and how > levels[there := first + targets[edge]]:
                    if how == WEAK and targets[edge] in holders:
                        how = STRONG
                    levels[there] = how
                    waiting[how].append(there)
                    level = max(level, how)
            for made, is_certain in forms.makes[k].get(node, ()):
                how, there = SURELY if is_certain and level == SURELY else STRONG, made * n + node
                if how > levels[there]:
                    levels[there] = how
                    waiting[how].append(there)
                    level = max(level, how)

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
        definite = self._enter(taken.translate(_SURE), sure, strangers)
        return definite, self._enter(self._bringing(item, taken), sure | maybe, strangers - doubted)

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
        for e in index.borders:
            takes[e] = False
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

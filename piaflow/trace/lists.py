"""The kernel of plain lists."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from itertools import compress

from attrs import define

from piaflow.trace.index import CERTAIN, ETC, INSIDE, OPEN, STATED, Index, mark_ways
from piaflow.trace.makers import Makers
from piaflow.trace.spread import STRONG, SURELY, WEAK, Forms

_SURE = mark_ways(STATED, CERTAIN)
_ISSUED = mark_ways(STATED, CERTAIN, OPEN, INSIDE)
_ANY = mark_ways(STATED, CERTAIN, OPEN, ETC)


@define(eq=False)
class Lists:
    """The kernel of one index."""

    index: Index

    # How far forms get.

    def spread(
        self, forms: Forms, starts: Sequence[int], possible: Sequence[int], late: Sequence[int]
    ) -> tuple[bytes, list[int]]:
        """Return the level of each state, and which of the `late` ones start as well: those that nothing leads to."""
        search, n = _Search(self.index, forms), forms.nodes
        search.start(possible, STRONG)
        search.start(starts, SURELY)
        search.go_on()
        more = [state for state in late if not search.levels[state // n][state % n]]
        if more:
            search.start(more, STRONG)
            search.go_on()
        return b"".join(search.levels), more

    def gets_surely(self, item: int, starts: Collection[int], nodes: Collection[int]) -> bool:
        """Return whether an item itself surely gets from nodes where it starts to all of others."""
        takes, left = self.index.going(item).taken.translate(_SURE), set(range(len(self.index.outgoing)))
        _follow(starts, self.index.outgoing, self.index.graph.targets, takes, left)
        return left.isdisjoint(nodes)

    # Where an item enters.

    def find_entries(self, item: int, makers: Makers, *, is_sure: bool) -> set[int]:
        """Return the nodes at which an item enters that the `makers` make: over certain edges, or over all that may be.

        A circle is entered at the sources of its 入手, else at its files and makers, else anywhere in it. That it is made
        at a node matters where it would not begin there anyway, and in a circle.
        """
        index, sources, targets = self.index, self.index.graph.sources, self.index.graph.targets
        takes = index.going(item).taken.translate(_SURE) if is_sure else self._bringing(item)
        for e in index.borders:
            takes[e] = False
        known = {targets[e] for e in index.records if takes[e]}
        if not makers.nodes.isdisjoint(index.files):
            known |= makers.list_making(is_sure=is_sure)
        self._drop_idle_bonds(takes, known)
        strangers = index.strangers(item, is_sure=is_sure) - known
        if strangers and not is_sure:
            strangers -= {sources[e] for e in index.doubtful.get(item, ()) if takes[e] and index.is_flow[e]}
        beginning = known.union(compress(sources, takes)) - strangers
        if not makers.nodes <= beginning:
            known |= makers.list_making(is_sure=is_sure)
            beginning |= known
            strangers -= known
        found, circles = find_sources(index, takes, beginning)
        if circles:
            acquiring = {sources[e] for e in index.acquisitions if takes[e]} - strangers
            for circle in circles:
                entered = circle & acquiring
                if not (entered or makers.nodes.isdisjoint(circle)):
                    known |= makers.list_making(is_sure=is_sure)
                found |= entered or circle & known or circle - strangers
        return found

    def _drop_idle_bonds(self, takes: bytearray, known: set[int]) -> None:
        """Leave out the bonds from files that nothing says to have an item."""
        for file, bonds, others in self.index.beside_bonds:
            if file not in known and not any(map(takes.__getitem__, others)):
                for e in bonds:
                    takes[e] = False

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


class _Search:
    """How surely forms are where one has got to: by form, the level of each node."""

    __slots__ = ("_forms", "_index", "_silent", "_waiting", "levels")

    def __init__(self, index: Index, forms: Forms) -> None:
        """Begin with nothing anywhere."""
        self._index, self._forms, self._silent = index, forms, [*forms.silent]
        self.levels = [bytearray(forms.nodes) for _ in forms.items]
        # by form and level, the nodes to go on from
        self._waiting: list[tuple[list[int], ...]] = [([], [], [], []) for _ in forms.items]

    def start(self, states: Iterable[int], level: int) -> None:
        """Let forms start at some level."""
        for state in states:
            k, node = divmod(state, self._forms.nodes)
            self.levels[k][node] = level
            self._waiting[k][level].append(node)
            if node in self._silent[k]:
                self._silent[k] -= {node}

    def go_on(self) -> None:
        """Go on until nothing waits: from the surest first, and so from most nodes once."""
        level = SURELY
        while level:
            for k, waiting in enumerate(self._waiting):
                if waiting[level]:
                    self._go_on(level, k)
                    level = SURELY
                    break
            else:
                level -= 1

    def _go_on(self, level: int, k: int) -> None:
        """Go on from where form k waits at a level."""
        forms, waiting, levels = self._forms, self._waiting[k], self.levels[k]
        outgoing, targets, makes = self._index.outgoing, self._index.graph.targets, forms.makes[k]
        taken, silent, (licence, of_silent) = forms.going[k].taken, self._silent[k], forms.licences[k][level]
        holders = forms.holders(k) if WEAK in licence else ()
        goes = taken.translate(licence)
        queue = waiting[level]
        for node in queue:
            if levels[node] > level:
                continue
            leads = taken.translate(of_silent) if node in silent else goes
            for edge in outgoing[node]:
                if (how := leads[edge]) and how > levels[there := targets[edge]]:
                    if how == WEAK and there in holders:
                        how = STRONG
                    levels[there] = how
                    waiting[how].append(there)
            if node in makes:
                for made, is_certain in forms.list_made(k, node):
                    how = SURELY if is_certain and level == SURELY else STRONG
                    if how > self.levels[made][node]:
                        self.levels[made][node] = how
                        self._waiting[made][how].append(node)
        queue.clear()


def find_sources(index: Index, takes: Sequence[int], beginning: set[int]) -> tuple[set[int], list[set[int]]]:
    """Return where things start that may begin at some nodes and go along the edges taken: nodes, and circles.

    To such a node no edge leads. The nodes of a circle all lead to one another, and nothing that goes on from elsewhere
    leads there. Of the beginnings there, the one met first is not behind those met before, and none met later leads to
    it (as of the strong components of Kosaraju and Sharir).
    """
    targets, following = index.graph.targets, index.outgoing
    alone = beginning.difference(compress(targets, takes))
    if len(alone) == len(beginning):
        return alone, []
    idle = beginning.union(compress(index.graph.sources, takes))
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
    """Take out of the nodes that are left the starts and all that the edges taken lead to from there; return them.

    What leads on has to be among those left.
    """
    left.difference_update(starts)
    queue = list(starts)
    for node in queue:
        if not left:
            break
        for e in edges[node]:
            if takes[e] and (end := ends[e]) in left:
                left.discard(end)
                queue.append(end)
    return queue

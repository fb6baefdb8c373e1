"""The least fixpoints: which states an item gets to, surely and possibly, and the best way to each.

A state is form·N + node: the item, or what it has become, at a node. The kernels know of edges how each takes a form
along, and nothing else.
A state that may be reached is strong, or weak where only an 等 led an identifier there: what came by an 等 does not go
on by one. Where something may have the identifier by itself (`holders`), it is strong however it gets there.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from functools import cached_property, reduce
from heapq import heappop, heappush
from operator import or_
from typing import Protocol, Self

from attrs import field, frozen

from piaflow.trace.index import (
    CERTAIN,
    ETC,
    INSIDE,
    INWARD,
    NOTHING,
    OPEN,
    SAME,
    STATED,
    Going,
    Index,
    mark_ways,
)

_SURE = mark_ways(STATED, CERTAIN)
_UNDOUBTED = mark_ways(STATED, CERTAIN, INWARD)
"""Ways that make what comes by them no less certain; behind a hub nothing is."""

_WEAK, _STRONG = 1, 2


def _licence(*, strong: Sequence[int], weak: Sequence[int]) -> tuple[int, ...]:
    """Return, for each way of an edge, how something is there that came by it: strong, weak, or (0) not at all."""
    ways = range(NOTHING + 1)
    return tuple(_STRONG if way in strong else _WEAK if way in weak else 0 for way in ways)


_FREE = _licence(strong=(STATED, OPEN, SAME, CERTAIN, INWARD, ETC, INSIDE), weak=())
_BY_ETC = _licence(strong=(STATED, OPEN, SAME, CERTAIN, INWARD), weak=(ETC, INSIDE))
_SILENT = _licence(strong=(STATED, OPEN, SAME, CERTAIN), weak=(INSIDE, INWARD))
"""To a hub it comes weakly: so it goes on from there as from those who do not hand it on by an 等."""
_NO_MORE = _licence(strong=(STATED, OPEN), weak=(SAME, CERTAIN, INWARD, INSIDE))
"""What goes on from where it is weak."""


@frozen(eq=False)
class Forms:
    """The forms of an asked item: how each goes, what each becomes where, and who hands it on under 等.

    `bound[k]` says that form k is an identifier: only what is strong goes on by an 等. `silent[k]` are the natural
    persons, who do not hand one on by an 等 unless they are where it begins, but for their own 個人番号. `holders[k]`
    may have it by themselves.
    """

    index: Index
    items: tuple[int, ...]
    makes: tuple[Mapping[int, Sequence[tuple[int, bool]]], ...]
    bound: tuple[bool, ...]
    silent: tuple[frozenset[int], ...]
    holders: tuple[frozenset[int], ...]

    @property
    def nodes(self) -> int:
        """How many nodes there are."""
        return len(self.index.outgoing)

    @property
    def states(self) -> int:
        """How many states there are."""
        return len(self.items) * self.nodes

    @cached_property
    def going(self) -> tuple[Going, ...]:
        """How each form goes along the edges: of a large graph only ways and cuts need it."""
        return tuple(map(self.index.going, self.items))

    def licence(self, k: int, node: int, *, is_strong: bool, is_own: bool) -> Sequence[int]:
        """Return how form k goes on by each way from a node that may have it."""
        if not self.bound[k]:
            return _FREE
        if not is_strong:
            return _NO_MORE
        return _BY_ETC if is_own or node not in self.silent[k] else _SILENT

    def relays(self, k: int, node: int, *, is_strong: bool, is_own: bool) -> bool:
        """Whether a node that may have form k hands it on by an 等."""
        return bool(self.licence(k, node, is_strong=is_strong, is_own=is_own)[ETC])


class States(Protocol):
    """States that are reached."""

    def __contains__(self, state: int) -> bool:
        """Whether a state is among them."""

    def join(self, strong: Self, weak: Self, untold: Mapping[int, int], forms: int) -> Sequence[int]:
        """Return what is at each node (see `Reached`) where these states are certain and the others may be."""


@frozen(eq=False)
class StatesByNode:
    """States as a plain list: the forms that get to each node, a bit for each by its place."""

    at: list[int]

    def __contains__(self, state: int) -> bool:
        """Whether a state is among them."""
        form, node = divmod(state, len(self.at))
        return bool(self.at[node] >> form & 1)

    def join(self, strong: Self, weak: Self, untold: Mapping[int, int], forms: int) -> Sequence[int]:
        """Return what is at each node where these states are certain and the others may be."""
        there = [s << forms | s | g | w for s, g, w in zip(self.at, strong.at, weak.at, strict=True)]
        for node, more in untold.items():
            there[node] |= more
        return there


@frozen(eq=False)
class Reached:
    """Both fixpoints of an item: the states that it certainly gets to, those that it may, weakly or not.

    What is somewhere is told by one integer, so that what several places have in all is their `or`: bit k says that
    form k may be there, and after the bits of all forms as many say which of them surely are.
    """

    forms: Forms
    starts: tuple[int, ...]
    possible_starts: tuple[int, ...]
    definite: States
    strong: States
    weak: States
    untold: frozenset[int] = frozenset()
    """Those where a document does not tell what leads there; no edge need do so."""
    _of_party: dict[str, int] = field(factory=dict, init=False, repr=False)

    @cached_property
    def there(self) -> Sequence[int]:
        """What is at each node."""
        untold: dict[int, int] = {}
        for state in self.untold:
            form, node = divmod(state, self.forms.nodes)
            untold[node] = untold.get(node, 0) | 1 << form
        return self.definite.join(self.strong, self.weak, untold, len(self.forms.items))

    def only_may(self, there: int) -> int:
        """Return what is somewhere with nothing of it for certain."""
        return there & ~(-1 << len(self.forms.items))

    def split(self, there: int) -> tuple[list[int], list[int]]:
        """Return the forms that are surely there, and those that only may be."""
        forms = range(len(self.forms.items))
        sure = [k for k in forms if there >> len(forms) + k & 1]
        return sure, [k for k in forms if there >> k & 1 and k not in sure]

    def pack(self, sure: Iterable[int], maybe: Iterable[int]) -> int:
        """Return what is somewhere by the forms that surely are there and all that may be."""
        surely = sum(1 << k for k in sure)
        return surely << len(self.forms.items) | sum(1 << k for k in maybe)

    def of_party(self, party: str) -> int:
        """Return what a party has by all that it answers for; what it only may answer for gives it nothing for certain.

        What it is handed of a file comes to that.
        """
        graph, known = self.forms.index.graph, self._of_party
        if not graph.parts.get(party):
            return self._unite(graph.answering[party])
        waiting = [party]
        while waiting:
            here = waiting[-1]
            parts = graph.parts.get(here, ())
            if here in known:
                waiting.pop()
            elif here in graph.in_circles:
                known[here] = self._unite(graph.list_answered(here))
            elif missing := [part for part in parts if part not in known]:
                waiting += missing
            else:
                known[waiting.pop()] = reduce(
                    or_, map(known.__getitem__, parts), self._unite(graph.answering[here])
                )
        return known[party]

    def _unite(self, answered: tuple[Sequence[int], Sequence[int]]) -> int:
        (own, *told), possibly = answered
        there = self.there
        has = there[own]
        for node in told:
            has |= there[node]
        for node in possibly:
            has |= self.only_may(there[node])
        return has

    def has(self, state: int) -> bool:
        """Whether a state may be reached along edges."""
        return state in self.strong or state in self.weak


def find_untold(forms: Forms, leaves: int) -> frozenset[int]:
    """Return the states of the first forms where nothing tells whether they are there."""
    return frozenset(
        k * forms.nodes + node
        for k, item in enumerate(forms.items[:leaves])
        for node in forms.index.may_have_untold(item)
    )


def find_forms(index: Index, items: Sequence[int], within: Container[int] | None = None) -> Forms:
    """Return the items and all that conversions can make of them, nearest first; or only what is `within`."""
    found = dict.fromkeys(items)
    layer = list(found)
    while layer:
        made = {target for item in layer for at in index.makes.get(item, {}).values() for target, _ in at}
        layer = sorted(f for f in made - found.keys() if within is None or f in within)
        found.update(dict.fromkeys(layer))
    forms = tuple(found)
    place = {item: k for k, item in enumerate(forms)}
    return Forms(
        index,
        forms,
        tuple(
            {
                node: [(place[target], sure) for target, sure in made if target in place]
                for node, made in index.makes.get(f, {}).items()
            }
            for f in forms
        ),
        tuple(f in index.identifiers for f in forms),
        tuple(
            frozenset() if f not in index.identifiers or f == index.number else index.persons for f in forms
        ),
        tuple(map(index.holders, forms)),
    )


def spread_sure(forms: Forms, starts: Iterable[int]) -> StatesByNode:
    """Return the states that edges lead to that certainly carry the form."""
    outgoing, targets = forms.index.outgoing, forms.index.graph.targets
    surely = [going.taken.translate(_SURE) for going in forms.going]
    reached = [0] * forms.nodes
    queue = [divmod(state, forms.nodes) for state in starts]
    for k, node in queue:
        reached[node] |= 1 << k
    for k, node in queue:
        form, takes = 1 << k, surely[k]
        for edge in outgoing[node]:
            if takes[edge] and not reached[there := targets[edge]] & form:
                reached[there] |= form
                queue.append((k, there))
        for made, certain in forms.makes[k].get(node, ()):
            if certain and not reached[node] >> made & 1:
                reached[node] |= 1 << made
                queue.append((made, node))
    return StatesByNode(reached)


def spread_open(forms: Forms, starts: Iterable[int]) -> tuple[StatesByNode, StatesByNode]:
    """Return the states that may be reached from starts that have the item by themselves: strong ones, weak ones."""
    outgoing, targets = forms.index.outgoing, forms.index.graph.targets
    strong, weak = [0] * forms.nodes, [0] * forms.nodes
    queue = [(*divmod(state, forms.nodes), True) for state in starts]
    for k, node, _ in queue:
        strong[node] |= 1 << k
    own = strong.copy()
    going = [going.taken for going in forms.going]
    for k, node, is_strong in queue:
        form = 1 << k
        if not is_strong and strong[node] & form:
            continue
        taken, holders = going[k], forms.holders[k]
        licence = forms.licence(k, node, is_strong=is_strong, is_own=bool(own[node] & form))
        for edge in outgoing[node]:
            how = licence[taken[edge]]
            if not how or strong[there := targets[edge]] & form:
                continue
            if how == _STRONG or there in holders:
                strong[there] |= form
                queue.append((k, there, True))
            elif not weak[there] & form:
                weak[there] |= form
                queue.append((k, there, False))
        for made, _ in forms.makes[k].get(node, ()):
            if not strong[node] >> made & 1:
                strong[node] |= 1 << made
                queue.append((made, node, True))
    return StatesByNode(strong), StatesByNode([w & ~s for s, w in zip(strong, weak, strict=True)])


class Ways:
    """The best way to each state: that of the fewest open flows, then the shortest; found when first asked for."""

    def __init__(
        self, forms: Forms, sure: Sequence[int], possible: Sequence[int], is_flow: Sequence[int]
    ) -> None:
        """Find the ways from the starts; one that is no more than possible is as uncertain as an open flow."""
        self._n = forms.nodes
        self._before: dict[tuple[int, bool], tuple[tuple[int, bool] | None, int]] = {}
        self._best: dict[int, bool] = {}
        self._cost: dict[tuple[int, bool], tuple[int, int]] = {}
        self._is_flow = is_flow
        own = {*sure, *possible}
        heap: list[tuple[int, int, int, tuple[int, bool], tuple[int, bool] | None, int]] = []
        for unsure, starts in ((0, sure), (1, possible)):
            for state in starts:
                heappush(heap, (unsure, 0, len(heap), (state, True), None, -1))
        turn = len(heap)
        while heap:
            unsure, length, _, here, before, edge = heappop(heap)
            if here in self._before or (here[0], True) in self._before:
                continue
            self._before[here] = (before, edge)
            self._best.setdefault(here[0], here[1])
            self._cost[here] = (unsure, length)
            for there, by, doubt, is_strong in self._next(forms, here, own):
                step = 1 if by >= 0 and is_flow[by] else 0
                turn += 1
                heappush(heap, (unsure + doubt, length + step, turn, (there, is_strong), here, by))

    def _next(
        self, forms: Forms, here: tuple[int, bool], own: set[int]
    ) -> Iterable[tuple[int, int, int, bool]]:
        state, is_strong = here
        k, node = divmod(state, self._n)
        for made, certain in forms.makes[k].get(node, ()):
            yield made * self._n + node, -1, not certain, True
        taken, targets, holders = forms.going[k].taken, forms.index.graph.targets, forms.holders[k]
        licence = forms.licence(k, node, is_strong=is_strong, is_own=state in own)
        for edge in forms.index.outgoing[node]:
            how, target = licence[taken[edge]], targets[edge]
            if how:
                is_kept = how == _STRONG or target in holders
                yield k * self._n + target, edge, not _UNDOUBTED[taken[edge]], is_kept

    def cost(self, state: int) -> tuple[int, int]:
        """Return how many steps of the best way to a state are uncertain, and how many flows it takes."""
        return self._cost[state, self._best[state]]

    def to(self, state: int) -> tuple[tuple[int, ...], int, tuple[int, ...]]:
        """Return the edges of the flows by which a state is best reached, first flow first, and how many are open.

        And all edges of that way that are no flows.
        """
        here: tuple[int, bool] | None = (state, self._best[state])
        way: list[int] = []
        others: list[int] = []
        unsure = 0
        while here is not None:
            before, edge = self._before[here]
            if before is not None and edge >= 0 and self._is_flow[edge]:
                way.append(edge)
                unsure += self._cost[here][0] > self._cost[before][0]
            elif edge >= 0:
                others.append(edge)
            here = before
        return tuple(reversed(way)), unsure, tuple(reversed(others))

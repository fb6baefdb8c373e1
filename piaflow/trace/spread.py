"""The least fixpoints: which states an item gets to, surely and possibly, and the best way to each.

A state is form·N + node: the item, or what it has become, at a node. The kernels know of edges how each takes a form
along, and nothing else.
A state that may be reached is strong, or weak where only an 等 led an identifier there: what came by an 等 does not go
on by one. Where something may have the identifier by itself (`holders`), it is strong however it gets there.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from functools import cached_property
from heapq import heappop, heappush

from attrs import evolve, field, frozen

from piaflow.trace.index import CERTAIN, ETC, NOTHING, OPEN, STATED, Going, Index

_SURE = (STATED, CERTAIN)
_GROUNDED = (STATED, OPEN)
"""What comes by these is there by more than an 等."""
_KEPT = (*_GROUNDED, CERTAIN)
"""What comes by these from where it is strong is strong."""
_ALL = (*_KEPT, ETC)


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

    @cached_property
    def going(self) -> tuple[Going, ...]:
        """How each form goes along the edges: of a large graph only ways and cuts need it."""
        return tuple(map(self.index.going, self.items))

    def relays(self, k: int, node: int, *, is_strong: bool, is_own: bool) -> bool:
        """Whether a node that may have form k hands it on by an 等."""
        return not self.bound[k] or (is_strong and (is_own or node not in self.silent[k]))

    def onward(self, k: int, node: int, *, is_strong: bool, is_own: bool) -> list[tuple[int, int, bool]]:
        """Return where form k may go from a node that may have it: (target, edge, whether it is strong there)."""
        taken, targets, holders = self.going[k].taken, self.index.graph.targets, self.holders[k]
        relays = self.relays(k, node, is_strong=is_strong, is_own=is_own)
        kept = _ALL if not self.bound[k] else _KEPT if is_strong else _GROUNDED
        found = []
        for edge in self.index.outgoing[node]:
            how = taken[edge]
            if how != NOTHING and (how != ETC or relays):
                target = targets[edge]
                found.append((target, edge, how in kept or target in holders))
        return found


FormsAt = tuple[tuple[int, ...], tuple[int, ...]]
"""The forms (by their place) that something certainly has, and those that it only may have."""


@frozen(eq=False)
class Answered:
    """What a party has by what it answers for: its forms, and the reached nodes that it is told to or may answer for.

    What a party only may answer for gives it nothing for certain.
    """

    forms: FormsAt
    told: tuple[str, ...]
    possibly: tuple[str, ...]


@frozen(eq=False)
class Reached:
    """Both fixpoints of an item: the states that it certainly gets to, those that it may, weakly or not."""

    forms: Forms
    starts: tuple[int, ...]
    possible_starts: tuple[int, ...]
    definite: Container[int]
    strong: Container[int]
    weak: Container[int]
    _at: dict[int, FormsAt] = field(factory=dict, repr=False)
    _answered: dict[str, Answered] = field(factory=dict, repr=False)

    def of(self, item: int) -> Reached:
        """Return the same of another item that is like the one form that there is."""
        return evolve(self, forms=evolve(self.forms, items=(item,)))

    def at(self, node: int) -> FormsAt:
        """Return the forms that get to a node certainly, and those that only may."""
        if node not in self._at:
            n, sure, maybe = self.forms.nodes, [], []
            for k in range(len(self.forms.items)):
                state = k * n + node
                if state in self.definite:
                    sure.append(k)
                elif state in self.strong or state in self.weak:
                    maybe.append(k)
            self._at[node] = tuple(sure), tuple(maybe)
        return self._at[node]

    def answered(self, party: str) -> Answered:
        """Return what a party has by all that it answers for; what it is handed of a file comes to that."""
        if party not in self._answered:
            graph = self.forms.index.graph
            told, possibly = graph.answering[party]
            there = {label: self.at(graph.number[label]) for label in (*told, *possibly)}
            sure = {k for label in told for k in there[label][0]}
            every = {k for forms in there.values() for k in (*forms[0], *forms[1])}
            self._answered[party] = Answered(
                (tuple(sorted(sure)), tuple(sorted(every - sure))),
                tuple(label for label in told if any(there[label])),
                tuple(label for label in possibly if any(there[label])),
            )
        return self._answered[party]

    def has(self, state: int) -> bool:
        """Whether a state may be reached at all."""
        return state in self.strong or state in self.weak


def find_forms(index: Index, items: Sequence[int]) -> Forms:
    """Return the items and all that conversions can make of them, nearest first."""
    found = dict.fromkeys(items)
    layer = list(found)
    while layer:
        made = {target for item in layer for at in index.makes.get(item, {}).values() for target, _ in at}
        layer = sorted(made - found.keys())
        found.update(dict.fromkeys(layer))
    forms = tuple(found)
    place = {item: k for k, item in enumerate(forms)}
    return Forms(
        index,
        forms,
        tuple(
            {
                node: [(place[target], sure) for target, sure in made]
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


def spread_sure(forms: Forms, starts: Iterable[int]) -> set[int]:
    """Return the states that edges lead to that certainly carry the form."""
    n, outgoing, targets = forms.nodes, forms.index.outgoing, forms.index.graph.targets
    reached = set(starts)
    queue = list(reached)
    for state in queue:
        k, node = divmod(state, n)
        taken, base = forms.going[k].taken, k * n
        led_to = [base + targets[edge] for edge in outgoing[node] if taken[edge] in _SURE]
        led_to += [made * n + node for made, certain in forms.makes[k].get(node, ()) if certain]
        for there in led_to:
            if there not in reached:
                reached.add(there)
                queue.append(there)
    return reached


def spread_open(forms: Forms, starts: Iterable[int]) -> tuple[set[int], set[int]]:
    """Return the states that may be reached from starts that have the item by themselves: strong ones, weak ones."""
    n = forms.nodes
    own = set(starts)
    strong, weak = set(own), set[int]()
    queue = [(state, True) for state in own]
    for state, is_strong in queue:
        if not is_strong and state in strong:
            continue
        k, node = divmod(state, n)
        onward = forms.onward(k, node, is_strong=is_strong, is_own=state in own)
        led_to = [(k * n + target, kept) for target, _, kept in onward]
        led_to += [(made * n + node, True) for made, _ in forms.makes[k].get(node, ())]
        for there, kept in led_to:
            if there not in strong and (kept or there not in weak):
                (strong if kept else weak).add(there)
                queue.append((there, kept))
    return strong, weak - strong


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
        taken = forms.going[k].taken
        for target, edge, kept in forms.onward(k, node, is_strong=is_strong, is_own=state in own):
            yield k * self._n + target, edge, taken[edge] not in _SURE, kept

    def to(self, state: int) -> tuple[tuple[int, ...], int]:
        """Return the edges of the flows by which a state is best reached, first flow first, and how many are open."""
        here: tuple[int, bool] | None = (state, self._best[state])
        way: list[int] = []
        unsure = 0
        while here is not None:
            before, edge = self._before[here]
            if before is not None and edge >= 0 and self._is_flow[edge]:
                way.append(edge)
                unsure += self._cost[here][0] > self._cost[before][0]
            here = before
        return tuple(reversed(way)), unsure

"""How far an item gets: how surely each state is reached, and the best way to each.

A state is form·N + node: the item, or what it has become, at a node. The kernels know of edges how each takes a form
along, and nothing else.
What is reached is so at a level. It is surely there where only edges lead that certainly carry it; else it may be, and is
strong, or weak where only an 等 led an identifier there: what came by an 等 does not go on by one. Where something may
have the identifier by itself (`holders`), it is strong however it gets there.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from functools import cached_property
from heapq import heappop, heappush
from itertools import compress

from attrs import define, field

from piaflow.graph.flow_graph import Gathering
from piaflow.trace.index import (
    CERTAIN,
    ETC,
    INSIDE,
    INWARD,
    OPEN,
    SAME,
    STATED,
    Going,
    Index,
    mark_ways,
)

_UNDOUBTED = mark_ways(STATED, CERTAIN, INWARD)
"""Ways that make what comes by them no less certain; behind a hub nothing is."""

WEAK, STRONG, SURELY = 1, 2, 3
"""The levels at which a state may be reached; 0 where it is not."""

Levels = bytes
"""The level of each state."""

Licences = Sequence[tuple[bytes, bytes]]
"""By the level at which something is somewhere: by the way of an edge, at which level it gets along there; and the same
from a silent node where it does not begin. The ways of all edges are translated by it."""


def _go_by(*, strong: Sequence[int], weak: Sequence[int]) -> bytes:
    return bytes(STRONG if way in strong else WEAK if way in weak else 0 for way in range(256))


_NO_MORE = _go_by(strong=(STATED, OPEN), weak=(SAME, CERTAIN, INWARD, INSIDE))
"""What goes on from where it is weak."""


def _surely(by_way: bytes) -> bytes:
    return bytes(SURELY if way in (STATED, CERTAIN) else level for way, level in enumerate(by_way))


_FREE = _go_by(strong=(STATED, OPEN, SAME, CERTAIN, INWARD, ETC, INSIDE), weak=())
_BY_ETC = _go_by(strong=(STATED, OPEN, SAME, CERTAIN, INWARD), weak=(ETC, INSIDE))
_SILENT = _go_by(strong=(STATED, OPEN, SAME, CERTAIN), weak=(INSIDE, INWARD))
"""To a hub it comes weakly: so it goes on from there as from those who do not hand it on by an 等."""

_UNBOUND: Licences = (b"", b""), (_FREE, _FREE), (_FREE, _FREE), (_surely(_FREE), _surely(_FREE))
_BOUND: Licences = (b"", b""), (_NO_MORE, _NO_MORE), (_BY_ETC, _SILENT), (_surely(_BY_ETC), _surely(_SILENT))


@define(eq=False)
class Forms:
    """The forms of an asked item: how each goes, what each becomes where, and who hands it on under 等.

    `makes[k]` tells by node what form k becomes there; what `place` does not number is none of the forms. `bound[k]`
    says that form k is an identifier: only what is strong goes on by an 等. `silent[k]` are the natural persons, who do
    not hand one on by an 等 unless they are where it begins, but for their own 個人番号.
    """

    index: Index
    place: Mapping[int, int]
    items: tuple[int, ...]
    nodes: int
    makes: list[Mapping[int, Sequence[tuple[int, bool]]]] = field(factory=list)
    bound: list[bool] = field(factory=list)
    silent: list[frozenset[int]] = field(factory=list)
    licences: list[Licences] = field(factory=list)

    def list_made(self, k: int, node: int) -> list[tuple[int, bool]]:
        """Return the forms that form k becomes at a node, and of each whether that is certain."""
        place = self.place
        return [(place[item], sure) for item, sure in self.makes[k].get(node, ()) if item in place]

    def holders(self, k: int) -> frozenset[int]:
        """Return the nodes that may have form k by themselves."""
        return self.index.holders(self.items[k])

    @cached_property
    def going(self) -> tuple[Going, ...]:
        """How each form goes along the edges: of a large graph only ways and cuts need it."""
        return tuple(map(self.index.going, self.items))


@define(eq=False)
class Reached:
    """How surely an item gets to each state, from where it certainly and where it possibly starts.

    What is somewhere is told by one integer, so that what several places have in all is their `or`: bit k says that
    form k may be there, and after the bits of all forms as many say which of them surely are.
    """

    forms: Forms
    starts: tuple[int, ...]
    possible_starts: tuple[int, ...]
    levels: Levels
    untold: frozenset[int] = frozenset()
    """Those where a document does not tell what leads there; no edge need do so."""

    @cached_property
    def there(self) -> list[int]:
        """What is at each node."""
        n, forms = self.forms.nodes, len(self.forms.items)
        there = [0] * n
        for k in range(forms):
            levels, may = self.levels[k * n : (k + 1) * n], 1 << k
            found = (0, may, may, 1 << forms + k | may)
            for node in compress(range(n), levels):
                there[node] |= found[levels[node]]
        for state in self.untold:
            form, node = divmod(state, n)
            there[node] |= 1 << form
        return there

    def only_may(self, there: int) -> int:
        """Return what is somewhere with nothing of it for certain."""
        return there & ~(-1 << len(self.forms.items))

    def split(self, there: int) -> tuple[list[int], list[int]]:
        """Return the forms that are surely there, and those that only may be."""
        surely = there >> len(self.forms.items)
        return list_bits(surely), list_bits(self.only_may(there) & ~surely)

    def pack(self, sure: Iterable[int], maybe: Iterable[int]) -> int:
        """Return what is somewhere by the forms that surely are there and all that may be."""
        surely = sum(1 << k for k in sure)
        return surely << len(self.forms.items) | sum(1 << k for k in maybe)

    def roll_up(self, gathering: Iterable[Gathering], rolled: list[int] | dict[int, int]) -> None:
        """Add to `rolled` what parties have by all that they answer for.

        What they only may answer for gives them nothing for certain; what they are handed of a file comes to that.
        """
        there, may = self.there, self.only_may(-1)
        for party, told, possibly, parts in gathering:
            has = 0
            for node in told:
                has |= there[node]
            for node in possibly:
                has |= there[node] & may
            for part in parts:
                has |= rolled[part]
            rolled[party] = has

    def list_led_to(self, node: int) -> list[int]:
        """Return the forms that may be at a node by edges that lead there."""
        n = self.forms.nodes
        return [k for k in list_bits(self.only_may(self.there[node])) if self.has(k * n + node)]

    def has(self, state: int) -> bool:
        """Whether a state may be reached along edges."""
        return self.levels[state] > 0

    def is_sure(self, state: int) -> bool:
        """Whether a state is surely reached."""
        return self.levels[state] == SURELY

    def is_strong(self, state: int) -> bool:
        """Whether a state is reached, and not weakly."""
        return self.levels[state] >= STRONG


def list_bits(number: int) -> list[int]:
    """Return which bits of a number are set, lowest first: of many forms a place has few."""
    found = []
    while number:
        low = number & -number
        found.append(low.bit_length() - 1)
        number ^= low
    return found


def find_untold(forms: Forms, leaves: int) -> frozenset[int]:
    """Return the states of the first forms where nothing tells whether they are there."""
    return frozenset(
        k * forms.nodes + node
        for k, item in enumerate(forms.items[:leaves])
        for node in forms.index.may_have_untold(item)
    )


def forms_of(index: Index, item: int) -> Forms:
    """Return an item and all that conversions can make of it, nearest first; found once."""
    found = index.forms.get(item)
    if found is None:
        found = index.forms[item] = find_forms(index, (item,))
    return found


def find_forms(index: Index, items: Sequence[int], within: Container[int] | None = None) -> Forms:
    """Return the items and all that conversions can make of them, nearest first; or only what is `within`."""
    place = {item: k for k, item in enumerate(items)}
    layer: Iterable[int] = items
    while layer:
        made = {target for item in layer for target in index.becomes.get(item, ())}
        layer = sorted(f for f in made.difference(place) if within is None or f in within)
        for item in layer:
            place[item] = len(place)
    forms = Forms(index, place, tuple(place), len(index.outgoing))
    for f in place:
        is_bound = f in index.identifiers
        forms.bound.append(is_bound)
        forms.licences.append(_BOUND if is_bound else _UNBOUND)
        forms.silent.append(index.persons if is_bound and f != index.number else frozenset())
        forms.makes.append(index.makes.get(f, {}))
    return forms


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
        for made, certain in forms.list_made(k, node):
            yield made * self._n + node, -1, not certain, True
        taken, targets, holders = forms.going[k].taken, forms.index.graph.targets, forms.holders(k)
        is_silent = node in forms.silent[k] and state not in own
        licence = forms.licences[k][STRONG if is_strong else WEAK][is_silent]
        for edge in forms.index.outgoing[node]:
            how, target = licence[taken[edge]], targets[edge]
            if how:
                is_kept = how == STRONG or target in holders
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

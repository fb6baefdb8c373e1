"""Hubs: from each of many to nearly each of many others by few edges.

Edge by edge that grows with the product of both. A hub is no node of any document: it stands between those that lead
to some of the others and these. The hubs are the inner nodes of a segment tree over the others in their order: what
leads to a range of them leads to the few hubs that make it up. So nothing leads where it did not without them.
"""

from __future__ import annotations

import itertools
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence

from attrs import frozen

Range = tuple[int, int]
"""Places from the first on, up to the last, which is not of them."""


@frozen
class Ways:
    """How each of many leads to others: `ends` at the place of one of them, `inward` to the hubs before them."""

    ends: tuple[tuple[str, int], ...]
    inward: tuple[tuple[str, str], ...] = ()


_MARK = "\0"
"""What no name of a node begins with."""


def name_hub(name: str, part: object) -> str:
    """Return what a hub is called; no node is called so."""
    return f"{_MARK}{name}{_MARK}{part}"


def lead(name: str, ranges: Mapping[str, Sequence[Range]], weights: Sequence[int]) -> Ways:
    """Return how each leads to the places in its ranges, whichever takes fewer edges: by hubs of this name, or by itself.

    `weights` are the edges that each place takes wherever something ends there.
    """
    tree = _Tree(name, len(weights))
    before = [0, *itertools.accumulate(weights)]
    alone = sum(before[last] - before[first] for told in ranges.values() for first, last in told)
    covered = {one: [part for told in found for part in tree.cover(told)] for one, found in ranges.items()}
    ways = tree.lead(covered)
    if is_worth_it(alone, len(ways.inward) + sum(weights[place] for _, place in ways.ends)):
        return ways
    each = ((one, range(*told)) for one, found in ranges.items() for told in found)
    return Ways(tuple((one, place) for one, places in each for place in places))


_FAR_FEWER = 8
"""How many times fewer edges one hub is to save: of few entries the first that leads somewhere as well is told first."""


def is_hub_worth_it(sources: int, targets: int) -> bool:
    """Whether one hub is to be put between so many that all lead to as many others."""
    return is_worth_it(sources * targets, _FAR_FEWER * (sources + targets))


def is_worth_it(alone: int, by_hubs: int) -> bool:
    """Whether hubs are to be put between: they take fewer edges."""
    return by_hubs < alone


def list_ranges(within: Iterable[Range], without: Iterable[int]) -> list[Range]:
    """Return what is left of ranges without some places; those that meet are one."""
    found: list[Range] = []
    gone = sorted(set(without))
    for begin, end in within:
        first = begin
        for place in (*gone[bisect_left(gone, begin) : bisect_left(gone, end)], end):
            if first < place:
                meets = found and found[-1][1] == first
                found.append((found.pop()[0] if meets else first, place))
            first = place + 1
    return found


@frozen
class _Tree:
    """A segment tree over so many places, its parts numbered as those of a heap: part i is made of 2·i and 2·i + 1."""

    name: str
    places: int

    @property
    def _leaves(self) -> int:
        return 1 << max(self.places - 1, 0).bit_length()

    def cover(self, wanted: Range) -> Iterator[int]:
        """Yield the fewest parts that make up a range."""
        leaves = self._leaves
        first = wanted[0] + leaves
        last = wanted[1] + leaves if wanted[1] < self.places else 2 * leaves
        while first < last:
            if first % 2:
                yield first
                first += 1
            if last % 2:
                last -= 1
                yield last
            first, last = first // 2, last // 2

    def lead(self, covered: Mapping[str, Sequence[int]]) -> Ways:
        """Return the edges by which each leads to the places of the parts that it covers."""
        hubs = {part: self._call(part) for part in self._list_used(covered.values())}
        wanted = [(one, part) for one, parts in covered.items() for part in parts]
        wanted += [(hub, child) for part, hub in hubs.items() for child in self._list_halves(part)]
        first, last = self._leaves, self._leaves + self.places
        return Ways(
            tuple((one, part - first) for one, part in wanted if first <= part < last),
            tuple((one, hubs[part]) for one, part in wanted if part < first),
        )

    def _list_used(self, covers: Iterable[Sequence[int]]) -> list[int]:
        """The inner parts that something leads to, in their order."""
        used = dict.fromkeys(part for parts in covers for part in parts if part < self._leaves)
        waiting = list(used)
        for part in waiting:
            inner = [half for half in self._list_halves(part) if half < self._leaves and half not in used]
            used.update(dict.fromkeys(inner))
            waiting += inner
        return sorted(used)

    def _list_halves(self, part: int) -> list[int]:
        """What a part is made of, without what lies behind the last place."""
        end = self._leaves + self.places
        halves = (2 * part, 2 * part + 1)
        return [half for half in halves if half << self._leaves.bit_length() - half.bit_length() < end]

    def _call(self, part: int) -> str:
        return name_hub(self.name, part)

"""Invisible links that keep what no arrow joins at its rank: Graphviz ranks each frame by what is joined in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import product

from attrs import field, frozen

from piaflow.layout.dot.wiring import Place, Wiring

Tie = tuple[str, str, int]


@frozen
class _Groups:
    """Which parts hang together."""

    leaders: dict[str, str] = field(factory=dict)

    def find(self, name: str) -> str:
        while (leader := self.leaders.get(name, name)) != name:
            name = leader
        return name

    def join(self, one: str, other: str) -> None:
        self.leaders[self.find(one)] = self.find(other)

    def part(self, names: Iterable[str]) -> list[list[str]]:
        found: dict[str, list[str]] = {}
        for name in names:
            found.setdefault(self.find(name), []).append(name)
        return list(found.values())


def find_ties(wiring: Wiring, columns: Iterable[tuple[str, str]] = ()) -> Iterator[Tie]:
    """Yield pairs of DOT names and the ranks between them: inside every frame, the innermost first, then outside.

    `columns` are pairs that are tied already.
    """
    groups = _Groups()
    links = [(link.first, link.second) for made in wiring.links.values() for link in made]
    links += columns
    depths = {frame: n for place in wiring.places.values() for n, frame in enumerate(place.frames)}
    for frame in [*sorted(depths, key=lambda name: -depths[name]), ""]:
        within = {name: place for name, place in wiring.places.items() if not frame or frame in place.frames}
        for one, other in links:
            if one in within and other in within:
                groups.join(one, other)
        yield from _tie(within, groups)


def _tie(within: dict[str, Place], groups: _Groups) -> Iterator[Tie]:
    """Tie each group to the first one. What all stands in one rank needs no tie."""
    base, *others = groups.part(within) or [[]]
    for other in others:
        pairs = [(within[b].rank - within[a].rank, a, b) for a, b in product(base, other)]
        apart = min((pair for pair in pairs if pair[0]), key=lambda pair: abs(pair[0]), default=None)
        if apart:
            length, one, two = apart
            yield (one, two, length) if length > 0 else (two, one, -length)
            groups.join(one, two)

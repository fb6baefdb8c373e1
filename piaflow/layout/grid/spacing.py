"""Places of the parts of an axis: one-dimensional compaction by longest paths, then the middle of what slack is left.

All constraints say that a place lies at least so far behind another: the least places follow from one sweep forward, the
greatest from one sweep back, and the mean of two solutions is one (so lines stand in the middle of their channels).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from itertools import pairwise

from attrs import define, field, frozen

from piaflow.layout.grid.tracks import Axis


@frozen
class Spot:
    """A place that moves with a part of an axis, at a distance from it."""

    part: int
    offset: float = 0.0

    def shift(self, by: float) -> Spot:
        """Return the spot further on."""
        return Spot(self.part, self.offset + by)


@define
class Spacing:
    """The constraints of one axis so far."""

    axis: Axis
    gaps: dict[tuple[int, int], float] = field(factory=dict)

    def part_from(self, one: Spot, other: Spot, gap: float) -> bool:
        """Ask that `other` lies so far behind `one`; False where that cannot be, since both move together."""
        if one.part > other.part:
            return False
        if one.part == other.part:
            return other.offset - one.offset >= gap
        pair, least = (one.part, other.part), gap + one.offset - other.offset
        if least > self.gaps.get(pair, float("-inf")):
            self.gaps[pair] = least
        return True

    def copy(self) -> Spacing:
        """Return the same constraints, to add to apart."""
        return Spacing(self.axis, dict(self.gaps))

    def solve(self) -> list[float]:
        """Return the place of each part."""
        count = self.axis.count
        behind: dict[int, list[tuple[int, float]]] = defaultdict(list)
        for (one, other), gap in self.gaps.items():
            behind[one].append((other, gap))
        least = [0.0] * count
        for one in range(count):
            for other, gap in behind[one]:
                least[other] = max(least[other], least[one] + gap)
        end = max(least, default=0.0)
        most = [end] * count
        for one in range(count - 1, -1, -1):
            for other, gap in behind[one]:
                most[one] = min(most[one], most[other] - gap)
        return [(low + high) / 2 for low, high in zip(least, most, strict=True)]


def draw_in(spacing: Spacing, places: list[float]) -> None:
    """Draw the borders of frames in as far as what they hold allows, inner ones first."""
    starts = {first for first, _ in spacing.axis.borders.values()}
    ends = {last for _, last in spacing.axis.borders.values()}
    for border in sorted(starts, reverse=True):
        after = [places[other] - gap for (one, other), gap in spacing.gaps.items() if one == border]
        places[border] = min(after, default=places[border])
    for border in sorted(ends):
        before = [places[one] + gap for (one, other), gap in spacing.gaps.items() if other == border]
        places[border] = max(before, default=places[border])


Met = tuple[Spot, Spot, int, str]  # the two sides of what stands on a line, its place in the order, its kind
_GAPS = {
    frozenset({"line"}): 9.0,
    frozenset({"line", "box"}): 9.0,
    frozenset({"box"}): 16.0,
    frozenset({"line", "border"}): 5.0,
    frozenset({"box", "border"}): 7.0,
    frozenset({"border"}): 5.0,
}


def keep_order(spacing: Spacing, standing: Iterable[Met]) -> None:
    """Ask that what stands on one line stays in its order, each so far from the next as their kinds need."""
    row = sorted(standing, key=lambda met: (met[2], met[0].offset))
    for one, other in pairwise(row):
        spacing.part_from(one[1], other[0], _GAPS[frozenset({one[3], other[3]})])

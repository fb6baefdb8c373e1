"""Cycle removal (Sugiyama, step 1): which way along the picture each arrow runs.

Greedy, in the order of the document: the sides follow each other as on the page, and an answer goes back beside its
question.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from itertools import pairwise

from attrs import field, frozen

from piaflow.domain.choices import Side
from piaflow.layout.frames import Nesting
from piaflow.views.scene import Arrow, Line, Scene

_TALLEST = 16  # parts in a row: a page holds no more, and Graphviz needs minutes for a ladder of hundreds
_BANDS = (Side.RESIDENT, Side.SELF, Side.OUTSIDE, Side.CONTRACTOR)


@frozen
class Order:
    """The arrows that go back, how many ends each box has before and behind it, and the bands of the sides.

    `walls` are the numbers of the bands that hold anything, in order; a box of no known side has no band.
    """

    back: frozenset[str]
    before: Counter[str]
    behind: Counter[str]
    bands: Mapping[str, int]
    walls: tuple[int, ...]

    def find_most(self, box: str) -> int:
        """Return how many arrow ends meet on the busier of the two sides of a box."""
        return max(self.before[box], self.behind[box])

    def direct(self, arrow: Arrow) -> tuple[str, str]:
        """Return the ends of an arrow in the order of the picture."""
        return (arrow.target, arrow.source) if arrow.id in self.back else (arrow.source, arrow.target)


@frozen
class _Reach:
    """What lies behind what, as far as it is decided. A file counts as its system: they keep together."""

    holders: Mapping[str, str]
    behind: dict[str, set[str]] = field(factory=lambda: defaultdict(set))
    before: dict[str, set[str]] = field(factory=lambda: defaultdict(set))

    def add(self, first: str, second: str) -> None:
        self.behind[self._stand(first)].add(self._stand(second))
        self.before[self._stand(second)].add(self._stand(first))

    def goes_back(self, arrow: Arrow) -> bool:
        """Tell whether an arrow leads back: to an earlier part, or where it would make a tall picture taller."""
        first, second = arrow.source, arrow.target
        if self.holds(second, first):
            return True
        if self.holds(first, second):
            return False
        return self._find_height(first, second) > max(_TALLEST, self._find_height(second, first))

    def _find_height(self, first: str, second: str) -> int:
        """Return how many parts would stand in the longest row through both, `second` behind `first`."""
        return _measure(self._stand(first), self.before, {}) + _measure(self._stand(second), self.behind, {})

    def holds(self, first: str, second: str) -> bool:
        """Tell whether `second` is known to lie behind `first`."""
        goal = self._stand(second)
        seen, waiting = {self._stand(first)}, [self._stand(first)]
        while waiting:
            here = waiting.pop()
            if here == goal:
                return True
            new = self.behind[here] - seen
            seen |= new
            waiting += new
        return False

    def is_one(self, arrow: Arrow) -> bool:
        """Tell whether an arrow stays between a system and its files, or at one box."""
        return self._stand(arrow.source) == self._stand(arrow.target)

    def _stand(self, name: str) -> str:
        return self.holders.get(name, name)


def _measure(name: str, following: Mapping[str, set[str]], known: dict[str, int]) -> int:
    """Return how many parts stand in the longest row that starts at `name`."""
    if name not in known:
        known[name] = 1 + max((_measure(one, following, known) for one in following.get(name, ())), default=0)
    return known[name]


def find_order(scene: Scene, nesting: Nesting) -> Order:
    """Take the arrows in the scene's order; one that would lead back to an earlier part goes back.

    Left to itself, Graphviz turns some arrow of each ring round, and a pair of request and answer falls apart.
    """
    bands = _find_bands(scene, nesting)
    walls = tuple(sorted(set(bands.values())))
    reach = _Reach(_find_holders(scene, bands))
    for first, second in find_walls(bands, walls):
        reach.add(first, second)
    back: set[str] = set()
    for arrow in scene.arrows:
        if not reach.is_one(arrow):
            goes_back = reach.goes_back(arrow)
            back |= {arrow.id} if goes_back else set()
            reach.add(*((arrow.target, arrow.source) if goes_back else (arrow.source, arrow.target)))
    before, behind = _count_ends((a for a in scene.arrows if not reach.is_one(a)), back)
    places = {box.id: (0, n) for n, box in enumerate(scene.boxes)}
    for file, holder in reach.holders.items():
        # A file stands on the quieter side of its system.
        places[file] = (-1 if behind[holder] > before[holder] else 1, places[file][1])
    back |= {a.id for a in scene.arrows if reach.is_one(a) and places[a.source] > places[a.target]}
    return Order(frozenset(back), *_count_ends(scene.arrows, back), bands, walls)


def find_walls(bands: Mapping[str, int], walls: tuple[int, ...]) -> Iterator[tuple[str, str]]:
    """Yield, for every box, itself and the wall behind its band, and the wall before its band and itself."""
    previous = {second: first for first, second in pairwise(walls)}
    for box, band in bands.items():
        yield box, name_wall(band)
        if band in previous:
            yield name_wall(previous[band]), box


def name_wall(band: int) -> str:
    """Return a name for the wall behind a band, such as no box can have."""
    return f"\0{band}"


def _find_bands(scene: Scene, nesting: Nesting) -> dict[str, int]:
    """Return the band of each box: by the side of the outermost frame around it, or by its own."""
    sides = {frame.id: frame.side for frame in scene.frames}
    outermost = {box: frames[0] for box, frames in nesting.of_box.items() if frames}
    found = {b.id: sides[outermost[b.id]] if b.id in outermost else b.side for b in scene.boxes}
    return {box: _BANDS.index(side) for box, side in found.items() if side in _BANDS}


def _find_holders(scene: Scene, bands: Mapping[str, int]) -> dict[str, str]:
    """Return the system of each file that is drawn beside one: neither a file's file, nor on another side."""
    holders: dict[str, str] = {}
    systems: set[str] = set()
    for arrow in scene.arrows:
        holder, file = arrow.source, arrow.target
        fits = arrow.line is Line.HELD and holder != file and bands.get(holder) == bands.get(file)
        if fits and file not in systems and holder not in holders:
            holders.setdefault(file, holder)
            systems.add(holders[file])
    return holders


def _count_ends(
    arrows: Iterator[Arrow] | tuple[Arrow, ...], back: set[str]
) -> tuple[Counter[str], Counter[str]]:
    before: Counter[str] = Counter()
    behind: Counter[str] = Counter()
    for arrow in arrows:
        first, second = (arrow.target, arrow.source) if arrow.id in back else (arrow.source, arrow.target)
        behind[first] += 1
        before[second] += 1
    return before, behind

"""The names that the parts of a scene have in the DOT text, and the links between them there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import Enum
from itertools import pairwise, product

from attrs import field, frozen

from piaflow.layout.dot.dummies import Dummy
from piaflow.layout.dot.measured import Measured
from piaflow.views.scene import Arrow, Line


class Head(Enum):
    """Where a link has its arrowhead."""

    NONE = "none"
    AT_FIRST = "first"
    AT_SECOND = "second"


@frozen
class Place:
    """Where a box or a dummy belongs: the frames around it, the outermost first, and its rank."""

    frames: tuple[str, ...]
    rank: int


@frozen
class Link:
    """One edge of the DOT text, from the earlier to the later rank."""

    name: str
    first: str
    second: str
    length: int
    head: Head


@frozen
class Wiring:
    """Short safe names: n1 for a box, cluster_f1 for a frame, a1 for a label and a1_0 for a gate, by scene id.

    `dummies` and `links` are those of each arrow, `places` those of boxes and dummies by their DOT names.
    """

    boxes: dict[str, str]
    frames: dict[str, str]
    dummies: dict[str, tuple[str, ...]]
    links: dict[str, tuple[Link, ...]]
    places: dict[str, Place]


def wire(measured: Measured) -> Wiring:
    """Name everything, numbered in the scene's order."""
    scene = measured.scene
    boxes = {box.id: f"n{n}" for n, box in enumerate(scene.boxes, 1)}
    frames = {frame.id: f"cluster_f{n}" for n, frame in enumerate(scene.frames, 1)}
    dummies = {a.id: _name_dummies(f"a{n}", measured.chains[a.id]) for n, a in enumerate(scene.arrows, 1)}
    places = dict(_find_places(measured, boxes, dummies))
    links = {a.id: tuple(_link(f"a{n}", a, measured, boxes, dummies)) for n, a in enumerate(scene.arrows, 1)}
    return Wiring(boxes, frames, dummies, links, places)


def _find_places(
    measured: Measured, boxes: dict[str, str], dummies: dict[str, tuple[str, ...]]
) -> Iterator[tuple[str, Place]]:
    for box, around in measured.nesting.of_box.items():
        yield boxes[box], Place(around, measured.ranks.boxes[box])
    for arrow, names in dummies.items():
        for name, dummy in zip(names, measured.chains[arrow], strict=True):
            yield name, Place(measured.nesting.find_path(dummy.frame), dummy.rank)


def _name_dummies(arrow: str, dummies: tuple[Dummy, ...]) -> tuple[str, ...]:
    return tuple(arrow if dummy.is_label else f"{arrow}_{n}" for n, dummy in enumerate(dummies))


def _link(
    name: str, arrow: Arrow, measured: Measured, boxes: dict[str, str], dummies: dict[str, tuple[str, ...]]
) -> Iterator[Link]:
    """Yield the links of an arrow. All lead along the picture, so that no ring is left to Graphviz."""
    first, second = measured.order.direct(arrow)
    chain = [boxes[first], *dummies[arrow.id], boxes[second]]
    passed = [dummy.rank for dummy in measured.chains[arrow.id]]
    ranks = [measured.ranks.boxes[first], *passed, measured.ranks.boxes[second]]
    back = arrow.id in measured.order.back
    tip = 0 if back else len(passed)
    for n, ends in enumerate(pairwise(chain)):
        length = ranks[n + 1] - ranks[n]
        head = Head.AT_FIRST if back != (length < 0) else Head.AT_SECOND
        bare = n != tip or arrow.line is Line.HELD
        # Only the way back of an arrow from a box to itself is negative.
        yield Link(
            f"{name}:{n}", *(ends if length >= 0 else ends[::-1]), abs(length), Head.NONE if bare else head
        )


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


def find_ties(wiring: Wiring, columns: Iterable[tuple[str, str]] = ()) -> Iterator[tuple[str, str, int]]:
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


def _tie(within: dict[str, Place], groups: _Groups) -> Iterator[tuple[str, str, int]]:
    """Tie each group to the first one. What all stands in one rank needs no tie."""
    base, *others = groups.part(within) or [[]]
    for other in others:
        pairs = [(within[b].rank - within[a].rank, a, b) for a, b in product(base, other)]
        apart = min((pair for pair in pairs if pair[0]), key=lambda pair: abs(pair[0]), default=None)
        if apart:
            length, one, two = apart
            yield (one, two, length) if length > 0 else (two, one, -length)
            groups.join(one, two)

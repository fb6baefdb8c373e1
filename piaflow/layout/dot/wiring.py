"""The names that the parts of a scene have in the DOT text, and the links that its arrows are made of there."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from itertools import pairwise

from attrs import frozen

from piaflow.layout.dot.chains import Stop
from piaflow.layout.dot.measured import Measured
from piaflow.views.scene import Arrow, Line


class Head(Enum):
    """Where a link has its arrowhead."""

    NONE = "none"
    AT_FIRST = "first"
    AT_SECOND = "second"


@frozen
class Place:
    """Where a box or a stop belongs: the frames around it, the outermost first, and its rank."""

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

    `stops` and `links` are those of each arrow, `places` those of boxes and stops by their DOT names.
    """

    boxes: dict[str, str]
    frames: dict[str, str]
    stops: dict[str, tuple[str, ...]]
    links: dict[str, tuple[Link, ...]]
    places: dict[str, Place]


def wire(measured: Measured) -> Wiring:
    """Name everything, numbered in the scene's order."""
    scene = measured.scene
    boxes = {box.id: f"n{n}" for n, box in enumerate(scene.boxes, 1)}
    frames = {frame.id: f"cluster_f{n}" for n, frame in enumerate(scene.frames, 1)}
    stops = {a.id: _name_stops(f"a{n}", measured.chains[a.id]) for n, a in enumerate(scene.arrows, 1)}
    places = dict(_find_places(measured, boxes, stops))
    links = {a.id: tuple(_link(f"a{n}", a, measured, boxes, stops)) for n, a in enumerate(scene.arrows, 1)}
    return Wiring(boxes, frames, stops, links, places)


def _find_places(
    measured: Measured, boxes: dict[str, str], stops: dict[str, tuple[str, ...]]
) -> Iterator[tuple[str, Place]]:
    for box, around in measured.nesting.of_box.items():
        yield boxes[box], Place(around, measured.ranks.boxes[box])
    for arrow, names in stops.items():
        for name, stop in zip(names, measured.chains[arrow], strict=True):
            yield name, Place(measured.nesting.find_path(stop.frame), stop.rank)


def _name_stops(arrow: str, stops: tuple[Stop, ...]) -> tuple[str, ...]:
    return tuple(arrow if stop.is_label else f"{arrow}_{n}" for n, stop in enumerate(stops))


def _link(
    name: str, arrow: Arrow, measured: Measured, boxes: dict[str, str], stops: dict[str, tuple[str, ...]]
) -> Iterator[Link]:
    """Yield the links of an arrow. All lead along the picture, so that no ring is left to Graphviz."""
    first, second = measured.order.direct(arrow)
    chain = [boxes[first], *stops[arrow.id], boxes[second]]
    passed = [stop.rank for stop in measured.chains[arrow.id]]
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

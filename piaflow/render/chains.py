"""Arrows as chains: gates where one leaves or enters a frame, and its label, each in its frame and rank."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from attrs import frozen

from piaflow.render.frames import Nesting
from piaflow.render.order import Order
from piaflow.render.ranks import Ranks
from piaflow.views.scene import Arrow, Scene


@frozen
class Stop:
    """A place that an arrow passes in a frame ("" outside all): its label, or a gate.

    A gate leads an arrow straight through the rest of its frame: without it Graphviz takes it round outside.
    """

    frame: str
    rank: int
    is_label: bool = False


def find_chains(scene: Scene, nesting: Nesting, order: Order, ranks: Ranks) -> dict[str, tuple[Stop, ...]]:
    """Return the stops of every arrow by its id, in the order of the picture."""
    return {arrow.id: tuple(_find_stops(arrow, nesting, order, ranks)) for arrow in scene.arrows}


def _find_stops(arrow: Arrow, nesting: Nesting, order: Order, ranks: Ranks) -> list[Stop]:
    first, second = order.direct(arrow)
    start, end = ranks.boxes[first], ranks.boxes[second]
    out, into = nesting.of_box[first], nesting.of_box[second]
    left = [Stop(frame, ranks.frames[frame].last) for frame in reversed(out) if frame not in into]
    entered = [Stop(frame, ranks.frames[frame].first) for frame in reversed(into) if frame not in out]
    common = nesting.find_common(arrow)
    label = [Stop(common, ranks.labels[arrow.id], is_label=True)] if arrow.id in ranks.labels else []
    stops = [*_thin(left, start), *label, *reversed(list(_thin(entered, end)))]
    rising = [start, *(stop.rank for stop in stops), end]
    return stops if all(one < other for one, other in pairwise(rising)) else label


def _thin(gates: Iterable[Stop], start: int) -> Iterator[Stop]:
    """Go from a box outward and leave out the gates in the rank of what comes before them."""
    for gate in gates:
        if gate.rank != start:
            yield gate
        start = gate.rank

"""Dummy nodes (Sugiyama, step 2): what stands on the ranks between the two ends of an arrow.

A label is such a node, so that it has room of its own on its own arrow; a gate is one where a frame is left or
entered. The order in the ranks and the coordinates (steps 3 and 4) are dot's.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise

from attrs import frozen

from piaflow.layout.dot.cycles import Order
from piaflow.layout.dot.ranks import Ranks
from piaflow.layout.frames import Nesting
from piaflow.views.scene import Arrow, Scene

Bundles = tuple[tuple[str, ...], ...]


@frozen
class Dummy:
    """A place that an arrow passes in a frame ("" outside all): its label, or a gate.

    A gate leads an arrow straight through the rest of its frame: without it Graphviz takes it round outside.
    """

    frame: str
    rank: int
    is_label: bool = False


def find_chains(scene: Scene, nesting: Nesting, order: Order, ranks: Ranks) -> dict[str, tuple[Dummy, ...]]:
    """Return the dummies of every arrow by its id, in the order of the picture."""
    return {arrow.id: tuple(_find_dummies(arrow, nesting, order, ranks)) for arrow in scene.arrows}


def _find_dummies(arrow: Arrow, nesting: Nesting, order: Order, ranks: Ranks) -> list[Dummy]:
    first, second = order.direct(arrow)
    start, end = ranks.boxes[first], ranks.boxes[second]
    out, into = nesting.of_box[first], nesting.of_box[second]
    left = [Dummy(frame, ranks.frames[frame].last) for frame in reversed(out) if frame not in into]
    entered = [Dummy(frame, ranks.frames[frame].first) for frame in reversed(into) if frame not in out]
    common = nesting.find_common(arrow)
    label = [Dummy(common, ranks.labels[arrow.id], is_label=True)] if arrow.id in ranks.labels else []
    leaving, entering = list(_thin(left, start)), list(_thin(entered, end))[::-1]
    # Where the frames lie beside each other, the label stands beside the one left, and the gate leads on from it.
    ways = ([*leaving, *label, *entering], [*label, *entering] if label else [])
    return next((way for way in ways if _is_rising([start, *(dummy.rank for dummy in way), end])), label)


def _is_rising(ranks: list[int]) -> bool:
    return all(one < other for one, other in pairwise(ranks))


def _thin(gates: Iterable[Dummy], start: int) -> Iterator[Dummy]:
    """Go from a box outward and leave out the gates in the rank of what comes before them."""
    for gate in gates:
        if gate.rank != start:
            yield gate
        start = gate.rank


def find_bundles(scene: Scene, order: Order, ranks: Ranks) -> Bundles:
    """Return the ids of labelled arrows whose labels are interchangeable: same two boxes, same rank."""
    found: dict[tuple[str, str, int], list[str]] = defaultdict(list)
    for arrow in scene.arrows:
        if arrow.id in ranks.labels:
            found[*order.direct(arrow), ranks.labels[arrow.id]].append(arrow.id)
    return tuple(tuple(ids) for ids in found.values())

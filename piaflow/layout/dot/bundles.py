"""Arrows between the same two boxes: they lie in the scene's order, so that step numbers follow each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from piaflow.layout.dot.cycles import Order
from piaflow.layout.dot.ranks import Ranks
from piaflow.layout.geometry import Geometry
from piaflow.views.scene import Scene

Bundles = tuple[tuple[str, ...], ...]


def find_bundles(scene: Scene, order: Order, ranks: Ranks) -> Bundles:
    """Return the ids of labelled arrows whose labels are interchangeable: same two boxes, same rank."""
    found: dict[tuple[str, str, int], list[str]] = defaultdict(list)
    for arrow in scene.arrows:
        if arrow.id in ranks.labels:
            found[*order.direct(arrow), ranks.labels[arrow.id]].append(arrow.id)
    return tuple(tuple(ids) for ids in found.values())


def find_ways(bundles: Bundles, labels: Mapping[str, str], geometry: Geometry, axis: int) -> dict[str, str]:
    """Return for each labelled arrow the one whose way through the picture it takes.

    Graphviz lays equal arrows in any order; here they change places, the first one leftmost or uppermost.
    `labels` are the DOT names of the labels.
    """
    ways: dict[str, str] = {}
    for bundle in bundles:
        placed = sorted(bundle, key=lambda arrow: geometry.nodes[labels[arrow]].centre[axis])
        ways |= dict(zip(bundle, placed, strict=True))
    return ways

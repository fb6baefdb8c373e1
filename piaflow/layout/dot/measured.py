"""A scene ranked and sized, before anything has a place: the input of dot, and a guess of how it will print."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from math import sqrt

from attrs import evolve, frozen

from piaflow.layout.dot.cycles import Order, find_order
from piaflow.layout.dot.dummies import Bundles, Dummy, find_bundles, find_chains
from piaflow.layout.dot.ranks import Ranks, find_ranks, is_crowded
from piaflow.layout.frames import Nesting, find_nesting
from piaflow.layout.sizes import BoxSize, Direction, LabelSize, find_fit, measure_box, measure_label
from piaflow.views.scene import Scene

# A guess of what Graphviz will leave between parts of a rank, between ranks, and for the border of a frame.
_BESIDE, _BETWEEN, _FRAME = 10.0, 12.0, 9.0


@frozen
class Room:
    """The room that the layout keeps for a label: as much as for any other label of its bundle."""

    width: float
    height: float


@frozen
class Measured:
    """A scene that will run in one direction, with the ranks and sizes of its boxes and labels by id.

    An arrow with neither number nor text has no label.
    """

    scene: Scene
    direction: Direction
    nesting: Nesting
    order: Order
    ranks: Ranks
    chains: dict[str, tuple[Dummy, ...]]
    bundles: Bundles
    boxes: dict[str, BoxSize]
    labels: dict[str, LabelSize]
    rooms: dict[str, Room]


def measure_scene(scene: Scene, direction: Direction = "TB") -> Measured:
    """Break the lines of all texts, size all boxes and labels, and rank them."""
    nesting = find_nesting(scene)
    order = find_order(scene, nesting)
    ranks = find_ranks(scene, nesting, order)
    labels = {a.id: measure_label(a) for a in scene.arrows if a.has_label}
    unsized = Measured(
        scene=scene,
        direction=direction,
        nesting=nesting,
        order=order,
        ranks=ranks,
        chains={},
        bundles=(),
        boxes={},
        labels=labels,
        rooms={},
    )
    return turn(_rank(unsized, ranks), direction)


def ease(measured: Measured) -> Measured:
    """Return the scene measured with less crowded ranks; the same where no rank is crowded."""
    if not is_crowded(measured.scene, measured.order, measured.ranks.boxes):
        return measured
    return _rank(measured, find_ranks(measured.scene, measured.nesting, measured.order, eased=True))


def _rank(measured: Measured, ranks: Ranks) -> Measured:
    chains = find_chains(measured.scene, measured.nesting, measured.order, ranks)
    bundles = find_bundles(measured.scene, measured.order, ranks)
    rooms = {arrow: room for bundle in bundles for arrow, room in _find_rooms(bundle, measured.labels)}
    return evolve(measured, ranks=ranks, chains=chains, bundles=bundles, rooms=rooms)


def _find_rooms(bundle: tuple[str, ...], labels: dict[str, LabelSize]) -> Iterator[tuple[str, Room]]:
    sizes = [labels[arrow] for arrow in bundle]
    room = Room(max(size.width for size in sizes), max(size.height for size in sizes))
    yield from ((arrow, room) for arrow in bundle)


def turn(measured: Measured, direction: Direction) -> Measured:
    """Return the scene measured to run in this direction."""
    most = measured.order.find_most
    boxes = {box.id: measure_box(box, most(box.id), direction) for box in measured.scene.boxes}
    return evolve(measured, direction=direction, boxes=boxes)


def guess_fit(measured: Measured) -> float:
    """Return the fit of the picture as it probably will be."""
    along: dict[int, float] = defaultdict(float)
    across: dict[int, float] = defaultdict(float)
    for rank, width, height in _find_sizes(measured):
        deep, wide = (height, width) if measured.direction == "TB" else (width, height)
        along[rank] = max(along[rank], deep)
        across[rank] += wide + _BESIDE
    long, broad = sum(along.values()) + _BETWEEN * len(along), max(across.values(), default=0.0)
    long += 2 * _FRAME * sqrt(len(measured.scene.frames))
    return find_fit(broad, long) if measured.direction == "TB" else find_fit(long, broad)


def _find_sizes(measured: Measured) -> Iterator[tuple[int, float, float]]:
    """Yield the rank, width and height of boxes, labels, and of the lines that pass a rank without either."""
    ranks = measured.ranks
    for box, size in measured.boxes.items():
        yield ranks.boxes[box], size.width, size.height
    for arrow in measured.scene.arrows:
        label = ranks.labels.get(arrow.id)
        if label is not None:
            yield label, measured.rooms[arrow.id].width, measured.rooms[arrow.id].height
        first, second = measured.order.direct(arrow)
        for rank in range(ranks.boxes[first] + 1, ranks.boxes[second]):
            if rank != label:
                yield rank, 0.0, 0.0

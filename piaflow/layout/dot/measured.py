"""The scene with every text broken into lines and every size known, before anything has a place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from attrs import evolve, frozen

from piaflow.layout.dot.bundles import Bundles, find_bundles
from piaflow.layout.dot.chains import Stop, find_chains
from piaflow.layout.dot.crowds import is_crowded
from piaflow.layout.dot.cycles import Order, find_order
from piaflow.layout.dot.ranks import Ranks, find_ranks, is_labelled
from piaflow.layout.font import flatten, measure
from piaflow.layout.frames import Nesting, find_nesting
from piaflow.layout.text import Block, make_block
from piaflow.views.scene import Arrow, Box, Scene, Shape

Direction = Literal["TB", "LR"]
BOX_SIZE, BOX_ROOM = 10.0, 84.0
LABEL_SIZE, LABEL_ROOM = 8.5, 61.0
# The digits in ⓬ are 0.85 as high as plain ones: so large they look like those of the label's text.
TAG_SIZE, TAG_HEIGHT = 10.1, 12.0
FRAME_SIZE = 9.5
_TAG_PAD, LABEL_PAD, TAG_GAP = 1.8, 2.0, 2.5
_LEAST_WIDTH, _LEAST_HEIGHT = 62.0, 28.0
_END_GAP, _WIDEST = {"TB": 9.0, "LR": 7.5}, 240.0
_ROOM_AROUND = {
    Shape.SYSTEM: (14.0, 12.0),
    Shape.TERMINAL: (14.0, 19.0),
    Shape.APPLICATION: (16.0, 12.0),
    Shape.NETWORK: (34.0, 24.0),
    Shape.MEDIUM: (20.0, 14.0),
    Shape.FILE: (12.0, 24.0),
    Shape.PERSON: (30.0, 12.0),
    Shape.ORGANISATION: (20.0, 16.0),
}


@frozen
class BoxSize:
    """The text of a box and the size of the box around it."""

    text: Block
    width: float
    height: float


@frozen
class LabelSize:
    """The tag with the step number and the text beside it. The tag is 0 wide where there is no number."""

    tag: str
    tag_width: float
    text: Block
    width: float
    height: float


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
    chains: dict[str, tuple[Stop, ...]]
    bundles: Bundles
    boxes: dict[str, BoxSize]
    labels: dict[str, LabelSize]
    rooms: dict[str, Room]


def measure_scene(scene: Scene, direction: Direction = "TB") -> Measured:
    """Break the lines of all texts, size all boxes and labels, and rank them."""
    nesting = find_nesting(scene)
    order = find_order(scene, nesting)
    ranks = find_ranks(scene, nesting, order)
    labels = {a.id: _measure_label(a) for a in scene.arrows if is_labelled(a)}
    unsized = Measured(scene, direction, nesting, order, ranks, {}, (), {}, labels, {})
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
    boxes = {box.id: _measure_box(box, most(box.id), direction) for box in measured.scene.boxes}
    return evolve(measured, direction=direction, boxes=boxes)


def _measure_box(box: Box, ends: int, direction: Direction) -> BoxSize:
    """Size a box around its text, and so that its arrows' ends do not all meet in one point."""
    text = make_block(box.label, BOX_SIZE, BOX_ROOM)
    more_width, more_height = _ROOM_AROUND[box.shape]
    width, height = max(text.width + more_width, _LEAST_WIDTH), max(text.height + more_height, _LEAST_HEIGHT)
    side = min((ends + 1) * _END_GAP[direction], _WIDEST)
    return (
        BoxSize(text, max(width, side), height)
        if direction == "TB"
        else BoxSize(text, width, max(height, side))
    )


def _measure_label(arrow: Arrow) -> LabelSize:
    tag = flatten(arrow.number)
    tag_width = measure(tag, TAG_SIZE) + 2 * _TAG_PAD if tag else 0.0
    text = make_block(arrow.text, LABEL_SIZE, LABEL_ROOM)
    gap = TAG_GAP if tag and arrow.text else 0.0
    width = tag_width + gap + text.width + 2 * LABEL_PAD
    return LabelSize(
        tag, tag_width, text, width, max(text.height, TAG_HEIGHT if tag else 0.0) + 2 * LABEL_PAD
    )

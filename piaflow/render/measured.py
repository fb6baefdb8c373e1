"""The scene with every text broken into lines and every size known, before anything has a place."""

from __future__ import annotations

from typing import Literal

from attrs import frozen

from piaflow.render.font import flatten, measure
from piaflow.render.frames import Nesting, find_nesting
from piaflow.render.order import Order, find_order
from piaflow.render.text import Block, make_block
from piaflow.views.scene import Arrow, Box, Scene, Shape

Direction = Literal["TB", "LR"]
BOX_SIZE, BOX_ROOM = 10.0, 84.0
LABEL_SIZE, LABEL_ROOM = 8.5, 61.0
FRAME_SIZE = 9.5
_TAG_PAD, LABEL_PAD, TAG_GAP = 3.0, 2.0, 2.5
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
class Measured:
    """A scene that will run in one direction, with the sizes of its boxes and labels by id.

    An arrow with neither number nor text has no label.
    """

    scene: Scene
    direction: Direction
    nesting: Nesting
    order: Order
    boxes: dict[str, BoxSize]
    labels: dict[str, LabelSize]


def measure_scene(scene: Scene, direction: Direction = "TB") -> Measured:
    """Break the lines of all texts and size all boxes and labels."""
    nesting, order = find_nesting(scene), find_order(scene)
    boxes = {box.id: _measure_box(box, order.find_most(box.id), direction) for box in scene.boxes}
    labels = {a.id: _measure_label(a) for a in scene.arrows if a.number or a.text}
    return Measured(scene, direction, nesting, order, boxes, labels)


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
    tag_width = measure(tag, LABEL_SIZE) + 2 * _TAG_PAD if tag else 0.0
    text = make_block(arrow.text, LABEL_SIZE, LABEL_ROOM)
    gap = TAG_GAP if tag and arrow.text else 0.0
    width = tag_width + gap + text.width + 2 * LABEL_PAD
    return LabelSize(tag, tag_width, text, width, max(text.height, LABEL_SIZE * 1.35) + 2 * LABEL_PAD)

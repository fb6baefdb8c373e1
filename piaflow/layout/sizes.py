"""How large boxes and labels are: their text broken into lines, with the room that belongs to it."""

from __future__ import annotations

from typing import Literal

from attrs import frozen

from piaflow.layout.font import flatten, measure
from piaflow.layout.text import Block, make_block
from piaflow.views.scene import Arrow, Box, Shape

Direction = Literal["TB", "LR"]
# In points: the size of the letters, and the room in which a text is broken into lines. A label is narrower than a box,
# since it stands beside others on one rank; 7 kanji in a line are a phrase that is read at a glance.
BOX_SIZE, BOX_ROOM = 10.0, 84.0
LABEL_SIZE, LABEL_ROOM = 9.0, 64.5
FRAME_SIZE = 9.5
# The digits in ⓬ are 0.85 as high as plain ones: so large they look like those of the label's text.
TAG_SIZE, TAG_HEIGHT = 10.7, 12.5
_TAG_PAD, LABEL_PAD, TAG_GAP = 1.8, 2.0, 2.5
_LEAST_WIDTH, _LEAST_HEIGHT = 62.0, 28.0  # of a box: a name of two letters still looks like a system
# A side of a box is long enough for the ends that meet there, as far as a box is still a box.
_END_GAP, _WIDEST = {"TB": 9.0, "LR": 7.5}, 240.0
# Beside and above the text of a box: what its outline takes (the bumps of a cloud, the foot of a terminal, a head).
_ROOM_AROUND = {
    Shape.SYSTEM: (14.0, 12.0),
    Shape.TERMINAL: (14.0, 19.0),
    Shape.APPLICATION: (16.0, 12.0),
    Shape.NETWORK: (34.0, 24.0),
    Shape.MEDIUM: (20.0, 14.0),
    Shape.FILE: (12.0, 24.0),
    Shape.PERSON: (30.0, 12.0),
    Shape.ORGANISATION: (20.0, 16.0),
    Shape.ZONE: (20.0, 20.0),
}


@frozen
class Room:
    """What margins, title, legend and some remarks leave of a sheet to the picture, in points."""

    width: float
    height: float

    def fit(self, width: float, height: float) -> float:
        """Return how large a picture prints in this room."""
        return min(self.width / max(width, 1.0), self.height / max(height, 1.0))


A4_ROOMS = (Room(785.0, 440.0), Room(538.0, 640.0))  # across and upright


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


def measure_box(box: Box, ends: int, direction: Direction) -> BoxSize:
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


def measure_label(arrow: Arrow) -> LabelSize:
    """Size the label of an arrow: the step number in its tag, and the text beside it."""
    tag = flatten(arrow.number)
    tag_width = measure(tag, TAG_SIZE) + 2 * _TAG_PAD if tag else 0.0
    text = make_block(arrow.text, LABEL_SIZE, LABEL_ROOM)
    gap = TAG_GAP if tag and arrow.text else 0.0
    width = tag_width + gap + text.width + 2 * LABEL_PAD
    return LabelSize(
        tag, tag_width, text, width, max(text.height, TAG_HEIGHT if tag else 0.0) + 2 * LABEL_PAD
    )


def find_fit(width: float, height: float) -> float:
    """Return how large a picture prints on an A4 sheet, upright or across, with room for the remarks."""
    return max(room.fit(width, height) for room in A4_ROOMS)

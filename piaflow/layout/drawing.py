"""Drawing: every part of a scene with its place, in points from the top left, for any renderer."""

from __future__ import annotations

from attrs import frozen

from piaflow.layout.dot.measured import BoxSize, LabelSize
from piaflow.layout.geometry import Point, Rectangle
from piaflow.views.scene import Arrow, Box, Frame


@frozen
class DrawnBox:
    """A box and where it stands."""

    box: Box
    size: BoxSize
    area: Rectangle


@frozen
class DrawnFrame:
    """A frame, its area, the area of its name, and how many frames are around it."""

    frame: Frame
    area: Rectangle
    name: Rectangle
    depth: int


@frozen
class DrawnLabel:
    """The label of an arrow and where it stands."""

    size: LabelSize
    area: Rectangle


@frozen
class DrawnArrow:
    """An arrow: one chain of cubic curves through its label, and the point of its head."""

    arrow: Arrow
    path: tuple[Point, ...]
    tip: Point | None
    label: DrawnLabel | None


@frozen
class Drawing:
    """A whole picture. Frames come before the frames in them."""

    width: float
    height: float
    frames: tuple[DrawnFrame, ...]
    boxes: tuple[DrawnBox, ...]
    arrows: tuple[DrawnArrow, ...]

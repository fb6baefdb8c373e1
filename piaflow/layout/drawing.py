"""Drawing: every part of a scene with its place, in points from the top left.

Every way to lay out gives this value, and every renderer takes it.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import dist

from attrs import frozen

from piaflow.layout.geometry import Point, Rectangle, mix
from piaflow.layout.sizes import BOX_SIZE, FRAME_SIZE, LABEL_SIZE, TAG_SIZE, BoxSize, LabelSize
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
    """An arrow: one chain of cubic curves through its label, the point of its head, and that of its second head."""

    arrow: Arrow
    path: tuple[Point, ...]
    tip: Point | None
    label: DrawnLabel | None
    tail: Point | None = None


@frozen
class Drawing:
    """A whole picture. Frames come before the frames in them. A box may be shown twice, its arrows shared out.

    `cells` are the id, column and row of each box on a grid, none by ranks.
    """

    width: float
    height: float
    frames: tuple[DrawnFrame, ...]
    boxes: tuple[DrawnBox, ...]
    arrows: tuple[DrawnArrow, ...]
    cells: tuple[tuple[str, int, int], ...] = ()


def find_smallest(drawing: Drawing) -> float:
    """Return the size of the smallest text in a drawing, in its points."""
    labels = [drawn.label.size for drawn in drawing.arrows if drawn.label]
    sizes = [BOX_SIZE] + [FRAME_SIZE for _ in drawing.frames[:1]]
    sizes += [LABEL_SIZE if label.text.lines else TAG_SIZE for label in labels]
    return min(sizes)


_HAIR = 0.01


def find_polyline(drawn: DrawnArrow) -> list[Point]:
    """Return the two ends of an arrow and the corners that its path rounds off."""
    path = drawn.path
    corners = [
        _find_corner(start, handle)
        for start, handle, end in zip(path[::3], path[1::3], path[3::3], strict=False)
        if _is_bent(start, handle, end)
    ]
    return [drawn.tail or path[0], *corners, drawn.tip or path[-1]]


def find_share(line: Sequence[Point], place: Point) -> tuple[float, Point]:
    """Return how far along a line (0 to 1) the point nearest to a place is, and that point."""
    whole = sum(dist(a, b) for a, b in pairwise(line))
    gone, best = 0.0, (float("inf"), 0.0, line[0])
    for start, end in pairwise(line):
        length = dist(start, end)
        share = _project(place, start, end)
        point = mix(start, end, share)
        best = min(best, (dist(point, place), gone + share * length, point))
        gone += length
    return (best[1] / whole if whole else 0.0), best[2]


def _find_corner(start: Point, handle: Point) -> Point:
    """The handle of a rounded corner lies two thirds of the way to it."""
    return mix(start, handle, 1.5)


def _is_bent(start: Point, handle: Point, end: Point) -> bool:
    across = (end[0] - start[0]) * (handle[1] - start[1]) - (end[1] - start[1]) * (handle[0] - start[0])
    return abs(across) > _HAIR


def _project(place: Point, start: Point, end: Point) -> float:
    dx, dy = end[0] - start[0], end[1] - start[1]
    square = dx * dx + dy * dy
    along = (place[0] - start[0]) * dx + (place[1] - start[1]) * dy
    return max(0.0, min(1.0, along / square)) if square else 0.0

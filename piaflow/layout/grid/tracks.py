"""The lines on which arrows may run: ports of the boxes of a column or row, and tracks in the channels between.

An axis is a row of parts that move apart from each other: lines, the two edges of boxes, the borders of frames. Routing
knows only the order of lines; spacing gives the parts their places afterwards, so that a channel is as wide as what came
to lie in it, and a box as large as the ends that meet it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from functools import cached_property

from attrs import define, field, frozen

# How many tracks a channel has at the edge of the sheet, between frames, inside one; what a line takes before spacing.
_OUTER, _MIDDLE, _INNER = 2, 4, 2
_ALONG, _BODY = 7, 10


@frozen
class Axis:
    """The parts of one axis by number in their order: which are lines, and which belong to boxes and frames.

    `nominal` is where each line would be if nothing but lines took room.
    """

    count: int
    lines: tuple[int, ...]
    ports: tuple[range, ...]  # of each cell, by number of line
    edges: Mapping[int, tuple[int, int]]  # of each box
    borders: Mapping[int, tuple[int, int]]  # of each frame
    nominal: tuple[int, ...]

    @cached_property
    def inside(self) -> Mapping[int, range]:
        """The lines between the borders of each frame."""
        return {
            frame: range(bisect_right(self.lines, first), bisect_left(self.lines, last))
            for frame, (first, last) in self.borders.items()
        }


def make_axis(
    boxes: Sequence[Sequence[int]],
    ports: Sequence[int],
    spans: Mapping[int, tuple[int, int]],
    inside: Mapping[int, Sequence[int]],
    more: int = 0,
) -> Axis:
    """Return an axis of cells: the boxes in each, how many ports they need, and the first and last cell of each frame.

    `inside` are the frames in each frame; `more` is how many tracks each channel has beyond what is usual.
    """
    making = _Making({frame: [] for frame in spans})
    for cell in range(len(boxes) + 1):
        for level in _find_levels([f for f, span in spans.items() if span[1] == cell - 1], inside):
            making.add(_INNER, _ALONG)
            making.bound(level)
        making.add((_OUTER if cell in {0, len(boxes)} else _MIDDLE) + more, _ALONG)
        for level in _find_levels([f for f, span in spans.items() if span[0] == cell], inside)[::-1]:
            making.bound(level)
            making.add(_INNER, _ALONG)
        if cell < len(boxes):
            making.stand(boxes[cell], ports[cell])
    return making.finish()


@define
class _Making:
    """The axis so far, and where its next part would be if only lines took room."""

    borders: dict[int, list[int]]
    count: int = 0
    at: int = 0
    lines: list[int] = field(factory=list)
    nominal: list[int] = field(factory=list)
    ports: list[range] = field(factory=list)
    edges: dict[int, list[int]] = field(factory=dict)

    def add(self, lots: int, step: int) -> None:
        """Add lines."""
        for _ in range(lots):
            self.lines.append(self.count)
            self.nominal.append(self.at)
            self.count, self.at = self.count + 1, self.at + step

    def bound(self, level: Sequence[int]) -> None:
        """Add the border that some frames share."""
        for frame in level:
            self.borders[frame].append(self.count)
        self.count, self.at = self.count + 1, self.at + _ALONG

    def stand(self, boxes: Sequence[int], ports: int) -> None:
        """Add the edges of boxes of one cell, and the lines between them."""
        for box in boxes:
            self.edges[box] = [self.count]
            self.count += 1
        self.ports.append(range(len(self.lines), len(self.lines) + ports))
        self.add(ports, _BODY)
        for box in boxes:
            self.edges[box].append(self.count)
            self.count += 1

    def finish(self) -> Axis:
        """Return the axis."""
        edges = {box: (own[0], own[1]) for box, own in self.edges.items()}
        borders = {frame: (own[0], own[1]) for frame, own in self.borders.items()}
        return Axis(self.count, tuple(self.lines), tuple(self.ports), edges, borders, tuple(self.nominal))


def _find_levels(frames: Sequence[int], inside: Mapping[int, Sequence[int]]) -> list[list[int]]:
    """Return frames that end at one channel, those without another of them inside first: a level shares a border."""
    levels: list[list[int]] = []
    left = list(frames)
    while left:
        level = [frame for frame in left if not set(inside[frame]) & set(left)]
        levels.append(level)
        left = [frame for frame in left if frame not in level]
    return levels

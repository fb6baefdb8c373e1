"""How good a drawing is to one who prints it: one function, the same for every way to lay out.

The order of its terms is what readers lose by (Purchase 1997; Ware et al. 2002; LAYOUT: score): what is wrong first, then
the size of the text on the sheet, then crossings and bends, then the length of the lines.
"""

from __future__ import annotations

from functools import cached_property
from itertools import combinations, pairwise
from math import dist

from attrs import frozen

from piaflow.layout.drawing import Drawing, find_polyline, find_smallest
from piaflow.layout.geometry import Point, Rectangle, is_crossing, is_through
from piaflow.layout.sizes import A4_ROOMS, Room

LEAST_TEXT = 7.0  # points: the least that is read on paper without effort
_LARGE = 9.0  # points: text that prints so large need not grow
_LEGIBLE = 7.5  # points: a little more than the least
_WRONG, _SIZE, _CROSSING, _BEND, _LENGTH, _ASKEW = 40.0, 14.0, 1.0, 1.0, 0.35, 12.0
_STRAIGHT = 0.6  # points aside: so little is no slant
_IN = 1.0


@frozen
class Score:
    """The terms of one drawing."""

    drawing: Drawing

    @cached_property
    def lines(self) -> list[list[Point]]:
        """The corners of each arrow."""
        return [find_polyline(drawn) for drawn in self.drawing.arrows]

    @cached_property
    def faults(self) -> int:
        """Lines through boxes, labels and names of others, and labels on labels and boxes."""
        drawing = self.drawing
        areas = [(one.area, {one.box.id}) for one in drawing.boxes]
        labels = [(one.label.area, {one.arrow.id}) for one in drawing.arrows if one.label]
        names = [(one.name, {one.frame.id}) for one in drawing.frames]
        everything = (*areas, *labels, *names)
        count = 0
        for drawn, line in zip(drawing.arrows, self.lines, strict=True):
            own = {drawn.arrow.id, drawn.arrow.source, drawn.arrow.target}
            xs, ys = zip(*line, strict=True)
            left, right, top, bottom = min(xs), max(xs), min(ys), max(ys)
            count += sum(
                any(is_through(piece, area.grow(-_IN)) for piece in pairwise(line))
                for area, whose in everything
                if area.x < right
                and area.right > left
                and area.y < bottom
                and area.bottom > top
                and not own & whose
            )
        count += sum(_overlap(a, b) for (a, _), (b, _) in combinations(labels, 2))
        count += sum(_overlap(a, b) for a, _ in labels for b, _ in (*areas, *names))
        return count

    @cached_property
    def crossings(self) -> int:
        """How often two arrows cross."""
        pieces = [(n, a, b) for n, line in enumerate(self.lines) for a, b in pairwise(line)]
        return sum(n != m and is_crossing(a, b, c, d) for (n, a, b), (m, c, d) in combinations(pieces, 2))

    @cached_property
    def bends(self) -> int:
        """How often arrows turn."""
        return sum(len(line) - 2 for line in self.lines)

    @cached_property
    def length(self) -> float:
        """How long all arrows are together, in points."""
        return sum(dist(a, b) for line in self.lines for a, b in pairwise(line))

    @cached_property
    def straight(self) -> float:
        """The share of the length of the arrows that runs across or upright."""
        plain = sum(
            dist(a, b)
            for line in self.lines
            for a, b in pairwise(line)
            if min(abs(a[0] - b[0]), abs(a[1] - b[1])) < _STRAIGHT
        )
        return plain / self.length if self.length else 1.0

    def find_text(self, rooms: tuple[Room, ...] = A4_ROOMS) -> float:
        """Return the size of the smallest text in the room where it prints largest, in points."""
        fits = (room.fit(self.drawing.width, self.drawing.height) for room in rooms)
        return find_smallest(self.drawing) * max(fits)

    def is_printable(self, room: Room) -> bool:
        """Tell whether nothing is wrong, the text can be read on the sheet and arrows turn no more than once each.

        An arrow back to its own box has to turn three times.
        """
        loops = sum(one.arrow.source == one.arrow.target for one in self.drawing.arrows)
        turns = self.bends <= len(self.lines) + 2 * loops
        return not self.faults and turns and self.find_text((room,)) >= _LEGIBLE

    def total(self, rooms: tuple[Room, ...] = A4_ROOMS) -> float:
        """Return what the drawing costs: the less the better."""
        half = (self.drawing.width + self.drawing.height) or 1.0
        text = self.find_text(rooms)
        return (
            _WRONG * self.faults
            + _SIZE * (max(_LARGE - text, 0.0) + max(LEAST_TEXT - text, 0.0))
            + _CROSSING * self.crossings
            + _BEND * self.bends
            + _LENGTH * self.length / half
            + _ASKEW * (1 - self.straight)
        )


def _overlap(a: Rectangle, b: Rectangle) -> bool:
    hair = 0.1
    return min(a.right, b.right) - max(a.x, b.x) > hair and min(a.bottom, b.bottom) - max(a.y, b.y) > hair

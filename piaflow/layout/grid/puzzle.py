"""What is to be placed: the boxes, zones and arrows of a scene by number, and where a search for their cells starts."""

from __future__ import annotations

import math
from functools import cached_property

from attrs import frozen

from piaflow.domain.choices import Side
from piaflow.layout.frames import Nesting
from piaflow.layout.grid.cells import Sheet
from piaflow.layout.sizes import Room
from piaflow.views.scene import Line, Scene

# What each column costs that a box stands from the left, and from the right, of the sheet.
_SIDES = {Side.RESIDENT: (9, 0), Side.SELF: (0, 0), Side.OUTSIDE: (0, 4), Side.CONTRACTOR: (0, 8)}
COLUMN, ROW = 155.0, 82.0  # points: what a column and a row of cells take of a sheet


@frozen
class Pair:
    """The arrows between two boxes: how many, and whether one of them says that a file is held."""

    ends: tuple[int, int]
    weight: int
    held: bool
    outer: tuple[int, ...]  # the outermost frames around its ends


@frozen
class Puzzle:
    """What is to be placed: boxes by number, the frames around each, pairs of boxes with arrows between them."""

    sides: tuple[Side, ...]
    around: tuple[tuple[int, ...], ...]
    members: tuple[tuple[int, ...], ...]
    outer: tuple[int, ...]  # the outermost frames
    apart: tuple[tuple[int, ...], ...]  # for each frame those that neither hold it nor stand in it
    pairs: tuple[Pair, ...]
    met: tuple[tuple[int, ...], ...]
    room: Room

    @classmethod
    def of(cls, scene: Scene, nesting: Nesting, room: Room) -> Puzzle:
        """Number the parts of a scene."""
        boxes = {box.id: n for n, box in enumerate(scene.boxes)}
        frames = {frame.id: n for n, frame in enumerate(scene.frames)}
        around = tuple(tuple(frames[f] for f in nesting.of_box[box.id]) for box in scene.boxes)
        members = tuple(
            tuple(n for n, own in enumerate(around) if frame in own) for frame in range(len(scene.frames))
        )
        inside = {(f, g) for own in around for f in own for g in own}
        apart = tuple(
            tuple(g for g in range(len(members)) if (f, g) not in inside) for f in range(len(members))
        )
        outer = tuple(f for f, frame in enumerate(scene.frames) if not frame.parent)
        weights: dict[tuple[int, int], list[bool]] = {}
        for arrow in scene.arrows:
            if arrow.source != arrow.target:
                ends = sorted((boxes[arrow.source], boxes[arrow.target]))
                weights.setdefault((ends[0], ends[1]), []).append(arrow.line is Line.HELD)
        pairs = tuple(
            Pair(ends, len(held), any(held), tuple({around[end][0] for end in ends if around[end]}))
            for ends, held in weights.items()
        )
        met = tuple(tuple(p for p, pair in enumerate(pairs) if n in pair.ends) for n in range(len(boxes)))
        return cls(_find_sides(scene, nesting), around, members, outer, apart, pairs, met, room)

    @cached_property
    def pull(self) -> tuple[int, int]:
        """What each column costs that all boxes stand from the left, and from the right, of the sheet."""
        return sum(near for near, _ in self._pulls), sum(far for _, far in self._pulls)

    @cached_property
    def leans(self) -> tuple[int, ...]:
        """What each box costs more by one column further right."""
        return tuple(near - far for near, far in self._pulls)

    @property
    def _pulls(self) -> list[tuple[int, int]]:
        return [_SIDES.get(side, (0, 0)) for side in self.sides]

    @cached_property
    def start(self) -> tuple[Sheet, tuple[int, ...]]:
        """The zones beside each other in the order of the sides, each filled row by row."""
        count = len(self.sides)
        aspect = (self.room.width / COLUMN) / (self.room.height / ROW)
        most_rows = max(3, math.ceil(math.sqrt(count * 1.5 / aspect)))
        places: dict[int, tuple[int, int]] = {}
        left, top, wide, rows = 0, 0, 0, most_rows
        for unit in self._list_units():
            shape = self._shape(unit, 0, most_rows)
            height = max(row for _, row in shape.values()) + 1
            width = max(column for column, _ in shape.values()) + 1
            if top and top + height > most_rows:
                left, top, wide = left + wide, 0, 0
            for box, (column, row) in shape.items():
                places[box] = left + column, top + row
            top, wide, rows = top + height, max(wide, width), max(rows, top + height)
        columns = max(left + wide, math.ceil(count * 1.5 / rows)) + 1
        return Sheet(columns, rows + 1), tuple(places[n][1] * columns + places[n][0] for n in range(count))

    def _list_units(self) -> list[list[int]]:
        """Return the boxes of each outermost frame, and each box without one, in the order of the sides."""
        order = list(_SIDES)
        units: dict[tuple[int, ...], list[int]] = {}
        ranked = sorted(
            range(len(self.sides)),
            key=lambda n: (order.index(self.sides[n]) if self.sides[n] in order else 1, n),
        )
        for box in ranked:
            around = self.around[box]
            units.setdefault((around[0],) if around else (-1, box), []).append(box)
        return list(units.values())

    def _shape(self, boxes: list[int], depth: int, most: int) -> dict[int, tuple[int, int]]:
        """Return the column and row of each box of a zone: its own boxes in columns, then each zone in it beside them."""
        inner: dict[int, list[int]] = {}
        own: list[int] = []
        for box in boxes:
            around = self.around[box]
            if len(around) > depth + 1:
                inner.setdefault(around[depth + 1], []).append(box)
            else:
                own.append(box)
        high = min(most, max(1, math.ceil(math.sqrt(len(boxes)))))
        found = {box: divmod(n, high) for n, box in enumerate(own)}
        left = max((column for column, _ in found.values()), default=-1) + 1
        for unit in inner.values():
            shape = self._shape(unit, depth + 1, high)
            found |= {box: (left + column, row) for box, (column, row) in shape.items()}
            left += max(column for column, _ in shape.values()) + 1
        return found


def _find_sides(scene: Scene, nesting: Nesting) -> tuple[Side, ...]:
    sides = {frame.id: frame.side for frame in scene.frames}
    return tuple(sides[f[0]] if (f := nesting.of_box[box.id]) else box.side for box in scene.boxes)

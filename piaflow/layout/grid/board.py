"""Boxes on cells → the board that lines are routed on: both axes, the boxes with their ports, the zones."""

from __future__ import annotations

from collections import defaultdict
from math import ceil

from attrs import frozen

from piaflow.layout.frames import Nesting
from piaflow.layout.grid.placement import Placing
from piaflow.layout.grid.routing import Board, Request, Target
from piaflow.layout.grid.tracks import Axis, make_axis
from piaflow.layout.sizes import BoxSize, measure_box
from piaflow.views.scene import Scene

_LEAST_PORTS, _SPARE = 3, 2  # ports on a side, and beyond those that its lines are likely to need

Cells = tuple[tuple[int, int], ...]


@frozen
class Grid:
    """A scene on its cells: where each box stands, how large it is, and the two axes."""

    scene: Scene
    nesting: Nesting
    cells: Cells
    sizes: tuple[BoxSize, ...]
    columns: Axis
    rows: Axis
    requests: tuple[Request, ...]
    targets: tuple[Target, ...]
    zones: tuple[int, ...]

    def make_board(self) -> Board:
        """Return the board without lines."""
        return Board(self.columns.nominal, self.rows.nominal, self.targets, list(self.zones))


def make_grid(scene: Scene, nesting: Nesting, placing: Placing, more: int = 0) -> Grid:
    """Set the boxes on the two axes; `more` tracks a channel."""
    cells = _find_cells(placing)
    needs = _count_ports(scene, cells)
    frames = {frame.id: n for n, frame in enumerate(scene.frames)}
    around = [tuple(frames[f] for f in nesting.of_box[box.id]) for box in scene.boxes]
    inside = {
        frames[f.id]: [frames[g] for g in nesting.of_frame if f.id in nesting.of_frame[g]]
        for f in scene.frames
    }
    axes = []
    for axis in (0, 1):
        spans = {
            f: (min(own), max(own))
            for f in range(len(frames))
            if (own := [cell[axis] for cell, outer in zip(cells, around, strict=True) if f in outer])
        }
        count = max(cell[axis] for cell in cells) + 1
        boxes = [[n for n, cell in enumerate(cells) if cell[axis] == k] for k in range(count)]
        ports = [max(_LEAST_PORTS, *(needs[n][axis] + _SPARE for n in own)) for own in boxes]
        axes.append(make_axis(boxes, [n + 1 - n % 2 for n in ports], spans, inside, more))
    columns, rows = axes
    targets = tuple(Target(columns.ports[column], rows.ports[row]) for column, row in cells)
    numbers = {box.id: n for n, box in enumerate(scene.boxes)}
    every = (1 << len(frames)) - 1
    requests = tuple(
        Request(
            numbers[a.source],
            numbers[a.target],
            every & ~sum(1 << f for f in {*around[numbers[a.source]], *around[numbers[a.target]]}),
        )
        for a in scene.arrows
    )
    zones = [0] * (len(columns.lines) * len(rows.lines))
    for frame in columns.borders:
        for row in rows.inside[frame]:
            for column in columns.inside[frame]:
                zones[row * len(columns.lines) + column] |= 1 << frame
    sizes = tuple(measure_box(box, 0, "TB") for box in scene.boxes)
    return Grid(scene, nesting, cells, sizes, columns, rows, requests, targets, tuple(zones))


def _find_cells(placing: Placing) -> Cells:
    """Return the column and row of each box, without empty columns and rows."""
    places = [(cell % placing.sheet.columns, cell // placing.sheet.columns) for cell in placing.cells]
    columns, rows = (sorted({place[axis] for place in places}) for axis in (0, 1))
    return tuple((columns.index(column), rows.index(row)) for column, row in places)


def _count_ports(scene: Scene, cells: Cells) -> list[tuple[int, int]]:
    """Return how many lines will meet the fuller of the upper and lower side of each box, and of its left and right."""
    boxes = {box.id: n for n, box in enumerate(scene.boxes)}
    met: list[dict[tuple[int, int], float]] = [defaultdict(float) for _ in cells]
    for arrow in scene.arrows:
        for own, other in ((arrow.source, arrow.target), (arrow.target, arrow.source)):
            here, there = cells[boxes[own]], cells[boxes[other]]
            across = (there[0] > here[0]) - (there[0] < here[0])
            down = (there[1] > here[1]) - (there[1] < here[1])
            share = 0.5 if across and down else 1.0
            if across:
                met[boxes[own]][across, 0] += share
            if down:
                met[boxes[own]][0, down] += share
    return [(ceil(max(m[0, 1], m[0, -1])), ceil(max(m[1, 0], m[-1, 0]))) for m in met]

"""Boxes on cells: simulated annealing over legal moves only (Kojima et al. 2007, Freivalds and Glagoļevs 2014).

A zone is a rectangle of cells without a foreign box: a move that breaks this is no move. Everything else is a cost in
integers, of which only what a move changes is counted again. The search takes as many moves on every machine.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from random import Random

from attrs import define, field, frozen

from piaflow.domain.choices import Side
from piaflow.layout.frames import Nesting
from piaflow.layout.grid.cells import Sheet, Usage, Way
from piaflow.layout.sizes import Room
from piaflow.views.scene import Line, Scene

# What one cell across and down is to a line, in tenths of a row; what else a line costs (the ratio of bend to crossing
# is that of a reader, who loses more by a bend than by a crossing, less what the router will still mend).
_ACROSS, _DOWN = 16, 11
_BEND, _CROSSING, _SHARED, _THROUGH, _FOREIGN = 9, 20, 3, 16, 5
_HELD = 40  # for each cell that a file stands away from its system
_EMPTY = 3  # a cell of a zone without a box
_FIT = 0.45  # per thousandth of the sheet that a column or row takes more than the sheet holds at full size
_SIDES = {Side.RESIDENT: (9, 0), Side.SELF: (0, 0), Side.OUTSIDE: (0, 4), Side.CONTRACTOR: (0, 8)}
_COLUMN, _ROW = 155.0, 82.0  # points: what a column and a row of cells take of a sheet
_HOT, _COLD = 70.0, 1.5
# Of all moves, those of one box (or two that change places), of a zone, and that mirror a zone; the rest swap columns or
# rows. Of the moves of one box, those to a cell beside a box that it has an arrow with.
_ONE_BOX, _ZONE, _MIRROR, _NEAR = 0.7, 0.85, 0.92, 0.6
_HALF = 0.5
_SWEEPS = 2  # of the descent at the end
_LEVELS = 4096
_LOSSES = tuple(
    round(-math.log((n + 0.5) / _LEVELS) * 1024) for n in range(_LEVELS)
)  # of accepted worsenings, × 1024


Draw = Callable[[], float]


@frozen
class Pair:
    """The arrows between two boxes: how many, and whether one of them says that a file is held."""

    ends: tuple[int, int]
    weight: int
    held: bool
    foreign: tuple[int, ...]  # the outermost frames around neither end


@frozen
class Puzzle:
    """What is to be placed: boxes by number, the frames around each, pairs of boxes with arrows between them."""

    sides: tuple[Side, ...]
    around: tuple[tuple[int, ...], ...]
    members: tuple[tuple[int, ...], ...]
    apart: tuple[tuple[int, ...], ...]  # for each frame those that neither hold it nor stand in it
    pairs: tuple[Pair, ...]
    met: tuple[tuple[int, ...], ...]
    sided: tuple[
        tuple[int, int, int], ...
    ]  # a box, and what each column costs that it stands from the left and the right
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
        outer = {f for f, frame in enumerate(scene.frames) if not frame.parent}
        weights: dict[tuple[int, int], list[bool]] = {}
        for arrow in scene.arrows:
            if arrow.source != arrow.target:
                ends = sorted((boxes[arrow.source], boxes[arrow.target]))
                weights.setdefault((ends[0], ends[1]), []).append(arrow.line is Line.HELD)
        pairs = tuple(
            Pair(ends, len(held), any(held), tuple(sorted(outer - {*around[ends[0]], *around[ends[1]]})))
            for ends, held in weights.items()
        )
        met = tuple(tuple(p for p, pair in enumerate(pairs) if n in pair.ends) for n in range(len(boxes)))
        sides = _find_sides(scene, nesting)
        sided = tuple((n, *_SIDES[side]) for n, side in enumerate(sides) if any(_SIDES.get(side, ())))
        return cls(sides, around, members, apart, pairs, met, sided, room)


def _find_sides(scene: Scene, nesting: Nesting) -> tuple[Side, ...]:
    sides = {frame.id: frame.side for frame in scene.frames}
    return tuple(sides[f[0]] if (f := nesting.of_box[box.id]) else box.side for box in scene.boxes)


@define
class Placing:
    """Where each box stands, and all that is kept up to date with it."""

    puzzle: Puzzle
    sheet: Sheet
    cells: list[int]
    taken: int = 0
    zones: list[int] = field(factory=list)  # the cells of each frame's boxes
    areas: list[int] = field(factory=list)  # the rectangle of each frame
    shape: int = 0
    usage: Usage = field(factory=Usage)
    ways: list[Way] = field(factory=list)

    def __attrs_post_init__(self) -> None:
        """Count everything from the cells."""
        self.taken = sum(1 << cell for cell in self.cells)
        self.zones = [sum(1 << self.cells[box] for box in own) for own in self.puzzle.members]
        self.areas = [self.sheet.fill(zone) for zone in self.zones]
        self.shape = self._weigh_shape()
        for pair in range(len(self.puzzle.pairs)):
            self.ways.append(self._choose_way(pair)[1])
            self.usage.add(self.ways[pair])

    def try_move(self, moved: Mapping[int, int], limit: float) -> int | None:
        """Move boxes to cells where that is legal and costs at most `limit` more; return what it costs, else None."""
        shifted = self._shift(moved)
        if shifted is None:
            return None
        cells, ways = self.cells, self.ways
        pairs = sorted({pair for box in moved for pair in self.puzzle.met[box]})
        old = self.taken, self.zones, self.areas, self.shape, self.usage
        old_cells, old_ways = [cells[box] for box in moved], [ways[pair] for pair in pairs]
        usage = self.usage.copy()
        for way in old_ways:
            usage.remove(way)
        self.usage = usage.copy()
        cost = -self.shape - _THROUGH * usage.count(sum(1 << cell for cell in old_cells))
        for pair, way in zip(pairs, old_ways, strict=True):
            cost -= self._weigh(pair, way)
            self.usage.add(way)
        self.usage = usage
        self.taken, self.zones, self.areas = shifted
        for box, cell in moved.items():
            cells[box] = cell
        self.shape = self._weigh_shape()
        cost += self.shape + _THROUGH * usage.count(sum(1 << cell for cell in moved.values()))
        if (
            cost + sum(map(self._weigh_length, pairs)) <= limit
        ):  # else it is too dear whatever lies in the way
            for pair in pairs:
                weight, ways[pair] = self._choose_way(pair)
                cost += weight
                usage.add(ways[pair])
            if cost <= limit:
                return cost
        self.taken, self.zones, self.areas, self.shape, self.usage = old
        for box, cell in zip(moved, old_cells, strict=True):
            cells[box] = cell
        for pair, way in zip(pairs, old_ways, strict=True):
            ways[pair] = way
        return None

    def _shift(self, moved: Mapping[int, int]) -> tuple[int, list[int], list[int]] | None:
        """Return the taken cells, the cells of frames and their rectangles after a move, None for a move that is none.

        Zones must stay rectangles without a foreign box, and apart from each other.
        """
        puzzle, taken, come = self.puzzle, self.taken, 0
        for box, cell in moved.items():
            taken &= ~(1 << self.cells[box])
            come |= 1 << cell
        if taken & come or come.bit_count() < len(moved):
            return None
        taken |= come
        zones, areas = self.zones[:], self.areas[:]
        touched = {frame for box in moved for frame in puzzle.around[box]}
        for frame in touched:
            zones[frame] = sum(
                1 << (moved[box] if box in moved else self.cells[box]) for box in puzzle.members[frame]
            )
            areas[frame] = self.sheet.fill(zones[frame])
        if any(area & taken & ~zone for area, zone in zip(areas, zones, strict=True)):
            return None
        if any(areas[frame] & areas[other] for frame in touched for other in puzzle.apart[frame]):
            return None
        return taken, zones, areas

    def _choose_way(self, pair: int) -> tuple[int, Way]:
        a, b = self.puzzle.pairs[pair].ends
        start, end = self.cells[a], self.cells[b]
        ways = self.sheet.find_ways(min(start, end), max(start, end))
        return min(((self._weigh(pair, way), way) for way in ways), key=lambda found: found[0])

    def _weigh_length(self, pair: int) -> int:
        """Return what a pair costs by the places of its ends alone."""
        found, columns = self.puzzle.pairs[pair], self.sheet.columns
        (row, column), (other_row, other_column) = (divmod(self.cells[end], columns) for end in found.ends)
        dx, dy = abs(column - other_column), abs(row - other_row)
        cost = (_ACROSS * dx + _DOWN * dy + (_BEND if dx and dy else 0)) * found.weight
        return cost + _HELD * (dx + dy - 1) if found.held else cost

    def _weigh(self, pair: int, way: Way) -> int:
        """Return what a pair costs on a way among the others."""
        found = self.puzzle.pairs[pair]
        both = way[0] | way[1]
        crossing, sharing = self.usage.weigh(way)
        cost = _CROSSING * crossing + _SHARED * sharing + _THROUGH * (both & self.taken).bit_count()
        for frame in found.foreign:
            cost += _FOREIGN * (both & self.areas[frame]).bit_count()
        return cost * found.weight + self._weigh_length(pair)

    def _weigh_shape(self) -> int:
        """Return what the sheet costs: its size on the paper, empty cells in zones, boxes away from their side."""
        first, last, top, bottom = self.sheet.find_span(self.taken)
        room = self.puzzle.room
        across, down = last - first + 1, bottom - top + 1
        wide, high = across * _COLUMN / room.width, down * _ROW / room.height
        cost = round(1000 * max(wide, high) * _FIT) + 10 * across + 8 * down
        for area in self.areas:
            cost += _EMPTY * area.bit_count()
        columns, cells = self.sheet.columns, self.cells
        for box, near, far in self.puzzle.sided:
            column = cells[box] % columns
            cost += near * (column - first) + far * (last - column)
        return cost


def place(puzzle: Puzzle, seed: int, moves: int) -> Placing:
    """Return the boxes on cells after so many moves from one start."""
    sheet, cells = _start(puzzle)
    placing = Placing(puzzle, sheet, cells)
    draw = Random(seed).random  # noqa: S311 - the same on every machine, and no secret
    best, now, found = 0, 0, placing.cells[:]
    cooling = (_COLD / _HOT) ** (1 / max(moves, 1))
    heat = _HOT
    for _ in range(moves):
        heat *= cooling
        moved = _propose(placing, draw)
        if not moved:
            continue
        cost = placing.try_move(moved, _LOSSES[int(draw() * _LEVELS)] * heat / 1024)
        if cost is not None:
            now += cost
            if now < best:
                best, found = now, placing.cells[:]
    placing = Placing(puzzle, sheet, found)
    _descend(placing)
    return placing


def _descend(placing: Placing) -> None:
    """Move each box to every cell, or change it with the box there, as long as that makes anything better."""
    for _ in range(_SWEEPS):
        better = False
        for box in range(len(placing.cells)):
            for cell in range(placing.sheet.columns * placing.sheet.rows):
                moved = _send(placing, box, cell)
                better |= bool(moved) and placing.try_move(moved, -1) is not None
        if not better:
            return


def _start(puzzle: Puzzle) -> tuple[Sheet, list[int]]:
    """Stand the zones beside each other in the order of the sides, each filled row by row."""
    count = len(puzzle.sides)
    aspect = (puzzle.room.width / _COLUMN) / (puzzle.room.height / _ROW)
    most_rows = max(3, math.ceil(math.sqrt(count * 1.5 / aspect)))
    order = list(_SIDES)
    units: dict[tuple[int, ...], list[int]] = {}
    ranked = sorted(
        range(count), key=lambda n: (order.index(puzzle.sides[n]) if puzzle.sides[n] in order else 1, n)
    )
    for box in ranked:
        around = puzzle.around[box]
        units.setdefault((around[0],) if around else (-1, box), []).append(box)
    places: dict[int, tuple[int, int]] = {}
    left, top, wide, rows = 0, 0, 0, most_rows
    for unit in units.values():
        shape = _shape(puzzle, unit, 0, most_rows)
        height = max(row for _, row in shape.values()) + 1
        width = max(column for column, _ in shape.values()) + 1
        if top and top + height > most_rows:
            left, top, wide = left + wide, 0, 0
        for box, (column, row) in shape.items():
            places[box] = left + column, top + row
        top, wide, rows = top + height, max(wide, width), max(rows, top + height)
    columns = max(left + wide, math.ceil(count * 1.5 / rows)) + 1
    sheet = Sheet(columns, rows + 1)
    return sheet, [places[n][1] * columns + places[n][0] for n in range(count)]


def _shape(puzzle: Puzzle, boxes: list[int], depth: int, most: int) -> dict[int, tuple[int, int]]:
    """Return the column and row of each box of a zone: its own boxes in columns, then each zone in it beside them."""
    inner: dict[int, list[int]] = {}
    own: list[int] = []
    for box in boxes:
        around = puzzle.around[box]
        if len(around) > depth + 1:
            inner.setdefault(around[depth + 1], []).append(box)
        else:
            own.append(box)
    high = min(most, max(1, math.ceil(math.sqrt(len(boxes)))))
    found = {box: divmod(n, high) for n, box in enumerate(own)}
    left = max((column for column, _ in found.values()), default=-1) + 1
    for unit in inner.values():
        shape = _shape(puzzle, unit, depth + 1, high)
        found |= {box: (left + column, row) for box, (column, row) in shape.items()}
        left += max(column for column, _ in shape.values()) + 1
    return found


def _propose(placing: Placing, draw: Draw) -> dict[int, int]:
    """Return boxes with new cells: one box (or two that change places), a zone, or two columns or rows."""
    kind = draw()
    if kind < _ONE_BOX:
        return _move_box(placing, draw)
    if kind < _ZONE and placing.puzzle.members:
        return _move_zone(placing, draw)
    if kind < _MIRROR and placing.puzzle.members:
        return _mirror_zone(placing, draw)
    return _swap_lines(placing, draw)


def _move_box(placing: Placing, draw: Draw) -> dict[int, int]:
    puzzle, cells, columns, rows = placing.puzzle, placing.cells, placing.sheet.columns, placing.sheet.rows
    box = int(draw() * len(cells))
    met = puzzle.met[box]
    if met and draw() < _NEAR:
        a, b = puzzle.pairs[met[int(draw() * len(met))]].ends
        other = cells[b if a == box else a]
        column, row = other % columns + int(draw() * 3) - 1, other // columns + int(draw() * 3) - 1
        if not (0 <= column < columns and 0 <= row < rows):
            return {}
        cell = row * columns + column
    else:
        cell = int(draw() * columns * rows)
    return _send(placing, box, cell)


def _send(placing: Placing, box: int, cell: int) -> dict[int, int]:
    """Return the move of a box to a cell; what stands there takes its place."""
    if cell == placing.cells[box]:
        return {}
    if placing.taken >> cell & 1:
        return {box: cell, placing.cells.index(cell): placing.cells[box]}
    return {box: cell}


def _move_zone(placing: Placing, draw: Draw) -> dict[int, int]:
    """Move a zone; what stands where it goes takes the cells that it leaves."""
    puzzle, cells, columns, rows = placing.puzzle, placing.cells, placing.sheet.columns, placing.sheet.rows
    own = puzzle.members[int(draw() * len(puzzle.members))]
    aside, down = int(draw() * 7) - 3, int(draw() * 5) - 2
    moved: dict[int, int] = {}
    for box in own:
        column, row = cells[box] % columns + aside, cells[box] // columns + down
        if not (0 <= column < columns and 0 <= row < rows):
            return {}
        moved[box] = row * columns + column
    come = set(moved.values())
    left = sorted({cells[box] for box in own} - come)
    pushed = [box for box, cell in enumerate(cells) if cell in come and box not in moved]
    if len(pushed) > len(left):
        return {}
    return moved | dict(zip(pushed, left, strict=False)) if aside or down else {}


def _mirror_zone(placing: Placing, draw: Draw) -> dict[int, int]:
    puzzle, cells, columns = placing.puzzle, placing.cells, placing.sheet.columns
    frame = int(draw() * len(puzzle.members))
    first, last, top, bottom = placing.sheet.find_span(placing.zones[frame])
    if draw() < _HALF:
        return {box: cells[box] + first + last - 2 * (cells[box] % columns) for box in puzzle.members[frame]}
    return {
        box: (top + bottom - cells[box] // columns) * columns + cells[box] % columns
        for box in puzzle.members[frame]
    }


def _swap_lines(placing: Placing, draw: Draw) -> dict[int, int]:
    cells, columns, rows = placing.cells, placing.sheet.columns, placing.sheet.rows
    if draw() < _HALF:
        one, other = int(draw() * columns), int(draw() * columns)
        swap = {one: other, other: one}
        return {
            box: cell - cell % columns + swap[cell % columns]
            for box, cell in enumerate(cells)
            if cell % columns in swap and one != other
        }
    one, other = int(draw() * rows), int(draw() * rows)
    swap = {one: other, other: one}
    return {
        box: swap[cell // columns] * columns + cell % columns
        for box, cell in enumerate(cells)
        if cell // columns in swap and one != other
    }

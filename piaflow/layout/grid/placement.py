"""Boxes on cells: simulated annealing over legal moves only (Kojima et al. 2007, Freivalds and Glagoļevs 2014).

A zone is a rectangle of cells without a foreign box: a move that breaks this is no move. Everything else is a cost in
integers, of which only what a move changes is counted again, the cheapest first, until it is too much. The search takes
as many moves on every machine.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from random import Random

from attrs import define, field

from piaflow.layout.grid.cells import Sheet, Usage, Way
from piaflow.layout.grid.puzzle import COLUMN, ROW, Pair, Puzzle

# What one cell across and down is to a line, in tenths of a row; what else a line costs (the ratio of bend to crossing
# is that of a reader, who loses more by a bend than by a crossing, less what the router will still mend).
_ACROSS, _DOWN = 16, 11
_BEND, _CROSSING, _SHARED, _THROUGH, _FOREIGN = 9, 20, 3, 16, 5
_HELD = 40  # for each cell that a file stands away from its system
_EMPTY = 3  # a cell of a zone without a box
_FIT = 0.45  # per thousandth of the sheet that a column or row takes more than the sheet holds at full size
_HOT, _COLD = 70.0, 1.5
# Of all moves, those of one box (or two that change places), of a zone, and that mirror a zone; the rest swap columns or
# rows. Of the moves of one box, those to a cell beside a box that it has an arrow with.
_ONE_BOX, _ZONE, _MIRROR, _NEAR = 0.7, 0.85, 0.92, 0.6
_HALF = 0.5
_SWEEPS = 2  # of the descent at the end
_LEVELS = 4096
_SHEETS = 8  # of which what lines cost by their length is remembered
_LOSSES = tuple(
    round(-math.log((n + 0.5) / _LEVELS) * 1024) for n in range(_LEVELS)
)  # of accepted worsenings, × 1024


Draw = Callable[[], float]


@define  # as Lifted, made for every move: a frozen value takes three times as long to make
class Standing:
    """The cells that are taken, those of each frame's boxes, the rectangle of each frame, what all but lines costs."""

    taken: int
    zones: Sequence[int]
    areas: Sequence[int]
    outer: int  # the rectangles of all outermost frames
    lean: int  # what the columns of the boxes cost, counted from the edge of the cells
    shape: int


@define
class Lifted:
    """A placing without the lines of some boxes: which pairs those are, all other lines, and what is saved."""

    pairs: tuple[int, ...]
    usage: Usage
    saved: int


@define
class Placing:
    """Where each box stands, and all that is kept up to date with it."""

    puzzle: Puzzle
    sheet: Sheet
    cells: list[int]
    lengths: tuple[tuple[int, ...], tuple[int, ...]] = field(init=False, repr=False)
    standing: Standing = field(init=False)
    usage: Usage = field(init=False, factory=Usage)
    ways: list[Way] = field(init=False, factory=list)
    lifted: dict[tuple[int, ...], Lifted] = field(init=False, factory=dict, repr=False, eq=False)
    """What was lifted since the last move: most moves of a box are none, and the next one starts where they did."""

    def __attrs_post_init__(self) -> None:
        """Count everything from the cells."""
        self.lengths = _measure(self.sheet)
        taken = sum(1 << cell for cell in self.cells)
        zones = tuple(sum(1 << self.cells[box] for box in own) for own in self.puzzle.members)
        areas = tuple(map(self.sheet.fill, zones))
        leans, columns = self.puzzle.leans, self.sheet.columns
        lean = sum(leans[box] * (cell % columns) for box, cell in enumerate(self.cells))
        outer = sum(areas[frame] for frame in self.puzzle.outer)
        self.standing = Standing(taken, zones, areas, outer, lean, self._weigh_shape(taken, areas, lean))
        for pair in self.puzzle.pairs:
            self.ways.append(self._choose_way(pair, self.usage, self.standing)[1])
            self.usage.add(self.ways[-1])

    def try_move(self, moved: Mapping[int, int], limit: float) -> int | None:
        """Move boxes to cells where that is legal and costs at most `limit` more; return what it costs, else None."""
        standing = self._shift(moved)
        if standing is None:
            return None
        lifted = self._lift(tuple(moved))
        cells = self.cells
        left = [cells[box] for box in moved]
        come = 0
        for box, cell in moved.items():
            cells[box] = cell
            come |= 1 << cell
        cost = standing.shape - self.standing.shape - lifted.saved
        cost += _THROUGH * lifted.usage.count(come, self.sheet) + self._weigh_lengths(lifted.pairs)
        if cost <= limit:  # else it is too dear whatever lies in the way
            usage, ways = lifted.usage.copy(), []
            for pair in lifted.pairs:
                more, way = self._choose_way(self.puzzle.pairs[pair], usage, standing)
                cost += more
                if cost > limit:
                    break
                usage.add(way)
                ways.append(way)
            else:
                for pair, way in zip(lifted.pairs, ways, strict=True):
                    self.ways[pair] = way
                self.standing, self.usage = standing, usage
                self.lifted.clear()
                return cost
        for box, cell in zip(moved, left, strict=True):
            cells[box] = cell
        return None

    def _shift(self, moved: Mapping[int, int]) -> Standing | None:
        """Return how the boxes stand after a move, None for a move that is none.

        Zones must stay rectangles without a foreign box, and apart from each other.
        """
        puzzle, cells, was, columns = self.puzzle, self.cells, self.standing, self.sheet.columns
        gone = come = 0
        lean = was.lean
        for box, cell in moved.items():
            gone |= 1 << cells[box]
            come |= 1 << cell
            lean += puzzle.leans[box] * (cell % columns - cells[box] % columns)
        kept = was.taken & ~gone
        if kept & come or come.bit_count() < len(moved):
            return None
        changed: dict[int, int] = {}
        for box, cell in moved.items():
            for frame in puzzle.around[box]:
                changed[frame] = changed.get(frame, was.zones[frame] & ~gone) | 1 << cell
        if come & was.outer and any(
            area & come and frame not in changed for frame, area in enumerate(was.areas)
        ):
            return None
        taken, zones, areas, outer = kept | come, was.zones, was.areas, was.outer
        if changed:
            zones = list(zones)
            for frame, zone in changed.items():
                zones[frame] = zone
            areas = self._find_areas(zones, changed, taken)
            if not areas:
                return None
            outer = sum([areas[frame] for frame in puzzle.outer])
        return Standing(taken, zones, areas, outer, lean, self._weigh_shape(taken, areas, lean))

    def _find_areas(self, zones: Sequence[int], changed: Iterable[int], taken: int) -> list[int]:
        """Return the rectangles of frames after some changed, none where a foreign box or frame came into one."""
        areas = list(self.standing.areas)
        fill, apart = self.sheet.fill, self.puzzle.apart
        for frame in changed:
            zone = zones[frame]
            area = areas[frame] = fill(zone)
            if area & taken & ~zone:
                return []
        for frame in changed:
            area = areas[frame]
            for other in apart[frame]:
                if area & areas[other]:
                    return []
        return areas

    def _lift(self, boxes: tuple[int, ...]) -> Lifted:
        known = self.lifted.get(boxes)
        if known is None:
            known = self.lifted[boxes] = self._lift_anew(boxes)
        return known

    def _lift_anew(self, boxes: tuple[int, ...]) -> Lifted:
        met, ways = self.puzzle.met, self.ways
        pairs = (
            met[boxes[0]] if len(boxes) == 1 else tuple(sorted({pair for box in boxes for pair in met[box]}))
        )
        usage, saved = self.usage.copy(), 0
        for pair in reversed(pairs):
            usage.remove(ways[pair])
            saved += _weigh(self.puzzle.pairs[pair], ways[pair], usage, self.standing)
        saved += self._weigh_lengths(pairs)
        saved += _THROUGH * usage.count(sum(1 << self.cells[box] for box in boxes), self.sheet)
        return Lifted(pairs, usage, saved)

    def _choose_way(self, pair: Pair, usage: Usage, standing: Standing) -> tuple[int, Way]:
        """Return the best way of a pair, and what it costs beyond its length."""
        start, end = pair.ends
        ways = self.sheet.find_ways(self.cells[start], self.cells[end])
        best = _weigh(pair, ways[0], usage, standing), ways[0]
        for way in ways[1:]:
            cost = _weigh(pair, way, usage, standing)
            if cost < best[0]:
                best = cost, way
        return best

    def _weigh_lengths(self, numbers: Iterable[int]) -> int:
        """Return what some pairs cost by the places of their ends alone."""
        pairs, (plain, held), cells, count = self.puzzle.pairs, self.lengths, self.cells, self.sheet.count
        cost = 0
        for number in numbers:
            pair = pairs[number]
            start, end = pair.ends
            at = cells[start] * count + cells[end]
            cost += plain[at] * pair.weight
            if pair.held:
                cost += held[at]
        return cost

    def _weigh_shape(self, taken: int, areas: Iterable[int], lean: int) -> int:
        """Return what the sheet costs: its size on the paper, empty cells in zones, boxes away from their side."""
        first, last, top, bottom = self.sheet.find_span(taken)
        room, (near, far) = self.puzzle.room, self.puzzle.pull
        across, down = last - first + 1, bottom - top + 1
        wide, high = across * COLUMN / room.width, down * ROW / room.height
        cost = round(1000 * max(wide, high) * _FIT) + 10 * across + 8 * down
        return cost + _EMPTY * sum(map(int.bit_count, areas)) + lean - near * first + far * last


def _weigh(pair: Pair, way: Way, usage: Usage, standing: Standing) -> int:
    """Return what a pair costs on a way among the others, beyond its length."""
    cells = way.cells
    if not cells:
        return 0
    crossing, sharing = usage.weigh(way)
    cost = _CROSSING * crossing + _SHARED * sharing + _THROUGH * (cells & standing.taken).bit_count()
    foreign = cells & standing.outer
    if foreign:
        for frame in pair.outer:
            foreign &= ~standing.areas[frame]
        cost += _FOREIGN * foreign.bit_count()
    return cost * pair.weight


@lru_cache(maxsize=_SHEETS)
def _measure(sheet: Sheet) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return what a line from cell to cell costs by its length, and what more where it says that a file is held."""
    columns, cells = sheet.columns, range(sheet.count)
    apart = [(abs(a % columns - b % columns), abs(a // columns - b // columns)) for a in cells for b in cells]
    plain = tuple(_ACROSS * dx + _DOWN * dy + (_BEND if dx and dy else 0) for dx, dy in apart)
    return plain, tuple(_HELD * (dx + dy - 1) for dx, dy in apart)


def place(puzzle: Puzzle, seed: int, moves: int) -> Placing:
    """Return the boxes on cells after so many moves from one start."""
    sheet, cells = puzzle.start
    placing = Placing(puzzle, sheet, list(cells))
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
    tried: set[tuple[int, int]] = (
        set()
    )  # since anything got better; two that change places are two such entries
    for box in [*range(len(placing.cells))] * _SWEEPS:
        for cell in range(placing.sheet.count):
            if (box, cell) in tried:
                continue
            moved = _send(placing, box, cell)
            if moved and placing.try_move(moved, -1) is not None:
                tried.clear()
            else:
                tried.update(moved.items())


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
    if placing.standing.taken >> cell & 1:
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
    first, last, top, bottom = placing.sheet.find_span(placing.standing.zones[frame])
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

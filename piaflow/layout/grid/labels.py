"""Labels on their own lines: an interval of a piece where nothing crosses, and the room that it needs as constraints.

Candidates and the order (the label with the longest text first) are those of Kakoulis and Tollis 2016; where the piece is
too short, its channel is widened. What still collides afterwards is pushed apart where the order of lines allows it;
else the label takes its next candidate.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from attrs import define, field, frozen

from piaflow.layout.corners import HEAD_LENGTH
from piaflow.layout.drawing import DrawnBox
from piaflow.layout.font import flatten, measure
from piaflow.layout.geometry import Rectangle, centre_rectangle
from piaflow.layout.grid.board import Grid
from piaflow.layout.grid.routing import Board, Path
from piaflow.layout.grid.spacing import Met, Spacing, Spot, draw_in, keep_order
from piaflow.layout.grid.tracks import Axis
from piaflow.layout.ports import find_range
from piaflow.layout.sizes import FRAME_SIZE, BoxSize, LabelSize
from piaflow.views.scene import Box, Line

NAME_TOP, NAME_HEIGHT, _NAME_SIDE = 3.0, 13.0, 6.0
_NAME = 12.0  # of a frame's name, below its upper border, beyond what anything keeps from a border
_BEND, _CLEAR, _END = 4.5, 2.0, 2.5  # from a label to a bend of its line, to a foreign line, to a box
_HAIR = 2.0  # what the slightest overlap costs at least
_UPRIGHT, _LATER, _STUCK, _BANNED = 10.0, 2.0, 60.0, 1e9
_BESIDE = 7.0  # between a frame and what is not in it
_ROUNDS = 40
_ACROSS, _DOWN = 0, 1


@frozen
class Piece:
    """A straight piece of a line: which axis it runs along, the line that it lies on, from line to line of that axis.

    `span` are the spots where it starts and ends, `ends` those between which a label may stand.
    """

    arrow: int
    axis: int
    on: int
    first: int
    last: int
    span: tuple[Spot, Spot]
    ends: tuple[Spot, Spot]


@frozen
class Place:
    """A candidate for a label: on a piece, between two spots, at a cost of its own."""

    piece: Piece
    low: Spot
    high: Spot
    cost: float


Stretch = tuple[float, float, float, float, Piece]


@define
class Arrangement:
    """The routed lines of a grid with the constraints of both axes, and the labels as they are placed."""

    grid: Grid
    board: Board
    paths: Sequence[Path]
    labels: dict[int, LabelSize]
    spacings: tuple[Spacing, Spacing] = field(init=False)
    places: tuple[list[float], ...] = field(init=False)
    chosen: dict[int, Place] = field(factory=dict)
    insets: list[tuple[tuple[float, float], tuple[float, float]]] = field(init=False)
    ports: list[tuple[list[int], list[int]]] = field(init=False)
    areas: list[Rectangle] = field(init=False)
    around: list[Rectangle] = field(init=False)  # of each box what labels keep clear of
    spots: tuple[tuple[Spot, ...], ...] = field(init=False)  # of each line of both axes
    pieces: list[tuple[Piece, ...]] = field(init=False)
    stretches: list[Stretch] = field(init=False)

    def __attrs_post_init__(self) -> None:
        """Ask for the order of everything, labels apart."""
        self.spots = tuple(tuple(map(Spot, self._axis(axis).lines)) for axis in (_ACROSS, _DOWN))
        self.pieces = [tuple(self._cut(n)) for n in range(len(self.paths))]
        self.insets = [
            _find_insets(box, size) for box, size in zip(self.grid.scene.boxes, self.grid.sizes, strict=True)
        ]
        self.ports = [(self.find_ports(n, 0), self.find_ports(n, 1)) for n in range(len(self.grid.sizes))]
        self.spacings = (Spacing(self.grid.columns), Spacing(self.grid.rows))
        for axis in (_ACROSS, _DOWN):
            self._keep_boxes(axis)
            for slab in pairwise(self._find_used(1 - axis)):
                keep_order(
                    self.spacings[axis], {met for line in slab for met in self._find_standing(axis, line)}
                )
        for n, frame in enumerate(self.grid.scene.frames):
            first, last = self.grid.columns.borders[n]
            width = measure(flatten(frame.label), FRAME_SIZE) + 14.0
            self.spacings[0].part_from(Spot(first), Spot(last), width)
        self.solve()

    def _keep_boxes(self, axis: int) -> None:
        """Ask that boxes are large enough for their text and their ports, and that no column starts in the one before."""
        grid, spacing, edges = self.grid, self.spacings[axis], self._axis(axis).edges
        for n, size in enumerate(grid.sizes):
            start, end = edges[n]
            spacing.part_from(Spot(start), Spot(end), (size.width, size.height)[axis])
            low, high = self.insets[n][axis]
            for line in self.ports[n][axis]:
                spacing.part_from(Spot(start), self.spot(axis, line), low)
                spacing.part_from(self.spot(axis, line), Spot(end), high)
        for n, one in enumerate(grid.cells):
            for m, other in enumerate(grid.cells):
                if other[axis] == one[axis] + 1:
                    spacing.part_from(Spot(edges[n][1]), Spot(edges[m][0]), 16.0)

    def find_ports(self, box: int, axis: int) -> list[int]:
        """Return the lines across or down on which arrows meet a box at right angles to the axis."""
        wide, found = self.board.wide, set()
        for path, request in zip(self.paths, self.grid.requests, strict=True):
            for own, end, following in (
                (request.source, path[0], path[1]),
                (request.target, path[-1], path[-2]),
            ):
                if own == box and (end // wide == following // wide) == (axis == _DOWN):
                    found.add(end % wide if axis == _ACROSS else end // wide)
        return sorted(found)

    def solve(self) -> None:
        """Find the places of all parts anew, and of the boxes: no larger than they need be, in the middle of their column."""
        self.places = tuple(spacing.solve() for spacing in self.spacings)
        sides = [self._settle(axis) for axis in (_ACROSS, _DOWN)]
        for axis, spacing in enumerate(self.spacings):
            for n, (start, length) in enumerate(sides[axis]):
                first, last = spacing.axis.edges[n]
                self.places[axis][first], self.places[axis][last] = start, start + length
            draw_in(spacing, self.places[axis])
        self.areas = [Rectangle(x, y, width, height) for (x, width), (y, height) in zip(*sides, strict=True)]
        self.around = [area.grow(_END) for area in self.areas]
        self.stretches = [self._stretch(piece) for own in self.pieces for piece in own]

    def _settle(self, axis: int) -> list[tuple[float, float]]:
        """Return the lower edge and the extent of each box on an axis."""
        places, edges, cells = self.places[axis], self._axis(axis).edges, self.grid.cells
        middles: dict[int, list[float]] = {}
        for n, cell in enumerate(cells):
            middles.setdefault(cell[axis], []).append((places[edges[n][0]] + places[edges[n][1]]) / 2)
        settled = []
        for n, size in enumerate(self.grid.sizes):
            start, end = places[edges[n][0]], places[edges[n][1]]
            low, high = self.insets[n][axis]
            ports = [self.at(axis, self.spot(axis, line)) for line in self.ports[n][axis]]
            least, most = min(ports, default=end) - low, max(ports, default=start) + high
            length = max((size.width, size.height)[axis], most - least if ports else 0.0)
            own = sorted(middles[cells[n][axis]])
            wish = own[len(own) // 2] - length / 2
            wish = min(max(wish, start, most - length), end - length, least)
            settled.append((wish, length))
        return settled

    def _stretch(self, piece: Piece) -> Stretch:
        """Return what labels keep clear of around a piece: its left, upper, right and lower side."""
        low, high = (self.at(piece.axis, spot) for spot in piece.span)
        on, gap = self.at(1 - piece.axis, self.spot(1 - piece.axis, piece.on)), _CLEAR - 0.5
        if piece.axis == _ACROSS:
            return low - gap, on - gap, high + gap, on + gap, piece
        return on - gap, low - gap, on + gap, high + gap, piece

    def find_struck(self, n: int, area: Rectangle) -> Iterator[tuple[float, Piece]]:
        """Yield the pieces of other lines that a label's area lies on, and how far. Written out: asked for most."""
        left, top, right, bottom = area.x, area.y, area.right, area.bottom
        for x0, y0, x1, y1, piece in self.stretches:
            if x0 < right and x1 > left and y0 < bottom and y1 > top and piece.arrow != n:
                yield min(min(x1, right) - max(x0, left), min(y1, bottom) - max(y0, top)) + _HAIR, piece

    def _axis(self, axis: int) -> Axis:
        return (self.grid.columns, self.grid.rows)[axis]

    def spot(self, axis: int, line: int) -> Spot:
        """Return the spot of a line."""
        return self.spots[axis][line]

    def at(self, axis: int, spot: Spot) -> float:
        """Return where a spot is."""
        return self.places[axis][spot.part] + spot.offset

    def edge(self, box: int, axis: int, by: int) -> Spot:
        """Return the spot of one side of a box: the left or upper by -1, the right or lower by 1."""
        return Spot(self._axis(axis).edges[box][by > 0])

    def area(self, box: int) -> Rectangle:
        """Return where a box is."""
        return self.areas[box]

    def _find_used(self, axis: int) -> list[int]:
        """Return the lines of an axis on which anything runs or turns, and one through each box."""
        board, wide = self.board, self.board.wide
        steps = board.steps_down if axis == _ACROSS else board.steps_across
        used = {line for ports in self.ports for line in ports[axis]}
        used |= {(at % wide if axis == _ACROSS else at // wide) for at, n in enumerate(steps) if n}
        used |= {ports[len(ports) // 2] for ports in self._axis(axis).ports}
        return [0, *sorted(used), len(self._axis(axis).lines) - 1]

    def _find_standing(self, axis: int, across: int) -> Iterator[Met]:
        """Yield what stands on a line of the other axis: lines that pass or turn there, boxes, borders of frames.

        Order is asked for between two such lines that follow each other, so that nothing slips past an end.
        """
        board, wide = self.board, self.board.wide
        passing = board.down if axis == _ACROSS else board.across
        seen: set[int] = set()
        for n in range(len(self._axis(axis).lines)):
            at = across * wide + n if axis == _ACROSS else n * wide + across
            block = board.blocks[at]
            if block >= 0:
                if block not in seen:
                    seen.add(block)
                    low, high = self.edge(block, axis, -1), self.edge(block, axis, 1)
                    yield low, high, low.part, "box"
            elif passing[at] or board.turns[at]:
                spot = self.spot(axis, n)
                yield spot, spot, spot.part, "line"
        for frame, (first, last) in self._axis(axis).borders.items():
            if across in self._axis(1 - axis).inside[frame]:
                start = Spot(first)
                yield start, start.shift(_NAME) if axis == _DOWN else start, first, "border"
                yield Spot(last), Spot(last), last, "border"

    def _cut(self, n: int) -> Iterator[Piece]:
        """Yield the pieces of a line in its order."""
        path, wide, arrow = self.paths[n], self.board.wide, self.grid.scene.arrows[n]
        request = self.grid.requests[n]
        for k, (start, end) in enumerate(pairwise(path)):
            (r0, c0), (r1, c1) = divmod(start, wide), divmod(end, wide)
            axis = _ACROSS if r0 == r1 else _DOWN
            along = (c0, c1) if axis == _ACROSS else (r0, r1)
            forward = 1 if along[1] > along[0] else -1
            head = HEAD_LENGTH if arrow.line is not Line.HELD else 0.0
            start_gap = end_gap = _BEND
            spots = [self.spot(axis, along[0]), self.spot(axis, along[1])]
            if k == 0:
                spots[0], start_gap = (
                    self.edge(request.source, axis, forward),
                    _END + (head if arrow.both else 0.0),
                )
            if k == len(path) - 2:
                spots[1], end_gap = self.edge(request.target, axis, -forward), _END + head
            inner = [spots[0].shift(forward * start_gap), spots[1].shift(-forward * end_gap)][::forward]
            spots = spots[::forward]
            on = r0 if axis == _ACROSS else c0
            yield Piece(n, axis, on, min(along), max(along), (spots[0], spots[1]), (inner[0], inner[1]))

    def find_places(self, n: int) -> Iterator[Place]:
        """Yield the candidates of a label: the intervals of its pieces between what crosses them."""
        board, wide = self.board, self.board.wide
        for k, piece in enumerate(self.pieces[n]):
            passing = board.down if piece.axis == _ACROSS else board.across
            low, found = piece.ends[0], []
            blocks = [
                (self.spot(piece.axis, line), _CLEAR, _CLEAR)
                for line in range(piece.first + 1, piece.last)
                if passing[at := piece.on * wide + line if piece.axis == _ACROSS else line * wide + piece.on]
                or board.turns[at]
            ]
            if piece.axis == _DOWN:
                blocks += self._find_bands(piece)
            for spot, before, after in sorted(blocks, key=lambda block: (block[0].part, block[0].offset)):
                found.append((low, spot.shift(-before)))
                low = spot.shift(after)
            for start, end in [*found, (low, piece.ends[1])]:
                yield Place(piece, start, end, k * _LATER + (_UPRIGHT if piece.axis == _DOWN else 0.0))

    def _find_bands(self, piece: Piece) -> Iterator[tuple[Spot, float, float]]:
        """Yield the borders of frames that an upright piece passes, with the room of their names."""
        first, last = self.grid.rows.lines[piece.first], self.grid.rows.lines[piece.last]
        for frame, borders in self.grid.rows.borders.items():
            if piece.on in self.grid.columns.inside[frame]:
                for border, after in zip(borders, (_NAME + _CLEAR, _CLEAR), strict=True):
                    if first < border < last:
                        yield Spot(border), _CLEAR, after

    def find_gaps(self, frame: int) -> list[tuple[Spot, Spot]]:
        """Return the stretches of a frame's upper border that no line passes near the name."""
        first, last = self.grid.columns.borders[frame]
        top = self.places[_DOWN][self.grid.rows.borders[frame][0]] + NAME_TOP
        passing = {
            spot.part: spot
            for n in range(len(self.paths))
            for piece in self.pieces[n]
            if piece.axis == _DOWN
            and self.at(_DOWN, piece.span[0]) < top + NAME_HEIGHT
            and self.at(_DOWN, piece.span[1]) > top
            and first < (spot := self.spot(_ACROSS, piece.on)).part < last
        }
        edges = [Spot(first), *(passing[part] for part in sorted(passing)), Spot(last)]
        return list(pairwise(edges))

    def measure_name(self, frame: int) -> Rectangle:
        """Return where the name of a frame stands: in the leftmost stretch of its border that has room for it."""
        width = measure(flatten(self.grid.scene.frames[frame].label), FRAME_SIZE)
        top = self.places[_DOWN][self.grid.rows.borders[frame][0]] + NAME_TOP
        gaps = [(self.at(_ACROSS, low), self.at(_ACROSS, high)) for low, high in self.find_gaps(frame)]
        roomy = [low for low, high in gaps if high - low >= width + 2 * _NAME_SIDE]
        left = roomy[0] if roomy else max(gaps, key=lambda gap: gap[1] - gap[0])[0]
        return Rectangle(left + _NAME_SIDE, top, width, NAME_HEIGHT)

    def measure_label(self, n: int, place: Place) -> Rectangle:
        """Return where a label would be."""
        size, piece = self.labels[n], place.piece
        middle = (self.at(piece.axis, place.low) + self.at(piece.axis, place.high)) / 2
        on = self.at(1 - piece.axis, self.spot(1 - piece.axis, piece.on))
        centre = (middle, on) if piece.axis == _ACROSS else (on, middle)
        return centre_rectangle(centre, size.width, size.height)


def _find_insets(box: Box, size: BoxSize) -> tuple[tuple[float, float], tuple[float, float]]:
    """Return how far from the left and the right, from the upper and the lower side of a box its ports keep away."""
    drawn = DrawnBox(box, size, Rectangle(0, 0, size.width, size.height))
    (left, right), (top, bottom) = find_range(drawn, 0), find_range(drawn, 1)
    return (left, size.width - right), (top, size.height - bottom)


def place_labels(found: Arrangement) -> bool:
    """Give each label its place and all parts theirs; tell whether nothing collides."""
    order = sorted(found.labels, key=lambda n: (-found.labels[n].width, n))
    candidates = {n: list(found.find_places(n)) for n in order}
    banned: set[tuple[int, int]] = set()
    base = found.spacings
    pushes: list[Collision] = []
    for n in order:
        found.chosen[n] = _choose(found, n, candidates[n], banned)
    for _ in range(_ROUNDS):
        found.spacings = (base[0].copy(), base[1].copy())
        for n, place in found.chosen.items():
            size = found.labels[n]
            length = size.width if place.piece.axis == _ACROSS else size.height
            found.spacings[place.piece.axis].part_from(place.low, place.high, length)
        for push in pushes:
            push.ask(found.spacings)
        found.solve()
        collisions = list(_find_collisions(found))
        if not collisions:
            return True
        moved = _try_others(found, collisions, candidates, banned)
        if moved is None:
            return False
        pushes += [one for one in collisions if one.is_mendable]
        pushes = [one for one in pushes if not moved & {one.label, one.other}]
    return False


def _try_others(
    found: Arrangement,
    collisions: Sequence[Collision],
    candidates: dict[int, list[Place]],
    banned: set[tuple[int, int]],
) -> set[int] | None:
    """Give labels that cannot be pushed clear their next candidate; return which, None where one has no other."""
    moved: set[int] = set()
    for one in collisions:
        if one.is_mendable or moved & {one.label, one.other}:
            continue
        left = {
            n: len(candidates[n]) - sum(m == n for m, _ in banned) for n in (one.label, one.other) if n >= 0
        }
        n = max(left, key=lambda label: (left[label] > 1, label == one.label), default=-1)
        if n < 0 or left[n] == 1:
            return None
        moved.add(n)
        banned.add((n, candidates[n].index(found.chosen[n])))
        found.chosen[n] = _choose(found, n, candidates[n], banned)
    return moved


@frozen
class Collision:
    """A label on something else, and the two spots that would have to lie further apart.

    `other` is the other label, -1 where it is a box or a line.
    """

    label: int
    other: int
    axis: int = -1
    low: Spot = Spot(0)
    high: Spot = Spot(0)
    gap: float = 0.0

    @property
    def is_mendable(self) -> bool:
        """Whether the two do not move together."""
        return self.axis >= 0 and self.low.part < self.high.part

    def ask(self, spacings: tuple[Spacing, Spacing]) -> None:
        """Ask for the gap."""
        spacings[self.axis].part_from(self.low, self.high, self.gap)


def _choose(found: Arrangement, n: int, places: list[Place], banned: set[tuple[int, int]]) -> Place:
    costs = [_BANNED if (n, k) in banned else _weigh(found, n, place) for k, place in enumerate(places)]
    return places[costs.index(min(costs))]


def _weigh(found: Arrangement, n: int, place: Place) -> float:
    """Return what a candidate costs: the room that its interval lacks, and what it would collide with as things are."""
    size, axis = found.labels[n], place.piece.axis
    length = size.width if axis == _ACROSS else size.height
    room = found.at(axis, place.high) - found.at(axis, place.low)
    if place.low.part == place.high.part and room < length:
        return _BANNED / 2
    area = found.measure_label(n, place)
    cost = place.cost + 1.2 * max(0.0, length - room)
    old = found.chosen.get(n)
    found.chosen[n] = place
    for box, around in enumerate(found.around):
        if over := _find_overlap(area, around):
            cost += over if _push_box(found, n, box).is_mendable else _STUCK
    for over, piece in found.find_struck(n, area):
        cost += over if _push_line(found, n, piece).is_mendable else _STUCK
    for other, chosen in found.chosen.items():
        if other != n and (over := _find_overlap(area, found.measure_label(other, chosen))):
            cost += over if _push_label(found, n, other).is_mendable else _STUCK
    if old:
        found.chosen[n] = old
    else:
        del found.chosen[n]
    return cost


def _find_overlap(one: Rectangle, other: Rectangle) -> float:
    across = min(one.right, other.right) - max(one.x, other.x)
    down = min(one.bottom, other.bottom) - max(one.y, other.y)
    return min(across, down) + _HAIR if across > 0 and down > 0 else 0.0


def _find_collisions(found: Arrangement) -> Iterator[Collision]:
    """Yield each label that stands on a box, a line of another, another label or a name, each line on a name, and more.

    More are the boxes and frames that a frame, as wide as its name, came upon.
    """
    yield from _clear_names(found)
    yield from _clear_frames(found)
    areas = {n: found.measure_label(n, place) for n, place in found.chosen.items()}
    boxes = [area.grow(0.5) for area in found.areas]
    labels = [(n, area.grow(-0.05)) for n, area in areas.items()]
    for n, area in areas.items():
        for box, around in enumerate(boxes):
            if _find_overlap(area, around) > 0:
                yield _push_box(found, n, box)
        yield from (_push_line(found, n, piece) for _, piece in found.find_struck(n, area))
        for other, second in labels:
            if other > n and _find_overlap(area, second) > 0:
                yield _push_label(found, n, other)


def _half(found: Arrangement, n: int, axis: int) -> float:
    size = found.labels[n]
    return (size.width, size.height)[axis] / 2


def _push_box(found: Arrangement, n: int, box: int) -> Collision:
    piece = found.chosen[n].piece
    axis = 1 - piece.axis
    own, half = found.spot(axis, piece.on), _half(found, n, axis) + _CLEAR
    if own.part < found.edge(box, axis, -1).part:
        return Collision(n, -1, axis, own, found.edge(box, axis, -1), half)
    return Collision(n, -1, axis, found.edge(box, axis, 1), own, half)


def _push_line(found: Arrangement, n: int, other: Piece) -> Collision:
    """Push a label's line away from the line, or the end of the line, that the label would cover."""
    piece = found.chosen[n].piece
    axis = 1 - piece.axis
    own, half = found.spot(axis, piece.on), _half(found, n, axis) + _CLEAR
    first, last, low, high = other.first, other.last, *other.span
    if other.axis == piece.axis:
        first = last = other.on
        low = high = found.spot(axis, other.on)
    if last < piece.on:
        return Collision(n, -1, axis, high, own, half)
    if first > piece.on:
        return Collision(n, -1, axis, own, low, half)
    return Collision(n, -1)


def _push_label(found: Arrangement, n: int, other: int) -> Collision:
    one, two = found.chosen[n].piece, found.chosen[other].piece
    small, large = sorted((n, other), key=lambda label: (found.labels[label].width, label))
    if one.axis == two.axis:
        axis = 1 - one.axis
        gap = _half(found, n, axis) + _half(found, other, axis) + 0.5
        first, second = sorted((one.on, two.on))
        return Collision(small, large, axis, found.spot(axis, first), found.spot(axis, second), gap)
    flat, steep = (n, other) if one.axis == _ACROSS else (other, n)
    row, column = found.chosen[flat].piece.on, found.chosen[steep]
    half = _half(found, flat, _DOWN) + 0.5
    own = found.spot(_DOWN, row)
    if column.piece.last <= row:
        return Collision(small, large, _DOWN, column.high, own, half)
    if column.piece.first >= row:
        return Collision(small, large, _DOWN, own, column.low, half)
    return Collision(small, large)


def _clear_frames(found: Arrangement) -> Iterator[Collision]:
    """Yield the boxes and frames that a foreign frame came upon, where its name made it wider than what it holds."""
    grid = found.grid
    frames = [(grid.nesting.find_path(f.id), _find_sides(found, n)) for n, f in enumerate(grid.scene.frames)]
    boxes = [
        (
            (*grid.nesting.of_box[box.id], ""),
            [(found.edge(n, axis, -1), found.edge(n, axis, 1)) for axis in (0, 1)],
        )
        for n, box in enumerate(grid.scene.boxes)
    ]
    for path, sides in frames:
        for other, spots in (*boxes, *frames):
            if path[-1] in other or other[-1] in path or not _is_upon(found, sides, spots):
                continue
            for axis in (_DOWN, _ACROSS):
                (low, high), (first, last) = sides[axis], spots[axis]
                if last.part < low.part:
                    yield Collision(-1, -1, axis, last, low, _BESIDE)
                    break
                if high.part < first.part:
                    yield Collision(-1, -1, axis, high, first, _BESIDE)
                    break


_Sides = Sequence[tuple[Spot, Spot]]


def _find_sides(found: Arrangement, frame: int) -> _Sides:
    borders = (found.grid.columns.borders[frame], found.grid.rows.borders[frame])
    return [(Spot(low), Spot(high)) for low, high in borders]


def _is_upon(found: Arrangement, one: _Sides, other: _Sides) -> bool:
    """Tell whether two areas overlap."""
    return all(
        found.at(axis, one[axis][0]) < found.at(axis, other[axis][1])
        and found.at(axis, other[axis][0]) < found.at(axis, one[axis][1])
        for axis in (_ACROSS, _DOWN)
    )


def _clear_names(found: Arrangement) -> Iterator[Collision]:
    """Yield the names of frames for which the lines across their upper border leave no room, and labels on names."""
    for frame in range(len(found.grid.scene.frames)):
        name = found.measure_name(frame)
        border = Spot(found.grid.rows.borders[frame][0])
        gaps = found.find_gaps(frame)
        if not any(found.at(0, high) - found.at(0, low) >= name.width + 2 * _NAME_SIDE for low, high in gaps):
            low, high = max(gaps, key=lambda gap: found.at(0, gap[1]) - found.at(0, gap[0]))
            yield Collision(-1, -1, _ACROSS, low, high, name.width + 2 * _NAME_SIDE + 0.5)
            continue
        for n, place in found.chosen.items():
            if _find_overlap(found.measure_label(n, place), name.grow(1.0)) > 0:
                half, below = _half(found, n, _DOWN), NAME_TOP + NAME_HEIGHT + 1.5
                own = found.spot(_DOWN, place.piece.on) if place.piece.axis == _ACROSS else place.low
                reach = half if place.piece.axis == _ACROSS else 0.0
                if border.part < own.part:
                    yield Collision(n, -1, _DOWN, border, own, below + reach)
                elif place.piece.axis == _ACROSS:
                    yield Collision(n, -1, _DOWN, own, border, half)
                else:
                    yield Collision(n, -1)

"""Lines on tracks: A* over the crossings of lines and the heading (Wybrow, Marriott and Stuckey 2009).

Then each line is ripped up and routed again against all others as long as that changes anything (after PathFinder,
McMurchie and Ebeling 1995, without its prices of the past: so few lines settle in two or three rounds).
A line bends only where nothing else is, never shares a stretch with another, and meets a box at a port of its own; where
that cannot be had it costs so much that the conflict is seen, and the layout is made with more tracks or not at all.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from heapq import heappop, heappush
from itertools import pairwise

from attrs import define, field, frozen

Path = tuple[int, ...]  # the crossings at which a line starts, bends and ends
_BEND, _CROSSING, _TOUCH, _OVERLAP = 45, 45, 2000, 6000
_BORDER, _ASIDE = 40, 3  # into the frame of neither end; for each line away from the middle of a box's side
_ROUNDS = 3
_FAR = 1 << 40
_ONWARD = tuple(
    (heading, (heading + 1) & 3, (heading + 3) & 3) for heading in range(4)
)  # straight on, then the turns


@frozen
class Target:
    """A box as lines meet it: the lines of its column and of its row, each a port on either side."""

    columns: range
    rows: range


@frozen
class Request:
    """A line from a box to another, and the frames around neither, as bits."""

    source: int
    target: int
    foreign: int


@define
class Board:
    """The crossings of all lines, what stands there, and which lines pass."""

    columns: tuple[int, ...]
    rows: tuple[int, ...]
    boxes: tuple[Target, ...]
    zones: list[int]
    wide: int = field(init=False)
    blocks: list[int] = field(init=False)
    across: list[int] = field(init=False)  # lines that pass a crossing straight
    down: list[int] = field(init=False)
    turns: list[int] = field(init=False)
    steps_across: list[int] = field(init=False)  # lines between a crossing and the next
    steps_down: list[int] = field(init=False)
    gaps: tuple[list[int], ...] = field(
        init=False
    )  # to the next crossing right, down, left and up, 0 at the edge
    costs: list[int] = field(init=False)  # of a search: its states so far, and whence each was reached
    came: list[int] = field(init=False)
    _ahead: dict[int, list[int]] = field(init=False, factory=dict)

    def __attrs_post_init__(self) -> None:
        """Clear all counts and set the boxes."""
        self.wide = len(self.columns)
        size = self.wide * len(self.rows)
        self.across, self.down, self.turns = [0] * size, [0] * size, [0] * size
        self.steps_across, self.steps_down = [0] * size, [0] * size
        self.blocks = [-1] * size
        self.costs, self.came = [_FAR] * (4 * size), [-1] * (4 * size)
        for number, box in enumerate(self.boxes):
            for row in box.rows:
                for column in box.columns:
                    self.blocks[row * self.wide + column] = number
        right, down = [[b - a for a, b in pairwise(axis)] for axis in (self.columns, self.rows)]
        high = len(self.rows)
        self.gaps = (
            [*right, 0] * high,
            [gap for gap in [*down, 0] for _ in self.columns],
            [0, *right] * high,
            [gap for gap in [0, *down] for _ in self.columns],
        )

    def find_ahead(self, target: int) -> list[int]:
        """Return what a line to a box costs at least from each crossing on: its length, and a bend where it needs one."""
        known = self._ahead.get(target)
        if known is None:
            goal, columns, rows = self.boxes[target], self.columns, self.rows
            left, right = columns[goal.columns[0]], columns[goal.columns[-1]]
            top, bottom = rows[goal.rows[0]], rows[goal.rows[-1]]
            beside = [max(left - x, 0, x - right) for x in columns]
            bent = [x and x + _BEND for x in beside]
            known = self._ahead[target] = []
            for y in rows:
                away = max(top - y, 0, y - bottom)
                known += [x + away for x in (bent if away else beside)]
        return known

    def find_ports(self, target: int) -> tuple[dict[int, int], dict[int, int]]:
        """Return the crossings at which a line across, and one up or down, meets a box, and what each costs."""
        goal, wide = self.boxes[target], self.wide
        sides = ((goal.columns[0], goal.columns[-1]), (goal.rows[0], goal.rows[-1]))
        across = {row * wide + side: _weigh_port(goal.rows, row) for row in goal.rows for side in sides[0]}
        down = {
            side * wide + column: _weigh_port(goal.columns, column)
            for column in goal.columns
            for side in sides[1]
        }
        return across, down

    def list_passed(self, path: Path) -> Iterator[int]:
        """Yield the crossings that a line touches."""
        for start, end in pairwise(path):
            low, high = min(start, end), max(start, end)
            yield from range(low, high + 1, 1 if low // self.wide == high // self.wide else self.wide)

    def mark(self, path: Path, by: int) -> None:
        """Count a line in, or out by -1."""
        wide = self.wide
        for start, end in pairwise(path):
            low, high = min(start, end), max(start, end)
            stride = 1 if low // wide == high // wide else wide
            steps, passing = (self.steps_across, self.across) if stride == 1 else (self.steps_down, self.down)
            for at in range(low, high, stride):
                steps[at] += by
            for at in range(low + stride, high, stride):
                passing[at] += by
        for at in path:
            self.turns[at] += by

    def count_conflicts(self) -> int:
        """Return how many steps several lines share, and how many bends touch another line."""
        shared = sum(n - 1 for steps in (self.steps_across, self.steps_down) for n in steps if n > 1)
        touched = sum(
            1
            for turn, across, down, block in zip(self.turns, self.across, self.down, self.blocks, strict=True)
            if (block < 0 and turn > 1) or (turn and (across or down)) or across > 1 or down > 1
        )
        return shared + touched


def route(board: Board, requests: Sequence[Request]) -> list[Path] | None:
    """Return a path per request, None where one has no way at all.

    A line is routed again only where another came upon its path or went from where its search looked: else its path is
    still the cheapest.
    """
    order = list_order(board, requests)
    paths: list[Path] = [()] * len(requests)
    passed: list[set[int]] = [set() for _ in requests]
    seen: list[set[int]] = [set() for _ in requests]
    stale = set(order)
    for _ in range(_ROUNDS):
        for n in order:
            if n not in stale:
                continue
            stale.discard(n)
            board.mark(paths[n], -1)
            found = find_path(board, requests[n])
            if found is None:
                return None
            path, seen[n] = found
            board.mark(path, 1)
            if path != paths[n]:
                gone, passed[n], paths[n] = passed[n], set(board.list_passed(path)), path
                stale |= {
                    m
                    for m in order
                    if m != n and not (seen[m].isdisjoint(gone) and passed[m].isdisjoint(passed[n]))
                }
        if not stale:
            break
    return paths


def list_order(board: Board, requests: Sequence[Request]) -> list[int]:
    """Return the lines by number in the order in which they are routed: the shortest first."""
    return sorted(range(len(requests)), key=lambda n: (_find_length(board, requests[n]), n))


def find_path(board: Board, request: Request) -> tuple[Path, set[int]] | None:
    """Return the cheapest path and the crossings that were looked at for it, None where there is no way at all."""
    return _search(board, request, _TOUCH) or _search(board, request, _FAR)


def _find_length(board: Board, request: Request) -> int:
    one, other = board.boxes[request.source], board.boxes[request.target]
    dx = abs(board.columns[one.columns[0]] - board.columns[other.columns[0]])
    dy = abs(board.rows[one.rows[0]] - board.rows[other.rows[0]])
    return dx + dy + (_BEND if dx and dy else 0)


def _weigh_port(ports: range, port: int) -> int:
    """Return what it costs that a port is not the middle one of its side."""
    return _ASIDE * abs(2 * port - ports[0] - ports[-1])


def _find_starts(board: Board, request: Request) -> list[tuple[int, int, int]]:
    """Return what each start costs, its crossing and its heading: 0 right, 1 down, 2 left, 3 up."""
    box, wide = board.boxes[request.source], board.wide
    starts: list[tuple[int, int, int]] = []
    for row in box.rows:
        cost = _weigh_port(box.rows, row)
        starts += [(cost, row * wide + box.columns[-1], 0), (cost, row * wide + box.columns[0], 2)]
    if request.source != request.target:
        for column in box.columns:
            cost = _weigh_port(box.columns, column)
            starts += [(cost, box.rows[-1] * wide + column, 1), (cost, box.rows[0] * wide + column, 3)]
    return starts


def _search(  # noqa: C901, PLR0912, PLR0915 - one loop, most of the time is spent here
    board: Board, request: Request, most: int
) -> tuple[Path, set[int]] | None:
    """Return the same of a path that costs less than `most`: without a conflict far less has to be looked at."""
    wide, across, down, turns, blocks, zones = (
        board.wide, board.across, board.down, board.turns, board.blocks, board.zones
    )  # fmt: skip
    gaps, strides = board.gaps, (1, wide, -1, -wide)
    steps = (board.steps_across, board.steps_down) * 2
    foreign, target = request.foreign, request.target
    ahead, ports = board.find_ahead(target), board.find_ports(target)
    if request.source == target:
        ports = ({}, ports[1])
    costs, came = board.costs, board.came
    bits = len(costs).bit_length()  # an entry of the heap is its estimate, then its state
    mask = (1 << bits) - 1
    heap: list[int] = []
    reached: list[int] = []
    end = -1
    for cost, at, heading in _find_starts(board, request):
        state = at * 4 + heading
        costs[state], came[state] = cost, -1
        reached.append(state)
        heappush(heap, cost + ahead[at] << bits | state)
    while heap:
        entry = heappop(heap)
        state = entry & mask
        at, heading = state >> 2, state & 3
        cost, inside = costs[state], blocks[at]
        if inside == target and came[state] >= 0:
            end = state
            break
        if entry >> bits > cost + ahead[at]:
            continue
        bend = cost + _BEND
        if turns[at] or across[at] or down[at]:
            bend += _TOUCH
        for new in _ONWARD[heading] if inside < 0 and bend < most else (heading,):
            length = gaps[new][at]
            if not length:
                continue
            to = at + strides[new]
            price = length + (cost if new == heading else bend)
            following = to * 4 + new
            if price >= costs[following]:
                continue
            block = blocks[to]
            if block >= 0:
                if block != target or inside >= 0 or to not in ports[new & 1]:
                    continue
                price += ports[new & 1][to]
            elif turns[to]:
                price += _TOUCH
            price += _OVERLAP * steps[new][to if new > 1 else at] + _CROSSING * (
                across[to] if new & 1 else down[to]
            )
            if zones[to] & foreign:
                price += length if zones[at] & foreign else length + _BORDER
            if price < costs[following]:
                reached.append(following)
                if price < most:
                    costs[following], came[following] = price, state
                    heappush(heap, price + ahead[to] << bits | following)
    for one in reached:
        costs[one] = _FAR
    return (_trace(came, end), {one >> 2 for one in reached}) if end >= 0 else None


def _trace(came: list[int], state: int) -> Path:
    """Return the crossings where a found line starts, bends and ends."""
    found = [state >> 2]
    heading = state & 3
    while came[state] >= 0:
        state = came[state]
        if state & 3 != heading or came[state] < 0:
            found.append(state >> 2)
            heading = state & 3
    return tuple(reversed(found))

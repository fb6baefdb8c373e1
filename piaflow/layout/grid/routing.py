"""Lines on tracks: A* over the crossings of lines and the heading (Wybrow, Marriott and Stuckey 2009).

Then each line is ripped up and routed again against all others as long as that changes anything (after PathFinder,
McMurchie and Ebeling 1995, without its prices of the past: so few lines settle in two or three rounds).
A line bends only where nothing else is, never shares a stretch with another, and meets a box at a port of its own; where
that cannot be had it costs so much that the conflict is seen, and the layout is made with more tracks or not at all.
"""

from __future__ import annotations

from collections.abc import Sequence
from heapq import heappop, heappush
from itertools import pairwise

from attrs import define, field, frozen

Path = tuple[int, ...]  # the crossings at which a line starts, bends and ends
_BEND, _CROSSING, _TOUCH, _OVERLAP = 45, 45, 2000, 6000
_BORDER, _ASIDE = 40, 3  # into the frame of neither end; for each line away from the middle of a box's side
_ROUNDS = 3
_FAR = 1 << 40


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

    def __attrs_post_init__(self) -> None:
        """Clear all counts and set the boxes."""
        self.wide = len(self.columns)
        size = self.wide * len(self.rows)
        self.across, self.down, self.turns = [0] * size, [0] * size, [0] * size
        self.steps_across, self.steps_down = [0] * size, [0] * size
        self.blocks = [-1] * size
        for number, box in enumerate(self.boxes):
            for row in box.rows:
                for column in box.columns:
                    self.blocks[row * self.wide + column] = number

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
    """Return a path per request, None where one has no way at all."""
    order = sorted(range(len(requests)), key=lambda n: (_find_length(board, requests[n]), n))
    paths: list[Path] = [()] * len(requests)
    for turn in range(_ROUNDS):
        changed = False
        for n in order:
            old = paths[n]
            if old:
                board.mark(old, -1)
            path = _search(board, requests[n])
            if path is None:
                return None
            paths[n] = path
            board.mark(path, 1)
            changed |= path != old
        if turn and not changed:
            break
    return paths


def _find_length(board: Board, request: Request) -> int:
    one, other = board.boxes[request.source], board.boxes[request.target]
    dx = abs(board.columns[one.columns[0]] - board.columns[other.columns[0]])
    dy = abs(board.rows[one.rows[0]] - board.rows[other.rows[0]])
    return dx + dy + (_BEND if dx and dy else 0)


def _find_starts(board: Board, request: Request) -> list[tuple[int, int, int]]:
    """Return what each start costs, its crossing and its heading: 0 right, 1 down, 2 left, 3 up."""
    box, wide = board.boxes[request.source], board.wide
    starts: list[tuple[int, int, int]] = []
    for row in box.rows:
        cost = _ASIDE * abs(2 * row - box.rows[0] - box.rows[-1])
        starts += [(cost, row * wide + box.columns[-1], 0), (cost, row * wide + box.columns[0], 2)]
    if request.source != request.target:
        for column in box.columns:
            cost = _ASIDE * abs(2 * column - box.columns[0] - box.columns[-1])
            starts += [(cost, box.rows[-1] * wide + column, 1), (cost, box.rows[0] * wide + column, 3)]
    return starts


def _search(board: Board, request: Request) -> Path | None:  # noqa: C901, PLR0912, PLR0915 - one loop, most of the time is spent here
    wide, columns, rows = board.wide, board.columns, board.rows
    across, down, turns, blocks = board.across, board.down, board.turns, board.blocks
    steps_across, steps_down, zones = board.steps_across, board.steps_down, board.zones
    last_column, last_row = wide - 1, len(rows) - 1
    foreign, target = request.foreign, request.target
    goal = board.boxes[target]
    left, right = columns[goal.columns[0]], columns[goal.columns[-1]]
    top, bottom = rows[goal.rows[0]], rows[goal.rows[-1]]
    port_columns = {c: _ASIDE * abs(2 * c - goal.columns[0] - goal.columns[-1]) for c in goal.columns}
    port_rows = {r: _ASIDE * abs(2 * r - goal.rows[0] - goal.rows[-1]) for r in goal.rows}
    if request.source == target:
        port_rows = {}
    ahead_x = [max(left - x, 0, x - right) for x in columns]
    ahead_y = [max(top - y, 0, y - bottom) for y in rows]
    costs = [_FAR] * (4 * wide * len(rows))
    came = [-1] * len(costs)
    heap: list[tuple[int, int]] = []
    for cost, at, heading in _find_starts(board, request):
        state = at * 4 + heading
        costs[state] = cost
        row, column = divmod(at, wide)
        heappush(heap, (cost + ahead_x[column] + ahead_y[row], state))
    while heap:
        total, state = heappop(heap)
        at, heading = state >> 2, state & 3
        row, column = divmod(at, wide)
        cost = costs[state]
        inside = blocks[at]
        if inside == target and came[state] >= 0:
            return _trace(came, state)
        if total > cost + ahead_x[column] + ahead_y[row] + (_BEND if ahead_x[column] and ahead_y[row] else 0):
            continue
        for new in (heading, (heading + 1) & 3, (heading + 3) & 3):
            price = cost
            if new != heading:
                if inside >= 0:
                    continue
                price += _BEND
                if turns[at] or across[at] or down[at]:
                    price += _TOUCH
            if new == 0:
                if column == last_column:
                    continue
                to, used, to_row, to_column = at + 1, steps_across[at], row, column + 1
                length = columns[to_column] - columns[column]
            elif new == 1:
                if row == last_row:
                    continue
                to, used, to_row, to_column = at + wide, steps_down[at], row + 1, column
                length = rows[to_row] - rows[row]
            elif new == 2:  # noqa: PLR2004 - a heading
                if column == 0:
                    continue
                to, to_row, to_column = at - 1, row, column - 1
                used = steps_across[to]
                length = columns[column] - columns[to_column]
            else:
                if row == 0:
                    continue
                to, to_row, to_column = at - wide, row - 1, column
                used = steps_down[to]
                length = rows[row] - rows[to_row]
            block = blocks[to]
            if block >= 0:
                if block != target or inside >= 0:
                    continue
                ports = port_columns if new & 1 else port_rows
                port = ports.get(to_column if new & 1 else to_row)
                if port is None:
                    continue
                price += port
            price += length
            if used:
                price += _OVERLAP * used
            price += _CROSSING * (across[to] if new & 1 else down[to])
            if turns[to] and block < 0:
                price += _TOUCH
            if zones[to] & foreign:
                price += length if zones[at] & foreign else length + _BORDER
            reached = to * 4 + new
            if price < costs[reached]:
                costs[reached], came[reached] = price, state
                ahead = ahead_x[to_column] + ahead_y[to_row]
                if ahead_x[to_column] and ahead_y[to_row]:
                    ahead += _BEND
                heappush(heap, (price + ahead, reached))
    return None


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

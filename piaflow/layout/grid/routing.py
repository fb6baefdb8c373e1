"""Lines on tracks: A* over the crossings of lines and the heading (Wybrow, Marriott and Stuckey 2009).

Then each line is ripped up and routed again against all others as long as that changes anything (after PathFinder,
McMurchie and Ebeling 1995, without its prices of the past: so few lines settle in two or three rounds).
A line bends only where nothing else is, never shares a stretch with another, and meets a box at a port of its own; where
that cannot be had it costs so much that the conflict is seen, and the layout is made with more tracks or not at all.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
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
    """The crossings of all lines, what stands there, and which lines pass.

    A state of a search is a crossing with the heading in which it is reached, `crossing * 4 + heading`: 0 right, 1 down,
    2 left, 3 up. What a search asks most is kept by states, so that it is one look-up: lists of states go on for a row
    beyond the last crossing, so that every step off the board leads to one that cannot be reached.
    """

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
    lengths: list[int] = field(init=False)  # of the step to each state, _FAR off the board and into a box
    prices: list[int] = field(init=False)  # the same with what the lines there cost
    bends: list[int] = field(init=False)  # what a bend costs at each crossing, _FAR in a box
    costs: list[int] = field(init=False)  # of a search: its states so far, and whence each was reached
    came: list[int] = field(init=False)
    _ahead: dict[int, list[int]] = field(init=False, factory=dict)

    def __attrs_post_init__(self) -> None:
        """Clear all counts and set the boxes."""
        self.wide = len(self.columns)
        size = self.wide * len(self.rows)
        self.across, self.down, self.turns = [0] * size, [0] * size, [0] * size
        self.steps_across, self.steps_down = [0] * size, [0] * size
        self.blocks, self.bends = [-1] * size, [_BEND] * size
        states = 4 * (size + self.wide)
        self.costs, self.came = [_FAR] * states, [-1] * states
        right, down = [[b - a for a, b in pairwise(axis)] for axis in (self.columns, self.rows)]
        self.lengths = [_FAR] * states
        self.lengths[0 : 4 * size : 4] = [_FAR, *right] * len(self.rows)
        self.lengths[1 : 4 * size : 4] = [gap for gap in [_FAR, *down] for _ in self.columns]
        self.lengths[2 : 4 * size : 4] = [*right, _FAR] * len(self.rows)
        self.lengths[3 : 4 * size : 4] = [gap for gap in [*down, _FAR] for _ in self.columns]
        for number, box in enumerate(self.boxes):
            for row in box.rows:
                for column in box.columns:
                    at = row * self.wide + column
                    self.blocks[at], self.bends[at] = number, _FAR
                    for state in range(4 * at, 4 * at + 4):
                        self.lengths[state] += _FAR
        self.prices = self.lengths[:]

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

    def find_ports(self, request: Request) -> dict[int, int]:
        """Return the states in which a line may meet its box, and what each port costs.

        A line back to its own box leaves it across, and comes from above or below.
        """
        goal, wide = self.boxes[request.target], self.wide
        found: dict[int, int] = {}
        if request.source != request.target:
            for row in goal.rows:
                cost = _weigh_port(goal.rows, row)
                found[(row * wide + goal.columns[0]) * 4] = cost
                found[(row * wide + goal.columns[-1]) * 4 + 2] = cost
        for column in goal.columns:
            cost = _weigh_port(goal.columns, column)
            found[(goal.rows[0] * wide + column) * 4 + 1] = cost
            found[(goal.rows[-1] * wide + column) * 4 + 3] = cost
        return found

    def list_passed(self, path: Path) -> Iterator[int]:
        """Yield the crossings that a line touches."""
        for start, end in pairwise(path):
            low, high = min(start, end), max(start, end)
            yield from range(low, high + 1, 1 if low // self.wide == high // self.wide else self.wide)

    def mark(self, path: Path, by: int) -> None:
        """Count a line in, or out by -1."""
        wide, prices = self.wide, self.prices
        for start, end in pairwise(path):
            low, high = min(start, end), max(start, end)
            upright = low // wide != high // wide
            stride = wide if upright else 1
            steps, passing = (self.steps_down, self.down) if upright else (self.steps_across, self.across)
            for at in range(low, high, stride):
                steps[at] += by
                prices[(at + stride) * 4 + upright] += _OVERLAP * by
                prices[at * 4 + 2 + upright] += _OVERLAP * by
            for at in range(low + stride, high, stride):
                passing[at] += by
                prices[at * 4 + 1 - upright] += _CROSSING * by
                prices[at * 4 + 3 - upright] += _CROSSING * by
                self._weigh_bend(at)
        for at in path:
            was = self.turns[at] > 0
            self.turns[at] += by
            touched = _TOUCH * ((self.turns[at] > 0) - was)
            if touched and self.blocks[at] < 0:
                for state in range(4 * at, 4 * at + 4):
                    prices[state] += touched
                self._weigh_bend(at)

    def _weigh_bend(self, at: int) -> None:
        taken = self.turns[at] or self.across[at] or self.down[at]
        self.bends[at] = _BEND + _TOUCH if taken else _BEND

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


def _search(board: Board, request: Request, most: int) -> tuple[Path, set[int]] | None:
    """Return the same of a path that costs less than `most`: without a conflict far less has to be looked at."""
    ports, prices = board.find_ports(request), board.prices
    for state, cost in ports.items():
        prices[state] += cost - _FAR
    end, reached = _reach(board, request, most, ports)
    for state, cost in ports.items():
        prices[state] -= cost - _FAR
    for state in reached:
        board.costs[state] = _FAR
    return (_trace(board.came, end), {state >> 2 for state in reached}) if end >= 0 else None


def _reach(board: Board, request: Request, most: int, goals: Container[int]) -> tuple[int, list[int]]:
    """Return the first goal that is reached, -1 for none, and all states that were looked at. Most time is spent here."""
    prices, bends, costs, came = board.prices, board.bends, board.costs, board.came
    lengths, ahead = board.lengths, board.find_ahead(request.target)
    zones, foreign = board.zones, request.foreign
    steps = [4 * stride + heading for heading, stride in enumerate((1, board.wide, -1, -board.wide))]
    onward = [tuple(steps[new] - heading for new in _ONWARD[heading]) for heading in range(4)]
    straight = [shifts[:1] for shifts in onward]
    bits = len(costs).bit_length()  # an entry of the heap is its estimate, then its state
    mask = (1 << bits) - 1
    heap: list[int] = []
    reached: list[int] = []
    for cost, at, heading in _find_starts(board, request):
        state = at * 4 + heading
        costs[state], came[state] = cost, -1
        reached.append(state)
        heappush(heap, cost + ahead[at] << bits | state)
    while heap:
        entry = heappop(heap)
        state = entry & mask
        if state in goals:
            return state, reached
        cost, at, heading = costs[state], state >> 2, state & 3
        if entry >> bits > cost + ahead[at]:
            continue
        bend = cost + bends[at]
        for shift in onward[heading] if bend < most else straight[heading]:
            following = state + shift
            price = cost + prices[following]
            cost = bend  # of all but the first, which goes straight on
            if price >= costs[following]:
                continue
            to = following >> 2
            if zones[to] & foreign:
                price += lengths[following] if zones[at] & foreign else lengths[following] + _BORDER
                if price >= costs[following]:
                    continue
            reached.append(following)
            if price < most:
                costs[following] = price
                came[following] = state
                heappush(heap, price + ahead[to] << bits | following)
    return -1, reached


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

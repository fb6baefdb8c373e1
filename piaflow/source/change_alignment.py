"""What stood before the changes of a page and what stands after them, set to its rows where they are not as many.

An empty cell leaves no piece, and one with a blank line in it leaves two. So the pieces of both columns are dealt to
the rows in their order; what is alike in both columns, and in no other place, is of one row. Of all ways to deal them
with the fewest empty and parted cells, a row is told if all give it the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product

from attrs import field, frozen

from piaflow.source.change_marks import is_alike
from piaflow.source.page import Line

Cell = tuple[Line, ...]
State = tuple[int, int]
Dealt = tuple[tuple[int, int], tuple[int, int]]
"""From which piece to which a row has: of what stood before, and of what stands after."""
_MOST = 24
"""Pieces of a column: every way to deal them is weighed."""
_MOST_PARTS = 4
"""Pieces of one cell."""
_LEAST_ALIKE = 4


def align(before: Sequence[Cell], after: Sequence[Cell], count: int) -> tuple[tuple[Cell, Cell] | None, ...]:
    """Return what each of so many rows has in both columns, nothing where it is empty; None where that is not known."""
    unknown = (None,) * count
    if max(len(before), len(after)) > _MOST:
        return unknown
    pairs = _pair(before, after)
    if not pairs:
        return unknown
    ways = _Ways(len(before), len(after), count, pairs)
    return tuple(_tell(before, after, pairs, dealt) for dealt in ways.list_common())


def _pair(before: Sequence[Cell], after: Sequence[Cell]) -> Mapping[int, int]:
    """The pieces that are alike, each with that of the other column, where it is so with no other."""
    alike = [
        (n, at)
        for (n, one), (at, other) in product(enumerate(before), enumerate(after))
        if is_alike(one, other, _LEAST_ALIKE)
    ]
    lefts, rights = [n for n, _ in alike], [at for _, at in alike]
    return {n: at for n, at in alike if lefts.count(n) == rights.count(at) == 1}


def _tell(
    before: Sequence[Cell], after: Sequence[Cell], pairs: Mapping[int, int], dealt: Dealt | None
) -> tuple[Cell, Cell] | None:
    """The words of a row; None where a piece that is like none of the other column may be of a row beside it."""
    if dealt is None:
        return None
    befores, afters = (range(*span) for span in dealt)
    is_paired = all(n in pairs for n in befores) and all(at in pairs.values() for at in afters)
    if len(befores) + len(afters) != 1 and not is_paired:
        return None
    one, other = (
        tuple(line for at in held for line in column[at])
        for column, held in ((before, befores), (after, afters))
    )
    return one, other


@frozen
class _Ways:
    """The ways to deal pieces to rows: each state is how many pieces of both columns the rows so far have."""

    before: int
    after: int
    rows: int
    pairs: Mapping[int, int]
    steps: dict[State, list[tuple[State, int]]] = field(init=False)
    """What a row may have from a state on: the next state, and how many cells are empty or parted then."""

    def list_common(self) -> Iterator[Dealt | None]:
        """Yield for each row what all of the best ways give it."""
        ahead: list[dict[State, int]] = [{(self.before, self.after): 0}]
        for _ in range(self.rows):
            ahead.insert(0, self._step_back(ahead[0]))
        spent = {(0, 0): 0}
        most = ahead[0].get((0, 0), 0)
        for left in ahead[1:]:
            found: set[Dealt] = set()
            reached: dict[State, int] = {}
            for start, paid in spent.items():
                for end, cost in self.steps[start]:
                    if end in left and paid + cost + left[end] <= most:
                        found.add(((start[0], end[0]), (start[1], end[1])))
                        reached[end] = min(paid + cost, reached.get(end, most))
            yield found.pop() if len(found) == 1 else None
            spent = reached

    def _step_back(self, left: Mapping[State, int]) -> dict[State, int]:
        """What the best way costs from each state on, with one row more."""
        told = {
            start: [cost + left[end] for end, cost in steps if end in left]
            for start, steps in self.steps.items()
        }
        return {start: min(costs) for start, costs in told.items() if costs}

    @steps.default
    def _list_steps(self) -> dict[State, list[tuple[State, int]]]:
        """Both cells of a row may be parted at one place: what stands after is mostly a copy of what stood before."""
        sizes = [size for size in product(range(_MOST_PARTS + 1), repeat=2) if any(size)]
        states = set(product(range(self.before + 1), range(self.after + 1)))
        return {
            (n, at): [
                ((n + one, at + other), max(one - 1, other - 1, 0) + (one, other).count(0))
                for one, other in sizes
                if (n + one, at + other) in states
                and self._keeps_pairs(range(n, n + one), range(at, at + other))
            ]
            for n, at in states
        }

    def _keeps_pairs(self, befores: range, afters: range) -> bool:
        """Whether a row has of no pair just one."""
        of_before = {self.pairs[n] for n in befores if n in self.pairs}
        return of_before == {at for at in afters if at in self.pairs.values()}

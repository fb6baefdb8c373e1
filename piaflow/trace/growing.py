"""What is reached, kept up as edges come and go: the work is in the states that change, not in the graph.

Every state that is reached has its turn, and one that leads to it had its turn before. What an edge takes away is
only what no earlier state leads to any more; of that, what a later one still leads to is got to anew (the deletion
and rederivation of Gupta, Mumick and Subrahmanian 1993, with the turns as witnesses that keep circles from holding
themselves up).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cached_property
from heapq import heapify, heappop, heappush

import numpy as np
from attrs import define, field, frozen

from piaflow.trace.index import ETC, INWARD, NOTHING
from piaflow.trace.nets import HELD, Going, Ground, Ints, Layers, Made, Rows, Ways, gather, spread

State = tuple[int, int]
"""A form, and a node in one of its layers: layer·N + node."""


@frozen(eq=False)
class Form:
    """One form of an item: how it goes along the edge at each place, where it starts, what it becomes where.

    The `silent` nodes do not hand it on by an 等, save those that have it by themselves.
    """

    going: Going
    starts: Collection[int]
    makes: Made = ()
    silent: Collection[int] = ()


@frozen(eq=False)
class NewEdge:
    """An edge that is added: its ends, and how each form goes along it."""

    source: int
    target: int
    ways: tuple[int, ...]


@define(eq=False)
class Growing:
    """What the forms of an item get to from given starts, over the edges that are there now.

    `turns[k]` says of each node in each layer whether form k is got to: 0 where not. A node that is to come must be
    among the nodes of the rows already, without edges. Where an item enters by itself is not kept up: an edge more
    can end that.
    """

    rows: Rows
    turns: list[Ints]
    _seen: list[memoryview]  # the turns again: a few are read faster so than out of an array
    _begins: memoryview  # and where the rows start
    _targets: memoryview  # and where the places lead
    _ways: list[Ways]
    _going: list[memoryview]  # the ways again
    _starts: list[frozenset[int]]
    _silent: list[frozenset[int]]
    # of each layer to which other each way leads (see `nets.Ground`), and the same from the silent
    _leads: tuple[list[dict[int, int]], list[dict[int, int]]]
    _becomes: list[dict[int, list[int]]]
    _made_of: list[dict[int, list[int]]]
    _last: int
    _nodes: int
    _new: list[NewEdge | None] = field(factory=list, init=False)
    _leaving: dict[int, list[NewEdge]] = field(factory=dict, init=False)
    _coming: dict[int, list[NewEdge]] = field(factory=dict, init=False)

    @classmethod
    def of(cls, rows: Rows, layers: Layers, forms: Sequence[Form]) -> Growing:
        """Search once, as a trace does."""
        starts = [frozenset(form.starts) for form in forms]
        silent = [frozenset(form.silent) - own for form, own in zip(forms, starts, strict=True)]
        ground = Ground.of(rows, layers)
        nets = [ground.net(form.going, still) for form, still in zip(forms, silent, strict=True)]
        seeds = [np.array(sorted(own), np.int32) for own in starts]
        turns = [
            np.concatenate([found, np.zeros(len(layers) * rows.nodes - len(found), np.int32)])
            for found in spread(nets, seeds, [form.makes for form in forms])
        ]
        becomes: list[dict[int, list[int]]] = [{} for _ in forms]
        made_of: list[dict[int, list[int]]] = [{} for _ in forms]
        for k, form in enumerate(forms):
            for made, nodes in form.makes:
                for node in nodes.tolist():
                    becomes[k].setdefault(node, []).append(made)
                    made_of[made].setdefault(node, []).append(k)
        leads = [{way: there for there, ways in enumerate(onward) for way in ways} for onward in layers]
        weak = {INWARD: len(layers) - 1}
        mute = [
            {way: weak.get(way, there) for way, there in onward.items() if way not in (ETC, HELD)}
            for onward in leads
        ]
        last = max(int(found.max(initial=0)) for found in turns)
        ways = [form.going.ways.copy() for form in forms]
        seen = [found.data for found in turns]
        return cls(
            rows=rows,
            turns=turns,
            seen=seen,
            begins=rows.starts.data,
            targets=rows.target.data,
            ways=ways,
            going=[way.data for way in ways],
            starts=starts,
            silent=silent,
            leads=(leads, mute),
            becomes=becomes,
            made_of=made_of,
            last=last,
            nodes=rows.nodes,
        )

    def add(self, edges: Iterable[NewEdge]) -> range:
        """Add edges; return their numbers, which go on from those of the edges that were there."""
        first = self._size
        begun: list[State] = []
        for edge in edges:
            self._new.append(edge)
            self._leaving.setdefault(edge.source, []).append(edge)
            self._coming.setdefault(edge.target, []).append(edge)
            begun += self._led_to(edge.source, edge.target, edge.ways)
        self._get_to(begun)
        return range(first, self._size)

    def remove(self, edges: Iterable[int]) -> None:
        """Take edges away by their numbers; one that is away already stays so.

        Raises LookupError for numbers that no edge has had.
        """
        numbers = list(edges)
        unknown = [number for number in numbers if number not in range(self._size)]
        if unknown:
            raise LookupError(unknown)
        self._give_up([state for number in numbers for state in self._cut(number)])

    @property
    def _size(self) -> int:
        return len(self.rows.order) + len(self._new)

    def _cut(self, number: int) -> list[State]:
        """Take one edge out; return the states that it led to."""
        rows, old = self.rows, len(self.rows.order)
        if number >= old:
            edge = self._new[number - old]
            if edge is None:
                return []
            self._new[number - old] = None
            self._leaving[edge.source].remove(edge)
            self._coming[edge.target].remove(edge)
            return self._led_to(edge.source, edge.target, edge.ways)
        at = rows.places[number]
        ways = [way[at] for way in self._going]
        for way in self._going:
            way[at] = NOTHING
        return self._led_to(int(rows.source[at]), int(rows.target[at]), ways)

    # States that change.

    def _get_to(self, queue: list[State]) -> None:
        """Get to states that others lead to, and to all behind them."""
        for form, place in queue:
            seen = self._seen[form]
            if not seen[place]:
                self._last += 1
                seen[place] = self._last
                queue.extend(self._after(form, place))

    def _give_up(self, left: Iterable[State]) -> None:
        """Give up those of the states, and of all behind them, that nothing leads to from a start any more.

        The earliest is looked at first: whether those before it stay is settled by then.
        """
        waiting = [(self._turn(state), state) for state in left]
        heapify(waiting)
        gone: list[State] = []
        while waiting:
            turn, state = heappop(waiting)
            if turn and turn == self._turn(state) and not self._is_held(state, turn):
                self._seen[state[0]][state[1]] = 0
                gone.append(state)
                for there in self._after(*state):
                    if self._turn(there) > turn:
                        heappush(waiting, (self._turn(there), there))
        self._get_to([state for state in gone if self._is_held(state, self._last + 1)])

    def _is_held(self, state: State, turn: int) -> bool:
        """Whether a state is a start or one leads to it that was got to before the turn."""
        form, place = state
        return place in self._starts[form] or any(
            0 < self._turn(before) < turn for before in self._before(form, place)
        )

    def _turn(self, state: State) -> int:
        return self._seen[state[0]][state[1]]

    # What leads where.

    def _after(self, form: int, place: int) -> Iterator[State]:
        n = self._nodes
        layer, node = divmod(place, n)
        leads = self._leads[node in self._silent[form]][layer]
        begin, end = self._begins[node], self._begins[node + 1]
        if begin < end:
            for way, target in zip(self._going[form][begin:end], self._targets[begin:end], strict=True):
                if way in leads:
                    yield form, leads[way] * n + target
        for edge in self._leaving.get(node, ()):
            if edge.ways[form] in leads:
                yield form, leads[edge.ways[form]] * n + edge.target
        for made in self._becomes[form].get(node, ()):
            yield made, node

    def _before(self, form: int, place: int) -> Iterator[State]:
        rows, n = self.rows, self._nodes
        layer, node = divmod(place, n)
        begin, coming = self._incoming
        old = coming[begin[node] : begin[node + 1]]
        told = [*zip(self._ways[form][old].tolist(), rows.source[old].tolist(), strict=True)]
        told += [(edge.ways[form], edge.source) for edge in self._coming.get(node, ())]
        for way, source in told:
            for above, leads in enumerate(self._leads[source in self._silent[form]]):
                if leads.get(way) == layer:
                    yield form, above * n + source
        if not layer:
            for source in self._made_of[form].get(node, ()):
                yield from ((source, above * n + node) for above in range(len(self._leads[0])))

    def _led_to(self, source: int, target: int, ways: Sequence[int]) -> list[State]:
        """To which states an edge leads from those that are got to."""
        found, n = [], self._nodes
        for form, way in enumerate(ways):
            seen, place = self._seen[form], source
            for leads in self._leads[source in self._silent[form]]:
                if seen[place] and way in leads:
                    found.append((form, leads[way] * n + target))
                place += n
        return found

    @cached_property
    def _incoming(self) -> tuple[Ints, Ints]:
        """The places of the edges that lead to each node; only removals ask."""
        return gather(self.rows.target, self.rows.nodes)

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
from attrs import Factory, define, field, frozen

from piaflow.trace.index import ETC
from piaflow.trace.nets import Ints, Layers, Made, Net, Rows, Ways, gather, net_of, spread

State = tuple[int, int]
"""A form, and a node in one of its layers: layer·N + node."""


@frozen(eq=False)
class Form:
    """One form of an item: how it goes along the edge at each place, where it starts, what it becomes where.

    The `silent` nodes do not hand it on by an 等, save those that have it by themselves.
    """

    ways: Ways
    starts: Collection[int]
    makes: Made = ()
    silent: Collection[int] = ()


@frozen
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
    layers: Layers
    starts: Sequence[frozenset[int]]
    silent: Sequence[frozenset[int]]
    turns: list[Ints]
    _nets: list[Net]
    _becomes: list[dict[int, list[int]]]
    _made_of: list[dict[int, list[int]]]
    _count: int
    _new: dict[int, NewEdge] = field(factory=dict, init=False)
    _leaving: dict[int, list[int]] = field(factory=dict, init=False)
    _coming: dict[int, list[int]] = field(factory=dict, init=False)
    _next: int = field(default=Factory(lambda self: len(self.rows.order), takes_self=True), init=False)

    @classmethod
    def of(cls, rows: Rows, layers: Layers, forms: Sequence[Form]) -> Growing:
        """Search once, as a trace does."""
        own = [frozenset(form.starts) for form in forms]
        mute = [frozenset(form.silent) - at for form, at in zip(forms, own, strict=True)]
        makes = [form.makes for form in forms]
        nets = [net_of(rows, form.ways, layers, still) for form, still in zip(forms, mute, strict=True)]
        turns = spread(nets, [np.array(sorted(at), np.int32) for at in own], makes)
        becomes: list[dict[int, list[int]]] = [{} for _ in nets]
        made_of: list[dict[int, list[int]]] = [{} for _ in nets]
        for k, made in enumerate(makes):
            for form, nodes in made:
                for node in nodes.tolist():
                    becomes[k].setdefault(node, []).append(form)
                    made_of[form].setdefault(node, []).append(k)
        count = max(int(at.max(initial=0)) for at in turns)
        return cls(rows, layers, own, mute, turns, nets, becomes, made_of, count)

    def add(self, edges: Iterable[NewEdge]) -> range:
        """Add edges; return their numbers, which go on from those of the edges that were there."""
        first = self._next
        for edge in edges:
            self._new[self._next] = edge
            self._leaving.setdefault(edge.source, []).append(self._next)
            self._coming.setdefault(edge.target, []).append(self._next)
            self._next += 1
        added = range(first, self._next)
        self._get_to([there for e in added for here, there in self._steps(e) if self._turn(here)])
        return added

    def remove(self, edges: Iterable[int]) -> None:
        """Take edges away by their numbers; one that is away already stays so.

        Raises LookupError for numbers that no edge has had.
        """
        numbers = dict.fromkeys(edges)
        unknown = [e for e in numbers if e not in range(self._next)]
        if unknown:
            raise LookupError(unknown)
        self._give_up([there for e in numbers for there in self._cut(e)])

    def _turn(self, state: State) -> int:
        return int(self.turns[state[0]][state[1]])

    def _get_to(self, queue: list[State]) -> None:
        """Get to states that others lead to, and to all behind them."""
        for form, place in queue:
            if not self.turns[form][place]:
                self._count += 1
                self.turns[form][place] = self._count
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
                self.turns[state[0]][state[1]] = 0
                gone.append(state)
                for there in self._after(*state):
                    if self._turn(there) > turn:
                        heappush(waiting, (self._turn(there), there))
        self._get_to([state for state in gone if self._is_held(state, self._count + 1)])

    def _is_held(self, state: State, turn: int) -> bool:
        """Whether a state is a start or one leads to it that was got to before the turn."""
        form, place = state
        return place in self.starts[form] or any(
            0 < self._turn(before) < turn for before in self._before(form, place)
        )

    # What leads where.

    def _after(self, form: int, place: int) -> Iterator[State]:
        net = self._nets[form]
        layer, node = divmod(place, net.nodes)
        for there in net.leads[net.starts[place] : net.starts[place + 1]].tolist():
            yield form, there
        for e in self._leaving.get(node, ()):
            there = self._lead(self._new[e], form, layer)
            if there is not None:
                yield form, there
        for made in self._becomes[form].get(node, ()):
            yield made, node

    def _before(self, form: int, place: int) -> Iterator[State]:
        net, edges, layers = self._nets[form], len(self.rows.order), range(len(self.layers))
        layer, node = divmod(place, net.nodes)
        begin, coming = self._incoming
        for at in coming[begin[node] : begin[node + 1]].tolist():
            for above in layers:
                if net.leads[above * edges + at] == place:
                    yield form, above * net.nodes + int(self.rows.source[at])
        for e in self._coming.get(node, ()):
            for above in layers:
                if self._lead(self._new[e], form, above) == place:
                    yield form, above * net.nodes + self._new[e].source
        if not layer:
            for source in self._made_of[form].get(node, ()):
                yield from ((source, above * net.nodes + node) for above in layers)

    @cached_property
    def _incoming(self) -> tuple[Ints, Ints]:
        """The places of the edges that lead to each node; only removals ask."""
        return gather(self.rows.target, self.rows.nodes)

    def _lead(self, edge: NewEdge, form: int, layer: int) -> int | None:
        """Where a new edge leads a form from one layer, as the net says it of those that were there (see `nets`)."""
        way = edge.ways[form]
        if way == ETC and edge.source in self.silent[form]:
            return None
        for there, ways in enumerate(self.layers[layer]):
            if way in ways:
                return there * self.rows.nodes + edge.target
        return None

    def _steps(self, e: int) -> Iterator[tuple[State, State]]:
        """From which state to which a new edge leads."""
        edge = self._new[e]
        for form in range(len(self._nets)):
            for layer in range(len(self.layers)):
                there = self._lead(edge, form, layer)
                if there is not None:
                    yield (form, layer * self.rows.nodes + edge.source), (form, there)

    def _cut(self, e: int) -> list[State]:
        """Take one edge out; return the states that it led to."""
        edges = len(self.rows.order)
        if e in self._new:
            left = [there for _, there in self._steps(e)]
            edge = self._new.pop(e)
            self._leaving[edge.source].remove(e)
            self._coming[edge.target].remove(e)
            return left
        if e >= edges:
            return []
        at = int(self.rows.places[e])
        left = []
        for form, net in enumerate(self._nets):
            for layer in range(len(self.layers)):
                place = layer * edges + at
                left.append((form, int(net.leads[place])))
                net.leads[place] = layer * net.nodes + self.rows.source[at]
        return left

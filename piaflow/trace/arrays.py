"""The kernel for large graphs: what the one of plain lists finds, found by numpy and scipy.

Only `kernel` imports this module, and only for a large graph: so nothing else needs numpy and scipy.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np
from attrs import define, field
from numpy.typing import NDArray

from piaflow.trace.growing import Form, Growing
from piaflow.trace.index import CERTAIN, ETC, INWARD, NOTHING, STATED, Index
from piaflow.trace.makers import Makers
from piaflow.trace.nets import (
    HELD,
    POSSIBLE,
    SURE,
    Going,
    Ground,
    Ints,
    Layers,
    Made,
    Mask,
    Net,
    Rows,
    Ways,
    find_circles,
    mask_of,
    spread,
    surely_taken,
)
from piaflow.trace.spread import STRONG, SURELY, WEAK, Forms

Levels = NDArray[np.uint8]


@define(eq=False)
class Arrays:
    """The kernel of one index: the nets of its items, each made when first searched."""

    index: Index
    rows: Rows
    _grounds: dict[Layers, Ground] = field(factory=dict)
    _going: dict[int, Going] = field(factory=dict)
    _sure: dict[int, Net] = field(factory=dict)
    _open: dict[int, Net] = field(factory=dict)

    @classmethod
    def of(cls, index: Index) -> Arrays:
        """Return the kernel of an index."""
        graph = index.graph
        source, target = np.array(graph.sources, np.int32), np.array(graph.targets, np.int32)
        return cls(index, Rows.of(graph.size, source, target, np.frombuffer(index.rest, np.uint8)))

    def going(self, item: int) -> Going:
        """Return how the item goes along the edges."""
        if item not in self._going:
            index = self.index
            named = [(np.array(edges, np.int32), way) for edges, way in index.told_of(item)]
            self._going[item] = self.rows.going(named, index.ignorant.get(item, ()), index.named(item))
        return self._going[item]

    def ways(self, item: int) -> Ways:
        """Return the way by which the item goes at each place."""
        return self.going(item).ways

    def _ground(self, layers: Layers) -> Ground:
        if layers not in self._grounds:
            self._grounds[layers] = Ground.of(self.rows, layers)
        return self._grounds[layers]

    def spread(
        self, forms: Forms, starts: Sequence[int], possible: Sequence[int], late: Sequence[int]
    ) -> tuple[bytes, list[int]]:
        """Return what `spread.spread` does."""
        levels = self._spread_open(forms, [*starts, *possible])
        more = [state for state in late if not levels[state]]
        if more:
            levels = self._spread_open(forms, [*starts, *possible, *more])
        levels[self.spread_sure(forms, starts)] = SURELY
        return levels.tobytes(), more

    def gets_surely(self, item: int, starts: Collection[int], nodes: Collection[int]) -> bool:
        """Return what `Lists.gets_surely` does."""
        (found,) = spread([self._sure_net(item)], [np.fromiter(starts, np.int32, len(starts))], [()])
        return bool(found[[*nodes]].all())

    def _sure_net(self, item: int) -> Net:
        if item not in self._sure:
            self._sure[item] = self._ground(SURE).net(self.going(item))
        return self._sure[item]

    def spread_sure(self, forms: Forms, starts: Sequence[int]) -> Mask:
        """Return which states edges lead to that certainly carry the form."""
        nets = [self._sure_net(item) for item in forms.items]
        found = spread(nets, _by_form(forms, starts), _made(forms, surely=True))
        surely: Mask = np.concatenate(found) > 0
        return surely

    def _spread_open(self, forms: Forms, starts: Sequence[int]) -> Levels:
        """Return at which level each state may be reached."""
        for k, item in enumerate(forms.items):
            if item not in self._open:
                self._open[item] = self._ground(POSSIBLE).net(self._possibly(forms, k), forms.silent[k])
        nets = [self._open[item] for item in forms.items]
        own = _by_form(forms, starts)
        seeds = [np.concatenate([own[k], self._said_by_itself(forms, k, own[k])]) for k in range(len(nets))]
        n = forms.nodes
        levels = np.zeros((len(nets), n), np.uint8)
        for level, turns in zip(levels, spread(nets, seeds, _made(forms, surely=False)), strict=True):
            if len(turns) > n:
                level[turns[n:] > 0] = WEAK
            level[turns[:n] > 0] = STRONG
        return levels.reshape(-1)

    def keep_up(self, forms: Forms, starts: Sequence[int], *, surely: bool) -> Growing:
        """Return what is reached, surely or at all, in a shape that edges can be added to and taken from."""
        made, own = _made(forms, surely=surely), _by_form(forms, starts)
        asked = [
            Form(
                self.going(item) if surely else self._possibly(forms, k),
                own[k].tolist(),
                made[k],
                forms.silent[k],
            )
            for k, item in enumerate(forms.items)
        ]
        return Growing.of(self.rows, SURE if surely else POSSIBLE, asked)

    def _said_by_itself(self, forms: Forms, k: int, own: Ints) -> Ints:
        """Where an 等 leads (weakly) and to which hubs those lead who hand the form on only as they have it by themselves."""
        said = forms.silent[k].intersection(own.tolist())
        if not said:
            return own[:0]
        ways, starts, target = self._possibly(forms, k).ways, self.rows.starts, self.rows.target
        found = [own[:0]]
        for row in (slice(starts[node], starts[node + 1]) for node in said):
            found += [target[row][ways[row] == ETC] + np.int32(forms.nodes)]
            found += [target[row][(ways[row] == HELD) | (ways[row] == INWARD)]]
        return np.concatenate(found)

    def _possibly(self, forms: Forms, k: int) -> Going:
        """How a form may go: an identifier by the licences that an 等 needs, everything else freely."""
        going = self.going(forms.items[k])
        return going.into(self.rows, forms.holders(k)) if forms.bound[k] else going.freely(self.rows)

    def find_entries(self, item: int, makers: Makers, *, is_sure: bool) -> set[int]:
        """Return what `Lists.find_entries` does."""
        index, rows, ways, n = self.index, self.rows, self.ways(item), self.rows.nodes
        known = mask_of(makers.list_making(is_sure=is_sure), n)
        takes = surely_taken(ways) if is_sure else self._open_edges(item)
        takes[rows.places[index.borders]] = False
        records, acquires = (rows.places[told] for told in (index.records, index.acquisitions))
        known[rows.target[records[takes[records]]]] = True
        strangers = self._strangers(item, known, is_sure=is_sure)
        acquiring = np.zeros(n, np.bool_)
        acquiring[rows.source[acquires[takes[acquires]]]] = True
        acquiring &= ~strangers
        having, moving = known.copy(), takes & (rows.rest != CERTAIN)
        having[rows.source[moving]] = having[rows.target[moving]] = True
        joining = takes & ((rows.rest != CERTAIN) | having[rows.source])
        found: set[int] = set()
        while True:
            nodes, circle = find_circles(rows, joining, known)
            count = int(circle.max(initial=0)) + 1
            chosen = ~strangers[nodes]
            for better in (known[nodes], acquiring[nodes]):
                chosen = np.where((np.bincount(circle[better], minlength=count) > 0)[circle], better, chosen)
            found.update(nodes[chosen].tolist())
            idle = nodes[(np.bincount(circle[chosen], minlength=count) == 0)[circle]]
            onward = joining & mask_of(idle.tolist(), n)[rows.source]
            if not onward.any():
                return found
            joining &= ~onward

    def _open_edges(self, item: int) -> Mask:
        """Which edges may take the item along from where it enters (see `entries`)."""
        ways = self.ways(item)
        takes: Mask = ways != NOTHING
        if self.index.is_issued(item):
            takes &= ways != ETC
            takes[self.rows.places[np.array(self.index.unsigned(item), np.int32)]] = False
        return takes

    def _strangers(self, item: int, known: Mask, *, is_sure: bool) -> Mask:
        """The nodes that do not have the item by themselves (see `entries`)."""
        index, rows = self.index, self.rows
        found = mask_of(index.without(item), rows.nodes)
        if found.any():
            doubtful = () if is_sure else index.doubtful.get(item, ())
            both = np.array([e for e in doubtful if index.is_flow[e]], np.int32)
            telling = (self.ways(item) == STATED) & np.frombuffer(index.is_flow, np.bool_)[rows.order]
            telling[rows.places[both]] |= self.ways(item)[rows.places[both]] != NOTHING
            found[rows.source[telling]] = False
        if is_sure:
            found[[*index.disputed(item)]] = True
        strangers: Mask = found & ~known
        return strangers


def _by_form(forms: Forms, states: Sequence[int]) -> list[Ints]:
    form, node = np.divmod(np.array(states, np.int64), forms.nodes)
    return [node[form == k].astype(np.int32) for k in range(len(forms.items))]


def _made(forms: Forms, *, surely: bool) -> list[Made]:
    """What each form becomes, for certain or at all."""
    found: list[dict[int, list[int]]] = [{} for _ in forms.items]
    for k, makes in enumerate(forms.makes):
        for node in makes:
            for target, certain in forms.list_made(k, node):
                if certain or not surely:
                    found[k].setdefault(target, []).append(node)
    return [[(target, np.array(nodes, np.int32)) for target, nodes in at.items()] for at in found]

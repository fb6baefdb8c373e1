"""An invented nation in arrays: a million nodes, four million flows.

The meaning is the plain one: a flow certainly carries what it states, and possibly what its open list does not
exclude, only weakly where the list is no more than an 等; a bond between a file and its holder carries all; at some
nodes an item becomes another.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from piaflow.trace.index import CERTAIN, ETC, NOTHING, OPEN

BODIES = 100_000
NODES, FLOWS = 10, 40
HUBS = 24
SPARE = 1_000
ITEMS = 32
NUMBER = 0
START = 0  # a system of the nation: from there most bodies are reached

Ints = NDArray[np.int32]


@frozen(eq=False)
class Nation:
    """Flows in document order. The first nodes are the nation's own, the last are spare: of systems to come.

    `rest` says how a flow takes along what it does not name; `stated` and `denied` are flows by item;
    `conversions` are (item, item it becomes, nodes where).
    """

    nodes: int
    source: Ints
    target: Ints
    rest: NDArray[np.uint8]
    stated: Mapping[int, Ints]
    denied: Mapping[int, Ints]
    conversions: tuple[tuple[int, int, Ints], ...]

    def forms(self, item: int) -> list[int]:
        """Return an item and all that it can become."""
        found = [item]
        for form in found:
            found.extend(new for old, new, _ in self.conversions if old == form and new not in found)
        return found


def make_nation(bodies: int) -> Nation:
    """Return the same nation at each call: each body has its own flows, one in ten leads to a hub or from one."""
    dice = np.random.default_rng(7)
    flows = bodies * FLOWS
    first = HUBS + np.repeat(np.arange(bodies, dtype=np.int32), FLOWS) * NODES
    source, target = (first + dice.integers(NODES, size=flows, dtype=np.int32) for _ in range(2))
    hub, way = dice.integers(HUBS, size=flows, dtype=np.int32), dice.random(flows)
    source, target = np.where(way < 0.05, hub, source), np.where(way > 0.95, hub, target)  # noqa: PLR2004
    stated = {item: _some(dice, flows, 0.5 / (item + 1)) for item in range(ITEMS)}
    denied = {item: np.setdiff1d(_some(dice, flows, 0.02), stated[item]) for item in range(ITEMS)}
    rest = dice.choice(np.array([CERTAIN, NOTHING, OPEN, ETC], np.uint8), flows, p=(0.05, 0.55, 0.2, 0.2))
    own = HUBS + np.arange(bodies, dtype=np.int32) * NODES
    conversions = (NUMBER, 1, own + 3), (1, 2, own + 4)
    return Nation(HUBS + bodies * NODES + SPARE, source, target, rest, stated, denied, conversions)


def _some(dice: np.random.Generator, flows: int, share: float) -> Ints:
    return np.flatnonzero(dice.random(flows) < share).astype(np.int32)

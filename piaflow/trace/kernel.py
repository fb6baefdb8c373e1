"""Which kernel a graph is searched by: plain lists, or numpy and scipy where it is large. Both answer alike."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Protocol

from piaflow.trace.index import Index
from piaflow.trace.lists import Lists
from piaflow.trace.makers import Makers
from piaflow.trace.spread import Forms, Levels

LARGE = 20_000
"""From so many edges on arrays serve: about there they have won back the time that importing numpy and scipy takes."""


class Kernel(Protocol):
    """What a trace asks of the edges of one index."""

    def spread(
        self, forms: Forms, starts: Sequence[int], possible: Sequence[int], late: Sequence[int]
    ) -> tuple[Levels, list[int]]:
        """Return the level of each state from where the forms start, and possibly do; and which of the `late` do as well."""

    def gets_surely(self, item: int, starts: Collection[int], nodes: Collection[int]) -> bool:
        """Return whether an item itself surely gets from nodes where it starts to all of others."""

    def find_entries(self, item: int, makers: Makers, *, is_sure: bool) -> set[int]:
        """Return the nodes at which an item enters that the `makers` make: certainly, or at all."""


def kernel_of(index: Index, large: int = LARGE) -> Kernel:
    """Return the kernel of an index: arrays from `large` edges on, where numpy and scipy are installed."""
    if len(index.graph.edges) < large:
        return Lists(index)
    kept = index.graph.worked_out
    if "kernel" not in kept:
        kept["kernel"] = _arrays(index)
    found: Kernel = kept["kernel"]
    return found


def _arrays(index: Index) -> Kernel:
    try:
        from piaflow.trace.arrays import Arrays
    except ModuleNotFoundError:
        return Lists(index)
    return Arrays.of(index)

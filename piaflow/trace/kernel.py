"""Which kernel a graph is searched by: plain lists, or numpy and scipy where it is large. Both answer alike."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from attrs import frozen

from piaflow.trace.entries import find_entries
from piaflow.trace.index import Index
from piaflow.trace.spread import Forms, States, spread_open, spread_sure

LARGE = 20_000
"""From so many edges on arrays serve: about there they have won back the time that importing numpy and scipy takes."""


class Kernel(Protocol):
    """What a trace asks of the edges of one index."""

    def spread_sure(self, forms: Forms, starts: Sequence[int]) -> States:
        """Return the states that edges lead to that certainly carry the form."""

    def spread_open(self, forms: Forms, starts: Sequence[int]) -> tuple[States, States]:
        """Return the states that may be reached from the starts: strong ones, weak ones."""

    def find_entries(self, item: int, makers: set[int], *, is_sure: bool) -> set[int]:
        """Return the nodes at which an item enters that the `makers` make."""


@frozen
class Lists:
    """The kernel of plain lists."""

    index: Index

    def spread_sure(self, forms: Forms, starts: Sequence[int]) -> States:
        """Return what `spread.spread_sure` does."""
        return spread_sure(forms, starts)

    def spread_open(self, forms: Forms, starts: Sequence[int]) -> tuple[States, States]:
        """Return what `spread.spread_open` does."""
        return spread_open(forms, starts)

    def find_entries(self, item: int, makers: set[int], *, is_sure: bool) -> set[int]:
        """Return what `entries.find_entries` does."""
        return find_entries(self.index, item, makers, is_sure=is_sure)


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

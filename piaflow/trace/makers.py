"""Makers: the nodes at which an item is made of others, found when they first matter to where it enters."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

from attrs import define


@define(eq=False)
class Makers:
    """Where an item is made of others: the `nodes` at which it may be, and at which of these it is.

    That depends on where the others are, which takes a search of its own and seldom matters: most makers hand the item
    on, and so it begins there anyway.
    """

    nodes: frozenset[int]
    _find: Callable[[], tuple[set[int], set[int]]]

    @cached_property
    def _found(self) -> tuple[set[int], set[int]]:
        return self._find()

    def list_making(self, *, is_sure: bool) -> set[int]:
        """Return the nodes that certainly make it, or all that may."""
        sure, maybe = self._found
        return sure if is_sure else sure | maybe


NOBODY = Makers(frozenset(), lambda: (set(), set()))
"""Of an item that is made of nothing else."""

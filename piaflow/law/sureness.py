"""How sure a statement about the law is, by what it was read from."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum


class Sureness(Enum):
    """確実さ: read in a primary text, read in a secondary one, or still to be confirmed."""

    CERTAIN = "確認済"
    SECONDARY = "二次資料"
    MEMORY = "要確認"


_ORDER = (Sureness.CERTAIN, Sureness.SECONDARY, Sureness.MEMORY)


def find_weakest(first: Sureness, *others: Sureness) -> Sureness:
    """Return the least sure of all: what rests on several statements is as sure as the weakest."""
    return max((first, *others), key=_ORDER.index)


def find_surest(these: Iterable[Sureness]) -> Sureness:
    """Return the surest of all: one good source is enough. 要確認 where there is none."""
    return min(these, key=_ORDER.index, default=Sureness.MEMORY)

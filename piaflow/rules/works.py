"""One work of one contractor that is entrusted for several files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations
from operator import itemgetter

from piaflow.domain.assessment import Assessment
from piaflow.domain.entries import Entrustment
from piaflow.domain.grouping import group_by
from piaflow.domain.names import EntryName, fold

_SLIP = 2
_DIGITS = re.compile(r"\d+")

Named = tuple[EntryName, Entrustment]


def pair_works(model: Assessment) -> Iterator[tuple[Named, Named]]:
    """Yield each two entries of Ⅱ.4 with one contractor and one content, in the order of their names.

    Names that number their works (第1期, 第2期) are those of two.
    """
    named = ((d.name, d.entry) for d in model.entries if isinstance(d.entry, Entrustment))
    works = group_by(
        ((e.contractor, fold(e.content)), (name, e)) for name, e in named if e.contractor and e.content
    )
    for same in works.values():
        for one, other in combinations(sorted(same, key=itemgetter(0)), 2):
            if _DIGITS.findall(fold(one[1].subject)) == _DIGITS.findall(fold(other[1].subject)):
                yield one, other


def is_slip(one: str, other: str) -> bool:
    """Whether two names are as long as each other, and a letter or two apart: 稼動 and 稼働."""
    here, there = fold(one), fold(other)
    apart = sum(a != b for a, b in zip(here, there, strict=False))
    return len(here) == len(there) and 0 < apart <= _SLIP

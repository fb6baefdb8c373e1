"""変更箇所 as facts: of a row that prints whole texts before and after, what differs between them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from attrs import evolve

from piaflow.domain.names import fold
from piaflow.domain.records import Revision

_UNIT = re.compile(r"[^。\n]+。?")
_LONGEST = 120
"""Characters of a fact: a text that is no longer stays whole."""
_LED_BY = 20
"""Characters of the same words that are left before what differs, so that a reader finds the place."""
ELLIPSIS = "…"
"""Stands at an end where words of the document are left out."""


def shorten(revision: Revision) -> Revision:
    """Return a row with what differs of its two texts, where they are long: the sentences of only one of them.

    The 項目 is a name, on one line.
    """
    revision = evolve(revision, item=" ".join(revision.item.split()))
    if max(len(revision.before), len(revision.after)) <= _LONGEST:
        return revision
    was, now = _units(revision.before), _units(revision.after)
    before, after = _only(was, now) or was, _only(now, was) or now
    return evolve(revision, before=_cut(before, after, was), after=_cut(after, before, now))


def _units(text: str) -> list[str]:
    """The sentences and lines of a text."""
    return [unit for found in _UNIT.finditer(text) if (unit := found[0].strip())]


def _only(units: Sequence[str], others: Sequence[str]) -> list[str]:
    known = set(map(fold, others))
    return [unit for unit in units if fold(unit) not in known]


def _cut(units: Sequence[str], others: Sequence[str], whole: Sequence[str]) -> str:
    """The units from near where they differ from the other text on, as far as a fact goes."""
    text, other = "\n".join(units), "\n".join(others)
    begin = max(_count_same(text, other) - _LED_BY, 0) if len(text) > _LONGEST else 0
    part = text[begin : begin + _LONGEST]
    leads = ELLIPSIS if part and (begin or units[0] != whole[0]) else ""
    ends = ELLIPSIS if part and (begin + len(part) < len(text) or units[-1] != whole[-1]) else ""
    return f"{leads}{part}{ends}"


def _count_same(one: str, other: str) -> int:
    """How many characters two texts begin alike."""
    return next(
        (at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )

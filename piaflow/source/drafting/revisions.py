"""変更箇所 as facts: of a row that prints whole texts before and after, what differs between them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from attrs import evolve

from piaflow.domain.choices import FormKind
from piaflow.domain.names import fold
from piaflow.domain.records import Revision
from piaflow.law.printed_items import shorten_item

_UNIT = re.compile(r"[^。\n]+。?")
_LONGEST = 40
"""Characters of a fact: a text that is no longer stays whole."""
_BESIDE = 8
"""Characters of the same words that are left on either side of what differs, so that a reader finds the place."""
ELLIPSIS = "…"
"""Stands at an end where words of the document are left out."""


def shorten(revision: Revision, kind: FormKind, files: Sequence[str]) -> Revision:
    """Return a row as facts: its 項目 by numbers, and what differs of its two texts, where they are long.

    `files` are the names of the files in the order of the form.
    """
    revision = evolve(
        revision, item=shorten_item(revision.item, kind, files), note=_cut_behind(revision.note)
    )
    if max(len(revision.before), len(revision.after)) <= _LONGEST:
        return revision
    was, now = _units(revision.before), _units(revision.after)
    before, after = _only(was, now) or was, _only(now, was) or now
    return evolve(revision, before=_cut(before, after, was), after=_cut(after, before, now))


def _cut_behind(text: str) -> str:
    return text if len(text) <= _LONGEST else text[:_LONGEST] + ELLIPSIS


def _units(text: str) -> list[str]:
    """The sentences and lines of a text."""
    return [unit for found in _UNIT.finditer(text) if (unit := found[0].strip())]


def _only(units: Sequence[str], others: Sequence[str]) -> list[str]:
    known = set(map(fold, others))
    return [unit for unit in units if fold(unit) not in known]


def _cut(units: Sequence[str], others: Sequence[str], whole: Sequence[str]) -> str:
    """The units around what differs from the other text, as far as a fact goes."""
    text, other = "\n".join(units), "\n".join(others)
    begin, end = 0, len(text)
    if len(text) > _LONGEST:
        same = _count_same(text, other)
        behind = min(_count_same(text[::-1], other[::-1]), len(text) - same, len(other) - same)
        begin = max(same - _BESIDE, 0)
        end = min(len(text) - max(behind - _BESIDE, 0), begin + _LONGEST)
    part = text[begin:end]
    leads = ELLIPSIS if part and (begin or units[0] != whole[0]) else ""
    ends = ELLIPSIS if part and (end < len(text) or units[-1] != whole[-1]) else ""
    return f"{leads}{part}{ends}"


def _count_same(one: str, other: str) -> int:
    """How many characters two texts begin alike."""
    return next(
        (at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )

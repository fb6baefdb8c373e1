"""変更箇所 as facts: of a row that prints whole texts before and after, what differs between them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from attrs import evolve

from piaflow.domain.names import fold
from piaflow.domain.records import Revision, Text
from piaflow.law.addresses import Address
from piaflow.law.forms import FormKind, fields_by_full

_UNIT = re.compile(r"[^。\n]+。?")
_LONGEST = 120
"""Characters of a fact: a longer one is cut where the two texts begin to differ."""
_LED_BY = 20
"""Characters of the same words that are left before what differs, so that a reader finds the place."""
_FIELDS = {"before": "別添3.変更{k}.変更前の記載", "after": "別添3.変更{k}.変更後の記載"}


def shorten(revision: Revision) -> Revision:
    """Return a row with what differs of its two texts; each is left as a part of what is printed."""
    was, now = _units(revision.before), _units(revision.after)
    before, after = _only(was, now), _only(now, was)
    if not (revision.before and revision.after):
        before, after = was, now
    return evolve(revision, before=_cut(before, after), after=_cut(after, before))


def _units(text: str) -> list[str]:
    """The sentences and lines of a text."""
    return [unit for found in _UNIT.finditer(text) if (unit := found[0].strip())]


def _only(units: Sequence[str], others: Sequence[str]) -> list[str]:
    known = set(map(fold, others))
    return [unit for unit in units if fold(unit) not in known]


def _cut(units: Sequence[str], others: Sequence[str]) -> str:
    """The units, of which the first begins near where it differs from the other text where all are too long."""
    text = "\n".join(units)
    if len(text) <= _LONGEST:
        return text
    first = units[0]
    same = next((i for i, (a, b) in enumerate(zip(first, others[0], strict=False)) if a != b), 0) if others else 0
    begin = max(same - _LED_BY, 0)
    return first[begin : begin + _LONGEST]


def hold_printed(kind: FormKind, printed: Sequence[Revision], facts: Sequence[Revision]) -> Iterator[Text]:
    """Yield the printed words of each row of which the facts hold less."""
    for number, (row, fact) in enumerate(zip(printed, facts, strict=True), 1):
        for name, full in _FIELDS.items():
            words = getattr(row, name)
            if words != getattr(fact, name):
                address = Address(kind, fields_by_full(kind)[full].path, number=str(number))
                yield Text(str(address), words, spans=row.spans)

"""Long enumerations (1、2、3、…の項, 第1条・第2条…) in a text: two are compared number by number, not as words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache

from attrs import frozen

from piaflow.domain.grouping import group_by
from piaflow.domain.records import Revision
from piaflow.rules.dossier import Dossier
from piaflow.rules.history import History

_NUMBER = r"\d{1,3}(?:の\d{1,2})*"
_FEWEST = 5
"""Numbers: fewer are no list of a whole table."""
_KINDS = {
    "項": re.compile(rf"{_NUMBER}(?:[、・,]{_NUMBER}){{{_FEWEST - 1},}}(?=の項)"),
    "条": re.compile(rf"第\d+条(?:の\d+)*(?:[、・,]第\d+条(?:の\d+)*){{{_FEWEST - 1},}}"),
}
_LEFT_OUT = re.compile(r"…|\.{3}|略|から|[～〜~]|各項")
_ALIKE = 0.7
_REMEMBERED = 1_024
"""Texts whose enumerations are kept: several rules read both sides of every row."""


@lru_cache(maxsize=_REMEMBERED)
def read_enumerations(text: str) -> Mapping[str, tuple[str, ...]]:
    """Return the numbers of the one enumeration of a kind that a text prints in full, by kind (項, 条)."""
    if not any(kind in text for kind in _KINDS):
        return {}
    told = "".join(unicodedata.normalize("NFKC", text).split())
    if _LEFT_OUT.search(told):
        return {}
    found = {kind: pattern.findall(told) for kind, pattern in _KINDS.items()}
    return {kind: tuple(re.split("[、・,]", runs[0])) for kind, runs in found.items() if len(runs) == 1}


@frozen
class Enumerated:
    """A row of 変更箇所 with the enumerations that its sides print."""

    row: Revision
    before: Mapping[str, tuple[str, ...]]
    after: Mapping[str, tuple[str, ...]]

    @property
    def is_unread(self) -> bool:
        """Whether neither side was read: it may print any."""
        return not (self.row.before or self.row.after)


def list_enumerated(dossier: Dossier) -> tuple[tuple[Enumerated, ...], ...]:
    """Return the rows on each field, whatever part of it their 項目 name beside, as they came about."""
    return tuple(_each_enumerated(dossier))


def _each_enumerated(dossier: Dossier) -> Iterator[tuple[Enumerated, ...]]:
    placed = ((found.address, row) for row in dossier.revisions if (found := dossier.printed_item(row)))
    for rows in group_by(placed).values():
        dated = (row for day in History.of(rows).days for row in day)
        yield tuple(
            Enumerated(row, read_enumerations(row.before), read_enumerations(row.after)) for row in dated
        )


def tell_difference(kind: str, one: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, str] | None:
    """Return what only the one and only the other holds, in words; None where they are of two lists, or alike."""
    same = len({*one} & {*other})
    if {*one} == {*other} or same < _ALIKE * max(len({*one}), len({*other})):
        return None
    return _name(kind, [n for n in one if n not in other]), _name(kind, [n for n in other if n not in one])


def _name(kind: str, numbers: list[str]) -> str:
    if not numbers:
        return ""
    return "・".join(numbers) + ("の項" if kind == "項" else "")

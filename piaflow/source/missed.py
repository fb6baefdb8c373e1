"""The fields of a form whose label a document does not show, though what they hold may stand there all the same."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping, Sequence

from piaflow.domain.choices import FormKind
from piaflow.law.addresses import Address
from piaflow.law.forms import FieldKind, list_fields
from piaflow.source.page import Line
from piaflow.source.rivals import Rival, take_between, to_rivals

_ELSEWHERE = frozenset({FieldKind.DIAGRAM, FieldKind.REFERENCE, FieldKind.TABLE})
"""Kinds of fields that are read without a label, or hold nothing."""


def find_missed(
    kind: FormKind, stands: Mapping[Address, range], homeless: Sequence[Sequence[Line]]
) -> Iterator[tuple[Address, tuple[Rival, ...]]]:
    """Yield the fields without a label between whose neighbours in the form words stand that no field has, with those.

    `stands` has the lines over which what each labelled field holds may stand.
    """
    if not stands or not homeless:
        return
    known = sorted(stands)
    rivals = to_rivals(homeless)
    for address in _list_expected(kind, known):
        if address in stands:
            continue
        at = bisect_left(known, address)
        beside = [stands[one] for one in known[max(0, at - 1) : at + 1]]
        found = take_between(rivals, min(one.start for one in beside), max(one.stop for one in beside))
        if found:
            yield address, found


def _list_expected(kind: FormKind, known: Collection[Address]) -> Iterator[Address]:
    """Every field of the form, for each of the files and entries that the document has."""
    told = [address for address in known if address.field.kind is not FieldKind.LIST]
    files = dict.fromkeys(address.file for address in told if address.file)
    numbers: dict[tuple[str, str], dict[str, None]] = {}
    for address in known:
        if address.number:
            numbers.setdefault((address.field.repeat, address.file), {})[address.number] = None
    for field in list_fields(kind):
        if field.kind in _ELSEWHERE or field.is_of_revisions:
            continue
        for file in files if field.is_by_file else ("",):
            for number in numbers.get((field.repeat, file), ()) if field.counted else ("",):
                yield Address(kind, field.path, file, number)

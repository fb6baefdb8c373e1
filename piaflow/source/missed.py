"""The fields of a form whose label a document does not show, though what they hold may stand there all the same."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping, Sequence

from piaflow.domain.choices import FormKind
from piaflow.law.addresses import Address
from piaflow.law.forms import FieldKind, list_fields
from piaflow.source.choices import find_boxes, find_choice
from piaflow.source.page import Line
from piaflow.source.rivals import Rival, take_between, to_rivals

_BRACKET = re.compile(r"[]］\ufffc]")
"""What a line with boxes has, or stands for a box that is no character."""
_ELSEWHERE = frozenset({FieldKind.DIAGRAM, FieldKind.REFERENCE})
"""Kinds of fields that are read without a label, or hold nothing."""


def find_missed(
    kind: FormKind,
    stands: Mapping[Address, range],
    homeless: Sequence[Sequence[Line]],
    lines: Sequence[Line],
) -> Iterator[tuple[Address, tuple[Rival, ...]]]:
    """Yield the fields without a label between whose neighbours in the form words stand that no field has, with those.

    So do the boxes of a label that has them (接続しない), in whatever line they stand. `stands` has the lines over which
    what each labelled field holds may stand.
    """
    if not stands:
        return
    known = sorted(stands)
    spare = to_rivals(homeless)
    printed = [(line, find_boxes(line.text, line.number)) for line in lines if _BRACKET.search(line.text)]
    marked = {
        field.path: to_rivals(
            [line] for line, boxes in printed if any(find_choice(b, field.boxes) for b in boxes)
        )
        for field in list_fields(kind)
        if field.kind is FieldKind.MARK
    }
    for address in _list_expected(kind, known):
        if address in stands:
            continue
        at = bisect_left(known, address)
        beside = [stands[one] for one in known[max(0, at - 1) : at + 1]]
        rivals = marked.get(address.field.path, spare)
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

"""The values of one part of a document, compared and taken over where that is certain."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from operator import attrgetter
from typing import Any

from attrs import evolve, frozen

from piaflow.domain.certainty import Certainty
from piaflow.domain.entries import Count
from piaflow.domain.nodes import File
from piaflow.form.table import Row
from piaflow.form.updating.bench import PERSON, UNKNOWN, Bench, Deviation
from piaflow.form.updating.merging import ABSENT, Trio, find_default
from piaflow.form.values import LINES, NAME, RECORDS, TEXT
from piaflow.law.addresses import Address

_OWN = ("overview.body", "overview.procedure", "counts", "contractor", "recipient")
"""Values that are looked at for themselves: they say which assessment it is, or which part of it."""
_WORDS = (TEXT, LINES, NAME, RECORDS)


@frozen
class Part:
    """One part of the document: where it stands in the model (section, name, section of a file, number) and the form.

    `own` is what the model says of it, `new` what the newer revision does, `old` what the earlier one did (None where
    that is not at hand or had no such part).
    """

    where: tuple[str, ...]
    own: Any
    new: Any
    old: Any
    place: str = ""
    number: str = ""


def update_values(bench: Bench, rows: Iterable[Row], one: Part) -> None:
    """Compare the values of one part, and write those that are certain."""
    for row in rows:
        asked = row.field(bench.model.overview.form)
        if not row.value or row.calls or row.value in _OWN or asked is None:
            continue
        address = Address.of(asked, file=one.place, number=one.number)
        read = attrgetter(row.value)
        is_word = row.writing in _WORDS
        told = Trio(row.writing.write, is_word, read(one.own), read(one.new), _read_old(bench, row, one.old))
        part, new_part = (attrgetter(row.part)(x) if row.part else x for x in (one.own, one.new))
        if told.is_boxes:
            value, why = told.merge_boxes(is_printed=bool(part.spans))
        else:
            value, why = told.merge(is_printed=bool(part.spans), default=find_default(part, row.name))
        if value is None and not why:
            continue
        label = f"{address}　{asked.label.rpartition('／')[2]}"
        deviation = Deviation(label, *told.tell(), part.spans, new_part.spans)
        if value is None:
            bench.leave(deviation, why)
            continue
        current = bench.find_owner(one.where)
        changed = {row.name: value, "spans": new_part.spans or part.spans}
        bench.put(deviation, **bench.place(one.where, _evolve_part(current, row.part, changed)))
        if why:
            bench.leave(deviation, why)


def _read_old(bench: Bench, row: Row, old: Any) -> Any:
    if bench.before is None:
        return None
    return ABSENT if old is None else attrgetter(row.value)(old)


def update_counts(bench: Bench, own: File, new: File, old: File | None) -> None:
    """Compare how many entries of each kind a file declares, and write what is certain."""
    held = {count.kind: count for count in own.counts}
    earlier = {count.kind: count for count in old.counts} if old else {}
    for count in new.counts:
        mine, was = held.get(count.kind), earlier.get(count.kind)
        if count.done is Certainty.UNKNOWN or _tell_count(mine) == _tell_count(count):
            continue
        if was is not None and _tell_count(was) == _tell_count(count):
            continue
        told = Deviation(
            f"{new.name}　{count.kind.value}の有無と件数",
            _tell_count(mine),
            _tell_count(count),
            mine.spans if mine else (),
            count.spans,
        )
        printed = mine is None or (
            _tell_count(was) == _tell_count(mine) if bench.before else bool(mine.spans)
        )
        if not printed:
            bench.leave(told, PERSON if bench.before else UNKNOWN)
            continue
        file = bench.find_owner(("files", own.name))
        counts = tuple(count if c.kind is count.kind else c for c in file.counts)
        counts = counts if mine else (*counts, count)
        bench.put(told, **bench.place(("files", own.name), evolve(file, counts=counts)))


def _evolve_part(owner: Any, path: str, changed: Mapping[str, Any]) -> Any:
    """The owner with other values in the part at a path (overview.screening)."""
    if not path:
        return evolve(owner, **changed)
    step, _, rest = path.partition(".")
    inner = _evolve_part(getattr(owner, step), rest, changed)
    return evolve(owner, **{step: inner})


def _tell_count(count: Count | None) -> str:
    if count is None or count.done is Certainty.UNKNOWN:
        return ""
    number = f"（{count.count}件）" if count.count >= 0 else ""
    return f"{'行っている' if count.done is Certainty.YES else '行っていない'}{number}"

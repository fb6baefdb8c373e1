"""What a change does to the 委託事項, 提供先 and 移転先 of a file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from piaflow.domain.assessment import Assessment
from piaflow.domain.certainty import Certainty
from piaflow.domain.choices import Extent, FlowKind
from piaflow.domain.entries import Entrustment, Handover, Provision, Transfer
from piaflow.domain.flows import Flow
from piaflow.domain.names import fold
from piaflow.domain.nodes import File
from piaflow.impact.change import Change, Made, flows_of_file, is_specific
from piaflow.law.specific_information import SPECIFIC_ITEMS


def find_new_entrustments(change: Change, file: File) -> Iterator[Made]:
    """An entrustment that was not there."""
    known = {entry.number for entry in _listed(change.before, file.name)}
    for entry in file.entrustments:
        if entry.number not in known:
            yield _made(change, file, entry)


def find_wider_entrustments(change: Change, file: File) -> Iterator[Made]:
    """An entrustment that was there: more is handed over, of others or by another way, or 特定個人情報 flows anew.

    A text of 委託内容 alone is rewritten for itself.
    """
    numbers = {e.number: e for e in _listed(change.before, file.name)}
    for entry in file.entrustments:
        if entry.number in numbers and _is_wider(change, numbers[entry.number], entry):
            wider = file.name_entry(entry)
            yield wider, _flows_of(change, file, wider)
    for flow_id, flow in flows_of_file(change, file):
        for name in flow.declared if is_specific(change.after, flow) else ():
            declared = change.after.entries_by_name[name]
            if declared.file == file.name and declared.number in numbers:
                yield name, (flow_id,)


def find_replaced_contractors(change: Change, file: File) -> Iterator[Made]:
    """Another contractor does what was entrusted: no published change of one rewrote anything but its name."""
    numbers = {e.number: e for e in _listed(change.before, file.name) if e.contractor}
    for entry in file.entrustments:
        was = numbers.get(entry.number)
        if was and entry.contractor:
            old, new = change.before.canonical(was.contractor), change.after.canonical(entry.contractor)
            yield from [(file.name_entry(entry), (new,))] if old != new else []


def find_new_subentrustments(change: Change, file: File) -> Iterator[Made]:
    """再委託 begins in an entrustment that was there without it, or comes with a new one as the first of the file."""
    was = {e.number: e.subentrusted for e in _listed(change.before, file.name)}
    none = bool(was) and set(was.values()) == {Certainty.NO}
    for entry in file.entrustments:
        before = was.get(entry.number, Certainty.NO if none else Certainty.YES)
        if entry.subentrusted is Certainty.YES and before is not Certainty.YES:
            yield _made(change, file, entry)


def find_subentrusted_flows(change: Change, file: File) -> Iterator[Made]:
    """A flow by which 特定個人情報 newly goes from a contractor on to another: one of 再委託, or of the entry itself."""
    a = change.after
    for entry in file.entrustments:
        name = file.name_entry(entry)
        contractor = a.canonical(entry.contractor) if entry.contractor else ""
        for flow_id, flow in flows_of_file(change, file):
            giver, taker = a.answering(flow.source), a.answering(flow.target)
            goes_on = contractor and giver == contractor and taker not in ("", contractor, a.assessor.name)
            told = flow.kind is FlowKind.SUBENTRUSTMENT or goes_on
            if name in flow.declared and told and is_specific(a, flow):
                yield name, (flow_id,)


def find_ended_entrustments(change: Change, file: File) -> Iterator[Made]:
    """An entrustment that is there no more: what the contractor has is to be erased or given back."""
    now = {entry.number for entry in file.entrustments}
    for entry in _listed(change.before, file.name):
        if entry.number not in now:
            yield file.name_entry(entry), ()


def find_new_handovers(change: Change, file: File) -> Iterator[Made]:
    """A recipient that the entry did not have before."""
    old = {e.name: e.entry for e in change.before.entries}
    for entry in change.after.entries:
        if entry.file == file.name and isinstance(entry.entry, Provision | Transfer):
            was = old.get(entry.name)
            known = _names(change.before, was) if isinstance(was, Provision | Transfer) else set()
            if _names(change.after, entry.entry) - known:
                yield _made(change, file, entry.entry)


def find_wider_handovers(change: Change, file: File) -> Iterator[Made]:
    """個人番号 or 符号 flows anew to a recipient that an entry had already, and the entry does not name it."""
    known = {e.name for e in change.before.entries}
    for entry in (*file.provisions, *file.transfers):
        name = file.name_entry(entry)
        for flow_id, flow in flows_of_file(change, file):
            if name in known and name in flow.declared and _is_untold(change.after, flow, entry):
                yield name, (flow_id,)


def _is_wider(change: Change, was: Entrustment, entry: Entrustment) -> bool:
    """Whether an entry may hand over more than before; of whom is told in words, and other words may be others."""
    return (
        change.is_wider(was.items, entry.items)
        or (was.extent is not Extent.WHOLE and entry.extent not in (was.extent, Extent.PART))
        or _has_other_means(was, entry)
        or fold(was.scope) != fold(entry.scope)
    )


def _has_other_means(was: Entrustment, entry: Entrustment) -> bool:
    """Whether a way is ticked that was not, or may be one that was none."""
    boxes = {(box.means, fold(box.name)): box.box for box in was.means}
    ways = ((box.box, boxes.get((box.means, fold(box.name)))) for box in entry.means)
    return any(
        old is not Certainty.YES if new is Certainty.YES else (old, new) == (Certainty.NO, Certainty.UNKNOWN)
        for new, old in ways
    )


def _made(change: Change, file: File, entry: Entrustment | Handover) -> Made:
    """An entry, and what makes it: the new flows that it declares, else those whom it names."""
    name = file.name_entry(entry)
    named = (entry.contractor,) if isinstance(entry, Entrustment) else entry.names
    known = (change.after.canonical(party) for party in named if change.after.find(party))
    return name, _flows_of(change, file, name) or tuple(known)


def _flows_of(change: Change, file: File, entry: str) -> tuple[str, ...]:
    return tuple(flow_id for flow_id, flow in flows_of_file(change, file) if entry in flow.declared)


def _listed(a: Assessment, file: str) -> Sequence[Entrustment]:
    return next((f.entrustments for f in a.files if f.name == file), ())


def _is_untold(a: Assessment, flow: Flow, entry: Handover) -> bool:
    words = a.vocabulary
    held = {i: words.holds_without(flow.items, flow.excludes, i) for i in SPECIFIC_ITEMS}
    carried = [item for item, how in held.items() if how is Certainty.YES]
    told = words.expand(entry.items.names)
    return any(item not in told and item not in entry.information for item in carried)


def _names(a: Assessment, entry: Handover) -> set[str]:
    return set(map(a.canonical, entry.names))

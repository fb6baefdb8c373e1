"""What a change does to a file, in the terms of the form: a new way of 入手, a wider 委託, a move …"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import Enum

from attrs import frozen

from piaflow.domain.assessment import Assessment
from piaflow.domain.certainty import Certainty
from piaflow.domain.choices import FlowKind, Means
from piaflow.domain.entries import Entrustment, Handover, Provision, Transfer
from piaflow.domain.flows import Flow
from piaflow.domain.items import CODE, NUMBER
from piaflow.domain.nodes import File
from piaflow.impact.differences import Difference, DifferenceKind, Part
from piaflow.impact.reaches import ReachChange, ReachChanges
from piaflow.law.specific_information import judge_specific
from piaflow.trace.answer import Reach


class CauseKind(Enum):
    """原因: what of a change makes a measure of Ⅲ or a text of Ⅱ worth another look."""

    NEW_ACQUISITION = "特定個人情報を入手する新しい経路"
    NEW_PLACE = "個人番号・符号が機関の外のシステムに新しく届く"
    NEW_ENTRUSTMENT = "新しい委託"
    WIDER_ENTRUSTMENT = "委託する事の広がり"
    REPLACED_CONTRACTOR = "委託先の交替"
    NEW_HANDOVER = "新しい提供・移転"
    NEW_NETWORK = "情報提供ネットワークシステムの新しい利用"
    MOVED_STORAGE = "保管する場所の移動"
    UNDRAWN_FLOW = "別添1に描かれていない特定個人情報の新しい流れ"


@frozen
class Cause:
    """One thing that the change does to a file. `subject` is the flow, system, entry or file that shows it."""

    kind: CauseKind
    file: str
    subject: str


@frozen
class Change:
    """Two states of an assessment, with what differs between them."""

    before: Assessment
    after: Assessment
    differences: tuple[Difference, ...]
    reaches: tuple[ReachChanges, ...]

    @property
    def new_flows(self) -> tuple[tuple[str, Flow], ...]:
        """The flows that came, or that carry or declare something else than before.

        Those that go on to another contractor of the same 委託事項 are none.
        """
        told = {"items", "declared", "specific"}
        new = [
            d.name
            for d in self.differences
            if d.part is Part.FLOW
            and (d.kind is DifferenceKind.ADDED or (d.kind is DifferenceKind.CHANGED and told & {*d.fields}))
        ]
        return tuple((name, self.after.flow(name)) for name in new)

    @property
    def gains(self) -> tuple[ReachChange, ...]:
        """Where 個人番号 and 符号 newly get."""
        return tuple(g for changes in self.reaches if changes.item in (NUMBER, CODE) for g in changes.gained)

    @property
    def losses(self) -> tuple[ReachChange, ...]:
        """Where 個人番号 and 符号 no longer get."""
        return tuple(x for changes in self.reaches if changes.item in (NUMBER, CODE) for x in changes.lost)


def find_causes(change: Change) -> tuple[Cause, ...]:
    """Return what the change does, file by file, each kind and subject once."""
    found: list[Cause] = []
    for file in change.after.listed_files:
        for kind, subjects in (
            (CauseKind.NEW_ACQUISITION, _acquisitions(change, file)),
            (CauseKind.NEW_PLACE, _places(change, file)),
            (CauseKind.NEW_ENTRUSTMENT, _new_entrustments(change, file)),
            (CauseKind.WIDER_ENTRUSTMENT, _wider_entrustments(change, file)),
            (CauseKind.REPLACED_CONTRACTOR, _replaced(change, file)),
            (CauseKind.NEW_HANDOVER, _handovers(change, file)),
            (CauseKind.NEW_NETWORK, _network(change, file)),
            (CauseKind.MOVED_STORAGE, _moves(change, file)),
            (CauseKind.UNDRAWN_FLOW, _undrawn(change, file)),
        ):
            found.extend(Cause(kind, file.name, subject) for subject in dict.fromkeys(subjects))
    return tuple(found)


def _files_of(a: Assessment, flow: Flow) -> tuple[str, ...]:
    """Return the files that a flow concerns: those of its entries, else its own, else those of its ends."""
    declared = tuple(name.partition("/")[0] for name in flow.declared)
    if declared:
        return declared
    if flow.file:
        return (a.canonical(flow.file),)
    ends = {a.holder(flow.source), a.holder(flow.target)}
    held = tuple(file.name for file in a.listed_files if a.holder(file.name) in ends)
    return held or tuple(file.name for file in a.listed_files)[:1]


def _of_file(change: Change, file: File) -> list[tuple[str, Flow]]:
    return [(name, flow) for name, flow in change.new_flows if file.name in _files_of(change.after, flow)]


def _is_specific(a: Assessment, flow: Flow) -> bool:
    return judge_specific(flow, a.vocabulary) is Certainty.YES


def _acquisitions(change: Change, file: File) -> Iterator[str]:
    entry = f"{file.name}/入手"
    for name, flow in _of_file(change, file):
        taken_in = flow.kind is FlowKind.ACQUISITION or entry in flow.declared
        if taken_in and _is_specific(change.after, flow):
            yield name


def _places(change: Change, file: File) -> Iterator[str]:
    """Systems outside the 機関 that now certainly have an identifier, where a flow of the file leads there."""
    a = change.after
    ends = {a.holder(end) for _, flow in _of_file(change, file) for end in (flow.source, flow.target)}
    for gain in change.gains:
        system = next((s for s in a.systems if s.name == gain.name), None)
        if (
            system is not None
            and gain.now is Reach.DEFINITE
            and gain.name in ends
            and not _is_own(a, gain.name)
        ):
            yield gain.name


def _is_own(a: Assessment, name: str) -> bool:
    return a.answering(name) == a.assessor.name


def _entries(change: Change, file: File, kind: DifferenceKind) -> Iterator[tuple[str, Difference]]:
    for difference in change.differences:
        if difference.part is Part.ENTRY and difference.kind is kind:
            owner, _, number = difference.name.partition("/")
            if owner == file.name:
                yield number, difference


def _new_entrustments(change: Change, file: File) -> Iterator[str]:
    new = {number for number, _ in _entries(change, file, DifferenceKind.ADDED)}
    yield from (f"{file.name}/{e.number}" for e in file.entrustments if e.number in new)


def _wider_entrustments(change: Change, file: File) -> Iterator[str]:
    """An entrustment that was there: what is handed over, of whom or how has changed, or 特定個人情報 flows anew.

    A text of 委託内容 alone is rewritten for itself.
    """
    numbers = {e.number: e for e in _listed(change.before, file.name)}
    for number, difference in _entries(change, file, DifferenceKind.CHANGED):
        if number in numbers and {"items", "means", "scope", "extent"} & {*difference.fields}:
            yield difference.name
    for _, flow in _of_file(change, file):
        for name in flow.declared if _is_specific(change.after, flow) else ():
            if name.partition("/")[0] == file.name and name.partition("/")[2] in numbers:
                yield name


def _replaced(change: Change, file: File) -> Iterator[str]:
    """Another contractor does what was entrusted: no published change of one rewrote anything but its name."""
    numbers = {e.number: e for e in _listed(change.before, file.name) if e.contractor}
    for entry in file.entrustments:
        was = numbers.get(entry.number)
        if was and entry.contractor:
            old, new = change.before.canonical(was.contractor), change.after.canonical(entry.contractor)
            yield from [f"{file.name}/{entry.number}"] if old != new else []


def _listed(a: Assessment, file: str) -> Sequence[Entrustment]:
    return next((f.entrustments for f in a.files if f.name == file), ())


def _handovers(change: Change, file: File) -> Iterator[str]:
    old = {e.name: e.entry for e in change.before.entries}
    for entry in change.after.entries:
        if entry.file == file.name and isinstance(entry.entry, Provision | Transfer):
            was = old.get(entry.name)
            known = _names(was) if isinstance(was, Provision | Transfer) else set()
            if _names(entry.entry) - known:
                yield entry.name


def _names(entry: Handover) -> set[str]:
    return {row.name for row in entry.recipients}


def _network(change: Change, file: File) -> Iterator[str]:
    if not any(Means.PROVISION_NETWORK in flow.means for flow in change.before.flows):
        yield from (n for n, flow in _of_file(change, file) if Means.PROVISION_NETWORK in flow.means)


def _moves(change: Change, file: File) -> Iterator[str]:
    """The zones named in Ⅱ.6, or the zones around the systems that keep the file, are others than before."""
    was = next((f for f in change.before.files if f.name == file.name), None)
    if was is not None and _where(change.before, was) != _where(change.after, file):
        yield file.name


def _undrawn(change: Change, file: File) -> Iterator[str]:
    """What is drawn is rewritten in 別添1 by the model itself; what is not has yet to be drawn there."""
    for name, flow in _of_file(change, file):
        if change.after.diagrams and not flow.diagram and _is_specific(change.after, flow):
            yield name


def _where(a: Assessment, file: File) -> tuple[tuple[str, ...], str]:
    return file.storage.zones, a.zone_of(file.name)

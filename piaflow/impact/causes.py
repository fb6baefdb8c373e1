"""What a change does to a file, in the terms of the form: a new way of 入手, a wider 委託, a move …"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import Enum

from attrs import frozen

from piaflow.domain.assessment import Assessment
from piaflow.domain.choices import FlowKind, Means
from piaflow.domain.nodes import File
from piaflow.impact.change import Change, Made, flows_of_file, is_specific
from piaflow.impact.entry_causes import (
    find_new_entrustments,
    find_new_handovers,
    find_new_subentrustments,
    find_replaced_contractors,
    find_wider_entrustments,
    find_wider_handovers,
)
from piaflow.trace.answer import Reach


class CauseKind(Enum):
    """原因: what of a change makes a measure of Ⅲ or a text of Ⅱ worth another look."""

    NEW_ACQUISITION = "特定個人情報を入手する新しい経路"
    NEW_PLACE = "個人番号・符号が機関の外のシステムに新しく届く"
    NEW_FILE = "新しい特定個人情報ファイル"
    NEW_ENTRUSTMENT = "新しい委託"
    WIDER_ENTRUSTMENT = "委託する事の広がり"
    REPLACED_CONTRACTOR = "委託先の交替"
    NEW_SUBENTRUSTMENT = "新しい再委託"
    NEW_HANDOVER = "新しい提供・移転"
    WIDER_HANDOVER = "提供・移転する情報の広がり"
    NEW_NETWORK = "情報提供ネットワークシステムの新しい利用"
    MOVED_STORAGE = "保管する場所の移動"
    UNDRAWN_FLOW = "別添1に描かれていない特定個人情報の新しい流れ"


@frozen
class Cause:
    """One thing that the change does to a file.

    `subject` is the flow, system, entry or file that it is about, `by` the flows (by their ids) and nodes that make it.
    """

    kind: CauseKind
    file: str
    subject: str
    by: tuple[str, ...] = ()

    @property
    def made_by(self) -> tuple[str, ...]:
        """The flows and nodes that make it: its subject, where that is one."""
        return self.by or (self.subject,)


def find_causes(change: Change) -> tuple[Cause, ...]:
    """Return what the change does, file by file, each kind and subject once."""
    found: list[Cause] = []
    for file in change.after.listed_files:
        for kind, subjects in (
            (CauseKind.NEW_ACQUISITION, _acquisitions(change, file)),
            (CauseKind.NEW_PLACE, _places(change, file)),
            (CauseKind.NEW_FILE, _new_files(change, file)),
            (CauseKind.NEW_ENTRUSTMENT, find_new_entrustments(change, file)),
            (CauseKind.WIDER_ENTRUSTMENT, find_wider_entrustments(change, file)),
            (CauseKind.REPLACED_CONTRACTOR, find_replaced_contractors(change, file)),
            (CauseKind.NEW_SUBENTRUSTMENT, find_new_subentrustments(change, file)),
            (CauseKind.NEW_HANDOVER, find_new_handovers(change, file)),
            (CauseKind.WIDER_HANDOVER, find_wider_handovers(change, file)),
            (CauseKind.NEW_NETWORK, _network(change, file)),
            (CauseKind.MOVED_STORAGE, _moves(change, file)),
            (CauseKind.UNDRAWN_FLOW, _undrawn(change, file)),
        ):
            found.extend(Cause(kind, file.name, *one) for one in _join(subjects))
    return tuple(found)


def _join(made: Iterable[Made]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each subject once, with all that makes it."""
    joined: dict[str, dict[str, None]] = {}
    for subject, by in made:
        joined.setdefault(subject, {}).update(dict.fromkeys(by))
    yield from ((subject, tuple(by)) for subject, by in joined.items())


def _acquisitions(change: Change, file: File) -> Iterator[Made]:
    entry = file.name_entry(file.acquisition)
    for name, flow in flows_of_file(change, file):
        taken_in = flow.kind is FlowKind.ACQUISITION or entry in flow.declared
        if taken_in and is_specific(change.after, flow):
            yield name, (name,)


def _places(change: Change, file: File) -> Iterator[Made]:
    """Systems outside the 機関 that now certainly have an identifier, where a flow of the file leads there."""
    a = change.after
    ends = {a.holder(end) for _, flow in flows_of_file(change, file) for end in (flow.source, flow.target)}
    for gain in change.gains:
        system = next((s for s in a.systems if s.name == gain.name), None)
        if (
            system is not None
            and gain.now is Reach.DEFINITE
            and gain.name in ends
            and not _is_own(a, gain.name)
        ):
            yield gain.name, gain.path[-1:]


def _is_own(a: Assessment, name: str) -> bool:
    return a.answering(name) == a.assessor.name


def _new_files(change: Change, file: File) -> Iterator[Made]:
    if all(was.name != file.name for was in change.before.listed_files):
        yield file.name, ()


def _network(change: Change, file: File) -> Iterator[Made]:
    if not any(Means.PROVISION_NETWORK in flow.means for flow in change.before.flows):
        for name, flow in flows_of_file(change, file):
            if Means.PROVISION_NETWORK in flow.means:
                yield name, (name,)


def _moves(change: Change, file: File) -> Iterator[Made]:
    """The zones named in Ⅱ.6, or the zones around the systems that keep the file, are others than before."""
    was = next((f for f in change.before.files if f.name == file.name), None)
    if was is not None and _where(change.before, was) != _where(change.after, file):
        yield file.name, ()


def _undrawn(change: Change, file: File) -> Iterator[Made]:
    """What is drawn is rewritten in 別添1 by the model itself; what is not has yet to be drawn there."""
    for name, flow in flows_of_file(change, file):
        if change.after.diagrams and not flow.diagram and is_specific(change.after, flow):
            yield name, (name,)


def _where(a: Assessment, file: File) -> tuple[tuple[str, ...], str]:
    return file.storage.zones, a.zone_of(file.name)

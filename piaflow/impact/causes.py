"""What a change does to a file, in the terms of the form: a new way of 入手, a wider 委託, a move …"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import Enum

from attrs import frozen

from piaflow.domain.assessment import Assessment
from piaflow.domain.certainty import Certainty
from piaflow.domain.choices import FlowKind, Means, NodeKind
from piaflow.domain.flows import Flow
from piaflow.domain.names import fold
from piaflow.domain.nodes import File, System
from piaflow.impact.change import Change, Made, files_of, flows_of_file, is_specific, moved_flows_of_file
from piaflow.impact.entry_causes import (
    find_ended_entrustments,
    find_new_entrustments,
    find_new_handovers,
    find_new_subentrustments,
    find_replaced_contractors,
    find_subentrusted_flows,
    find_wider_entrustments,
    find_wider_handovers,
)
from piaflow.impact.reaches import ReachChange
from piaflow.trace.answer import Reach


class CauseKind(Enum):
    """原因: what of a change makes a measure of Ⅲ or a text of Ⅱ worth another look."""

    NEW_ACQUISITION = "特定個人情報を入手する新しい経路"
    NEW_SOURCE = "新しい入手元"
    NEW_PLACE = "個人番号・符号が機関の外のシステムに新しく届く"
    UNTOLD_PLACE = "個人番号・符号が運用者の分からないシステムに新しく届く"
    NEW_OPERATOR = "個人番号・符号をもつシステムを動かす者の交替"
    NEW_FILE = "新しい特定個人情報ファイル"
    NEW_SYSTEM = "Ⅰ.2に新しく載るシステムが個人番号・符号をもつ"
    NEW_TERMINAL = "職員が個人番号・符号を扱う新しい端末"
    NEW_MEDIUM = "特定個人情報が新しい媒体に写る"
    NEW_ENTRUSTMENT = "新しい委託"
    WIDER_ENTRUSTMENT = "委託する事の広がり"
    REPLACED_CONTRACTOR = "委託先の交替"
    NEW_SUBENTRUSTMENT = "新しい再委託"
    NEW_SUBENTRUSTED_FLOW = "再委託先への新しい流れ"
    NEW_HANDOVER = "新しい提供・移転"
    WIDER_HANDOVER = "提供・移転する情報の広がり"
    NEW_NETWORK = "情報提供ネットワークシステムの新しい利用"
    MOVED_STORAGE = "保管する場所の移動"
    MOVED_TO_CLOUD = "クラウドへの移動"
    UNDRAWN_FLOW = "別添1に描かれていない特定個人情報の新しい流れ"
    ENDED_PLACE = "個人番号・符号をもっていたシステムの利用の終了"
    ENDED_ENTRUSTMENT = "委託の終了"

    @property
    def is_end(self) -> bool:
        """Whether something ends: what is left over is to be erased, and nothing is handled that was not before."""
        return self in (CauseKind.ENDED_PLACE, CauseKind.ENDED_ENTRUSTMENT)


@frozen
class Cause:
    """One thing that the change does to a file.

    `subject` is the flow, system, entry or file that it is about, `by` the flows (by their ids) and nodes that make it.
    It is not sure where it is none if a party that is new is one of before under another name.
    """

    kind: CauseKind
    file: str
    subject: str
    by: tuple[str, ...] = ()
    is_sure: bool = True

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
            (CauseKind.NEW_SOURCE, _sources(change, file)),
            (CauseKind.NEW_PLACE, _places(change, file)),
            (CauseKind.UNTOLD_PLACE, _untold_places(change, file)),
            (CauseKind.NEW_OPERATOR, _operators(change, file)),
            (CauseKind.NEW_FILE, _new_files(change, file)),
            (CauseKind.NEW_SYSTEM, _new_systems(change, file)),
            (CauseKind.NEW_TERMINAL, _terminals(change, file)),
            (CauseKind.NEW_MEDIUM, _media(change, file)),
            (CauseKind.NEW_ENTRUSTMENT, find_new_entrustments(change, file)),
            (CauseKind.WIDER_ENTRUSTMENT, find_wider_entrustments(change, file)),
            (CauseKind.REPLACED_CONTRACTOR, find_replaced_contractors(change, file)),
            (CauseKind.NEW_SUBENTRUSTMENT, find_new_subentrustments(change, file)),
            (CauseKind.NEW_SUBENTRUSTED_FLOW, find_subentrusted_flows(change, file)),
            (CauseKind.NEW_HANDOVER, find_new_handovers(change, file)),
            (CauseKind.WIDER_HANDOVER, find_wider_handovers(change, file)),
            (CauseKind.NEW_NETWORK, _network(change, file)),
            (CauseKind.MOVED_STORAGE, _moves(change, file)),
            (CauseKind.MOVED_TO_CLOUD, _cloud_moves(change, file)),
            (CauseKind.UNDRAWN_FLOW, _undrawn(change, file)),
            (CauseKind.ENDED_PLACE, _ended(change, file)),
            (CauseKind.ENDED_ENTRUSTMENT, find_ended_entrustments(change, file)),
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


def _sources(change: Change, file: File) -> Iterator[Made]:
    """A box of 入手元 that was empty is ticked: an old giver that takes another way is none."""
    was = next((f for f in change.before.listed_files if f.name == file.name), None)
    empty = {box.kind for box in was.acquisition.sources if box.box is Certainty.NO} if was else set()
    if any(box.kind in empty and box.box is Certainty.YES for box in file.acquisition.sources):
        yield file.name_entry(file.acquisition), tuple(name for name, _ in _acquisitions(change, file))


def _places(change: Change, file: File) -> Iterator[Made]:
    """Systems outside the 機関 that now certainly have an identifier, where a flow of the file leads there."""
    for system, gain in _reached(change, file):
        if change.after.answering(system.name) and not _is_own(change.after, system.name):
            yield system.name, gain.path[-1:]


def _untold_places(change: Change, file: File) -> Iterator[Made]:
    """Such systems of which the document does not tell who runs them: they may be of the 機関, or not."""
    for system, gain in _reached(change, file):
        if not change.after.answering(system.name):
            yield system.name, gain.path[-1:]


def _operators(change: Change, file: File) -> Iterator[Made]:
    """Systems that were there, certainly have an identifier, and are run by another than before."""
    a = change.after
    flows = (flow for flow in a.flows if file.name in files_of(a, flow))
    ends = {a.holder(file.name), *(a.holder(end) for flow in flows for end in (flow.source, flow.target))}
    for name, operator in change.new_operators.items():
        if name in ends:
            yield name, (operator,)


def _new_systems(change: Change, file: File) -> Iterator[Made]:
    """Systems that Ⅰ.2 did not list before, of the 機関 itself: what others run is a place outside it."""
    listed = {system.name for system in change.before.systems if system.number}
    for system, gain in _reached(change, file):
        if system.number and system.name not in listed and _is_own(change.after, system.name):
            yield system.name, gain.path[-1:]


def _terminals(change: Change, file: File) -> Iterator[Made]:
    """Terminals of the 機関 itself: who sits before one of another's is not its staff."""
    for system, gain in _reached(change, file):
        if system.kind is NodeKind.TERMINAL and _is_own(change.after, system.name):
            yield system.name, gain.path[-1:]


def _reached(change: Change, file: File) -> Iterator[tuple[System, ReachChange]]:
    """Systems that now certainly have an identifier, where a flow of the file that came or moved leads there."""
    a = change.after
    flows = moved_flows_of_file(change, file)
    ends = {a.holder(end) for _, flow in flows for end in (flow.source, flow.target)}
    systems = {system.name: system for system in a.systems if system.name in ends}
    for gain in change.gains:
        if gain.name in systems and gain.now is Reach.DEFINITE:
            yield systems[gain.name], gain


def _media(change: Change, file: File) -> Iterator[Made]:
    """特定個人情報 goes by a medium, or to one that is drawn, by which none of the file went before."""
    was = {medium for flow in change.before.flows for medium in _list_media(change.before, flow)}
    for name, flow in moved_flows_of_file(change, file):
        new = [medium for medium in _list_media(change.after, flow) if medium not in was]
        if new and is_specific(change.after, flow):
            yield name, (name,)


def _list_media(a: Assessment, flow: Flow) -> Iterator[str]:
    yield from (means.value for means in flow.means if means in (Means.MEDIUM, Means.FLASH))
    ends = (a.find(end) for end in (flow.source, flow.target))
    yield from (end.name for end in ends if isinstance(end, System) and end.kind is NodeKind.MEDIUM)


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
        left = _zones(change.before, was)
        yield file.name, tuple(zone for zone in _zones(change.after, file) if zone not in left)


def _cloud_moves(change: Change, file: File) -> Iterator[Made]:
    """The zones of the file lie in a cloud now, and none of them did before: as the model says it, or as it is called."""
    was = next((f for f in change.before.files if f.name == file.name), None)
    now = [zone for zone in _zones(change.after, file) if _is_cloud(change.after, zone)]
    if was is not None and not any(_is_cloud(change.before, zone) for zone in _zones(change.before, was)):
        yield from [(file.name, tuple(now))] if now else []


def _zones(a: Assessment, file: File) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, (*file.storage.zones, a.zone_of(file.name)))))


def _is_cloud(a: Assessment, name: str) -> bool:
    """Whether a zone, or one around it, is a cloud."""
    zones = {zone.name: zone for zone in a.zones}
    while name in zones:
        zone = zones[name]
        if zone.cloud is Certainty.YES or "クラウド" in fold(zone.name):
            return True
        name = zone.parent
    return False


def _ended(change: Change, file: File) -> Iterator[Made]:
    """Systems that the model no longer has and that certainly had an identifier, where a flow of the file led there."""
    was = next((f for f in change.before.listed_files if f.name == file.name), None)
    now = {system.name for system in change.after.systems}
    if was is not None:
        flows = (flow for flow in change.before.flows if file.name in files_of(change.before, flow))
        ends = {change.before.holder(end) for flow in flows for end in (flow.source, flow.target)}
        for loss in change.losses:
            is_system = any(system.name == loss.name for system in change.before.systems)
            if is_system and loss.was is Reach.DEFINITE and loss.name in ends and loss.name not in now:
                yield loss.name, ()


def _undrawn(change: Change, file: File) -> Iterator[Made]:
    """What is drawn is rewritten in 別添1 by the model itself; what is not has yet to be drawn there."""
    for name, flow in flows_of_file(change, file):
        if change.after.diagrams and not flow.diagram and is_specific(change.after, flow):
            yield name, (name,)


def _where(a: Assessment, file: File) -> tuple[tuple[str, ...], str]:
    return file.storage.zones, a.zone_of(file.name)

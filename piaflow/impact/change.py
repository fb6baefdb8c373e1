"""Two states of an assessment with what differs between them, and what of it concerns a file."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import cached_property

from attrs import define

from piaflow.domain.assessment import Assessment
from piaflow.domain.certainty import Certainty
from piaflow.domain.flows import Flow
from piaflow.domain.items import CODE, NUMBER, ItemList
from piaflow.domain.nodes import File
from piaflow.impact.differences import Difference, DifferenceKind, Part
from piaflow.impact.matching import find_regrouped, match_flows
from piaflow.impact.reaches import ReachChange, ReachChanges
from piaflow.law.specific_information import judge_specific
from piaflow.trace.answer import Reach
from piaflow.trace.tracing import trace

Made = tuple[str, tuple[str, ...]]
"""What a cause is about, and the flows and nodes that make it."""


@define(frozen=True)
class Change:
    """Two states of an assessment, with what differs between them.

    `doubles` are names of parties now, each with that of one of before who may be the same.
    """

    before: Assessment
    after: Assessment
    differences: tuple[Difference, ...]
    reaches: tuple[ReachChanges, ...]
    doubles: tuple[tuple[str, str], ...] = ()

    @cached_property
    def new_flows(self) -> tuple[tuple[str, Flow], ...]:
        """The flows that came, or that carry or declare something more than before.

        Those that go on to another contractor of the same 委託事項, that are routed anew with all that they carried,
        that only are drawn as more or fewer arrows than before, or that carry less or the same in other words, are none.
        """
        same = find_regrouped(self.before, self.after)
        told = self._list_flows({"items", "declared", "specific"})
        return tuple((n, f) for n, f in told if n not in same and self._does_more(n, f))

    @cached_property
    def moved_flows(self) -> tuple[tuple[str, Flow], ...]:
        """The new flows, and those that have another end or go by other means than before."""
        return self._list_flows({"items", "declared", "specific", "source", "target", "means"})

    def is_wider(self, old: ItemList, new: ItemList) -> bool:
        """Return whether a list may name more than one of before: not where each name was told, or all it stands for."""
        told, spell_out = self.before.vocabulary.spell_out(old.names), self.after.vocabulary.spell_out
        return not spell_out(new.names) <= spell_out(told) or (old.complete and not new.complete)

    def _does_more(self, name: str, flow: Flow) -> bool:
        was = self._was.get(name)
        if was is None:
            return True
        spell_out = self.after.vocabulary.spell_out
        return (
            self.is_wider(was.items, flow.items)
            or not (flow.items.complete or spell_out(was.excludes) <= spell_out(flow.excludes))
            or (flow.specific is Certainty.YES and was.specific is not Certainty.YES)
            or not set(flow.declared) <= set(was.declared)
        )

    @cached_property
    def _was(self) -> Mapping[str, Flow]:
        """The flows of before, by the ids of those that they are now."""
        return {now: self.before.flow(was) for now, was in match_flows(self.before, self.after).items()}

    def _list_flows(self, told: Collection[str]) -> tuple[tuple[str, Flow], ...]:
        """The flows that came, and those of which one of the fields changed."""
        return tuple(
            (d.name, self.after.flow(d.name))
            for d in self.differences
            if d.part is Part.FLOW
            and (
                d.kind is DifferenceKind.ADDED or (d.kind is DifferenceKind.CHANGED and {*told} & {*d.fields})
            )
        )

    @cached_property
    def new_operators(self) -> Mapping[str, str]:
        """Who runs a system that certainly has 個人番号 or 符号 now, where another is told to have run it before."""
        known = {system.name for system in self.before.systems}
        there = [system.name for system in self.after.systems if system.name in known]
        ran = {name: (self.before.answering(name), self.after.answering(name)) for name in there}
        changed = {name: now for name, (was, now) in ran.items() if was and now and was != now}
        traces = [(item, trace(self.after, item)) for item in (NUMBER, CODE)] if changed else []
        held = {n for n in changed for item, told in traces if told.node(n).reach_as(item) is Reach.DEFINITE}
        return {name: now for name, now in changed.items() if name in held}

    @property
    def gains(self) -> tuple[ReachChange, ...]:
        """Where 個人番号 and 符号 newly get."""
        return tuple(g for changes in self.reaches if changes.item in (NUMBER, CODE) for g in changes.gained)

    @property
    def sure_gains(self) -> tuple[ReachChange, ...]:
        """Where they now get for certain, and where that is new for certain."""
        return tuple(gain for gain in self.gains if gain.now is Reach.DEFINITE and gain.is_sure)

    @property
    def unsure_gains(self) -> tuple[ReachChange, ...]:
        """Where they now get for certain, and may have got before under another name."""
        return tuple(gain for gain in self.gains if gain.now is Reach.DEFINITE and not gain.is_sure)

    @property
    def losses(self) -> tuple[ReachChange, ...]:
        """Where 個人番号 and 符号 no longer get."""
        return tuple(x for changes in self.reaches if changes.item in (NUMBER, CODE) for x in changes.lost)


def flows_of_file(change: Change, file: File) -> list[tuple[str, Flow]]:
    """Return the new flows that concern a file, under their ids."""
    return _concern(change.after, change.new_flows, file)


def moved_flows_of_file(change: Change, file: File) -> list[tuple[str, Flow]]:
    """Return the new flows that concern a file, and those with another end or other means."""
    return _concern(change.after, change.moved_flows, file)


def _concern(a: Assessment, flows: Sequence[tuple[str, Flow]], file: File) -> list[tuple[str, Flow]]:
    return [(name, flow) for name, flow in flows if file.name in files_of(a, flow)]


def is_specific(a: Assessment, flow: Flow) -> bool:
    """Return whether a flow carries 特定個人情報 for certain."""
    return judge_specific(flow, a.vocabulary) is Certainty.YES


def files_of(a: Assessment, flow: Flow) -> tuple[str, ...]:
    """Return the files that a flow concerns: those of its entries, else its own, else those of its ends."""
    declared = tuple(a.entries_by_name[name].file for name in flow.declared)
    if declared:
        return declared
    if flow.file:
        return (a.canonical(flow.file),)
    ends = {a.holder(flow.source), a.holder(flow.target)}
    held = tuple(file.name for file in a.listed_files if a.holder(file.name) in ends)
    return held or tuple(file.name for file in a.listed_files)[:1]

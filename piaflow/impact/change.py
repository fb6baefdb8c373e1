"""Two states of an assessment with what differs between them, and what of it concerns a file."""

from __future__ import annotations

from attrs import frozen

from piaflow.domain.assessment import Assessment
from piaflow.domain.certainty import Certainty
from piaflow.domain.flows import Flow
from piaflow.domain.items import CODE, NUMBER
from piaflow.domain.nodes import File
from piaflow.impact.differences import Difference, DifferenceKind, Part
from piaflow.impact.reaches import ReachChange, ReachChanges
from piaflow.law.specific_information import judge_specific

Made = tuple[str, tuple[str, ...]]
"""What a cause is about, and the flows and nodes that make it."""


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


def flows_of_file(change: Change, file: File) -> list[tuple[str, Flow]]:
    """Return the new flows that concern a file, under their ids."""
    return [(name, flow) for name, flow in change.new_flows if file.name in _files_of(change.after, flow)]


def is_specific(a: Assessment, flow: Flow) -> bool:
    """Return whether a flow carries 特定個人情報 for certain."""
    return judge_specific(flow, a.vocabulary) is Certainty.YES


def _files_of(a: Assessment, flow: Flow) -> tuple[str, ...]:
    """Return the files that a flow concerns: those of its entries, else its own, else those of its ends."""
    declared = tuple(a.entries_by_name[name].file for name in flow.declared)
    if declared:
        return declared
    if flow.file:
        return (a.canonical(flow.file),)
    ends = {a.holder(flow.source), a.holder(flow.target)}
    held = tuple(file.name for file in a.listed_files if a.holder(file.name) in ends)
    return held or tuple(file.name for file in a.listed_files)[:1]

"""The answer to 「何が変わるか」 as a value."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import frozen

from piaflow.domain.assessment import Assessment
from piaflow.impact.causes import Cause
from piaflow.impact.differences import Difference, DifferenceKind
from piaflow.impact.items import ItemChange
from piaflow.impact.judging import Judgement
from piaflow.impact.reaches import ReachChanges
from piaflow.law.addresses import Address
from piaflow.rules.finding import Finding


@frozen
class Impact:
    """影響: what differs, who gets and loses identifiers, findings that come and go, and the items to rewrite.

    `unsure_findings` are the new and the gone ones that are so only if who may be one of before is another.
    `all_before` and `all_after` are all findings of each state, those that its author accepts too. `undecided` are the
    fields of which one of the two states does not tell what a box shows: whether they changed nobody knows.
    """

    before: Assessment
    after: Assessment
    differences: tuple[Difference, ...]
    reaches: tuple[ReachChanges, ...]
    causes: tuple[Cause, ...]
    items: tuple[ItemChange, ...]
    judgement: Judgement
    new_findings: tuple[Finding, ...] = ()
    gone_findings: tuple[Finding, ...] = ()
    unsure_findings: tuple[Finding, ...] = ()
    all_before: tuple[Finding, ...] = ()
    all_after: tuple[Finding, ...] = ()
    undecided: tuple[Address, ...] = ()

    def of_kind(self, kind: DifferenceKind) -> tuple[Difference, ...]:
        """Return the differences of one kind: 追加, 削除 or 変更."""
        return tuple(d for d in self.differences if d.kind is kind)

    def tell_sure(self, findings: Sequence[Finding]) -> tuple[Finding, ...]:
        """Return those of the new or the gone findings that are so for certain."""
        return tuple(finding for finding in findings if finding not in self.unsure_findings)

    @property
    def is_empty(self) -> bool:
        """Whether nothing differs at all."""
        return not (self.differences or self.items or self.new_findings or self.gone_findings)

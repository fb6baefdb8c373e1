"""impact: everything that changes from one state of an assessment to the next."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import frozen

from piaflow.domain.assessment import Assessment
from piaflow.forms.comparing import compare
from piaflow.forms.projecting import project
from piaflow.impact.causes import Cause, Change, find_causes
from piaflow.impact.differences import Difference, DifferenceKind, find_differences
from piaflow.impact.induced import find_reviews
from piaflow.impact.items import ItemChange, list_items
from piaflow.impact.judging import Judgement, judge
from piaflow.impact.reaches import ReachChanges, compare_reaches
from piaflow.law.catalogue import Catalogue
from piaflow.rules.catalogue import RULES
from piaflow.rules.checking import check
from piaflow.rules.finding import Finding
from piaflow.rules.rule import Rule


@frozen
class Impact:
    """影響: what differs, who gets and loses identifiers, findings that come and go, and the items to rewrite."""

    before: Assessment
    after: Assessment
    differences: tuple[Difference, ...]
    reaches: tuple[ReachChanges, ...]
    causes: tuple[Cause, ...]
    items: tuple[ItemChange, ...]
    judgement: Judgement
    new_findings: tuple[Finding, ...] = ()
    gone_findings: tuple[Finding, ...] = ()

    def of_kind(self, kind: DifferenceKind) -> tuple[Difference, ...]:
        """Return the differences of one kind: 追加, 削除 or 変更."""
        return tuple(d for d in self.differences if d.kind is kind)

    @property
    def is_empty(self) -> bool:
        """Whether nothing differs at all."""
        return not (self.differences or self.items or self.new_findings or self.gone_findings)


def find_impact(
    before: Assessment,
    after: Assessment,
    *,
    rules: Sequence[Rule] = RULES,
    catalogue: Catalogue | None = None,
) -> Impact:
    """Return the impact of going from `before` to `after`.

    The form is the one that `after` is written on; where the two are written on different forms, every
    field that only one of them has is a change.
    """
    change = Change(before, after, find_differences(before, after), compare_reaches(before, after))
    causes = find_causes(change)
    form = project(after)
    items = list_items(compare(project(before), form), find_reviews(form, after, causes))
    was = check(before, rules=rules, catalogue=catalogue).standing
    now = check(after, rules=rules, catalogue=catalogue).standing
    return Impact(
        before,
        after,
        change.differences,
        change.reaches,
        causes,
        items,
        judge(after.overview.form, change, items, causes),
        _without(now, was),
        _without(was, now),
    )


def _without(found: Sequence[Finding], others: Sequence[Finding]) -> tuple[Finding, ...]:
    known = {finding.key for finding in others}
    return tuple(finding for finding in found if finding.key not in known)

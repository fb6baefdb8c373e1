"""Decisions: what a model says was decided of findings and fields, and whether that is still what was decided on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from enum import Enum

from attrs import frozen

from piaflow.domain.assessment import Assessment
from piaflow.domain.names import fold
from piaflow.domain.records import Acceptance
from piaflow.impact.answer import Impact
from piaflow.review.agenda import AgendaItem
from piaflow.rules.finding import Finding


class Standing(Enum):
    """決めたことの今. Values are those of the JSON answer."""

    KEPT = "kept"
    CHANGED = "changed"
    OVER = "over"
    GONE = "gone"
    WITHDRAWN = "withdrawn"

    @property
    def printed(self) -> str:
        """The Japanese words."""
        return {
            "kept": "今も同じことを決めてある",
            "changed": "決めた後で対象が変わった",
            "over": "期限が過ぎた",
            "gone": "対象がなくなった",
            "withdrawn": "決めたことが消された",
        }[self.value]


@frozen
class Decision:
    """決めたこと: an acceptance, how it stands now, and in words what it is about then and now ("" where not known)."""

    acceptance: Acceptance
    standing: Standing
    was: str = ""
    now: str = ""


def list_decisions(impact: Impact, agenda: Sequence[AgendaItem], today: date) -> tuple[Decision, ...]:
    """Return the decisions that the change touches or rests on, in the order of their keys.

    One about a field that is not on the agenda waits for the next change, and is not told.
    """
    return tuple(sorted(_list(impact, agenda, today), key=lambda decision: decision.acceptance.key))


def _list(impact: Impact, agenda: Sequence[AgendaItem], today: date) -> Iterator[Decision]:
    then, now = (_by_key(impact.after, found) for found in (impact.all_before, impact.all_after))
    for acceptance in impact.after.accepted:
        if acceptance.is_of_agenda:
            yield from _of_agenda(acceptance, agenda, today)
        else:
            key = impact.after.named_flows.spell_key(acceptance.key)
            yield _of_finding(acceptance, then.get(key), now.get(key), today)
    kept = {fold(acceptance.key) for acceptance in impact.after.accepted}
    for acceptance in impact.before.accepted:
        found = now.get(impact.after.named_flows.spell_key(acceptance.key))
        if found and fold(acceptance.key) not in kept:
            yield Decision(acceptance, Standing.WITHDRAWN, now=found.message)


def _by_key(a: Assessment, found: Sequence[Finding]) -> dict[str, Finding]:
    return {a.named_flows.spell_key(finding.key): finding for finding in found}


def _of_finding(acceptance: Acceptance, was: Finding | None, now: Finding | None, today: date) -> Decision:
    """A finding keeps its key while what both sides say may change: then somebody has to decide anew."""
    if now is None:
        return Decision(acceptance, Standing.GONE, was=was.message if was else "")
    if acceptance.is_over(today):
        return Decision(acceptance, Standing.OVER, now=now.message)
    if was is not None and _said(was) != _said(now):
        return Decision(acceptance, Standing.CHANGED, was.message, now.message)
    return Decision(acceptance, Standing.KEPT, now=now.message)


def _said(finding: Finding) -> tuple[str, ...]:
    """What a finding says; on which lines it stands is no part of it."""
    return (finding.message, *(side.said for side in finding.evidence))


def _of_agenda(acceptance: Acceptance, agenda: Sequence[AgendaItem], today: date) -> Iterator[Decision]:
    """A key with a mark is about one change of the field; without one, about whatever the field is asked for."""
    for item in agenda:
        if item.is_meant(acceptance.key):
            changed = "#" in acceptance.key and fold(item.key) != fold(acceptance.key)
            over = acceptance.is_over(today)
            standing = Standing.OVER if over else Standing.CHANGED if changed else Standing.KEPT
            yield Decision(acceptance, standing, now=f"{item.item.origin.printed}：{item.item.label}")

"""Findings that come and go from one state to the next, and which of them do so however the change is read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from attrs import evolve, frozen

from piaflow.impact.matching import find_regrouped, match_flows
from piaflow.impact.weighing import Compared
from piaflow.rules.finding import Finding


@frozen
class Turned:
    """The findings that are new and gone, and those of both of which that is not sure."""

    new: tuple[Finding, ...]
    gone: tuple[Finding, ...]
    unsure: tuple[Finding, ...] = ()


def compare_findings(told: Compared, was: Sequence[Finding], now: Sequence[Finding]) -> Turned:
    """Return the findings that come and go by one reading: `was` are those of its state before."""
    before, after = told.change.before, told.change.after
    matched = {was: name for name, was in match_flows(before, after).items()}
    called = {**matched, **find_regrouped(before, after)}
    return Turned(_without(now, was, called), _without(was, now, called))


def weigh_findings(told: tuple[Compared, Turned], others: Sequence[tuple[Compared, Turned]]) -> Turned:
    """Return what comes and goes by one reading, with what does not by each of the others."""
    come = [frozenset(finding.key for finding in turned.new) for _, turned in others]
    went = [frozenset(_call(other, finding) for finding in turned.gone) for other, turned in others]
    reading, turned = told
    unsure = (
        *(found for found in turned.new if not all(found.key in known for known in come)),
        *(found for found in turned.gone if not all(_call(reading, found) in known for known in went)),
    )
    return evolve(turned, unsure=unsure)


def _call(reading: Compared, finding: Finding) -> object:
    """A finding of before, called the same by each reading."""
    about = finding.about
    for new, old in reading.doubles.items():
        about = about.replace(new, old)
    return finding.rule, tuple(map(reading.call_before, finding.subjects)), about


def _without(
    found: Sequence[Finding], others: Sequence[Finding], called: Mapping[str, str]
) -> tuple[Finding, ...]:
    """A flow that got another id, or is drawn as more or fewer arrows, has the findings that it had."""

    def spell(finding: Finding) -> str:
        return evolve(finding, subjects=tuple(called.get(name, name) for name in finding.subjects)).key

    known = {*map(spell, others)}
    return tuple(finding for finding in found if spell(finding) not in known)

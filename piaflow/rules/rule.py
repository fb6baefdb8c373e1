"""A rule (規則): what it checks, why, how to settle it, and the function that finds it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from attrs import Attribute, field, frozen

from piaflow.domain.choices import FormKind
from piaflow.errors import UnknownNameError, find_nearest
from piaflow.rules.dossier import Dossier
from piaflow.rules.finding import (
    Confidence,
    Finding,
    Grounds,
    Hit,
    Severity,
    of_kind,
    read_confidence,
    read_grounds,
    read_severity,
    refuse,
    tuple_of,
)
from piaflow.rules.needs import Need
from piaflow.rules.places import print_subject

_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def _nothing(_: Dossier) -> Iterable[Hit]:
    return ()


def _no_review(_: Dossier, __: Sequence[Finding]) -> Iterable[Hit]:
    return ()


def _kebab_case(rule: Any, attribute: Attribute[Any], given: Any) -> None:
    """A name stands before the @ of a finding's key, in configurations and in the log of a workflow."""
    if not (isinstance(given, str) and _NAME.fullmatch(given)):
        raise refuse(rule, attribute, given, "is no name in kebab-case: a-z and 0-9, joined with -")


def _function(rule: Any, attribute: Attribute[Any], given: Any) -> None:
    if not callable(given):
        raise refuse(rule, attribute, given, "is no function")


@frozen
class Rule:
    """規則. `name` is kebab-case and stable; the four sentences are what docs/rules.md prints.

    `find` reads one document; `review` reads what the other rules found in it. `needs` are the kinds of fact without
    which it cannot speak, `grounds` what its findings stand on. Raises WrongValueError.
    """

    name: str = field(validator=_kebab_case)
    title: str = field(validator=of_kind(str))
    checks: str = field(validator=of_kind(str))
    matters: str = field(validator=of_kind(str))
    settle: str = field(validator=of_kind(str))
    source: str = field(validator=of_kind(str))
    severity: Severity = field(
        default=Severity.ERROR,
        converter=read_severity,
        validator=of_kind(Severity),
    )
    confidence: Confidence = field(
        default=Confidence.HIGH,
        converter=read_confidence,
        validator=of_kind(Confidence),
    )
    find: Callable[[Dossier], Iterable[Hit]] = field(default=_nothing, validator=_function)
    review: Callable[[Dossier, Sequence[Finding]], Iterable[Hit]] = field(
        default=_no_review, validator=_function
    )
    needs: tuple[Need, ...] = field(default=(), validator=tuple_of(Need))
    grounds: Grounds = field(
        default=Grounds.COMPUTED,
        converter=read_grounds,
        validator=of_kind(Grounds),
    )

    def to_findings(self, hits: Iterable[Hit], form: FormKind) -> Iterator[Finding]:
        """Yield the hits as findings of this rule, in the numbers of the form that the document is written on."""
        for hit in hits:
            yield Finding(
                rule=self.name,
                severity=hit.severity or self.severity,
                confidence=hit.confidence or self.confidence,
                message=hit.message,
                subjects=tuple(print_subject(subject, form) for subject in hit.subjects),
                evidence=hit.evidence,
                about=hit.about,
                grounds=hit.grounds or self.grounds,
            )


def choose_rules(
    rules: Sequence[Rule], *, select: Sequence[str] = (), ignore: Sequence[str] = ()
) -> tuple[Rule, ...]:
    """Return the rules named in `select` (all where it is empty) without those in `ignore`, in their order.

    Raises UnknownNameError for a name that is no rule's.
    """
    known = [rule.name for rule in rules]
    for name in (*select, *ignore):
        if name not in known:
            raise UnknownNameError("規則", name, find_nearest(name, known))
    return tuple(r for r in rules if r.name not in ignore and (not select or r.name in select))

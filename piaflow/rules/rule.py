"""A rule (規則): what it checks, why, how to settle it, and the function that finds it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from attrs import frozen

from piaflow.errors import UnknownNameError, find_nearest
from piaflow.rules.dossier import Dossier
from piaflow.rules.finding import Confidence, Finding, Hit, Severity


def _nothing(_: Dossier) -> Iterable[Hit]:
    return ()


def _no_review(_: Dossier, __: Sequence[Finding]) -> Iterable[Hit]:
    return ()


@frozen
class Rule:
    """規則. `name` is kebab-case and stable; the four sentences are what docs/rules.md prints.

    `find` reads one document; `review` reads what the other rules found in it.
    """

    name: str
    title: str
    checks: str
    matters: str
    settle: str
    source: str
    severity: Severity = Severity.ERROR
    confidence: Confidence = Confidence.HIGH
    find: Callable[[Dossier], Iterable[Hit]] = _nothing
    review: Callable[[Dossier, Sequence[Finding]], Iterable[Hit]] = _no_review

    def to_findings(self, hits: Iterable[Hit]) -> Iterator[Finding]:
        """Yield the hits as findings of this rule."""
        for hit in hits:
            yield Finding(
                self.name,
                hit.severity or self.severity,
                hit.confidence or self.confidence,
                hit.message,
                hit.subjects,
                hit.evidence,
                hit.about,
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

"""A finding (指摘): what contradicts what, how grave, how sure, and the lines of both sides."""

from __future__ import annotations

from enum import Enum

from attrs import frozen

from piaflow.domain.span import Span, collect_spans


class Severity(Enum):
    """重さ. 誤り must be settled before publishing, 注意 should be, 参考 is worth knowing."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"

    @property
    def printed(self) -> str:
        """The Japanese word."""
        return {"error": "誤り", "warning": "注意", "note": "参考"}[self.value]


class Confidence(Enum):
    """確かさ. 要確認 says that the document does not tell enough to be sure."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"

    @property
    def printed(self) -> str:
        """The Japanese word."""
        return {"high": "確か", "medium": "おおむね確か", "low": "要確認"}[self.value]


_SURENESS = tuple(Confidence)


def find_least_sure(first: Confidence, *others: Confidence) -> Confidence:
    """Return the least sure of all: what rests on several things is as sure as the weakest."""
    return max((first, *others), key=_SURENESS.index)


@frozen
class Evidence:
    """One side of a contradiction: what is said there, and the lines that say it (() where none do)."""

    said: str
    spans: tuple[Span, ...] = ()


@frozen
class Hit:
    """What a rule found: one sentence, the subjects (the primary one first), and both sides.

    `severity` and `confidence` are the rule's own where they are None. `about` tells apart several
    findings of one rule on the same subjects, and never holds a number that a mended document changes.
    """

    message: str
    subjects: tuple[str, ...]
    evidence: tuple[Evidence, ...] = ()
    about: str = ""
    severity: Severity | None = None
    confidence: Confidence | None = None


@frozen
class Finding:
    """指摘: a hit of a named rule. Subjects are names of the model: nodes, flow ids, entries of Ⅱ, steps."""

    rule: str
    severity: Severity
    confidence: Confidence
    message: str
    subjects: tuple[str, ...]
    evidence: tuple[Evidence, ...] = ()
    about: str = ""

    @property
    def key(self) -> str:
        """The stable name of the finding: `rule@subject+subject`, and `:about` where one was needed."""
        about = f":{self.about}" if self.about else ""
        return f"{self.rule}@{'+'.join(self.subjects)}{about}"

    @property
    def spans(self) -> tuple[Span, ...]:
        """The lines of all sides, in order, each once."""
        return collect_spans(self.evidence)

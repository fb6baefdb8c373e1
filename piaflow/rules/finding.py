"""A finding (指摘): what contradicts what, how grave, how sure, and the lines of both sides."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from typing import Any

from attrs import Attribute, field, frozen

from piaflow.domain.span import Span, collect_spans
from piaflow.errors import WrongValueError, clip, find_nearest
from piaflow.rules.places import Place, Subject

Validate = Callable[[Any, "Attribute[Any]", Any], None]


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


class Grounds(Enum):
    """よりどころ: what a finding stands on.

    計算 compares what the document says; 書き手の注記 what a person noted of it; 後の規範 is younger than the document.
    """

    COMPUTED = "computed"
    NOTED = "noted"
    LATER_NORM = "later-norm"

    @property
    def printed(self) -> str:
        """The Japanese word."""
        return {"computed": "計算", "noted": "書き手の注記", "later-norm": "後の規範"}[self.value]


_SURENESS = tuple(Confidence)


def find_least_sure(first: Confidence, *others: Confidence) -> Confidence:
    """Return the least sure of all: what rests on several things is as sure as the weakest."""
    return max((first, *others), key=_SURENESS.index)


def refuse(value: object, attribute: Attribute[Any], given: object, why: str) -> WrongValueError:
    """Return the error of a field that was given what it does not take."""
    return WrongValueError(f"{type(value).__name__}.{attribute.name}", f"{clip(repr(given))} {why}")


def of_kind(kind: type) -> Validate:
    """Return a validator: the field takes values of this kind alone, for a wrong one is found far from here."""

    def validate(value: Any, attribute: Attribute[Any], given: Any) -> None:
        if not isinstance(given, kind):
            raise refuse(value, attribute, given, f"is no {kind.__name__}{_list_choices(kind, given)}")

    return validate


def _list_choices(kind: type, given: object) -> str:
    """Return the choices where the field takes one of several, the nearest to what was given before them."""
    if not issubclass(kind, Enum):
        return ""
    words = [str(one.value) for one in kind]
    nearest = find_nearest(given, words) if isinstance(given, str) else ""
    return (f" (did you mean {nearest!r}?)" if nearest else "") + f": {', '.join(words)}"


def tuple_of(*kinds: type, least: int = 0) -> Validate:
    """Return a validator: the field takes a tuple of values of these kinds, `least` of them or more."""

    def validate(value: Any, attribute: Attribute[Any], given: Any) -> None:
        fits = isinstance(given, tuple) and all(isinstance(one, kinds) for one in given)
        if not fits or len(given) < least:
            one_or_more = "with at least one " if least else "of "
            raise refuse(value, attribute, given, f"is no tuple {one_or_more}{kinds[0].__name__}")

    return validate


def _or_none(validate: Validate) -> Validate:
    def validate_some(value: Any, attribute: Attribute[Any], given: Any) -> None:
        if given is not None:
            validate(value, attribute, given)

    return validate_some


def read_severity(given: Any) -> Any:
    """Return the severity that a text writes ("warning", 注意), and all else as it is."""
    return _read_choice(Severity, given)


def read_confidence(given: Any) -> Any:
    """Return the confidence that a text writes ("low", 要確認), and all else as it is."""
    return _read_choice(Confidence, given)


def read_grounds(given: Any) -> Any:
    """Return the grounds that a text writes ("noted", 書き手の注記), and all else as it is."""
    return _read_choice(Grounds, given)


def _read_choice(kind: type[Enum], given: Any) -> Any:
    words = {word: one for one in kind for word in (one.value, getattr(one, "printed", one.value))}
    return words.get(given, given) if isinstance(given, str) else given


@frozen
class Spot:
    """欄: the field that says it: its number in 様式4 (of a system or an entry the last part, ③), and whose it is.

    `boxes` are the choices of it that say it, where it has several boxes.
    """

    number: str = field(validator=of_kind(str))
    subject: str = field(default="", validator=of_kind(str))
    boxes: tuple[str, ...] = field(default=(), validator=tuple_of(str))


@frozen
class Evidence:
    """One side of a contradiction: what is said there, and the lines that say it (() where none do).

    `at` is the field that says it: where the document was read, its lines stand for those of the model. `of` names the
    entries that say it, where neither a subject nor the field does: what was only inferred makes no finding sure.
    Raises WrongValueError for values of other kinds.
    """

    said: str = field(validator=of_kind(str))
    spans: tuple[Span, ...] = field(default=(), validator=tuple_of(Span))
    at: Spot | None = field(default=None, validator=_or_none(of_kind(Spot)))
    of: tuple[str, ...] = field(default=(), validator=tuple_of(str))


@frozen
class Hit:
    """What a rule found: one sentence, the subjects (the primary one first), and both sides.

    `severity`, `confidence` and `grounds` are the rule's own where they are None. `about` tells apart several
    findings of one rule on the same subjects, and never holds a number that a mended document changes.

    Raises WrongValueError for values of other kinds, and where there is no subject.
    """

    message: str = field(validator=of_kind(str))
    subjects: tuple[Subject, ...] = field(validator=tuple_of(str, Place, least=1))
    evidence: tuple[Evidence, ...] = field(default=(), validator=tuple_of(Evidence))
    about: str = field(default="", validator=of_kind(str))
    severity: Severity | None = field(
        default=None,
        converter=read_severity,
        validator=_or_none(of_kind(Severity)),
    )
    confidence: Confidence | None = field(
        default=None,
        converter=read_confidence,
        validator=_or_none(of_kind(Confidence)),
    )
    grounds: Grounds | None = field(
        default=None,
        converter=read_grounds,
        validator=_or_none(of_kind(Grounds)),
    )


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
    grounds: Grounds = Grounds.COMPUTED

    @property
    def key(self) -> str:
        """The stable name of the finding: `rule@subject+subject`, and `:about` where one was needed."""
        about = f":{self.about}" if self.about else ""
        return f"{self.rule}@{'+'.join(self.subjects)}{about}"

    @property
    def spans(self) -> tuple[Span, ...]:
        """The lines of all sides, in order, each once."""
        return collect_spans(self.evidence)

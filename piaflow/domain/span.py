"""Where in a source document a fact was read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from itertools import islice
from operator import attrgetter
from typing import Protocol

from attrs import evolve, field, frozen

from piaflow.domain.names import Name
from piaflow.domain.values import checked, without_order
from piaflow.errors import WrongValueError, clip

_TEXT = re.compile(r"(?P<document>[^:\s]+):(?P<first>\d{1,9})(?:-(?P<last>\d{1,9}))?")


def _not_before_first(span: Span, _attribute: object, last: int) -> None:
    if not 1 <= span.first <= last:
        english = (
            f"lines {span.first} to {last} are no range: lines count from 1, the last not before the first"
        )
        raise WrongValueError("Span", english, f"行の範囲が逆です: {span.first}-{last}")


@frozen(order=True, field_transformer=checked, repr=False)
class Span:
    """根拠行: lines `first` to `last` (counted from 1, both included) of a `document` named in the assessment.

    Raises WrongValueError where the last line comes before the first.
    """

    document: Name
    first: int
    last: int = field(validator=_not_before_first)

    @classmethod
    def parse(cls, text: str) -> Span:
        """Return the span written as `002:388-430` or `001:371`. Raises WrongValueError on another shape."""
        match = _TEXT.fullmatch(text) if isinstance(text, str) else None
        if match is None:
            japanese = f"「{clip(str(text))}」は 文書:行-行 の形ではありません（例: 002:388-430）"
            raise WrongValueError("Span", "write document:line-line, as 002:388-430", japanese)
        first = int(match["first"])
        return cls(match["document"], first, int(match["last"] or first))

    def __str__(self) -> str:
        """The span as a model file writes it."""
        lines = str(self.first) if self.first == self.last else f"{self.first}-{self.last}"
        return f"{self.document}:{lines}"

    def __written__(self) -> str:
        """The span as one writes it in the place of a value."""
        return str(self)


@frozen(field_transformer=checked, repr=False)
class AliasSpans:
    """別名の根拠: the lines in which the document calls something by another name."""

    name: Name
    spans: tuple[Span, ...] = field(default=(), eq=without_order)


class Founded(Protocol):
    """A value that says which lines it was read from."""

    @property
    def spans(self) -> tuple[Span, ...]:
        """The lines."""


def collect_spans(values: Iterable[Founded]) -> tuple[Span, ...]:
    """Return the lines of several values, in their order, each once."""
    return tuple(dict.fromkeys(span for value in values for span in value.spans))


def find_beginnings(values: Iterable[Founded], most: int = 3) -> tuple[Span, ...]:
    """Return the lines on which the first of several values begin: enough to find a list that is told by its number."""
    first = (evolve(value.spans[0], last=value.spans[0].first) for value in values if value.spans)
    return tuple(islice(dict.fromkeys(first), most))


def shorten(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return spans as they are where they are of few lines, else the lines on which the first of them begin."""
    told = tuple(dict.fromkeys(spans))
    few = sum(span.last - span.first + 1 for span in told) <= _FEW
    return told if few else tuple(evolve(span, last=span.first) for span in told[:_BEGINNINGS])


_FEW, _BEGINNINGS = 6, 3
"""Lines that a reader takes in at a glance, and places that are enough to find what is told at many."""


def _have_lines_between(last: int, first: int) -> bool:
    return first > last + 1


def join_spans(
    spans: Iterable[Span], are_parted: Callable[[int, int], bool] = _have_lines_between
) -> tuple[Span, ...]:
    """Return the same lines in as few spans as they need, in order: spans that overlap or follow become one.

    `are_parted` says of a last line and a later first one whether what stands between them parts their spans.
    """
    joined: list[Span] = []
    for span in sorted(spans, key=attrgetter("document", "first", "last")):
        before = joined[-1] if joined else None
        if before and before.document == span.document and not are_parted(before.last, span.first):
            joined[-1] = Span(before.document, before.first, max(before.last, span.last))
        else:
            joined.append(span)
    return tuple(joined)

"""別添1: its picture and remarks, which stand between their heading and the next page of the form."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from attrs import frozen

from piaflow.law.forms import FieldKind, FormField
from piaflow.source.keys import squeeze
from piaflow.source.labels import Label
from piaflow.source.page import Line

_HEADING = re.compile(r"[(（]?別添1[)）]?\s*事務の内容$")
_OTHER = re.compile(r"[(（]?別添[23][)）]?")
_CONTENTS = 40
"""Lines over which the list of contents names all annexes."""
_NUMBER_ALONE = re.compile(r"[\s\-‐–—－]*\d{1,3}[\s\-‐–—－]*$")
_LEAST_LABELS = 2
"""Labels of the form on one page, before it is one of its pages: a remark may begin with the words of a label."""


@frozen
class Annex:
    """The lines below a heading of 別添1, as they are counted on the pages of the document."""

    first: int
    last: int
    lines: tuple[Line, ...]

    def holds(self, line: int) -> bool:
        """Whether a line is of it."""
        return self.first <= line < self.last


def find_drawings(
    lines: Sequence[Line], labels: Sequence[Label], breaks: frozenset[int], *, in_order: bool
) -> Iterator[Annex]:
    """Yield what stands below each heading of 別添1 up to the next, but for that of the list of contents."""
    ends = sorted({*breaks, len(lines)})
    heads = [at for at, line in enumerate(lines) if _HEADING.match(squeeze(line.text)) and not _is_listed(lines, at)]
    for at, following in zip(heads, [*heads[1:], len(lines)], strict=True):
        end = min(_find_end(at + 1, labels, ends, in_order=in_order), following)
        below = tuple(one for one in lines[at + 1 : end] if not _NUMBER_ALONE.match(one.text))
        if below:
            yield Annex(at, end, below)


def _is_listed(lines: Sequence[Line], at: int) -> bool:
    """Whether a heading is one of the list of contents: another annex is named near it."""
    number = lines[at].number
    near = (line for line in lines[max(0, at - _CONTENTS) : at + _CONTENTS])
    return any(_OTHER.match(squeeze(line.text)) and abs(line.number - number) < _CONTENTS for line in near)


def _find_end(after: int, labels: Sequence[Label], ends: Sequence[int], *, in_order: bool) -> int:
    """Where the next page of the form begins: in a table with its first label, else with the page of it."""
    begin = after
    following = [label.first for label in labels if label.first >= after]
    if in_order and following:
        return following[0]
    for end in ends:
        if end <= after:
            continue
        here = [first for first in following if begin <= first < end]
        if len(here) >= _LEAST_LABELS:
            return here[0] if begin == after else begin
        begin = end
    return begin


def find_drawing_field(fields: Sequence[FormField]) -> FormField | None:
    """Return the field of a form that is the picture of 別添1."""
    return next((field for field in fields if field.kind is FieldKind.DIAGRAM), None)

"""References to a field of the form by its number and its label, as texts print them: 「２．③対象となる本人の範囲」."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from attrs import frozen

from piaflow.domain.choices import FormKind
from piaflow.domain.grouping import group_by
from piaflow.domain.names import fold
from piaflow.law.forms import FormField, list_fields
from piaflow.law.headings import CHAPTERS

PRINTED = re.compile(
    r"(?:(?<![A-Za-z])(?P<chapter>[Ⅰ-Ⅵ]|VI|IV|V|I{1,3})[．.\s]*)?"
    r"(?P<section>[0-9０-９]{1,2})[．.]\s*(?:[^①-⑳0-9０-９「」。、]{2,20})?"
    r"(?P<mark>[①-⑳])\s*(?P<label>[^①-⑳「」『』（）()。、]{4,30}?)"
    r"(?=[」』）)]|[とに]同じ|と同様|に記載|を参照|参照|のとおり)"
)
"""A number with a label behind it that a closing bracket or a word of reference ends: a list of a text's own has none."""

_MARK = re.compile("^[①-⑳]")


@frozen
class Reference:
    """参照: the chapter, section and mark that a text names, and the words that it prints as the field's label."""

    chapter: str
    section: str
    mark: str
    label: str

    @property
    def number(self) -> str:
        """The number as an officer writes it: Ⅱ.2④."""
        return f"{self.chapter}.{self.section}{self.mark}"

    def find_labelled(self, form: FormKind) -> tuple[str, ...]:
        """Return the numbers of its chapter at which the form prints its label, in printed order; () for words of its own."""
        return _numbers(form).get((self.chapter, fold(self.label)), ())


def read_reference(found: re.Match[str], chapter: str) -> Reference:
    """Return what `PRINTED` found in a text of a chapter, which is meant where the reference names none."""
    named = CHAPTERS[fold(found["chapter"])] if found["chapter"] else chapter
    return Reference(named, fold(found["section"]), found["mark"], found["label"].strip())


@cache
def _numbers(form: FormKind) -> Mapping[tuple[str, str], tuple[str, ...]]:
    """The numbers of the fields by chapter and label, whichever edition prints it so."""
    told = (
        ((field.chapter, fold(label)), number)
        for field in list_fields(form)
        for number in _number(field)
        for label in _labels(field)
    )
    return {key: tuple(dict.fromkeys(numbers)) for key, numbers in group_by(told).items()}


def _number(field: FormField) -> tuple[str, ...]:
    """The section and the mark that it stands at, none where it has no mark."""
    parts = field.path.split(".")
    marks = [part for part in parts if _MARK.fullmatch(part)]
    return (f"{parts[0]}.{parts[1]}{marks[0]}",) if marks else ()


def _labels(field: FormField) -> tuple[str, ...]:
    """The labels of all editions, without the group that the field belongs to and without its mark."""
    was = (field.was.label,) if field.was else ()
    return tuple(_MARK.sub("", label.rpartition("／")[2]) for label in (field.label, *was))

"""Wording (文言): the printed words of the fields, sentence by sentence, each with the lines that it stands on."""

from __future__ import annotations

import re
from collections.abc import Iterator

from attrs import frozen

from piaflow.domain.span import Span, join_spans
from piaflow.form.form import Cell
from piaflow.law.forms import FieldKind

_BEGINS = re.compile(r"[\s　]*(?:[・･*＊○●◎■□◆※＜<【〈（(「\-―‐①-⑳➊-➓]|[0-9０-９]+[.．)）、])")
"""How a line begins that does not go on from the one before."""
_MARKS = r"①-⑳・･■◆※＜<【"
_ENDS = re.compile(rf"(?<=。)(?!」)|(?<=[】＞>])|(?=[{_MARKS}])")
_WRITTEN = frozenset({FieldKind.TEXT, FieldKind.CHOICES})
_COUNTED = re.compile(r"\{[nk]\}")
BESIDE = re.compile(r"[（(][^（）()]*[）)]")
"""Words in brackets, which only explain."""


@frozen
class Sentence:
    """文: a sentence, or an item of a list, of one field, without the breaks of its lines."""

    cell: Cell
    text: str
    spans: tuple[Span, ...]

    @property
    def where(self) -> str:
        """The number of its field as an officer writes it, without the file: Ⅲ.3リスク1, Ⅱ.5提供先1②."""
        return _COUNTED.sub(self.cell.address.number, self.cell.address.item)

    @property
    def subject(self) -> str:
        """What a finding on it is about: the system, file or entry of its field, else the field."""
        return self.cell.subject or self.cell.key

    @property
    def plain(self) -> str:
        """The sentence without what stands in brackets."""
        return BESIDE.sub("", self.text)


def list_sentences(cell: Cell) -> Iterator[Sentence]:
    """Yield the sentences of a field that a person writes; those of the rows of 変更箇所 are told by these."""
    if cell.field.kind not in _WRITTEN or cell.field.counted == "変更":
        return
    for text, places in _join(cell):
        at = 0
        for part in _ENDS.split(text):
            said = part.strip()
            if said:
                spans = join_spans(span for spans in places[at : at + len(part)] for span in spans)
                yield Sentence(cell, said, spans)
            at += len(part)


def _join(cell: Cell) -> Iterator[tuple[str, list[tuple[Span, ...]]]]:
    """Yield the words with the lines joined that the width of the page has parted, and of each letter its lines."""
    text, places = "", list[tuple[Span, ...]]()
    for line, spans in ((part, spans) for told, spans in cell.lines for part in told.splitlines()):
        if text and _BEGINS.match(line):
            yield text, places
            text, places = "", []
        words = line.strip()
        text += words
        places += [spans] * len(words)
    if text:
        yield text, places

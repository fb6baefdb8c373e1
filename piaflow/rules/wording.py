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
    for text, breaks in _join(cell):
        at = 0
        for part in _ENDS.split(text):
            said = part.strip()
            if said:
                yield Sentence(cell, said, _find_lines(breaks, at, at + len(part)))
            at += len(part)


def find_in(cell: Cell, pattern: re.Pattern[str]) -> Iterator[tuple[re.Match[str], tuple[Span, ...]]]:
    """Yield what a pattern finds in a field that a person writes, in a sentence or across them, with its lines."""
    for text, breaks in _join(cell):
        for found in pattern.finditer(text):
            yield found, _find_lines(breaks, *found.span())


def _find_lines(breaks: list[tuple[int, tuple[Span, ...]]], first: int, last: int) -> tuple[Span, ...]:
    """The lines of a part of the words: those that begin before its end, from the last that begins at its start."""
    if len(breaks) == 1:
        return breaks[0][1]
    after = [at for at, _ in breaks[1:]] + [last]
    lines = [spans for (at, spans), end in zip(breaks, after, strict=True) if at < last and end > first]
    return lines[0] if len(lines) == 1 else join_spans(span for spans in lines for span in spans)


def _join(cell: Cell) -> Iterator[tuple[str, list[tuple[int, tuple[Span, ...]]]]]:
    """Yield the words with the lines joined that the width of the page has parted, and where each line begins."""
    if not cell.text or cell.field.kind is not FieldKind.TEXT or cell.field.counted == "変更":
        return
    text, breaks = "", list[tuple[int, tuple[Span, ...]]]()
    for line, spans in ((part, spans) for told, spans in cell.lines for part in told.splitlines()):
        if text and _BEGINS.match(line):
            yield text, breaks
            text, breaks = "", []
        breaks.append((len(text), spans))
        text += line.strip()
    if text:
        yield text, breaks

"""Wording (文言): the printed words of the fields, sentence by sentence, each with the lines that it stands on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from attrs import frozen

from piaflow.domain.span import Span, join_spans
from piaflow.form.form import Cell
from piaflow.law.forms import FieldKind
from piaflow.rules.step_numbers import CIRCLED

_BEGINS = re.compile(rf"[\s　]*(?:[・･*＊○●◎■□◆※＜<【〈（(「\-―‐{CIRCLED}]|[0-9０-９]+[.．)）、])")
"""How a line begins that does not go on from the one before."""
_MARKS = f"{CIRCLED}・･■◆※＜<【"
_ENDS = re.compile(rf"(?<=。)(?!」)|(?<=[】＞>])|(?=[{_MARKS}])")
BESIDE = re.compile(r"[（(][^（）()]*[）)]")
"""Words in brackets, which only explain."""


@frozen
class Passage:
    """一節: words of one field with the lines joined that the width of the page has parted, and where each line begins."""

    cell: Cell
    text: str
    breaks: tuple[tuple[int, tuple[Span, ...]], ...]

    @property
    def lines(self) -> Iterator[tuple[str, tuple[Span, ...]]]:
        """Its lines as they are printed, with where each stands."""
        ends = [*(at for at, _ in self.breaks[1:]), len(self.text)]
        return ((self.text[at:end], spans) for (at, spans), end in zip(self.breaks, ends, strict=True))

    def find_lines(self, first: int, last: int) -> tuple[Span, ...]:
        """Return the lines of a part of the words: those that begin before its end, from the last that begins at its start."""
        if len(self.breaks) == 1:
            return self.breaks[0][1]
        after = [at for at, _ in self.breaks[1:]] + [last]
        told = zip(self.breaks, after, strict=True)
        lines = [spans for (at, spans), end in told if at < last and end > first]
        return lines[0] if len(lines) == 1 else join_spans(span for spans in lines for span in spans)

    def list_sentences(self) -> Iterator[Sentence]:
        """Yield its sentences, in order."""
        at = 0
        for part in _ENDS.split(self.text):
            said = part.strip()
            if said:
                yield Sentence(self.cell, said, self, at, at + len(part))
            at += len(part)


@frozen
class Sentence:
    """文: a sentence, or an item of a list, of one field, without the breaks of its lines."""

    cell: Cell
    text: str
    _passage: Passage
    _first: int
    _last: int

    @cached_property
    def spans(self) -> tuple[Span, ...]:
        """The lines that it stands on: asked of the few sentences that a finding shows."""
        return self._passage.find_lines(self._first, self._last)

    @property
    def where(self) -> str:
        """The number of its field as an officer writes it, without the file: Ⅲ.3リスク1, Ⅱ.5提供先1②."""
        return self.cell.address.item

    @property
    def subject(self) -> str:
        """What a finding on it is about: the system, file or entry of its field, else the field."""
        return self.cell.subject or self.cell.key

    @property
    def plain(self) -> str:
        """The sentence without what stands in brackets."""
        return BESIDE.sub("", self.text)


def list_passages(cell: Cell) -> Iterator[Passage]:
    """Yield the words of a field that a person writes; those of the rows of 変更箇所 are told by these."""
    if cell.text and cell.field.kind is FieldKind.TEXT and not cell.field.is_of_revisions:
        yield from join_lines(cell)


def join_lines(cell: Cell) -> Iterator[Passage]:
    """Yield the words of any field, such as the 備考 of 別添1, with the lines joined that the page has parted."""
    text, breaks = "", list[tuple[int, tuple[Span, ...]]]()
    for line, spans in ((part, spans) for told, spans in cell.lines for part in told.splitlines()):
        if text and _BEGINS.match(line):
            yield Passage(cell, text, tuple(breaks))
            text, breaks = "", []
        breaks.append((len(text), spans))
        text += line.strip()
    if text:
        yield Passage(cell, text, tuple(breaks))

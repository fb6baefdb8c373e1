"""words-doubled: words that stand twice in a row, and particles."""

from __future__ import annotations

import re
from collections.abc import Iterator

from piaflow.domain.grouping import group_by
from piaflow.domain.names import name_some
from piaflow.domain.span import Span, join_spans
from piaflow.form.form import Cell
from piaflow.law.forms import FieldKind
from piaflow.rules import needs
from piaflow.rules.dossier import Dossier
from piaflow.rules.finding import Confidence, Evidence, Hit, Severity
from piaflow.rules.rule import Rule
from piaflow.rules.wording import print_place

_DOUBLED = re.compile(r"(?P<words>[^\W\d_]{4,})(?P=words)|(?P<particle>[をがに])(?P=particle)")
"""Words of fewer letters stand twice on purpose (個々, それぞれ, 様々); には, とともに and ものの are none of these."""


def _find(dossier: Dossier) -> Iterator[Hit]:
    """One finding for each slip, with all the fields that bear it: texts are copied from file to file.

    Only within a line: a heading is often the first words of the line below it.
    """
    told = (
        (found.group(), (cell, spans))
        for cell in dossier.form.cells
        if cell.field.kind is FieldKind.TEXT and cell.field.counted != "変更"
        for words, spans in cell.lines
        for line in words.splitlines()
        for found in _DOUBLED.finditer(line)
    )
    for slip, places in group_by(told).items():
        yield _hit(slip, places)


def _hit(slip: str, places: tuple[tuple[Cell, tuple[Span, ...]], ...]) -> Hit:
    fields = name_some(dict.fromkeys(print_place(cell) for cell, _ in places))
    return Hit(
        f"{fields}の文に、「{slip}」と同じ語が続けて2度ある。",
        (min(cell.subject or cell.key for cell, _ in places),),
        (Evidence(f"「{slip}」", join_spans(span for _, spans in places for span in spans)),),
        about=slip,
    )


RULE = Rule(
    name="words-doubled",
    title="同じ語が続けて2度ある",
    checks="Ⅰ～Ⅵの文に、4字以上の同じ語、又は助詞「を」「が」「に」が続けて2度ないかを見る。",
    matters="写し誤りのしるしで、その前後の語が落ちていることもある。",
    settle="文を読み、余る語を消す。",
    source="様式4・様式3の記述の欄",
    severity=Severity.NOTE,
    confidence=Confidence.LOW,
    find=_find,
    needs=(needs.TEXTS,),
)

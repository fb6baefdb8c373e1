"""words-doubled: words that stand twice in a row, and particles."""

from __future__ import annotations

import re
from collections.abc import Iterator

from piaflow.rules import needs
from piaflow.rules.dossier import Dossier
from piaflow.rules.finding import Confidence, Hit, Severity
from piaflow.rules.rule import Rule
from piaflow.rules.slips import Place, tell_slips

_DOUBLED = re.compile(
    r"(?P<words>[^\W\d_]{4,})(?P=words)|(?P<particle>[をがに])(?P=particle)|(?:における|に関する)の"
)
"""Words of fewer letters stand twice on purpose (個々, それぞれ, 様々); には, とともに and ものの are none of these."""


def _find(dossier: Dossier) -> Iterator[Hit]:
    """Only within a line: a heading is often the first words of the line below it."""
    told = (
        (
            f"「{found.group()}」",
            Place(passage.cell.address.item, passage.cell.subject or passage.cell.key, spans),
        )
        for passage in dossier.passages
        for line, spans in passage.lines
        for found in _DOUBLED.finditer(line)
    )
    yield from tell_slips(told, "同じ語が続けて2度ある")


RULE = Rule(
    name="words-doubled",
    title="同じ語が続けて2度ある",
    checks="Ⅰ～Ⅵの文に、4字以上の同じ語、又は助詞「を」「が」「に」が続けて2度ないか（「におけるの」も）を見る。文書の中のものは1つの指摘にまとめる。",
    matters="写し誤りのしるしで、その前後の語が落ちていることもある。",
    settle="文を読み、余る語を消す。",
    source="様式4・様式3の記述の欄",
    severity=Severity.NOTE,
    confidence=Confidence.LOW,
    find=_find,
    needs=(needs.TEXTS,),
)

"""defined-name-differs: one thing that is given two short names (以下「…」という), or one that stands for two things."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from piaflow.domain.grouping import group_by
from piaflow.domain.names import fold
from piaflow.rules import needs
from piaflow.rules.dossier import Dossier
from piaflow.rules.finding import Confidence, Evidence, Hit, Severity
from piaflow.rules.rule import Rule
from piaflow.rules.wording import Sentence

_DEFINED = re.compile(
    r"(?P<what>[^。「」]{8,}?)[（(]以下[、,]?「(?P<name>[^」]{2,20})」と(?:いう|する|呼ぶ|表記する)"
)
_ALIKE = 20
"""As many letters before two names as make it certain that they are given to one thing."""


def _find(dossier: Dossier) -> Iterator[Hit]:
    defined = (
        (fold(found["what"])[-_ALIKE:], (found["name"], sentence))
        for sentence in dossier.sentences
        if "以下" in sentence.text
        for found in _DEFINED.finditer(sentence.text)
        if len(fold(found["what"])) >= _ALIKE
    )
    for what, named in group_by(defined).items():
        names = group_by((fold(name), (name, sentence)) for name, sentence in named)
        for one, other in combinations(names.values(), 2):
            yield _hit(what, one[0], other[0])


def _hit(what: str, one: tuple[str, Sentence], other: tuple[str, Sentence]) -> Hit:
    places = f"{one[1].where}は「{one[0]}」、{other[1].where}は「{other[0]}」"
    return Hit(
        f"同じもの（…{what}）を、{places}と呼ぶことにする。",
        tuple(dict.fromkeys((other[1].subject, one[1].subject))),
        tuple(Evidence(f"以下「{name}」という", sentence.spans) for name, sentence in (one, other)),
        about=one[0],
    )


RULE = Rule(
    name="defined-name-differs",
    title="同じものに2つの略称がある",
    checks="「以下「…」という。」で略称を付ける文の、略称の前の語を比べ、同じものに違う略称が付いていないかを見る。",
    matters="略称が違えば、別のものと読まれる。",
    settle="1つの略称にそろえる。違うものなら、違いが分かるように書く。",
    source="様式4・様式3 Ⅰ～Ⅲ",
    severity=Severity.NOTE,
    confidence=Confidence.HIGH,
    find=_find,
    needs=(needs.TEXTS,),
)

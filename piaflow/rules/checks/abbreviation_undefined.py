"""abbreviation-undefined: a short name of an ordinance that no text of the document introduces."""

from __future__ import annotations

import re
from collections.abc import Iterator

from piaflow.domain.grouping import group_by
from piaflow.domain.names import fold
from piaflow.domain.span import find_beginnings
from piaflow.rules import needs
from piaflow.rules.dossier import Dossier
from piaflow.rules.finding import Confidence, Evidence, Hit, Severity
from piaflow.rules.rule import Rule

_SHORT = re.compile(r"(?<![一-龠々ァ-ヴー])(?P<name>[一-龠々ァ-ヴー]{2,12}省令)(?=第\d)")
"""Cited by an article: 主務省令で定める cites none."""
_ISSUED = re.compile(
    r"^(?:.*(?:主務|総務|厚生労働|文部科学|財務|法務|国土交通|農林水産|経済産業|環境|内閣府|復興庁|デジタル庁)|同|当該|本|別表第?[一二三])(?:・.*)?省令$"
)
"""What an ordinance is by its ministry, or by the sentence before."""
_DEFINED = re.compile(r"「(?P<name>[^「」]{2,20})」と(?:いう|する|呼ぶ|表記)")


def _find(dossier: Dossier) -> Iterator[Hit]:
    used = (
        (found["name"], sentence)
        for sentence in dossier.sentences
        if "省令" in sentence.text
        for found in _SHORT.finditer(fold(sentence.text))
    )
    named = {name: using for name, using in group_by(used).items() if not _ISSUED.match(name)}
    if not named:
        return
    defined = {
        m["name"]: sentence for sentence in dossier.sentences for m in _DEFINED.finditer(fold(sentence.text))
    }
    for name, using in named.items():
        if name not in defined:
            others = sorted(other for other in defined if other.endswith("省令"))
            beside = f"（文書が定めるのは「{'」「'.join(others)}」である）" if others else ""
            yield Hit(
                f"「{name}」という略称を、どの法令のことかを言わずに使っている{beside}。",
                (min(sentence.subject for sentence in using),),
                (
                    Evidence(f"「{name}」", find_beginnings(using)),
                    *(Evidence(f"「{other}」を定める文", defined[other].spans) for other in others[:1]),
                ),
                about=name,
            )


RULE = Rule(
    name="abbreviation-undefined",
    title="省令の略称が定められていない",
    checks="Ⅰ～Ⅵの文が条を引く「○○省令」のうち、「以下「○○省令」という」のように定める文が文書のどこにもないものを言う。主務省令や府省の名の省令は問わない。定める文が読めていないこともあるので要確認とする。",
    matters="どの省令のどの条が根拠なのかを、読む人が確かめられない。",
    settle="初めに使う所で題名を書き、略称を定める。定めた略称が別にあれば、それにそろえる。",
    source="様式4・様式3の記述の欄",
    severity=Severity.NOTE,
    confidence=Confidence.LOW,
    find=_find,
    needs=(needs.TEXTS,),
)

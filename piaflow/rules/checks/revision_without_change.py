"""revision-without-change: a row of 変更箇所 that says the same before and after."""

from __future__ import annotations

import re
from collections.abc import Iterator

from piaflow.domain.names import fold
from piaflow.domain.span import find_beginnings
from piaflow.errors import clip
from piaflow.rules import needs
from piaflow.rules.dossier import Dossier
from piaflow.rules.finding import Confidence, Evidence, Hit, Severity
from piaflow.rules.places import Revised
from piaflow.rules.rule import Rule

_POINTS = re.compile("[、。,，.．]")
_SHOWN = 120
"""Characters: a reader sees which words are meant; the lines lead to all of them."""


def _find(dossier: Dossier) -> Iterator[Hit]:
    for row in dossier.revisions:
        if row.before and _bare(row.before) == _bare(row.after):
            same = fold(row.before) == fold(row.after)
            but = "" if same else "句読点のほかは、"
            day = f"（{row.date}）" if row.date else ""
            yield Hit(
                f"変更箇所の{row.item}{day}は、{but}変更前も変更後も「{clip(row.after, _SHOWN)}」である。",
                (Revised(row.item),),
                (
                    Evidence(f"変更前「{clip(row.before, _SHOWN)}」", find_beginnings((row,))),
                    Evidence(f"変更後「{clip(row.after, _SHOWN)}」", find_beginnings((row,))),
                ),
                about=row.date,
                confidence=None if same else Confidence.LOW,
            )


def _bare(text: str) -> str:
    return _POINTS.sub("", fold(text))


RULE = Rule(
    name="revision-without-change",
    title="変更前と変更後が同じである",
    checks="変更箇所の行のうち、変更前の記載と変更後の記載が同じものを言う。句読点だけが違うものは要確認とする。",
    matters="何が変わったのかが分からない。どちらかの欄の写し誤りなら、実際の変更が記録されていない。",
    settle="変更の前の評価書と比べ、違いのある方の記載に直す。違いがなければ行を消す。",
    source="様式4 別添3・様式3 別添2（変更箇所）",
    severity=Severity.NOTE,
    confidence=Confidence.MEDIUM,
    find=_find,
    needs=(needs.REVISIONS,),
)

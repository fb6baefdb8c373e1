"""revision-without-change: a row of 変更箇所 that says the same before and after."""

from __future__ import annotations

from collections.abc import Iterator

from piaflow.domain.names import fold
from piaflow.rules import needs
from piaflow.rules.dossier import Dossier
from piaflow.rules.finding import Confidence, Evidence, Hit, Severity
from piaflow.rules.places import Revised
from piaflow.rules.rule import Rule


def _find(dossier: Dossier) -> Iterator[Hit]:
    for row in dossier.revisions:
        if row.before and fold(row.before) == fold(row.after):
            day = f"（{row.date}）" if row.date else ""
            yield Hit(
                f"変更箇所の{row.item}{day}は、変更前も変更後も「{row.after}」である。",
                (Revised(row.item),),
                (
                    Evidence(f"変更前「{row.before}」", row.spans),
                    Evidence(f"変更後「{row.after}」", row.spans),
                ),
                about=row.date,
            )


RULE = Rule(
    name="revision-without-change",
    title="変更前と変更後が同じである",
    checks="変更箇所の行のうち、変更前の記載と変更後の記載が同じものを言う。",
    matters="何が変わったのかが分からない。どちらかの欄の写し誤りなら、実際の変更が記録されていない。",
    settle="変更の前の評価書と比べ、違いのある方の記載に直す。違いがなければ行を消す。",
    source="様式4 別添3・様式3 別添2（変更箇所）",
    severity=Severity.NOTE,
    confidence=Confidence.MEDIUM,
    find=_find,
    needs=(needs.REVISIONS,),
)

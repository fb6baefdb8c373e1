"""revision-reversed: a row of 変更箇所 that undoes what an earlier row on the same field changed."""

from __future__ import annotations

from collections.abc import Iterator

from piaflow.domain.names import fold
from piaflow.domain.records import Revision
from piaflow.domain.span import find_beginnings
from piaflow.errors import clip
from piaflow.rules import needs
from piaflow.rules.dossier import Dossier
from piaflow.rules.finding import Confidence, Evidence, Hit, Severity
from piaflow.rules.places import Revised
from piaflow.rules.rule import Rule

_SHOWN = 200
"""Characters: a reader sees which words are meant; the lines lead to all of them."""


def _find(dossier: Dossier) -> Iterator[Hit]:
    for history in dossier.histories.values():
        told: dict[tuple[str, str], Revision] = {}
        for row in history.rows:
            before, after = fold(row.before), fold(row.after)
            earlier = told.pop((after, before), None)
            if earlier is not None and before != after:
                yield _back(earlier, row)
            elif before and after:
                told[before, after] = row


def _back(row: Revision, later: Revision) -> Hit:
    """The later row undoes the earlier one: a true return, or one of the two has its cells swapped."""
    return Hit(
        f"{row.item}の「{clip(row.before, _SHOWN)}」から「{clip(row.after, _SHOWN)}」への変更が、後の行で元に戻る。",
        (Revised(row.item),),
        (
            Evidence(f"先の行 {row.date}".strip(), find_beginnings((row,))),
            Evidence(f"後の行 {later.date}".strip(), later.spans),
        ),
        about=f"往復 {later.date}".strip(),
    )


RULE = Rule(
    name="revision-reversed",
    title="変更箇所の行が、前の行の変更を元に戻す",
    checks="同じ欄の行のうち、先の行の変更を後の行がそのまま元に戻すものを言う。",
    matters="変更前と変更後を写し違えたなら、実際の変更が記録されていない。本当に戻したなら、その間の取扱いが変わっていたことになる。",
    settle="変更の前後の評価書と比べ、逆なら欄を入れ替える。戻したのなら、そのままでよい。",
    source="様式4 別添3・様式3 別添2（変更箇所）",
    severity=Severity.NOTE,
    confidence=Confidence.LOW,
    find=_find,
    needs=(needs.REVISIONS,),
)

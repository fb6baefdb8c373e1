"""revision-reversed: a row of 変更箇所 that says backwards what the document prints, or what an earlier row changed."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from piaflow.domain.names import fold
from piaflow.domain.records import Printed, Revision
from piaflow.errors import clip
from piaflow.rules import needs
from piaflow.rules.dossier import Dossier
from piaflow.rules.finding import Confidence, Evidence, Hit, Severity
from piaflow.rules.places import Revised
from piaflow.rules.rule import Rule

_SHOWN = 200
"""Characters: a reader sees which words are meant; the lines lead to all of them."""


def _find(dossier: Dossier) -> Iterator[Hit]:
    for rows in dossier.rows.values():
        now = dossier.find_now(rows[-1])
        if len(rows) == 1 and _is_swapped(rows[0], now):
            yield _swapped(rows[0], now)
        for row, later in combinations(rows, 2):
            if _are_opposite(row, later):
                yield _back(row, later)


def _is_swapped(row: Revision, now: Printed) -> bool:
    """The only row on a field: what it calls 変更前 is what stands there, and 変更後 is not."""
    before, after, text = fold(row.before), fold(row.after), fold(now.text)
    return bool(before and after and text) and before == text != after


def _are_opposite(row: Revision, later: Revision) -> bool:
    told = (row.before, row.after, later.before, later.after)
    return (
        all(told)
        and fold(row.before) == fold(later.after)
        and fold(row.after) == fold(later.before) != fold(row.before)
    )


def _swapped(row: Revision, now: Printed) -> Hit:
    text = clip(now.text, _SHOWN)
    return Hit(
        f"{row.item}の変更前「{text}」が今の記載で、変更後「{clip(row.after, _SHOWN)}」はそこにない（逆かもしれない）。",
        (Revised(row.item),),
        (Evidence(f"変更前「{text}」", row.spans), Evidence(f"今の記載「{text}」", now.spans)),
        about="逆",
        severity=Severity.WARNING,
    )


def _back(row: Revision, later: Revision) -> Hit:
    """The later row undoes the earlier one: a true return, or one of the two has its cells swapped."""
    return Hit(
        f"{row.item}の「{clip(row.before, _SHOWN)}」から「{clip(row.after, _SHOWN)}」への変更が、後の行で元に戻る。",
        (Revised(row.item),),
        (
            Evidence(f"先の行 {row.date}".strip(), row.spans),
            Evidence(f"後の行 {later.date}".strip(), later.spans),
        ),
        about=f"往復 {later.date}".strip(),
    )


RULE = Rule(
    name="revision-reversed",
    title="変更前と変更後が逆か、変更が元に戻る",
    checks="同じ欄の行のうち、先の行の変更を後の行がそのまま元に戻すもの、その欄の行が1つで、変更前が今の記載と同じで変更後が違うものを言う。",
    matters="変更前と変更後を写し違えたなら、実際の変更が記録されていない。本当に戻したなら、その間の取扱いが変わっていたことになる。",
    settle="変更の前後の評価書と比べ、逆なら欄を入れ替える。戻したのなら、そのままでよい。",
    source="様式4 別添3・様式3 別添2（変更箇所）",
    severity=Severity.NOTE,
    confidence=Confidence.LOW,
    find=_find,
    needs=(needs.REVISIONS,),
)

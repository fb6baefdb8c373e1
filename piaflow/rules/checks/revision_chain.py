"""revision-chain: rows of 変更箇所 on one 項目 that do not join, and rows out of the order of their dates."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from attrs import evolve

from piaflow.domain.certainty import Certainty
from piaflow.domain.names import fold
from piaflow.domain.records import Revision
from piaflow.rules import needs
from piaflow.rules.dossier import Dossier
from piaflow.rules.finding import Confidence, Evidence, Hit, Severity
from piaflow.rules.places import Revised
from piaflow.rules.quoting import covers_several, is_of_one_text
from piaflow.rules.rule import Rule

_NOTHING = frozenset(map(fold, ("—", "なし", "記載なし", "新規", "新規記載", "(新規記載)", "（新規記載）")))

_LOOKED_BACK = 50
"""Days: more than any published table has on one field."""

_HOW_WELL = (Certainty.NO, Certainty.UNKNOWN, Certainty.YES)

_REMARK = re.compile(r"\([^()]*\)$")


def _find(dossier: Dossier) -> Iterator[Hit]:
    for history in dossier.histories.values():
        days = history.days
        joints = [_join(days[max(0, i - _LOOKED_BACK) : i], days[i]) for i in range(1, len(days))]
        breaks = [pair for joins, pair in joints if joins is Certainty.NO]
        doubts = [pair for joins, pair in joints if joins is Certainty.UNKNOWN]
        if breaks or doubts:
            yield _broken(breaks) if breaks else _doubted(doubts)
    yield from _out_of_order(dossier.revisions)


Day = Sequence[Revision]


def _join(days: Sequence[Day], following: Day) -> tuple[Certainty, tuple[Revision, Revision]]:
    """Return whether rows of a day join what came before, and the two, of it and the last day, that come nearest to it.

    Rows of one day may speak of different parts of the same 項目, or one of them of what another has just changed.
    """
    pairs = [(row, later) for row in reversed(days[-1]) for later in following]
    joins, pair = max(((_joins(*pair), pair) for pair in pairs), key=lambda found: _HOW_WELL.index(found[0]))
    if joins is not Certainty.YES and any(_still_stands(days, later.before) for later in following):
        joins = Certainty.YES
    return joins, pair


def _still_stands(days: Sequence[Day], text: str) -> bool:
    """Whether a text is what an earlier row left, be it a part of that, and no row since has changed it."""
    for day in reversed(days):
        if any(row.after and is_of_one_text(row.after, text) is Certainty.YES for row in day):
            return True
        if any(row.before and is_of_one_text(row.before, text) is not Certainty.NO for row in day):
            return False
    return False


def _joins(row: Revision, following: Revision) -> Certainty:
    """A row may quote only a part of the 項目.

    A text that begins or ends with … is a part of a longer one: two rows may have cut two. Of one with … inside nobody
    knows what it left out.
    """
    if not (row.after and following.before) or _is_part(row.after) or _is_part(following.before):
        return Certainty.YES
    empty = [_is_nothing(text) for text in (row.after, following.before)]
    if any(empty):
        return Certainty.YES if all(empty) else Certainty.NO
    same = is_of_one_text(row.after, following.before)
    cut = "…" in row.after or "…" in following.before
    return Certainty.UNKNOWN if same is Certainty.NO and cut else same


def _is_nothing(text: str) -> bool:
    """— and —（提供先の削除） alike."""
    told = fold(text)
    return told in _NOTHING or _REMARK.sub("", told) in _NOTHING


def _is_part(text: str) -> bool:
    return text.startswith("…") or text.endswith("…")


def _broken(breaks: list[tuple[Revision, Revision]]) -> Hit:
    row, following = breaks[0]
    sides = [
        (Evidence(f"変更後「{a.after}」", a.spans), Evidence(f"変更前「{b.before}」", b.spans))
        for a, b in breaks
    ]
    return Hit(
        f"{row.item}の変更後「{row.after}」が、次の変更の変更前「{following.before}」とつながらない。",
        (Revised(following.item),),
        tuple(side for pair in sides for side in pair),
        confidence=Confidence.LOW if covers_several(row.item) else None,
    )


def _doubted(doubts: list[tuple[Revision, Revision]]) -> Hit:
    """One text stands inside the other: nobody knows whether a row quotes a part or a word was changed."""
    return evolve(_broken(doubts), severity=Severity.NOTE, confidence=Confidence.LOW)


def _out_of_order(revisions: tuple[Revision, ...]) -> Iterator[Hit]:
    """Only the lines tell in what order the table prints its rows."""
    dated = [revision for revision in revisions if revision.date]
    turned = [(a, b) for a, b in pairwise(dated) if b.date < a.date]
    if turned:
        earlier, later = turned[0]
        yield Hit(
            f"変更箇所の{later.item}（{later.date}）が、{earlier.item}（{earlier.date}）より後に並ぶ。",
            (Revised(later.item),),
            tuple(Evidence(f"{row.item} {row.date}", row.spans) for pair in turned for row in pair),
            about="日付の順",
            severity=Severity.NOTE,
        )


RULE = Rule(
    name="revision-chain",
    title="変更箇所の変更前と変更後がつながらない",
    checks="変更箇所の同じ欄（項目の書き方が違っても、番号が同じ欄を指すもの）の行を日の順に並べ、変更後の記載を次の日の行の変更前の記載と比べる。根拠行から表の並びが分かれば、変更日が前後する行も言う。空欄は比べない。"
    "一方が他方の一部を引くだけなら、つながるとみる。もっと前の行が書き、その後に変わっていない所を引く行も、つながるとみる。…で始まるか終わる記載は比べない。語の途中だけが同じとき、いくつもの欄を指しうる項目のときは要確認とする。",
    matters="変更箇所は公表後に何が変わったかの記録で、つながらなければ記載のない変更があったことになる。",
    settle="実際の経過を確かめ、欠けた変更の行を補うか、写し誤った記載を直す。",
    source="様式4 別添3・様式3 別添2（変更箇所）",
    severity=Severity.WARNING,
    confidence=Confidence.MEDIUM,
    find=_find,
    needs=(needs.REVISIONS,),
)

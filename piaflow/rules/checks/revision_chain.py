"""revision-chain: rows of 変更箇所 on one 項目 that do not join, and rows out of the order of their dates."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from attrs import evolve

from piaflow.domain.certainty import Certainty
from piaflow.domain.names import fold
from piaflow.domain.records import Revision
from piaflow.domain.span import find_beginnings
from piaflow.law.eras import are_of_same_days, parse_date
from piaflow.law.forms import FieldKind
from piaflow.rules import needs
from piaflow.rules.dossier import Dossier
from piaflow.rules.enumerations import list_enumerated, read_enumerations, tell_difference
from piaflow.rules.finding import Confidence, Evidence, Hit, Severity
from piaflow.rules.history import History
from piaflow.rules.places import Revised
from piaflow.rules.quoting import (
    are_of_two_parts,
    covers_several,
    describes,
    is_of_one_text,
    read_addition,
    tells_nothing,
)
from piaflow.rules.rule import Rule

_LOOKED_BACK = 50
"""Days: more than any published table has on one field."""

_HOW_WELL = (Certainty.NO, Certainty.UNKNOWN, Certainty.YES)

_FIGURE = re.compile(r"\D{0,8}\d+(?:件|人|項目|年)?")
_SHORT = 30
"""Characters of a field that holds one fact: a name, an office."""
_TURNED = 3
"""Pairs of rows out of order that are shown: who looks at the table sees the others."""


def _find(dossier: Dossier) -> Iterator[Hit]:
    for history in dossier.histories.values():
        days = history.days
        if len(days) == 1 or _is_of_many_facts(dossier, history):
            continue
        joints = [_join(days[max(0, i - _LOOKED_BACK) : i], days[i]) for i in range(1, len(days))]
        breaks = [pair for joins, pair in joints if joins is Certainty.NO]
        sure = [pair for pair in breaks if _is_whole(dossier, *pair)]
        doubts = [pair for joins, pair in joints if joins is Certainty.UNKNOWN]
        if sure:
            yield _broken(sure)
        elif breaks:
            yield evolve(_broken(breaks), confidence=Confidence.LOW)
        elif doubts:
            yield _doubted(doubts)
    yield from _find_lists(dossier)
    yield from _out_of_order(dossier)


def _is_of_many_facts(dossier: Dossier, history: History) -> bool:
    """別添1 is a picture with its 備考, and a list has many items: a row is of some of them."""
    found = next((item for row in history.rows if (item := dossier.printed_item(row))), None)
    return found is not None and found.address.field.kind in (FieldKind.DIAGRAM, FieldKind.LIST)


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


def _is_whole(dossier: Dossier, row: Revision, following: Revision) -> bool:
    """Whether both rows tell all that stands in the field: a day, a number, or a field that is short today.

    Of a field with sentences each row quotes those that it changes, and two rows may be of two of them.
    """
    several = any(covers_several(r.item) or not dossier.is_of_known_file(r) for r in (row, following))
    if several or dossier.may_lack_rows(row, following):
        return False
    item, now = dossier.printed_item(row), dossier.find_now(row)
    short = bool(now and item and not item.rest) and all(
        _is_short(text) for text in (now.text if now else "", row.after, following.before)
    )
    return short or (_is_figure(row.after) and _is_figure(following.before))


def _is_short(text: str) -> bool:
    return "。" not in text and len(fold(text)) <= _SHORT


def _is_figure(text: str) -> bool:
    return bool(parse_date(text) or _FIGURE.fullmatch(fold(text)))


def _find_lists(dossier: Dossier) -> Iterator[Hit]:
    """Enumerations on one field, whatever part of it the 項目 names beside: compared number by number."""
    for told in dossier.once(list_enumerated):
        for kind in ("項", "条"):
            listed = [each for each in told if kind in each.before or kind in each.after or each.is_unread]
            for one, following in pairwise(listed):
                if kind in one.after and kind in following.before:
                    hits = _list_differs(
                        kind, (one.row, one.after[kind]), (following.row, following.before[kind])
                    )
                    lacking = dossier.may_lack_rows(one.row, following.row)
                    yield from (evolve(hit, confidence=Confidence.LOW) if lacking else hit for hit in hits)


def _list_differs(
    kind: str, one: tuple[Revision, tuple[str, ...]], other: tuple[Revision, tuple[str, ...]]
) -> Iterator[Hit]:
    (row, after), (following, before) = one, other
    if difference := tell_difference(kind, after, before):
        first, second = difference
        sides = [f"変更後だけに{first}" if first else "", f"変更前だけに{second}" if second else ""]
        yield Hit(
            f"{row.item}の変更後の{kind}の並びが、次の変更の変更前とつながらない（{'、'.join(filter(None, sides))}がある）。",
            (Revised(following.item),),
            (
                Evidence(f"変更後の{kind}の並び {len(after)}", find_beginnings((row,))),
                Evidence(f"変更前の{kind}の並び {len(before)}", find_beginnings((following,))),
            ),
            about=f"{kind}の並び {following.date}".rstrip(),
        )


def _joins(row: Revision, following: Revision) -> Certainty:
    """A row may quote only a part of the 項目.

    A text that begins or ends with … is a part of a longer one: two rows may have cut two. Of one with … inside nobody
    knows what it left out.
    """
    if {*read_enumerations(row.after)} & {*read_enumerations(following.before)}:
        return Certainty.YES  # compared number by number
    if not (row.after and following.before) or _is_part(row.after) or _is_part(following.before):
        return Certainty.YES
    if _is_of_a_part(row, following) or are_of_same_days(row.after, following.before):
        return Certainty.YES
    empty = [tells_nothing(text) for text in (row.after, following.before)]
    if any(empty):
        return Certainty.YES if all(empty) else Certainty.NO
    same = is_of_one_text(row.after, following.before)
    cut = "…" in row.after or "…" in following.before
    return Certainty.UNKNOWN if same is Certainty.NO and cut else same


def _is_of_a_part(row: Revision, following: Revision) -> bool:
    """Whether one row adds to the field, or tells of it in words of its own, or both are of parts with other headings."""
    added = any(read_addition(each.after) is not None for each in (row, following))
    told = (not tells_nothing(text) and describes(text) for text in (row.after, following.before))
    return added or any(told) or are_of_two_parts(row.after, following.before)


def _is_part(text: str) -> bool:
    return text.startswith("…") or text.endswith("…")


def _broken(breaks: list[tuple[Revision, Revision]]) -> Hit:
    row, following = breaks[0]
    sides = [
        (
            Evidence(f"変更後「{a.after}」", find_beginnings((a,))),
            Evidence(f"変更前「{b.before}」", find_beginnings((b,))),
        )
        for a, b in breaks
    ]
    return Hit(
        f"{row.item}の変更後「{row.after}」が、次の変更の変更前「{following.before}」とつながらない。",
        (Revised(following.item),),
        tuple(side for pair in sides for side in pair),
    )


def _doubted(doubts: list[tuple[Revision, Revision]]) -> Hit:
    """One text stands inside the other: nobody knows whether a row quotes a part or a word was changed."""
    return evolve(_broken(doubts), severity=Severity.NOTE, confidence=Confidence.LOW)


def _out_of_order(dossier: Dossier) -> Iterator[Hit]:
    """Only the lines tell in what order the table prints its rows.

    Where the days of some rows were not read, the columns stand apart: a day may have been given to another row.
    """
    dated = [revision for revision in dossier.revisions if revision.date]
    turned = [(a, b) for a, b in pairwise(dated) if b.date < a.date]
    if turned:
        earlier, later = turned[0]
        doubt = (
            "（変更日の読めない行がある表なので、ほかの行の日付かもしれない）"
            if dossier.has_lost_days
            else ""
        )
        shown = [row for pair in turned[:_TURNED] for row in pair]
        yield Hit(
            f"変更箇所の{later.item}（{later.date}）が、{earlier.item}（{earlier.date}）より後に並ぶ{doubt}。",
            (Revised(later.item),),
            tuple(Evidence(f"{row.item} {row.date}", find_beginnings((row,))) for row in shown),
            about="日付の順",
            severity=Severity.NOTE,
            confidence=Confidence.LOW,
        )


RULE = Rule(
    name="revision-chain",
    title="変更箇所の変更前と変更後がつながらない",
    checks="変更箇所の同じ欄（項目の書き方が違っても、番号が同じ欄を指すもの）の行を日の順に並べ、変更後の記載を次の日の行の変更前の記載と比べる。根拠行から表の並びが分かれば、変更日が前後する行も参考に言う（日付の読めない行のある表では、ほかの行の日付かもしれないと添える）。空欄は比べない。"
    "一方が他方の一部を引くだけなら、また同じ日を違う書き方で言うなら、つながるとみる。「下記を追加」とする行、「最新状況に見直し」のように変更のしかたを言う行、互いに違う見出し（＜…における措置＞）の行は、欄の一部のことなので比べない。もっと前の行が書き、その後に変わっていない所を引く行も、つながるとみる。…で始まるか終わる記載は比べない。言い切るのは、日付か数の行、今の記載が短い欄の行、項や条の並び（番号どうしを比べる）だけで、文の欄の行はそのどの文を引くかが分からないので要確認とする。",
    matters="変更箇所は公表後に何が変わったかの記録で、つながらなければ記載のない変更があったことになる。",
    settle="実際の経過を確かめ、欠けた変更の行を補うか、写し誤った記載を直す。",
    source="様式4 別添3・様式3 別添2（変更箇所）",
    severity=Severity.WARNING,
    confidence=Confidence.MEDIUM,
    find=_find,
    needs=(needs.REVISIONS,),
)

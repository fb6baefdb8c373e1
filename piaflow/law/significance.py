"""重要な変更: the items marked ※, what is excluded from them, and what must be done in which case."""

from __future__ import annotations

from enum import Enum
from functools import cache
from typing import Any

from attrs import frozen

from piaflow.domain.certainty import Certainty
from piaflow.domain.choices import BodyKind, FormKind, Timing
from piaflow.law.shipped import read_data
from piaflow.law.sureness import Sureness


class ExclusionKind(Enum):
    """重要な変更から除かれる変更."""

    FORMAL = "形式的な変更"
    NO_RISK_CHANGE = "リスクを相当程度変動させない変更"
    REDUCES_RISK = "リスクを明らかに軽減させる変更"


@frozen
class Exclusion:
    """除外: a change of a ※ item that is no 重要な変更 all the same (指針第6の2(2)ただし書)."""

    kind: ExclusionKind
    text: str
    source: str
    sureness: Sureness


class Case(Enum):
    """場合: what gives rise to a duty of the assessing body."""

    NEW = "新規保有"
    SIGNIFICANT = "重要な変更"
    OTHER = "重要でない変更"
    THRESHOLD = "しきい値判断結果の変更"
    EMERGENCY = "緊急時"
    FIVE_YEARS = "5年経過"
    YEARLY = "年1回の見直し"
    NOT_DONE = "未実施"


@frozen
class Consequence:
    """すべきこと: what must be done in a case, by bodies of some kinds (all where `kinds` is empty).

    `timing` is 不明 where the sources name neither 事前 nor 事後.
    """

    case: Case
    forms: tuple[FormKind, ...]
    kinds: tuple[BodyKind, ...]
    what: str
    timing: Timing
    source: str
    sureness: Sureness


class ProcedureKind(Enum):
    """手続."""

    CONSULTATION = "意見聴取"
    INSPECTION = "第三者点検"
    APPROVAL = "委員会の承認"
    EITHER = "第三者点検か委員会の承認"


@frozen
class Procedure:
    """評価の手続: whether a form obliges to it, and how it is done."""

    kind: ProcedureKind
    form: FormKind
    obligatory: Certainty
    what: str
    source: str
    sureness: Sureness


@cache
def list_exclusions() -> tuple[Exclusion, ...]:
    """Return what is no 重要な変更 though it changes a ※ item. None of it was read in the 指針 itself."""
    rows = read_data("significance")["exclusions"]
    return tuple(Exclusion(ExclusionKind(r["kind"]), r["text"], *_grounds(r)) for r in rows)


@cache
def list_consequences() -> tuple[Consequence, ...]:
    """Return what must be done in every case, by form."""
    rows = read_data("significance")["consequences"]
    return tuple(
        Consequence(
            Case(r["case"]),
            tuple(map(FormKind, r["forms"])),
            tuple(map(BodyKind, r.get("kinds", ()))),
            r["what"],
            Timing(r["timing"]),
            *_grounds(r),
        )
        for r in rows
    )


def find_consequences(case: Case, form: FormKind, kind: BodyKind) -> tuple[Consequence, ...]:
    """Return what must be done in a case by a body of this kind whose assessment is on this form."""
    return tuple(
        c for c in list_consequences() if c.case is case and form in c.forms and kind in (c.kinds or BodyKind)
    )


def find_procedures(form: FormKind, kind: BodyKind) -> tuple[Procedure, ...]:
    """Return 意見聴取 and 第三者点検 as the form knows them, () for 基礎項目評価書.

    行政機関等 ask the 委員会 for its 承認 (番号法28条2項) where 地方公共団体等 do 第三者点検 (規則7条4項). Of a body
    whose kind is not known, that it is one of the two.
    """
    return tuple(
        Procedure(ProcedureKind(r["kind"]), form, Certainty(r["obligatory"]), r["what"], *_grounds(r))
        for r in read_data("significance")["procedures"]
        if form.value in r["forms"] and kind.value in r.get("kinds", (kind.value,))
    )


def _grounds(data: dict[str, Any]) -> tuple[str, Sureness]:
    return data["source"], Sureness(data["sureness"])

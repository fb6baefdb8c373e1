"""Whether a change may be a 重要な変更: candidates with grounds, what may exclude them, and what would follow.

Never a verdict: bodies have decided the same event both ways. Source: 番号法28条, 規則11条, 指針別表 (the ※ of
the forms) and 指針第6の2(2)ただし書, each as sure as `piaflow.law` says.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from attrs import frozen

from piaflow.domain.choices import BodyKind, FormKind, Timing
from piaflow.domain.names import name_some
from piaflow.impact.causes import Cause, CauseKind
from piaflow.impact.change import Change, is_specific
from piaflow.impact.differences import DifferenceKind
from piaflow.impact.items import ItemChange, Origin
from piaflow.impact.reaches import ReachChange
from piaflow.law.addresses import Address
from piaflow.law.bodies import find_body_kind
from piaflow.law.precedents import Precedent, find_precedents
from piaflow.law.significance import (
    Case,
    Consequence,
    Exclusion,
    ExclusionKind,
    Procedure,
    find_consequences,
    find_procedures,
    list_exclusions,
)
from piaflow.trace.answer import Reach


class Result(Enum):
    """見立て. Values are those of the JSON answer."""

    SIGNIFICANT_CANDIDATE = "SIGNIFICANT_CANDIDATE"
    NEEDS_REVIEW = "NEEDS_REVIEW"
    CORRECTION = "CORRECTION"
    NO_CHANGE = "NO_CHANGE"

    @property
    def printed(self) -> str:
        """The Japanese words."""
        return {
            "SIGNIFICANT_CANDIDATE": "重要な変更の候補",
            "NEEDS_REVIEW": "重要な変更かどうか検討が要る",
            "CORRECTION": "修正（重要な変更にあたる欄の変更はない）",
            "NO_CHANGE": "変更なし",
        }[self.value]


@frozen
class Judgement:
    """見立て: the result, the ※ items that ground it, what may exclude it, and the procedure that would follow.

    `precedents` are published changes of the same causes, with how they were filed.
    """

    result: Result
    reason: str
    grounds: tuple[ItemChange, ...] = ()
    exclusions: tuple[Exclusion, ...] = ()
    consequences: tuple[Consequence, ...] = ()
    procedures: tuple[Procedure, ...] = ()
    precedents: tuple[Precedent, ...] = ()


def judge(form: FormKind, change: Change, items: Sequence[ItemChange], causes: Sequence[Cause]) -> Judgement:
    """Return how grave the change may be for a body whose assessment is on this form."""
    marked = tuple(item for item in items if item.significant)
    kind = find_body_kind(change.after.overview).kind
    if not items:
        return _without_items(form, kind, change)
    if change.before.overview.form is not form:
        return _on_another_form(form, kind, change, marked)
    if not marked:
        return _without_mark(form, kind, change, causes)
    derived = any(item.origin is Origin.DERIVED for item in marked)
    sure = [cause for cause in causes if cause.is_sure]
    grave = derived and bool([c for c in sure if not c.kind.is_end] or change.sure_gains)
    reason = _reason(change, sure, grave=grave) if derived else _reason_to_look(change, sure)
    return Judgement(
        result=Result.SIGNIFICANT_CANDIDATE if grave else Result.NEEDS_REVIEW,
        reason=_with_doubt(reason, change, causes),
        grounds=marked,
        exclusions=tuple(
            e for e in list_exclusions() if e.kind in _possible_exclusions(change, marked, causes)
        ),
        consequences=_consequences(form, kind, sure),
        procedures=find_procedures(form, kind),
        precedents=_precedents(sure, marked),
    )


def find_timing(result: Result, address: Address, *, significant: bool) -> Timing:
    """Return when a field would be filed: with the change as a whole where that may be a 重要な変更, else by its ※.

    What records the procedure itself (公表日, 実施日) follows it: all published rows of such fields say 事後.
    """
    if address.is_field and address.field.is_of_procedure:
        return Timing.AFTER
    return Timing.BEFORE if significant or result is Result.SIGNIFICANT_CANDIDATE else Timing.AFTER


def _on_another_form(
    form: FormKind, kind: BodyKind, change: Change, marked: tuple[ItemChange, ...]
) -> Judgement:
    """Another form follows from another result of しきい値判断, or is chosen freely: it is written anew."""
    reason = (
        f"様式が{change.before.overview.form.value}から{form.value}に変わる。"
        "しきい値判断の結果が変わったのか、任意に選んだのかを見る。書き換える欄は、言うことが違う欄だけである"
    )
    consequences, procedures = find_consequences(Case.THRESHOLD, form, kind), find_procedures(form, kind)
    return Judgement(Result.NEEDS_REVIEW, reason, marked, consequences=consequences, procedures=procedures)


def _without_items(form: FormKind, kind: BodyKind, change: Change) -> Judgement:
    """The form prints what it printed; where 個人番号 gets is another matter, and nobody should read that it is the same."""
    if sure := change.sure_gains:
        told = f"様式の欄に変わるものはないが、個人番号・符号が新しい所（{_name(sure)}）に届くので、Ⅱ・Ⅲの記載に関わるかを見る"
        told = _with_doubt(told, change, ())
        return Judgement(Result.NEEDS_REVIEW, told, consequences=_consequences(form, kind, ()))
    told = "様式の欄に変わるものがない"
    if change.unsure_gains:
        return Judgement(Result.NEEDS_REVIEW, _with_doubt(told, change, ()))
    if change.gains:
        told += f"。個人番号・符号が新しく届きうる所がある（{_name(change.gains)}）が、文書からは決まらない"
    return Judgement(Result.NO_CHANGE, told)


def _consequences(form: FormKind, kind: BodyKind, causes: Sequence[Cause]) -> tuple[Consequence, ...]:
    """A file that was not held before has duties of its own."""
    new = any(cause.kind is CauseKind.NEW_FILE for cause in causes)
    cases = (*([Case.NEW] if new else []), Case.SIGNIFICANT, Case.EMERGENCY)
    return tuple(told for case in cases for told in find_consequences(case, form, kind))


def _without_mark(form: FormKind, kind: BodyKind, change: Change, causes: Sequence[Cause]) -> Judgement:
    """No ※ item changes; where 個人番号 gets somewhere new all the same, somebody has to look at the measures."""
    consequences = find_consequences(Case.OTHER, form, kind)
    precedents = _precedents([cause for cause in causes if cause.is_sure], ())
    reason, result = "変わる欄に※がない", Result.CORRECTION
    if change.sure_gains:
        names = _name(change.sure_gains)
        reason = (
            f"変わる欄に※はないが、個人番号・符号が新しい所（{names}）に届くので、Ⅲの対策に関わるかを見る"
        )
    if change.sure_gains or change.unsure_gains:
        result = Result.NEEDS_REVIEW
    reason = _with_doubt(reason, change, causes)
    return Judgement(result, reason, consequences=consequences, precedents=precedents)


def _precedents(causes: Sequence[Cause], marked: Sequence[ItemChange]) -> tuple[Precedent, ...]:
    fields = [item.field for item in marked if item.origin is Origin.DERIVED]
    return find_precedents([cause.kind.value for cause in causes], fields)


def _name(gains: Sequence[ReachChange]) -> str:
    return "、".join(dict.fromkeys(gain.name for gain in gains))


def _reason(change: Change, causes: Sequence[Cause], *, grave: bool) -> str:
    if grave:
        return f"※の欄が変わり、取扱いが実際に変わる（{_told(change, causes)}）"
    if possible := [gain for gain in change.gains if gain.now is Reach.POSSIBLE]:
        names = _name(possible)
        return f"※の欄が変わる。個人番号・符号が新しく届きうる所がある（{names}）が、文書からは決まらない"
    if change.doubles:
        return "※の欄が変わる"
    return "※の欄が変わるが、個人番号・符号の届く所も、入手・委託・提供・保管の仕方も増えない"


def _reason_to_look(change: Change, causes: Sequence[Cause]) -> str:
    """No ※ item is rewritten by the model itself: whether one changes is not known before it is looked at."""
    told = _told(change, causes)
    if not told:
        return "※の欄を見直すが、取扱いが変わるかは文書からは決まらない"
    return f"取扱いが変わり（{told}）、※の欄を見直すが、記載が変わるかはモデルからは決まらない"


def _told(change: Change, causes: Sequence[Cause]) -> str:
    return _tell_changes(causes, change.sure_gains)


def _tell_changes(causes: Sequence[Cause], gains: Sequence[ReachChange]) -> str:
    told = [cause.kind.value for cause in causes]
    names = name_some(dict.fromkeys(gain.name for gain in gains))
    told += [f"個人番号・符号が新しい所（{names}）に届く"] if names else []
    return "、".join(dict.fromkeys(told))


def _with_doubt(reason: str, change: Change, causes: Sequence[Cause]) -> str:
    """A reason with what it would be besides, if who may be one of before under another name is another."""
    told = _tell_changes([cause for cause in causes if not cause.is_sure], change.unsure_gains)
    if not told:
        return reason
    names = name_some(f"「{new}」は前の「{old}」" for new, old in change.doubles)
    return f"{reason}。{names}と同じ者の別の書き方かもしれない（要確認）。違う者なら、{told}"


def _possible_exclusions(
    change: Change, marked: Sequence[ItemChange], causes: Sequence[Cause]
) -> frozenset[ExclusionKind]:
    """A change of texts alone may be formal; one that brings nothing anywhere may leave the risk as it is.

    Another box ticked in a ※ item is no change of words, nor is 特定個人情報 in a flow that has other items.
    """
    found = set()
    reworded = all(d.kind is DifferenceKind.CHANGED for d in change.differences)
    handled = any(is_specific(change.after, flow) for _, flow in change.new_flows)
    if reworded and not (causes or handled or any(item.is_choice for item in marked)):
        found.add(ExclusionKind.FORMAL)
    if not change.gains:
        found.add(ExclusionKind.NO_RISK_CHANGE)
    if change.losses and not change.gains:
        found.add(ExclusionKind.REDUCES_RISK)
    return frozenset(found)

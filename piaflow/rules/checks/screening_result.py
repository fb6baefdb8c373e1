"""screening-result: the printed しきい値判断結果 against the numbers of the document."""

from __future__ import annotations

from collections.abc import Iterator

from piaflow.domain.certainty import Certainty
from piaflow.domain.choices import ScreeningResult, SubjectBand
from piaflow.domain.span import Span
from piaflow.rules import needs
from piaflow.rules.dossier import Dossier
from piaflow.rules.finding import Confidence, Evidence, Hit, Severity, Spot
from piaflow.rules.places import SCREENING, SUBJECTS
from piaflow.rules.rule import Rule
from piaflow.rules.screening import HANDLERS, find_basic, find_handlers, find_possible

_SUBMITTED = "Ⅳ.1"
_OF_RESULT = {
    ScreeningResult.FULL: ("基礎項目評価書及び全項目評価書",),
    ScreeningResult.PRIORITY: ("基礎項目評価書及び重点項目評価書", "基礎項目評価書及び全項目評価書"),
}
"""What 様式2 Ⅳ.1 may choose: a higher form than the one required may always be written."""


def _find(dossier: Dossier) -> Iterator[Hit]:
    yield from _find_result(dossier)
    yield from _find_submitted(dossier)


def _find_submitted(dossier: Dossier) -> Iterator[Hit]:
    screening = dossier.model.overview.screening
    allowed, cell = _OF_RESULT.get(screening.result), find_basic(dossier, _SUBMITTED)
    if allowed and cell and cell.stated in cell.field.choices and cell.stated not in allowed:
        yield Hit(
            f"しきい値判断結果は「{screening.result.value}」だが、提出する評価書の種類は「{cell.stated}」である。",
            (SCREENING,),
            (
                Evidence(f"しきい値判断結果「{screening.result.value}」", screening.spans, Spot("Ⅵ.1.②")),
                Evidence(f"提出する評価書「{cell.stated}」", cell.spans),
            ),
            about="提出する評価書",
        )


def _find_result(dossier: Dossier) -> Iterator[Hit]:
    overview = dossier.model.overview
    result, possible = overview.screening.result, [r.printed for r in find_possible(dossier)]
    told = result is not ScreeningResult.UNKNOWN and overview.subjects is not SubjectBand.UNKNOWN
    if told and result.value not in possible:
        right = "」か「".join(possible)
        yield Hit(
            f"しきい値判断結果は「{result.value}」とあるが、{_numbers(dossier)}では「{right}」である。",
            (SCREENING, SUBJECTS),
            (
                Evidence(f"しきい値判断結果「{result.value}」", overview.screening.spans, Spot("Ⅵ.1.②")),
                Evidence(_numbers(dossier), (*overview.spans, *_handler_spans(dossier)), Spot("Ⅰ.1.③")),
            ),
        )


def _numbers(dossier: Dossier) -> str:
    overview = dossier.model.overview
    many = {Certainty.YES: "500人以上", Certainty.NO: "500人未満"}.get(find_handlers(dossier))
    accident = {Certainty.YES: "あり", Certainty.NO: "なし"}.get(overview.screening.accident)
    parts = (
        f"対象人数{overview.subjects.value}",
        many and f"取扱者{many}",
        accident and f"重大事故{accident}",
    )
    return "、".join(part for part in parts if part)


def _handler_spans(dossier: Dossier) -> tuple[Span, ...]:
    """The lines of 使用者数 and 取扱者数, where they decide."""
    if find_handlers(dossier) is Certainty.UNKNOWN:
        return ()
    said = find_basic(dossier, HANDLERS)
    if said:
        return said.spans
    files = dossier.model.files
    entries = (span for file in files for entry in file.entrustments for span in entry.spans)
    return (*(span for file in files for span in file.use.spans), *entries)


RULE = Rule(
    name="screening-result",
    title="しきい値判断結果が、書かれた人数から出る結果と違う",
    checks="様式4 Ⅵ.1②・様式3 Ⅴ.1②のしきい値判断結果を、対象人数、使用者数と委託の取扱者数、重大事故の有無から出る結果と比べる。"
    "取扱者数は、区分の両端で見て500人の上か下かが決まるときだけ使う。様式2では、Ⅱの人数、取扱者数、重大事故とⅢを比べ、Ⅲより低い評価書を提出するとするⅣ.1も言う。",
    matters="義務付けられる評価の種類で、意見聴取と第三者点検（国の行政機関などでは委員会の承認）が義務か任意かが変わる。",
    settle="取扱者数を数え直し、しきい値判断をやり直す。義務でない評価を任意に行うなら、任意の選択肢を選ぶ。",
    source="特定個人情報保護評価に関する規則・指針（しきい値判断）、様式4 Ⅵ.1、様式3 Ⅴ.1、様式2 Ⅱ～Ⅳ",
    severity=Severity.WARNING,
    confidence=Confidence.MEDIUM,
    find=_find,
    needs=(needs.SCREENING, needs.BANDS),
)

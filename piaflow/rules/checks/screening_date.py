"""screening-date: 基礎項目評価の実施日 against 公表日: not after it, and not five years before."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from piaflow.rules import needs
from piaflow.rules.dossier import Dossier
from piaflow.rules.finding import Confidence, Evidence, Hit, Severity, Spot
from piaflow.rules.places import PUBLISHED, SCREENING
from piaflow.rules.rule import Rule

_YEARS = 5


def _find(dossier: Dossier) -> Iterator[Hit]:
    screening, published = dossier.model.overview.screening, dossier.published
    screened = date.fromisoformat(screening.date) if screening.date else None
    if screened and published and screened > published:
        yield _hit(dossier, "より後である", "順", None, None)
    elif screened and published and _is_aged(screened, published):
        yield _hit(dossier, "の5年より前である", "", Severity.NOTE, Confidence.MEDIUM)


def _is_aged(screened: date, published: date) -> bool:
    due = (screened.year + _YEARS, screened.month, screened.day)
    return due < (published.year, published.month, published.day)


def _hit(
    dossier: Dossier, said: str, about: str, severity: Severity | None, confidence: Confidence | None
) -> Hit:
    overview = dossier.model.overview
    return Hit(
        f"基礎項目評価の実施日（{overview.screening.date}）は、公表日（{overview.published}）{said}。",
        (SCREENING, PUBLISHED),
        (
            Evidence(
                f"基礎項目評価の実施日 {overview.screening.date}", overview.screening.spans, Spot("Ⅵ.1.①")
            ),
            Evidence(f"公表日 {overview.published}", overview.spans, Spot("表紙.公表日")),
        ),
        about=about,
        severity=severity,
        confidence=confidence,
    )


RULE = Rule(
    name="screening-date",
    title="基礎項目評価の実施日が公表日と合わない",
    checks="様式4 Ⅵ.1①・様式3 Ⅴ.1①の実施日が、公表日より後か、公表日の5年より前でないかを見る。",
    matters="基礎項目評価としきい値判断は評価書の公表より先に行い、5年を過ぎる前に評価をやり直すよう努める。",
    settle="最後に行った基礎項目評価の日を確かめて直す。行っていなければ、しきい値判断からやり直す。",
    source="特定個人情報保護評価に関する規則15条（5年経過前の再実施）、様式4 Ⅵ.1①、様式3 Ⅴ.1①",
    severity=Severity.ERROR,
    find=_find,
    needs=(needs.SCREENING, needs.PUBLISHED),
)

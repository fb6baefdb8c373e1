"""publication-date: a 公表日 before the last 変更日, one that is still to come, and one of more than five years ago."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from piaflow.domain.choices import FormKind
from piaflow.domain.records import Revision
from piaflow.form.form import Cell
from piaflow.law.eras import parse_date, print_date
from piaflow.rules import needs
from piaflow.rules.dossier import Dossier
from piaflow.rules.finding import Evidence, Hit, Severity, Spot
from piaflow.rules.places import PUBLISHED, Revised
from piaflow.rules.rule import Rule

_YEARS = 5
_COUNTED = ("Ⅱ.1.時点", "Ⅱ.2.時点")
"""Since when the people of 様式2 are counted."""


def _find(dossier: Dossier) -> Iterator[Hit]:
    published = dossier.published
    if published is None:
        return
    latest = max(dossier.revisions, key=lambda row: row.date, default=None)
    if latest and latest.date > published.isoformat():
        yield _changed_later(dossier, published, latest)
    for cell in dossier.form.cells if dossier.form.kind is FormKind.BASIC else ():
        counted = parse_date(cell.stated) if cell.path in _COUNTED else None
        if counted and counted > published:
            yield _counted_later(dossier, published, cell, counted)
    if published > dossier.today:
        said = f"公表日（{print_date(published)}）は、まだ来ていない。"
        yield Hit(
            said, (PUBLISHED,), (_published(dossier, published),), about="先の日", severity=Severity.NOTE
        )
    elif _add_years(published) < dossier.today:
        said = f"公表日（{print_date(published)}）から{_YEARS}年を過ぎた。"
        yield Hit(
            said, (PUBLISHED,), (_published(dossier, published),), about="再実施", severity=Severity.NOTE
        )


def _changed_later(dossier: Dossier, published: date, latest: Revision) -> Hit:
    day = print_date(date.fromisoformat(latest.date))
    return Hit(
        f"公表日（{print_date(published)}）より後の変更日（{day}）の変更箇所がある。",
        (PUBLISHED, Revised(latest.item)),
        (_published(dossier, published), Evidence(f"変更日 {day} {latest.item}", latest.spans)),
    )


def _counted_later(dossier: Dossier, published: date, cell: Cell, counted: date) -> Hit:
    item = cell.address.item.removesuffix("時点")
    return Hit(
        f"{item}の計数の時点（{print_date(counted)}）が、公表日（{print_date(published)}）より後である。",
        (PUBLISHED,),
        (
            _published(dossier, published),
            Evidence(f"{item} いつ時点の計数か {print_date(counted)}", cell.spans),
        ),
        about=item,
    )


def _published(dossier: Dossier, published: date) -> Evidence:
    return Evidence(f"公表日 {print_date(published)}", dossier.model.overview.spans, Spot("表紙.公表日"))


def _add_years(day: date) -> date:
    """The last of the five years, which count from the day after; 29 February ends with the month."""
    return date(day.year + _YEARS, day.month, min(day.day, 28) if day.month == 2 else day.day)  # noqa: PLR2004


RULE = Rule(
    name="publication-date",
    title="公表日が変更日や今日と合わない",
    checks="公表日を、変更箇所の最後の変更日、様式2のいつ時点の計数か、確かめる日（--today）と比べる。公表から5年を過ぎたものは参考とする。",
    matters="公表日はどの姿の評価書かを示す。5年を過ぎる前に評価をやり直すよう努める。",
    settle="公表日か変更日を直す。5年を過ぎるなら、しきい値判断からやり直す。",
    source="特定個人情報保護評価に関する規則15条（5年経過前の再実施）、様式4・様式3の表紙、変更箇所",
    severity=Severity.WARNING,
    find=_find,
    needs=(needs.PUBLISHED, needs.REVISIONS),
)

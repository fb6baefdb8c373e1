"""edition-mismatch: the edition that the document prints of its form against its kind of form and its 公表日."""

from __future__ import annotations

import re
from collections.abc import Iterator

from piaflow.domain.choices import FormKind
from piaflow.domain.names import fold
from piaflow.law.eras import parse_month
from piaflow.rules import needs
from piaflow.rules.dossier import Dossier
from piaflow.rules.finding import Confidence, Evidence, Hit, Spot
from piaflow.rules.places import FORM, PUBLISHED
from piaflow.rules.rule import Rule

_NUMBERS = {FormKind.FULL: "4", FormKind.PRIORITY: "3", FormKind.BASIC: "2"}
_NUMBER = re.compile(r"様式第?([234])")


def _find(dossier: Dossier) -> Iterator[Hit]:
    overview = dossier.model.overview
    printed = Evidence(f"様式の版「{overview.edition}」", overview.spans)
    numbers, own = _list_numbers(overview.edition), _NUMBERS.get(overview.form)
    if numbers and own and own not in numbers:
        yield Hit(
            f"様式の版は「{overview.edition}」と印字されるが、{overview.form.value}は様式{own}である。",
            (FORM,),
            (printed, Evidence(f"{overview.form.value}（様式{own}）", overview.spans)),
            confidence=_find_sureness(dossier),
        )
    yield from _find_title(dossier)
    since, published = parse_month(overview.edition), dossier.published
    if since and published and published < since:
        yield Hit(
            f"様式の版は「{overview.edition}」と印字されるが、公表日（{published}）はその版より前である。",
            (FORM, PUBLISHED),
            (printed, Evidence(f"公表日 {published}", overview.spans)),
        )


def _find_title(dossier: Dossier) -> Iterator[Hit]:
    """評価書名 ends in the form that it is written on (…に関する事務 全項目評価書)."""
    overview = dossier.model.overview
    named = [form for form in FormKind if form.value in fold(overview.title)]
    if len(named) == 1 and named[0] is not overview.form:
        yield Hit(
            f"評価書名は「{overview.title}」だが、この評価書は{overview.form.value}である。",
            (FORM,),
            (
                Evidence(f"評価書名「{overview.title}」", overview.spans, Spot("表紙.評価書名")),
                Evidence(overview.form.value, overview.spans),
            ),
            about="評価書名",
            confidence=_find_sureness(dossier),
        )


def _find_sureness(dossier: Dossier) -> Confidence | None:
    """A model that does not tell its form is taken to be of 様式4: that it is must be told by something else too."""
    overview = dossier.model.overview
    told = overview.form is not FormKind.FULL or dossier.read is not None
    return None if told or _NUMBERS[FormKind.FULL] in _list_numbers(overview.edition) else Confidence.LOW


def _list_numbers(edition: str) -> set[str]:
    return set(_NUMBER.findall(fold(edition)))


RULE = Rule(
    name="edition-mismatch",
    title="印字された様式の版が、様式の種類や公表日と合わない",
    checks="様式の頭に印字された版（平成30年5月 様式4 など）の番号が、書かれている様式の番号か、"
    "公表日がその版の年月より前でないか、評価書名がほかの種類の評価書を言わないかを見る。モデルだけで、全項目評価書であることを版が言わないものは、様式を書かなかっただけかもしれないので、要確認とする。",
    matters="様式が違えば、要る欄と手続が違う。版より前の公表日は、日付か版のどちらかの書き誤りである。",
    settle="使った様式と公表日を確かめて直す。",
    source="様式2・様式3・様式4の頭書き",
    find=_find,
    needs=(needs.PUBLISHED,),
)

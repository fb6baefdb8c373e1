"""head-named: 所属長の役職名 that gives a person's name beside the office."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from piaflow.form.form import CellOrigin
from piaflow.law.eras import parse_month
from piaflow.rules import needs
from piaflow.rules.dossier import Dossier
from piaflow.rules.finding import Confidence, Evidence, Hit, Severity, Spot
from piaflow.rules.places import DEPARTMENTS
from piaflow.rules.rule import Rule

_HEAD = "Ⅰ.7.②"
_OFFICE = "(?:長|主幹|主査|参事|理事|補佐|監)"
_NAMED = re.compile(rf"{_OFFICE}[\s　]+(?P<name>[一-龠々ヶ]{{1,4}}[\s　]*[一-龠々ぁ-んァ-ヴー]{{1,4}})$")
_OFFICIAL = re.compile(rf"(?:{_OFFICE}|課|部|局|室|係|者|代理)$")
_ASKED_SINCE, _SURELY_SINCE = date(2018, 5, 1), date(2019, 1, 1)
"""平成30年5月の様式 asks for the office; half a year later nobody should write on the older one."""


def _find(dossier: Dossier) -> Iterator[Hit]:
    cell = dossier.cell(_HEAD)
    if cell is None or cell.origin is CellOrigin.UNREAD or not _asks_office(dossier):
        return
    for line in cell.text.splitlines():
        found = _NAMED.search(line.strip())
        if found and not _OFFICIAL.search(found["name"]):
            yield Hit(
                f"所属長の役職名に、「{line.strip()}」と氏名が書かれているようにみえる。",
                (DEPARTMENTS,),
                (Evidence(f"所属長の役職名「{line.strip()}」", cell.spans, Spot(_HEAD)),),
                about="所属長",
            )


def _asks_office(dossier: Dossier) -> bool:
    edition, published = parse_month(dossier.model.overview.edition), dossier.published
    if edition:
        return edition >= _ASKED_SINCE
    return published is not None and published >= _SURELY_SINCE


RULE = Rule(
    name="head-named",
    title="所属長の役職名に氏名がある",
    checks="平成30年5月からの様式で、所属長の役職名の欄が、役職に続けて空けて氏名を書いていないかを見る。",
    matters="様式は役職名だけを求める。氏名を書けば、異動のたびに評価書が古くなり、個人の名が公表される。",
    settle="役職名だけにする。",
    source="様式4・様式3・様式2（平成30年5月に「所属長」を「所属長の役職名」に改めた）",
    severity=Severity.NOTE,
    confidence=Confidence.MEDIUM,
    find=_find,
    needs=(needs.TEXTS,),
)

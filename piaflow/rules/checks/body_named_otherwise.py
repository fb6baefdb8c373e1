"""body-named-otherwise: the title, the declaration or whom a file is about names another body than the assessing one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from piaflow.domain.names import fold
from piaflow.form.form import Cell
from piaflow.rules import needs
from piaflow.rules.dossier import Dossier
from piaflow.rules.finding import Confidence, Evidence, Hit, Severity, Spot
from piaflow.rules.places import BODY
from piaflow.rules.rule import Rule

_TITLE, _DECLARED, _SUBJECTS, _BODY = "表紙.評価書名", "表紙.宣言", "Ⅱ.2.③", "表紙.評価実施機関名"
_LETTERS = "一-龠々ヶケノァ-ヴー"
_GOVERNMENT = rf"(?:[{_LETTERS}]{{1,12}}?|[ぁ-ん]{{2,6}})[都道府県市区町村]"
_NAME = rf"(?P<name>{_GOVERNMENT}(?:教育委員会)?|[{_LETTERS}]{{2,20}}?(?:組合|広域連合|教育委員会|基金|機構))"
_IN_TITLE = re.compile(rf"\s*{_NAME}(?=[\s　])")
_DECLARES = re.compile(rf"(?:^|[。、，\s　]){_NAME}(?:[長⻑]|知事|管理者|理事[長⻑])?(?:で)?は[、，]")
_LIVING = re.compile(
    rf"(?:^|[、，。・及びと\s])(?P<name>{_GOVERNMENT})(?=と|及び|、|内に|内の|に住所|の(?:住民|区域|第))"
)
_ANY = re.compile(
    "本[市区町村県]|当|他|各|同|構成|関係|全[市国]|市区?町村?|都道府県|自治体|旧|転|特別区|政令"
)
"""What stands for any body, or for the assessing one."""
_IS_BODY = re.compile(rf"^{_NAME}")
"""Ministries and agencies declare by other words than their head's."""
_OFFICE = re.compile("(?:[長⻑]|知事|管理者|理事[長⻑])$")


def _find(dossier: Dossier) -> Iterator[Hit]:
    cell = dossier.cell(_BODY)
    body = fold(cell.stated) if cell else ""
    stem = _OFFICE.sub("", body)
    if not _IS_BODY.search(body):
        return
    title, declared = dossier.cell(_TITLE), dossier.cell(_DECLARED)
    named = [
        *((title, found) for found in _IN_TITLE.finditer(title.stated if title else "")),
        *((declared, found) for found in _DECLARES.finditer(declared.stated if declared else "")),
    ]
    for cell, found in named:
        name = fold(found["name"])
        if cell and not _ANY.search(name) and name not in body and stem not in name:
            yield _hit(dossier, cell, name)
    yield from _find_subjects(dossier, stem)


def _find_subjects(dossier: Dossier, stem: str) -> Iterator[Hit]:
    """A municipality whose people a file is about, and that no other field of the document names."""
    for cell in dossier.form.ask(_SUBJECTS):
        for name in dict.fromkeys(fold(found["name"]) for found in _LIVING.finditer(cell.stated)):
            if _ANY.search(name) or name in stem or stem in name:
                continue
            others = (other for other in dossier.form.cells if other.field.full != _SUBJECTS)
            if not any(name in fold(other.stated) for other in others):
                yield _hit(dossier, cell, name)


def _hit(dossier: Dossier, cell: Cell, name: str) -> Hit:
    overview = dossier.model.overview
    of = f"{cell.file}の" if cell.file else ""
    where = cell.address.item.replace("表紙.", "表紙の")
    return Hit(
        f"{of}{where}は「{name}」を挙げるが、評価実施機関は{overview.body}である。",
        (cell.file or BODY,),
        (
            Evidence(f"{where} {name}", cell.spans, Spot(cell.field.full, cell.subject)),
            Evidence(f"評価実施機関 {overview.body}", overview.spans, Spot(_BODY)),
        ),
        about=f"{where}の{name}",
    )


RULE = Rule(
    name="body-named-otherwise",
    title="表紙や対象者の範囲が、ほかの団体の名を挙げる",
    checks="評価書名の初めの団体の名と、宣言の主語が、評価実施機関の名かを見る。Ⅱ.2③が挙げる市区町村が、評価実施機関でなく、文書のほかのどの欄にもないものも言う。"
    "「本市」「構成市町」のように名でないもの、評価実施機関の名の一部であるものは問わない。",
    matters="ほかの団体の評価書を写したまま残った名は、誰が宣言し、誰の情報を扱うのかを誤らせる。",
    settle="評価実施機関の名に直す。ほかの団体の住民を扱うなら、Ⅰにその団体を書く。",
    source="様式4・様式3・様式2 表紙、Ⅱ.2③",
    severity=Severity.WARNING,
    confidence=Confidence.LOW,
    find=_find,
    needs=(needs.TEXTS,),
)

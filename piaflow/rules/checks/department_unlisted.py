"""department-unlisted: the 事務担当部署 of a file is none of the 担当部署 of the assessment."""

from __future__ import annotations

import re
from collections.abc import Iterator

from piaflow.domain.names import fold, name_some
from piaflow.domain.nodes import File
from piaflow.rules import needs
from piaflow.rules.dossier import Dossier
from piaflow.rules.finding import Confidence, Evidence, Hit, Severity, Spot
from piaflow.rules.places import DEPARTMENTS
from piaflow.rules.rule import Rule


def _find(dossier: Dossier) -> Iterator[Hit]:
    overview = dossier.model.overview
    listed = [fold(name) for name in overview.departments]
    for file in dossier.model.files:
        unknown = [name for name in _departments(file) if not _is_among(fold(name), listed)]
        if listed and unknown:
            yield Hit(
                f"{file.name}の事務担当部署「{name_some(unknown)}」は、{dossier.number(DEPARTMENTS)}の担当部署にない。",
                (file.name, DEPARTMENTS),
                (
                    Evidence(f"Ⅱ.2⑥ {file.department}", file.spans, Spot("Ⅱ.2.⑥", file.name)),
                    Evidence(
                        f"{dossier.number(DEPARTMENTS)} {name_some(overview.departments)}",
                        overview.spans,
                        Spot("Ⅰ.7.①"),
                    ),
                ),
            )
        yield from _find_unused(dossier, file)


_USED = "Ⅱ.3.⑦.使用部署"
_WIDE = re.compile("全|各|同じ|同様|のとおり|関係|参照|別")


def _find_unused(dossier: Dossier, file: File) -> Iterator[Hit]:
    """The 課 in charge of a file is among those that use it, where these are told by their 課 too."""
    cell = dossier.cell(_USED, file.name)
    charge = _departments(file)
    used = fold(cell.stated) if cell else ""
    last = [fold(found[0]) for name in charge if (found := _OFFICE.search(fold(name)))]
    told = bool(_OFFICE.search(used)) and not _WIDE.search(used)
    if cell and told and len(last) == len(charge) and last and not any(name in used for name in last):
        yield Hit(
            f"{file.name}の{cell.address.item}は{' '.join(cell.stated.split())}とし、事務担当部署の{name_some(charge)}がない。",
            (file.name,),
            (
                Evidence(f"Ⅱ.2⑥ {file.department}", file.spans, Spot("Ⅱ.2.⑥", file.name)),
                Evidence(cell.address.item, cell.spans, Spot(_USED, file.name)),
            ),
            about="使用部署",
            severity=Severity.NOTE,
            confidence=Confidence.LOW,
        )


_OFFICE = re.compile("(?:(?<=部)|(?<=局)|^)[^部局]+?課$|[^部局]課")
"""The 課 that ends the name of a department: 市民税課 of 税務部市民税課; any 課 of a list."""
_BETWEEN = re.compile(r"[、,，/／]|及び|並びに")
_POINTING = re.compile(r"同じ|同様|^同上$|^[上前]記|のとおり|^各")
"""What points at the offices of Ⅰ.7, or at all of a kind (各支所), and names none."""


def _departments(file: File) -> list[str]:
    names = (name.strip() for name in _BETWEEN.split(file.department))
    return [name for name in names if name and not _POINTING.search(name)]


def _is_among(name: str, listed: list[str]) -> bool:
    """A department is found with its 部 and without it."""
    return any(name in known or known in name for known in listed)


RULE = Rule(
    name="department-unlisted",
    title="事務担当部署がⅠ.7の担当部署にない",
    checks="Ⅱ.2⑥の事務担当部署の名を、Ⅰ.7の担当部署の名と比べる。部の名のあるなし、「Ⅰ.7に同じ」や「各支所」は問わない。",
    matters="組織の改正で片方だけを直すと、どの部署がファイルに責任を持つか分からなくなる。",
    settle="今の部署の名にそろえる。",
    source="様式4 Ⅰ.7①、Ⅱ.2⑥（様式3では Ⅰ.6①、Ⅱ.2⑥）",
    severity=Severity.WARNING,
    confidence=Confidence.MEDIUM,
    find=_find,
    needs=(needs.FILES,),
)

"""annex-missing: a 別紙, 別添 or 別表 that a field refers to, and of which the document that was read prints no heading."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from attrs import frozen

from piaflow.domain.grouping import group_by
from piaflow.domain.names import name_some
from piaflow.domain.span import Span
from piaflow.form.form import Cell, CellOrigin
from piaflow.law.forms import FieldKind
from piaflow.rules import needs
from piaflow.rules.dossier import Dossier
from piaflow.rules.finding import Confidence, Evidence, Hit, Severity
from piaflow.rules.rule import Rule

_REFERRED = re.compile(
    r"(?:^|[\s(「『、。・:はを])別(?P<kind>[紙添])\s?"
    r"(?:(?P<number>[0-9]{1,2})(?![0-9-])[)」』]?[^。、]{0,15}?|[)」』]?)"
    r"(?:のとおり|の通り|を?参照|に?記載|に示す|に掲げる|に定める)"
)
"""A reference as officers word it. What another document calls so (契約書別紙2) has its name before it."""
_LIST = re.compile(
    r"別表(?P<list>[一-龠]{2,8}一覧表?)[)」』]?(?:のとおり|の通り|を?参照|に?記載|に示す|に掲げる)"
)
_ANNEX = re.compile(r"別[紙添]\d*")


@frozen
class _Told:
    """A reference with the field that says it."""

    cell: Cell
    name: str
    spans: tuple[Span, ...]


def _find(dossier: Dossier) -> Iterator[Hit]:
    there = dossier.read.annexes if dossier.read else None
    if there is None:
        return
    by_name = group_by((one.name, one) for one in _list_told(dossier))
    for name, found in by_name.items():
        others = [other for other in there if other[:2] == name[:2] and _ANNEX.fullmatch(other)]
        free = [other for other in others if other not in by_name]
        is_meant = not name[2:] and len(free) > _count_lists(dossier)
        if not {name, name.removeprefix("別表")} & {*there} and not is_meant:
            yield _hit(name, found, others)


def _count_lists(dossier: Dossier) -> int:
    """How many lists of 別紙 were read that are of 提供先 or 移転先 although none of these calls one: they are no other's."""
    entries = (entry for file in dossier.model.files for entry in (*file.provisions, *file.transfers))
    return len({entry.WORD for entry in entries if entry.rows and not entry.annex})


def _list_told(dossier: Dossier) -> Iterator[_Told]:
    for passage in dossier.passages:
        text = unicodedata.normalize("NFKC", passage.text)
        for found in _REFERRED.finditer(text) if _is_printed(passage.cell) else ():
            yield _Told(passage.cell, _name(found), passage.cell.spans)
        for found in _LIST.finditer(text) if _is_printed(passage.cell) else ():
            yield _Told(passage.cell, f"別表{found['list']}", passage.cell.spans)
    for cell in dossier.form.cells:
        if cell.field.kind is FieldKind.LIST and _is_printed(cell):
            only = _REFERRED.match(unicodedata.normalize("NFKC", cell.text.strip()))
            if only:
                yield _Told(cell, _name(only), cell.spans)


def _is_printed(cell: Cell) -> bool:
    return cell.origin in (CellOrigin.PRINTED, CellOrigin.DECIDED)


def _name(found: re.Match[str]) -> str:
    return f"別{found['kind']}{found['number'] or ''}"


def _hit(name: str, found: tuple[_Told, ...], others: Sequence[str]) -> Hit:
    fields = name_some(
        dict.fromkeys(f"「{told.cell.field.label.rpartition('／')[2]}」" for told in found), "と"
    )
    there = f"（あるのは{name_some(others)}）" if others else ""
    return Hit(
        f"{fields}の記載は{name}を参照するが、読んだ文書に{name}の見出しがない{there}。",
        tuple(sorted({told.cell.subject or told.cell.key for told in found})),
        tuple(Evidence(f"{name}を参照する記載", told.spans) for told in found),
        about=name,
    )


RULE = Rule(
    name="annex-missing",
    title="参照する別紙・別添・別表が、読んだ文書にない",
    checks="Ⅰ～Ⅵと記録項目の一覧の文が「別紙３を参照」「別紙のとおり」「別表提供先一覧を参照」のように挙げる別紙・別添・一覧の見出しが、読んだ文書にあるかを見る。"
    "番号のない「別紙」は、ほかの欄が番号で挙げない別紙があれば、それとみる。読めない頁やシートのある文書、見出しのない別紙の行や、数字で数えない別紙がある文書では問わない。"
    "別のファイルで公表されているかもしれないので要確認とする。",
    matters="記載のすべてが別紙にあるのに別紙がなければ、読む人には何が渡るのか、何を記録するのかが分からない。",
    settle="別紙を付けるか、別に公表しているならその所を書く。番号の誤りなら直す。",
    source="様式4・様式3 Ⅰ～Ⅵ、別添",
    severity=Severity.WARNING,
    confidence=Confidence.LOW,
    find=_find,
    needs=(needs.ANNEX_HEADINGS,),
)

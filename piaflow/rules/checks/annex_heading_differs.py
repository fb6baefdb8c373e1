"""annex-heading-differs: the heading of a 別紙 cites another place of the law than the entry that refers to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from piaflow.domain.entries import Handover
from piaflow.domain.span import find_beginnings
from piaflow.law.citations import LINKAGE_TABLE, ORDER_TABLE, TABLE, USE_TABLE, Citation, LawKind
from piaflow.rules import needs
from piaflow.rules.citing import parse_all
from piaflow.rules.dossier import Dossier
from piaflow.rules.finding import Evidence, Hit, Severity, Spot
from piaflow.rules.handing import list_provisions, list_transfers
from piaflow.rules.rule import Rule


def _find(dossier: Dossier) -> Iterator[Hit]:
    for name, entry in (*list_provisions(dossier.model), *list_transfers(dossier.model)):
        headed, stated = parse_all([entry.heading.text]), parse_all(entry.basis)
        if headed and stated and _list_places(headed).isdisjoint(_list_places(stated)):
            yield _hit(name, entry)


def _list_places(citations: Iterable[Citation]) -> frozenset[_Place]:
    """The 条, 項 and 号 that are cited. A table of 番号法 that is named without one is told by that which makes it law."""
    return frozenset(place for citation in citations for place in _find_places(citation))


def _find_places(citation: Citation) -> tuple[_Place, ...]:
    ours = citation.law in ("", LawKind.NUMBER_ACT.value) or citation.table == ORDER_TABLE
    if ours and not citation.article and citation.table in _TABLES:
        return _TABLES[citation.table]
    return ((citation.law, citation.article, citation.paragraph, citation.item),)


_Place = tuple[str, str, str, str]
_USE: tuple[_Place, ...] = (("番号法", "9", "1", ""),)
_LINKAGE: tuple[_Place, ...] = (("番号法", "19", "", "7"), ("番号法", "19", "", "8"))
_TABLES: Mapping[str, tuple[_Place, ...]] = {
    USE_TABLE: _USE,
    TABLE: _USE,
    LINKAGE_TABLE: _LINKAGE,
    ORDER_TABLE: _LINKAGE,
}
"""The place of 番号法 by which each of its tables is law. 令和3年9月1日 made the 7号 of 別表第二 the 8号."""


def _hit(name: str, entry: Handover) -> Hit:
    basis = "、".join(entry.basis)
    return Hit(
        f"{name}の法令上の根拠は「{basis}」だが、{entry.annex or '別紙'}の見出しは「{entry.heading.text}」である。",
        (name,),
        (
            Evidence(f"①法令上の根拠 {basis}", find_beginnings((entry,)), Spot("①", name)),
            Evidence(f"見出し {entry.heading.text}", entry.heading.spans),
        ),
    )


RULE = Rule(
    name="annex-heading-differs",
    title="別紙の見出しの根拠が記載欄と違う",
    checks="提供先・移転先の法令上の根拠が引く条・項・号を、その別紙の見出しが引くものと比べる。条項を挙げずに番号法の表を言うものは、それを定める条項とみる。",
    matters="見出しだけを見て別紙を読むと、別の根拠による提供・移転に読める。",
    settle="法令の条・項・号を確かめて、見出しか記載欄を直す。",
    source="様式4・様式3 Ⅱ.5①",
    severity=Severity.WARNING,
    find=_find,
    needs=(needs.ANNEXES,),
)

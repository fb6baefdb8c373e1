"""Whether an article of 番号法 can carry a kind of flow at all: 9条 is for 利用, 19条 for 提供 and 委託."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from piaflow.domain.choices import FlowKind
from piaflow.law.articles import Article19, find_item_19
from piaflow.law.citations import LINKAGE_TABLE, USE_TABLE, Citation, LawKind
from piaflow.law.sureness import Sureness

_ENTRUSTED = (FlowKind.ENTRUSTMENT, FlowKind.SUBENTRUSTMENT)


def find_unfit(kind: FlowKind, citations: Sequence[Citation], on: date | None) -> tuple[Citation, ...]:
    """Return the citations where none of them can carry the kind of flow, else ().

    A citation that is not known (an ordinance, another law, a 号 whose meaning on the day is not certain)
    may carry anything. Source: 番号法9条・19条、特定個人情報ガイドライン（行政機関等編）第4-1-(1)、第4-3-(2).
    """
    return tuple(citations) if citations and all(_is_unfit(kind, c, on) for c in citations) else ()


def _is_unfit(kind: FlowKind, citation: Citation, on: date | None) -> bool:
    if citation.kind is not LawKind.NUMBER_ACT:
        return False
    if kind is FlowKind.TRANSFER:
        return citation.article == "19" or (not citation.article and citation.table == LINKAGE_TABLE)
    if kind is FlowKind.PROVISION and _is_for_use(citation):
        return True
    item = find_certain_item(citation, on)
    return item is not None and kind in (FlowKind.PROVISION, *_ENTRUSTED) and kind not in item.legitimises


def _is_for_use(citation: Citation) -> bool:
    return citation.article == "9" or (not citation.article and citation.table == USE_TABLE)


def find_certain_item(citation: Citation, on: date | None) -> Article19 | None:
    """Return what a cited 号 of 19条 is on the day, or None where that is not certain."""
    cited = citation.kind is LawKind.NUMBER_ACT and citation.article == "19" and citation.item.isdecimal()
    item = find_item_19(int(citation.item), on) if cited and on else None
    return item if item is not None and item.sureness is not Sureness.MEMORY else None

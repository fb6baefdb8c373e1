"""Whether a citation was right on a date: the numbering of 番号法19条 and its tables changed over time."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from enum import Enum
from functools import lru_cache

from attrs import frozen

from piaflow.domain.names import fold
from piaflow.law.articles import (
    Article19,
    Meaning19,
    Tables,
    find_number,
    find_tables,
    list_items_19,
    list_tables,
)
from piaflow.law.citations import LINKAGE_TABLE, ORDER_TABLE, TABLE, USE_TABLE, Citation, LawKind
from piaflow.law.sureness import Sureness, find_surest, find_weakest


class Standing(Enum):
    """引用の時点: whether what is cited is in force on a date."""

    IN_FORCE = "現行"
    NOT_YET = "施行前"
    NO_LONGER = "旧規定"
    UNKNOWN = "不明"


@frozen
class Verdict:
    """How a citation stands on a date, and what would be right then ("" where that is not certain)."""

    standing: Standing = Standing.UNKNOWN
    right: str = ""
    meaning: Meaning19 | None = None
    source: str = ""
    sureness: Sureness = Sureness.MEMORY


UNKNOWN = Verdict()
_WORDS = (
    ("委託", Meaning19.ENTRUSTMENT),
    ("住基法第30条の6", Meaning19.REGISTER),
    ("住民基本台帳法第30条の6", Meaning19.REGISTER),
    ("情報提供ネットワーク", Meaning19.NETWORK),
)


def find_meaning(citation: Citation) -> Meaning19 | None:
    """Return what a citation of 番号法19条 means where its table or its words tell, else None.

    別表第二 and 主務省令第2条の表 tell that it is the 法定事務 of 情報提供ネットワークシステム.
    """
    if _is_told_by_table(citation):
        return Meaning19.NETWORK
    told = {meaning for word, meaning in _WORDS if word in citation.text}
    return told.pop() if len(told) == 1 else None


_RENUMBERED = re.compile("別表|条の表|(?:19|十九)条")


def may_have_changed(text: str) -> bool:
    """Whether a text may cite what is judged by a date, 19条 of 番号法 or a table: few that cite anything do."""
    return bool(_RENUMBERED.search(fold(text)))


def judge_citation(citation: Citation, on: date, meant: Meaning19 | None = None) -> Verdict:
    """Return how the citation stands on the date, with the right number or table of that date.

    `meant` is what the 号 is meant as where something else than the citation tells (the means of the flow).
    Most numbers of 19条 exist in every period with another meaning, so a number without a meaning is
    不明; so is everything that the sources do not make certain, and what the basis itself
    calls the law of before. 施行前 is normal where a 評価書 is
    published ahead of a change of the law (事前).
    """
    if citation.former:
        return UNKNOWN
    ordinance = next((word for word in _OF_ORDINANCES if word in citation.text), "")
    whole = Citation(citation.law, citation.article, "", citation.item, citation.table, "", ordinance)
    return _judge(whole, on, find_meaning(citation) or meant)


_OF_ORDINANCES = ("条例", "独自")
"""Words that tell of the 事務 of an ordinance."""


@lru_cache(maxsize=1_024)
def _judge(citation: Citation, on: date, meaning: Meaning19 | None) -> Verdict:
    """Judge a citation without what makes no difference: all rows of a table stand alike."""
    parts = [*_judge_item(citation, on, meaning), *_judge_tables(citation, on, meaning)]
    wrong = [v for v in parts if v.standing in (Standing.NOT_YET, Standing.NO_LONGER)]
    if wrong:
        return wrong[0]
    if not parts or any(v.standing is Standing.UNKNOWN for v in parts):
        return UNKNOWN
    right = " ".join(dict.fromkeys(v.right for v in parts))
    weakest = find_weakest(*(v.sureness for v in parts))
    return Verdict(Standing.IN_FORCE, right, parts[0].meaning, parts[0].source, weakest)


def _judge_item(citation: Citation, on: date, meaning: Meaning19 | None) -> Iterator[Verdict]:
    if citation.kind is not LawKind.NUMBER_ACT or citation.article != "19" or not citation.item.isdecimal():
        return
    right = find_number(meaning, on) if meaning else None
    if meaning is None or right is None or _may_be_ordinance(citation, meaning, on):
        yield UNKNOWN
        return
    known = [i for i in list_items_19() if i.meaning is meaning and i.number == int(citation.item)]
    found = _stand(known, on)
    source, sureness = _grounds(known, right)
    certain = sureness is not Sureness.MEMORY
    yield Verdict(found, f"番号法第19条第{right.number}号", meaning, source, sureness) if certain else UNKNOWN


def _may_be_ordinance(citation: Citation, meaning: Meaning19, on: date) -> bool:
    """Whether a 号 told only by the network it uses can be that of the 条例事務, which uses the same one."""
    other = find_number(Meaning19.NETWORK_ORDINANCE, on)
    same = other is not None and other.number == int(citation.item)
    told = meaning is not Meaning19.NETWORK or _is_told_by_table(citation)
    return not told and (bool(citation.text) or same)


def _is_told_by_table(citation: Citation) -> bool:
    """Whether the table is that of the 法定事務 of 情報提供ネットワークシステム."""
    ours = citation.kind is LawKind.NUMBER_ACT and citation.table == LINKAGE_TABLE
    return ours or citation.table == ORDER_TABLE


def _judge_tables(citation: Citation, on: date, meaning: Meaning19 | None) -> Iterator[Verdict]:
    if not citation.table:
        return
    known = [t for t in list_tables() if citation.table in (t.use, t.linkage)]
    right = find_tables(on)
    if right is None or not known or not _is_of_number_act(citation, meaning):
        yield UNKNOWN
        return
    linkage = citation.table in (LINKAGE_TABLE, ORDER_TABLE)
    source, sureness = _grounds(known, right)
    name = right.linkage if linkage else right.use
    yield Verdict(_stand(known, on), name, Meaning19.NETWORK if linkage else None, source, sureness)


def _is_of_number_act(citation: Citation, meaning: Meaning19 | None) -> bool:
    """Whether the table is one of 番号法: an ordinance may have a 別表第一 of its own."""
    if citation.table == ORDER_TABLE or citation.kind is LawKind.NUMBER_ACT:
        return citation.table in (USE_TABLE, LINKAGE_TABLE, TABLE, ORDER_TABLE)
    return not citation.law and citation.table == LINKAGE_TABLE and meaning is Meaning19.NETWORK


def _stand(known: Iterable[Article19 | Tables], on: date) -> Standing:
    periods = list(known)
    if any(k.holds(on) for k in periods):
        return Standing.IN_FORCE
    before = any(k.until and k.until < on for k in periods)
    after = any(on < k.since for k in periods)
    if before is after:
        return Standing.UNKNOWN
    return Standing.NO_LONGER if before else Standing.NOT_YET


def _grounds(known: Iterable[Article19 | Tables], right: Article19 | Tables) -> tuple[str, Sureness]:
    """Return source and sureness: as sure as what is right, and as the surest period of what is cited."""
    return right.source, find_weakest(right.sureness, find_surest(k.sureness for k in known))

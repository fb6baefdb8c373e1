"""Which articles of 番号法 can carry which kind of flow."""

from __future__ import annotations

from datetime import date

import pytest

from piaflow.domain.choices import FlowKind
from piaflow.law.citations import parse_citations
from piaflow.law.fitness import find_certain_item, find_unfit

AFTER = date(2023, 9, 30)
BEFORE = date(2015, 12, 1)

UNFIT = [
    (FlowKind.PROVISION, "番号法第9条第1項 別表第一の16の項"),
    (FlowKind.PROVISION, "番号法別表第一の16の項"),
    (FlowKind.PROVISION, "番号法第19条第3号"),
    (FlowKind.TRANSFER, "番号法第19条第8号 別表第二の27の項"),
    (FlowKind.TRANSFER, "番号法別表第二"),
    (FlowKind.ENTRUSTMENT, "番号法第19条第8号"),
    (FlowKind.SUBENTRUSTMENT, "番号法第19条第11号"),
]
FIT = [
    (FlowKind.PROVISION, "番号法第19条第8号 別表第二の27の項"),
    (FlowKind.PROVISION, "番号法第19条第1号"),
    (FlowKind.PROVISION, "番号法第9条第2項、みなと市番号利用条例第4条"),
    (FlowKind.PROVISION, "住基法第30条の6"),
    (FlowKind.PROVISION, "番号法第19条第6号"),
    (FlowKind.TRANSFER, "番号法第9条第1項 別表第一の16の項"),
    (FlowKind.TRANSFER, "みなと市番号利用条例第4条"),
    (FlowKind.ENTRUSTMENT, "番号法第19条第6号"),
    (FlowKind.ENTRUSTMENT, "番号法第9条第1項"),
    (FlowKind.USE, "番号法第19条第8号"),
    (FlowKind.PROVISION, ""),
]


@pytest.mark.parametrize(("kind", "basis"), UNFIT)
def test_this_article_cannot_carry_the_flow(kind: FlowKind, basis: str) -> None:
    citations = parse_citations(basis)
    assert find_unfit(kind, citations, AFTER) == citations


@pytest.mark.parametrize(("kind", "basis"), FIT)
def test_this_article_may_carry_the_flow(kind: FlowKind, basis: str) -> None:
    assert find_unfit(kind, parse_citations(basis), AFTER) == ()


def test_a_number_is_judged_by_its_meaning_on_the_day_and_not_at_all_where_that_is_not_certain() -> None:
    sixth = parse_citations("番号法第19条第6号")
    assert find_unfit(FlowKind.ENTRUSTMENT, sixth, AFTER) == ()
    assert find_unfit(FlowKind.ENTRUSTMENT, sixth, date(2020, 4, 1)) == sixth
    assert find_unfit(FlowKind.ENTRUSTMENT, parse_citations("番号法第19条第6号"), BEFORE) == ()
    assert find_certain_item(sixth[0], None) is None

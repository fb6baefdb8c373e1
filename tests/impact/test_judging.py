"""The judgement of changes that a user makes first: a system and a flow, nothing yet written or drawn."""

from __future__ import annotations

from pathlib import Path

import pytest
from attrs import evolve

from piaflow.domain.assessment import Assessment
from piaflow.domain.choices import FormKind
from piaflow.domain.flows import Flow
from piaflow.domain.items import ItemList
from piaflow.domain.nodes import System
from piaflow.impact.impact import find_impact
from piaflow.impact.judging import Result
from piaflow.store.load import load

MINATO = load(Path(__file__).parents[1] / "fixtures" / "minato.yaml")
NUMBER = ItemList(("個人番号", "4情報"), complete=True)
NAME = ItemList(("氏名",), complete=True)


def _with_a_system(base: Assessment, items: ItemList, diagram: str = "") -> Assessment:
    new = System("コンビニ交付システム", number="9", owner="みなと市長")
    flow = Flow("既存住基システム", new.name, items=items, diagram=diagram)
    return evolve(base, systems=(*base.systems, new), flows=(*base.flows, flow))


def test_a_new_flow_of_the_number_that_is_not_drawn_yet_asks_for_the_picture() -> None:
    impact = find_impact(MINATO, _with_a_system(MINATO, NUMBER), rules=())
    assert [(i.path, i.origin.value, i.significant) for i in impact.items if i.significant] == [
        ("別添1", "review", True)
    ]
    assert impact.judgement.result is Result.NEEDS_REVIEW


def test_a_new_flow_that_is_drawn_rewrites_the_picture() -> None:
    drawn = _with_a_system(MINATO, NUMBER, MINATO.diagrams[0].name)
    impact = find_impact(MINATO, drawn, rules=())
    assert ("別添1", "derived") in [(i.path, i.origin.value) for i in impact.items]
    assert impact.judgement.result is Result.SIGNIFICANT_CANDIDATE


def test_a_new_system_without_the_number_is_a_correction() -> None:
    impact = find_impact(MINATO, _with_a_system(MINATO, NAME), rules=())
    assert impact.judgement.result is Result.CORRECTION


@pytest.mark.parametrize(("items", "result"), [(NUMBER, Result.NEEDS_REVIEW), (NAME, Result.CORRECTION)])
def test_where_the_form_has_no_picture_the_new_place_of_the_number_is_told(
    items: ItemList, result: Result
) -> None:
    base = evolve(MINATO, overview=evolve(MINATO.overview, form=FormKind.PRIORITY))
    judgement = find_impact(base, _with_a_system(base, items), rules=()).judgement
    assert judgement.result is result
    assert ("コンビニ交付システム" in judgement.reason) is (result is Result.NEEDS_REVIEW)

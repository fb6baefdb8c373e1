"""The reason that a judgement gives agrees with where the identifiers go."""

from __future__ import annotations

from pathlib import Path

from attrs import evolve

from piaflow.domain.flows import Flow
from piaflow.domain.items import ItemList
from piaflow.domain.nodes import System
from piaflow.impact.answer import Impact
from piaflow.impact.impact import find_impact
from piaflow.impact.items import Origin
from piaflow.impact.judging import Result
from piaflow.store.load import load

MINATO = load(Path(__file__).parents[1] / "fixtures" / "minato.yaml")


def _with_system(items: ItemList) -> Impact:
    """A system outside the pictures of 別添1 gets what a flow brings it."""
    flow = Flow("既存住基システム", "新システム", items=items)
    after = evolve(MINATO, systems=(*MINATO.systems, System("新システム")), flows=(*MINATO.flows, flow))
    return find_impact(MINATO, after, rules=())


def test_what_surely_gets_there_is_not_called_undecided() -> None:
    impact = _with_system(ItemList(("個人番号",), complete=True))
    assert {item.origin for item in impact.items if item.significant} == {Origin.REVIEW}
    assert impact.judgement.result is Result.NEEDS_REVIEW
    assert "個人番号・符号が新しい所に届く" in impact.judgement.reason
    assert "届きうる" not in impact.judgement.reason


def test_what_may_get_there_is_no_ground_without_an_item_of_the_form() -> None:
    impact = _with_system(ItemList(("氏名",)))
    assert impact.items == ()
    assert impact.judgement.result is Result.NO_CHANGE

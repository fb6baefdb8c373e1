"""Decisions: kept where they still are about the same, told where their object changed, went or their term is over."""

from __future__ import annotations

from datetime import date

import pytest
from attrs import evolve

from piaflow.domain.assessment import Assessment
from piaflow.domain.certainty import Certainty
from piaflow.domain.choices import CountKind
from piaflow.domain.entries import Count
from piaflow.impact.impact import find_impact
from piaflow.review.answer import Reviewed, review_model
from piaflow.review.decisions import Standing
from piaflow.review.revised import Revised, State
from piaflow.rules.checking import check
from tests.review.small_town import AFTER, BEFORE, accepting

TODAY = date(2026, 5, 1)
FIELD = "agenda@Ⅲ.住基ファイル.2.リスク2"


def review(before: Assessment, after: Assessment) -> Reviewed:
    return review_model(Revised(State.KEPT, "a.yaml", "a.yaml", find_impact(before, after)), TODAY)


def standing(before: Assessment, after: Assessment) -> dict[str, Standing]:
    return {told.acceptance.key: told.standing for told in review(before, after).decisions}


def key_of(path: str) -> str:
    (key,) = (told.key for told in review(BEFORE, AFTER).agenda if told.item.path == path)
    return key


@pytest.mark.parametrize("marked", [False, True])
def test_a_decision_about_a_field_settles_it(marked: bool) -> None:
    key = key_of("Ⅲ.ファイル1.2.リスク2") if marked else FIELD
    told = review(BEFORE, accepting(AFTER, key))
    assert [one.standing for one in told.decisions] == [Standing.KEPT]
    assert [one.item.path for one in told.agenda if told.is_settled(one)] == ["Ⅲ.ファイル1.2.リスク2"]


def test_a_decision_about_another_change_of_the_field_is_told() -> None:
    key = key_of("Ⅲ.ファイル1.2.リスク2")
    more = evolve(AFTER, flows=(*AFTER.flows, evolve(AFTER.flows[1], source="みなと情報サービス")))
    told = review(BEFORE, accepting(more, key))
    assert [one.standing for one in told.decisions] == [Standing.CHANGED]
    assert not any(map(told.is_settled, told.agenda))
    assert standing(BEFORE, accepting(more, FIELD)) == {FIELD: Standing.KEPT}


def test_a_decision_whose_term_is_over_settles_nothing() -> None:
    told = review(BEFORE, accepting(AFTER, FIELD, until="2026-04-30"))
    assert [one.standing for one in told.decisions] == [Standing.OVER]
    assert not any(map(told.is_settled, told.agenda))


def test_a_decision_about_a_field_that_is_not_on_the_agenda_waits() -> None:
    assert standing(BEFORE, accepting(AFTER, "agenda@Ⅲ.住基ファイル.3.リスク4")) == {}


def entrusting(count: int) -> Assessment:
    (file,) = BEFORE.files
    told = Count(CountKind.ENTRUSTMENTS, Certainty.YES, count)
    return evolve(BEFORE, files=(evolve(file, counts=(told,)),))


def test_an_accepted_finding_that_says_something_else_now_is_told() -> None:
    (key,) = (f.key for f in find_impact(BEFORE, entrusting(2)).new_findings if f.rule == "declared-count")
    same = evolve(accepting(entrusting(2), key), overview=evolve(BEFORE.overview, duties=("登録",)))
    assert standing(accepting(entrusting(2), key), same) == {key: Standing.KEPT}
    assert standing(accepting(entrusting(2), key), accepting(entrusting(3), key)) == {key: Standing.CHANGED}
    assert standing(accepting(entrusting(2), key), accepting(entrusting(1), key)) == {key: Standing.GONE}
    assert standing(accepting(entrusting(2), key), entrusting(2)) == {key: Standing.WITHDRAWN}


def test_a_rule_never_takes_a_decision_about_a_field_for_one_about_a_finding() -> None:
    assert not [f for f in check(accepting(BEFORE, FIELD)).standing if f.rule == "acceptance-unmatched"]
    assert [f for f in check(accepting(BEFORE, "agend@x")).standing if f.rule == "acceptance-unmatched"]

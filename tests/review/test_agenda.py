"""The agenda: every field that an impact names, each with the flow, node or text that makes it so."""

from __future__ import annotations

import pytest
from attrs import evolve
from hypothesis import given

from piaflow.domain.assessment import Assessment
from piaflow.domain.records import Text
from piaflow.impact.impact import find_impact
from piaflow.impact.items import Origin
from piaflow.review.agenda import AgendaItem, list_agenda
from tests.impact.random_changes import Pair, changes
from tests.impact.test_impact_laws import fast
from tests.review.small_town import AFTER, BEFORE, KIOSK


def agenda(before: Assessment, after: Assessment) -> dict[str, AgendaItem]:
    return {told.item.path: told for told in list_agenda(find_impact(before, after))}


def test_a_field_to_look_at_names_its_cause_and_the_flow_that_made_it() -> None:
    told = agenda(BEFORE, AFTER)["Ⅲ.ファイル1.2.リスク2"]
    assert told.item.origin is Origin.REVIEW
    assert [(why.said, why.by) for why in told.whys] == [("特定個人情報を入手する新しい経路", (KIOSK,))]


def test_a_field_to_rewrite_names_the_part_of_the_model_that_differs() -> None:
    told = agenda(BEFORE, AFTER)
    assert [(why.said, why.by) for why in told["Ⅰ.2.システム3"].whys] == [("システムの追加", ("端末",))]
    (why,) = told["別添1"].whys
    assert (why.said, set(why.by)) == ("流れの追加", {KIOSK, "別添1 端末→住基システム"})
    text = Text("Ⅲ.住基ファイル.3.リスク4", "複製は係長の許しによる。")
    (rewritten,) = agenda(BEFORE, evolve(BEFORE, texts=(text,))).values()
    assert [(why.said, why.by) for why in rewritten.whys] == [("欄の記載の変更", (text.address,))]


def test_a_key_names_the_file_by_its_name_and_marks_what_it_is_about() -> None:
    first = agenda(BEFORE, AFTER)["Ⅲ.ファイル1.2.リスク2"]
    assert first.subject == "agenda@Ⅲ.住基ファイル.2.リスク2"
    assert first.key.startswith(f"{first.subject}#")
    again = agenda(BEFORE, evolve(AFTER, systems=tuple(reversed(AFTER.systems))))["Ⅲ.ファイル1.2.リスク2"]
    assert again.key == first.key
    flows = tuple(evolve(f, text="申請") if f.source == "住民" else f for f in AFTER.flows)
    other = evolve(AFTER, flows=(*flows, evolve(flows[1], source="みなと情報サービス", text="")))
    changed = agenda(BEFORE, other)["Ⅲ.ファイル1.2.リスク2"]
    assert changed.subject == first.subject
    assert changed.key != first.key


@pytest.mark.slow
@fast
@given(changes)
def test_every_item_of_an_impact_is_on_the_agenda_once_and_says_why_it_is_looked_at(pair: Pair) -> None:
    impact = find_impact(*pair, rules=())
    told = list_agenda(impact)
    assert [one.item for one in told] == list(impact.items)
    assert len({one.key for one in told}) == len(told)
    assert all(one.whys for one in told if one.item.origin is Origin.REVIEW)


@pytest.mark.slow
@fast
@given(changes)
def test_what_a_cause_is_made_by_is_in_the_model(pair: Pair) -> None:
    impact = find_impact(*pair, rules=())
    after = impact.after
    known = {*after.flow_ids, *(node.name for node in after.nodes), *(zone.name for zone in after.zones)}
    known |= {entry.name for entry in after.entries}
    assert {by for cause in impact.causes for by in cause.made_by} <= known

"""The judgement of what a user tries first: a system, a flow, a contractor, a file, another form."""

from __future__ import annotations

from pathlib import Path

import pytest
from attrs import evolve

from piaflow.domain.assessment import Assessment, Overview
from piaflow.domain.certainty import Certainty
from piaflow.domain.choices import FlowKind, FormKind, MainItem
from piaflow.domain.entries import Entrustment
from piaflow.domain.flows import Flow
from piaflow.domain.items import ItemList
from piaflow.domain.nodes import File, MainItemBox, Party, System
from piaflow.impact.answer import Impact
from piaflow.impact.causes import CauseKind
from piaflow.impact.impact import find_impact
from piaflow.impact.judging import Result
from piaflow.law.significance import Case, ExclusionKind
from tests.once import load_once

MINATO = load_once(Path(__file__).parents[1] / "fixtures" / "minato.yaml")
NUMBER = ItemList(("個人番号", "4情報"), complete=True)
NAME = ItemList(("氏名",), complete=True)


def _with_a_system(base: Assessment, items: ItemList, diagram: str = "") -> Assessment:
    new = System("コンビニ交付システム", number="9", owner="みなと市長")
    flow = Flow("既存住基システム", new.name, items=items, diagram=diagram)
    return evolve(base, systems=(*base.systems, new), flows=(*base.flows, flow))


def test_a_new_flow_of_the_number_that_is_not_drawn_yet_asks_for_the_picture() -> None:
    impact = find_impact(MINATO, _with_a_system(MINATO, NUMBER), rules=())
    assert [(i.path, i.origin.value, i.significant) for i in impact.items if i.significant] == [
        ("別添1", "review", True),
        ("Ⅲ.ファイル1.3.リスク1.その他システム", "review", True),
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


REGISTER = MINATO.files[0]


def _with_file(file: File) -> Impact:
    return find_impact(MINATO, evolve(MINATO, files=(file, *MINATO.files[1:])), rules=())


def _entrusted(**changes: object) -> Impact:
    first, second = REGISTER.entrustments
    return _with_file(evolve(REGISTER, entrustments=(first, evolve(second, **changes))))  # type: ignore[arg-type]


def _kinds(impact: Impact) -> list[CauseKind]:
    return [cause.kind for cause in impact.causes]


def test_another_contractor_rewrites_its_name_and_comes_with_precedents() -> None:
    other = Party("やまて情報株式会社")
    first, second = REGISTER.entrustments
    flow = next(f for f in MINATO.flows if f.target == first.contractor)
    after = evolve(
        MINATO,
        parties=(*MINATO.parties, other),
        files=(
            evolve(REGISTER, entrustments=(evolve(first, contractor=other.name), second)),
            *MINATO.files[1:],
        ),
        flows=tuple(evolve(f, target=other.name) if f is flow else f for f in MINATO.flows),
    )
    impact = find_impact(MINATO, after, rules=())
    assert [item.path for item in impact.items] == ["Ⅱ.ファイル1.4.委託事項1.⑥"]
    assert _kinds(impact) == [CauseKind.REPLACED_CONTRACTOR]
    assert {p.timing.value for p in impact.judgement.precedents} == {"事後"}
    [told] = [d for d in impact.differences if d.part.value == "流れ"]
    assert (told.kind.value, told.fields) == ("変更", ("target",))


def test_a_reworded_content_widens_nothing() -> None:
    impact = _entrusted(content="届出書の入力と点検")
    assert [item.path for item in impact.items] == ["Ⅱ.ファイル1.4.委託事項2.①"]
    assert impact.judgement.result is Result.CORRECTION


def test_a_subentrustment_that_begins_is_no_change_of_words() -> None:
    impact = _entrusted(subentrusted=Certainty.YES)
    assert _kinds(impact) == [CauseKind.NEW_SUBENTRUSTMENT]
    assert impact.judgement.result is Result.SIGNIFICANT_CANDIDATE
    assert ExclusionKind.FORMAL not in {e.kind for e in impact.judgement.exclusions}


@pytest.mark.parametrize(
    ("file", "formal"),
    [
        (evolve(REGISTER, scope="みなと市に住民票のある者"), True),
        (evolve(REGISTER, main_items=(MainItemBox(MainItem.CODE, Certainty.YES),)), False),
    ],
)
def test_other_words_may_be_formal_and_another_box_is_not(file: File, *, formal: bool) -> None:
    judgement = _with_file(file).judgement
    assert (ExclusionKind.FORMAL in {e.kind for e in judgement.exclusions}) is formal


def test_the_number_in_a_flow_that_was_there_is_no_change_of_words() -> None:
    flow = next(f for f in MINATO.flows if f.target == "統合宛名システム")
    base = evolve(MINATO, flows=tuple(evolve(f, items=NAME) if f is flow else f for f in MINATO.flows))
    impact = find_impact(base, MINATO, rules=())
    assert impact.judgement.grounds
    assert ExclusionKind.FORMAL not in {e.kind for e in impact.judgement.exclusions}


def test_a_new_file_is_held_anew() -> None:
    new = File("証明書ファイル", holder="統合宛名システム", scope="申請者", records=ItemList(("個人番号",)))
    impact = find_impact(MINATO, evolve(MINATO, files=(*MINATO.files, new)), rules=())
    assert CauseKind.NEW_FILE in _kinds(impact)
    assert Case.NEW in {told.case for told in impact.judgement.consequences}
    assert {i.path for i in impact.items if i.significant} == {"Ⅱ.ファイル3", "Ⅲ.ファイル3"}


def test_a_recipient_gets_the_number_that_its_entry_does_not_name() -> None:
    flow = next(f for f in MINATO.flows if f.kind.value == "移転")
    wider = evolve(flow, items=NUMBER, specific=Certainty.YES)
    after = evolve(MINATO, flows=tuple(wider if f is flow else f for f in MINATO.flows))
    reviewed = {i.path for i in find_impact(MINATO, after, rules=()).items}
    assert "Ⅱ.ファイル1.5.移転先1.③" in reviewed
    left_out = evolve(wider, items=ItemList(("本人確認情報",), complete=True), excludes=("個人番号",))
    without = evolve(MINATO, flows=tuple(left_out if f is flow else f for f in MINATO.flows))
    assert CauseKind.WIDER_HANDOVER not in _kinds(find_impact(MINATO, without, rules=()))
    told = evolve(REGISTER, transfers=(evolve(REGISTER.transfers[0], items=NUMBER),))
    impact = find_impact(MINATO, evolve(after, files=(told, *MINATO.files[1:])), rules=())
    assert CauseKind.WIDER_HANDOVER not in _kinds(impact)


def test_on_another_form_only_what_says_something_else_is_rewritten() -> None:
    after = evolve(MINATO, overview=evolve(MINATO.overview, form=FormKind.PRIORITY))
    impact = find_impact(MINATO, after, rules=())
    labels = {item.label for item in impact.items}
    assert "（別添１）事務の内容（図＋（備考））" in labels
    assert labels.isdisjoint({"個人番号の利用／法令上の根拠", "委託先名", "使用目的", "保管場所"})
    assert impact.judgement.result is Result.NEEDS_REVIEW
    assert {told.case for told in impact.judgement.consequences} == {Case.THRESHOLD}


def test_a_new_entrustment_with_nothing_said_of_it_still_concerns_marked_fields() -> None:
    more = (*REGISTER.entrustments, Entrustment("委託事項3", subject="発送"))
    [item] = _with_file(evolve(REGISTER, entrustments=more)).items[:1]
    assert (item.path, item.significant) == ("Ⅱ.ファイル1.4.委託事項3", True)


@pytest.mark.parametrize(
    ("items", "result"),
    [
        (NUMBER, Result.NEEDS_REVIEW),
        (ItemList(("氏名",)), Result.NO_CHANGE),
        (NAME, Result.NO_CHANGE),
    ],
)
def test_the_form_that_prints_the_same_does_not_hide_who_gets_the_number(
    items: ItemList, result: Result
) -> None:
    """What a flow outside every picture and entry carries is printed nowhere."""
    base = evolve(
        _TOWN,
        flows=(*_TOWN.flows, Flow("介護システム", "丙社", items=NAME)),
    )
    after = evolve(base, flows=(*base.flows[:-1], evolve(base.flows[-1], items=items)))
    impact = find_impact(base, after, rules=())
    assert impact.items == ()
    assert impact.judgement.result is result
    assert ("丙社" in impact.judgement.reason) is bool(impact.reaches)


@pytest.mark.parametrize("form", FormKind)
def test_what_would_follow_is_told_of_the_form_where_only_the_reach_changes(form: FormKind) -> None:
    base = evolve(_TOWN, overview=evolve(_TOWN.overview, form=form))
    after = evolve(base, flows=(*base.flows, Flow("介護システム", "丙社", items=NUMBER)))
    judgement = find_impact(base, after, rules=()).judgement
    assert judgement.result is Result.NEEDS_REVIEW
    assert {told.case for told in judgement.consequences} == {Case.SIGNIFICANT, Case.EMERGENCY}
    assert all(form in told.forms for told in judgement.consequences)


_TOWN = Assessment(
    Overview("甲市長", "介護"),
    parties=(Party("甲市長"), Party("住民"), Party("丙社")),
    systems=(System("介護システム", number="1", owner="甲市長"),),
    files=(File("介護ファイル", "介護システム"),),
    flows=(Flow("住民", "介護システム", FlowKind.ACQUISITION, items=NUMBER, file="介護ファイル"),),
)

"""The causes: each is there for what makes it, cites that, and is not there for what only looks like it."""

from __future__ import annotations

from typing import Any

import pytest
from attrs import evolve

from piaflow.domain.assessment import Assessment, Overview
from piaflow.domain.certainty import Certainty
from piaflow.domain.choices import FlowKind, FormKind, Means, NodeKind, SourceKind
from piaflow.domain.entries import Acquisition, Entrustment, SourceBox, Storage
from piaflow.domain.flows import Flow
from piaflow.domain.items import ItemList
from piaflow.domain.nodes import File, Party, System, Zone
from piaflow.impact.causes import CauseKind
from piaflow.impact.impact import find_impact
from piaflow.impact.judging import Result

NUMBER, NAME = ItemList(("個人番号",), complete=True), ItemList(("氏名",), complete=True)
FIRST = Entrustment("委託事項1", "保守", contractor="甲社", subentrusted=Certainty.YES)
TOWN = Assessment(
    Overview("しおかぜ町長", "住基"),
    zones=(Zone("サーバー室"), Zone("データセンター"), Zone("区画", parent="データセンター")),
    parties=(Party("しおかぜ町長"), Party("住民"), Party("甲社"), Party("乙社")),
    systems=(
        System("住基システム", number="1", owner="しおかぜ町長", zone="サーバー室"),
        System("端末", kind=NodeKind.TERMINAL, owner="しおかぜ町長"),
    ),
    files=(
        File("住基ファイル", "住基システム", entrustments=(FIRST,), storage=Storage(zones=("サーバー室",))),
    ),
    flows=(
        Flow("住民", "住基システム", FlowKind.ACQUISITION, items=NUMBER),
        Flow(
            "住基システム", "甲社", FlowKind.ENTRUSTMENT, items=NUMBER, declared=("住基ファイル/委託事項1",)
        ),
    ),
)


def add(*flows: Flow, systems: tuple[System, ...] = (), a: Assessment = TOWN) -> Assessment:
    return evolve(a, flows=(*a.flows, *flows), systems=(*a.systems, *systems))


def of_file(**changed: Any) -> Assessment:
    (file,) = TOWN.files
    return evolve(TOWN, files=(evolve(file, **changed),))


def causes(after: Assessment, before: Assessment = TOWN) -> dict[CauseKind, tuple[str, ...]]:
    return {cause.kind: cause.made_by for cause in find_impact(before, after, rules=()).causes}


def looked_at(after: Assessment, kind: CauseKind, before: Assessment = TOWN) -> set[str]:
    items = find_impact(before, after, rules=()).items
    return {item.field for item in items if any(cause.kind is kind for cause in item.causes)}


TO_TERMINAL = Flow("住基システム", "端末", items=NUMBER)


def test_staff_at_a_new_terminal_asks_for_users_use_and_the_room() -> None:
    after = add(TO_TERMINAL)
    assert causes(after)[CauseKind.NEW_TERMINAL] == (after.flow_ids[-1],)
    assert looked_at(after, CauseKind.NEW_TERMINAL) == {
        "Ⅲ.3.リスク2.ユーザ認証.方法",
        "Ⅲ.3.リスク2.発効失効.方法",
        "Ⅲ.3.リスク2.権限.方法",
        "Ⅲ.3.リスク2.記録.方法",
        "Ⅲ.3.リスク3",
        "Ⅲ.7.リスク1.⑤.内容",
    }
    assert CauseKind.NEW_TERMINAL not in causes(add(evolve(TO_TERMINAL, items=NAME)))
    kiosk = System("店の端末", kind=NodeKind.TERMINAL, owner="乙社")
    assert CauseKind.NEW_TERMINAL not in causes(add(evolve(TO_TERMINAL, target="店の端末"), systems=(kiosk,)))


def from_sources(*ticked: SourceKind) -> Assessment:
    """The town with the boxes of 入手元 read: these are ticked, the others are empty."""
    shown = (SourceBox(kind, Certainty.YES if kind in ticked else Certainty.NO) for kind in SourceKind)
    return of_file(acquisition=Acquisition(sources=tuple(shown)))


def test_a_box_of_the_givers_that_was_empty_asks_when_and_why() -> None:
    before, after = from_sources(SourceKind.PERSON), from_sources(SourceKind.PERSON, SourceKind.COMPANY)
    taken = Flow("乙社", "住基システム", FlowKind.ACQUISITION, items=NUMBER)
    after = add(taken, a=after)
    assert causes(after, before)[CauseKind.NEW_SOURCE] == (after.flow_ids[-1],)
    assert looked_at(after, CauseKind.NEW_SOURCE, before) == {"Ⅱ.3.③", "Ⅱ.3.④"}


def test_an_old_giver_by_another_way_is_none_and_neither_is_a_box_that_nobody_read() -> None:
    before = from_sources(SourceKind.PERSON)
    kiosk = Flow("住民", "端末", FlowKind.ACQUISITION, items=NUMBER)
    told = causes(add(kiosk, a=before), before)
    assert CauseKind.NEW_ACQUISITION in told
    assert CauseKind.NEW_SOURCE not in told
    assert CauseKind.NEW_SOURCE not in causes(from_sources(SourceKind.PERSON))


@pytest.mark.parametrize("means", [Means.MEDIUM, Means.FLASH])
def test_a_new_medium_asks_for_copies(means: Means) -> None:
    after = add(evolve(TO_TERMINAL, means=(means,)))
    assert causes(after)[CauseKind.NEW_MEDIUM] == (after.flow_ids[-1],)
    assert {"Ⅲ.3.リスク3", "Ⅲ.3.リスク4"} <= looked_at(after, CauseKind.NEW_MEDIUM)
    for other in (Means.PAPER, Means.LGWAN):
        assert CauseKind.NEW_MEDIUM not in causes(add(evolve(TO_TERMINAL, means=(other,))))
    again = add(Flow("端末", "住基システム", items=NUMBER, means=(means,)), a=after)
    assert CauseKind.NEW_MEDIUM not in causes(again, after)
    drawn = System("磁気テープ", kind=NodeKind.MEDIUM)
    assert CauseKind.NEW_MEDIUM in causes(add(evolve(TO_TERMINAL, target="磁気テープ"), systems=(drawn,)))


def test_what_leaves_the_number_out_is_no_new_way_to_acquire_it() -> None:
    taken = Flow(
        "乙社", "住基システム", FlowKind.ACQUISITION, items=ItemList(("本人確認情報",), complete=True)
    )
    assert CauseKind.NEW_ACQUISITION in causes(add(taken))
    assert CauseKind.NEW_ACQUISITION not in causes(add(evolve(taken, excludes=("個人番号",))))


def test_a_flow_that_goes_by_a_medium_now_is_a_copy_though_it_was_there() -> None:
    before, after = add(TO_TERMINAL), add(evolve(TO_TERMINAL, means=(Means.FLASH,)))
    assert causes(after, before) == {CauseKind.NEW_MEDIUM: (after.flow_ids[-1],)}


def test_a_flow_on_to_another_company_is_one_of_subentrustment() -> None:
    flow = Flow("甲社", "乙社", items=NUMBER, declared=("住基ファイル/委託事項1",))
    for kind in (FlowKind.NONE, FlowKind.SUBENTRUSTMENT):
        after = add(evolve(flow, kind=kind))
        assert causes(after)[CauseKind.NEW_SUBENTRUSTED_FLOW] == (after.flow_ids[-1],)
        assert "Ⅲ.4.再委託先.方法" in looked_at(after, CauseKind.NEW_SUBENTRUSTED_FLOW)
    back = evolve(flow, target="住基システム")
    assert CauseKind.NEW_SUBENTRUSTED_FLOW not in causes(add(back))


def test_the_first_subentrustment_of_a_file_may_come_with_a_new_entrustment() -> None:
    second = Entrustment("委託事項2", "応対", contractor="乙社", subentrusted=Certainty.YES)
    without = of_file(entrustments=(evolve(FIRST, subentrusted=Certainty.NO),))
    after = of_file(entrustments=(evolve(FIRST, subentrusted=Certainty.NO), second))
    assert CauseKind.NEW_SUBENTRUSTMENT in causes(after, without)
    assert "Ⅲ.4.再委託先.方法" in looked_at(after, CauseKind.NEW_SUBENTRUSTMENT, without)
    assert CauseKind.NEW_SUBENTRUSTMENT not in causes(of_file(entrustments=(FIRST, second)))
    untold = of_file(entrustments=(evolve(FIRST, subentrusted=Certainty.UNKNOWN),))
    later = of_file(entrustments=(evolve(FIRST, subentrusted=Certainty.UNKNOWN), second))
    assert CauseKind.NEW_SUBENTRUSTMENT not in causes(later, untold)


def test_a_system_new_to_the_list_of_the_form_that_takes_the_number() -> None:
    system = System("照会システム", number="2", owner="しおかぜ町長")
    flow = Flow("住基システム", "照会システム", items=NUMBER)
    after = add(flow, systems=(system,))
    assert causes(after)[CauseKind.NEW_SYSTEM] == (after.flow_ids[-1],)
    assert looked_at(after, CauseKind.NEW_SYSTEM) == {"Ⅲ.3.リスク1.その他システム"}
    for other, items in (
        (evolve(system, number=""), NUMBER),
        (system, NAME),
        (evolve(system, owner="乙社"), NUMBER),
    ):
        assert CauseKind.NEW_SYSTEM not in causes(add(evolve(flow, items=items), systems=(other,)))


@pytest.mark.parametrize(
    ("owner", "kind"), [("乙社", CauseKind.NEW_PLACE), ("", CauseKind.UNTOLD_PLACE), ("しおかぜ町長", None)]
)
def test_a_system_is_said_to_be_outside_only_where_the_document_tells_who_runs_it(
    owner: str, kind: CauseKind | None
) -> None:
    flow = Flow("住基システム", "申請システム", items=NUMBER)
    found = causes(add(flow, systems=(System("申請システム", owner=owner),)))
    places = {CauseKind.NEW_PLACE, CauseKind.UNTOLD_PLACE} & {*found}
    assert places == ({kind} if kind else set())


def run_by(owner: str, items: ItemList = NUMBER) -> Assessment:
    (system, *others), (first, *flows) = TOWN.systems, TOWN.flows
    return evolve(
        TOWN, systems=(evolve(system, owner=owner), *others), flows=(evolve(first, items=items), *flows)
    )


@pytest.mark.parametrize(
    ("was", "now"), [("しおかぜ町長", "甲社"), ("甲社", "乙社"), ("乙社", "しおかぜ町長")]
)
def test_a_system_with_the_number_that_another_runs_is_looked_at(was: str, now: str) -> None:
    before, after = run_by(was), run_by(now)
    assert causes(after, before)[CauseKind.NEW_OPERATOR] == (now,)
    assert looked_at(after, CauseKind.NEW_OPERATOR, before) == {"Ⅱ.6.①", "Ⅲ.7.リスク1.⑥.内容"}
    assert find_impact(before, after, rules=()).judgement.result is Result.NEEDS_REVIEW


def test_who_ran_it_is_to_be_told_and_the_system_to_have_the_number() -> None:
    assert CauseKind.NEW_OPERATOR not in causes(run_by("甲社"), run_by(""))
    assert CauseKind.NEW_OPERATOR not in causes(run_by(""), run_by("甲社"))
    before, after = (
        evolve(run_by(owner, NAME), flows=run_by(owner, NAME).flows[:1]) for owner in ("しおかぜ町長", "甲社")
    )
    assert CauseKind.NEW_OPERATOR not in causes(after, before)


def test_a_place_that_moves_into_a_cloud() -> None:
    cloud = tuple(evolve(z, cloud=Certainty.YES) if z.name == "データセンター" else z for z in TOWN.zones)
    after = evolve(of_file(storage=Storage(zones=("区画",))), zones=cloud)
    assert causes(after)[CauseKind.MOVED_TO_CLOUD] == ("区画",)
    assert causes(after)[CauseKind.MOVED_STORAGE] == ("区画",)
    assert "Ⅲ.7.リスク3.手順の内容" in looked_at(after, CauseKind.MOVED_TO_CLOUD)
    assert CauseKind.MOVED_TO_CLOUD not in causes(of_file(storage=Storage(zones=("区画",))))
    further = evolve(after, files=of_file(storage=Storage(zones=("データセンター",))).files)
    assert CauseKind.MOVED_TO_CLOUD not in causes(further, after)


def test_what_ends_asks_for_erasure_and_is_no_significant_change_by_itself() -> None:
    before = add(TO_TERMINAL)
    after = evolve(TOWN, systems=TOWN.systems[:1])
    assert causes(after, before) == {CauseKind.ENDED_PLACE: ("端末",)}
    assert looked_at(after, CauseKind.ENDED_PLACE, before) == {"Ⅱ.6.③", "Ⅲ.7.リスク3.手順の内容"}
    assert causes(TOWN, before) == {}
    (file,) = TOWN.files
    alone = evolve(TOWN, files=(evolve(file, entrustments=()),), flows=TOWN.flows[:1])
    impact = find_impact(TOWN, alone, rules=())
    assert {cause.kind for cause in impact.causes} == {CauseKind.ENDED_ENTRUSTMENT}
    assert impact.judgement.result is not Result.SIGNIFICANT_CANDIDATE


@pytest.mark.parametrize("form", [FormKind.FULL, FormKind.PRIORITY])
def test_every_cause_of_a_place_is_looked_at_in_both_forms(form: FormKind) -> None:
    town = evolve(TOWN, overview=evolve(TOWN.overview, form=form))
    after = add(evolve(TO_TERMINAL, means=(Means.FLASH,)), a=town)
    fields = {item.field for item in find_impact(town, after, rules=()).items}
    wanted = {FormKind.FULL: "Ⅲ.3.リスク2.ユーザ認証.方法", FormKind.PRIORITY: "Ⅲ.3.リスク2.方法"}
    assert wanted[form] in fields

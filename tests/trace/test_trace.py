"""Where items go in みなと市, told by examples."""

from __future__ import annotations

from itertools import pairwise

import pytest
from attrs import evolve

from piaflow.domain.assessment import Assessment, Overview
from piaflow.domain.certainty import Certainty
from piaflow.domain.choices import Extent, FlowKind, MainItem
from piaflow.domain.entries import Entrustment
from piaflow.domain.flows import Conversion
from piaflow.domain.items import Item, ItemList
from piaflow.domain.nodes import File, MainItemBox, System
from piaflow.errors import ChoiceNeededError, ModelError, UnknownNameError
from piaflow.graph.flow_graph import build_graph
from piaflow.trace.answer import Reach, Stop, Why
from piaflow.trace.tracing import trace, trace_graph
from tests.store.test_growth import MOST, count_calls
from tests.trace.minato import NUMBER, flow, minato

NOT_TOLD = ItemList()
LEDGER = File("接種台帳", "業務システム", records=ItemList((NUMBER, "氏名"), complete=True))


# What a flow carries.


def test_a_group_carries_its_members() -> None:
    model = minato(flow("住民", "窓口端末", "本人確認情報"))
    assert trace(model, NUMBER).node("窓口端末").reach is Reach.DEFINITE
    assert trace(model, "氏名").node("窓口端末").reach is Reach.DEFINITE
    assert trace(model, "符号").node("窓口端末").reach is Reach.NONE


def test_a_group_is_carried_where_all_its_members_are() -> None:
    model = minato(
        flow("住民", "窓口端末", "氏名", "性別", "生年月日", "住所"),
        flow("住民", "業務システム", "氏名", "住所"),
    )
    answer = trace(model, "4情報", start=["住民"])
    assert answer.node("窓口端末").reach is Reach.DEFINITE
    assert answer.node("業務システム").as_items == ("氏名", "住所")


def test_an_item_goes_under_each_of_its_names() -> None:
    model = minato(flow("住民", "窓口端末", "マイナンバー"))
    answer = trace(model, "マイナンバー")
    assert answer.item == NUMBER
    assert answer.node("窓口端末").as_items == (NUMBER,)


def test_an_open_list_may_carry_more_than_it_names() -> None:
    model = minato(flow("住民", "窓口端末", "氏名", more=True), flow("窓口端末", "業務システム", NUMBER))
    answer = trace(model, NUMBER, start=["住民"])
    assert answer.node("窓口端末").reach is Reach.POSSIBLE
    assert answer.node("窓口端末").possibly_as == (NUMBER,)
    assert answer.node("業務システム").reach is Reach.POSSIBLE
    assert answer.node("業務システム").cut == ()


def test_what_is_certain_again_behind_an_unknown_flow_stays_possible() -> None:
    model = minato(flow("住民", "窓口端末", more=True), flow("窓口端末", "業務システム", NUMBER))
    answer = trace(model, NUMBER)
    assert answer.origins == ("窓口端末",)
    assert answer.possible_origins == ("住民",)
    assert answer.node("住民").reach is Reach.POSSIBLE
    assert answer.node("業務システム").reach is Reach.DEFINITE


def test_an_excluded_item_stops_and_the_answer_says_why() -> None:
    model = minato(flow("住民", "窓口端末", "氏名", more=True, excludes=(NUMBER,)))
    stopped = trace(model, NUMBER, start=["住民"]).node("窓口端末")
    assert stopped.reach is Reach.NONE
    assert stopped.cut == (Stop("該当なし 住民→窓口端末", Why.EXCLUDED, NUMBER),)
    assert Why.EXCLUDED.value == "含まないと明記されている"


def test_an_excluded_group_stops_its_members() -> None:
    model = minato(flow("住民", "窓口端末", more=True, excludes=("本人確認情報",)))
    assert trace(model, "住民票コード", start=["住民"]).node("窓口端末").cut[0].why is Why.EXCLUDED
    assert trace(model, "符号", start=["住民"]).node("窓口端末").reach is Reach.POSSIBLE


@pytest.mark.parametrize("item", [NUMBER, "符号"])
def test_a_flow_without_specific_information_stops_number_and_code(item: str) -> None:
    model = minato(flow("住民", "窓口端末", more=True, specific=Certainty.NO))
    stopped = trace(model, item, start=["住民"]).node("窓口端末")
    assert stopped.reach is Reach.NONE
    assert [stop.why for stop in stopped.cut] == [Why.NOT_SPECIFIC]


@pytest.mark.parametrize("item", ["住民票コード", "団体内統合宛名番号", "氏名"])
def test_a_flow_without_specific_information_may_carry_other_items(item: str) -> None:
    model = minato(flow("住民", "窓口端末", more=True, specific=Certainty.NO))
    assert trace(model, item, start=["住民"]).node("窓口端末").reach is Reach.POSSIBLE


def test_no_item_takes_a_name_of_the_number() -> None:
    with pytest.raises(ModelError, match="個人番号"):
        minato(flow("住民", "窓口端末"), items=[Item("共通番号", aliases=(NUMBER,))])


# Forms.


def test_a_conversion_carries_on_as_the_derived_item() -> None:
    model = minato(
        flow("住民", "宛名システム", NUMBER),
        flow("宛名システム", "中間サーバー", "符号"),
        conversions=[Conversion("宛名システム", NUMBER, "符号")],
    )
    answer = trace(model, NUMBER)
    assert answer.node("宛名システム").as_items == (NUMBER, "符号")
    assert answer.node("中間サーバー").as_items == ("符号",)
    assert [node.name for node in answer.only_derived] == ["機構", "中間サーバー"]


def test_a_node_with_the_derived_item_only_says_where_the_item_itself_stops() -> None:
    model = minato(
        flow("住民", "宛名システム", NUMBER),
        flow("宛名システム", "中間サーバー", "符号"),
        conversions=[Conversion("宛名システム", NUMBER, "符号")],
    )
    node = trace(model, NUMBER).node("中間サーバー")
    assert node.path == ("該当なし 住民→宛名システム", "該当なし 宛名システム→中間サーバー")
    assert node.cut == (Stop("該当なし 宛名システム→中間サーバー", Why.NOT_LISTED, NUMBER),)


def test_conversions_follow_one_another() -> None:
    model = minato(
        flow("住民", "宛名システム", NUMBER),
        flow("宛名システム", "中間サーバー", "団体内統合宛名番号"),
        flow("中間サーバー", "機構", "符号"),
        conversions=[
            Conversion("宛名システム", NUMBER, "団体内統合宛名番号"),
            Conversion("中間サーバー", "団体内統合宛名番号", "符号"),
        ],
    )
    answer = trace(model, NUMBER)
    assert answer.node("中間サーバー").as_items == ("団体内統合宛名番号", "符号")
    assert answer.node("機構").as_items == ("団体内統合宛名番号", "符号"), "機構 runs the 中間サーバー"


def test_a_conversion_happens_only_at_its_node() -> None:
    model = minato(
        flow("住民", "窓口端末", NUMBER),
        flow("窓口端末", "中間サーバー", "符号"),
        conversions=[Conversion("宛名システム", NUMBER, "符号")],
    )
    assert trace(model, NUMBER).node("中間サーバー").reach is Reach.NONE


# Files.


def test_a_holder_has_what_its_file_records() -> None:
    model = minato(flow("業務システム", "中間サーバー", NUMBER), files=[LEDGER])
    answer = trace(model, NUMBER)
    assert answer.origins == ("接種台帳",)
    assert answer.node("業務システム").as_items == (NUMBER,)
    assert answer.node("中間サーバー").path == ("該当なし 業務システム→中間サーバー",)


def test_a_checked_main_item_is_recorded_and_an_empty_box_is_not() -> None:
    boxes = (MainItemBox(MainItem.NUMBER, Certainty.YES), MainItemBox(MainItem.CODE, Certainty.NO))
    model = minato(files=[File("接種台帳", "業務システム", main_items=boxes)])
    assert trace(model, NUMBER).node("業務システム").reach is Reach.DEFINITE
    kept_out = trace(model, "符号", start=["業務システム"]).node("接種台帳")
    assert kept_out.cut == (Stop("", Why.NOT_RECORDED, "符号"),)


def test_a_flow_that_names_a_file_of_the_receiver_stores_into_it() -> None:
    unread = File("接種台帳", "業務システム")
    model = minato(flow("住民", "業務システム", NUMBER, file="接種台帳"), files=[unread])
    node = trace(model, NUMBER).node("接種台帳")
    assert node.is_file
    assert node.reach is Reach.DEFINITE
    assert node.path == ("該当なし 住民→業務システム",)


def test_a_flow_that_draws_from_a_file_stores_nothing_into_it() -> None:
    names = File("接種台帳", "業務システム", records=ItemList(("氏名",), complete=True))
    model = minato(flow("業務システム", "中間サーバー", NUMBER, file="接種台帳"), files=[names])
    assert trace(model, NUMBER).node("接種台帳").reach is Reach.NONE


def test_a_file_with_an_unread_list_may_hold_what_its_holder_has() -> None:
    model = minato(flow("住民", "業務システム", NUMBER), files=[File("接種台帳", "業務システム")])
    assert trace(model, NUMBER).node("接種台帳").reach is Reach.POSSIBLE


# Where an item enters.


def test_an_item_enters_where_no_flow_brings_it() -> None:
    model = minato(flow("住民", "窓口端末", NUMBER), flow("窓口端末", "業務システム", NUMBER))
    answer = trace(model, NUMBER)
    assert answer.origins == ("住民",)
    assert answer.node("業務システム").path == ("該当なし 住民→窓口端末", "該当なし 窓口端末→業務システム")


def test_a_circle_is_entered_where_an_acquisition_starts() -> None:
    model = minato(
        flow("業務システム", "住民", NUMBER),
        flow("住民", "窓口端末", NUMBER, kind=FlowKind.ACQUISITION),
        flow("窓口端末", "業務システム", NUMBER),
    )
    answer = trace(model, NUMBER)
    assert answer.origins == ("住民",)
    assert answer.node("業務システム").path == ("入手 住民→窓口端末", "該当なし 窓口端末→業務システム")


def test_a_circle_without_acquisition_is_entered_at_its_files_else_anywhere() -> None:
    circle = (flow("業務システム", "中間サーバー", NUMBER), flow("中間サーバー", "業務システム", NUMBER))
    assert trace(minato(*circle, files=[LEDGER]), NUMBER).origins == ("接種台帳",)
    assert trace(minato(*circle), NUMBER).origins == ("業務システム", "中間サーバー")


def test_a_start_may_be_given_by_an_alias() -> None:
    model = minato(flow("業務", "中間サーバー", NUMBER), flow("住民", "窓口端末", NUMBER))
    answer = trace(model, NUMBER, start=["業務"])
    assert answer.origins == ("業務システム",)
    assert answer.node("中間サーバー").reach is Reach.DEFINITE
    assert answer.node("窓口端末").reach is Reach.NONE


def test_an_answer_is_found_by_an_alias_of_its_node() -> None:
    answer = trace(minato(flow("住民", "業務", NUMBER)), NUMBER)
    assert answer.node("業務").reach is Reach.DEFINITE


# Evidence.


def test_a_cut_names_every_flow_at_which_the_item_stops_and_why() -> None:
    model = minato(
        flow("住民", "窓口端末", NUMBER),
        flow("窓口端末", "業務システム", "氏名"),
        flow("窓口端末", "宛名システム", more=True, specific=Certainty.NO),
        flow("宛名システム", "業務システム", NUMBER),
        flow("業務システム", "中間サーバー", NUMBER),
    )
    answer = trace(model, NUMBER, start=["住民"])
    assert answer.node("宛名システム").reach is Reach.NONE
    assert set(answer.node("中間サーバー").cut) == {
        Stop("該当なし 窓口端末→業務システム", Why.NOT_LISTED, NUMBER),
        Stop("該当なし 窓口端末→宛名システム", Why.NOT_SPECIFIC, NUMBER),
    }


def test_a_node_that_nothing_leads_to_needs_no_cut() -> None:
    model = minato(flow("住民", "窓口端末", NUMBER), flow("中間サーバー", "窓口端末", "氏名"))
    answer = trace(model, NUMBER)
    assert answer.node("中間サーバー").cut == ()
    assert "中間サーバー" in {node.name for node in answer.never}


def test_a_cut_says_where_the_derived_item_stops_too() -> None:
    model = minato(
        flow("住民", "宛名システム", NUMBER),
        flow("宛名システム", "中間サーバー", "符号"),
        flow("中間サーバー", "支援会社", "氏名"),
        conversions=[Conversion("宛名システム", NUMBER, "符号")],
    )
    stops = {stop.flow for stop in trace(model, NUMBER).node("支援会社").cut}
    assert "該当なし 中間サーバー→支援会社" in stops


def make_chain(length: int) -> Assessment:
    """A number that one flow leaves out, before systems that lead on from one to the next and back to the first."""
    names = [f"第{i}システム" for i in range(length)]
    ways = [
        flow("窓口端末", names[0], "氏名"),
        *(flow(*ends, NUMBER) for ends in pairwise([*names, names[0]])),
    ]
    model = minato(flow("住民", "窓口端末", NUMBER))
    return evolve(model, systems=(*model.systems, *map(System, names)), flows=(*model.flows, *ways))


def test_each_node_of_a_chain_is_cut_off_where_the_first_is() -> None:
    answer = trace(make_chain(5), NUMBER, start="住民")
    stop = Stop("該当なし 窓口端末→第0システム", Why.NOT_LISTED, NUMBER)
    assert {answer.node(f"第{i}システム").cut for i in range(5)} == {(stop,)}


def test_the_cuts_of_a_chain_take_work_that_grows_with_its_length() -> None:
    def cut_all(length: int) -> int:
        answer = trace(make_chain(length), NUMBER, start="住民")
        return count_calls(lambda: [node.cut for node in answer.nodes])

    assert cut_all(200) < MOST * cut_all(50)


def test_of_a_group_that_is_there_in_part_the_cut_says_where_each_missing_member_stops() -> None:
    model = minato(
        flow("住民", "窓口端末", "4情報"),
        flow("窓口端末", "業務システム", "氏名", "住所"),
        flow("業務システム", "宛名システム", "氏名", more=True, excludes=("性別",)),
        flow("宛名システム", "中間サーバー", "氏名"),
    )
    answer = trace(model, "4情報", start="住民")
    whole, part, perhaps = map(answer.node, ("窓口端末", "業務システム", "宛名システム"))
    assert (whole.missing, whole.cut) == ((), ())
    assert part.missing == perhaps.missing == ("性別", "生年月日")
    lost = "該当なし 窓口端末→業務システム"
    assert set(part.cut) == {Stop(lost, Why.NOT_LISTED, "性別"), Stop(lost, Why.NOT_LISTED, "生年月日")}
    assert set(perhaps.cut) == set(part.cut)
    assert answer.node("中間サーバー").missing == ("性別", "生年月日", "住所")
    assert (
        Stop("該当なし 宛名システム→中間サーバー", Why.NOT_LISTED, "住所") in answer.node("中間サーバー").cut
    )
    assert answer.node("支援会社").missing == ()


def test_flows_in_a_circle_end_and_reach_each_node_once() -> None:
    model = minato(
        flow("窓口端末", "業務システム", NUMBER),
        flow("業務システム", "窓口端末", NUMBER),
        flow("業務システム", "宛名システム", NUMBER),
    )
    answer = trace(model, NUMBER, start=["窓口端末"])
    assert answer.node("窓口端末").path == ()
    assert answer.node("宛名システム").path == (
        "該当なし 窓口端末→業務システム",
        "該当なし 業務システム→宛名システム",
    )


def test_of_parallel_flows_each_counts() -> None:
    model = minato(
        flow("窓口端末", "業務システム", "氏名"),
        flow("窓口端末", "業務システム", NUMBER),
        flow("窓口端末", "業務システム", "住所"),
    )
    assert trace(model, NUMBER).node("業務システム").path == (model.flow_ids[1],)
    stopped = trace(model, "符号", start=["窓口端末"]).node("業務システム")
    assert {stop.flow for stop in stopped.cut} == set(model.flow_ids)


def test_the_path_to_a_node_is_the_most_certain_way_though_another_is_shorter() -> None:
    model = minato(
        flow("住民", "窓口端末", NUMBER),
        flow("窓口端末", "業務システム", NUMBER),
        flow("業務システム", "機構", more=True),
        flow("住民", "宛名システム", more=True),
        flow("宛名システム", "機構", more=True),
    )
    node = trace(model, NUMBER).node("機構")
    assert (len(node.path), node.open_flows) == (3, 1)


# Names.


def test_an_unknown_item_is_answered_with_the_nearest() -> None:
    with pytest.raises(UnknownNameError, match="項目「個人番号号」はありません（もしかして: 個人番号）"):
        trace(minato(), "個人番号号")


def test_an_unknown_start_is_answered_with_the_nearest() -> None:
    with pytest.raises(UnknownNameError, match="名前「窓口端」はありません（もしかして: 窓口端末）"):
        trace(minato(), NUMBER, start=["窓口端"])


def test_an_unknown_node_or_party_of_an_answer_is_answered_with_the_nearest() -> None:
    answer = trace(minato(), NUMBER)
    with pytest.raises(UnknownNameError, match="中間サーバー"):
        answer.node("中間サーバ")
    with pytest.raises(UnknownNameError, match="支援会社"):
        answer.party("支援会")


# Parties.


def entrusted(extent: Extent, items: ItemList = NOT_TOLD) -> File:
    entry = Entrustment("委託事項1", "運用保守", contractor="支援会社", extent=extent, items=items)
    return evolve(LEDGER, entrustments=(entry,))


@pytest.mark.parametrize(
    ("extent", "reach"),
    [(Extent.WHOLE, Reach.DEFINITE), (Extent.PART, Reach.POSSIBLE), (Extent.UNKNOWN, Reach.POSSIBLE)],
)
def test_a_contractor_of_the_whole_file_has_the_item_and_of_a_part_may(extent: Extent, reach: Reach) -> None:
    party = trace(minato(files=[entrusted(extent)]), NUMBER).party("支援会社")
    assert party.reach is reach
    assert [(touch.entry, touch.subject, touch.reach) for touch in party.entrustments] == [
        ("接種台帳/委託事項1", "運用保守", reach)
    ]


@pytest.mark.parametrize(
    ("items", "reach"),
    [
        (ItemList((NUMBER,), complete=True), Reach.DEFINITE),
        (ItemList(("本人確認情報",)), Reach.DEFINITE),
        (ItemList(("氏名",)), Reach.POSSIBLE),
        (ItemList(("氏名",), complete=True), Reach.POSSIBLE),
        (ItemList(("氏名", "符号"), complete=True), Reach.NONE),
    ],
)
def test_the_items_of_an_entrustment_decide_what_its_contractor_has(items: ItemList, reach: Reach) -> None:
    answer = trace(minato(files=[entrusted(Extent.PART, items)]), NUMBER)
    assert answer.reach_of_party("支援会社") is reach


def test_items_that_go_the_same_ways_are_told_apart_by_what_an_entrustment_lists() -> None:
    listed = ItemList(("氏名",), complete=True)
    entry = Entrustment("委託事項1", "点検", contractor="支援会社", extent=Extent.PART, items=listed)
    ledger = File("接種台帳", "業務システム", records=ItemList(("氏名", "住所")), entrustments=(entry,))
    model = minato(flow("住民", "業務システム", "氏名", "住所"), files=[ledger])
    graph = build_graph([model])
    name, address = (trace_graph(graph, item) for item in ("氏名", "住所"))
    assert (name.node("業務システム").as_items, address.node("業務システム").as_items) == (
        ("氏名",),
        ("住所",),
    )
    assert name.party("支援会社").reach is Reach.DEFINITE
    assert address.party("支援会社").reach is Reach.NONE


def test_a_contractor_does_not_get_what_the_file_does_not_record() -> None:
    answer = trace(minato(files=[entrusted(Extent.WHOLE)]), "符号")
    assert answer.party("支援会社").reach is Reach.NONE
    assert answer.party("支援会社").entrustments == ()


UNTOUCHED = ("業務システム", "宛名システム")
"""The systems of みなと市 to which the flows below do not lead: of them nothing is known."""


def test_a_party_answers_for_the_systems_it_runs() -> None:
    model = minato(flow("住民", "窓口端末", NUMBER), flow("窓口端末", "中間サーバー", more=True))
    answer = trace(model, NUMBER)
    assert answer.party("みなと市長").nodes == ("窓口端末", *UNTOUCHED)
    assert answer.party("みなと市長").reach is Reach.DEFINITE
    assert answer.party("機構").nodes == ("中間サーバー",)
    assert answer.party("機構").reach is Reach.POSSIBLE


# Several assessments.


def test_the_item_goes_on_in_another_assessment_of_the_city() -> None:
    first = minato(flow("住民", "宛名システム", NUMBER), procedure="宛名管理事務")
    second = minato(flow("宛名システム", "業務システム", NUMBER))
    node = trace([first, second], NUMBER).node("業務システム（みなと市長 予防接種事務）")
    assert node.path == (
        "みなと市長 宛名管理事務: 該当なし 住民→宛名システム",
        "みなと市長 予防接種事務: 該当なし 宛名システム→業務システム",
    )


def test_a_file_that_one_assessment_records_is_not_lost_where_another_holds_it_elsewhere() -> None:
    acquired = flow("窓口端末", "中間サーバー", NUMBER, kind=FlowKind.ACQUISITION)
    names = File("接種台帳", "窓口端末", records=ItemList(("氏名",), complete=True))
    first = minato(files=[LEDGER], procedure="接種事務")
    second = minato(acquired, files=[names], procedure="受付事務")
    assert trace(first, NUMBER).node("業務システム").reach is Reach.DEFINITE
    joined = trace([first, second], NUMBER)
    assert joined.node("業務システム（みなと市長 接種事務）").reach is Reach.DEFINITE


def test_an_item_of_one_assessment_is_not_lost_where_another_calls_it_otherwise() -> None:
    first = minato(items=[Item("受付番号", aliases=("申請番号",))], procedure="受付事務")
    second = minato(flow("住民", "宛名システム", "申請番号"), items=[Item("申請番号")])
    assert trace(second, "申請番号").node("宛名システム").reach is Reach.DEFINITE
    assert trace([first, second], "申請番号").node("宛名システム").reach is Reach.DEFINITE


def test_a_name_that_is_anothers_alias_is_refused_with_both() -> None:
    """Who asks for it may mean either: the answer would be that of a node nobody asked for."""
    one = Assessment(
        Overview("みなと市長", "事務"), systems=(System("宛名システム", aliases=("ＷＥＢ窓口",)),)
    )
    other = Assessment(Overview("やま市長", "事務"), systems=(System("WEB窓口"),))
    for models in ([one, other], [other, one]):
        answer = trace(models, NUMBER)
        for name in ("WEB窓口", "ＷＥＢ窓口"):
            with pytest.raises(ChoiceNeededError) as refused:
                answer.node(name)
            assert set(refused.value.known) == {"宛名システム", "WEB窓口（やま市長）"}
        assert answer.node("WEB窓口（やま市長）").aliases == ("WEB窓口",)


def test_a_party_tells_as_what_it_has_the_item() -> None:
    model = minato(
        flow("住民", "宛名システム", NUMBER),
        flow("宛名システム", "支援会社", "符号"),
        conversions=[Conversion("宛名システム", NUMBER, "符号")],
    )
    assert trace(model, NUMBER).party("支援会社").as_items == ("符号",)


def test_a_start_may_be_one_name() -> None:
    assert trace(minato(flow("住民", "窓口端末", NUMBER)), NUMBER, start="住民").origins == ("住民",)


def test_an_item_enters_where_a_conversion_makes_it() -> None:
    model = minato(
        flow("住民", "宛名システム", NUMBER),
        flow("宛名システム", "中間サーバー", "符号", more=True),
        conversions=[Conversion("宛名システム", NUMBER, "符号")],
    )
    answer = trace(model, "符号")
    assert answer.origins == ("宛名システム",)
    assert answer.node("中間サーバー").reach is Reach.DEFINITE


def test_a_conversion_of_what_may_be_there_makes_what_may_be_there() -> None:
    model = minato(
        flow("住民", "宛名システム", more=True), conversions=[Conversion("宛名システム", NUMBER, "符号")]
    )
    assert trace(model, "符号").node("宛名システム").reach is Reach.POSSIBLE

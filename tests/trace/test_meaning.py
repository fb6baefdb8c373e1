"""What docs/trace.md decides, line by line, told by examples."""

from __future__ import annotations

import pytest
from attrs import evolve

from piaflow.domain.assessment import Assessment, Overview
from piaflow.domain.certainty import Certainty
from piaflow.domain.choices import Extent, MainItem, PartyKind
from piaflow.domain.entries import Entrustment
from piaflow.domain.flows import Flow
from piaflow.domain.items import ItemList
from piaflow.domain.nodes import File, Knowledge, MainItemBox, Party, System
from piaflow.trace.answer import Reach
from piaflow.trace.tracing import trace
from tests.trace.minato import NUMBER, flow, minato

NONE = ItemList((), complete=True)
CENTRE = Party("機構", PartyKind.JLIS)


# Contradictions.


def test_a_box_of_a_group_that_is_empty_contradicts_a_list_that_names_the_group() -> None:
    four = (MainItemBox(MainItem.FOUR, Certainty.NO),)
    ledger = File("台帳", "業務システム", main_items=four, records=ItemList(("4情報",), complete=True))
    assert trace(minato(files=[ledger]), "4情報").node("台帳").reach is Reach.POSSIBLE


def test_what_a_flow_states_and_denies_may_be_in_a_file_that_does_not_record_it() -> None:
    told = flow("住民", "台帳", NUMBER, specific=Certainty.NO)
    model = minato(told, files=[File("台帳", "業務システム", records=NONE)])
    assert trace(model, NUMBER, start="住民").node("台帳").reach is Reach.POSSIBLE


def test_a_person_that_states_an_identifier_into_a_file_without_it_may_be_where_it_begins() -> None:
    model = minato(flow("住民", "台帳", "住民票コード"), files=[File("台帳", "業務システム", records=NONE)])
    assert trace(model, "住民票コード").possible_origins == ("住民",)


# 等.


@pytest.mark.parametrize("complete", [True, False])
@pytest.mark.parametrize("way", [("台帳", ""), ("業務システム", "台帳")])
def test_an_etc_flow_into_a_file_stays_one_however_the_list_of_the_file_ends(
    way: tuple[str, str], complete: bool
) -> None:
    """What is weak at its sender does not go on, and no identifier begins there."""
    ledger = File("台帳", "業務システム", records=ItemList(("住民票コード",), complete=complete))
    target, file = way
    onward = flow("宛名システム", target, "氏名", more=True, file=file)
    model = minato(flow("住民", "宛名システム", "氏名", more=True), onward, files=[ledger])
    answer = trace(model, "住民票コード", start="住民")
    assert answer.node("宛名システム").reach is Reach.POSSIBLE
    assert answer.node("台帳").reach is Reach.NONE
    assert "宛名システム" not in trace(minato(onward, files=[ledger]), "住民票コード").possible_origins


# What a system does not have.


def test_a_file_without_an_item_does_not_bring_it_to_a_system_that_does_not_have_it() -> None:
    ignorant = System("業務システム", knows=(Knowledge(NUMBER, Certainty.NO),))
    model = Assessment(
        Overview("みなと市長", "事務"),
        parties=(Party("住民", PartyKind.PERSON),),
        systems=(ignorant,),
        files=(File("台帳", "業務システム", records=NONE),),
        flows=(Flow("台帳", "住民"),),
    )
    assert trace(model, NUMBER).node("業務システム").reach is Reach.NONE


# Where an item enters.


def test_nothing_enters_at_a_holder_whose_file_got_it_by_a_flow() -> None:
    model = minato(
        flow("宛名システム", "台帳", NUMBER),
        flow("業務システム", "窓口端末", NUMBER),
        files=[File("台帳", "業務システム")],
    )
    assert trace(model, NUMBER).origins == ("宛名システム",)


# Parties.


def test_the_way_to_a_contractor_leads_to_a_file_that_hands_the_item_over() -> None:
    kept = File("台帳", "窓口端末", records=ItemList((NUMBER,), complete=True))
    nothing = Entrustment("委託事項1", contractor="支援会社", extent=Extent.PART, items=NONE)
    whole = Entrustment("委託事項1", contractor="支援会社", extent=Extent.WHOLE)
    model = minato(
        flow("窓口端末", "業務システム", NUMBER, file="名簿"),
        files=[
            evolve(kept, entrustments=(nothing,)),
            File("名簿", "業務システム", entrustments=(whole,)),
        ],
    )
    answer = trace(model, NUMBER)
    assert answer.node("支援会社").path == ("該当なし 窓口端末→業務システム",)


def test_a_contractor_who_is_handed_nothing_has_no_way() -> None:
    nothing = Entrustment("委託事項1", contractor="支援会社", extent=Extent.PART, items=NONE)
    ledger = File("台帳", "業務システム", records=ItemList((NUMBER,), complete=True), entrustments=(nothing,))
    model = minato(flow("住民", "台帳", NUMBER), files=[ledger])
    found = trace(model, NUMBER, start="住民").node("支援会社")
    assert (found.reach, found.path, found.open_flows) == (Reach.NONE, (), 0)


# Open borders.


def hill(*flows: Flow, systems: tuple[System, ...] = (), files: tuple[File, ...] = ()) -> Assessment:
    parties = (CENTRE, Party("住民", PartyKind.PERSON))
    return Assessment(
        Overview("やまて市長", "別の事務"), parties=parties, systems=systems, files=files, flows=flows
    )


ELSEWHERE = System("全国サーバー", owner="機構")


def test_an_item_does_not_begin_at_a_border() -> None:
    """No flow of either document may carry the number: it is nowhere, and nothing takes it over the border."""
    first = minato(flow("窓口端末", "中間サーバー", "氏名"))
    second = hill(flow("全国サーバー", "住民", "氏名"), systems=(ELSEWHERE,))
    answer = trace([first, second], NUMBER)
    assert answer.possible_origins == ()
    assert answer.node("全国サーバー").reach is Reach.NONE


def test_a_border_does_not_lead_into_a_file_that_certainly_lacks_the_item() -> None:
    first = minato(flow("窓口端末", "中間サーバー", NUMBER))
    second = hill(systems=(ELSEWHERE,), files=(File("全国台帳", "全国サーバー", records=NONE),))
    answer = trace([first, second], NUMBER)
    assert answer.node("全国サーバー").reach is Reach.POSSIBLE
    assert answer.node("全国台帳").reach is Reach.NONE


def test_what_ends_inside_a_body_may_go_on_to_a_system_that_another_document_only_names() -> None:
    first, second = minato(flow("窓口端末", "中間サーバー", NUMBER)), hill(systems=(ELSEWHERE,))
    assert trace([first, second], NUMBER).node("全国サーバー").reach is Reach.POSSIBLE

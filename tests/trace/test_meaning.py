"""What docs/trace.md decides of flows, files and systems, line by line."""

from __future__ import annotations

from itertools import permutations
from typing import Any

import pytest
from attrs import evolve

from piaflow.domain.assessment import Assessment, Overview
from piaflow.domain.certainty import Certainty
from piaflow.domain.choices import Extent, FlowKind, MainItem, NodeKind, PartyKind
from piaflow.domain.entries import Entrustment, Provision, Storage, Transfer
from piaflow.domain.flows import Conversion, Flow
from piaflow.domain.items import Item, ItemList
from piaflow.domain.nodes import Connection, File, Knowledge, MainItemBox, Party, System
from piaflow.law.system_types import find_type_called
from piaflow.trace.answer import Reach, Why
from piaflow.trace.carriage import carries, records
from piaflow.trace.tracing import trace
from tests.trace.minato import CITY, NUMBER, flow, minato

NONE = ItemList((), complete=True)


# A list that ends in 等.


ETC_BEHIND_ETC = (
    flow("窓口端末", "宛名システム", "住所", more=True),
    flow("宛名システム", "業務システム", "住所", more=True),
)
RECORDING = File("台帳", "業務システム", records=ItemList(("住民票コード",), complete=True))
CODE = "住民票コード"
ASKED = Entrustment("1", contractor="支援会社")
TRUSTED = evolve(RECORDING, entrustments=(ASKED,))


def test_an_etc_carries_on_what_was_received_by_a_flow_that_names_it_or_nothing() -> None:
    for stated in (flow("住民", "宛名システム", "氏名"), flow("住民", "宛名システム", more=True)):
        model = minato(stated, flow("宛名システム", "業務システム", "住所", more=True))
        assert trace(model, "氏名", start="住民").node("業務システム").reach is Reach.POSSIBLE


def test_an_etc_carries_no_identifier_on_that_only_another_etc_may_have_brought() -> None:
    model = minato(*ETC_BEHIND_ETC, flow("業務システム", "支援会社", CODE))
    answer = trace(model, CODE, start="窓口端末")
    assert answer.node("宛名システム").reach is Reach.POSSIBLE
    assert answer.node("業務システム").reach is Reach.NONE
    assert [(stop.flow, stop.why) for stop in answer.node("業務システム").cut] == [
        ("該当なし 宛名システム→業務システム", Why.NO_LICENCE)
    ]
    assert answer.node("支援会社").reach is Reach.NONE


@pytest.mark.parametrize("item", ["氏名", "接種記録"])
def test_what_is_no_identifier_may_be_in_every_etc_on_the_way(item: str) -> None:
    """No law and no practice says where a name stops: that it does would be a guess told as certain."""
    answer = trace(minato(*ETC_BEHIND_ETC, items=[Item("接種記録")]), item, start="窓口端末")
    assert answer.node("業務システム").reach is Reach.POSSIBLE
    assert answer.node("業務システム").open_flows == 2


@pytest.mark.parametrize(
    ("item", "reach"), [("宛名番号", Reach.POSSIBLE), ("団体内統合宛名番号", Reach.NONE)]
)
def test_the_house_number_may_be_in_every_etc_inside_its_body(item: str, reach: Reach) -> None:
    """And leaves it by none that only another 等 may have brought it to."""
    answer = trace(
        minato(*ETC_BEHIND_ETC, flow("業務システム", "支援会社", "住所", more=True)), item, start="窓口端末"
    )
    assert answer.node("宛名システム").reach is Reach.POSSIBLE
    assert answer.node("業務システム").reach is reach
    assert answer.node("支援会社").reach is Reach.NONE


def test_an_etc_carries_on_from_a_system_that_is_said_to_have_the_item() -> None:
    knowing = System("宛名システム", owner=CITY, knows=(Knowledge(CODE, Certainty.YES),))
    model = minato(*ETC_BEHIND_ETC)
    model = evolve(model, systems=tuple(knowing if s.name == knowing.name else s for s in model.systems))
    assert trace(model, CODE, start="窓口端末").node("業務システム").reach is Reach.POSSIBLE
    answer = trace(model, CODE)
    assert answer.possible_origins == ("宛名システム",)
    assert answer.node("業務システム").path == ("該当なし 宛名システム→業務システム",)


def test_an_etc_carries_on_from_a_file_that_may_record_the_item() -> None:
    """Its list ends in 等: nobody can say that the file lacks it, whatever leads there."""
    ledger = File("台帳", "宛名システム", records=ItemList(("氏名",)))
    model = minato(*ETC_BEHIND_ETC, files=[ledger])
    assert trace(model, CODE, start="窓口端末").node("業務システム").reach is Reach.POSSIBLE
    closed = minato(*ETC_BEHIND_ETC, files=[evolve(ledger, records=ItemList(("氏名",), complete=True))])
    assert trace(closed, CODE, start="窓口端末").node("業務システム").reach is Reach.NONE


# A group of which the document does not tell all.


BUNDLE = Item("証明書情報", members=ItemList(("氏名",)))


@pytest.mark.parametrize(
    ("item", "reach"), [("氏名", Reach.DEFINITE), ("住所", Reach.POSSIBLE), (CODE, Reach.POSSIBLE)]
)
def test_a_group_that_ends_in_etc_leaves_its_list_open(item: str, reach: Reach) -> None:
    model = minato(flow("窓口端末", "宛名システム", "証明書情報"), items=[BUNDLE])
    assert trace(model, item, start="窓口端末").node("宛名システム").reach is reach
    outer = Item("届出", members=ItemList(("証明書情報",), complete=True))
    nested = minato(flow("窓口端末", "宛名システム", "届出"), items=[BUNDLE, outer])
    assert trace(nested, item, start="窓口端末").node("宛名システム").reach is reach


def test_a_group_of_which_nothing_is_told_leaves_its_list_open() -> None:
    told = Item("証明書情報", members=ItemList())
    model = minato(flow("窓口端末", "宛名システム", "証明書情報"), items=[told])
    assert trace(model, "氏名", start="窓口端末").node("宛名システム").reach is Reach.POSSIBLE
    plain = minato(flow("窓口端末", "宛名システム", "証明書番号"), items=[Item("証明書番号")])
    assert trace(plain, "氏名", start="窓口端末").node("宛名システム").reach is Reach.NONE


SEALED = Item("課税証明書", members=ItemList())


@pytest.mark.parametrize("item", [NUMBER, CODE])
def test_what_the_document_does_not_tell_the_content_of_may_hold_an_identifier_all_the_way(item: str) -> None:
    """Unlike behind an 等: what is in the certificate goes wherever the certificate goes."""
    printed = [
        flow(a, b, SEALED.name, more=True)
        for a, b in (("宛名システム", "業務システム"), ("業務システム", "住民"))
    ]
    model = minato(flow("窓口端末", "宛名システム", item), *printed, items=[SEALED])
    answer = trace(model, item, start="窓口端末")
    assert answer.node("住民").reach is Reach.POSSIBLE
    assert answer.node("住民").open_flows == 2
    known = evolve(SEALED, members=ItemList(complete=True))
    behind_etc = trace(
        minato(flow("窓口端末", "宛名システム", item), *printed, items=[known]), item, start="窓口端末"
    )
    assert behind_etc.node("業務システム").reach is Reach.POSSIBLE
    assert behind_etc.node("住民").reach is Reach.NONE


@pytest.mark.parametrize("item", ["符号", "団体内統合宛名番号", "宛名番号", CODE])
def test_no_issued_number_begins_where_a_thing_of_untold_content_comes_from(item: str) -> None:
    model = minato(flow("業務システム", "住民", SEALED.name), items=[SEALED])
    assert trace(model, item).possible_origins == ()
    assert trace(minato(flow("業務システム", "住民", more=True)), item).possible_origins == ("業務システム",)


def test_a_thing_of_untold_content_in_a_list_that_excludes_the_number_does_not_hold_it() -> None:
    model = minato(flow("窓口端末", "住民", SEALED.name, excludes=(NUMBER,)), items=[SEALED])
    assert trace(model, NUMBER, start="窓口端末").node("住民").cut[0].why is Why.EXCLUDED


def test_a_file_and_an_entrustment_of_a_group_that_ends_in_etc_may_have_more() -> None:
    whole = ItemList(("証明書情報",), complete=True)
    ledger = File(
        "台帳",
        "宛名システム",
        records=whole,
        entrustments=(Entrustment("1", contractor="支援会社", items=whole),),
    )
    answer = trace(minato(flow("住民", "台帳", "住所"), items=[BUNDLE], files=[ledger]), "住所")
    assert answer.node("台帳").reach is Reach.DEFINITE
    assert answer.party("支援会社").reach is Reach.POSSIBLE


def test_a_group_that_ends_in_etc_is_not_there_with_its_named_members_alone() -> None:
    model = minato(flow("窓口端末", "宛名システム", "氏名"), items=[BUNDLE])
    (told,) = model.flows
    assert carries(told, "証明書情報", model.vocabulary) is Why.NOT_LISTED


REST = f"{BUNDLE.name}の「等」"


@pytest.mark.parametrize("members", [("氏名",), (NUMBER,), ("氏名", "住所"), ("4情報", "住民票コード")])
def test_the_named_members_of_a_group_that_ends_in_etc_are_told_as_themselves(
    members: tuple[str, ...],
) -> None:
    bundle = evolve(BUNDLE, members=ItemList(members))
    model = minato(
        flow("住民", "業務システム", bundle.name),
        flow("住民", "宛名システム", *members),
        flow("住民", "窓口端末", *members, more=True),
        flow("住民", "支援会社", *members, bundle.name),
        items=[bundle],
    )
    answer = trace(model, bundle.name)
    alone = answer.node("宛名システム")
    assert set(alone.as_items) == model.vocabulary.parts(bundle.name) - {bundle.name}
    assert alone.possibly_as == ()
    assert answer.node("窓口端末").as_items == alone.as_items
    assert answer.node("窓口端末").possibly_as == (bundle.name,)
    for name in ("業務システム", "支援会社"):
        assert answer.node(name).as_items == (bundle.name,)


@pytest.mark.parametrize("members", [("氏名",), ("氏名", "住所")])
def test_what_is_not_told_of_a_group_goes_along_whatever_of_it_is_excluded(members: tuple[str, ...]) -> None:
    bundle = evolve(BUNDLE, members=ItemList(members))
    model = minato(
        flow("住民", "窓口端末", bundle.name),
        flow("窓口端末", "業務システム", bundle.name, excludes=members),
        flow("窓口端末", "宛名システム", bundle.name, excludes=(bundle.name,)),
        flow("窓口端末", "支援会社", "住民票コード"),
        items=[bundle],
    )
    answer = trace(model, bundle.name)
    assert answer.node("業務システム").as_items == (REST,)
    assert answer.node("業務システム").possibly_as == ()
    assert answer.node("宛名システム").reach is Reach.POSSIBLE
    assert answer.node("支援会社").reach is Reach.NONE
    for member in members:
        assert trace(model, member).node("業務システム").reach is Reach.NONE


def test_the_way_of_a_group_that_ends_in_etc_is_no_way_of_its_named_members() -> None:
    model = minato(
        flow("住民", "業務システム", "氏名"),
        flow("住民", "窓口端末", BUNDLE.name),
        flow("窓口端末", "業務システム", BUNDLE.name),
        flow("住民", "支援会社", "氏名"),
        items=[BUNDLE],
    )
    answer = trace(model, BUNDLE.name)
    by_counter = ("該当なし 住民→窓口端末", "該当なし 窓口端末→業務システム")
    assert answer.node("業務システム").path == by_counter
    assert answer.node("支援会社").path == ("該当なし 住民→支援会社",)
    assert trace(model, "氏名").node("業務システム").path == ("該当なし 住民→業務システム",)


def test_what_holds_a_group_that_ends_in_etc_holds_what_is_not_told_of_it() -> None:
    outer = Item("届出", members=ItemList(("証明書情報", "住所"), complete=True))
    model = minato(
        flow("住民", "窓口端末", "届出"),
        flow("住民", "業務システム", "証明書情報", "住所"),
        flow("住民", "宛名システム", "氏名", "住所"),
        items=[BUNDLE, outer],
    )
    answer = trace(model, "届出")
    assert [answer.node(name).as_items for name in ("窓口端末", "業務システム")] == [("届出",)] * 2
    assert set(answer.node("宛名システム").as_items) == {"氏名", "住所"}
    assert trace(model, "証明書情報").node("窓口端末").as_items == ("証明書情報",)


def test_a_file_has_a_group_that_ends_in_etc_where_it_records_the_group() -> None:
    def ledger(*names: str) -> File:
        records = ItemList(names, complete=True)
        return File("台帳", "業務システム", records=records, entrustments=(evolve(ASKED, items=records),))

    for told, expected in ((BUNDLE.name, BUNDLE.name), ("氏名", "氏名")):
        answer = trace(minato(items=[BUNDLE], files=[ledger(told)]), BUNDLE.name)
        for name in ("台帳", "業務システム", "支援会社"):
            assert answer.node(name).as_items == (expected,)
        assert [touch.as_items for touch in answer.party("支援会社").entrustments] == [(expected,)]


@pytest.mark.parametrize(("source", "made"), [(BUNDLE.name, "住民票コード"), ("住民票コード", BUNDLE.name)])
def test_a_conversion_of_a_group_that_ends_in_etc_is_certain_as_of_any_group(source: str, made: str) -> None:
    model = minato(
        flow("住民", "窓口端末", source), conversions=[Conversion("窓口端末", source, made)], items=[BUNDLE]
    )
    there = trace(model, source).node("窓口端末")
    assert there.as_items[0] == source
    if made == BUNDLE.name:
        assert set(there.as_items[1:]) == {"氏名", REST}
    else:
        assert there.possibly_as == (made,)


@pytest.mark.parametrize("records", [(), ("住所",), ("所得",)])
def test_an_empty_box_of_a_group_that_ends_in_etc_leaves_all_open_that_is_in_it(
    records: tuple[str, ...],
) -> None:
    """Not even that all named members are listed contradicts it: they are not the group."""
    group = Item("地方税関係情報", members=ItemList(("所得",)))
    box = (MainItemBox(MainItem.LOCAL_TAX, Certainty.NO),)
    ledger = File("台帳", "業務システム", main_items=box, records=ItemList(records))
    told = trace(minato(items=[group, Item("所得")], files=[ledger]), group.name).node("台帳")
    assert told.as_items == tuple(name for name in records if name == "所得")
    assert told.possibly_as == (group.name,)


def test_an_etc_carries_on_from_a_file_that_records_the_item_and_from_its_holder() -> None:
    model = minato(
        flow("窓口端末", "業務システム", "住所", more=True),
        flow("業務システム", "支援会社", "住所", more=True),
        files=[RECORDING],
    )
    assert trace(model, CODE, start="窓口端末").node("支援会社").reach is Reach.POSSIBLE


def test_an_etc_carries_on_from_where_a_conversion_makes_the_item() -> None:
    model = minato(
        flow("窓口端末", "宛名システム", "住所", more=True),
        flow("宛名システム", "業務システム", "住所", more=True),
        conversions=[Conversion("宛名システム", CODE, "団体内統合宛名番号")],
    )
    found = trace(model, CODE, start="窓口端末").node("業務システム")
    assert found.possibly_as == ("団体内統合宛名番号",)


@pytest.mark.parametrize(
    "told", [{"specific": Certainty.YES}, {"kind": FlowKind.ACQUISITION, "declared": ("台帳/入手",)}]
)
def test_the_number_may_be_in_an_etc_of_specific_information(told: dict[str, Any]) -> None:
    """It goes on like by a flow that names nothing, where neither the number nor 符号 is named."""
    first = evolve(flow("窓口端末", "宛名システム", "住所", more=True), **told)
    onward = flow("宛名システム", "支援会社", "住所", more=True)
    model = minato(first, onward, files=[RECORDING])
    assert trace(model, NUMBER, start="窓口端末").node("支援会社").reach is Reach.POSSIBLE
    assert trace(model, CODE, start="窓口端末").node("支援会社").reach is Reach.NONE
    named = minato(evolve(first, items=ItemList(("住所", "符号"))), onward, files=[RECORDING])
    assert trace(named, NUMBER, start="窓口端末").node("支援会社").reach is Reach.NONE


@pytest.mark.parametrize("listed", [ItemList(("住所",), complete=True), NONE])
@pytest.mark.parametrize(
    "told", [{"specific": Certainty.YES}, {"kind": FlowKind.ENTRUSTMENT, "declared": ("台帳/1",)}]
)
def test_specific_information_whose_list_has_neither_number_is_a_contradiction(
    told: dict[str, Any], listed: ItemList
) -> None:
    model = minato(evolve(flow("窓口端末", "宛名システム"), items=listed, **told), files=[TRUSTED])
    assert trace(model, NUMBER, start="窓口端末").node("宛名システム").reach is Reach.POSSIBLE
    named = evolve(listed, names=(*listed.names, "符号"))
    model = minato(evolve(flow("窓口端末", "宛名システム"), items=named, **told), files=[TRUSTED])
    assert trace(model, NUMBER, start="窓口端末").node("宛名システム").reach is Reach.NONE


SPECIFIC = evolve(flow("業務システム", "支援会社", "住所", more=True), specific=Certainty.YES)


def test_an_etc_of_specific_information_does_not_make_the_number_begin_at_a_system_without_it() -> None:
    """What 特定個人情報 it is may be 符号: the flow does not state the number."""
    ignorant = System("業務システム", knows=(Knowledge(NUMBER, Certainty.NO),))
    model = Assessment(
        Overview("みなと市長", "事務"),
        parties=(Party("支援会社", PartyKind.CONTRACTOR),),
        systems=(ignorant,),
        flows=(SPECIFIC,),
    )
    answer = trace(model, NUMBER)
    assert answer.possible_origins == ()
    assert answer.node("支援会社").reach is Reach.NONE


def test_an_etc_of_specific_information_does_not_store_the_number_into_a_file_without_it() -> None:
    told = evolve(SPECIFIC, source="宛名システム", target="台帳")
    model = minato(told, files=[File("台帳", "業務システム", records=NONE)])
    assert trace(model, NUMBER, start="宛名システム").node("台帳").reach is Reach.NONE


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


# A natural person.


@pytest.mark.parametrize(("item", "reach"), [("符号", Reach.NONE), ("氏名", Reach.POSSIBLE)])
def test_a_person_hands_no_identifier_on_by_an_etc(item: str, reach: Reach) -> None:
    model = minato(flow("業務システム", "住民", "符号", "氏名"), flow("住民", "窓口端末", "住所", more=True))
    found = trace(model, item, start="業務システム").node("窓口端末")
    assert found.reach is reach
    assert [stop.why for stop in found.cut] == ([Why.NOT_RELAYED] if reach is Reach.NONE else [])


def test_a_person_hands_on_by_an_etc_what_it_has_by_itself() -> None:
    model = minato(flow("住民", "窓口端末", "住所", more=True))
    assert trace(model, NUMBER, start="住民").node("窓口端末").reach is Reach.POSSIBLE


def test_a_person_hands_on_the_own_number_whatever_a_flow_brought_there() -> None:
    """That a notice with the number goes to the residents takes nothing from what they may write."""
    onward = flow("住民", "窓口端末", "住所", more=True)
    for notice in (flow("業務システム", "住民", NUMBER), flow("業務システム", "住民", "住所", more=True)):
        assert trace(minato(notice, onward), NUMBER).node("窓口端末").reach is Reach.POSSIBLE
    assert trace(minato(onward), CODE).node("窓口端末").reach is Reach.NONE


@pytest.mark.parametrize(
    ("item", "reach"),
    [
        (CODE, Reach.POSSIBLE),
        ("符号", Reach.NONE),
        ("宛名番号", Reach.NONE),
        ("団体内統合宛名番号", Reach.NONE),
    ],
)
def test_a_person_may_give_the_own_resident_code_where_nothing_is_told_of_what_goes(
    item: str, reach: Reach
) -> None:
    """転入届 has it (住基法22条1項); the other numbers nobody tells to residents."""
    answer = trace(minato(flow("住民", "窓口端末", more=True)), item)
    assert answer.node("窓口端末").reach is reach
    told = trace(minato(flow("住民", "窓口端末", "住所")), item)
    assert told.node("窓口端末").reach is Reach.NONE


def test_what_a_person_received_and_hands_on_openly_does_not_begin_at_the_receiver() -> None:
    model = minato(
        flow("宛名システム", "住民", more=True),
        flow("住民", "窓口端末", more=True),
        flow("窓口端末", "業務システム", more=True),
    )
    answer = trace(model, "団体内統合宛名番号")
    assert answer.possible_origins == ("宛名システム",)
    assert answer.node("業務システム").open_flows == 3


# A system that does not have an item.


@pytest.mark.parametrize(
    ("brings", "reach"),
    [
        (flow("住民", "業務システム", NUMBER), Reach.DEFINITE),
        (flow("住民", "業務システム", "住所", more=True), Reach.NONE),
        (flow("住民", "業務システム", more=True), Reach.NONE),
        (flow("住民", "業務システム", NUMBER, specific=Certainty.NO), Reach.NONE),
    ],
)
def test_only_a_flow_that_states_an_item_brings_it_to_a_system_without_it(brings: Flow, reach: Reach) -> None:
    model = minato(brings)
    knowing = tuple(
        evolve(s, knows=(Knowledge(NUMBER, Certainty.NO),)) if s.name == "業務システム" else s
        for s in model.systems
    )
    answer = trace(evolve(model, systems=knowing), NUMBER, start="住民")
    assert answer.node("業務システム").reach is reach
    if brings.specific is not Certainty.NO and reach is Reach.NONE:
        assert [stop.why for stop in answer.node("業務システム").cut] == [Why.NOT_KNOWN]


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


def test_where_the_catalogue_stops_an_item_between_a_file_and_its_system_that_is_the_reason() -> None:
    model = Assessment(
        Overview("みなと市長", "事務"),
        systems=(System("業務システム", knows=(Knowledge(NUMBER, Certainty.NO),)),),
        files=(File("台帳", "業務システム"),),
    )
    node = trace(model, NUMBER, start="台帳").node("業務システム")
    assert node.reach is Reach.NONE
    assert [stop.why for stop in node.cut] == [Why.NOT_KNOWN]


@pytest.mark.parametrize("stated", [flow("住民", "台帳", NUMBER), flow("台帳", "住民", NUMBER)])
def test_a_file_that_a_flow_fills_or_draws_from_brings_the_item_to_its_holder(stated: Flow) -> None:
    """The flow states that the file has it, whatever the catalogue says of the system that holds the file."""
    ignorant = System("業務システム", knows=(Knowledge(NUMBER, Certainty.NO),))
    model = Assessment(
        Overview("みなと市長", "事務"),
        parties=(Party("住民", PartyKind.PERSON),),
        systems=(ignorant,),
        files=(File("台帳", "業務システム"),),
        flows=(stated,),
    )
    answer = trace(model, NUMBER)
    assert answer.node("台帳").reach is Reach.DEFINITE
    assert answer.node("業務システム").reach is Reach.DEFINITE


CHART = Item("診療情報", members=ItemList(("氏名",)))
APPLICATION = Item("申請書", members=ItemList((NUMBER, "氏名"), complete=True))


def ignoring(*told: tuple[str, Certainty]) -> Assessment:
    """みなと市 where 業務システム gets who knows what from 住民, and knows the items as `told`."""
    model = minato(flow("住民", "業務システム", more=True), items=[CHART, APPLICATION])
    boxes = tuple(Knowledge(item, box) for item, box in told)
    knowing = (evolve(s, knows=boxes) if s.name == "業務システム" else s for s in model.systems)
    return evolve(model, systems=tuple(knowing))


@pytest.mark.parametrize("group", ["4情報", "本人確認情報", "診療情報", "申請書"])
def test_that_a_system_does_not_have_a_group_does_not_deny_any_member(group: str) -> None:
    """It does not have all that the group is; who has no 申請書 may have 個人番号 all the same."""
    model = ignoring((group, Certainty.NO))
    for item in sorted(model.vocabulary.parts(group)):
        assert trace(model, item, start="住民").node("業務システム").reach is Reach.POSSIBLE


@pytest.mark.parametrize("member", ["氏名", "性別", "生年月日", "住所"])
def test_that_a_system_does_not_have_a_member_denies_that_member_alone(member: str) -> None:
    there = trace(ignoring((member, Certainty.NO)), "4情報", start="住民").node("業務システム")
    assert set(there.possibly_as) == {"氏名", "性別", "生年月日", "住所"} - {member}


def test_a_system_that_has_no_member_has_nothing_of_the_group() -> None:
    told = [(member, Certainty.NO) for member in ("氏名", "性別", "生年月日", "住所")]
    assert trace(ignoring(*told), "4情報", start="住民").node("業務システム").reach is Reach.NONE


@pytest.mark.parametrize("boxes", [*permutations((("4情報", Certainty.YES), ("氏名", Certainty.NO)))])
def test_a_system_with_a_group_and_without_its_member_is_a_contradiction(
    boxes: tuple[tuple[str, Certainty], ...],
) -> None:
    model = ignoring(*boxes)
    assert trace(model, "氏名", start="住民").node("業務システム").reach is Reach.POSSIBLE
    assert trace(evolve(model, flows=()), "氏名").node("業務システム").reach is Reach.POSSIBLE


@pytest.mark.parametrize(
    ("recorded", "reach"), [(("4情報",), Reach.POSSIBLE), (("氏名", "住所"), Reach.DEFINITE)]
)
def test_a_file_that_records_a_group_its_system_does_not_have_is_a_contradiction(
    recorded: tuple[str, ...], reach: Reach
) -> None:
    model = ignoring(("4情報", Certainty.NO))
    model = evolve(model, files=(File("台帳", "業務システム", records=ItemList(recorded)),))
    assert trace(model, "氏名", start="台帳").node("業務システム").reach is reach


@pytest.mark.parametrize("group", ["4情報", "本人確認情報", "申請書"])
def test_where_system_and_file_contradict_of_a_group_each_member_enters_at_the_file(group: str) -> None:
    """That the file records all of it is told of the file; that the system has any of it nobody tells."""
    model = evolve(ignoring((group, Certainty.NO)), flows=())
    model = evolve(model, files=(File("台帳", "業務システム", records=ItemList((group,))),))
    for item in sorted(model.vocabulary.parts(group)):
        answer = trace(model, item)
        assert answer.origins == ("台帳",)
        assert answer.node("台帳").reach is Reach.DEFINITE
        assert answer.node("業務システム").reach is Reach.POSSIBLE


@pytest.mark.parametrize("ends", [("住民", "業務システム"), ("業務システム", "窓口端末")])
def test_a_flow_that_states_a_member_decides_between_system_and_file(ends: tuple[str, str]) -> None:
    model = evolve(ignoring(("4情報", Certainty.NO)), flows=(flow(*ends, "氏名"),))
    model = evolve(model, files=(File("台帳", "業務システム", records=ItemList(("4情報",))),))
    answer = trace(model, "氏名")
    assert answer.origins == (ends[0],)
    assert answer.node("業務システム").reach is Reach.DEFINITE


def test_a_group_of_which_a_file_has_an_empty_box_is_not_surely_recorded_whole() -> None:
    """The empty box of 個人番号 stands against the list; that the system does not have all of 申請書 does not."""
    model = evolve(ignoring(("申請書", Certainty.NO)), flows=())
    empty = (MainItemBox(MainItem.NUMBER, Certainty.NO),)
    ledger = File("台帳", "業務システム", records=ItemList(("申請書",)), main_items=empty)
    assert records(ledger, "申請書", model.vocabulary) is Certainty.UNKNOWN
    assert records(ledger, "氏名", model.vocabulary) is Certainty.YES
    answer = trace(evolve(model, files=(ledger,)), "氏名")
    assert answer.node("業務システム").reach is Reach.DEFINITE


@pytest.mark.parametrize(
    ("group", "without"), [("本人確認情報", NUMBER), ("申請書", NUMBER), ("診療情報", "氏名")]
)
def test_a_flow_that_leaves_out_a_member_does_not_surely_carry_the_group(group: str, without: str) -> None:
    told = evolve(flow("住民", "業務システム", group), excludes=(without,))
    words = ignoring().vocabulary
    assert carries(told, group, words) is Certainty.UNKNOWN
    assert carries(told, without, words) is Why.EXCLUDED
    assert carries(evolve(told, excludes=()), group, words) is Certainty.YES


HANDING = (
    {"entrustments": (Entrustment("委託事項1", contractor="支援会社", items=ItemList((NUMBER,))),)},
    {
        "entrustments": (
            Entrustment("委託事項1", contractor="支援会社", items=ItemList(("申請書",), complete=True)),
        )
    },
    {"provisions": (Provision("提供先1", recipient="支援会社", items=ItemList((NUMBER,), complete=True)),)},
    {"transfers": (Transfer("移転先1", recipient="支援会社", items=ItemList((NUMBER, "氏名"))),)},
)
"""What a file hands to 支援会社 by an entry that states the number, by itself or in a group."""


@pytest.mark.parametrize("records", [ItemList(), ItemList(("氏名",)), ItemList(("氏名",), complete=True)])
@pytest.mark.parametrize("handing", HANDING)
def test_an_entry_that_states_what_the_system_of_its_file_does_not_have_is_a_contradiction(
    handing: Any, records: ItemList
) -> None:
    """The document says so of the file: the file and its system may have it, and so may who is handed it."""
    model = ignoring((NUMBER, Certainty.NO))
    model = evolve(model, files=(File("台帳", "業務システム", records=records, **handing),))
    answer = trace(model, NUMBER)
    for name in ("台帳", "業務システム", "支援会社"):
        assert answer.node(name).reach is Reach.POSSIBLE
    assert "台帳" in answer.possible_origins


def test_an_entry_that_names_no_items_says_nothing_against_the_catalogue() -> None:
    model = ignoring((NUMBER, Certainty.NO))
    asked = Entrustment("委託事項1", contractor="支援会社", items=ItemList(("氏名",)))
    for entry in (
        asked,
        evolve(asked, items=ItemList()),
        evolve(asked, contractor="", items=ItemList(("氏名",))),
    ):
        file = File("台帳", "業務システム", entrustments=(entry,))
        answer = trace(evolve(model, files=(file,)), NUMBER)
        assert all(answer.node(name).reach is Reach.NONE for name in ("台帳", "業務システム", "支援会社"))


def test_an_entry_that_names_nobody_states_what_is_in_its_file_all_the_same() -> None:
    model = ignoring((NUMBER, Certainty.NO))
    told = Provision("提供先1", recipient="", items=ItemList((NUMBER,)))
    answer = trace(evolve(model, files=(File("台帳", "業務システム", provisions=(told,)),)), NUMBER)
    assert answer.node("台帳").reach is answer.node("業務システム").reach is Reach.POSSIBLE


# What a flow lists and excludes.


def test_an_exclusion_that_is_narrower_than_a_listed_group_wins() -> None:
    model = minato(flow("住民", "窓口端末", "本人確認情報", excludes=(NUMBER,)))
    assert trace(model, NUMBER, start="住民").node("窓口端末").cut[0].why is Why.EXCLUDED
    assert trace(model, "氏名", start="住民").node("窓口端末").reach is Reach.DEFINITE
    assert trace(model, CODE, start="住民").node("窓口端末").reach is Reach.DEFINITE


def test_what_is_listed_beside_a_group_leaves_an_exception_of_the_group_an_exception() -> None:
    model = minato(flow("住民", "窓口端末", "氏名", "本人確認情報", CODE, "符号", excludes=(NUMBER,)))
    assert trace(model, NUMBER, start="住民").node("窓口端末").cut[0].why is Why.EXCLUDED


@pytest.mark.parametrize(
    "told",
    [
        flow("住民", "窓口端末", NUMBER, excludes=(NUMBER,)),
        flow("住民", "窓口端末", NUMBER, excludes=("本人確認情報",)),
        flow("住民", "窓口端末", NUMBER, specific=Certainty.NO),
        flow("住民", "窓口端末", "本人確認情報", specific=Certainty.NO),
        flow("住民", "窓口端末", "本人確認情報", NUMBER, excludes=(NUMBER,)),
    ],
)
def test_what_a_flow_states_and_denies_may_arrive(told: Flow) -> None:
    answer = trace(minato(told, flow("窓口端末", "支援会社", "住所", more=True)), NUMBER, start="住民")
    assert answer.node("窓口端末").reach is Reach.POSSIBLE
    assert answer.node("窓口端末").open_flows == 1
    assert answer.node("支援会社").reach is Reach.POSSIBLE


def test_another_exception_inside_a_listed_group_says_nothing_of_the_number() -> None:
    wide = Item("住民記録", members=ItemList(("本人確認情報", "世帯"), complete=True))
    told = flow("住民", "窓口端末", "本人確認情報", excludes=("住民記録", "氏名"))
    answer = trace(minato(told, items=[wide, Item("世帯")]), NUMBER, start="住民")
    assert answer.node("窓口端末").reach is Reach.POSSIBLE


def test_an_exception_of_a_flow_without_specific_information_is_no_contradiction() -> None:
    told = flow("住民", "窓口端末", "本人確認情報", excludes=(NUMBER,), specific=Certainty.NO)
    assert trace(minato(told), NUMBER, start="住民").node("窓口端末").reach is Reach.NONE


@pytest.mark.parametrize("ends", [("台帳", ""), ("業務システム", "台帳")])
def test_a_flow_that_states_what_its_file_does_not_record_may_store_it(ends: tuple[str, str]) -> None:
    target, file = ends
    model = minato(
        flow("住民", target, NUMBER, file=file), files=[File("台帳", "業務システム", records=NONE)]
    )
    answer = trace(model, NUMBER, start="住民")
    assert answer.node("台帳").reach is Reach.POSSIBLE
    assert answer.node("業務システム").reach is (Reach.DEFINITE if file else Reach.POSSIBLE)


@pytest.mark.parametrize("told", [("住所",), ()])
def test_a_flow_that_leaves_it_open_does_not_store_what_its_file_does_not_record(
    told: tuple[str, ...],
) -> None:
    ledger = File("台帳", "業務システム", records=NONE)
    model = minato(flow("住民", "業務システム", *told, more=True, file="台帳"), files=[ledger])
    answer = trace(model, NUMBER, start="住民")
    assert answer.node("業務システム").reach is Reach.POSSIBLE
    assert answer.node("台帳").reach is Reach.NONE


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


# Boxes and groups.


def test_an_empty_box_against_the_list_of_records_is_unsure() -> None:
    box = (MainItemBox(MainItem.NUMBER, Certainty.NO),)
    ledger = File("台帳", "業務システム", main_items=box, records=ItemList((NUMBER,), complete=True))
    assert trace(minato(files=[ledger]), NUMBER).node("台帳").reach is Reach.POSSIBLE


def test_an_empty_box_of_a_group_says_nothing_of_one_of_its_members() -> None:
    box = (MainItemBox(MainItem.FOUR, Certainty.NO),)
    unread = File("台帳", "業務システム", main_items=box)
    assert trace(minato(files=[unread]), "氏名").node("台帳").reach is Reach.POSSIBLE
    named = evolve(unread, records=ItemList(("氏名",)))
    assert trace(minato(files=[named]), "氏名").node("台帳").reach is Reach.DEFINITE


def test_a_group_names_itself_where_all_is_there_and_its_members_where_some_are() -> None:
    model = minato(
        flow("住民", "窓口端末", "4情報"),
        flow("窓口端末", "業務システム", "氏名", "住所"),
        flow("窓口端末", "宛名システム", "氏名", more=True),
        flow("窓口端末", "支援会社", "符号"),
    )
    answer = trace(model, "基本4情報", start="住民")
    assert answer.node("窓口端末").as_items == ("4情報",)
    assert set(answer.node("業務システム").as_items) == {"氏名", "住所"}
    assert answer.node("業務システム").possibly_as == ()
    assert answer.node("宛名システム").as_items == ("氏名",)
    assert answer.node("宛名システム").possibly_as == ("4情報",)
    assert answer.node("支援会社").reach is Reach.NONE


# Where an item enters, and its way.


def test_nothing_enters_at_a_holder_whose_file_got_it_by_a_flow() -> None:
    model = minato(
        flow("宛名システム", "台帳", NUMBER),
        flow("業務システム", "窓口端末", NUMBER),
        files=[File("台帳", "業務システム")],
    )
    assert trace(model, NUMBER).origins == ("宛名システム",)


def test_a_way_says_how_many_of_its_flows_do_not_tell() -> None:
    model = minato(
        flow("住民", "窓口端末", NUMBER),
        flow("窓口端末", "業務システム", NUMBER),
        flow("業務システム", "支援会社", more=True),
        flow("住民", "宛名システム", more=True),
        flow("宛名システム", "支援会社", more=True),
    )
    found = trace(model, NUMBER).node("支援会社")
    assert found.path == (
        "該当なし 住民→窓口端末",
        "該当なし 窓口端末→業務システム",
        "該当なし 業務システム→支援会社",
    )
    assert found.open_flows == 1


def test_a_flow_that_says_both_makes_nothing_begin_for_certain_at_a_system_without_the_item() -> None:
    model = Assessment(
        Overview(CITY, "事務"),
        parties=(Party("支援会社", PartyKind.CONTRACTOR),),
        systems=(System("業務システム", owner=CITY, knows=(Knowledge(NUMBER, Certainty.NO),)),),
        files=(File("台帳", "業務システム", records=ItemList((NUMBER,))),),
        flows=(flow("業務システム", "支援会社", NUMBER, specific=Certainty.NO),),
    )
    answer = trace(model, NUMBER)
    assert answer.origins == ("台帳",)
    assert answer.node("業務システム").reach is Reach.POSSIBLE


def test_a_flow_out_of_a_file_that_lacks_what_it_states_may_bring_it_to_a_system_without_it() -> None:
    model = Assessment(
        Overview(CITY, "事務"),
        parties=(Party("市民課", PartyKind.DEPARTMENT),),
        systems=(System("業務システム", owner=CITY, knows=(Knowledge(NUMBER, Certainty.NO),)),),
        files=(File("台帳", "業務システム", records=ItemList(("氏名",), complete=True)),),
        flows=(flow("台帳", "市民課", NUMBER),),
    )
    assert trace(model, NUMBER).node("業務システム").reach is Reach.POSSIBLE


def test_a_file_that_records_what_its_system_does_not_know_is_a_contradiction() -> None:
    ignorant = System("業務システム", owner=CITY, knows=(Knowledge(NUMBER, Certainty.NO),))
    ledger = File("台帳", "業務システム", records=ItemList((NUMBER,)))
    model = Assessment(Overview(CITY, "事務"), systems=(ignorant,), files=(ledger,))
    answer = trace(model, NUMBER)
    assert answer.origins == ("台帳",)
    assert answer.node("業務システム").reach is Reach.POSSIBLE


# A number that no file of the document records.


def kept(*flows: Flow, records: ItemList = NONE, **of_office: Any) -> Assessment:
    """みなと市 with 窓口 (Ⅰ.2) that holds its only file, 連携基盤 that Ⅰ.2 does not list, and papers."""
    office = System("窓口", number="1", owner=CITY, **of_office)
    return Assessment(
        Overview(CITY, "事務"),
        parties=(
            Party("住民", PartyKind.PERSON),
            Party("市民課", PartyKind.DEPARTMENT, body=CITY),
            Party("委託会社", PartyKind.CONTRACTOR),
            Party("みなと県", PartyKind.PREFECTURE),
        ),
        systems=(
            office,
            System("給付", number="2", owner=CITY),
            System("連携基盤", owner=CITY),
            System("通知書", kind=NodeKind.MEDIUM, owner=CITY),
        ),
        files=(File("申請台帳", "窓口", records=records),),
        flows=flows,
    )


TOLD_WHOLE = ("窓口", "申請台帳", "市民課", "委託会社", "通知書")


@pytest.mark.parametrize("item", ["符号", "団体内統合宛名番号", CODE])
@pytest.mark.parametrize("source", TOLD_WHOLE)
def test_a_number_that_no_file_records_does_not_begin_behind_a_flow_without_items(
    source: str, item: str
) -> None:
    """The annex tells all that is kept, and the number is not in it: what states it of the file contradicts the annex."""
    told = flow(source, "給付", more=True)
    assert trace(kept(told), item).possible_origins == ()
    answer = trace(kept(flow(source, "給付", item)), item)
    assert source in (answer.possible_origins if source == "申請台帳" else answer.origins)


@pytest.mark.parametrize("source", ["連携基盤", "みなと県"])
def test_what_the_files_of_a_document_do_not_tell_may_begin_it(source: str) -> None:
    """A system of another 事務 and another body keep what they keep."""
    assert trace(kept(flow(source, "給付", more=True)), CODE).possible_origins == (source,)


def test_nothing_is_told_whole_where_a_list_of_records_is_open() -> None:
    model = kept(flow("給付", "住民", more=True), records=ItemList(("氏名",)))
    assert set(trace(model, CODE).possible_origins) == {"給付", "申請台帳"}


def test_a_file_that_lacks_an_item_does_not_begin_it_whatever_flows_out() -> None:
    """Also of an item that is no number, and where another file has it."""
    model = kept(flow("申請台帳", "市民課", more=True))
    assert trace(model, "氏名").possible_origins == ()
    assert trace(model, "氏名", start="申請台帳").node("市民課").reach is Reach.POSSIBLE


def test_a_number_that_no_file_records_goes_on_by_a_flow_without_items_as_by_an_etc() -> None:
    brought = (
        flow("連携基盤", "窓口", CODE),
        flow("窓口", "通知書", more=True),
        flow("通知書", "住民", more=True),
    )
    answer = trace(kept(*brought), CODE, start="連携基盤")
    assert answer.node("通知書").reach is Reach.POSSIBLE
    assert answer.node("住民").reach is Reach.NONE
    assert trace(kept(*brought), NUMBER, start="窓口").node("住民").reach is Reach.POSSIBLE
    told = trace(kept(*brought, records=ItemList((CODE,))), CODE, start="連携基盤")
    assert told.node("住民").reach is Reach.POSSIBLE


def test_a_department_does_not_begin_the_code_of_the_network() -> None:
    """符号 is between the systems of 情報連携 (番号法21条の2); a 部署 has what its systems gave it."""
    model = kept(flow("市民課", "窓口", more=True), records=ItemList(("符号",)))
    assert "市民課" not in trace(model, "符号").possible_origins
    assert (
        "市民課"
        in trace(kept(flow("市民課", "窓口", more=True), records=ItemList((CODE,))), CODE).possible_origins
    )


@pytest.mark.parametrize(
    ("source", "target", "begins"),
    [
        ("市民課", "給付", True),
        ("連携基盤", "給付", True),
        ("通知書", "市民課", False),
        ("みなと県", "給付", False),
    ],
)
def test_the_house_number_may_begin_behind_an_etc_between_what_one_body_has(
    source: str, target: str, begins: bool
) -> None:
    """It joins the 事務 of a body. A paper or a terminal has what was put there."""
    answer = trace(kept(flow(source, target, "氏名", more=True), records=NONE), "宛名番号")
    assert (source in answer.possible_origins) is begins
    assert trace(kept(flow(source, target, "氏名", more=True)), CODE).possible_origins == ()


# A system of which nothing is told.


def test_a_system_without_any_flow_may_have_what_it_is_not_said_to_lack() -> None:
    lonely = System("孤立", owner="機構", knows=(Knowledge(CODE, Certainty.NO),))
    model = minato(flow("住民", "窓口端末", NUMBER, "4情報", CODE))
    model = evolve(model, systems=(*model.systems, lonely))
    for item in (NUMBER, "4情報"):
        answer = trace(model, item)
        assert answer.node("孤立").reach is Reach.POSSIBLE
        assert answer.node("孤立").possibly_as == (item,)
        assert answer.node("孤立").is_untold
        assert answer.node("孤立").path == ()
        assert answer.node("孤立").cut == ()
        assert "孤立" not in (*answer.origins, *answer.possible_origins)
        assert answer.party("機構").reach is Reach.POSSIBLE
        assert answer.node("機構").is_untold
        assert answer.node("支援会社").reach is Reach.NONE
    assert trace(model, CODE).node("孤立").reach is Reach.NONE


def test_a_box_of_connections_alone_does_not_tell_what_goes_there() -> None:
    office = System("窓口", number="1", owner=CITY, connects=(Connection("税務システム", Certainty.YES),))
    model = Assessment(
        Overview(CITY, "事務"),
        parties=(Party("住民", PartyKind.PERSON),),
        systems=(office, System("税務システム", owner=CITY)),
        flows=(flow("住民", "窓口", NUMBER),),
    )
    assert trace(model, NUMBER).node("税務システム").is_untold
    assert not trace(model, NUMBER).node("窓口").is_untold


@pytest.mark.parametrize("ticks", [{"窓口"}, {"共通基盤"}, {"窓口", "共通基盤"}])
@pytest.mark.parametrize("told", ["nowhere", "beside it", "in another document"])
def test_what_is_on_a_ticked_system_may_go_on_wherever_the_flows_of_that_are_told(
    told: str, ticks: set[str]
) -> None:
    """What is said to have the number has it, whether or not a document draws how it goes on from there."""
    item = "団体内統合宛名番号"

    def system(name: str, other: str) -> System:
        ticked = (Connection(other, Certainty.YES),) if name in ticks else ()
        return System(name, number="1", owner=CITY, connects=ticked)

    base = evolve(system("共通基盤", "窓口"), knows=(Knowledge(item, Certainty.YES),))
    onward = (System("中間サーバー", owner=CITY), flow("共通基盤", "中間サーバー", item))
    here = Assessment(
        Overview(CITY, "事務"),
        parties=(Party("住民", PartyKind.PERSON),),
        systems=(system("窓口", "共通基盤"), base, *([onward[0]] if told == "beside it" else [])),
        flows=(flow("住民", "窓口", "氏名"), *([onward[1]] if told == "beside it" else [])),
    )
    there = Assessment(
        Overview(CITY, "別の事務"), systems=(evolve(base, connects=()), onward[0]), flows=(onward[1],)
    )
    models = [here, there] if told == "in another document" else [here]
    for order in (models, models[::-1]):
        answer = trace(order, item)
        assert answer.node("窓口").reach is Reach.POSSIBLE
        assert answer.node("窓口").path_entries == ("Ⅰ.2③ 共通基盤→窓口",)


PRINTED = (
    ("宛名システム等", System("統合宛名", owner=CITY)),
    ("宛名システム等", System("共通基盤", owner=CITY, entry="団体内統合宛名システム")),
    ("既存住民基本台帳システム", System("住民記録システム", owner=CITY)),
    ("住民基本台帳ネットワークシステム", System("市町村CS", owner=CITY)),
    ("税務システム", System("固定資産税システム", owner=CITY)),
    ("庁内連携システム", System("庁内連携基盤", owner=CITY)),
)
"""Choices that the form prints in Ⅰ.2③, and systems that they stand for."""


def ticking(choice: str, other: System, *flows: Flow, box: Certainty = Certainty.YES) -> Assessment:
    """A document in which the number gets to the other system, and the ticking one has names alone."""
    notices = System("通知システム", owner=CITY, connects=(Connection(choice, box),))
    return Assessment(
        Overview(CITY, "事務"),
        parties=(Party("住民", PartyKind.PERSON), Party("来庁者", PartyKind.PERSON)),
        systems=(notices, other, System("収納システム", owner=CITY)),
        flows=(
            flow("住民", other.name, NUMBER),
            flow("来庁者", "通知システム", "氏名"),
            flow("来庁者", "収納システム", "氏名"),
            *flows,
        ),
    )


@pytest.mark.parametrize(("choice", "other"), PRINTED)
def test_a_ticked_choice_connects_with_the_system_that_it_stands_for(choice: str, other: System) -> None:
    """As it does where the system itself is named."""
    for told in (choice, other.name):
        answer = trace(ticking(told, other), NUMBER)
        assert answer.node("通知システム").reach is Reach.POSSIBLE
        assert answer.node("通知システム").path_entries == (f"Ⅰ.2③ {other.name}→通知システム",)
        assert answer.node("収納システム").reach is Reach.NONE
    denied = ticking(choice, other, box=Certainty.NO)
    assert trace(denied, NUMBER).node("通知システム").reach is Reach.NONE
    drawn = ticking(choice, other, flow(other.name, "通知システム", "氏名"))
    assert trace(drawn, NUMBER).node("通知システム").reach is Reach.NONE


@pytest.mark.parametrize(("choice", "other"), PRINTED)
def test_a_box_of_connections_that_cannot_be_read_may_be_ticked(choice: str, other: System) -> None:
    """That nobody can read it is no sign that the systems are not connected."""
    for told in (choice, other.name):
        unread = ticking(told, other, box=Certainty.UNKNOWN)
        answer = trace(unread, NUMBER)
        assert answer.node("通知システム").reach is Reach.POSSIBLE
        assert answer.node("通知システム").path_entries == (f"Ⅰ.2③（印は不明） {other.name}→通知システム",)
        assert answer.node("収納システム").reach is Reach.NONE
        drawn = evolve(unread, flows=(*unread.flows, flow(other.name, "通知システム", "氏名")))
        assert trace(drawn, NUMBER).node("通知システム").reach is Reach.NONE


def test_a_connection_that_one_box_tells_needs_no_other_to_be_read() -> None:
    choice, other = PRINTED[0]
    back = Connection("通知システム", Certainty.UNKNOWN)
    model = ticking(choice, other)
    systems = (evolve(s, connects=(back,)) if s.name == other.name else s for s in model.systems)
    answer = trace(evolve(model, systems=tuple(systems)), NUMBER)
    assert answer.node("通知システム").path_entries == (f"Ⅰ.2③ {other.name}→通知システム",)


@pytest.mark.parametrize(
    ("choice", "reach"),
    [
        ("庁内連携システム", Reach.POSSIBLE),
        ("住民基本台帳ネットワークシステム", Reach.NONE),
        ("情報提供ネットワークシステム", Reach.NONE),
    ],
)
def test_systems_that_all_tick_the_link_between_systems_may_be_linked_though_no_system_is_it(
    choice: str, reach: Reach
) -> None:
    """What goes by it nobody tells; a network that leads out of the body does not link its systems."""
    ledger = System("収納台帳", owner=CITY, connects=(Connection(choice, Certainty.YES),))
    both = ticking(choice, ledger)
    assert trace(both, NUMBER).node("通知システム").reach is reach
    assert trace(both, NUMBER).node("収納システム").reach is Reach.NONE
    drawn = evolve(both, flows=(*both.flows, flow("収納台帳", "通知システム", "氏名")))
    assert trace(drawn, NUMBER).node("通知システム").reach is Reach.NONE
    link = System("庁内連携基盤", owner=CITY)
    linked = (flow("収納台帳", "庁内連携基盤", "氏名"), flow("庁内連携基盤", "通知システム", NUMBER))
    told = evolve(both, systems=(*both.systems, link), flows=(*both.flows, *linked))
    assert trace(told, NUMBER, start="収納台帳").node("通知システム").reach is Reach.NONE


def test_a_flow_within_a_system_does_not_tell_which_other_is_meant() -> None:
    link = System("庁内連携台帳", owner=CITY, connects=(Connection("庁内連携システム", Certainty.YES),))
    other = System("庁内連携基盤", owner=CITY)
    model = ticking("庁内連携システム", other, box=Certainty.NO)
    model = evolve(
        model,
        systems=(*model.systems, link),
        files=(File("台帳", link.name, records=ItemList(("氏名",), complete=True)),),
        flows=(*model.flows, flow("台帳", link.name, "氏名")),
    )
    assert trace(model, NUMBER).node(link.name).reach is Reach.POSSIBLE


def entry_of(system: System) -> str:
    found = find_type_called((system.name,))
    return system.entry or (found.name if found else "")


@pytest.mark.parametrize(("choice", "other"), PRINTED)
def test_a_ticked_choice_that_several_systems_answer_to_may_mean_each(choice: str, other: System) -> None:
    """Unless flows tell which of them it is connected with."""
    one = ticking(choice, other)
    second = evolve(other, name=f"{other.name}（副）", entry=entry_of(other))
    both = evolve(
        one, systems=(*one.systems, second), flows=(*one.flows, flow("来庁者", second.name, "氏名"))
    )
    assert trace(both, NUMBER).node("通知システム").reach is Reach.POSSIBLE
    assert trace(both, NUMBER).node(second.name).reach is Reach.POSSIBLE
    drawn = evolve(both, flows=(*both.flows, flow(second.name, "通知システム", "氏名")))
    assert trace(drawn, NUMBER).node("通知システム").reach is Reach.NONE


def test_what_a_flow_or_a_file_with_a_flow_touches_is_told() -> None:
    lonely = minato(flow("窓口端末", "台帳", "氏名"), files=[File("台帳", "業務システム", records=NONE)])
    answer = trace(lonely, NUMBER)
    assert answer.node("業務システム").reach is Reach.NONE
    assert answer.node("宛名システム").is_untold


@pytest.mark.parametrize("item", ["宛名番号", "団体内統合宛名番号", "住民票コード"])
@pytest.mark.parametrize("sender", ["市民課", "税務システム"])
def test_what_hands_on_may_hold_a_number_that_nothing_is_told_to_bring_it(sender: str, item: str) -> None:
    def model(*told: Flow) -> Assessment:
        return Assessment(
            Overview(CITY, "事務"),
            parties=(
                Party("市民課", PartyKind.DEPARTMENT, body=CITY),
                Party("保守会社", PartyKind.CONTRACTOR),
            ),
            systems=(
                System("税務システム", owner=CITY),
                System("業務", number="1", owner="保守会社"),
                System("端末", kind=NodeKind.TERMINAL, owner=CITY),
            ),
            items=(Item("異動情報"), Item("異動事由")),
            flows=told,
        )

    listed = flow(sender, "業務", "異動情報", more=True)
    there = trace(model(listed), item).node(sender)
    assert (there.reach, there.is_untold, there.path) == (Reach.POSSIBLE, True, ())
    # By its 等 alone it goes nowhere from there.
    assert trace(model(listed), item).node("業務").reach is Reach.NONE
    # What is told of it is told: a list that ends without the number, an exclusion, what leads to the sender.
    assert trace(model(flow(sender, "業務", "異動事由")), item).node(sender).reach is Reach.NONE
    assert trace(model(evolve(listed, excludes=(item,))), item).node(sender).reach is Reach.NONE
    fed = model(listed, flow("保守会社", sender, "異動情報"))
    assert trace(fed, item).node(sender).reach is Reach.NONE
    # A terminal has what was put in, and 符号 is where information is exchanged.
    assert trace(model(evolve(listed, source="端末")), item).node("端末").reach is Reach.NONE
    assert trace(model(evolve(listed, source="市民課")), "符号").node("市民課").reach is Reach.NONE


def test_from_a_given_start_only_what_is_told_leads_on() -> None:
    model = minato(flow("住民", "窓口端末", NUMBER))
    assert trace(model, NUMBER, start="住民").node("業務システム").reach is Reach.NONE


# Where a file is kept besides, and who works on a system.


def test_what_a_file_has_may_be_in_the_other_systems_that_keep_it() -> None:
    ledger = File(
        "台帳",
        "業務システム",
        records=ItemList((NUMBER,), complete=True),
        storage=Storage(systems=("宛名システム",)),
    )
    model = minato(
        flow("住民", "業務システム", NUMBER), flow("宛名システム", "支援会社", more=True), files=[ledger]
    )
    answer = trace(model, NUMBER)
    assert answer.node("宛名システム").reach is Reach.POSSIBLE
    assert answer.node("支援会社").reach is Reach.POSSIBLE


def test_a_copy_does_not_bring_to_a_system_what_it_does_not_have() -> None:
    ledger = File("台帳", "業務システム", records=ItemList((CODE,)), storage=Storage(systems=("保管庫",)))
    without = System("保管庫", owner=CITY, knows=(Knowledge(CODE, Certainty.NO),))
    model = Assessment(
        Overview(CITY, "事務"),
        parties=(Party("住民", PartyKind.PERSON),),
        systems=(System("業務システム", owner=CITY), without),
        files=(ledger,),
        flows=(flow("業務システム", "保管庫", "氏名"),),
    )
    node = trace(model, CODE).node("保管庫")
    assert node.reach is Reach.NONE
    assert Why.NOT_KNOWN in {stop.why for stop in node.cut}


@pytest.mark.parametrize(
    ("items", "reach"),
    [(ItemList(), Reach.POSSIBLE), (ItemList(("氏名", "符号"), complete=True), Reach.NONE)],
)
def test_who_is_entrusted_with_work_on_a_system_may_have_what_is_there(items: ItemList, reach: Reach) -> None:
    ledger = File(
        "台帳",
        "業務システム",
        records=ItemList(("氏名",), complete=True),
        entrustments=(
            Entrustment(
                "委託事項1",
                contractor="支援会社",
                extent=Extent.PART,
                items=items,
                systems=("宛名システム",),
            ),
        ),
    )
    model = minato(flow("住民", "宛名システム", NUMBER), flow("住民", "台帳", "氏名"), files=[ledger])
    answer = trace(model, NUMBER)
    assert answer.party("支援会社").reach is reach
    assert answer.node("支援会社").reach is reach
    assert [touch.entry for touch in answer.party("支援会社").entrustments] == (
        ["台帳/委託事項1"] if reach is Reach.POSSIBLE else []
    )
    assert answer.node("支援会社").path == (
        ("該当なし 住民→宛名システム",) if reach is Reach.POSSIBLE else ()
    )


# What the document says against it that is said for it.


def denying(lacking: str, item: str) -> Assessment:
    """A document by which something lacks an item that a flow from there states."""
    no = (Knowledge(item, Certainty.NO),)
    is_file = lacking == "台帳"
    systems = (
        System("業務システム", owner=CITY, knows=() if is_file else no),
        System("窓口端末", owner=CITY, number="2"),
    )
    records = ItemList(("続柄",), complete=True) if is_file else ItemList()
    files = (File("台帳", "業務システム", records=records),) if is_file else ()
    return Assessment(
        Overview(CITY, "事務"), systems=systems, files=files, flows=(flow(lacking, "窓口端末", item),)
    )


@pytest.mark.parametrize("lacking", ["台帳", "業務システム"])
@pytest.mark.parametrize("item", [NUMBER, CODE, "住民票コード", "団体内統合宛名番号", "氏名", "住所"])
def test_a_flow_that_states_what_is_not_where_it_begins_is_a_contradiction(lacking: str, item: str) -> None:
    model = denying(lacking, item)
    answer = trace(model, item)
    assert answer.origins == ()
    assert answer.possible_origins == (lacking,)
    for name in (lacking, "窓口端末"):
        assert answer.node(name).reach is Reach.POSSIBLE
    again = evolve(model, flows=(*model.flows, flow("窓口端末", CITY, item)))
    assert trace(again, item).origins == ("窓口端末",), "what states it and is nowhere denied has it"


@pytest.mark.parametrize("item", [NUMBER, "氏名"])
def test_what_a_flow_brings_goes_on_though_it_is_denied_there(item: str) -> None:
    """The catalogue's no yields to a flow that states the item (DESIGN 4.4)."""
    model = denying("業務システム", item)
    person = Party("住民", PartyKind.PERSON)
    model = evolve(model, parties=(person,), flows=(flow("住民", "業務システム", item), *model.flows))
    assert trace(model, item).node("窓口端末").reach is Reach.DEFINITE


def test_what_its_file_records_a_system_sends_whatever_the_catalogue_says() -> None:
    """Two places of the document say so: the catalogue may not fit this system."""
    model = denying("業務システム", CODE)
    model = evolve(model, files=(File("台帳", "業務システム", records=ItemList((CODE,))),))
    assert trace(model, CODE).node("窓口端末").reach is Reach.DEFINITE


@pytest.mark.parametrize("item", ["世帯情報", "宛名番号"])
def test_what_a_list_breaks_down_is_not_denied_by_it(item: str) -> None:
    told = denying("台帳", "氏名")
    model = evolve(told, items=(Item("世帯情報"),), flows=(flow("台帳", "窓口端末", item),))
    assert trace(model, item).origins == ("台帳",)


# Words that hold, or may hold, what they do not name outright.

MAY_HOLD = [
    "世帯主の個人番号",
    "被保険者個人番号",
    "個人番号等",
    "個人番号情報",
    "12桁の個人番号",
    "個人番号・宛名番号",
    "本人確認情報等",
    "個人番号（本人、世帯員）",
    "1.個人番号",
    "特定個人情報",
    "申請書",
    "その他",
    "別添2のとおり",
]


def recording(word: str, *, declared: bool) -> Assessment:
    """A file whose list is told to its end, with such a word in it, and a company that is entrusted with all of it."""
    whole = Entrustment("委託事項1", contractor="支援会社", extent=Extent.WHOLE)
    file = File(
        "台帳", "業務システム", records=ItemList(("続柄", word), complete=True), entrustments=(whole,)
    )
    return Assessment(
        Overview(CITY, "事務"),
        parties=(Party("支援会社", PartyKind.CONTRACTOR),),
        systems=(System("業務システム", owner=CITY),),
        files=(file,),
        items=(Item(word),) if declared else (),
    )


@pytest.mark.parametrize("declared", [False, True])
@pytest.mark.parametrize("word", MAY_HOLD)
def test_a_word_of_a_list_may_hold_what_it_qualifies_or_does_not_tell(word: str, *, declared: bool) -> None:
    answer = trace(recording(word, declared=declared), NUMBER, start="業務システム")
    for name in ("台帳", "支援会社"):
        assert answer.node(name).reach is Reach.POSSIBLE


@pytest.mark.parametrize(
    "word", ["個人番号（マイナンバー）", "マイナンバー（個人番号）", "個人番号（個人番号）"]
)
def test_a_word_with_its_other_name_in_brackets_is_the_item(word: str) -> None:
    answer = trace(recording(word, declared=False), NUMBER)
    assert answer.origins == ("台帳",)
    assert answer.node("支援会社").reach is Reach.DEFINITE


@pytest.mark.parametrize(
    "word", ["世帯番号", "個人番号カードの有無", "個人番号コード", "氏名", "資格情報", "方書"]
)
def test_what_follows_the_name_of_an_item_makes_another_of_it(word: str) -> None:
    answer = trace(recording(word, declared=False), NUMBER, start="業務システム")
    assert answer.node("台帳").reach is Reach.NONE


@pytest.mark.parametrize("word", ["世帯主の個人番号", "個人番号等"])
def test_so_of_a_flow_whose_item_the_model_tells_no_members_of(word: str) -> None:
    model = evolve(minato(flow("住民", "窓口端末", "氏名")), items=(Item(word),))
    model = evolve(model, flows=(flow("住民", "窓口端末", word),))
    assert trace(model, NUMBER, start="住民").node("窓口端末").reach is Reach.POSSIBLE
    told = evolve(model, items=(Item(word, members=ItemList(("氏名",), complete=True)),))
    assert trace(told, NUMBER, start="住民").node("窓口端末").reach is Reach.NONE


@pytest.mark.parametrize(
    ("names", "listed", "reach"),
    [
        (("氏名", "住所"), Certainty.YES, Reach.POSSIBLE),
        (("氏名", "宛名番号"), Certainty.YES, Reach.NONE),
        (("氏名", "符号"), Certainty.YES, Reach.NONE),
        (("氏名", "住所"), Certainty.UNKNOWN, Reach.NONE),
        (("氏名", "住所"), Certainty.NO, Reach.NONE),
    ],
)
def test_a_listed_file_has_the_number_unless_another_stands_for_it(
    names: tuple[str, ...], listed: Certainty, reach: Reach
) -> None:
    """特定個人情報ファイル is what has 個人番号 in it (番号法2条9項), or what is used in its place (同条8項)."""
    file = File("台帳", "業務システム", listed=listed, records=ItemList(names, complete=True))
    model = minato(flow("住民", "業務システム", NUMBER), files=[file])
    assert trace(model, NUMBER).node("台帳").reach is reach

"""Building an assessment fails with every problem at once, each at its place."""

from __future__ import annotations

from typing import Any

import pytest

from piaflow.domain.assessment import Document, Overview
from piaflow.domain.contracts import AllowOnly, Contract, Forbid, Layers, MayHold, PassThrough
from piaflow.domain.entries import Entrustment, Provision, Recipient, Storage, Transfer
from piaflow.domain.flows import Conversion, Diagram, Flow, Step
from piaflow.domain.items import Item, ItemList
from piaflow.domain.nodes import Connection, File, Party, System, Zone
from piaflow.domain.records import Acceptance, Printed, Revision, Screening
from piaflow.domain.span import Span
from piaflow.errors import ModelError
from tests.domain.small_city import FILES, PARTIES, SYSTEMS, city, complaints

ITEMS = ItemList(("個人番号", "氏名"), complete=True)
UNKNOWN_ITEM = ItemList(("個人番合",))


def test_the_small_city_is_fine() -> None:
    assert complaints(city) == []


def test_all_problems_come_at_once() -> None:
    flows = (Flow("住民", "市町村C"), Flow("住人", "市町村CS", items=UNKNOWN_ITEM, file="住基ファイル"))
    told = complaints(
        city, flows=flows, zones=(Zone("市庁舎", parent="市"),), contracts=(Forbid(("甲", "住民")),)
    )
    assert [line.split(":")[0] for line in told] == [
        "zones.市庁舎.parent",
        "flows.0.target",
        "flows.1.source",
        "flows.1.items.0",
        "flows.1.file",
        "contracts.0.forbid",
    ]


@pytest.mark.parametrize(
    ("sections", "name"),
    [
        ({"systems": (*SYSTEMS, System("市町村CS"))}, "市町村CS"),
        ({"systems": (*SYSTEMS, System("別", aliases=("住基システム",)))}, "住基システム"),
        ({"systems": (*SYSTEMS, System("住民"))}, "住民"),
        ({"systems": (*SYSTEMS, System("別", aliases=("みなと市長",)))}, "みなと市長"),
        ({"files": (File("本人", "市町村CS"),)}, "本人"),
        ({"zones": (Zone("市庁舎"), Zone("市庁舎"))}, "市庁舎"),
        ({"diagrams": (Diagram("別添1"), Diagram("別添1"))}, "別添1"),
        ({"documents": (Document("900"), Document("900"))}, "900"),
        ({"items": (Item("続柄"), Item("間柄", aliases=("続柄",)))}, "続柄"),
        ({"items": (Item("番号", aliases=("マイナンバー",)),)}, "マイナンバー"),
        ({"diagrams": (Diagram("別添1", steps=(Step("①"), Step("①"))),)}, "①"),
        ({"files": (File("甲", "市町村CS", entrustments=(Entrustment("1"), Entrustment("1"))),)}, "1"),
        ({"files": (File("甲", "市町村CS", provisions=(Provision("1"),), transfers=(Transfer("1"),)),)}, "1"),
    ],
)
def test_a_name_belongs_to_one_value(sections: dict[str, Any], name: str) -> None:
    told = complaints(city, **sections)
    assert len(told) == 1
    assert name in told[0]


@pytest.mark.parametrize("aliases", [("端末",), ("PC", "端末")])
def test_a_node_says_each_of_its_names_once(aliases: tuple[str, ...]) -> None:
    told = complaints(city, systems=(*SYSTEMS, System("端末", aliases=aliases)))
    assert told == ["systems.端末: 「端末」は同じ名前を2度名乗っています"]


def _file(**told: Any) -> dict[str, Any]:
    return {"files": (File("甲ファイル", "市町村CS", **told),)}


@pytest.mark.parametrize(
    ("sections", "place"),
    [
        ({"zones": (Zone("市", parent="県"),)}, "zones.市.parent"),
        ({"zones": (Zone("市", owner="県"),)}, "zones.市.owner"),
        ({"parties": (*PARTIES, Party("課", body="部"))}, "parties.課.body"),
        ({"parties": (*PARTIES, Party("課", zone="庁舎"))}, "parties.課.zone"),
        ({"systems": (*SYSTEMS, System("端末", owner="課"))}, "systems.端末.owner"),
        ({"systems": (*SYSTEMS, System("端末", owner="市町村CS"))}, "systems.端末.owner"),
        ({"systems": (*SYSTEMS, System("端末", zone="庁舎"))}, "systems.端末.zone"),
        ({"systems": (*SYSTEMS, System("端末", connects=(Connection("盤"),)))}, "systems.端末.connects.盤"),
        ({"files": (File("乙", "台"),)}, "files.乙.holder"),
        ({"files": (*FILES, File("乙", "住民基本台帳ファイル"))}, "files.乙.holder"),
        ({"files": (File("乙", ""),)}, "files.乙"),
        ({"items": (Item("情報", members=ItemList(("乙",), complete=True)),)}, "items.情報.members.0"),
        (
            _file(entrustments=(Entrustment("1", contractor="社"),)),
            "files.甲ファイル.entrustments.1.contractor",
        ),
        (_file(entrustments=(Entrustment("1", systems=("盤",)),)), "files.甲ファイル.entrustments.1.systems"),
        (
            _file(entrustments=(Entrustment("1", items=UNKNOWN_ITEM),)),
            "files.甲ファイル.entrustments.1.items.0",
        ),
        (_file(provisions=(Provision("1", items=UNKNOWN_ITEM),)), "files.甲ファイル.provisions.1.items.0"),
        (_file(transfers=(Transfer("1", items=UNKNOWN_ITEM),)), "files.甲ファイル.transfers.1.items.0"),
        (_file(storage=Storage(systems=("盤",))), "files.甲ファイル.storage.systems"),
        (_file(storage=Storage(zones=("室",))), "files.甲ファイル.storage.zones"),
        ({"conversions": (Conversion("盤", "個人番号", "符号"),)}, "conversions.0.at"),
        ({"conversions": (Conversion("市町村CS", "番", "符号"),)}, "conversions.0.source"),
        ({"conversions": (Conversion("市町村CS", "符号", "番"),)}, "conversions.0.target"),
        ({"diagrams": (Diagram("図", nodes=("盤",)),)}, "diagrams.図.nodes"),
        ({"flows": (Flow("住民", "市町村CS", diagram="図"),)}, "flows.0.diagram"),
        ({"flows": (Flow("住民", "市町村CS", step="①"),)}, "flows.0.step"),
        ({"flows": (Flow("住民", "市町村CS", excludes=("番",)),)}, "flows.0.excludes"),
        ({"flows": (Flow("住民", "市町村CS", file="市町村CS"),)}, "flows.0.file"),
        ({"flows": (Flow("住民", "市町村CS", declared=("住基/入手",)),)}, "flows.0.declared"),
        ({"contracts": (AllowOnly("盤", ("住民",)),)}, "contracts.0.allow_only"),
        ({"contracts": (AllowOnly("住民", ("盤",)),)}, "contracts.0.neighbours"),
        ({"contracts": (PassThrough("市町村CS", "住民", "盤"),)}, "contracts.0.target"),
        ({"contracts": (PassThrough("盤", "住民", "市町村CS"),)}, "contracts.0.pass_through"),
        ({"contracts": (MayHold("番", ("市町村CS",)),)}, "contracts.0.may_hold"),
        ({"contracts": (MayHold("符号", ("盤",)),)}, "contracts.0.nodes"),
    ],
)
def test_a_name_that_nothing_has_is_a_problem_at_its_place(sections: dict[str, Any], place: str) -> None:
    told = complaints(city, **sections)
    assert [line.split(": ")[0] for line in told] == [place]


def test_a_step_must_be_one_of_its_diagram() -> None:
    diagrams = (Diagram("別添1", steps=(Step("1-①"), Step("1-②"))),)
    told = complaints(city, diagrams=diagrams, flows=(Flow("住民", "市町村CS", diagram="別添1", step="1-③"),))
    assert told == ["flows.0.step: 図「別添1」の番号「1-③」はありません（もしかして: 1-②）"]


@pytest.mark.parametrize(
    "where",
    [
        {"zones": (Zone("市", spans=(Span("900", 1, 2),)),)},
        {"systems": (*SYSTEMS, System("端末", spans=(Span("900", 1, 2),)))},
        {"flows": (Flow("住民", "市町村CS", spans=(Span("900", 1, 2),)),)},
        {"diagrams": (Diagram("図", steps=(Step("①", spans=(Span("900", 1, 2),)),)),)},
        _file(provisions=(Provision("1", rows=(Recipient("県", spans=(Span("900", 1, 2),)),)),)),
        _file(storage=Storage(spans=(Span("900", 1, 2),))),
        _file(provisions=(Provision("1", heading=Printed("番号法", (Span("900", 1, 2),))),)),
        {"revisions": (Revision("Ⅰ.1.②", spans=(Span("900", 1, 2),)),)},
        {"overview": Overview("みなと市長", "住民基本台帳", screening=Screening(spans=(Span("900", 1, 2),)))},
    ],
)
def test_a_span_names_a_document_of_the_assessment(where: dict[str, Any]) -> None:
    (told,) = complaints(city, documents=(Document("901"),), **where)
    assert told.endswith("文書「900」はありません（もしかして: 901）")
    assert complaints(city, documents=(Document("900"),), **where) == []


def test_the_cover_too_names_a_known_document() -> None:
    with pytest.raises(ModelError, match="文書「900」はありません"):
        type(city())(Overview("みなと市長", "住民基本台帳", spans=(Span("900", 1, 1),)))


@pytest.mark.parametrize("target", ["既存住基システム", "住基システム"])
def test_a_flow_to_itself_needs_a_step_that_says_what_happens(target: str) -> None:
    told = complaints(city, flows=(Flow("既存住基システム", target),))
    assert told == ["flows.0: 「既存住基システム」から自分自身への流れに番号（step）がありません"]


@pytest.mark.parametrize(
    ("items", "left_out"),
    [(("本人確認情報",), "個人番号"), (("個人番号", "4情報"), "マイナンバー"), (("4情報",), "本人確認情報")],
)
def test_a_document_may_leave_out_what_it_lists(items: tuple[str, ...], left_out: str) -> None:
    flow = Flow("住民", "市町村CS", items=ItemList(items, complete=True), excludes=(left_out,))
    assert complaints(city, flows=(flow,)) == []


def test_zones_do_not_contain_themselves() -> None:
    told = complaints(city, zones=(Zone("甲", parent="乙"), Zone("乙", parent="甲"), Zone("丙", parent="甲")))
    assert told == [f"zones.{z}.parent: 領域「{z}」は自分自身の中にあります" for z in ("甲", "乙")]


def test_groups_of_items_do_not_contain_themselves() -> None:
    told = complaints(
        city,
        items=(
            Item("甲", members=ItemList(("乙",), complete=True)),
            Item("乙", members=ItemList(("甲",), complete=True)),
        ),
    )
    assert told == [f"items.{i}.members: 項目「{i}」は自分自身を含みます" for i in ("甲", "乙")]


@pytest.mark.parametrize(
    ("name", "nearest"),
    [("市町村C", "市町村CS"), ("CS", "市町村CS"), ("既存の住基システム", "既存住基システム")],
)
def test_an_unknown_name_comes_with_the_nearest(name: str, nearest: str) -> None:
    (told,) = complaints(city, flows=(Flow("住民", name),))
    assert told.endswith(f"「{name}」はありません（もしかして: {nearest}）")


def test_a_name_unlike_all_others_comes_without_a_guess() -> None:
    (told,) = complaints(city, flows=(Flow("住民", "xyz"),))
    assert told == "flows.0.target: 名前「xyz」はありません（systems か parties に書き足します）"


def test_known_items_and_their_aliases_may_be_carried() -> None:
    items = ItemList(("マイナンバー", "基本４情報", "続柄"), complete=True)
    assert complaints(city, items=(Item("続柄"),), flows=(Flow("住民", "市町村CS", items=items),)) == []
    assert complaints(city, flows=(Flow("住民", "市町村CS", items=ITEMS),)) == []


@pytest.mark.parametrize(
    ("contract", "place"),
    [
        (Layers((("住民",), ("既存住基",))), "contracts.0.layers.1"),
        (AllowOnly("市町村CS", ("住民",), among=("宛名",)), "contracts.0.among"),
        (Forbid(("住民", "市町村CS"), item="個人番合"), "contracts.0.item"),
        (Forbid(("住民", "市町村CS"), exceptions=(("住民",),)), "contracts.0.exceptions.0"),
        (Forbid(("住民", "市町村CS"), exceptions=(("住民", "市町村C"),)), "contracts.0.exceptions.0"),
    ],
)
def test_a_contract_names_nodes_items_and_pairs(contract: Contract, place: str) -> None:
    assert [line.split(":")[0] for line in complaints(city, contracts=(contract,))] == [place]


def test_a_date_is_a_date() -> None:
    told = complaints(
        city,
        accepted=(Acceptance("rule@甲", "理由", until="2026-3-31"), Acceptance("rule@乙", "理由")),
        revisions=(Revision("Ⅰ.1.②", date="令和4年"), Revision("Ⅰ.1.②", date="2022-07-08")),
        overview=Overview("みなと市長", "住民基本台帳", screening=Screening(date="令和5年3月1日")),
    )
    assert [line.split(":")[0] for line in told] == [
        "accepted.rule@甲.until",
        "revisions.0.date",
        "overview.screening.date",
    ]


def test_a_finding_is_accepted_once() -> None:
    assert len(complaints(city, accepted=(Acceptance("rule@甲", "理由"), Acceptance("rule@甲", "別")))) == 1


@pytest.mark.parametrize(
    ("own", "typed"),
    [("㈱港データ", "(株)港データ"), ("業務Ⅱ", "業務II"), ("㍿港", "株式会社港"), ("ｻｰﾊﾞｰ", "サーバー")],
)
def test_a_name_typed_in_one_character_is_the_same_name(own: str, typed: str) -> None:
    model = city(systems=(*SYSTEMS, System(own)), flows=(Flow("住民", typed),))
    assert model.flows[0].target == own
    told = complaints(city, systems=(*SYSTEMS, System(own), System(typed)))
    assert len(told) == 2
    assert all("2度あります" in line for line in told)


def test_a_circled_number_is_another_name_than_its_number() -> None:
    assert complaints(city, systems=(*SYSTEMS, System("窓口①"), System("窓口1"), System("窓口➊"))) == []


@pytest.mark.parametrize(
    ("sections", "place"),
    [
        ({"flows": (Flow("", "市町村CS"),)}, "flows.0.source"),
        ({"conversions": (Conversion("市町村CS", "", "符号"),)}, "conversions.0.source"),
        ({"contracts": (Forbid(("", "住民")),)}, "contracts.0.forbid.0"),
        ({"contracts": (PassThrough("", "住民", "市町村CS"),)}, "contracts.0.pass_through"),
        ({"items": (Item("組", members=ItemList(("",))),)}, "items.組.members.0"),
        ({"parties": (*PARTIES, Party("課", aliases=("",)))}, "parties.課.aliases.0"),
    ],
)
def test_an_empty_name_names_nothing(sections: dict[str, Any], place: str) -> None:
    assert complaints(city, **sections) == [f"{place}: 名前が空です"]

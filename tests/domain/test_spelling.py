"""However a name is typed, it is found; two that only typing tells apart are one name said twice."""

from __future__ import annotations

from typing import Any

import pytest

from piaflow.domain.assessment import Assessment, Overview
from piaflow.domain.contracts import AllowOnly, Contract, Forbid, Layers, MayHold, PassThrough
from piaflow.domain.entries import Entrustment, Provision, Storage
from piaflow.domain.flows import Conversion, Diagram, Flow, Step
from piaflow.domain.items import Item, ItemList, Vocabulary
from piaflow.domain.nodes import Connection, File, Party, System, Zone
from piaflow.errors import ModelError
from tests.domain.small_city import FILES, PARTIES, SYSTEMS, city, complaints


def test_every_name_comes_back_as_its_owner_spells_it() -> None:
    model = city(
        zones=(Zone("庁舎Ａ"), Zone("書庫", parent="庁舎A")),
        parties=(*PARTIES, Party("⾏政課", zone="庁舎A")),
        systems=(*SYSTEMS, System("データ", owner="行政課", connects=(Connection("市町村ＣＳ"),))),
        files=(
            File("台帳①", "テ\u3099ータ", aliases=("台張",), entrustments=(Entrustment("委託1", contractor="行政課"),)),
        ),
        diagrams=(Diagram("図１", steps=(Step("1-①"),), nodes=("データ",)),),
        flows=(
            Flow(
                "行政課",
                "市町村ＣＳ",
                diagram="図1",
                step="１－①",
                items=ItemList(("個⼈番号",)),
                file="台張",
                declared=("台張/委託１",),
            ),
        ),
    )  # fmt: skip
    (flow,) = model.flows
    assert (flow.source, flow.target, flow.diagram, flow.step) == ("⾏政課", "市町村CS", "図１", "1-①")
    assert (flow.items.names, flow.file, flow.declared) == (("個人番号",), "台張", ("台帳①/委託1",))
    assert model.zones[1].parent == model.parties[1].zone == "庁舎Ａ"
    assert model.systems[2].owner == model.files[0].entrustments[0].contractor == "⾏政課"
    assert model.systems[2].connects == (Connection("市町村CS"),)
    assert model.files[0].holder == "データ"
    assert model.entries[2].entry is model.files[0].entrustments[0]


def test_names_that_are_spelled_right_are_left_as_they_are() -> None:
    flows = (Flow("本人", "住基システム"),)
    model = city(flows=flows)
    assert model.flows[0] is flows[0]


def test_circled_numbers_are_other_names_than_plain_ones() -> None:
    steps = (Step("①"), Step("1"))
    assert complaints(city, diagrams=(Diagram("図", steps=steps),)) == []


@pytest.mark.parametrize(
    "typed", ["既存住基 システム", "既存住基ｼｽﾃﾑ", "既存住\u200b基システム", "既存住基システム\ufe00"]
)
def test_a_node_is_found_however_it_is_typed(typed: str) -> None:
    assert city().node(typed).name == "既存住基システム"


def test_an_item_is_found_however_it_is_typed() -> None:
    words = Vocabulary((Item("⾝長"), Item("体", members=ItemList(("身長",), complete=True))))
    assert words.canonical("身長") == "⾝長"
    assert words.expand(["体"]) == {"体", "⾝長"}


def test_the_body_is_the_party_of_its_name() -> None:
    model = city(overview=Overview("葛\U000e0100城市長", "住基"), parties=(Party("葛城市長"),))
    assert model.assessor is model.parties[0]


@pytest.mark.parametrize(
    ("sections", "places"),
    [
        (
            {"systems": (*SYSTEMS, System("甲1"), System("甲１"))},
            ["systems.甲１", "systems.甲1"],
        ),
        ({"systems": (*SYSTEMS, System("乙", aliases=("市町村ＣＳ",)))}, ["systems.乙", "systems.市町村CS"]),
        ({"zones": (Zone("庁⻑室"), Zone("庁長室"))}, ["zones.庁⻑室", "zones.庁長室"]),
        ({"diagrams": (Diagram("図1"), Diagram("図１"))}, ["diagrams.図1", "diagrams.図１"]),
        ({"items": (Item("身長"), Item("⾝長"))}, ["items.⾝長", "items.身長"]),
        (
            {"diagrams": (Diagram("図", steps=(Step("1-①"), Step("１-①"))),)},
            ["diagrams.図.steps.1-①", "diagrams.図.steps.１-①"],
        ),
    ],
)  # fmt: skip
def test_one_name_twice_is_told_at_both_places(sections: dict[str, Any], places: list[str]) -> None:
    told = complaints(city, **sections)
    assert [line.split(": ")[0] for line in told][:2] == places
    assert all("2度あります" in line and "違うだけ" in line for line in told[:2])


@pytest.mark.parametrize(
    ("sections", "code"),
    [
        ({"systems": (*SYSTEMS, System("端\u200b末"))}, "U+200B"),
        ({"systems": (*SYSTEMS, System("端末", aliases=("\u200f端",)))}, "U+200F"),
        ({"parties": (*PARTIES, Party("課\u2060"))}, "U+2060"),
        ({"zones": (Zone("庁\ufeff舎"),)}, "U+FEFF"),
        ({"items": (Item("身\u00ad長"),)}, "U+00AD"),
        ({"diagrams": (Diagram("図", steps=(Step("①\u200d"),)),)}, "U+200D"),
    ],
)
def test_a_name_holds_nothing_that_nobody_sees(sections: dict[str, Any], code: str) -> None:
    (told,) = complaints(city, **sections)
    assert f"‹{code}›" in told
    assert "見えない文字があります" in told


@pytest.mark.parametrize("name", ["", "　"])
def test_a_name_is_not_empty(name: str) -> None:
    assert "名前が空です" in complaints(city, systems=(*SYSTEMS, System(name)))[0]


@pytest.mark.parametrize(
    "contract",
    [
        Forbid(("市庁舎", "書庫"), exceptions=(("住民", "書庫"),)),
        AllowOnly("書庫", ("市庁舎",), among=("市町村CS", "書庫")),
        PassThrough("市庁舎", "書庫", "住民"),
        Layers((("市庁舎",), ("書庫", "住民"))),
        MayHold("個人番号", ("市庁舎",)),
    ],
)
def test_a_contract_may_name_zones(contract: Contract) -> None:
    zones = (Zone("市庁舎"), Zone("書庫", parent="市庁舎"))
    assert complaints(city, zones=zones, contracts=(contract,)) == []


def test_a_wrong_name_in_a_contract_may_have_meant_a_zone() -> None:
    zones = (Zone("市庁舎"),)
    (near,) = complaints(city, zones=zones, contracts=(Forbid(("市庁", "住民")),))
    assert near.endswith("名前「市庁」はありません（もしかして: 市庁舎）")
    (far,) = complaints(city, zones=zones, contracts=(Forbid(("xyz", "住民")),))
    assert far.endswith("（systems か parties か zones に書き足します）")


def test_files_store_in_zones_and_convert_at_nodes_however_they_are_typed() -> None:
    model = city(
        zones=(Zone("書庫Ａ"),),
        files=(*FILES, File("台帳", "住基システム", storage=Storage(systems=("市町村ＣＳ",), zones=("書庫A",)))),
        conversions=(Conversion("市町村ＣＳ", "個⼈番号", "符号"),),
    )  # fmt: skip
    assert model.files[1].storage == Storage(systems=("市町村CS",), zones=("書庫Ａ",))
    assert model.conversions == (Conversion("市町村CS", "個人番号", "符号"),)


def _handed_to(recipient: str, *parties: str) -> Assessment:
    file = File("台帳", "甲市長", provisions=(Provision("提供先1", recipient),))
    return Assessment(Overview("甲市長", "税"), parties=tuple(map(Party, parties)), files=(file,))


@pytest.mark.parametrize("recipient", ["大兵県知事", "大県浜知事", "大兵県知事　"])
def test_a_recipient_that_is_a_party_with_a_slip_is_refused_as_a_contractor_is(recipient: str) -> None:
    with pytest.raises(ModelError) as error:
        _handed_to(recipient, "大浜県知事")
    (problem,) = error.value.problems
    assert problem.where == ("files", "台帳", "provisions", "提供先1", "recipient")
    assert problem.what == f"主体「{recipient}」はありません（もしかして: 大浜県知事）"


@pytest.mark.parametrize(
    ("recipient", "party"),
    [
        ("別紙2を参照", "大浜県知事"),
        ("市長部局の各課", "税務課"),
        ("都道府県", "都道府県知事"),
        ("他の市区町村長", "市区町村長"),
        ("市町村長", "市区町村長"),
        ("総務課", "税務課"),
        ("第二保健センター", "第一保健センター"),
        ("健康支社Ｂ", "健康支社A"),
        ("大浜県知事及び機構", "大浜県知事"),
        ("大浜県知事", "大浜県知事"),
    ],
)
def test_what_a_form_prints_of_those_who_get_something_is_right_as_it_is(recipient: str, party: str) -> None:
    assert _handed_to(recipient, party).files[0].provisions[0].recipient == recipient


def test_two_parties_whose_names_are_alike_are_each_a_recipient() -> None:
    for recipient in ("大浜県知事", "大兵県知事"):
        assert _handed_to(recipient, "大浜県知事", "大兵県知事").files[0].provisions[0].recipient == recipient

"""An assessment answers for its names: whose a node is, where it stands, what its flows are called."""

from __future__ import annotations

import pytest
from attrs import evolve

from piaflow.domain.assessment import Assessment, Overview
from piaflow.domain.certainty import Certainty
from piaflow.domain.choices import CountKind, FlowKind, PartyKind
from piaflow.domain.entries import Count, Entrustment, Provision, Transfer
from piaflow.domain.flows import Diagram, Flow, Step
from piaflow.domain.nodes import File, Party, System, Zone
from piaflow.errors import ChoiceNeededError, UnknownNameError
from tests.domain.small_city import FILES, PARTIES, SYSTEMS, city


def with_zones() -> Assessment:
    return city(
        zones=(
            Zone("みなと市", owner="みなと市長"),
            Zone("市庁舎", parent="みなと市"),
            Zone("電算室", parent="市庁舎"),
            Zone("機構", owner="J-LIS"),
            Zone("クラウド"),
        ),
        parties=(*PARTIES, Party("地方公共団体情報システム機構", PartyKind.JLIS, aliases=("J-LIS",))),
        systems=(
            *SYSTEMS,
            System("窓口端末", zone="電算室"),
            System("カード管理システム", zone="機構"),
            System("貸与端末", zone="機構", owner="みなと市長"),
            System("仮想基盤", zone="クラウド"),
        ),
        files=(File("届出ファイル", "窓口端末"),),
    )


@pytest.mark.parametrize(
    ("node", "owner"),
    [
        ("住民", "住民"),
        ("本人", "住民"),
        ("窓口端末", ""),
        ("カード管理システム", ""),
        ("貸与端末", "みなと市長"),
        ("届出ファイル", ""),
        ("仮想基盤", ""),
        ("市町村CS", ""),
    ],
)
def test_a_node_is_owned_by_itself_or_its_owner_and_never_by_its_place(node: str, owner: str) -> None:
    assert with_zones().owner(node) == owner


@pytest.mark.parametrize(
    ("node", "possibly"),
    [
        ("カード管理システム", {"地方公共団体情報システム機構", "みなと市長"}),
        ("届出ファイル", {"みなと市長"}),
        ("市町村CS", {"みなと市長"}),
        ("貸与端末", set()),
    ],
)
def test_who_may_run_what_nobody_tells_of_is_the_body_and_the_owner_of_its_place(
    node: str, possibly: set[str]
) -> None:
    assert set(with_zones().responsible(node).possibly) == possibly


@pytest.mark.parametrize("number", ["", "1"])
@pytest.mark.parametrize("cloud", list(Certainty))
def test_a_provider_that_handles_no_data_answers_for_none_of_it(number: str, cloud: Certainty) -> None:
    model = Assessment(
        Overview("みなと市長", "届出事務"),
        parties=(Party("基盤会社", PartyKind.COMPANY),),
        zones=(Zone("基盤", owner="基盤会社", cloud=cloud),),
        systems=(System("業務システム", number=number, zone="基盤"),),
    )
    may_be_the_provider = not number and cloud is not Certainty.YES
    expected = {"みなと市長", "基盤会社"} if may_be_the_provider else {"みなと市長"}
    assert set(model.responsible("業務システム").possibly) == expected
    assert model.owner("業務システム") == ""


def test_a_file_stands_in_the_zone_of_its_holder() -> None:
    assert with_zones().zone_of("届出ファイル") == "電算室"
    assert with_zones().zone_of("市町村CS") == ""


@pytest.mark.parametrize(
    ("node", "body"),
    [("貸与端末", "みなと市長"), ("カード管理システム", ""), ("仮想基盤", "")],
)
def test_the_body_of_its_owner_answers_for_a_node(node: str, body: str) -> None:
    assert with_zones().answering(node) == body


def test_the_institution_is_the_end_of_the_chain_of_bodies() -> None:
    parties = (
        Party("みなと市長", PartyKind.ASSESSOR, aliases=("みなと市",)),
        Party("市民部", PartyKind.DEPARTMENT, body="みなと市"),
        Party("市民課", PartyKind.DEPARTMENT, body="市民部"),
        Party("教育委員会", PartyKind.SAME_GOVERNMENT),
    )
    model = city(parties=parties)
    assert [model.institution(p.name) for p in parties] == ["みなと市長"] * 3 + ["教育委員会"]


def test_a_ring_of_bodies_still_ends() -> None:
    model = city(parties=(Party("甲課", body="乙課"), Party("乙課", body="甲課")))
    assert model.institution("甲課") in {"甲課", "乙課"}


def test_the_assessing_body_is_a_node_even_where_nobody_lists_it() -> None:
    model = city()
    assert model.assessor == Party("みなと市長", PartyKind.ASSESSOR)
    assert model.nodes[0] is model.assessor
    assert model.owner("みなと市長") == "みなと市長"


def test_a_listed_assessing_body_is_the_assessor_and_stands_once() -> None:
    listed = Party("みなと市", PartyKind.ASSESSOR, aliases=("みなと市長",))
    model = city(parties=(listed,))
    assert model.assessor is listed
    assert [n.name for n in model.nodes].count("みなと市") == 1


@pytest.mark.parametrize(
    ("name", "canonical"),
    [
        ("住基システム", "既存住基システム"),
        ("市町村CS", "市町村CS"),
        ("本人", "住民"),
        ("どこにもない", "どこにもない"),
    ],
)
def test_an_alias_is_another_name_of_the_same_node(name: str, canonical: str) -> None:
    assert city().canonical(name) == canonical


@pytest.mark.parametrize(
    ("name", "nearest"), [("既存住基システ", "既存住基システム"), ("市町村CSS", "市町村CS")]
)
def test_an_unknown_name_says_the_nearest_one(name: str, nearest: str) -> None:
    with pytest.raises(UnknownNameError) as caught:
        city().node(name)
    assert caught.value.nearest == nearest
    assert str(caught.value) == f"名前「{name}」はありません（もしかして: {nearest}）"


def test_an_unknown_name_is_a_lookup_error_but_no_key_error() -> None:
    assert issubclass(UnknownNameError, LookupError)
    assert not issubclass(UnknownNameError, KeyError)


def test_a_file_is_found_as_a_file_and_a_system_is_none() -> None:
    model = city()
    assert model.file("住民基本台帳ファイル") is FILES[0]
    with pytest.raises(UnknownNameError, match="ファイル「市町村CS」はありません"):
        model.file("市町村CS")


def test_a_file_as_flow_end_stands_for_its_holder() -> None:
    model = city()
    assert model.holder("住民基本台帳ファイル") == "既存住基システム"
    assert model.holder("本人") == "住民"


def with_flows(*flows: Flow) -> Assessment:
    return city(diagrams=(Diagram("別添1", steps=(Step("1-①"), Step("➍"))),), flows=flows)


@pytest.mark.parametrize(
    ("flow", "flow_id"),
    [
        (Flow("住民", "市町村CS", FlowKind.ACQUISITION, "別添1", "1-①"), "別添1 1-① 住民→市町村CS"),
        (Flow("本人", "住基システム", FlowKind.ACQUISITION), "入手 住民→既存住基システム"),
        (Flow("住民", "市町村CS"), "該当なし 住民→市町村CS"),
        (Flow("住民", "市町村CS", diagram="別添1"), "別添1 住民→市町村CS"),
        (Flow("市町村CS", "市町村CS", diagram="別添1", step="➍"), "別添1 ➍ 市町村CS→市町村CS"),
    ],
)
def test_a_flow_is_called_by_diagram_step_and_ends(flow: Flow, flow_id: str) -> None:
    assert with_flows(flow).flow_ids == (flow_id,)


def test_parallel_flows_are_told_apart_by_what_they_say_and_equal_ones_by_a_count() -> None:
    flow = Flow("住民", "市町村CS", FlowKind.ACQUISITION)
    other = evolve(flow, source="本人", text="二つめ")
    model = with_flows(flow, other, flow)
    first, second, third = model.flow_ids
    assert third == f"{first}-2"
    assert with_flows(other, flow, flow).flow_ids == (second, first, third)
    assert model.flow(second).text == "二つめ"
    assert len(model.flows_by_id) == 3


def test_what_several_flows_are_printed_as_names_none_of_them() -> None:
    flow = Flow("住民", "市町村CS", FlowKind.ACQUISITION)
    model = with_flows(flow, evolve(flow, text="二つめ"))
    with pytest.raises(ChoiceNeededError) as caught:
        model.flow("入手 住民→市町村CS")
    assert caught.value.known == model.flow_ids
    assert with_flows(flow).flow(model.flow_ids[0]) == flow


def test_an_unknown_flow_id_says_the_nearest_one() -> None:
    model = with_flows(Flow("住民", "市町村CS", FlowKind.ACQUISITION))
    with pytest.raises(UnknownNameError, match="もしかして: 入手 住民→市町村CS"):
        model.flow("入手 住民→市町村")


def test_every_file_has_its_entries_under_the_names_that_flows_declare() -> None:
    file = File(
        "住基ファイル",
        "市町村CS",
        entrustments=(Entrustment("委託事項1"), Entrustment("委託事項2")),
        provisions=(Provision("提供先1"),),
        transfers=(Transfer("移転先1"),),
    )
    names = [entry.name for entry in city(files=(file,)).entries]
    kinds = ("入手", "使用", "委託事項1", "委託事項2", "提供先1", "移転先1", "保管")
    assert names == [f"住基ファイル/{kind}" for kind in kinds]


def test_a_flow_may_declare_any_entry_of_any_file() -> None:
    model = city()
    flows = tuple(Flow("住民", "市町村CS", declared=(entry.name,)) for entry in model.entries)
    assert [f.declared[0] for f in city(flows=flows).flows] == [e.name for e in model.entries]


def test_declared_counts_say_whose_they_are() -> None:
    count = Count(CountKind.PROVISIONS, count=2)
    assert city(files=(File("住基ファイル", "市町村CS", counts=(count,)),)).counts == (
        ("住基ファイル", count),
    )

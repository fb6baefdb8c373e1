"""An assessment answers for its names: whose a node is, where it stands, what its flows are called."""

from __future__ import annotations

import pytest

from piaflow.domain.assessment import Assessment
from piaflow.domain.choices import CountKind, FlowKind, PartyKind
from piaflow.domain.entries import Count, Entrustment, Provision, Transfer
from piaflow.domain.flows import Diagram, Flow, Step
from piaflow.domain.nodes import File, Party, System, Zone
from piaflow.errors import UnknownNameError
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
        ("窓口端末", "みなと市長"),
        ("カード管理システム", "地方公共団体情報システム機構"),
        ("貸与端末", "みなと市長"),
        ("届出ファイル", "みなと市長"),
        ("仮想基盤", ""),
        ("市町村CS", ""),
    ],
)
def test_a_node_is_owned_by_itself_its_owner_or_the_nearest_zone_with_one(node: str, owner: str) -> None:
    assert with_zones().owner(node) == owner


def test_a_file_stands_in_the_zone_of_its_holder() -> None:
    assert with_zones().zone_of("届出ファイル") == "電算室"
    assert with_zones().zone_of("市町村CS") == ""


@pytest.mark.parametrize(
    ("node", "body"),
    [("窓口端末", "みなと市長"), ("カード管理システム", "地方公共団体情報システム機構"), ("仮想基盤", "")],
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


def test_parallel_flows_are_told_apart_by_a_count() -> None:
    flow = Flow("住民", "市町村CS", FlowKind.ACQUISITION)
    model = with_flows(flow, Flow("本人", "市町村CS", FlowKind.ACQUISITION, text="二つめ"), flow)
    assert model.flow_ids == tuple(f"入手 住民→市町村CS #{n}" for n in (1, 2, 3))
    assert model.flow("入手 住民→市町村CS #2").text == "二つめ"
    assert len(model.flows_by_id) == 3


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

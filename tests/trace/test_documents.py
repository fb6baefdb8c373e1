"""What docs/trace.md decides of several documents: which bodies are one, and where a document ends."""

from __future__ import annotations

from typing import Any

import pytest
from attrs import evolve

from piaflow.domain.assessment import Assessment, Overview
from piaflow.domain.certainty import Certainty
from piaflow.domain.choices import Extent, PartyKind
from piaflow.domain.entries import Entrustment, Provision, Recipient
from piaflow.domain.flows import Flow
from piaflow.domain.items import ItemList
from piaflow.domain.nodes import File, Knowledge, Party, System, Zone
from piaflow.errors import ChoiceNeededError
from piaflow.trace.answer import Reach
from piaflow.trace.tracing import trace
from tests.trace.minato import CITY, NUMBER, flow, minato

NONE = ItemList((), complete=True)
CENTRE = Party("機構", PartyKind.JLIS)


# Bodies and names.


def document(
    body: str, *flows: Flow, parties: tuple[Party, ...] = (), systems: tuple[System, ...] = ()
) -> Assessment:
    return Assessment(Overview(body, f"{body}の事務"), parties=parties, systems=systems, flows=tuple(flows))


ALSO = Overview(CITY, "別の事務")
"""Another document of the same body."""


def both_ways(first: Assessment, second: Assessment) -> list[list[Assessment]]:
    return [[first, second], [second, first]]


def test_two_bodies_of_one_kind_are_two() -> None:
    """What ends at one 機構 does not go on from another."""
    tax, register = (
        Party("地方税共同機構", PartyKind.JLIS),
        Party("地方公共団体情報システム機構", PartyKind.JLIS),
    )
    keeper = Party("保守会社", PartyKind.CONTRACTOR)
    first = document(
        CITY, flow("税システム", tax.name, NUMBER), parties=(tax,), systems=(System("税システム"),)
    )
    second = document("やまて市長", flow(register.name, "保守会社", NUMBER), parties=(register, keeper))
    for models in both_ways(first, second):
        assert trace(models, NUMBER, start="税システム").node("保守会社").reach is Reach.NONE


def test_an_item_goes_on_in_the_document_of_the_body_that_receives_it() -> None:
    """The body is a contractor in one document and assesses the other; the system it runs is one."""
    fund = Party("みなと基金", PartyKind.CONTRACTOR)
    hub, desk = System("基金サーバー", owner="みなと基金"), System("基金端末", owner="みなと基金")
    first = document(
        CITY,
        flow("国保システム", "基金サーバー", NUMBER),
        parties=(fund,),
        systems=(System("国保システム"), hub),
    )
    second = document("みなと基金", flow("基金サーバー", "基金端末", NUMBER), systems=(hub, desk))
    for models in both_ways(first, second):
        answer = trace(models, NUMBER, start="国保システム")
        assert answer.node("基金端末").reach is Reach.DEFINITE
        assert answer.party("みなと基金").reach is Reach.DEFINITE


def test_a_city_and_its_mayor_are_one_body() -> None:
    town = Party("みなと市", PartyKind.MUNICIPALITY)
    first = document(
        "やまて市長",
        flow("転入システム", "みなと市", NUMBER),
        parties=(town,),
        systems=(System("転入システム"),),
    )
    second = document(CITY, flow(CITY, "台帳システム", NUMBER), systems=(System("台帳システム"),))
    for models in both_ways(first, second):
        assert trace(models, NUMBER, start="転入システム").node("台帳システム").reach is Reach.DEFINITE


def test_a_name_of_two_nodes_is_refused_with_both() -> None:
    first = document(CITY, flow(CITY, "台帳システム", NUMBER), systems=(System("台帳システム"),))
    second = document(
        "やまて市長", flow("やまて市長", "台帳システム", "氏名"), systems=(System("台帳システム"),)
    )
    for models in both_ways(first, second):
        answer = trace(models, NUMBER)
        for ask in (answer.node, lambda name, models=models: trace(models, NUMBER, start=name)):
            with pytest.raises(ChoiceNeededError) as refused:
                ask("台帳システム")
            assert set(refused.value.known) == {"台帳システム（みなと市長）", "台帳システム（やまて市長）"}
        assert answer.node("台帳システム（みなと市長）").reach is Reach.DEFINITE
        assert answer.node("台帳システム（やまて市長）").reach is Reach.NONE


@pytest.mark.parametrize(
    "name",
    [
        "国保連合会",
        "税務署長",
        "前住所地の市",
        "知事",
        "消防本部",
        "政令指定都市",
        "みらい財団",
        "みらい会社",
    ],
)
def test_what_is_named_alike_in_two_documents_may_be_one_and_may_not(name: str) -> None:
    """Neither that it is one is certain nor that it is not: nothing surely goes on there, nothing surely stops."""
    party, keeper = Party(name, PartyKind.OTHER_PUBLIC), Party("保守会社", PartyKind.CONTRACTOR)
    hub = System("取次サーバー", owner=name)
    first = document(
        CITY,
        flow("窓口", name, NUMBER),
        flow("窓口", "取次サーバー", "氏名"),
        flow("取次サーバー", "窓口", "符号"),
        parties=(party,),
        systems=(System("窓口"), hub),
    )
    second = document(
        "やまて市長",
        flow(name, "台帳システム", NUMBER),
        flow("取次サーバー", "保守会社", "氏名"),
        parties=(party, keeper),
        systems=(System("台帳システム"), hub),
    )
    for models in both_ways(first, second):
        answer = trace(models, NUMBER, start="窓口")
        assert answer.node("台帳システム").reach is Reach.POSSIBLE
        assert answer.party(f"{name}（やまて市長）").reach is Reach.POSSIBLE
        assert trace(models, "氏名", start="窓口").node("保守会社").reach is Reach.POSSIBLE


@pytest.mark.parametrize(
    ("word", "body", "onward"),
    [
        ("後期高齢者医療広域連合", "丙県後期高齢者医療広域連合長", Reach.POSSIBLE),
        ("国保連合会", "丙県国民健康保険団体連合会", Reach.POSSIBLE),
        ("消防本部", "やまて市消防本部", Reach.POSSIBLE),
        ("国保連合会", "丙県後期高齢者医療広域連合長", Reach.NONE),
        ("丁県国民健康保険団体連合会", "丙県国民健康保険団体連合会", Reach.NONE),
    ],
)
def test_a_body_that_is_called_by_its_kind_alone_may_be_any_of_that_kind(
    word: str, body: str, onward: Reach
) -> None:
    party = Party(word, PartyKind.OTHER_PUBLIC)
    first = document(CITY, flow("窓口", word, NUMBER), parties=(party,), systems=(System("窓口"),))
    second = document(body, flow("標準システム", body, "氏名"), systems=(System("標準システム"),))
    for models in both_ways(first, second):
        answer = trace(models, NUMBER, start="窓口")
        assert answer.node("標準システム").reach is onward
        assert answer.party(body).reach is onward


def test_what_is_entrusted_to_one_of_two_that_may_be_one_the_other_may_have() -> None:
    """No flow leads to either of them: the entrustment alone does."""
    keeper = Party("みらい会社", PartyKind.CONTRACTOR)
    ledger = File(
        "台帳",
        "窓口",
        records=ItemList((NUMBER,), complete=True),
        entrustments=(Entrustment("委託事項1", contractor="みらい会社", extent=Extent.WHOLE),),
    )
    first = Assessment(
        Overview(CITY, "事務"),
        parties=(keeper, Party("住民", PartyKind.PERSON)),
        systems=(System("窓口", owner=CITY),),
        files=(ledger,),
        flows=(flow("住民", "窓口", NUMBER, file="台帳"),),
    )
    second = document("やまて市長", parties=(keeper,))
    for models in both_ways(first, second):
        answer = trace(models, NUMBER)
        own, other = (answer.party(f"みらい会社（{body}）") for body in (CITY, "やまて市長"))
        assert (own.reach, other.reach) == (Reach.DEFINITE, Reach.POSSIBLE)
        assert [touch.entry for touch in other.entrustments] == ["台帳/委託事項1"]
        assert answer.node(other.name).reach is Reach.POSSIBLE


@pytest.mark.parametrize("kind", [PartyKind.PERSON, PartyKind.DEPARTMENT])
def test_the_people_and_departments_of_two_bodies_are_not_the_same(kind: PartyKind) -> None:
    party = Party("受付", kind)
    first = document(CITY, flow("窓口", "受付", NUMBER), parties=(party,), systems=(System("窓口"),))
    second = document("やまて市長", flow("受付", "台帳", NUMBER), parties=(party,), systems=(System("台帳"),))
    for models in both_ways(first, second):
        assert trace(models, NUMBER, start="窓口").node("台帳").reach is Reach.NONE


def test_cities_that_are_called_alike_in_their_own_documents_are_two_for_certain() -> None:
    first, second = (
        document(
            body,
            flow(body, system, NUMBER if body == CITY else "氏名"),
            parties=(Party(body, PartyKind.ASSESSOR, aliases=("本市", "当市")),),
            systems=(System(system),),
        )
        for body, system in ((CITY, "窓口"), ("やまて市長", "台帳"))
    )
    for models in both_ways(first, second):
        assert trace(models, NUMBER).party("やまて市長").reach is Reach.NONE


def test_an_end_inside_a_body_goes_on_by_an_open_border() -> None:
    first = document(
        CITY,
        flow("窓口", "全国サーバー", NUMBER),
        parties=(CENTRE,),
        systems=(System("窓口"), ELSEWHERE),
    )
    card = System("カード管理システム", owner="機構")
    second = document(
        "やまて市長",
        flow("カード管理システム", "印刷機", NUMBER),
        parties=(CENTRE,),
        systems=(card, System("印刷機")),
    )
    for models in both_ways(first, second):
        answer = trace(models, NUMBER, start="窓口")
        assert answer.node("全国サーバー").reach is Reach.DEFINITE
        assert answer.node("カード管理システム").reach is Reach.POSSIBLE
        assert answer.node("印刷機").reach is Reach.POSSIBLE


@pytest.mark.parametrize("number", ["1", ""])
def test_an_end_inside_a_body_goes_on_to_what_that_body_may_run(number: str) -> None:
    """Who runs a system is not told: the assessing body may, and so what it was given may be there."""
    board = Party("みなと市教育委員会", PartyKind.SAME_GOVERNMENT)
    first = document(CITY, flow("窓口", board.name, NUMBER), parties=(board,), systems=(System("窓口"),))
    second = document(
        board.name,
        flow("学務システム", "保守会社", NUMBER),
        parties=(Party("保守会社", PartyKind.CONTRACTOR),),
        systems=(System("学務システム", number=number), System("他システム", owner="保守会社")),
    )
    for models in both_ways(first, second):
        answer = trace(models, NUMBER, start="窓口")
        assert answer.node("学務システム").reach is Reach.POSSIBLE
        assert answer.node("保守会社").reach is Reach.POSSIBLE
        assert answer.node("他システム").reach is Reach.NONE


def test_an_end_that_may_be_inside_a_body_goes_on_where_that_body_tells_of_itself() -> None:
    """A system in the place of another body, of which nobody tells who runs it, may be run by that body."""
    centre = Party("みなと市教育委員会", PartyKind.SAME_GOVERNMENT)
    first = Assessment(
        Overview(CITY, "事務"),
        zones=(Zone("教育センター", owner=centre.name),),
        parties=(centre,),
        systems=(System("窓口", owner=CITY), System("取次", zone="教育センター")),
        flows=(flow("窓口", "取次", NUMBER),),
    )
    second = document(centre.name, systems=(System("学務システム", owner=centre.name),))
    for models in both_ways(first, second):
        assert trace(models, NUMBER, start="窓口").node("学務システム").reach is Reach.POSSIBLE


def test_there_is_no_open_border_where_the_way_goes_on_or_the_body_tells_itself() -> None:
    card = System("カード管理システム", owner="機構")
    second = document(
        "やまて市長", flow("カード管理システム", "機構", "氏名"), parties=(CENTRE,), systems=(card,)
    )
    onward = document(
        CITY,
        flow("窓口", "全国サーバー", NUMBER),
        flow("全国サーバー", "窓口", "氏名"),
        parties=(CENTRE,),
        systems=(System("窓口"), ELSEWHERE),
    )
    own = document(
        "地方公共団体情報システム機構",
        flow("全国サーバー", "連携端末", "氏名"),
        systems=(System("全国サーバー"), System("連携端末")),
    )
    ends = document(
        CITY, flow("窓口", "全国サーバー", NUMBER), parties=(CENTRE,), systems=(System("窓口"), ELSEWHERE)
    )
    for models in (*both_ways(onward, second), *both_ways(ends, own)):
        answer = trace(models, NUMBER, start="窓口")
        reached = {node.name for node in answer.nodes if node.reach is not Reach.NONE}
        assert not reached & {"カード管理システム", "連携端末"}


def test_the_owner_of_a_joined_node_does_not_depend_on_the_order_of_documents() -> None:
    section = Party("市民課", PartyKind.DEPARTMENT, body=CITY)
    first = document(CITY, parties=(section,), systems=(System("台帳システム", owner="市民課"),))
    second = evolve(document(CITY, systems=(System("台帳システム", owner=CITY),)), overview=ALSO)
    owners = {trace(models, NUMBER).node("台帳システム").owner for models in both_ways(first, second)}
    assert len(owners) == 1


def test_who_runs_a_system_in_one_document_frees_nobody_of_another() -> None:
    """One names only the place of a system, another an owner: that they are one system is not certain either."""
    placed = Assessment(
        Overview(CITY, "事務"),
        zones=(Zone("センター", owner="機構"),),
        parties=(CENTRE,),
        systems=(System("窓口", owner=CITY), System("台帳システム", zone="センター")),
        flows=(flow("窓口", "台帳システム", NUMBER),),
    )
    told = evolve(document(CITY, systems=(System("台帳システム", owner=CITY),)), overview=ALSO)
    for models in ([placed], *both_ways(placed, told)):
        assert trace(models, NUMBER).party("機構").reach is Reach.POSSIBLE


def test_what_one_document_knows_of_a_system_closes_no_flow_of_another() -> None:
    first = document(
        CITY, flow("窓口", "台帳システム", more=True), systems=(System("窓口"), System("台帳システム"))
    )
    ignorant = System("台帳システム", knows=(Knowledge(NUMBER, Certainty.NO),))
    second = evolve(document(CITY, systems=(ignorant,)), overview=ALSO)
    assert trace(first, NUMBER).node("台帳システム").reach is Reach.POSSIBLE
    for models in both_ways(first, second):
        assert trace(models, NUMBER).node("台帳システム").reach is Reach.POSSIBLE


def test_a_system_of_which_one_document_tells_no_flow_stays_untold_whatever_another_tells() -> None:
    first = document(CITY, flow(CITY, "窓口", NUMBER), systems=(System("窓口"), System("台帳システム")))
    second = evolve(
        document(CITY, flow("台帳システム", CITY, "氏名"), systems=(System("台帳システム"),)), overview=ALSO
    )
    assert trace(second, NUMBER).node("台帳システム").reach is Reach.NONE
    for models in ([first], *both_ways(first, second)):
        assert trace(models, NUMBER).node("台帳システム").reach is Reach.POSSIBLE


# Words for many.

PENSION = "日本年金機構"
ANY_MECHANISM = Party("機構", PartyKind.JLIS)


@pytest.mark.parametrize(
    ("word", "kind", "body"),
    [
        ("機構", PartyKind.JLIS, PENSION),
        ("機構", PartyKind.JLIS, "地方公共団体情報システム機構"),
        ("県", PartyKind.PREFECTURE, "丙県知事"),
        ("都道府県", PartyKind.PREFECTURE, "丙県"),
        ("他市区町村", PartyKind.MUNICIPALITY, "やまて市長"),
        ("転出先", PartyKind.MUNICIPALITY, "やまて町"),
        ("他市区町村", PartyKind.MUNICIPALITY, "丙村"),
        ("税務署", PartyKind.NATIONAL, "うみべ税務署長"),
        ("地方公共団体", PartyKind.OTHER_PUBLIC, "やまて市長"),
        ("地方公共団体", PartyKind.OTHER_PUBLIC, "やまて市教育委員会"),
        ("他の自治体", PartyKind.OTHER_PUBLIC, "丙県"),
        ("市長", PartyKind.OTHER_PUBLIC, "やまて市"),
        ("国", PartyKind.NATIONAL, "厚生労働大臣"),
        ("国の機関", PartyKind.NATIONAL, "法務省"),
        ("審査支払機関", PartyKind.OTHER_PUBLIC, "社会保険診療報酬支払基金"),
        ("情報照会者", PartyKind.OTHER_PUBLIC, "みらい健康保険組合"),
        ("別表第2の第1欄に掲げる者", PartyKind.OTHER_PUBLIC, "やまて市長"),
    ],
)
def test_a_word_for_many_may_mean_each_body_of_its_kind(word: str, kind: PartyKind, body: str) -> None:
    """Whoever is meant may have it: the body and what it runs; for certain nobody is."""
    first = document(
        CITY, flow("窓口", word, NUMBER), parties=(Party(word, kind),), systems=(System("窓口"),)
    )
    second = document(body, flow("標準システム", body, "氏名"), systems=(System("標準システム", owner=body),))
    for models in both_ways(first, second):
        answer = trace(models, NUMBER, start="窓口")
        assert answer.party(body).reach is Reach.POSSIBLE
        assert answer.node("標準システム").reach is Reach.POSSIBLE


@pytest.mark.parametrize(
    ("word", "kind", "body"),
    [
        ("他市区町村", PartyKind.MUNICIPALITY, "丙県知事"),
        ("県", PartyKind.PREFECTURE, "やまて市長"),
        ("国", PartyKind.NATIONAL, "丙県"),
        ("機構", PartyKind.JLIS, "やまて市長"),
        ("村", PartyKind.MUNICIPALITY, "やまて市長"),
        ("本市", PartyKind.SAME_GOVERNMENT, "やまて市長"),
        ("国立みなと研究所", PartyKind.NATIONAL, "法務省"),
        ("うみべ税務署", PartyKind.NATIONAL, "やまべ税務署長"),
    ],
)
def test_a_word_means_nobody_of_another_kind_and_a_name_nobody_else(
    word: str, kind: PartyKind, body: str
) -> None:
    first = document(
        CITY, flow("窓口", word, NUMBER), parties=(Party(word, kind),), systems=(System("窓口"),)
    )
    second = document(body, flow("標準システム", body, "氏名"), systems=(System("標準システム", owner=body),))
    for models in both_ways(first, second):
        assert trace(models, NUMBER, start="窓口").party(body).reach is Reach.NONE


@pytest.mark.parametrize(
    "told",
    [
        {"systems": (System("窓口"), System("全国サーバー", owner="機構"))},
        {"systems": (System("窓口"), System("自治体中間サーバー", owner="機構"))},
        {
            "systems": (System("窓口"), System("住基ネット", entry="住民基本台帳ネットワークシステム")),
            "flows": (flow("住基ネット", "機構", "氏名"),),
        },
        {"parties": (Party("機構", PartyKind.JLIS, aliases=("J-LIS",)),), "systems": (System("窓口"),)},
    ],
)
def test_the_word_for_jlis_is_jlis_where_the_document_says_what_only_jlis_does(told: dict[str, Any]) -> None:
    first = Assessment(
        Overview(CITY, "事務"),
        parties=told.get("parties", (ANY_MECHANISM,)),
        systems=told["systems"],
        flows=(flow("窓口", "機構", NUMBER), *told.get("flows", ())),
    )
    pension = document(PENSION, systems=(System("年金システム", owner=PENSION),))
    register = document("地方公共団体情報システム機構")
    for models in both_ways(first, pension):
        assert trace(models, NUMBER, start="窓口").party(PENSION).reach is Reach.NONE
    for models in both_ways(first, register):
        assert trace(models, NUMBER, start="窓口").party("機構").reach is Reach.DEFINITE


def test_a_document_that_names_both_a_body_and_a_word_means_another_by_the_word() -> None:
    parties = (Party("大阪府", PartyKind.PREFECTURE), Party("都道府県", PartyKind.PREFECTURE))
    first = document(CITY, flow("窓口", "都道府県", NUMBER), parties=parties, systems=(System("窓口"),))
    second = document("大阪府知事", systems=(System("府の台帳", owner="大阪府知事"),))
    for models in both_ways(first, second):
        answer = trace(models, NUMBER, start="窓口")
        assert answer.party("大阪府").reach is Reach.NONE
        assert answer.node("府の台帳").reach is Reach.NONE


def test_a_body_whose_document_has_such_a_word_tells_by_it_how_things_come_to_it() -> None:
    other = Party("他市区町村", PartyKind.MUNICIPALITY)
    first = document(CITY, flow("窓口", "他市区町村", NUMBER), parties=(other,), systems=(System("窓口"),))
    town = Party("他市町村", PartyKind.MUNICIPALITY)
    second = document(
        "やまて市長",
        flow("他市町村", "転入システム", NUMBER),
        parties=(town,),
        systems=(System("転入システム"), System("税システム")),
    )
    for models in both_ways(first, second):
        answer = trace(models, NUMBER, start="窓口")
        assert answer.party("やまて市長").reach is Reach.POSSIBLE
        assert answer.node("転入システム").reach is Reach.POSSIBLE
        assert answer.node("税システム").reach is Reach.NONE


# Entries without an arrow.


def handing(contractor: str = "", recipient: str = "", **told: Any) -> Assessment:
    """A document whose file is handed to a party by an entry of Ⅱ alone; the party has no flow."""
    name = contractor or recipient
    entrustments = (Entrustment("委託事項1", contractor=contractor, **told),) if contractor else ()
    provisions = (Provision("提供先1", recipient=recipient, **told),) if recipient else ()
    ledger = File(
        "台帳",
        "窓口",
        records=ItemList((NUMBER, "氏名", "住民票コード"), complete=True),
        entrustments=entrustments,
        provisions=provisions,
    )
    return Assessment(
        Overview(CITY, "事務"),
        parties=(Party(name, PartyKind.OTHER_PUBLIC), Party("住民", PartyKind.PERSON)),
        systems=(System("窓口", owner=CITY),),
        files=(ledger,),
        flows=(flow("住民", "窓口", NUMBER, file="台帳"),),
    )


FUND = "社会保険診療報酬支払基金"


@pytest.mark.parametrize(
    ("given", "there", "onward"),
    [
        ({"contractor": FUND, "extent": Extent.WHOLE}, Reach.DEFINITE, Reach.DEFINITE),
        ({"contractor": FUND, "items": ItemList((NUMBER,), complete=True)}, Reach.DEFINITE, Reach.DEFINITE),
        ({"contractor": FUND}, Reach.POSSIBLE, Reach.POSSIBLE),
        ({"recipient": FUND, "items": ItemList((NUMBER,))}, Reach.DEFINITE, Reach.DEFINITE),
        ({"recipient": FUND, "items": ItemList(("氏名",))}, Reach.POSSIBLE, Reach.POSSIBLE),
        ({"recipient": FUND, "items": ItemList(("氏名",), complete=True)}, Reach.POSSIBLE, Reach.POSSIBLE),
        ({"recipient": FUND, "items": ItemList(("氏名", "符号"), complete=True)}, Reach.NONE, Reach.NONE),
    ],
)
def test_what_an_entry_hands_over_goes_on_as_by_an_arrow(
    given: dict[str, Any], there: Reach, onward: Reach
) -> None:
    """To the body, along the flows that lead out of it, and perhaps into each system that it runs."""
    server = System("基金サーバー", owner=FUND)
    second = document(
        FUND,
        flow(FUND, "端末", NUMBER),
        systems=(server, System("端末", owner=FUND)),
    )
    for models in both_ways(handing(**given), second):
        answer = trace(models, NUMBER, start="住民")
        assert answer.party(FUND).reach is there
        assert answer.node("端末").reach is onward
        assert answer.node("基金サーバー").reach is (Reach.NONE if there is Reach.NONE else Reach.POSSIBLE)


@pytest.mark.parametrize(
    ("printed", "body", "there"),
    [
        ("厚生労働大臣", "厚生労働省", Reach.DEFINITE),
        ("やまて市", "やまて市長", Reach.DEFINITE),
        ("やまて市の窓口", "やまて市長", Reach.POSSIBLE),
        ("別紙1のとおり", "やまて市長", Reach.POSSIBLE),
        ("やまて市医師会", "やまて市長", Reach.NONE),
    ],
)
def test_a_recipient_that_is_printed_as_the_body_of_another_document_is_that_body(
    printed: str, body: str, there: Reach
) -> None:
    """Annexes name bodies by the dozen; no document has all of them among its parties."""
    told = Provision("提供先1", recipient="別紙1", items=ItemList((NUMBER,)), rows=(Recipient(printed),))
    first = handing(recipient="みらい会社")
    ledger = evolve(first.files[0], provisions=(told,))
    first = evolve(first, files=(ledger,))
    second = document(body, systems=(System("標準システム", owner=body),))
    for models in both_ways(first, second):
        answer = trace(models, NUMBER, start="住民")
        assert answer.party(body).reach is there
        assert answer.node("標準システム").reach is (Reach.NONE if there is Reach.NONE else Reach.POSSIBLE)


def test_what_is_handed_over_goes_on_within_its_document() -> None:
    keeper = Party("印刷会社", PartyKind.COMPANY)
    first = handing(contractor="みらい会社", extent=Extent.WHOLE)
    told = evolve(
        first,
        parties=(*first.parties, keeper),
        flows=(*first.flows, flow("みらい会社", "印刷会社", NUMBER)),
    )
    assert trace(told, NUMBER, start="住民").node("印刷会社").reach is Reach.DEFINITE


def test_by_the_etc_of_an_entry_no_identifier_goes_on_by_an_etc() -> None:
    """Save 個人番号, where neither it nor 符号 is listed: one of them is in what is handed over."""
    first = handing(recipient="みらい会社", items=ItemList(("氏名",)))
    told = evolve(
        first,
        parties=(*first.parties, Party("印刷会社", PartyKind.COMPANY)),
        flows=(*first.flows, flow("みらい会社", "印刷会社", "氏名", more=True)),
    )
    for item, onward in (("住民票コード", Reach.NONE), (NUMBER, Reach.POSSIBLE)):
        answer = trace(told, item)
        assert answer.party("みらい会社").reach is Reach.POSSIBLE
        assert answer.node("印刷会社").reach is onward


def test_a_body_that_answers_the_sender_may_have_it_in_its_systems_all_the_same() -> None:
    """A flow out of the body says what it sends, not where what it gets is kept."""
    fund = Party(FUND, PartyKind.OTHER_PUBLIC)
    first = document(
        CITY,
        flow("窓口", FUND, NUMBER),
        flow(FUND, "窓口", "氏名"),
        parties=(fund,),
        systems=(System("窓口"),),
    )
    person = Party("医師", PartyKind.COMPANY)
    second = document(
        FUND,
        flow("基金サーバー", "医師", "氏名"),
        flow(FUND, "医師", "氏名"),
        parties=(person,),
        systems=(System("基金サーバー", owner=FUND), System("他のサーバー", owner="医師")),
    )
    for models in both_ways(first, second):
        answer = trace(models, NUMBER, start="窓口")
        assert answer.node("基金サーバー").reach is Reach.POSSIBLE
        assert answer.node("他のサーバー").reach is Reach.NONE
        assert trace(models, NUMBER, start="基金サーバー").node("窓口").reach is Reach.NONE


@pytest.mark.parametrize(("told", "onward"), [(NUMBER, Reach.POSSIBLE), ("氏名", Reach.NONE)])
def test_what_a_body_sends_by_another_document_may_come_from_each_of_its_systems(
    told: str, onward: Reach
) -> None:
    """One document tells of the body's systems, the other of what the body sends: nobody tells by which."""
    first = document(
        CITY,
        flow(FUND, "国保システム", told),
        flow("国保システム", FUND, "氏名"),
        parties=(Party(FUND, PartyKind.OTHER_PUBLIC),),
        systems=(System("国保システム"),),
    )
    systems = (System("基金サーバー", owner=FUND), System("他のサーバー", owner=FUND))
    second = document(FUND, flow("基金サーバー", "他のサーバー", "氏名"), systems=systems)
    for models in both_ways(first, second):
        answer = trace(models, NUMBER, start="基金サーバー")
        assert answer.node("国保システム").reach is onward
        assert answer.node("他のサーバー").reach is Reach.NONE
        if onward is Reach.POSSIBLE:
            assert answer.node("国保システム").path == (f"{CITY} {CITY}の事務: 該当なし {FUND}→国保システム",)


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

"""What docs/trace.md decides of 提供先 and 移転先 that a document only prints: each is read as a party of that name is."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
from attrs import evolve

from piaflow.domain.assessment import Assessment, Overview
from piaflow.domain.choices import PartyKind
from piaflow.domain.entries import Provision, Recipient, Transfer, Use
from piaflow.domain.items import ItemList
from piaflow.domain.nodes import File, Party, System
from piaflow.graph.flow_graph import build_graph
from piaflow.trace.answer import Reach
from piaflow.trace.tracing import trace
from tests.trace.minato import CITY, NUMBER, flow

WHOLE = ItemList((NUMBER,), complete=True)


def handing(printed: str, *parties: Party, here: str = CITY, rows: bool = True, **told: Any) -> Assessment:
    given: dict[str, Any] = {"items": WHOLE, **told}
    entry = Provision("提供先1", recipient="別紙1", rows=(Recipient("別の者"), Recipient(printed)), **given)
    entry = entry if rows else evolve(entry, recipient=printed, rows=())
    ledger = File(
        "台帳", "甲システム", records=ItemList((NUMBER, "氏名"), complete=True), provisions=(entry,)
    )
    return Assessment(
        Overview(here, "甲事務"),
        parties=parties,
        systems=(System("甲システム", owner=here),),
        files=(ledger,),
    )


def other(body: str) -> Assessment:
    systems = (System("乙システム", owner=body),)
    return Assessment(Overview(body, "乙事務"), systems=systems)


def ask(first: Assessment, body: str) -> Reach:
    """Whether the number of the file is at another body, and so perhaps in its system; in whichever order."""
    found = [trace(order, NUMBER, start="台帳") for order in ((first, other(body)), (other(body), first))]
    (reach,) = {answer.party(body).reach for answer in found}
    (inside,) = {answer.node("乙システム").reach for answer in found}
    assert inside is (Reach.NONE if reach is Reach.NONE else Reach.POSSIBLE)
    return reach


@pytest.mark.parametrize("rows", [True, False])
@pytest.mark.parametrize(
    ("printed", "body", "there"),
    [
        ("都道府県知事", "丙県知事", Reach.POSSIBLE),
        ("都道府県知事等", "丙県知事", Reach.POSSIBLE),
        ("都道府県知事", "やまて市長", Reach.NONE),
        ("他の市町村長", "やまて市長", Reach.POSSIBLE),
        ("市町村長", "丙県知事", Reach.NONE),
        ("別表第二に掲げる情報照会者", "日本年金機構", Reach.POSSIBLE),
        ("情報照会者", "みらい健康保険組合", Reach.POSSIBLE),
        ("税務署長", "みなと税務署", Reach.POSSIBLE),
        ("税務署長", "国税庁", Reach.POSSIBLE),
        ("税務署長", "日本年金機構", Reach.NONE),
        ("国税庁", "みなと税務署", Reach.POSSIBLE),
        ("後期高齢者医療広域連合", "丙県後期高齢者医療広域連合", Reach.POSSIBLE),
        ("後期高齢者医療広域連合", "丙県国民健康保険団体連合会", Reach.NONE),
        ("丁県国保連", "丙県国民健康保険団体連合会", Reach.NONE),
        ("丙県国保連", "丙県国民健康保険団体連合会", Reach.POSSIBLE),
        ("厚生労働大臣又は日本年金機構", "厚生労働省", Reach.POSSIBLE),
        ("厚生労働大臣又は日本年金機構", "日本年金機構", Reach.POSSIBLE),
        ("厚生労働大臣又は日本年金機構", "国税庁", Reach.NONE),
        ("都道府県知事、市町村長及び日本年金機構", "やまて町長", Reach.POSSIBLE),
        ("日本私立学校振興・共済事業団", "日本私立学校振興・共済事業団", Reach.DEFINITE),
        ("日本年金機構", "日本年金機構", Reach.DEFINITE),
        ("（株）みらい", "株式会社みらい", Reach.POSSIBLE),
        ("（株）みらい", "株式会社あかり", Reach.NONE),
        ("丙県福祉事務所", "丙県知事", Reach.POSSIBLE),
        ("丙県福祉事務所", "丁県知事", Reach.NONE),
        ("北区長", "大阪市北区長", Reach.POSSIBLE),
        ("北区", "大阪市長", Reach.POSSIBLE),
        ("東京都北区長", "大阪市長", Reach.NONE),
        ("札幌市北区", "大阪市長", Reach.NONE),
        ("都島区", "大阪市長", Reach.POSSIBLE),
        ("都島区", "札幌市長", Reach.NONE),
        ("乙町長", "やまて町長", Reach.NONE),
        ("保健所を設置する市の長", "やまて市長", Reach.POSSIBLE),
        ("市町村長", "杉並区長", Reach.POSSIBLE),
    ],
)
def test_whom_a_name_means_that_is_only_printed_has_it_as_a_party_of_that_name_would(
    printed: str, body: str, there: Reach, rows: bool
) -> None:
    assert ask(handing(printed, rows=rows), body) is there
    if "又は" not in printed and "及び" not in printed:
        assert ask(handing(printed, Party(printed), rows=rows), body) is there


WITH_MORE = [
    ("市町村長（特別区の区長を含む。）", "やまて市長", Reach.POSSIBLE),
    ("市町村長（特別区の区長を含む。）", "杉並区長", Reach.POSSIBLE),
    ("市町村長（特別区の区長を含む。）", "丙県知事", Reach.NONE),
    ("都道府県知事等（別紙）", "丙県知事", Reach.POSSIBLE),
    ("都道府県知事（指定都市の長を含む）", "日本年金機構", Reach.NONE),
    ("番号法第2条の表に定める情報照会者（別紙1参照）", "丙県知事", Reach.POSSIBLE),
    ("税務署（国税庁）", "みなと税務署", Reach.POSSIBLE),
    (
        "後期高齢者医療広域連合（丙県）",
        "丙県後期高齢者医療広域連合",
        Reach.POSSIBLE,
    ),
    ("後期高齢者医療広域連合（丙県）", "丙県国民健康保険団体連合会", Reach.NONE),
    ("やまて市教育委員会学校教育課", "やまて市教育委員会", Reach.POSSIBLE),
    ("やまて市教育委員会　学校教育部　学務課（窓口）", "やまて市教育委員会", Reach.POSSIBLE),
    ("やまて市教育委員会学校教育課", "うみべ市教育委員会", Reach.NONE),
    ("やまて市教育委員会学校教育課", "やまて市長", Reach.NONE),
    ("やまて市市民部市民課", "やまて市長", Reach.POSSIBLE),
    ("やまて市役所市民税課", "やまて市長", Reach.POSSIBLE),
    ("丙県福祉部高齢福祉室", "丙県知事", Reach.POSSIBLE),
    ("丙県やまて市市民課", "丙県知事", Reach.NONE),
    ("厚生労働省年金局", "厚生労働大臣", Reach.POSSIBLE),
    ("日本年金機構事業企画部", "日本年金機構", Reach.POSSIBLE),
    ("丙県後期高齢者医療広域連合総務課", "丙県後期高齢者医療広域連合", Reach.POSSIBLE),
    ("やまて市市民課", "うみべ市長", Reach.NONE),
    ("市民課", "やまて市長", Reach.NONE),
]
"""Names behind which a remark stands, or what a body has."""
WORDS = [
    ("支払基金等", "社会保険診療報酬支払基金", Reach.POSSIBLE),
    ("厚労省等", "厚生労働大臣", Reach.POSSIBLE),
    ("支払基金等", "全国健康保険協会", Reach.NONE),
    ("地方公共団体の長", "やまて市長", Reach.POSSIBLE),
    ("地方公共団体の長", "丙県知事", Reach.POSSIBLE),
    ("他の地方公共団体の機関", "やまて市教育委員会", Reach.POSSIBLE),
    ("地方公共団体の長その他の執行機関", "やまて市教育委員会", Reach.POSSIBLE),
    ("地方公共団体の長", "日本年金機構", Reach.NONE),
    ("他の評価実施機関", "日本年金機構", Reach.POSSIBLE),
    ("評価実施機関", "やまて市長", Reach.POSSIBLE),
    ("都道府県教育委員会", "丙県教育委員会", Reach.POSSIBLE),
    ("都道府県の教育委員会", "東京都教育委員会", Reach.POSSIBLE),
    ("都道府県教育委員会", "やまて市教育委員会", Reach.NONE),
    ("都道府県教育委員会", "丙県知事", Reach.NONE),
    ("市町村教育委員会", "やまて町教育委員会", Reach.POSSIBLE),
    ("市区町村議会", "やまて市議会", Reach.POSSIBLE),
    ("市町村教育委員会", "やまて町農業委員会", Reach.NONE),
    ("主務大臣", "厚生労働大臣", Reach.POSSIBLE),
    ("関係大臣", "総務省", Reach.POSSIBLE),
    ("主務大臣", "丙県知事", Reach.NONE),
]
"""Words for many of which no name of one need be made."""
ELSEWHERE = (
    *("別紙1のとおり", "別紙", "別添2", "別紙1-2参照", "別表提供先一覧を参照", "提供先一覧のとおり", "同上"),
    *("（別紙1参照）", "下記のとおり", "別紙に記載"),
)


@pytest.mark.parametrize(("printed", "body", "there"), [*WITH_MORE, *WORDS])
def test_what_stands_behind_a_word_or_a_name_hides_it_not(printed: str, body: str, there: Reach) -> None:
    assert ask(handing(printed), body) is there
    assert ask(handing(printed, Party(printed)), body) is there


@pytest.mark.parametrize("printed", ELSEWHERE)
@pytest.mark.parametrize("body", ["やまて市長", "丙県知事", "日本年金機構", "みらい健康保険組合"])
def test_where_a_document_only_points_elsewhere_it_may_mean_anybody(printed: str, body: str) -> None:
    assert ask(handing(printed, rows=False), body) is Reach.POSSIBLE


@pytest.mark.parametrize("printed", ["本市", "当市", "本市長"])
@pytest.mark.parametrize("organ", ["教育委員会", "農業委員会"])
def test_the_city_that_an_organ_calls_its_own_is_the_city_of_the_organ(printed: str, organ: str) -> None:
    first = handing(printed, here=f"みなと市{organ}")
    assert ask(first, "みなと市長") is Reach.DEFINITE
    assert ask(first, "やまて市長") is Reach.NONE


@pytest.mark.parametrize(
    ("items", "there"),
    [
        (ItemList(), Reach.POSSIBLE),
        (ItemList(("氏名",)), Reach.POSSIBLE),
        (ItemList(("氏名",), complete=True), Reach.POSSIBLE),
        (ItemList(("氏名", "符号"), complete=True), Reach.NONE),
    ],
)
def test_of_what_is_handed_the_list_says_what(items: ItemList, there: Reach) -> None:
    first = handing("都道府県知事", items=items)
    assert ask(first, "丙県知事") is there


def test_a_word_that_is_only_printed_means_also_whom_the_document_names() -> None:
    """An annex lists 都道府県知事 by the law; of two that are drawn side by side the word is another."""
    named = Party("丙県", PartyKind.PREFECTURE)
    assert ask(handing("都道府県知事", named), "丙県知事") is Reach.POSSIBLE
    assert ask(handing("都道府県知事", named), "丁県知事") is Reach.POSSIBLE
    drawn = handing("都道府県知事", named, Party("都道府県知事", PartyKind.PREFECTURE))
    assert ask(drawn, "丙県知事") is Reach.NONE
    assert ask(handing("市町村長"), "やまて市長") is Reach.POSSIBLE


def test_whose_own_document_calls_others_by_such_a_word_tells_by_it_how_it_goes_on() -> None:
    """What the others hand to the town is at the town, and in it where its document lets the word lead."""
    town = other("やまて町長")
    telling = evolve(
        town,
        parties=(Party("他市町村", PartyKind.MUNICIPALITY),),
        systems=(*town.systems, System("丙システム", owner="やまて町長")),
        flows=(flow("他市町村", "丙システム", NUMBER),),
    )
    for models in ((handing("市町村長"), telling), (telling, handing("市町村長"))):
        answer = trace(models, NUMBER, start="台帳")
        assert answer.party("やまて町長").reach is Reach.POSSIBLE
        assert answer.node("丙システム").reach is Reach.POSSIBLE
        assert answer.node("乙システム").reach is Reach.NONE


def test_nothing_leads_back_to_a_name_that_is_only_printed() -> None:
    """What one prefecture has is not at another because a city hands something to prefectures."""
    models = [handing("都道府県知事"), other("丙県知事"), evolve(other("丁県知事"), systems=())]
    answer = trace(models, NUMBER, start="乙システム")
    assert answer.party("丁県知事").reach is Reach.NONE
    assert answer.party(CITY).reach is Reach.NONE
    assert trace(models, NUMBER, start="台帳").party("丁県知事").reach is Reach.POSSIBLE


def test_the_way_tells_the_entry_and_takes_no_two_systems_for_one() -> None:
    answer = trace([handing("都道府県知事"), other("丙県知事")], NUMBER, start="台帳")
    found = answer.node("乙システム")
    assert [name.split("/")[-1] for name in found.path_entries] == ["提供先1"]
    assert found.assumed == ()


def test_what_is_printed_is_in_doubt_but_once() -> None:
    """To one whom a printed name may mean the way is no more doubtful than by a flow that does not tell, and shorter."""
    telling = Assessment(
        Overview(CITY, "丙事務"),
        parties=(Party("丙県知事"),),
        systems=(System("甲システム", owner=CITY), System("乙システム", owner="丙県知事")),
        flows=(flow("甲システム", "乙システム", "氏名", more=True),),
    )
    models = [handing("都道府県知事"), other("丙県知事"), telling]
    assert trace(models, NUMBER, start="台帳").node("乙システム").path == ()


def test_what_is_printed_as_another_document_of_the_body_names_it_is_that_one() -> None:
    moved = handing("別の者")
    entry = Transfer("移転先1", recipient="市民課", items=WHOLE)
    ledger = evolve(moved.files[0], provisions=(), transfers=(entry,))
    moved = evolve(moved, files=(ledger,))
    for body, there in ((CITY, Reach.DEFINITE), ("やまて市長", Reach.NONE)):
        section = Party("市民課", PartyKind.DEPARTMENT)
        second = Assessment(Overview(body, "乙事務"), parties=(section, Party("本人", PartyKind.PERSON)))
        assert trace([moved, second], NUMBER, start="台帳").node("市民課").reach is there


def test_several_parties_that_are_printed_together_may_each_have_it() -> None:
    parties = tuple(map(Party, ("支援会社", "みらい会社", "あかり会社")))
    answer = trace(handing("支援会社又はみらい会社", *parties), NUMBER, start="台帳")
    assert [answer.party(party.name).reach for party in parties] == [
        Reach.POSSIBLE,
        Reach.POSSIBLE,
        Reach.NONE,
    ]


def test_many_documents_that_print_a_word_are_joined_without_an_edge_from_each_to_each() -> None:
    def count_edges(many: int) -> int:
        names = [f"{a}{b}市" for a in "東西南北上下左右" for b in "山川海森林原野岡"][:many]
        models = [handing("市町村長", here=f"{name}長") for name in names]
        return len(build_graph(models).edges)

    assert count_edges(64) < 3 * count_edges(32)


def test_words_that_mean_the_same_in_a_document_take_no_edges_of_their_own_to_each() -> None:
    def count_edges(*printed: str) -> int:
        first = handing(printed[0])
        file = first.files[0]
        more = tuple(
            evolve(file.provisions[0], number=f"提供先{i + 2}", rows=(Recipient(name),))
            for i, name in enumerate(printed[1:])
        )
        others = [handing("", here=f"{a}{b}市長") for a in "東西南北" for b in "山川海森"]
        return len(
            build_graph(
                [evolve(first, files=(evolve(file, provisions=(*file.provisions, *more)),)), *others]
            ).edges
        )

    assert count_edges("市町村長", "他の市町村長", "各市町村長") == count_edges("市町村長") + 2


@pytest.mark.parametrize("rows", [True, False])
@pytest.mark.parametrize(
    ("printed", "party", "kind", "there"),
    [
        ("都道府県", "都道府県知事", PartyKind.PREFECTURE, Reach.POSSIBLE),
        ("丙県", "丙県知事", PartyKind.PREFECTURE, Reach.DEFINITE),
        ("丙県知事", "都道府県", PartyKind.PREFECTURE, Reach.POSSIBLE),
        ("都道府県知事", "丙県", PartyKind.PREFECTURE, Reach.POSSIBLE),
        ("奈良県知事", "丙県知事", PartyKind.PREFECTURE, Reach.NONE),
        ("市町村長", "都道府県", PartyKind.PREFECTURE, Reach.NONE),
        ("他の市町村長", "他市区町村", PartyKind.MUNICIPALITY, Reach.POSSIBLE),
        ("やまて町長", "他市区町村", PartyKind.MUNICIPALITY, Reach.POSSIBLE),
        ("他市区町村", "やまて町長", PartyKind.MUNICIPALITY, Reach.POSSIBLE),
        ("乙県国民健康保険団体連合会", "国保連合会", PartyKind.OTHER_PUBLIC, Reach.POSSIBLE),
        ("国保連合会", "乙県国民健康保険団体連合会", PartyKind.OTHER_PUBLIC, Reach.POSSIBLE),
        ("番号法別表第二に掲げる情報照会者", "情報照会者", PartyKind.OTHER_PUBLIC, Reach.POSSIBLE),
        ("厚生労働大臣", "情報照会者", PartyKind.OTHER_PUBLIC, Reach.POSSIBLE),
        ("健康保険組合", "医療保険者", PartyKind.OTHER_PUBLIC, Reach.POSSIBLE),
        ("社会保険診療報酬支払基金", "審査支払機関", PartyKind.OTHER_PUBLIC, Reach.POSSIBLE),
        ("厚生労働大臣", "日本年金機構", PartyKind.OTHER_PUBLIC, Reach.NONE),
        ("機構", "地方公共団体情報システム機構", PartyKind.JLIS, Reach.POSSIBLE),
        ("別紙1のとおり", "日本年金機構", PartyKind.OTHER_PUBLIC, Reach.POSSIBLE),
        ("", "丙県", PartyKind.PREFECTURE, Reach.POSSIBLE),
        ("別紙1のとおり", "給与支払者", PartyKind.COMPANY, Reach.POSSIBLE),
        ("別紙1のとおり", "住民", PartyKind.PERSON, Reach.NONE),
        ("", "支援会社", PartyKind.CONTRACTOR, Reach.NONE),
        ("本人", "住民", PartyKind.PERSON, Reach.POSSIBLE),
        ("厚生労働大臣", "住民", PartyKind.PERSON, Reach.NONE),
        ("都道府県知事", "支援会社", PartyKind.CONTRACTOR, Reach.NONE),
    ],
)
def test_what_is_printed_otherwise_than_the_party_is_named_is_heard_within_the_document(
    printed: str, party: str, kind: PartyKind, there: Reach, rows: bool
) -> None:
    model = handing(printed, Party(party, kind), rows=rows)
    assert trace(model, NUMBER, start="台帳").node(party).reach is there


@pytest.mark.parametrize("rows", [True, False])
@pytest.mark.parametrize(
    ("printed", "party", "there"),
    [
        ("株式会社みらい", "（株）みらい", Reach.POSSIBLE),
        ("みらい", "株式会社みらい", Reach.POSSIBLE),
        ("有限会社みらい", "株式会社みらい", Reach.NONE),
        ("国税庁", "みなと税務署", Reach.POSSIBLE),
        ("みなと税務署長", "国税庁", Reach.POSSIBLE),
        ("日本年金機構", "みなと税務署", Reach.NONE),
        ("乙県福祉事務所", "乙県知事", Reach.POSSIBLE),
        ("株式会社あかり及び株式会社みらい", "（株）みらい", Reach.POSSIBLE),
        ("乙町長", "やまて村長", Reach.NONE),
    ],
)
def test_within_a_document_too_it_has_it_as_a_party_of_that_name_would(
    printed: str, party: str, there: Reach, rows: bool
) -> None:
    told = [handing(printed, Party(party), rows=rows)]
    told += [handing(printed, Party(printed), Party(party), rows=rows)] if "及び" not in printed else []
    for model in told:
        assert trace(model, NUMBER, start="台帳").node(party).reach is there


@pytest.mark.parametrize(
    ("printed", "there"),
    [
        ("市民課", Reach.DEFINITE),
        ("市民部市民課", Reach.POSSIBLE),
        ("市民課窓口係", Reach.POSSIBLE),
        ("市民課（支所を含む）", Reach.POSSIBLE),
        ("税務課、市民部市民課", Reach.POSSIBLE),
        ("税務課", Reach.NONE),
        ("外国人市民課", Reach.NONE),
    ],
)
def test_a_section_that_a_transfer_prints_by_a_longer_name_may_have_it(printed: str, there: Reach) -> None:
    section = Party("市民課", PartyKind.DEPARTMENT)
    model = handing("別の者", section)
    entry = Transfer("移転先1", recipient=printed, items=WHOLE)
    moved = evolve(model, files=(evolve(model.files[0], provisions=(), transfers=(entry,)),))
    assert trace(moved, NUMBER, start="台帳").node("市民課").reach is there
    assert trace(handing(f"乙市{printed}", section), NUMBER, start="台帳").node("市民課").reach is Reach.NONE


@pytest.mark.parametrize("rows", [True, False])
@pytest.mark.parametrize("name", ["マイナポータル", "eLTAX", "電算センター"])
def test_a_recipient_that_is_printed_by_the_name_of_a_system_may_have_it_there(
    name: str, *, rows: bool
) -> None:
    """Who runs it is whom the entry means; what its list does not tell does not get there."""
    given = handing(name, Party("丁社"), rows=rows)
    system = System("別の名", aliases=(name,))
    model = evolve(
        given, systems=(*given.systems, system), flows=(flow(system.name, "丁社", NUMBER, "氏名"),)
    )
    for node in (system.name, "丁社"):
        assert trace(model, NUMBER, start="台帳").node(node).reach is Reach.POSSIBLE
        assert trace(model, "氏名", start="台帳").node(node).reach is Reach.NONE


@pytest.mark.parametrize(
    ("printed", "section", "there"),
    [
        ("税務課", "総務部税務課", Reach.POSSIBLE),
        ("総務部税務課", "税務課", Reach.POSSIBLE),
        ("総務部税務課窓口係", "税務課", Reach.POSSIBLE),
        ("税務課・収納課", "収納課", Reach.POSSIBLE),
        ("税務課・収納課", "税務課", Reach.POSSIBLE),
        ("税務課／収納課", "収納課", Reach.POSSIBLE),
        ("所管課", "税務課", Reach.POSSIBLE),
        ("各部署", "税務課", Reach.POSSIBLE),
        ("全庁", "税務課", Reach.POSSIBLE),
        ("評価実施機関における担当部署", "税務課", Reach.POSSIBLE),
        ("本事務の担当課", "税務課", Reach.POSSIBLE),
        ("福祉課", "障がい福祉課", Reach.NONE),
        ("収納課", "税務課", Reach.NONE),
    ],
)
def test_a_section_is_heard_by_a_part_of_its_name_in_a_row_and_by_a_word_for_any(
    printed: str, section: str, there: Reach
) -> None:
    model = handing("別の者", Party(section, PartyKind.DEPARTMENT))
    moved = evolve(
        model.files[0], provisions=(), transfers=(Transfer("移転先1", recipient=printed, items=WHOLE),)
    )
    used = evolve(model.files[0], provisions=(), use=Use(departments=(printed,)))
    for file in (moved, used):
        assert trace(evolve(model, files=(file,)), NUMBER, start="台帳").node(section).reach is there


def test_what_one_section_is_called_is_no_shorter_name_of_another() -> None:
    sections = [Party(name, PartyKind.DEPARTMENT) for name in ("税務課", "総務部税務課")]
    model = handing("別の者", *sections)
    file = evolve(model.files[0], provisions=(), use=Use(departments=("税務課",)))
    answer = trace(evolve(model, files=(file,)), NUMBER, start="台帳")
    assert [answer.node(party.name).reach for party in sections] == [Reach.POSSIBLE, Reach.NONE]


def moving(printed: str, *systems: System, kind: type[Provision | Transfer] = Transfer) -> Assessment:
    entry = kind(f"{kind.WORD}1", recipient=printed, items=WHOLE)
    told = {"provisions": (entry,)} if isinstance(entry, Provision) else {"transfers": (entry,)}
    ledger = File("台帳", "甲システム", records=ItemList((NUMBER,), complete=True), **told)
    systems = (System("甲システム", owner=CITY), *systems)
    return Assessment(Overview(CITY, "甲事務"), systems=systems, files=(ledger,))


def find_moved(first: Assessment, second: Assessment) -> list[Reach]:
    """Where the number of the first document's file gets: at the nodes of the second named in 先."""
    names = [node.name for node in second.nodes if "先" in node.aliases]
    orders = ((first, second), (second, first))
    found = [[trace(o, NUMBER, start="台帳").node(name).reach for name in names] for o in orders]
    assert found[0] == found[1]
    return found[0]


def test_a_desk_that_is_only_printed_may_be_that_of_each_section_that_has_one() -> None:
    def desk(section: str) -> tuple[Party, ...]:
        above = Party(section, PartyKind.DEPARTMENT, body=CITY)
        return above, Party("給付係", PartyKind.DEPARTMENT, body=section)

    def tell(procedure: str, *parties: Party) -> Assessment:
        return Assessment(Overview(CITY, procedure), parties=parties)

    one, other = tell("乙事務", *desk("国保課")), tell("丙事務", *desk("介護保険課"))
    for order in itertools.permutations((moving("給付係"), one, other)):
        answer = trace(order, NUMBER, start="台帳")
        desks = [node for node in answer.nodes if node.name.startswith("給付係")]
        assert [node.reach for node in desks] == [Reach.POSSIBLE] * 2
    assert trace((moving("給付係"), one), NUMBER, start="台帳").node("給付係").reach is Reach.DEFINITE
    untold = tell("乙事務", Party("給付係", PartyKind.DEPARTMENT, body=CITY))
    assert trace((moving("給付係"), untold), NUMBER, start="台帳").node("給付係").reach is Reach.POSSIBLE


@pytest.mark.parametrize("kind", [Provision, Transfer])
@pytest.mark.parametrize(
    ("printed", "system", "there"),
    [
        ("介護保険システム", "介護保険システム", Reach.POSSIBLE),
        ("介護システム", "介護保険システム", Reach.POSSIBLE),
        ("国保システム", "国民健康保険システム", Reach.POSSIBLE),
        ("税務システム", "収納システム", Reach.POSSIBLE),
        ("庁内の他業務システム", "介護保険システム", Reach.POSSIBLE),
        ("税務システム及び介護保険システム", "介護保険システム", Reach.POSSIBLE),
        ("国保システム", "介護保険システム", Reach.NONE),
        ("介護保険課", "介護保険システム", Reach.NONE),
    ],
)
def test_a_system_that_is_only_printed_may_be_that_of_another_document(
    printed: str, system: str, there: Reach, kind: type[Provision | Transfer]
) -> None:
    second = Assessment(Overview(CITY, "乙事務"), systems=(System(system, aliases=("先",), owner=CITY),))
    assert find_moved(moving(printed, kind=kind), second) == [there]
    both = moving(printed, System(system, owner=CITY), kind=kind)
    alone = trace(both, NUMBER, start="台帳").node(system).reach
    assert find_moved(both, second) == [alone]
    elsewhere = evolve(
        second,
        overview=Overview("やまて市長", "乙事務"),
        systems=(System(system, aliases=("先",), owner="やまて市長"),),
    )
    assert find_moved(moving(printed, kind=kind), elsewhere) == [Reach.NONE]


@pytest.mark.parametrize("printed", ["", "別紙2のとおり", "各課"])
def test_a_transfer_to_whom_is_not_told_here_may_be_to_any_section(printed: str) -> None:
    sections = tuple(Party(name, PartyKind.DEPARTMENT, body=CITY) for name in ("税務課", "会計課"))
    entry = Transfer("移転先1", recipient=printed, items=WHOLE)
    model = handing("丙県知事", *sections, Party("丙県", PartyKind.PREFECTURE))
    model = evolve(model, files=tuple(evolve(f, provisions=(), transfers=(entry,)) for f in model.files))
    answer = trace(model, NUMBER, start="台帳")
    assert {answer.node(section.name).reach for section in sections} == {Reach.POSSIBLE}
    assert answer.node("丙県").reach is Reach.NONE

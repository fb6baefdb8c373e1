"""What docs/trace.md decides of parties: who answers for what, and what is entrusted to whom."""

from __future__ import annotations

from typing import Any

import pytest
from attrs import evolve

from piaflow.domain.assessment import Assessment, Overview
from piaflow.domain.certainty import Certainty
from piaflow.domain.choices import Extent, MainItem, Means, PartyKind
from piaflow.domain.entries import Entrustment, MeansBox, Provision, Recipient, Transfer, Use
from piaflow.domain.flows import Flow
from piaflow.domain.items import Item, ItemList
from piaflow.domain.nodes import Connection, File, MainItemBox, Party, System, Zone
from piaflow.report.trace import way_of
from piaflow.trace.answer import Reach, Trace
from piaflow.trace.tracing import trace
from tests.rules.test_growth import count
from tests.trace.minato import CITY, NUMBER, flow, minato

NONE = ItemList((), complete=True)
CENTRE = Party("機構", PartyKind.JLIS)


# Who answers for a system.


def owned(*systems: System, zones: tuple[Zone, ...] = ()) -> Trace:
    """The number goes for certain to each of the systems."""
    parties = (CENTRE, Party("住民", PartyKind.PERSON), Party("事業者", PartyKind.COMPANY))
    flows = tuple(flow("住民", system.name, NUMBER) for system in systems)
    model = Assessment(Overview(CITY, "事務"), parties=parties, systems=systems, zones=zones, flows=flows)
    return trace(model, NUMBER)


HALL, HUB = Zone("センター", owner="機構"), Zone("クラウド", owner="事業者", cloud=Certainty.YES)


@pytest.mark.parametrize(
    ("system", "reached"),
    [
        (System("台帳システム", number="1"), {CITY: Reach.POSSIBLE, "機構": Reach.NONE}),
        (System("台帳システム", number="1", zone="センター"), {CITY: Reach.POSSIBLE, "機構": Reach.NONE}),
        (System("台帳システム"), {CITY: Reach.POSSIBLE, "機構": Reach.NONE}),
        (System("台帳システム", zone="棟"), {CITY: Reach.POSSIBLE}),
        (System("台帳システム", zone="センター"), {CITY: Reach.POSSIBLE, "機構": Reach.POSSIBLE}),
        (System("台帳システム", zone="別室"), {CITY: Reach.POSSIBLE, "機構": Reach.POSSIBLE}),
        (System("台帳システム", zone="クラウド"), {CITY: Reach.POSSIBLE, "事業者": Reach.NONE}),
        (System("台帳システム", owner="機構", zone="クラウド"), {CITY: Reach.NONE, "機構": Reach.DEFINITE}),
        (System("台帳システム", owner=CITY, zone="センター"), {CITY: Reach.DEFINITE, "機構": Reach.NONE}),
    ],
)
def test_a_place_is_not_an_owner_and_an_owner_who_is_not_told_is_unsure(
    system: System, reached: dict[str, Reach]
) -> None:
    answer = owned(system, zones=(HALL, HUB, Zone("棟"), Zone("別室", parent="センター")))
    for party, reach in reached.items():
        assert (party, answer.party(party).reach) == (party, reach)
        assert (party, answer.node(party).reach) == (party, reach)
        assert answer.reach_of_party(party) is reach


def test_a_body_answers_for_its_departments_and_they_not_for_it() -> None:
    model = Assessment(
        Overview(CITY, "事務"),
        parties=(CENTRE, Party("市民課", PartyKind.DEPARTMENT, body=CITY)),
        systems=(System("窓口端末", owner=CITY),),
        flows=(flow("機構", "市民課", NUMBER), flow("機構", "窓口端末", "符号")),
    )
    assert trace(model, NUMBER).party(CITY).reach is Reach.DEFINITE
    assert trace(model, "符号").party("市民課").reach is Reach.NONE


def test_a_section_answers_for_the_desks_in_it() -> None:
    """What a 係 has, its 課 and its 部 have; what another 課 of the same 部 has, neither has."""
    model = Assessment(
        Overview(CITY, "事務"),
        parties=(
            Party("住民", PartyKind.PERSON),
            Party("年金係", PartyKind.DEPARTMENT, body="市民課"),
            Party("市民課", PartyKind.DEPARTMENT, body="生活部"),
            Party("保険課", PartyKind.DEPARTMENT, body="生活部"),
            Party("生活部", PartyKind.DEPARTMENT, body=CITY),
        ),
        systems=(System("年金端末", owner="年金係"),),
        flows=(flow("住民", "年金端末", NUMBER),),
    )
    answer = trace(model, NUMBER)
    for party in ("年金係", "市民課", "生活部", CITY):
        assert answer.party(party).reach is Reach.DEFINITE
        assert answer.node(party).reach is Reach.DEFINITE
    assert answer.party("保険課").reach is Reach.NONE


@pytest.mark.parametrize("above", ["", "生活部"])
def test_a_department_of_which_no_body_is_told_may_be_the_assessing_bodys(above: str) -> None:
    parties = (
        Party("住民", PartyKind.PERSON),
        Party("年金係", PartyKind.DEPARTMENT, body=above),
        Party("生活部", PartyKind.DEPARTMENT),
        CENTRE,
    )
    model = Assessment(
        Overview(CITY, "事務"),
        parties=parties,
        systems=(System("年金端末", owner="年金係"), System("照会端末", owner="機構")),
        flows=(
            flow("住民", "年金端末", NUMBER),
            flow("住民", "年金係", "氏名"),
            flow("住民", "照会端末", "符号"),
        ),
    )
    assert trace(model, NUMBER).party("年金係").reach is Reach.DEFINITE
    assert trace(model, NUMBER).party(CITY).reach is Reach.POSSIBLE
    assert trace(model, "氏名").party(CITY).reach is Reach.POSSIBLE
    assert trace(model, "符号").party(CITY).reach is Reach.NONE


@pytest.mark.parametrize(
    ("listed", "reach"),
    [
        (Certainty.YES, Reach.POSSIBLE),
        (Certainty.UNKNOWN, Reach.POSSIBLE),
        (Certainty.NO, Reach.NONE),
    ],
)
def test_a_file_of_the_form_is_the_assessing_bodys_whoever_runs_its_system(
    listed: Certainty, reach: Reach
) -> None:
    """Ⅰ.3 lists the files that the body holds; a file that only the picture draws is no such one."""
    ledger = File("受付台帳", "受付サービス", listed=listed, records=ItemList((NUMBER,), complete=True))
    model = Assessment(
        Overview(CITY, "事務"),
        parties=(Party("住民", PartyKind.PERSON), Party("運営会社", PartyKind.CONTRACTOR)),
        systems=(System("受付サービス", number="1", owner="運営会社"),),
        files=(ledger,),
        flows=(flow("住民", "受付サービス", NUMBER, file="受付台帳"),),
    )
    answer = trace(model, NUMBER)
    assert answer.party("運営会社").reach is Reach.DEFINITE
    assert answer.party(CITY).reach is answer.node(CITY).reach is reach


@pytest.mark.parametrize("kind", [PartyKind.ASSESSOR, PartyKind.SAME_GOVERNMENT, PartyKind.MUNICIPALITY])
def test_a_city_and_its_mayor_are_one_body_within_a_document(kind: PartyKind) -> None:
    town, other = Party("みなと市", kind), Party("やまて市長", PartyKind.MUNICIPALITY)
    section = Party("介護課", PartyKind.DEPARTMENT, body="みなと市")
    model = Assessment(
        Overview(CITY, "事務"),
        parties=(Party("住民", PartyKind.PERSON), town, other, section),
        systems=(System("介護システム", owner="みなと市"), System("納付システム", owner="介護課")),
        flows=(flow("住民", "介護システム", NUMBER), flow("住民", "納付システム", "氏名")),
    )
    for name in (CITY, "みなと市"):
        for item in (NUMBER, "氏名"):
            answer = trace(model, item)
            assert answer.party(name).reach is answer.node(name).reach is Reach.DEFINITE
            assert answer.party("やまて市長").reach is Reach.NONE


# What is entrusted.


YES_NUMBER, YES_NAME = ItemList((NUMBER,), complete=True), ItemList(("氏名",), complete=True)
YES_CODE = ItemList(("氏名", "符号"), complete=True)
"""What is 特定個人情報 without 個人番号."""


@pytest.mark.parametrize(
    ("extent", "items", "reach"),
    [
        (Extent.WHOLE, ItemList(), Reach.DEFINITE),
        (Extent.WHOLE, YES_NUMBER, Reach.DEFINITE),
        (Extent.WHOLE, ItemList(("氏名",)), Reach.DEFINITE),
        (Extent.WHOLE, YES_NAME, Reach.POSSIBLE),
        (Extent.PART, ItemList(), Reach.POSSIBLE),
        (Extent.PART, YES_NUMBER, Reach.DEFINITE),
        (Extent.PART, ItemList(("氏名",)), Reach.POSSIBLE),
        (Extent.PART, YES_NAME, Reach.POSSIBLE),
        (Extent.PART, YES_CODE, Reach.NONE),
        (Extent.UNKNOWN, ItemList(), Reach.POSSIBLE),
        (Extent.UNKNOWN, YES_NUMBER, Reach.DEFINITE),
        (Extent.UNKNOWN, ItemList(("氏名",)), Reach.POSSIBLE),
        (Extent.UNKNOWN, YES_NAME, Reach.POSSIBLE),
        (Extent.UNKNOWN, YES_CODE, Reach.POSSIBLE),
    ],
)
def test_a_contractor_has_what_the_extent_and_the_list_hand_over(
    extent: Extent, items: ItemList, reach: Reach
) -> None:
    entry = Entrustment("委託事項1", contractor="支援会社", extent=extent, items=items)
    records = ItemList((NUMBER, "氏名"), complete=True)
    ledger = File("台帳", "業務システム", records=records, entrustments=(entry,))
    answer = trace(minato(files=[ledger]), NUMBER)
    assert answer.party("支援会社").reach is answer.node("支援会社").reach is reach


@pytest.mark.parametrize(
    ("contractor", "again", "reached"),
    [
        ("", Certainty.UNKNOWN, {"支援会社": Reach.POSSIBLE, "保守会社": Reach.POSSIBLE}),
        ("支援会社", Certainty.UNKNOWN, {"支援会社": Reach.DEFINITE, "保守会社": Reach.POSSIBLE}),
        ("支援会社", Certainty.NO, {"支援会社": Reach.DEFINITE, "保守会社": Reach.NONE}),
        ("支援会社", Certainty.YES, {"支援会社": Reach.DEFINITE, "保守会社": Reach.POSSIBLE}),
    ],
)
def test_who_may_be_a_contractor_that_is_not_told_may_have_what_that_one_has(
    contractor: str, again: Certainty, reached: dict[str, Reach]
) -> None:
    """The document says that it hands the file to somebody: the 委託先 or a 再委託先 whom it does not name."""
    entry = Entrustment("委託事項1", contractor=contractor, extent=Extent.WHOLE, subentrusted=again)
    ledger = File("台帳", "業務システム", records=ItemList((NUMBER,), complete=True), entrustments=(entry,))
    model = minato(files=[ledger])
    named = flow("業務システム", "保守会社", "氏名")
    model = evolve(model, parties=(*model.parties, Party("保守会社", PartyKind.CONTRACTOR)), flows=(named,))
    answer = trace(model, NUMBER)
    for party, reach in reached.items():
        assert (party, answer.party(party).reach) == (party, reach)


def test_a_contractor_of_another_entry_is_no_subcontractor_without_a_name() -> None:
    """Of it the document tells what it is entrusted with."""
    whole = Entrustment("委託事項1", contractor="支援会社", extent=Extent.WHOLE, subentrusted=Certainty.YES)
    part = Entrustment("委託事項2", contractor="保守会社", extent=Extent.PART, items=YES_CODE)
    ledger = File(
        "台帳", "業務システム", records=ItemList((NUMBER,), complete=True), entrustments=(whole, part)
    )
    parties = (CENTRE, Party("支援会社", PartyKind.CONTRACTOR), Party("保守会社", PartyKind.CONTRACTOR))
    model = Assessment(
        Overview(CITY, "事務"),
        parties=parties,
        systems=(System("業務システム", owner=CITY),),
        files=(ledger,),
    )
    assert trace(model, NUMBER).party("支援会社").reach is Reach.DEFINITE
    assert trace(model, NUMBER).party("保守会社").reach is Reach.NONE


@pytest.mark.parametrize("contractor", ["支援会社及び保守会社", "保守会社、支援会社", "支援会社又は保守会社"])
def test_contractors_that_one_entry_names_together_may_each_have_it(contractor: str) -> None:
    no = Certainty.NO
    entry = Entrustment("委託事項1", contractor=contractor, extent=Extent.WHOLE, subentrusted=no)
    ledger = File("台帳", "業務システム", records=YES_NUMBER, entrustments=(entry,))
    more = tuple(Party(name, PartyKind.CONTRACTOR) for name in (contractor, "保守会社", "印刷会社"))
    model = minato()
    answer = trace(evolve(model, parties=(*model.parties, *more), files=(ledger,)), NUMBER)
    reached = [answer.party(name).reach for name in ("支援会社", "保守会社", "印刷会社")]
    assert reached == [Reach.POSSIBLE, Reach.POSSIBLE, Reach.NONE]


@pytest.mark.parametrize("printed", ["支援会社", "みらい会社"])
def test_who_is_handed_something_may_be_one_of_a_party_of_several_names(printed: str) -> None:
    entry = Provision("提供先1", recipient=printed, items=YES_NUMBER)
    model = minato(files=[File("台帳", "業務システム", provisions=(entry,))])
    model = evolve(model, parties=(*model.parties, Party("みらい会社又はあかり会社")))
    reach = Reach.POSSIBLE if printed == "みらい会社" else Reach.NONE
    assert trace(model, NUMBER).party("みらい会社又はあかり会社").reach is reach


@pytest.mark.parametrize("kind", [Provision, Transfer])
@pytest.mark.parametrize(
    ("items", "reach"),
    [
        (YES_NUMBER, Reach.DEFINITE),
        (ItemList(), Reach.POSSIBLE),
        (ItemList(("氏名",)), Reach.POSSIBLE),
        (YES_NAME, Reach.POSSIBLE),
        (YES_CODE, Reach.NONE),
    ],
)
def test_a_recipient_that_is_printed_as_a_party_is_named_has_what_the_entry_lists(
    kind: type[Provision | Transfer], items: ItemList, reach: Reach
) -> None:
    """No arrow is needed: Ⅱ.5 says it."""
    records = ItemList((NUMBER, "氏名"), complete=True)
    alone = kind("1", recipient="支援会社", items=items)
    listed = kind("1", recipient="別紙のとおり", items=items, rows=(Recipient("機構"), Recipient("支援会社")))
    for entry in (alone, listed):
        given = (entry,) if isinstance(entry, Provision) else ()
        moved = (entry,) if isinstance(entry, Transfer) else ()
        ledger = File("台帳", "業務システム", records=records, provisions=given, transfers=moved)
        answer = trace(minato(files=[ledger]), NUMBER)
        assert answer.party("支援会社").reach is answer.node("支援会社").reach is reach
        assert [touch.entry for touch in answer.party("支援会社").handovers] == ["台帳/1"] * (
            reach is not Reach.NONE
        )
        assert answer.party("支援会社").entrustments == ()


LACKING = (
    {"records": YES_NAME},
    {"main_items": (MainItemBox(MainItem.NUMBER, Certainty.NO),)},
    {"main_items": (MainItemBox(MainItem.NUMBER, Certainty.NO),), "records": YES_NAME},
)
"""What a file may say that has no 個人番号."""
HANDING = (
    {"provisions": (Provision("1", recipient="支援会社", items=YES_NUMBER),)},
    {"transfers": (Transfer("1", recipient="支援会社", items=ItemList(("本人確認情報",))),)},
    {"entrustments": (Entrustment("1", contractor="支援会社", extent=Extent.PART, items=YES_NUMBER),)},
    {"entrustments": (Entrustment("1", contractor="支援会社", extent=Extent.WHOLE, items=YES_NUMBER),)},
)
"""The entries of Ⅱ by which it hands it over all the same."""


@pytest.mark.parametrize("lacking", LACKING)
@pytest.mark.parametrize("handing", HANDING)
@pytest.mark.parametrize("start", ["", "住民"])
def test_what_an_entry_hands_over_and_its_file_does_not_record_may_arrive(
    lacking: dict[str, Any], handing: dict[str, Any], start: str
) -> None:
    """A list of records against the items of an entry: neither is certain."""
    ledger = File("台帳", "業務システム", **lacking, **handing)
    for told in (flow("住民", "業務システム", NUMBER), flow("住民", "台帳", NUMBER)):
        answer = trace(minato(told, files=[ledger]), NUMBER, start=start)
        assert answer.node("台帳").reach is Reach.POSSIBLE
        assert answer.party("支援会社").reach is answer.node("支援会社").reach is Reach.POSSIBLE
        silent = minato(told, files=[File("台帳", "業務システム", **lacking)])
        assert trace(silent, NUMBER, start=start).node("支援会社").reach is Reach.NONE


@pytest.mark.parametrize("printed", ["支援会社の窓口", "支援会社支援課", "みらい支援会社"])
def test_a_recipient_that_no_party_is_called_hands_nobody_anything(printed: str) -> None:
    entry = Provision("1", recipient=printed, items=YES_NUMBER)
    model = minato(files=[File("台帳", "業務システム", provisions=(entry,))])
    assert trace(model, NUMBER).party("支援会社").reach is Reach.NONE


SECTION = Party("収納課", PartyKind.DEPARTMENT, body=CITY)
BESIDES = tuple(Party(name, PartyKind.DEPARTMENT) for name in ("納課", "収納", "会計課"))
"""Of which no name below is one, though it may end with theirs."""


def used(using: dict[str, Any], *, records: ItemList = YES_NUMBER, user: Party = SECTION) -> Assessment:
    """A file and who uses it; the name in it flows, so that the flows are told."""
    ledger = File("台帳", "業務システム", records=records, **using)
    model = minato(flow("住民", "台帳", "氏名"), files=[ledger])
    return evolve(model, parties=(*model.parties, user, *BESIDES))


USING: tuple[dict[str, Any], ...] = (
    {"use": Use(departments=("収納課",))},
    {"use": Use(departments=("会計室", "総務部　収納課"))},
    {"use": Use(departments=("収納課（各支所を含む）",))},
    {"use": Use(departments=("収納課滞納整理係、税務室",))},
    {"use": Use(departments=("税務室又は収納課",))},
    {"use": Use(departments=("税務室／収納課",))},
    {"department": "税務室若しくは収納課（窓口、電話）"},
    {"department": "総務部収納課"},
    {"department": "総務部税務室、総務部収納課"},
)


@pytest.mark.parametrize("using", USING)
def test_a_department_that_is_printed_as_a_user_of_a_file_may_have_what_the_file_has(
    using: dict[str, Any],
) -> None:
    """With its 部 or without; that it uses the file does not tell that it sees all that is there."""
    answer = trace(used(using), NUMBER)
    assert answer.party("収納課").reach is answer.node("収納課").reach is Reach.POSSIBLE
    assert answer.node("収納課").path_entries == ("Ⅱ.2⑥・Ⅱ.3⑦ 台帳→収納課",)
    assert "収納課" not in (*answer.origins, *answer.possible_origins)
    assert all(answer.node(other.name).reach is Reach.NONE for other in BESIDES)
    assert trace(used(using), NUMBER, start="台帳").node("収納課").reach is Reach.POSSIBLE
    lacking = used(using, records=YES_NAME)
    assert trace(lacking, NUMBER).node("収納課").reach is Reach.NONE
    assert trace(lacking, "氏名").node("収納課").reach is Reach.POSSIBLE


POINTING = [
    "同じ",
    "同上",
    "同左",
    "〃",
    "上記に同じ",
    "上記のとおり",
    "Ⅱ.2⑥と同じ",
    "事務担当部署と同様",
    "Ⅰ.7参照",
]


@pytest.mark.parametrize("words", POINTING)
@pytest.mark.parametrize("declared", [False, True])
def test_a_box_of_users_that_points_at_another_box_means_who_stands_there(
    words: str, *, declared: bool
) -> None:
    """It is no 部署 of its own, though the model has it as one."""
    parties = (Party(words, PartyKind.DEPARTMENT, body=CITY),) if declared else ()
    use = Use(departments=(words,))
    for department, overview in (("総務部収納課", ()), ("", ("収納課",)), ("同上", ("総務部収納課",))):
        model = used({"use": use, "department": department})
        told = evolve(model.overview, departments=overview)
        model = evolve(model, overview=told, parties=(*model.parties, *parties))
        answer = trace(model, NUMBER)
        assert answer.party("収納課").reach is Reach.POSSIBLE
        assert answer.node("会計課").reach is Reach.NONE


def test_a_box_of_users_that_points_at_another_file_means_who_uses_that() -> None:
    for words, reach in (
        ("台帳2と同じ", Reach.POSSIBLE),
        ("ファイル2に同じ", Reach.POSSIBLE),
        ("同上", Reach.NONE),
    ):
        model = used({"use": Use(departments=(words,))})
        other = File("台帳2", "業務システム", records=YES_NAME, department="収納課")
        assert trace(evolve(model, files=(*model.files, other)), NUMBER).party("収納課").reach is reach


@pytest.mark.parametrize("words", ["別紙のとおり", "別紙1参照", "別添1を参照"])
def test_of_users_whom_an_annex_lists_each_section_may_be_one(words: str) -> None:
    answer = trace(used({"use": Use(departments=(words,))}), NUMBER)
    reached = [answer.party(party.name).reach for party in (SECTION, *BESIDES)]
    assert reached == [Reach.POSSIBLE] * len(reached)
    assert answer.party("支援会社").reach is Reach.NONE


def test_whoever_uses_a_file_by_the_name_of_a_party_may_have_what_the_file_has() -> None:
    """But only a 部署 is printed with what it belongs to."""
    board = Party("教育委員会", PartyKind.SAME_GOVERNMENT, aliases=("教委",))
    for name, reach in (
        ("教育委員会", Reach.POSSIBLE),
        ("教委", Reach.POSSIBLE),
        ("市部教育委員会", Reach.NONE),
    ):
        model = used({"use": Use(departments=(name,))}, user=board)
        assert trace(model, NUMBER).party("教育委員会").reach is reach


def test_of_sections_the_one_that_bears_the_printed_name_is_meant() -> None:
    part = Party("収納課滞納整理係", PartyKind.DEPARTMENT, body=CITY)
    model = used({"use": Use(departments=("総務部収納課",))})
    answer = trace(evolve(model, parties=(*model.parties, part)), NUMBER)
    assert answer.node(part.name).reach is Reach.NONE
    whole = Party("総務部収納課", PartyKind.DEPARTMENT, body=CITY)
    answer = trace(evolve(model, parties=(*model.parties, whole)), NUMBER)
    assert answer.node(whole.name).reach is Reach.POSSIBLE
    assert answer.node("収納課").reach is Reach.NONE


def test_the_way_to_a_contractor_leads_to_a_file_that_hands_the_item_over() -> None:
    kept = File("台帳", "窓口端末", records=ItemList((NUMBER,), complete=True))
    other = Entrustment("委託事項1", contractor="支援会社", extent=Extent.PART, items=YES_CODE)
    whole = Entrustment("委託事項1", contractor="支援会社", extent=Extent.WHOLE)
    model = minato(
        flow("窓口端末", "業務システム", NUMBER, file="名簿"),
        files=[
            evolve(kept, entrustments=(other,)),
            File("名簿", "業務システム", entrustments=(whole,)),
        ],
    )
    answer = trace(model, NUMBER)
    assert answer.node("支援会社").path == ("該当なし 窓口端末→業務システム",)
    assert answer.node("支援会社").path_entries == ("名簿/委託事項1",)
    assert answer.node("業務システム").path_entries == ()


@pytest.mark.parametrize("entries", [True, False])
def test_a_way_ends_where_it_says_or_tells_the_entry_that_leads_on(*, entries: bool) -> None:
    entry = Transfer("移転先1", recipient="支援会社", items=YES_NUMBER)
    ledger = File("台帳", "業務システム", transfers=(entry,) if entries else ())
    led = () if entries else (flow("業務システム", "支援会社", NUMBER),)
    model = minato(flow("住民", "業務システム", NUMBER, file="台帳"), *led, files=[ledger])
    answer = trace(model, NUMBER)
    node = answer.node("支援会社")
    assert node.path_entries == (("台帳/移転先1",) if entries else ())
    told = {f.flow: f for f in answer.flows}
    way = way_of(answer, node, told)
    assert way.endswith("支援会社")
    assert ("移転先1の記載" in way) is entries


def test_a_contractor_who_is_handed_something_else_has_no_way() -> None:
    other = Entrustment("委託事項1", contractor="支援会社", extent=Extent.PART, items=YES_CODE)
    ledger = File("台帳", "業務システム", records=ItemList((NUMBER,), complete=True), entrustments=(other,))
    model = minato(flow("住民", "台帳", NUMBER), files=[ledger])
    found = trace(model, NUMBER, start="住民").node("支援会社")
    assert (found.reach, found.path, found.open_flows) == (Reach.NONE, (), 0)


# The way to a party.


@pytest.mark.parametrize("turned", [False, True])
def test_of_equal_ways_to_a_party_the_ids_decide_and_not_the_order(*, turned: bool) -> None:
    names = ("受付端末", "照会端末", "窓口") if not turned else ("窓口", "照会端末", "受付端末")
    systems = tuple(System(name, owner="機構") for name in names)
    model = Assessment(
        Overview(CITY, "事務"),
        parties=(CENTRE, Party("住民", PartyKind.PERSON)),
        systems=systems,
        flows=tuple(flow("住民", name, NUMBER) for name in names),
    )
    assert trace(model, NUMBER).node("機構").path == ("該当なし 住民→受付端末",)


def test_a_way_by_told_flows_is_surer_than_a_shorter_one_by_a_ticked_connection() -> None:
    entry = System("入口", owner=CITY, connects=(Connection("照会端末", Certainty.YES),))
    model = Assessment(
        Overview(CITY, "事務"),
        parties=(CENTRE, Party("住民", PartyKind.PERSON)),
        systems=(
            entry,
            System("窓口", owner=CITY),
            *(System(n, owner="機構") for n in ("照会端末", "受付端末")),
        ),
        flows=(
            flow("住民", "入口", "氏名", more=True, specific=Certainty.YES),
            flow("照会端末", "受付端末", "氏名"),
            flow("住民", "窓口", NUMBER),
            flow("窓口", "受付端末", "氏名", more=True, specific=Certainty.YES),
        ),
    )
    answer = trace(model, NUMBER)
    assert answer.node("照会端末").path == ("該当なし 住民→入口",)
    assert answer.node("機構").path == ("該当なし 住民→窓口", "該当なし 窓口→受付端末")


def make_nested(sections: int, items: ItemList) -> Assessment:
    """Return a document with so many 部署, each of which belongs to the next; the last one gets the items."""
    above = [*(f"課{i}" for i in range(1, sections)), "みなと市長"]
    nested = tuple(Party(f"課{i}", PartyKind.DEPARTMENT, body=whole) for i, whole in enumerate(above))
    return Assessment(
        Overview("みなと市長", "事務"),
        parties=nested,
        systems=(System("窓口", owner="課0"),),
        flows=(Flow("みなと市長", "窓口", items=items),),
    )


def answer_nested(sections: int) -> None:
    """Answer for so many 部署, each of which belongs to the next."""
    told = make_nested(sections, ItemList((NUMBER,), complete=True))
    assert all(node.reach is Reach.DEFINITE for node in trace(told, NUMBER).nodes)


def tell_nested(sections: int) -> None:
    """Tell of as many how they have the item, where not, and why."""
    for items, has in (((NUMBER,), True), (("氏名",), False)):
        answer = trace(make_nested(sections, ItemList(items, complete=True)), NUMBER)
        for party in answer.parties:
            assert party.nodes[-1:] == (("窓口",) if has else ())
        for node in answer.nodes:
            assert bool(node.path) is (has and node.name != "みなと市長")
            assert not (has and node.cut)
            assert not node.is_untold


def test_the_answers_of_nested_sections_grow_with_their_number_not_its_square() -> None:
    answer_nested(10)
    assert count(answer_nested, 400) < 6 * count(answer_nested, 100)


@pytest.mark.slow
def test_what_is_told_of_nested_sections_grows_with_their_number_not_its_square() -> None:
    tell_nested(10)
    assert count(tell_nested, 400) < 6 * count(tell_nested, 100)


@pytest.mark.parametrize(
    ("boxes", "reach"),
    [
        ({Means.PROVISION_NETWORK: Certainty.YES}, Reach.POSSIBLE),
        ({Means.PROVISION_NETWORK: Certainty.YES, Means.PAPER: Certainty.NO}, Reach.NONE),
        ({Means.PROVISION_NETWORK: Certainty.YES, Means.PAPER: Certainty.YES}, Reach.POSSIBLE),
        ({Means.PROVISION_NETWORK: Certainty.YES, Means.PAPER: Certainty.UNKNOWN}, Reach.POSSIBLE),
        ({Means.PROVISION_NETWORK: Certainty.UNKNOWN, Means.PAPER: Certainty.UNKNOWN}, Reach.POSSIBLE),
        ({Means.PAPER: Certainty.YES, Means.PROVISION_NETWORK: Certainty.NO}, Reach.POSSIBLE),
    ],
)
def test_by_the_network_alone_no_number_goes_that_the_list_does_not_name(
    boxes: dict[Means, Certainty], reach: Reach
) -> None:
    """情報提供ネットワークシステム goes by 符号 (番号法21条の2); else 特定個人情報 may have the number in it."""
    means = tuple(MeansBox(name, box) for name, box in boxes.items())
    entry = Provision("提供先1", recipient="支援会社", items=YES_NAME, means=means)
    model = minato(files=[File("台帳", "業務システム", records=YES_NUMBER, provisions=(entry,))])
    answer = trace(model, NUMBER)
    assert answer.party("支援会社").reach is answer.node("支援会社").reach is reach


@pytest.mark.parametrize("item", ["団体内統合宛名番号", "宛名番号", "住民票コード", NUMBER, "符号", "住所"])
@pytest.mark.parametrize("items", [ItemList(("氏名",)), ItemList(("世帯情報",), complete=True), ItemList()])
def test_by_the_network_alone_an_open_list_takes_no_identifier_but_the_code(
    item: str, items: ItemList
) -> None:
    means = (MeansBox(Means.PROVISION_NETWORK, Certainty.YES), MeansBox(Means.PAPER, Certainty.NO))
    recorded = ItemList((item,), complete=True)

    def reach(*rows: Recipient) -> Reach:
        entry = Provision("提供先1", recipient="支援会社", items=items, means=means, rows=rows)
        file = File("台帳", "業務システム", records=recorded, provisions=(entry,))
        model = minato(files=[file], items=[Item("世帯情報")])
        return trace(model, item, start="台帳").party("支援会社").reach

    goes = item in ("符号", "住所")
    assert reach() is (Reach.POSSIBLE if goes else Reach.NONE)
    # A row of the 別紙 that goes on paper goes with whatever is on it.
    by_paper = (MeansBox(Means.PAPER, Certainty.YES), MeansBox(Means.PROVISION_NETWORK, Certainty.NO))
    assert reach(Recipient("支援会社", means=by_paper)) is Reach.POSSIBLE


@pytest.mark.parametrize("start", [CITY, "税務課", "会社"])
def test_what_a_party_has_may_be_at_all_that_it_answers_for(start: str) -> None:
    """Where in it nobody tells: from there it goes on; but not from a file that does not record it, nor from another's."""
    systems = (
        System("甲", owner="税務課"),
        System("乙", owner="会社"),
        System("丙"),
        System("丁", owner="みなと県"),
    )
    model = Assessment(
        Overview(CITY, "事務"),
        parties=(
            Party("税務課", PartyKind.DEPARTMENT, body=CITY),
            Party("会社", PartyKind.CONTRACTOR),
            Party("みなと県", PartyKind.PREFECTURE),
        ),
        systems=systems,
        files=(File("台帳", "甲", records=ItemList(("氏名",), complete=True)),),
        flows=(flow("甲", "丁", NUMBER), flow("乙", "丁", NUMBER), flow("台帳", "会社", more=True)),
    )
    answer = trace(model, NUMBER, start=start)
    own = "乙" if start == "会社" else "甲"
    assert (answer.origins, answer.node(start).reach) == ((start,), Reach.DEFINITE)
    assert own in answer.possible_origins
    assert "台帳" not in answer.possible_origins
    for name in (own, "丁", "みなと県"):
        assert answer.node(name).reach is Reach.POSSIBLE
    for name in {"甲", "乙", "丙"} - {own, "丙" if start == CITY else own}:
        assert answer.node(name).reach is Reach.NONE

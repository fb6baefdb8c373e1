"""What docs/trace.md decides of parties that a document names by a kind, a role, with 等, or by an abbreviation."""

from __future__ import annotations

import pytest
from attrs import evolve

from piaflow.domain.assessment import Assessment, Overview
from piaflow.domain.choices import PartyKind
from piaflow.domain.nodes import Party, System
from piaflow.trace.answer import Reach
from piaflow.trace.tracing import trace
from tests.trace.minato import CITY, NUMBER, flow

PUBLIC, HIRED = PartyKind.OTHER_PUBLIC, PartyKind.CONTRACTOR


def ask(told: str, body: str, *, here: str = CITY, kind: PartyKind = PUBLIC) -> Reach:
    """Whether what the document of one body sends to whom it calls so is, or may be, at another body and its system."""
    first = Assessment(
        Overview(here, "甲事務"),
        parties=(Party(told, kind),),
        systems=(System("甲システム", owner=here),),
        flows=(flow("甲システム", told, NUMBER),),
    )
    own = System("乙システム", owner=body)
    second = Assessment(Overview(body, "乙事務"), systems=(own,))
    found = [trace(models, NUMBER, start="甲システム") for models in ((first, second), (second, first))]
    (reach,) = {answer.party(body).reach for answer in found}
    (inside,) = {answer.node(own.name).reach for answer in found}
    assert inside is (Reach.NONE if reach is Reach.NONE else Reach.POSSIBLE)
    return reach


KINDS = [
    ("市町村", "やまて町長", "丙県知事"),
    ("市町村長", "やまて町長", "丙県知事"),
    ("都道府県知事", "丙県知事", "やまて町長"),
    ("都道府県", "丙県知事", "やまて町長"),
    ("情報照会者", "みらい健康保険組合", None),
    ("医療保険者", "みらい健康保険組合", None),
    ("年金保険者", "日本年金機構", "やまて町長"),
    ("年金保険者", "丙県市町村職員共済組合", "社会保険診療報酬支払基金"),
    ("共済組合", "丙県職員共済組合", "やまて町長"),
    ("健康保険組合", "みらい健康保険組合", "丙県職員共済組合"),
    ("国保連", "丙県国民健康保険団体連合会", "丙県後期高齢者医療広域連合"),
    ("後期高齢者医療広域連合", "丙県後期高齢者医療広域連合", "丙県国民健康保険団体連合会"),
    ("一部事務組合", "やまて衛生施設組合", "丙県職員共済組合"),
    ("一部事務組合", "丙広域消防組合", "みらい健康保険組合"),
    ("公営企業管理者", "やまて市水道事業管理者", "やまて市長"),
    ("消防長", "やまて市消防長", "やまて市長"),
    ("税務署長", "やまて税務署", "やまて市長"),
]


@pytest.mark.parametrize(
    "around", ["{}", "{}等", "{}など", "{}ほか", "他の{}", "その他の{}", "他の{}等", "別表第二に掲げる{}"]
)
@pytest.mark.parametrize(("word", "meant", "other"), KINDS)
def test_a_kind_is_that_kind_whatever_says_that_it_is_some_or_more(
    around: str, word: str, meant: str, other: str | None
) -> None:
    told = around.format(word)
    assert ask(told, meant) is Reach.POSSIBLE
    assert other is None or ask(told, other) is Reach.NONE


@pytest.mark.parametrize("more", ["等", "など", "ほか"])
@pytest.mark.parametrize(
    ("name", "body", "other"),
    [
        ("丙県知事", "丙県知事", "丁県知事"),
        ("丙県国保連", "丙県国民健康保険団体連合会", "丁県国民健康保険団体連合会"),
        ("日本年金機構", "日本年金機構", "地方税共同機構"),
        ("株式会社みらい", "株式会社みらい", "株式会社あかり"),
    ],
)
def test_a_name_and_more_is_that_body_perhaps_and_no_other_that_is_named(
    name: str, more: str, body: str, other: str
) -> None:
    assert ask(name + more, body) is Reach.POSSIBLE
    assert ask(name + more, other) is Reach.NONE


@pytest.mark.parametrize("around", ["{}", "{}の", "本{}", "当{}"])
@pytest.mark.parametrize(("here", "place"), [(CITY, "市"), ("やまて町長", "町"), ("丙県知事", "県")])
@pytest.mark.parametrize("organ", ["教育委員会", "農業委員会"])
def test_the_organ_of_the_city_is_that_of_the_documents_own(
    here: str, place: str, around: str, organ: str
) -> None:
    own = here.removesuffix("長").removesuffix("知事")
    told = around.format(place) + organ
    assert ask(told, own + organ, here=here) is Reach.DEFINITE
    assert ask(told, f"うみべ{place}{organ}", here=here) is Reach.NONE


def test_the_board_of_a_city_in_the_document_of_another_body_may_be_that_of_each() -> None:
    assert ask("市教育委員会", "うみべ市教育委員会", here="丙県知事") is Reach.POSSIBLE
    assert ask("県教育委員会", "丙県教育委員会") is Reach.POSSIBLE
    assert ask("県教育委員会", "うみべ市教育委員会") is Reach.NONE


@pytest.mark.parametrize(
    ("office", "body", "other"),
    [
        ("丙県福祉事務所", "丙県知事", "丁県知事"),
        ("丙県中部保健所長", "丙県知事", "丁県知事"),
        ("丙県やまて市福祉事務所", "やまて市長", "丙県知事"),
        ("やまて市北支所", "やまて市長", CITY),
        ("年金事務所", "日本年金機構", "国税庁"),
        ("みなと年金事務所", "日本年金機構", "国税庁"),
        ("日本年金機構みなと事務センター", "日本年金機構", "地方税共同機構"),
        ("公立学校共済組合丙支部", "公立学校共済組合", "警察共済組合"),
        ("社会保険診療報酬支払基金丙支部", "社会保険診療報酬支払基金", "全国健康保険協会"),
        ("協会けんぽ丙支部", "全国健康保険協会", "国民健康保険中央会"),
        ("丙県国民健康保険団体連合会事務所", "丙県国民健康保険団体連合会", "丙県知事"),
    ],
)
def test_what_is_at_a_branch_may_be_at_the_body_that_it_is_of(office: str, body: str, other: str) -> None:
    here = "うみべ市長"
    assert ask(office, body, here=here) is Reach.POSSIBLE
    assert ask(office, other, here=here) is Reach.NONE


# Within one document.


def ask_within(told: Party, other: Party) -> Reach:
    model = Assessment(
        Overview(CITY, "甲事務"),
        parties=(told, other),
        systems=(System("甲システム", owner=CITY),),
        flows=(flow("甲システム", told.name, NUMBER),),
    )
    return trace(model, NUMBER, start="甲システム").party(other.name).reach


@pytest.mark.parametrize(
    ("one", "other", "reach"),
    [
        ("税務署", "国税庁", Reach.POSSIBLE),
        ("みなと年金事務所", "日本年金機構", Reach.POSSIBLE),
        ("丙県福祉事務所", "丙県", Reach.POSSIBLE),
        ("税務署", "日本年金機構", Reach.NONE),
        ("丙県福祉事務所", "丁県", Reach.NONE),
        ("国税庁", "総務省", Reach.NONE),
    ],
)
def test_within_a_document_too_what_is_at_an_office_may_be_at_its_body(
    one: str, other: str, reach: Reach
) -> None:
    assert ask_within(Party(one, PUBLIC), Party(other, PUBLIC)) is reach
    assert ask_within(Party(other, PUBLIC), Party(one, PUBLIC)) is reach


FORMS = [
    ("株式会社", "(株)"),
    ("株式会社", "㈱"),
    ("有限会社", "(有)"),
    ("合同会社", "(同)"),
    ("一般社団法人", "(一社)"),
    ("公益財団法人", "(公財)"),
]


@pytest.mark.parametrize(("form", "short"), FORMS)
def test_within_a_document_too_companies_may_be_one_whose_names_differ_by_how_their_form_is_written(
    form: str, short: str
) -> None:
    for one, other in ((f"{form}みらい", f"{short}みらい"), (f"みらい{form}", f"みらい{short}")):
        assert ask_within(Party(one, HIRED), Party(other, HIRED)) is Reach.POSSIBLE
        assert ask_within(Party(other, HIRED), Party(one, HIRED)) is Reach.POSSIBLE
        assert ask_within(Party(one, HIRED), Party("みらい", HIRED)) is not Reach.NONE
    assert ask_within(Party(f"{form}みらい", HIRED), Party(f"{short}あかり", HIRED)) is Reach.NONE
    numbered = evolve(Party(f"{form}みらい", HIRED), corporate_number="7000012050002")
    other_number = evolve(Party(f"{short}みらい", HIRED), corporate_number="8000012130001")
    assert ask_within(numbered, other_number) is Reach.NONE


def test_within_a_document_companies_of_two_forms_are_two() -> None:
    assert ask_within(Party("株式会社みらい", HIRED), Party("有限会社みらい", HIRED)) is Reach.NONE
    assert ask_within(Party("(株)みらい", HIRED), Party("合同会社みらい", HIRED)) is Reach.NONE


def test_within_a_document_what_stands_in_brackets_tells_two_apart() -> None:
    one, other = Party("みらい(印刷)", HIRED), Party("みらい(封入)", HIRED)
    assert ask_within(one, other) is Reach.NONE

"""What docs/trace.md decides of parties that a document names by a kind, a role, with 等, or by an abbreviation."""

from __future__ import annotations

import pytest
from attrs import evolve

from piaflow.domain.assessment import Assessment, Overview
from piaflow.domain.choices import PartyKind
from piaflow.domain.nodes import Party, System
from piaflow.graph.body_names import read_name
from piaflow.graph.flow_graph import build_graph
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


MADE = [
    *(
        (word, "やまて町長", "")
        for word in (
            *(
                "特定個人番号利用事務実施者",
                "条例事務関係情報照会者",
                "利用特定個人情報の提供先",
                "保護の実施機関",
            ),
            *(
                "実施機関",
                "行政機関",
                "関係行政機関",
                "他の執行機関",
                "各機関",
                "外部機関",
                "相手先",
                "他団体",
            ),
            *("照会元機関", "連携先機関", "介護保険者", "裁定機関", "調査先", "問合せ先", "依頼元", "処分庁"),
            *("行政官庁", "公共団体", "任命権者"),
        )
    ),
    *(
        (f"{which}医療保険者", "みらい健康保険組合", "")
        for which in ("各", "前", "前の", "加入する", "公的", "被用者等の")
    ),
    ("被用者保険者", "みらい健康保険組合", "やまて町長"),
    ("被用者保険の保険者", "丙県職員共済組合", "やまて町長"),
    ("後期高齢者医療の保険者", "丙県後期高齢者医療広域連合", "やまて町長"),
    ("健保", "みらい健康保険組合", "丙県職員共済組合"),
    ("共済", "丙県職員共済組合", "みらい健康保険組合"),
    ("国家公務員共済組合", "財務省共済組合", "みらい健康保険組合"),
    ("医師国保", "丙県医師国民健康保険組合", "みらい健康保険組合"),
    ("県広域連合", "丙県後期高齢者医療広域連合", "丙県知事"),
    ("県税事務所", "丙県知事", "やまて町長"),
    ("県福祉事務所", "丙県知事", "やまて市長"),
    ("都道府県児童相談所", "丙県知事", "やまて市長"),
    ("各教育委員会", "やまて町教育委員会", "やまて町長"),
    ("都道府県教委", "丙県教育委員会", "やまて町教育委員会"),
    ("診療報酬審査支払機関", "社会保険診療報酬支払基金", ""),
    ("年金支払者", "日本年金機構", "やまて町長"),
    ("公的年金の保険者", "日本年金機構", "やまて町長"),
    ("県教育庁", "丙県教育委員会", "丙県知事"),
    ("独法", "独立行政法人農業者年金基金", "やまて町長"),
    ("情報システム機構", "地方公共団体情報システム機構", "日本年金機構"),
    ("中央省庁", "厚生労働大臣", "やまて町長"),
]


@pytest.mark.parametrize(("word", "meant", "other"), MADE)
def test_a_name_that_is_made_of_common_nouns_may_be_each_body_of_its_kind(
    word: str, meant: str, other: str
) -> None:
    """It tells nobody, whatever nouns it is made of."""
    assert ask(word, meant) is Reach.POSSIBLE
    assert not other or ask(word, other) is Reach.NONE


@pytest.mark.parametrize(
    ("word", "meant"), [(word, meant) for word, meant, _ in MADE if word[-2:] not in ("教委", "育庁", "団体")]
)
def test_with_a_name_of_its_own_before_it_such_a_name_is_that_body_and_no_other(
    word: str, meant: str
) -> None:
    assert ask(f"うみべ{word}", meant) is Reach.NONE


@pytest.mark.parametrize(
    ("kind", "meant", "other"),
    [
        (PartyKind.NATIONAL, "厚生労働大臣", "やまて町長"),
        (PartyKind.MUNICIPALITY, "やまて町長", "丙県知事"),
        (PartyKind.PREFECTURE, "丙県知事", "やまて町長"),
        (PartyKind.COMPANY, "みらい健康保険組合", "やまて町長"),
    ],
)
@pytest.mark.parametrize("word", ["行政機関", "照会元機関", "相手先"])
def test_by_a_role_a_body_of_the_kind_is_meant_that_the_party_is(
    word: str, kind: PartyKind, meant: str, other: str
) -> None:
    assert ask(word, meant, kind=kind) is Reach.POSSIBLE
    assert ask(word, other, kind=kind) is Reach.NONE


@pytest.mark.parametrize("word", ["他の地方公共団体の機関", "自治体の機関"])
def test_an_organ_of_a_local_government_is_none_of_the_nation(word: str) -> None:
    assert ask(word, "やまて町長") is Reach.POSSIBLE
    assert ask(word, "厚生労働大臣") is Reach.NONE


@pytest.mark.parametrize("word", ["医療機関", "指定金融機関", "検査機関", "福祉施設", "委託先"])
def test_by_what_no_government_is_none_is_meant(word: str) -> None:
    assert ask(word, "やまて町長") is Reach.NONE


def test_the_office_of_the_prefecture_in_its_own_document_is_its_own() -> None:
    assert ask("県税事務所", "丁県知事", here="丙県知事") is Reach.NONE


@pytest.mark.parametrize(
    ("former", "body"),
    [
        ("社会保険庁", "日本年金機構"),
        ("地方自治情報センター", "地方公共団体情報システム機構"),
        ("LASDEC", "地方公共団体情報システム機構"),
        ("地方税電子化協議会", "地方税共同機構"),
        ("入国管理局", "出入国在留管理庁"),
        ("課税庁", "国税庁"),
        ("東海北陸厚生局", "厚生労働大臣"),
    ],
)
def test_what_a_body_came_from_or_is_called_by_may_be_it(former: str, body: str) -> None:
    assert ask(former, body) is Reach.POSSIBLE
    assert ask(former, "やまて町長") is Reach.NONE


OF_ANY_LEVEL = ["行政機関の長等", "行政機関等", "官公署", "官公庁", "国等", "行政庁"]
"""Words for whoever is public, as laws say them (番号法2条14項, 個人情報保護法2条11項): local governments too."""


@pytest.mark.parametrize("word", OF_ANY_LEVEL)
@pytest.mark.parametrize("body", ["やまて町長", "丙県知事", "日本年金機構", "厚生労働大臣"])
def test_a_word_for_public_bodies_may_be_any_of_these(word: str, body: str) -> None:
    assert ask(word, body) is Reach.POSSIBLE


@pytest.mark.parametrize("word", ["行政機関の長", "国の行政機関の長", "国の行政機関の長等"])
def test_an_organ_of_the_nation_is_no_local_government(word: str) -> None:
    assert ask(word, "厚生労働大臣") is Reach.POSSIBLE
    assert ask(word, "やまて町長") is Reach.NONE


@pytest.mark.parametrize(
    "word", ["独立行政法人", "独立行政法人等", "地方独立行政法人", "特殊法人", "認可法人"]
)
def test_a_kind_of_corporation_may_be_any_of_these_and_no_government(word: str) -> None:
    assert ask(word, "独立行政法人日本学生支援機構") is Reach.POSSIBLE
    assert ask(word, "やまて町長") is Reach.NONE
    assert read_name(word).plain == word


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


@pytest.mark.parametrize(
    ("told", "here", "body", "other"),
    [
        ("やまて市ほか2市", CITY, "やまて市長", "うみべ市長"),
        ("やまて市外3市町", CITY, "やまて市長", "うみべ市長"),
        ("やまて市他四団体", CITY, "やまて市長", "うみべ市長"),
        ("県（福祉事務所）", CITY, "丙県知事", "やまて町長"),
        ("市区町村長（住民基本台帳担当）", CITY, "やまて町長", "丙県知事"),
        ("医療保険者（健康保険組合等）", CITY, "みらい健康保険組合", None),
        ("市町村", CITY, "杉並区長", "丙県知事"),
        ("市町村長（特別区の区長を含む。）", CITY, "杉並区長", "丙県知事"),
        ("番号利用事務実施者", CITY, "やまて町長", None),
        ("個人番号利用事務等実施者", CITY, "丙県知事", None),
        ("やまて市市民課", CITY, "やまて市長", "うみべ市長"),
        ("やまて市役所福祉部介護保険課", CITY, "やまて市長", "丙県知事"),
        ("丙県税務課", CITY, "丙県知事", "やまて市長"),
        ("厚生労働省年金局", CITY, "厚生労働大臣", "国税庁"),
        ("厚生労働大臣（日本年金機構）", CITY, "日本年金機構", "国税庁"),
        ("うみべ市（丙県）", CITY, None, "丙県知事"),
    ],
)
def test_a_body_is_heard_in_what_is_written_around_its_name_or_word(
    told: str, here: str, body: str | None, other: str | None
) -> None:
    assert body is None or ask(told, body, here=here) is Reach.POSSIBLE
    assert other is None or ask(told, other, here=here) is Reach.NONE


@pytest.mark.parametrize(
    ("told", "here", "body"),
    [
        ("本市", "みなと市教育委員会", CITY),
        ("市長部局", "みなと市教育委員会", CITY),
        ("首長部局", "丙県教育委員会", "丙県知事"),
    ],
)
def test_by_what_it_calls_itself_a_document_means_its_own_body(told: str, here: str, body: str) -> None:
    reach = ask(told, body, here=here)
    assert reach is Reach.DEFINITE
    assert ask(told, "うみべ市長", here=here) is Reach.NONE


@pytest.mark.parametrize(
    ("told", "here"),
    [
        ("当組合", "みなと衛生組合"),
        ("本広域連合", "丙県後期高齢者医療広域連合長"),
        ("本市", CITY),
        ("当県", "丙県知事"),
    ],
)
def test_what_is_handed_to_itself_is_at_the_body_of_the_document(told: str, here: str) -> None:
    model = Assessment(
        Overview(here, "事務"),
        parties=(Party(told), Party("住民", PartyKind.PERSON)),
        flows=(flow("住民", told, NUMBER),),
    )
    assert trace(model, NUMBER, start="住民").party(here).reach is Reach.DEFINITE


# Several names in one.

JOINTS = ["又は", "若しくは", "または", "もしくは", "及び", "並びに", "、", "，", "／"]


@pytest.mark.parametrize("joint", JOINTS)
@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize(
    ("one", "another", "meant", "other"),
    [
        ("厚生労働大臣", "日本年金機構", ("厚生労働大臣", "日本年金機構"), ("国税庁",)),
        ("丙県知事", "やまて市長", ("丙県知事", "やまて市長"), ("丁県知事", "うみべ市長")),
        ("都道府県知事", "市町村長", ("丙県知事", "やまて町長"), ("日本年金機構",)),
        ("都道府県", "日本年金機構", ("丙県知事", "日本年金機構"), ("やまて町長", "国税庁")),
        ("国", "地方公共団体", ("厚生労働大臣", "丙県知事", "やまて町長"), ("みらい健康保険組合",)),
        ("国保連", "支払基金", ("丙県国民健康保険団体連合会",), ("日本年金機構",)),
        ("株式会社みらい", "あかり印刷", ("（株）みらい", "あかり印刷"), ("ひかり印刷",)),
        ("医療保険者等", "みなと税務署長", ("みらい健康保険組合", "国税庁"), ()),
    ],
)
def test_a_party_of_several_names_may_be_each_of_these(  # noqa: PLR0913 - a table has so many columns
    one: str, another: str, meant: tuple[str, ...], other: tuple[str, ...], joint: str, *, turned: bool
) -> None:
    told = joint.join((another, one) if turned else (one, another))
    assert {body: ask(told, body) for body in meant} == dict.fromkeys(meant, Reach.POSSIBLE)
    assert {body: ask(told, body) for body in other} == dict.fromkeys(other, Reach.NONE)


@pytest.mark.parametrize("body", [CITY, "やまて市長"])
def test_what_each_of_several_has_may_be_sent_on_by_their_name(body: str) -> None:
    for one in ("日本年金機構", "厚生労働大臣"):
        first = Assessment(
            Overview(CITY, "甲事務"),
            parties=(Party(one), Party("住民", PartyKind.PERSON)),
            flows=(flow("住民", one, NUMBER),),
        )
        second = Assessment(
            Overview(body, "乙事務"),
            parties=(Party("厚生労働大臣又は日本年金機構"),),
            systems=(System("乙システム", owner=body),),
            flows=(flow("厚生労働大臣又は日本年金機構", "乙システム", NUMBER),),
        )
        for models in ((first, second), (second, first)):
            start = next(name for name in build_graph(models).names if name.startswith("住民"))
            assert trace(models, NUMBER, start=start).node("乙システム").reach is Reach.POSSIBLE


def test_by_one_name_for_several_each_document_may_mean_another() -> None:
    first, second = (
        Assessment(Overview(CITY, procedure), parties=(Party("市民課又は税務課"), Party(end)), flows=flows)
        for procedure, end, flows in (
            ("甲事務", "始め", (flow("始め", "市民課又は税務課", NUMBER),)),
            ("乙事務", "終わり", (flow("市民課又は税務課", "終わり", NUMBER),)),
        )
    )
    assert trace([first, second], NUMBER, start="始め").node("終わり").reach is Reach.POSSIBLE


def test_sections_and_people_of_another_body_are_none_of_several() -> None:
    for kind in (PartyKind.DEPARTMENT, PartyKind.PERSON):
        first = Assessment(
            Overview(CITY, "甲事務"),
            parties=(Party("窓口の者又は住民", kind),),
            systems=(System("甲システム", owner=CITY),),
            flows=(flow("甲システム", "窓口の者又は住民", NUMBER),),
        )
        for body, reach in ((CITY, Reach.POSSIBLE), ("やまて市長", Reach.NONE)):
            second = Assessment(Overview(body, "乙事務"), parties=(Party("住民", kind),))
            assert trace([first, second], NUMBER, start="甲システム").node("住民").reach is reach


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
        ("厚生労働大臣又は日本年金機構", "日本年金機構", Reach.POSSIBLE),
        ("日本年金機構", "厚生労働大臣、日本年金機構", Reach.POSSIBLE),
        ("甲社及び乙社", "乙社", Reach.POSSIBLE),
        ("甲社（乙社、丙社）", "乙社", Reach.NONE),
        ("甲社及び乙社", "丙社", Reach.NONE),
        ("日本私立学校振興・共済事業団", "共済事業団", Reach.NONE),
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


NAMED_BY_THEIR_KIND = [
    ("国保連", "丙県国民健康保険団体連合会", PUBLIC),
    ("国保連合会", "丙県国民健康保険団体連合会", HIRED),
    ("後期高齢者医療広域連合", "丙県後期高齢者医療広域連合", PUBLIC),
    ("県", "丙県知事", PartyKind.PREFECTURE),
    ("知事", "丙県", PartyKind.PREFECTURE),
    ("税務署", "うみべ税務署長", PartyKind.NATIONAL),
    ("健康保険組合", "みらい健康保険組合", PUBLIC),
    ("共済組合", "丙県職員共済組合", PUBLIC),
    ("病院", "みなと病院", PartyKind.COMPANY),
]


def ask_back(word: str, meant: str, kind: PartyKind, *, here: str, both: bool = False) -> set[Reach]:
    """Whether what a document of the city hands to a body is at whom a document of `here` calls so, and where he sends."""
    named = Party(meant, kind)
    first = Assessment(
        Overview(CITY, "甲事務"),
        parties=(named,),
        systems=(System("甲システム", owner=CITY),),
        flows=(flow("甲システム", meant, NUMBER),),
    )
    second = Assessment(
        Overview(here, "乙事務"),
        parties=(Party(word, kind), *([named] if both else [])),
        systems=(System("乙台帳", owner=here),),
        flows=(flow(word, "乙台帳", "氏名", more=True),),
    )
    found = [trace(models, NUMBER, start="甲システム") for models in ((first, second), (second, first))]
    assert {answer.node("乙台帳").reach for answer in found} == {answer.party(word).reach for answer in found}
    return {answer.party(word).reach for answer in found}


@pytest.mark.parametrize("here", [CITY, "みなと市教育委員会"])
@pytest.mark.parametrize(("word", "meant", "kind"), NAMED_BY_THEIR_KIND)
def test_by_the_word_that_its_name_ends_in_a_document_may_mean_whom_another_of_its_place_names(
    word: str, meant: str, kind: PartyKind, here: str
) -> None:
    assert ask_back(word, meant, kind, here=here) == {Reach.POSSIBLE}
    assert ask_back(word, meant, kind, here=here, both=True) == {Reach.NONE}

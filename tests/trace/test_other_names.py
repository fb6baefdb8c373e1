"""What docs/trace.md decides of parties that several documents call otherwise, and of what one draws as a system."""

from __future__ import annotations

import itertools

import pytest
from attrs import evolve

from piaflow.domain.assessment import Assessment, Overview
from piaflow.domain.choices import NodeKind, PartyKind
from piaflow.domain.flows import Flow
from piaflow.domain.nodes import Party, System
from piaflow.law.country import PER_PREFECTURE
from piaflow.law.system_types import OnePer, find_type, list_types
from piaflow.trace.answer import Reach
from piaflow.trace.tracing import trace
from tests.trace.minato import CITY, NUMBER, flow

HILL = "やまて市長"
NUMBERS = "7000012050002", "8000012130001"
BEGIN, LAST = Party("納付者", PartyKind.PERSON), Party("みらい印刷", PartyKind.COMPANY)


def ask(
    one: Party | System, other: Party | System, *more: Party, here: str = CITY, body: str = CITY
) -> Reach:
    """Whether what ends at the one in one document goes on from the other in another; in whichever order."""
    first, second = (
        Assessment(
            Overview(whose, procedure),
            parties=(end, *more, *((node,) if isinstance(node, Party) else ())),
            systems=(node,) if isinstance(node, System) else (),
            flows=flows,
        )
        for whose, procedure, end, node, flows in (
            (here, "甲事務", BEGIN, one, (flow(BEGIN.name, one.name, NUMBER),)),
            (body, "乙事務", LAST, other, (flow(other.name, LAST.name, NUMBER),)),
        )
    )
    found = {
        trace(order, NUMBER, start=BEGIN.name).node(LAST.name).reach
        for order in itertools.permutations((first, second))
    }
    (reach,) = found
    return reach


@pytest.mark.parametrize(
    ("one", "other", "onward"),
    [
        ("株式会社みらい", "（株）みらい", Reach.POSSIBLE),
        ("㈱みらい", "みらい", Reach.POSSIBLE),
        ("株式会社ＭＩＲＡＩデータ", "miraiデータ株式会社", Reach.POSSIBLE),
        ("地方公共団体情報システム機構（J-LIS）", "地方公共団体情報システム機構", Reach.POSSIBLE),
        ("国保連", "国民健康保険団体連合会", Reach.POSSIBLE),
        ("丙県国保連", "丙県国民健康保険団体連合会", Reach.POSSIBLE),
        ("厚労省", "厚生労働大臣", Reach.DEFINITE),
        ("株式会社みらい乙支店", "株式会社みらい", Reach.POSSIBLE),
        ("（株）みらい　関西支社", "株式会社みらい", Reach.POSSIBLE),
        ("みらい株式会社公共事業部", "みらい", Reach.POSSIBLE),
        ("みらい乙営業所", "㈱みらい", Reach.POSSIBLE),
        ("株式会社みらい乙支店", "株式会社あかり", Reach.NONE),
        ("株式会社みらい乙支店", "乙市", Reach.NONE),
        ("エヌ・ティ・ティ・データ", "株式会社NTTデータ", Reach.POSSIBLE),
        ("株式会社ＮＴＴデータ", "株式会社エヌ・ティ・ティ・データ", Reach.POSSIBLE),
        ("株式会社ケー・ディー・シー", "KDC", Reach.POSSIBLE),
        ("株式会社みらい", "株式会社あかり", Reach.NONE),
        ("丙県国保連", "丁県国民健康保険団体連合会", Reach.NONE),
    ],
)
@pytest.mark.parametrize("body", [CITY, HILL])
def test_a_body_is_written_in_many_ways(one: str, other: str, onward: Reach, body: str) -> None:
    for a, b in ((one, other), (other, one)):
        kind = PartyKind.NATIONAL if "厚" in a else PartyKind.OTHER_PUBLIC
        assert ask(Party(a, kind), Party(b, kind), body=body) is onward


@pytest.mark.parametrize(
    ("insurer", "onward"),
    [
        ("全国健康保険協会", Reach.POSSIBLE),
        ("協会けんぽ", Reach.POSSIBLE),
        ("みらい健康保険組合", Reach.POSSIBLE),
        ("丙県職員共済組合", Reach.POSSIBLE),
        ("社会保険診療報酬支払基金", Reach.NONE),
        ("日本年金機構", Reach.NONE),
    ],
)
@pytest.mark.parametrize("word", ["医療保険者", "医療保険者等", "他の医療保険者"])
def test_an_insurer_that_another_document_only_names_is_one_of_the_insurers(
    word: str, insurer: str, onward: Reach
) -> None:
    """高齢者の医療の確保に関する法律7条."""
    assert ask(Party(word), Party(insurer)) is onward
    assert ask(Party(word), Party(insurer), body=HILL) is onward


@pytest.mark.parametrize(
    "word",
    [
        "保守業者",
        "委託先",
        "再委託先",
        "システム運用・保守事業者",
        "封入封緘業者",
        "共同企業体",
        "指定管理者",
        "受託業者",
        "データセンター事業者",
        "通信回線事業者",
        "委託先事業者",
        "受注者",
        "協力会社",
        "人材派遣会社",
        "ASP事業者",
        "標準準拠システム事業者",
        "情報処理業者",
        "運用管理補助者",
        "コールセンター",
        "電算センター",
        "窓口業務委託先",
        "再々委託先",
    ],
)
def test_a_contractor_that_is_called_by_what_he_does_may_be_whom_another_document_names(word: str) -> None:
    hired, named = (Party(name, PartyKind.CONTRACTOR) for name in (word, "株式会社みらい"))
    assert ask(hired, named) is Reach.POSSIBLE
    assert ask(named, hired) is Reach.POSSIBLE
    assert ask(hired, named, body=HILL) is Reach.NONE
    assert ask(hired, Party("みらい病院", PartyKind.COMPANY)) is Reach.NONE


@pytest.mark.parametrize(
    "name", ["みらい計算センター", "(株)情報処理センター", "みらい人材派遣会社", "みらい協力会社"]
)
def test_a_contractor_that_has_a_name_beside_what_he_does_is_no_other(name: str) -> None:
    one, other = (Party(called, PartyKind.CONTRACTOR) for called in (name, "株式会社あかり"))
    assert ask(one, other) is Reach.NONE


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("再委託先", PartyKind.CONTRACTOR),
        ("保守業者", PartyKind.CONTRACTOR),
        ("印刷会社", PartyKind.COMPANY),
        ("他市区町村", PartyKind.MUNICIPALITY),
        ("市区町村長", PartyKind.MUNICIPALITY),
        ("転出先", PartyKind.MUNICIPALITY),
        ("都道府県", PartyKind.PREFECTURE),
        ("他の自治体", PartyKind.OTHER_PUBLIC),
        ("国", PartyKind.NATIONAL),
        ("情報照会者", PartyKind.OTHER_PUBLIC),
        ("担当課", PartyKind.DEPARTMENT),
        ("業務所管課", PartyKind.DEPARTMENT),
        ("関係各課", PartyKind.DEPARTMENT),
        ("窓口", PartyKind.DEPARTMENT),
        ("事業所", PartyKind.COMPANY),
        ("事業主", PartyKind.COMPANY),
        ("医療機関", PartyKind.COMPANY),
        ("指定医療機関等", PartyKind.OTHER_PUBLIC),
        ("市内の薬局", PartyKind.COMPANY),
        ("病院・診療所", PartyKind.COMPANY),
        ("接種会場", PartyKind.COMPANY),
        ("介護サービス事業者", PartyKind.COMPANY),
        ("福祉施設", PartyKind.COMPANY),
        ("金融機関", PartyKind.COMPANY),
        ("収納代理金融機関", PartyKind.COMPANY),
        ("学校", PartyKind.OTHER_PUBLIC),
        ("小・中学校", PartyKind.SAME_GOVERNMENT),
        ("認可保育所", PartyKind.COMPANY),
        ("移転先", PartyKind.OTHER_PUBLIC),
        ("移転先", PartyKind.DEPARTMENT),
        ("勤務先", PartyKind.COMPANY),
        ("給与支払者", PartyKind.COMPANY),
        ("特別徴収義務者", PartyKind.COMPANY),
        ("共済組合", PartyKind.OTHER_PUBLIC),
        ("健康保険組合", PartyKind.OTHER_PUBLIC),
        ("健保組合", PartyKind.COMPANY),
        ("国民健康保険組合", PartyKind.OTHER_PUBLIC),
        ("企業年金基金", PartyKind.OTHER_PUBLIC),
        ("他保険者", PartyKind.OTHER_PUBLIC),
        ("コンビニ事業者", PartyKind.COMPANY),
        ("コンビニエンスストア", PartyKind.COMPANY),
        ("生命保険会社", PartyKind.COMPANY),
        ("電力会社", PartyKind.COMPANY),
        ("決済代行事業者", PartyKind.COMPANY),
        ("信用金庫", PartyKind.COMPANY),
        ("農業協同組合", PartyKind.OTHER_PUBLIC),
        ("税理士", PartyKind.COMPANY),
        ("会計事務所", PartyKind.COMPANY),
        ("主治医", PartyKind.COMPANY),
        ("障害者支援施設", PartyKind.COMPANY),
        ("老人ホーム", PartyKind.COMPANY),
        ("地域包括支援センター", PartyKind.OTHER_PUBLIC),
        ("自治会", PartyKind.OTHER_PUBLIC),
        ("NPO法人", PartyKind.COMPANY),
        ("転出元", PartyKind.OTHER_PUBLIC),
        ("前住所地", PartyKind.OTHER_PUBLIC),
        ("独立行政法人", PartyKind.OTHER_PUBLIC),
        ("送付先（別途定める）", PartyKind.COMPANY),
        ("代理人", PartyKind.PERSON),
        ("法定代理人等", PartyKind.PERSON),
        ("扶養義務者", PartyKind.PERSON),
        ("対象者", PartyKind.PERSON),
        ("給付係", PartyKind.DEPARTMENT),
        ("庶務係", PartyKind.DEPARTMENT),
        ("資格・賦課担当", PartyKind.DEPARTMENT),
        ("第1グループ", PartyKind.DEPARTMENT),
    ],
)
def test_whom_one_document_of_a_body_means_by_a_word_for_many_another_need_not_mean(
    word: str, kind: PartyKind
) -> None:
    assert ask(Party(word, kind), Party(word, kind)) is Reach.POSSIBLE


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("みらい会社", PartyKind.CONTRACTOR),
        ("県", PartyKind.PREFECTURE),
        ("国保連合会", PartyKind.OTHER_PUBLIC),
        ("後期高齢者医療広域連合", PartyKind.OTHER_PUBLIC),
        ("税務署", PartyKind.NATIONAL),
        ("福祉事務所", PartyKind.OTHER_PUBLIC),
        ("市民課", PartyKind.DEPARTMENT),
        ("総務課", PartyKind.DEPARTMENT),
        ("市民課窓口", PartyKind.DEPARTMENT),
        ("住民", PartyKind.PERSON),
        ("職員", PartyKind.PERSON),
        ("本人", PartyKind.PERSON),
        ("納税義務者", PartyKind.PERSON),
        ("みなと病院", PartyKind.COMPANY),
        ("みなと銀行", PartyKind.COMPANY),
        ("みらい健康保険組合", PartyKind.OTHER_PUBLIC),
        ("みなと信用金庫", PartyKind.COMPANY),
        ("みなと地域包括支援センター", PartyKind.OTHER_PUBLIC),
        ("みらい保育園", PartyKind.COMPANY),
        ("医師会", PartyKind.OTHER_PUBLIC),
        ("社会福祉協議会", PartyKind.OTHER_PUBLIC),
        ("市民病院", PartyKind.OTHER_PUBLIC),
        ("国保課給付係", PartyKind.DEPARTMENT),
        ("国民年金係", PartyKind.DEPARTMENT),
    ],
)
def test_whom_documents_of_a_body_name_alike_is_one(name: str, kind: PartyKind) -> None:
    """Also by the word for its kind alone, where the place has one of that kind."""
    assert ask(Party(name, kind), Party(name, kind)) is Reach.DEFINITE


def test_a_desk_whose_section_is_told_is_one() -> None:
    section = Party("国保課", PartyKind.DEPARTMENT, body=CITY)
    desk = Party("給付係", PartyKind.DEPARTMENT, body=section.name)
    assert ask(desk, desk, section) is Reach.DEFINITE


@pytest.mark.parametrize(
    ("name", "one", "other", "onward"),
    [
        ("給付係", "国保課", "国保課", Reach.DEFINITE),
        ("給付係", "国保課", "介護保険課", Reach.NONE),
        ("給付係", "国保課", "", Reach.POSSIBLE),
        ("給付係", "国保課", "市民部国保課", Reach.POSSIBLE),
        ("給付係", "国保課", "市民部", Reach.POSSIBLE),
        ("給付係", "国保課", "担当課", Reach.POSSIBLE),
        ("市民課", "市民部", "市民部", Reach.DEFINITE),
        ("市民課", "市民部", "", Reach.DEFINITE),
        ("市民課", "北区役所", "南区役所", Reach.POSSIBLE),
        ("国民年金係", "市民課", "保険年金課", Reach.POSSIBLE),
    ],
)
def test_a_section_is_that_of_what_it_is_in(name: str, one: str, other: str, onward: Reach) -> None:
    """給付係 of two 課 are two; where one document does not tell of which it is, it may be that of the other."""

    def within(above: str) -> Party:
        return Party(name, PartyKind.DEPARTMENT, body=above or CITY)

    above = [Party(each, PartyKind.DEPARTMENT, body=CITY) for each in dict.fromkeys((one, other)) if each]
    for a, b in ((one, other), (other, one)):
        here, there = (
            Assessment(
                Overview(CITY, procedure),
                parties=(end, within(told), *(party for party in above if party.name == told)),
                flows=flows,
            )
            for procedure, end, told, flows in (
                ("甲事務", BEGIN, a, (flow(BEGIN.name, name, NUMBER),)),
                ("乙事務", LAST, b, (flow(name, LAST.name, NUMBER),)),
            )
        )
        for models in itertools.permutations((here, there)):
            assert trace(models, NUMBER, start=BEGIN.name).node(LAST.name).reach is onward


def test_what_another_document_tells_of_a_section_leaves_those_that_agree_one() -> None:
    def tell(procedure: str, above: str, *flows: Flow) -> Assessment:
        sections = (
            Party(above, PartyKind.DEPARTMENT, body=CITY),
            Party("市民課", PartyKind.DEPARTMENT, body=above),
        )
        return Assessment(Overview(CITY, procedure), parties=(BEGIN, LAST, *sections), flows=flows)

    models = (
        tell("甲事務", "北区役所", flow(BEGIN.name, "市民課", NUMBER)),
        tell("乙事務", "北区役所", flow("市民課", LAST.name, NUMBER)),
        tell("丙事務", "南区役所"),
    )
    for order in itertools.permutations(models):
        assert trace(order, NUMBER, start=BEGIN.name).node(LAST.name).reach is Reach.DEFINITE


THINGS = [
    ("USBメモリ", NodeKind.MEDIUM),
    ("フラッシュメモリ", NodeKind.MEDIUM),
    ("外付けHDD", NodeKind.MEDIUM),
    ("LTO", NodeKind.MEDIUM),
    ("ＵＳＢ", NodeKind.MEDIUM),
    ("CD-R", NodeKind.MEDIUM),
    ("DVD-R等", NodeKind.MEDIUM),
    ("磁気テープ", NodeKind.MEDIUM),
    ("ハードディスク", NodeKind.MEDIUM),
    ("紙", NodeKind.MEDIUM),
    ("紙媒体", NodeKind.MEDIUM),
    ("申請書", NodeKind.MEDIUM),
    ("専用端末", NodeKind.TERMINAL),
    ("業務用パソコン", NodeKind.TERMINAL),
    ("ノートPC", NodeKind.TERMINAL),
    ("窓口端末", NodeKind.TERMINAL),
    ("受付用端末", NodeKind.TERMINAL),
    ("支所端末", NodeKind.TERMINAL),
    ("保守用端末", NodeKind.TERMINAL),
    ("クライアントPC", NodeKind.TERMINAL),
    ("仮想端末", NodeKind.TERMINAL),
    ("スマートフォン", NodeKind.TERMINAL),
    ("スマートフォン", NodeKind.SYSTEM),
    ("スキャナー", NodeKind.SYSTEM),
    ("複合機", NodeKind.SYSTEM),
    ("プリンター", NodeKind.SYSTEM),
    ("OCR装置", NodeKind.SYSTEM),
    ("FAX", NodeKind.SYSTEM),
    ("カードリーダー", NodeKind.SYSTEM),
    ("封入封緘機", NodeKind.SYSTEM),
    ("認証サーバー", NodeKind.SYSTEM),
    ("メールサーバー", NodeKind.SYSTEM),
    ("ファイアウォール", NodeKind.SYSTEM),
    ("Excelファイル", NodeKind.SYSTEM),
    ("電子データ", NodeKind.SYSTEM),
    ("電子メール", NodeKind.SYSTEM),
    ("LGWAN", NodeKind.NETWORK),
    ("庁内LAN", NodeKind.NETWORK),
    ("インターネット", NodeKind.NETWORK),
    ("専用回線", NodeKind.NETWORK),
    ("専用線", NodeKind.NETWORK),
    ("閉域網", NodeKind.NETWORK),
    ("VPN", NodeKind.NETWORK),
    ("総合行政ネットワーク", NodeKind.NETWORK),
    ("ファイルサーバ", NodeKind.SYSTEM),
    ("共有フォルダ", NodeKind.SYSTEM),
    ("DBサーバー", NodeKind.SYSTEM),
    ("Webサーバ", NodeKind.SYSTEM),
    ("バックアップサーバー", NodeKind.SYSTEM),
]


@pytest.mark.parametrize(("name", "kind"), THINGS)
def test_a_thing_that_each_document_may_have_is_another_in_each(name: str, kind: NodeKind) -> None:
    thing = System(name, kind, owner=CITY)
    assert ask(thing, thing) is Reach.POSSIBLE
    assert ask(thing, evolve(thing, owner=HILL), body=HILL) is Reach.NONE


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("統合端末", NodeKind.TERMINAL),
        ("住基端末", NodeKind.TERMINAL),
        ("LGWAN接続端末", NodeKind.TERMINAL),
        ("国保窓口端末", NodeKind.TERMINAL),
        ("納税通知書プリンター", NodeKind.SYSTEM),
        ("オリジナルＣＤ", NodeKind.MEDIUM),
        ("接種券", NodeKind.MEDIUM),
        ("給与支払報告書", NodeKind.MEDIUM),
        ("既存住基システム", NodeKind.SYSTEM),
        ("滞納管理サーバー", NodeKind.SYSTEM),
        ("データ連携システム", NodeKind.SYSTEM),
    ],
)
def test_a_thing_whose_name_tells_what_it_is_for_is_one_in_documents_of_a_body(
    name: str, kind: NodeKind
) -> None:
    thing = System(name, kind, owner=CITY)
    assert ask(thing, thing) is Reach.DEFINITE


@pytest.mark.parametrize(
    ("name", "kind"),
    [("スキャナー", NodeKind.SYSTEM), ("LGWAN", NodeKind.NETWORK), ("窓口端末", NodeKind.TERMINAL)],
)
@pytest.mark.parametrize(
    "other", ["既存住民基本台帳システム", "情報提供ネットワークシステム", "統合端末", "国保システム"]
)
def test_a_thing_that_each_document_may_have_is_nothing_else_for_that(
    name: str, kind: NodeKind, other: str
) -> None:
    assert ask(System(name, kind, owner=CITY), System(other, owner=CITY)) is Reach.NONE


def test_a_corporate_number_tells_who_is_meant_by_a_word_for_many() -> None:
    hired = Party("保守業者", PartyKind.CONTRACTOR, corporate_number=NUMBERS[0])
    assert ask(hired, hired) is Reach.DEFINITE


def test_contractors_of_two_corporate_numbers_are_two_whatever_they_are_called() -> None:
    hired, named = (Party(name, PartyKind.CONTRACTOR) for name in ("保守業者", "株式会社みらい"))
    one, other = evolve(hired, corporate_number=NUMBERS[0]), evolve(named, corporate_number=NUMBERS[1])
    assert ask(one, other) is Reach.NONE
    assert ask(one, named) is Reach.POSSIBLE
    assert ask(hired, other) is Reach.POSSIBLE


def test_a_contractor_that_both_documents_name_is_nobody_whom_a_word_means() -> None:
    hired, named = (Party(name, PartyKind.CONTRACTOR) for name in ("保守業者", "株式会社みらい"))
    first = Assessment(
        Overview(CITY, "甲事務"),
        parties=(BEGIN, hired, named),
        flows=(flow(BEGIN.name, hired.name, NUMBER),),
    )
    second = Assessment(
        Overview(CITY, "乙事務"), parties=(LAST, named), flows=(flow(named.name, LAST.name, NUMBER),)
    )
    for models in itertools.permutations((first, second)):
        assert trace(models, NUMBER, start=BEGIN.name).node(LAST.name).reach is Reach.NONE


@pytest.mark.parametrize(
    ("kind", "one", "other", "onward"),
    [
        (PartyKind.DEPARTMENT, "市民課", "市民部市民課", Reach.POSSIBLE),
        (PartyKind.DEPARTMENT, "市民課", "市民課（窓口）", Reach.POSSIBLE),
        (PartyKind.DEPARTMENT, "市民課", "市民課窓口係", Reach.POSSIBLE),
        (PartyKind.DEPARTMENT, "市民課", "税務課", Reach.NONE),
        (PartyKind.DEPARTMENT, "担当課", "市民課", Reach.POSSIBLE),
        (PartyKind.DEPARTMENT, "事務実施所管課", "市民部市民課", Reach.POSSIBLE),
        (PartyKind.DEPARTMENT, "移転先", "税務課", Reach.POSSIBLE),
        (PartyKind.PERSON, "住民", "本人", Reach.POSSIBLE),
        (PartyKind.PERSON, "申請者", "納税義務者", Reach.POSSIBLE),
        (PartyKind.PERSON, "被保険者", "納税義務者", Reach.NONE),
        *(
            (PartyKind.PERSON, people, "納税義務者", Reach.POSSIBLE)
            for people in (
                "本人等",
                "住民（本人）",
                "申請者本人",
                "対象住民",
                "本人又は代理人",
                "本人・代理人",
            )
        ),
        *(
            (PartyKind.DEPARTMENT, section, "税務課", Reach.POSSIBLE)
            for section in ("窓口課", "総合窓口", "情報システム部門", "移転先所管課", "制度所管課", "庁内")
        ),
        (PartyKind.DEPARTMENT, "各支所", "東支所", Reach.POSSIBLE),
        (PartyKind.DEPARTMENT, "各支所", "税務課", Reach.NONE),
        (PartyKind.DEPARTMENT, "保険年金課", "税務課", Reach.NONE),
        (PartyKind.DEPARTMENT, "業務課", "税務課", Reach.NONE),
    ],
)
def test_sections_and_people_of_one_body_may_be_one_under_two_names(
    kind: PartyKind, one: str, other: str, onward: Reach
) -> None:
    for a, b in ((one, other), (other, one)):
        assert ask(Party(a, kind), Party(b, kind)) is onward
        assert ask(Party(a, kind), Party(b, kind), body=HILL) is Reach.NONE


@pytest.mark.parametrize(("name", "elsewhere"), [("eLTAX", Reach.POSSIBLE), ("共同センター", Reach.NONE)])
def test_what_one_document_draws_as_a_party_and_another_as_a_system_may_be_one(
    name: str, elsewhere: Reach
) -> None:
    """In documents of one body, or anywhere of what the country has one of."""
    centre = Party("地方税共同機構", PartyKind.OTHER_PUBLIC)
    party, system = Party(name, PartyKind.OTHER_PUBLIC), System(name, owner=centre.name)
    for one, other in ((party, system), (system, party)):
        assert ask(one, other, centre) is Reach.POSSIBLE
        assert ask(one, other, centre, body=HILL) is elsewhere


@pytest.mark.parametrize(
    "kind", [kind.name for kind in list_types() if kind.one_per is OnePer.COUNTRY], ids=str
)
@pytest.mark.parametrize("owner", [None, "社会保険診療報酬支払基金", CITY])
def test_what_the_country_has_one_of_may_be_that_one_whoever_is_told_to_run_it(
    kind: str, owner: str | None
) -> None:
    """One that two bodies run together, or that nobody is told to run, is not surely two."""
    found = find_type(kind)
    assert found is not None
    others = (Party(owner, PartyKind.OTHER_PUBLIC),) if owner and owner != CITY else ()
    for name in found.names:
        one = System(name, found.kind, owner=owner or "")
        assert ask(one, System(kind, found.kind), *others, body=HILL) is Reach.POSSIBLE


PORTAL = ["マイナポータル", "マイナ・ポータル", "国のマイナポータル", "情報提供等記録開示システム"]
COUNTER = ["ぴったりサービス", "サービス検索・電子申請機能", "マイナポータル（ぴったりサービス）"]
COUNTED = ["eLTAX", "地方税ポータルシステム", "国の地方税ポータルシステム（eLTAX）"]


@pytest.mark.parametrize("body", [CITY, HILL])
@pytest.mark.parametrize(
    ("one", "other"),
    [pair for names in (PORTAL + COUNTER, COUNTED) for pair in itertools.combinations(names, 2)],
)
def test_what_the_country_has_one_of_may_be_meant_by_each_of_its_names(
    one: str, other: str, body: str
) -> None:
    """ぴったりサービス is a function of マイナポータル, which the law calls 情報提供等記録開示システム (番号法附則6条3項).

    Whether a document draws it as a system or as a party, and whoever is told to run it.
    """
    drawn = [(System, System), (System, Party), (Party, System), (Party, Party)]
    for a, b in ((one, other), (other, one)):
        for first, second in drawn:
            assert ask(first(a), second(b), body=body) is not Reach.NONE
        centre = Party("デジタル庁", PartyKind.NATIONAL)
        assert ask(System(a, owner=centre.name), System(b), centre, body=body) is not Reach.NONE


NATIONAL = [kind for kind in list_types() if kind.one_per is OnePer.COUNTRY]


@pytest.mark.parametrize(
    ("part", "whole"),
    [(kind.name, whole.name) for kind in NATIONAL for whole in NATIONAL if whole.name in kind.meant_by],
)
def test_a_part_of_what_the_country_has_one_of_may_be_meant_by_the_name_of_the_whole(
    part: str, whole: str
) -> None:
    """One document that writes both tells them apart."""
    for one, other in ((part, whole), (whole, part)):
        for body in (CITY, HILL):
            assert ask(System(one), System(other), body=body) is Reach.POSSIBLE
        both = Assessment(
            Overview(CITY, "甲事務"),
            parties=(BEGIN,),
            systems=(System(one), System(other)),
            flows=(flow(BEGIN.name, one, NUMBER), flow(other, BEGIN.name, "氏名")),
        )
        assert trace(both, NUMBER, start=BEGIN.name).node(other).reach is Reach.NONE


@pytest.mark.parametrize(
    "name", ["eLTAX連携サーバー", "ぴったりサービス連携システム", "マイナポータル用端末"]
)
def test_what_a_body_has_for_what_the_country_has_one_of_is_not_that_of_another_body(name: str) -> None:
    for national in ("eLTAX", "ぴったりサービス", "マイナポータル"):
        assert ask(System(name, owner=CITY), System(national), body=HILL) is Reach.NONE


@pytest.mark.parametrize("kind", [kind.name for kind in list_types() if kind.one_per is OnePer.BODY], ids=str)
def test_what_each_body_has_for_itself_is_not_that_of_another(kind: str) -> None:
    found = find_type(kind)
    assert found is not None
    system = System(kind, found.kind)
    assert ask(system, system, body=HILL) is Reach.NONE
    centre = Party("地方公共団体情報システム機構", PartyKind.JLIS)
    system = evolve(system, owner=centre.name)
    assert ask(system, system, centre, body=HILL) is Reach.POSSIBLE
    assert ask(system, system, centre) is Reach.DEFINITE


@pytest.mark.parametrize(
    "kind", [kind.name for kind in list_types() if kind.one_per is OnePer.PREFECTURE], ids=str
)
def test_what_each_prefecture_has_one_of_may_be_one_within_it(kind: str) -> None:
    """Of a document that does not tell its prefecture, it may be that of any."""
    found = find_type(kind)
    assert found is not None
    system = System(kind, found.kind)
    near = ask(system, system, here="函館市長", body="小樽市長")
    assert near is (Reach.DEFINITE if kind in PER_PREFECTURE else Reach.POSSIBLE)
    assert ask(system, system, here="函館市長", body="青森市長") is Reach.NONE
    assert ask(system, system, here="函館市長", body=HILL) is Reach.POSSIBLE


@pytest.mark.parametrize(
    ("board", "onward"), [("みなと市教育委員会", Reach.POSSIBLE), ("やまて市教育委員会", Reach.NONE)]
)
def test_a_system_whose_owner_is_not_told_may_be_that_of_the_city_of_an_organ(
    board: str, onward: Reach
) -> None:
    """団体内統合宛名システム is one for the mayor and the board."""
    own = System("団体内統合宛名システム", owner=CITY)
    assert ask(own, System("団体内統合宛名システム"), body=board) is onward


@pytest.mark.parametrize(
    ("office", "whole", "onward"),
    [
        ("みなと税務署長", "国税庁", Reach.POSSIBLE),
        ("みなと年金事務所", "日本年金機構", Reach.POSSIBLE),
        ("ハローワークみなと", "国税庁", Reach.NONE),
        ("みなと公共職業安定所", "厚生労働大臣", Reach.POSSIBLE),
        ("内閣総理大臣", "デジタル庁", Reach.POSSIBLE),
        ("内閣総理大臣", "国税庁", Reach.NONE),
    ],
)
def test_what_is_at_an_office_may_be_at_the_body_that_it_is_of(
    office: str, whole: str, onward: Reach
) -> None:
    for one, other in ((office, whole), (whole, office)):
        kinds = PartyKind.NATIONAL, PartyKind.NATIONAL
        assert ask(*map(Party, (one, other), kinds), body=HILL) is onward


@pytest.mark.parametrize("body", ["やまて市長", "丙県知事"])
def test_an_office_that_cities_and_prefectures_have_may_be_that_of_each(body: str) -> None:
    """児童相談所 alone is a word for many."""
    assert ask(Party("児童相談所"), Party(body), body=body) is Reach.POSSIBLE


@pytest.mark.parametrize(
    ("one", "here", "other", "body", "onward"),
    [
        ("北区", "札幌市長", "北区", "大阪市長", Reach.NONE),
        ("北区", "大阪市長", "東京都北区", "やまて市長", Reach.NONE),
        ("北区", "大阪市長", "北区", "大阪市教育委員会", Reach.DEFINITE),
        ("北区", "大阪市長", "大阪市北区", "やまて市長", Reach.DEFINITE),
        ("北区", CITY, "北区", "大阪市長", Reach.POSSIBLE),
        ("北区", CITY, "東京都北区", "やまて市長", Reach.POSSIBLE),
        ("北区", CITY, "北区", "やまて市長", Reach.POSSIBLE),
        ("杉並区", CITY, "杉並区", "やまて市長", Reach.DEFINITE),
        ("厚別区", "札幌市長", "厚別区", "札幌市長", Reach.DEFINITE),
        ("北区", CITY, "大阪市北区", "やまて市長", Reach.POSSIBLE),
        ("北区", CITY, "大阪府大阪市北区", "大阪市長", Reach.POSSIBLE),
        ("北区長", CITY, "名古屋市北区", CITY, Reach.POSSIBLE),
        ("北区", CITY, "横浜市港北区", "やまて市長", Reach.NONE),
        ("大阪市北区", CITY, "札幌市北区", "やまて市長", Reach.NONE),
        ("大阪市北区", CITY, "東京都北区", "やまて市長", Reach.NONE),
        ("北区選挙管理委員会", CITY, "大阪市北区選挙管理委員会", "やまて市長", Reach.POSSIBLE),
        ("北区保健福祉センター", CITY, "大阪市北区保健福祉センター", "やまて市長", Reach.POSSIBLE),
        ("都島区", CITY, "大阪市都島区", "やまて市長", Reach.DEFINITE),
        ("都島区", CITY, "都島区役所", "大阪市長", Reach.DEFINITE),
        ("都島区", CITY, "大阪市北区", "やまて市長", Reach.NONE),
    ],
)
def test_a_ward_that_several_cities_have_is_that_of_the_city_of_the_document(
    one: str, here: str, other: str, body: str, onward: Reach
) -> None:
    """In a document of another city it may be any of them."""
    for a, b, first, second in ((one, other, here, body), (other, one, body, here)):
        assert ask(Party(a), Party(b), here=first, body=second) is onward


def test_a_ward_of_the_city_and_the_special_ward_of_its_name_are_two_in_its_document() -> None:
    wards = Party("港区"), Party("東京都港区")
    for one, other in itertools.permutations(wards):
        model = Assessment(
            Overview("大阪市長", "事務"), parties=(BEGIN, *wards), flows=(flow(BEGIN.name, one.name, NUMBER),)
        )
        assert trace(model, NUMBER, start=BEGIN.name).node(other.name).reach is Reach.NONE


@pytest.mark.parametrize(
    ("ward", "here", "city", "reach"),
    [
        ("北区", "大阪市長", "大阪市長", Reach.POSSIBLE),
        ("大阪市北区", CITY, "大阪市長", Reach.POSSIBLE),
        ("北区役所", CITY, "大阪市長", Reach.POSSIBLE),
        ("都島区", CITY, "大阪市長", Reach.POSSIBLE),
        ("北区", "大阪市長", "札幌市長", Reach.NONE),
        ("大阪市北区", CITY, "札幌市長", Reach.NONE),
        ("都島区", CITY, "札幌市長", Reach.NONE),
        ("東京都北区", CITY, "大阪市長", Reach.NONE),
        ("杉並区", CITY, "大阪市長", Reach.NONE),
    ],
)
def test_what_is_at_a_ward_may_be_at_the_city_that_it_is_of(
    ward: str, here: str, city: str, reach: Reach
) -> None:
    """Nobody's own body is a ward; by a name that several cities have it may be of each."""
    assert ask(Party(ward), Party(city), here=here, body=city) is reach
    assert ask(Party(city), Party(ward), here=city, body=here) is reach


COMPANIES = [
    ("有限会社中村", PartyKind.CONTRACTOR),
    ("（株）北村", PartyKind.CONTRACTOR),
    ("㈲上町", PartyKind.COMPANY),
    ("株式会社古市", PartyKind.OTHER_PUBLIC),
    ("合同会社やまて町", PartyKind.CONTRACTOR),
    ("税理士法人木村", PartyKind.CONTRACTOR),
    ("医療法人田村", PartyKind.OTHER_PUBLIC),
    ("社会福祉法人大村", PartyKind.CONTRACTOR),
    ("税理士木村", PartyKind.OTHER_PUBLIC),
    ("司法書士中村", PartyKind.COMPANY),
    ("中村", PartyKind.CONTRACTOR),
    ("木村", PartyKind.COMPANY),
]


@pytest.mark.parametrize(("name", "kind"), COMPANIES)
def test_a_company_that_is_called_like_a_town_is_no_town(name: str, kind: PartyKind) -> None:
    """Two of one name in two towns may be one, or not; within one they are."""
    assert ask(Party(name, kind), Party(name, kind), body=HILL) is Reach.POSSIBLE
    assert ask(Party(name, kind), Party(name, kind)) is Reach.DEFINITE


@pytest.mark.parametrize("kind", [PartyKind.CONTRACTOR, PartyKind.COMPANY, PartyKind.OTHER_PUBLIC])
@pytest.mark.parametrize(
    ("company", "town", "bare"),
    [
        ("株式会社東村", "東村長", "東村"),
        ("（有）東村", "東村", "東村"),
        ("中村株式会社", "中村長", "中村"),
        ("合同会社やまて市", HILL, "やまて市"),
        ("株式会社乙県", "乙県知事", "乙県"),
    ],
)
def test_a_town_is_no_company_that_is_called_like_it(
    company: str, town: str, bare: str, kind: PartyKind
) -> None:
    """Who is called so without the form of a company may be the one or the other."""
    assert ask(Party(company, kind), Party(town), body=town) is Reach.NONE
    assert ask(Party(company, kind), Party(town), body="さと市長") is Reach.NONE
    assert (
        ask(Party(company, kind), Party(company.replace("株式会社", "（株）"), kind), body=HILL)
        is Reach.POSSIBLE
    )
    assert ask(Party(bare, kind), Party(town), body=town) is not Reach.NONE


@pytest.mark.parametrize("kind", [PartyKind.CONTRACTOR, PartyKind.COMPANY])
@pytest.mark.parametrize("name", ["東村", "大町", "川西町", "みらい", "東和"])
def test_a_contractor_that_bears_the_name_of_who_assesses_elsewhere_may_be_it(
    name: str, kind: PartyKind
) -> None:
    """By his name alone: 東村 is a surname too, and any company may be called みらい."""
    assert ask(Party(name, kind), Party(name), body=name) is Reach.POSSIBLE
    assert ask(Party(name, kind), Party(name, kind), body=HILL) is Reach.POSSIBLE
    assert ask(Party(name, kind), Party(name, kind)) is Reach.DEFINITE


@pytest.mark.parametrize(
    ("contractor", "assessor"),
    [
        ("沖縄県東村", "東村長"),
        ("東村長", "東村"),
        ("東村役場", "東村長"),
        ("八潮市", "八潮市長"),
        ("杉並区", "杉並区長"),
        ("みなと県", "みなと県知事"),
        ("みなと衛生組合", "みなと衛生組合"),
        ("丙県後期高齢者医療広域連合", "丙県後期高齢者医療広域連合"),
        ("丙県国民健康保険団体連合会", "丙県国民健康保険団体連合会"),
        ("国民健康保険中央会", "国民健康保険中央会"),
        ("みなと市住宅供給公社", "みなと市住宅供給公社"),
        ("地方公共団体情報システム機構", "地方公共団体情報システム機構"),
    ],
)
def test_a_public_body_that_is_hired_is_the_one_that_assesses(contractor: str, assessor: str) -> None:
    told = ask(Party(contractor, PartyKind.CONTRACTOR), Party(assessor), body=assessor)
    assert told is Reach.DEFINITE


@pytest.mark.parametrize(
    ("code", "number", "onward"),
    [
        ("473031", "", Reach.DEFINITE),
        ("", "4000020473031", Reach.DEFINITE),
        ("", NUMBERS[0], Reach.NONE),
    ],
)
def test_a_number_tells_whether_a_contractor_is_the_village(code: str, number: str, onward: Reach) -> None:
    hired = Party("東村", PartyKind.CONTRACTOR, code=code, corporate_number=number)
    assert ask(hired, Party("東村"), body="東村") is onward


def test_a_company_that_assesses_may_be_who_is_called_so_without_its_form() -> None:
    told = ask(Party("みらい", PartyKind.CONTRACTOR), Party("株式会社みらい"), body="株式会社みらい")
    assert told is Reach.POSSIBLE


@pytest.mark.parametrize("sign", ["〇〇", "○○", "●●", "A", "Ｂ", "××", "△△", "□□", "＊＊", "〇", "XX"])
@pytest.mark.parametrize("place", ["市", "町", "村", "区", "県", "市長", "県知事", "市教育委員会"])
def test_where_signs_stand_for_a_name_it_is_that_of_nobody(sign: str, place: str) -> None:
    party = Party(sign + place)
    assert ask(party, party, body=HILL) is Reach.POSSIBLE
    assert ask(party, party) is Reach.POSSIBLE


def test_where_signs_stand_for_the_name_of_a_town_it_may_be_any_town() -> None:
    assert ask(Party("〇〇市"), Party(HILL), body=HILL) is Reach.POSSIBLE
    assert ask(Party("〇〇市"), Party("丙県知事"), body="丙県知事") is Reach.NONE


@pytest.mark.parametrize("name", ["小学校区", "中学校区", "校区", "投票区", "担当地区", "警察管区", "海区"])
def test_an_area_is_no_ward(name: str) -> None:
    assert ask(Party(name), Party(name), body=HILL) is Reach.POSSIBLE


@pytest.mark.parametrize(
    "name", ["甲市", "乙町", "丙村", "うみべ市長", "大村市", "東村", "杉並区", "みなと県"]
)
def test_whose_name_is_that_of_a_town_is_that_town_in_all_documents(name: str) -> None:
    assert ask(Party(name), Party(name), body=HILL) is Reach.DEFINITE


def test_a_word_for_many_in_short_is_that_word() -> None:
    insurer = "みらい健康保険組合"
    assert ask(Party("健保組合"), Party(insurer), body=insurer) is Reach.POSSIBLE


@pytest.mark.parametrize(
    ("one", "other", "onward"),
    [
        ("みなと税務署長", "国税庁", Reach.POSSIBLE),
        ("乙県福祉事務所", "乙県知事", Reach.POSSIBLE),
        ("（株）みらい", "株式会社みらい", Reach.POSSIBLE),
        ("みなと税務署長", "日本年金機構", Reach.NONE),
    ],
)
def test_an_alias_tells_within_a_document_and_among_several_what_a_name_does(
    one: str, other: str, onward: Reach
) -> None:
    for first, second in ((one, other), (other, one)):
        for given in (Party(first), Party("甲の者", aliases=(first,))):
            for asked in (Party(second), Party("乙の者", aliases=(second,))):
                ledger = flow("甲システム", given.name, NUMBER)
                alone = Assessment(
                    Overview(CITY, "甲事務"),
                    parties=(given, asked),
                    systems=(System("甲システム"),),
                    flows=(ledger,),
                )
                assert trace(alone, NUMBER, start="甲システム").node(asked.name).reach is onward
                there = Assessment(Overview(HILL, "乙事務"), parties=(asked,))
                here = evolve(alone, parties=(given,))
                assert trace([here, there], NUMBER, start="甲システム").node(asked.name).reach is onward


@pytest.mark.parametrize(
    ("one", "other", "there"),
    [
        (("みらい",), ("株式会社みらい",), Reach.POSSIBLE),
        (("有限会社みらい",), ("株式会社みらい",), Reach.NONE),
        (("みらい", "有限会社みらい"), ("株式会社みらい",), Reach.NONE),
        (("みらい", "（有）みらい"), ("株式会社みらい", "有限会社みらい"), Reach.POSSIBLE),
    ],
)
def test_two_forms_of_a_company_tell_two_in_one_document(
    one: tuple[str, ...], other: tuple[str, ...], there: Reach
) -> None:
    given, asked = (Party(name, aliases=tuple(aliases)) for name, *aliases in (one, other))
    ends = (System("甲システム"),), (flow("甲システム", given.name, NUMBER),)
    model = Assessment(Overview(CITY, "甲事務"), parties=(given, asked), systems=ends[0], flows=ends[1])
    assert trace(model, NUMBER, start="甲システム").node(asked.name).reach is there

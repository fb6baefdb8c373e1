"""Which nodes of several assessments are one."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from attrs import evolve

from piaflow.domain.assessment import Assessment, Overview
from piaflow.domain.choices import PartyKind
from piaflow.domain.flows import Flow
from piaflow.domain.nodes import File, Party, System
from piaflow.graph.documents import name_documents
from piaflow.graph.flow_graph import build_graph
from piaflow.graph.joining import label_nodes
from piaflow.law.country import JLIS
from piaflow.law.system_types import OnePer, list_types

PERSON = Party("住民", PartyKind.PERSON)
CENTRE = Party("機構", PartyKind.JLIS)
MINISTRY = Party("厚生労働大臣", PartyKind.NATIONAL)
COMPANY = Party("みらい支援", PartyKind.CONTRACTOR)


def city(
    *systems: System, body: str = "みなと市長", parties: tuple[Party, ...] = (), procedure: str = "事務"
) -> Assessment:
    return Assessment(Overview(body, procedure), parties=parties, systems=systems)


def labels(first: Assessment, second: Assessment) -> tuple[Mapping[str, str], Mapping[str, str]]:
    one, other = label_nodes([first, second])
    return one, other


def test_systems_of_one_city_and_one_name_are_one() -> None:
    one, other = labels(city(System("宛名システム")), city(System("宛名システム", owner="みなと市長")))
    assert one["宛名システム"] == other["宛名システム"] == "宛名システム"
    assert one["みなと市長"] == other["みなと市長"] == "みなと市長"


def test_systems_of_two_cities_are_two_and_say_whose_they_are() -> None:
    one, other = labels(city(System("宛名システム")), city(System("宛名システム"), body="やまて市長"))
    assert one["宛名システム"] == "宛名システム（みなと市長）"
    assert other["宛名システム"] == "宛名システム（やまて市長）"


def test_the_residents_of_two_cities_are_not_the_same_people() -> None:
    one, other = labels(city(parties=(PERSON,)), city(parties=(PERSON,), body="やまて市長"))
    assert one["住民"] != other["住民"]


def test_the_residents_of_one_city_are() -> None:
    one, other = labels(city(parties=(PERSON,)), city(parties=(PERSON,), procedure="別の事務"))
    assert one["住民"] == other["住民"] == "住民"


def test_the_centre_and_the_ministries_are_one_for_all_cities() -> None:
    parties, server = (CENTRE, MINISTRY), System("全国サーバー", owner="機構")
    one, other = labels(city(server, parties=parties), city(server, parties=parties, body="やまて市長"))
    assert [one["機構"], one["厚生労働大臣"]] == [other["機構"], other["厚生労働大臣"]]
    assert one["機構"] == "機構"


@pytest.mark.parametrize("name", ["全国サーバー", "個人番号カード管理システム", "住基集約基盤"])
def test_a_system_of_the_centre_is_one_for_all_cities(name: str) -> None:
    servers = System(name, owner="機構"), System("全国サーバー", owner="機構")
    systems = tuple({server.name: server for server in servers}.values())
    one, other = labels(
        city(*systems, parties=(CENTRE,)), city(*systems, parties=(CENTRE,), body="やまて市長")
    )
    assert one[name] == other[name] == name


OF_EACH_BODY = [kind.name for kind in list_types() if kind.one_per is OnePer.BODY]


@pytest.mark.parametrize("kind", OF_EACH_BODY)
def test_what_each_body_has_one_of_is_its_own_though_one_centre_runs_it_for_all(kind: str) -> None:
    server, parties = System(kind, owner=JLIS), (Party(JLIS, PartyKind.JLIS),)
    one, other = labels(city(server, parties=parties), city(server, parties=parties, body="やまて市長"))
    assert one[kind] == f"{kind}（みなと市長）"
    assert other[kind] == f"{kind}（やまて市長）"
    assert one[JLIS] == other[JLIS]
    again = city(server, parties=parties, procedure="別の事務")
    board = city(server, parties=parties, body="みなと市教育委員会")
    assert len({names[kind] for names in label_nodes([city(server, parties=parties), again, board])}) == 1


@pytest.mark.parametrize("kind", OF_EACH_BODY)
def test_the_own_system_of_a_city_is_one_whoever_speaks_of_it(kind: str) -> None:
    town = Party("みなと市", PartyKind.MUNICIPALITY)
    told = city(System(kind, owner=town.name), body="丙県後期高齢者医療広域連合長", parties=(town,))
    one, other = labels(city(System(kind)), told)
    assert one[kind] == other[kind]


@pytest.mark.parametrize("name", ["業務システム", "庁内の他業務システム", "端末", "業務端末", "電子媒体"])
def test_a_word_for_many_systems_is_another_in_each_document(name: str) -> None:
    """Of one city as of two, and though one body runs what both speak of."""
    procedures = [city(System(name, owner="みなと市長"), procedure=which) for which in ("税", "国保")]
    one, other = labels(*procedures)
    assert (one[name], other[name]) == (f"{name}（みなと市長 税）", f"{name}（みなと市長 国保）")
    system, parties = System(name, owner=JLIS), (Party(JLIS, PartyKind.JLIS),)
    one, other = labels(city(system, parties=parties), city(system, parties=parties, body="やまて市長"))
    assert one[name] != other[name]


@pytest.mark.parametrize("owner", ["", "みなと市長"])
@pytest.mark.parametrize("kind", ["個人住民税システム", "団体内統合宛名システム"])
def test_systems_of_one_name_are_one_though_one_document_alone_says_of_which_type(
    owner: str, kind: str
) -> None:
    untold = city(System("賦課の系", owner=owner))
    told = city(System("賦課の系", entry=kind), procedure="別の事務")
    assert labels(untold, told)[0]["賦課の系"] == labels(untold, told)[1]["賦課の系"]
    third = city(System("別の系", entry=kind), procedure="三つ目の事務")
    assert len({*(name for names in label_nodes([untold, told, third]) for name in names.values())}) == 2


def test_a_name_to_which_two_documents_give_two_types_is_of_none_where_a_third_gives_none() -> None:
    kinds = ("個人住民税システム", "団体内統合宛名システム", "")
    models = [city(System("基幹の系", entry=kind), procedure=f"事務{kind}") for kind in kinds]
    assert len({names["基幹の系"] for names in label_nodes(models)}) == len(kinds)


def test_systems_of_one_name_under_two_ministries_are_two() -> None:
    first = city(System("登録システム", owner="厚生労働大臣"), parties=(MINISTRY,))
    agency = Party("デジタル庁", PartyKind.NATIONAL)
    second = city(System("登録システム", owner="デジタル庁"), parties=(agency,))
    one, other = labels(first, second)
    assert one["登録システム"] == "登録システム（厚生労働大臣）"
    assert other["登録システム"] == "登録システム（デジタル庁）"


def test_a_system_of_the_city_and_one_of_its_contractor_are_two() -> None:
    first = city(System("保守端末", owner="みなと市長"), parties=(COMPANY,))
    second = city(System("保守端末", owner=COMPANY.name), parties=(COMPANY,))
    one, other = labels(first, second)
    assert one["保守端末"] != other["保守端末"]
    assert one[COMPANY.name] == other[COMPANY.name]


def test_a_system_of_a_department_is_a_system_of_its_city() -> None:
    department = Party("市民課", PartyKind.DEPARTMENT, body="みなと市長")
    one, other = labels(
        city(System("住基端末", owner="市民課"), parties=(department,)), city(System("住基端末"))
    )
    assert one["住基端末"] == other["住基端末"]


def test_a_name_in_full_and_in_half_width_is_one_and_is_printed_alike_in_any_order() -> None:
    one, other = labels(city(System("市町村ＣＳ")), city(System("市町村CS")))
    assert one["市町村ＣＳ"] == other["市町村CS"] == "市町村CS"
    one, other = labels(city(System("市町村CS")), city(System("市町村ＣＳ")))
    assert one["市町村CS"] == other["市町村ＣＳ"] == "市町村CS"


def test_what_only_one_of_two_cities_has_keeps_its_name() -> None:
    one, other = labels(city(System("窓口端末")), city(System("業務システム"), body="やまて市長"))
    assert one["窓口端末"] == "窓口端末"
    assert other["業務システム"] == "業務システム"


@pytest.mark.parametrize(
    ("rival", "entry"),
    [
        ("共通宛名システム", "団体内統合宛名システム"),
        ("住民基本台帳システム（第2庁舎）", "既存住民基本台帳システム"),
        ("自治体中間サーバー", "中間サーバー"),
    ],
)
def test_the_name_of_a_type_tells_which_system_it_is_where_no_other_may_be_of_it(
    rival: str, entry: str
) -> None:
    told = city(System("基幹の系", entry=entry), procedure="別の事務")
    one, other = labels(city(System(entry), System("庁内の電話")), told)
    assert one[entry] == other["基幹の系"]
    one, other = labels(city(System(entry), System(rival)), told)
    assert one[entry] != other["基幹の系"]


def test_two_systems_of_one_catalogue_entry_are_two_within_an_assessment() -> None:
    model = city(System("本庁の市町村CS", entry="市町村CS"), System("支所の市町村CS", entry="市町村CS"))
    (only,) = label_nodes([model])
    assert only["本庁の市町村CS"] != only["支所の市町村CS"]


def test_the_flows_of_joined_cities_say_whose_they_are() -> None:
    flow = Flow("窓口端末", "業務システム")
    models = [
        Assessment(
            Overview(body, "事務"), systems=(System("窓口端末"), System("業務システム")), flows=(flow,)
        )
        for body in ("みなと市長", "やまて市長")
    ]
    assert [edge.id for edge in build_graph(models).edges] == [
        "みなと市長 事務: 該当なし 窓口端末→業務システム",
        "やまて市長 事務: 該当なし 窓口端末→業務システム",
    ]


def test_jlis_is_one_however_a_document_writes_its_name() -> None:
    long = Party("地方公共団体情報システム機構", PartyKind.JLIS)
    short = city(System("全国サーバー", owner="機構"), parties=(CENTRE,))
    full = city(System("全国サーバー", owner=long.name), body="やま市長", parties=(long,))
    one, other = labels(short, full)
    assert one["機構"] == other[long.name]
    assert one["全国サーバー"] == other["全国サーバー"]


def test_two_nodes_of_one_assessment_never_share_a_label() -> None:
    one, other = labels(
        city(System("X", entry="中間サーバー")), city(System("X"), System("Y", entry="中間サーバー"))
    )
    assert one["X"] == other["Y"]
    assert other["X"] != other["Y"]


# Which bodies are one.


def one_body(first: Party, second: Party) -> bool:
    one, other = labels(city(parties=(first,)), city(parties=(second,), body="やまて市長"))
    return one[first.name] == other[second.name]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (Party("うみべ市", PartyKind.MUNICIPALITY), Party("うみべ市長", PartyKind.MUNICIPALITY)),
        (Party("うみべ県", PartyKind.PREFECTURE), Party("うみべ県知事", PartyKind.PREFECTURE)),
        (
            Party("うみべ町", PartyKind.MUNICIPALITY),
            Party("隣町", PartyKind.MUNICIPALITY, aliases=("うみべ町長",)),
        ),
        (
            Party("うみべ市", PartyKind.MUNICIPALITY, code="999016"),
            Party("海辺市", PartyKind.MUNICIPALITY, code="999016"),
        ),
        (
            Party("支払基金", PartyKind.OTHER_PUBLIC),
            Party("社保基金", PartyKind.NATIONAL, aliases=("支払基金",)),
        ),
        (Party("Ｊ－ＬＩＳ", PartyKind.JLIS), Party("J-LIS", PartyKind.JLIS)),
        (
            Party("地方公共団体情報システム機構", PartyKind.CONTRACTOR),
            Party("地方公共団体情報システム機構", PartyKind.JLIS),
        ),
        (Party("法務省", PartyKind.NATIONAL), Party("法務大臣", PartyKind.NATIONAL)),
        (Party("金融庁", PartyKind.NATIONAL), Party("金融庁長官", PartyKind.CONTRACTOR)),
        (Party("丙県", PartyKind.PREFECTURE), Party("丙県知事", PartyKind.PREFECTURE)),
        (Party("うみべ県すなみ市", PartyKind.MUNICIPALITY), Party("すなみ市長", PartyKind.MUNICIPALITY)),
        (Party("東京都杉並区", PartyKind.MUNICIPALITY), Party("杉並区役所", PartyKind.OTHER_PUBLIC)),
        (
            Party("うみべ市教育委員会", PartyKind.OTHER_PUBLIC),
            Party("うみべ市教育長", PartyKind.OTHER_PUBLIC),
        ),
        (
            Party("社会保険診療報酬支払基金", PartyKind.OTHER_PUBLIC),
            Party("支払基金理事長", PartyKind.CONTRACTOR),
        ),
        (
            Party("伊達市", PartyKind.MUNICIPALITY, code="012335"),
            Party("北海道伊達市", PartyKind.MUNICIPALITY),
        ),
        (
            Party("みなと情報", PartyKind.CONTRACTOR, corporate_number="7000012050002"),
            Party("（株）港情報", PartyKind.CONTRACTOR, corporate_number="7000012050002"),
        ),
        (
            Party("函館市", PartyKind.MUNICIPALITY, code="012025"),
            Party("函館市", PartyKind.MUNICIPALITY, corporate_number="7000012050002"),
        ),
    ],
)
def test_a_body_is_one_by_name_alias_head_and_code(first: Party, second: Party) -> None:
    assert one_body(first, second)
    assert one_body(second, first)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (Party("うみべ市", PartyKind.MUNICIPALITY), Party("うみべ県", PartyKind.PREFECTURE)),
        (Party("うみべ市", PartyKind.MUNICIPALITY), Party("うみべ町", PartyKind.MUNICIPALITY)),
        (CENTRE, Party("地方税共同機構", PartyKind.JLIS)),
        (Party("日本年金機構", PartyKind.JLIS), Party("地方税共同機構", PartyKind.JLIS)),
        (COMPANY, COMPANY),
        (COMPANY, evolve(COMPANY, corporate_number="7000012050002")),
        (
            Party("函館市", PartyKind.MUNICIPALITY, corporate_number="7000012050002"),
            Party("函館市", PartyKind.MUNICIPALITY, corporate_number="8700110005901"),
        ),
        (
            Party("うみべ市", PartyKind.MUNICIPALITY, code="999016"),
            Party("うみべ市長", PartyKind.MUNICIPALITY, code="998010"),
        ),
        (
            Party("うみべ県すなみ市", PartyKind.MUNICIPALITY),
            Party("やまべ県すなみ市", PartyKind.MUNICIPALITY),
        ),
        (Party("府中市", PartyKind.MUNICIPALITY), Party("府中市長", PartyKind.MUNICIPALITY)),
        (Party("美郷町", PartyKind.MUNICIPALITY), Party("美郷町長", PartyKind.MUNICIPALITY)),
        (Party("北区", PartyKind.MUNICIPALITY), Party("北区役所", PartyKind.OTHER_PUBLIC)),
        (Party("東京都北区", PartyKind.MUNICIPALITY), Party("北区役所", PartyKind.OTHER_PUBLIC)),
        (
            Party("うみべ市", PartyKind.MUNICIPALITY, aliases=("本市",)),
            Party("すなみ市", PartyKind.MUNICIPALITY, aliases=("本市",)),
        ),
    ],
)
def test_bodies_of_one_kind_or_place_are_not_one(first: Party, second: Party) -> None:
    assert not one_body(first, second)
    assert not one_body(second, first)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("都道府県", PartyKind.PREFECTURE),
        ("県", PartyKind.PREFECTURE),
        ("都道府県知事", PartyKind.PREFECTURE),
        ("他市区町村", PartyKind.MUNICIPALITY),
        ("他の市町村", PartyKind.MUNICIPALITY),
        ("市区町村長", PartyKind.MUNICIPALITY),
        ("広域連合", PartyKind.OTHER_PUBLIC),
        ("税務署", PartyKind.NATIONAL),
        ("年金事務所", PartyKind.NATIONAL),
        ("教育委員会", PartyKind.SAME_GOVERNMENT),
        ("医療機関", PartyKind.COMPANY),
        ("金融機関", PartyKind.COMPANY),
        ("本町", PartyKind.MUNICIPALITY),
        ("隣の町", PartyKind.MUNICIPALITY),
        ("転出先市町", PartyKind.MUNICIPALITY),
        ("中核市", PartyKind.MUNICIPALITY),
        ("特別区", PartyKind.MUNICIPALITY),
        ("貴県", PartyKind.PREFECTURE),
        ("都庁", PartyKind.PREFECTURE),
        ("知事", PartyKind.PREFECTURE),
        ("国保連合会", PartyKind.OTHER_PUBLIC),
        ("後期高齢者医療広域連合", PartyKind.OTHER_PUBLIC),
        ("土地改良区", PartyKind.OTHER_PUBLIC),
        ("税務署長", PartyKind.NATIONAL),
        ("ハローワーク", PartyKind.NATIONAL),
        ("警察", PartyKind.OTHER_PUBLIC),
        ("みらい財団", PartyKind.OTHER_PUBLIC),
    ],
)
def test_what_has_no_proper_name_is_another_in_each_city(name: str, kind: PartyKind) -> None:
    """Two cities may mean two of them: that they are one would tell a way that is not there."""
    assert not one_body(Party(name, kind), Party(name, kind))


def test_a_body_is_the_party_of_its_name_whatever_another_document_calls_its_kind() -> None:
    for kind in (PartyKind.CONTRACTOR, PartyKind.OTHER_PUBLIC, PartyKind.MUNICIPALITY):
        one, other = labels(city(parties=(Party("みなと基金", kind),)), city(body="みなと基金"))
        assert one["みなと基金"] == other["みなと基金"]
    one, other = labels(city(), city(body="やまて市長", parties=(Party("みなと市", PartyKind.MUNICIPALITY),)))
    assert one["みなと市長"] == other["みなと市"]


def test_no_order_of_documents_changes_a_label() -> None:
    first = city(System("宛名システム"), parties=(Party("うみべ県", PartyKind.PREFECTURE),))
    second = city(
        System("宛名システム"), parties=(Party("うみべ県知事", PartyKind.PREFECTURE),), body="やまて市長"
    )
    assert labels(first, second) == labels(second, first)[::-1]


def test_a_city_whose_name_begins_like_a_word_for_many_is_one_in_every_document() -> None:
    kakamigahara = Party("各務原市", PartyKind.MUNICIPALITY)
    one, other = labels(city(parties=(kakamigahara,)), city(parties=(kakamigahara,), body="やまて市長"))
    assert one["各務原市"] == other["各務原市"] == "各務原市"


def test_the_names_by_which_bodies_speak_of_themselves_make_none_of_two_one() -> None:
    """本市 is another city in each document; so is what the assessing bodies are called for short."""
    for alias in ("本市", "当市", "貴市", "当組合", "本機関"):
        models = [
            city(parties=(Party(body, PartyKind.ASSESSOR, aliases=(alias,)),), body=body) for body in TWO
        ]
        one, other = labels(*models)
        assert one[TWO[0]] != other[TWO[1]]


TWO = ("みなと市長", "やまて市長")


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("みらい広域連合", "みらい広域連合長"),
        ("みらい水道企業団", "みらい水道企業団企業長"),
        ("みらい県事務組合", "みらい県事務組合管理者"),
        ("みらい財団", "みらい財団"),
    ],
)
def test_a_name_under_which_a_document_assesses_a_body_is_that_bodys_in_every_document(
    name: str, body: str
) -> None:
    for kind in (PartyKind.OTHER_PUBLIC, PartyKind.CONTRACTOR):
        one, other = labels(city(parties=(Party(name, kind),)), city(body=body))
        assert one[name] == other[body]


def test_a_word_for_many_is_nobodys_name_though_a_document_assesses_under_it() -> None:
    union = Party("健康保険組合", PartyKind.OTHER_PUBLIC)
    one, other = labels(city(parties=(union,)), city(body="健康保険組合"))
    assert one["健康保険組合"] != other["健康保険組合"]


def test_the_mayor_named_alone_is_that_of_the_city_whose_board_names_him() -> None:
    mayor = Party("市長", PartyKind.SAME_GOVERNMENT)
    one, other = labels(city(), city(body="みなと市教育委員会", parties=(mayor,)))
    assert one["みなと市長"] == other["市長"] != other["みなと市教育委員会"]


@pytest.mark.parametrize(("body", "same"), [("みなと市教育委員会", True), ("やまて市教育委員会", False)])
def test_the_board_named_alone_is_that_of_the_city_whose_document_names_it(body: str, *, same: bool) -> None:
    board = Party("教育委員会", PartyKind.SAME_GOVERNMENT)
    one, other = labels(city(parties=(board,)), city(body=body))
    assert (one["教育委員会"] == other[body]) is same
    assert one["みなと市長"] != one["教育委員会"]


def test_two_cities_of_one_name_and_two_codes_are_two_whichever_document_comes_first() -> None:
    models = [
        Assessment(Overview("伊達市長", "税", code=code), systems=(System("税システム"),))
        for code in ("012335", "072133")
    ]
    for first, second in (models, models[::-1]):
        graph = build_graph([first, second])
        assert graph.labels[0].keys() == graph.labels[1].keys()
        assert not {*graph.labels[0].values()} & {*graph.labels[1].values()}
        assert graph.prefixes == tuple(f"伊達市長 税 {m.overview.code}: " for m in (first, second))
    assert label_nodes(models) == label_nodes(models[::-1])[::-1]


def test_documents_of_one_title_are_told_apart_by_what_they_tell_and_not_by_their_order() -> None:
    one = city(System("窓口端末"))
    others = (
        city(System("業務システム")),
        city(System("窓口端末", functions=("受付",))),
        evolve(one, files=(File("台帳", "窓口端末"),)),
    )
    for other in others:
        assert name_documents([one, other]) == name_documents([other, one])[::-1]
        assert len(set(name_documents([one, other, one]))) == 3


def ward_of(body: str, name: str, procedure: str = "事務") -> Assessment:
    return city(body=body, parties=(Party(name, PartyKind.OTHER_PUBLIC),), procedure=procedure)


def test_desks_of_two_sections_say_of_which_they_are() -> None:
    desks = [
        [Party(above, PartyKind.DEPARTMENT), Party("給付係", PartyKind.DEPARTMENT, body=above)]
        for above in ("国保課", "介護保険課", "国保課")
    ]
    found = label_nodes([city(parties=(*each,), procedure=f"事務{i}") for i, each in enumerate(desks)])
    assert [names["給付係"] for names in found] == [
        f"給付係（みなと市長 {above}）" for above in ("国保課", "介護保険課", "国保課")
    ]


@pytest.mark.parametrize("ward", ["北区", "中央区", "西区", "港区"])
def test_a_ward_is_that_of_the_city_whose_document_names_it(ward: str) -> None:
    models = [ward_of(body, ward) for body in ("札幌市長", "大阪市長", "大阪市教育委員会", "やまて市長")]
    sapporo, osaka, board, elsewhere = (names[ward] for names in label_nodes(models))
    assert osaka == board
    assert len({sapporo, osaka, elsewhere}) == 3
    in_full, named = labels(ward_of("やまて市長", f"大阪市{ward}"), ward_of("大阪市長", f"{ward}長"))
    assert in_full[f"大阪市{ward}"] == named[f"{ward}長"]


@pytest.mark.parametrize("ward", ["北区", "中央区", "港区"])
def test_a_ward_that_assesses_is_the_special_ward_of_its_name(ward: str) -> None:
    told, own = labels(ward_of("やまて市長", f"東京都{ward}"), city(body=f"{ward}長"))
    assert told[f"東京都{ward}"] == own[f"{ward}長"]
    told, own = labels(ward_of("大阪市長", ward), city(body=f"{ward}長"))
    assert told[ward] != own[f"{ward}長"]


PREFECTURAL = System("都道府県サーバー", entry="都道府県サーバー", owner="機構")


def registry(body: str, code: str = "", owner: Party = CENTRE) -> Assessment:
    return Assessment(
        Overview(body, "住民基本台帳", code=code),
        parties=(owner,),
        systems=(evolve(PREFECTURAL, owner=owner.name),),
        flows=(Flow("都道府県サーバー", body),),
    )


def test_two_cities_of_one_prefecture_meet_in_its_server_whoever_runs_it() -> None:
    governor = Party("都道府県知事", PartyKind.PREFECTURE)
    one, other = labels(registry("函館市長"), registry("小樽市長", owner=governor))
    assert one["都道府県サーバー"] == other["都道府県サーバー"]
    one, other = labels(registry("みなと市長", "012025"), registry("北海道知事"))
    assert one["都道府県サーバー"] == other["都道府県サーバー"]


def test_each_prefecture_has_a_server_of_its_own() -> None:
    one, other = labels(registry("函館市長"), registry("青森市長"))
    assert one["都道府県サーバー"] == "都道府県サーバー（北海道）"
    assert other["都道府県サーバー"] == "都道府県サーバー（青森県）"
    named = labels(
        registry("函館市長", owner=Party("青森県知事", PartyKind.PREFECTURE)), registry("青森市長")
    )
    assert named[0]["都道府県サーバー"] == named[1]["都道府県サーバー"]


def test_a_server_of_an_untold_prefecture_may_be_any() -> None:
    models = [registry("みなと市長"), registry("函館市長"), registry("青森市長")]
    graph = build_graph(models)
    untold, *told = (names["都道府県サーバー"] for names in graph.labels)
    assert len({untold, *told}) == 3
    same = {(edge.source, edge.target) for edge in graph.edges if edge.is_same}
    assert same >= {(untold, server) for server in told} | {(server, untold) for server in told}

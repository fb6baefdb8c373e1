"""Of which 機関 a printed recipient plainly is."""

from __future__ import annotations

import pytest

from piaflow.domain.assessment import Assessment, Overview
from piaflow.domain.certainty import Certainty
from piaflow.domain.choices import PartyKind
from piaflow.domain.nodes import Party
from piaflow.rules.bodies import find_other_body, is_inside, is_other_body, may_be_member
from piaflow.rules.dossier import Dossier

CITY = Dossier(Assessment(Overview(body="みなと市長", procedure="住民基本台帳に関する事務")))


@pytest.mark.parametrize(
    "name",
    [
        "みなと市教育委員会 学務課",
        "市議会",
        "選挙管理委員会事務局",
        "水道事業管理者",
        "後期高齢者医療広域連合",
        "厚生労働大臣",
    ],
)
def test_another_organ_or_government_is_another_body(name: str) -> None:
    assert find_other_body(CITY, name) == name
    assert not is_inside(CITY, name)


@pytest.mark.parametrize("name", ["保育課", "みなと市 市民課", "みなと市市民税課", "都市整備課"])
def test_a_bare_section_is_of_the_assessing_body_or_nobody_knows(name: str) -> None:
    assert find_other_body(CITY, name) == ""
    assert is_inside(CITY, name) is (name != "都市整備課")


@pytest.mark.parametrize(
    "name",
    [
        "都市計画審議会の事務",
        "各課（教育委員会を除く。）",
        "隣町 福祉課",
        "大浜県健康福祉部福祉課",
        "情報照会者",
        "",
    ],
)
def test_of_any_other_name_nothing_is_said(name: str) -> None:
    assert find_other_body(CITY, name) == ""
    assert not is_inside(CITY, name)


BOARD = Dossier(Assessment(Overview(body="みなと市教育委員会", procedure="就学援助に関する事務")))
UNION = Dossier(
    Assessment(Overview(body="大浜県後期高齢者医療広域連合", procedure="後期高齢者医療に関する事務"))
)


@pytest.mark.parametrize("dossier", [BOARD, UNION])
def test_a_bare_section_may_be_another_bodys_where_bodies_share_a_house(dossier: Dossier) -> None:
    assert not is_inside(dossier, "税務課")


@pytest.mark.parametrize(
    ("dossier", "name", "member"),
    [
        (UNION, "みなと市長", True),
        (UNION, "厚生労働大臣", False),
        (CITY, "大浜県後期高齢者医療広域連合 業務課", True),
        (CITY, "北郡事務組合", True),
        (CITY, "みなと市教育委員会", False),
        (CITY, "となり市長", False),
    ],
)
def test_a_union_and_its_members_may_share_one_procedure(dossier: Dossier, name: str, member: bool) -> None:
    assert may_be_member(dossier, name) is member


@pytest.mark.parametrize(
    ("body", "name", "kind", "other"),
    [
        ("大浜県知事", "大浜県", PartyKind.PREFECTURE, Certainty.NO),
        ("大浜県", "大浜県知事", PartyKind.PREFECTURE, Certainty.NO),
        ("みなと市長", "みなと市", PartyKind.MUNICIPALITY, Certainty.NO),
        ("国税庁長官", "国税庁", PartyKind.NATIONAL, Certainty.NO),
        ("国税庁長官", "税務署", PartyKind.NATIONAL, Certainty.NO),
        ("大浜国税局長", "みなと税務署", PartyKind.NATIONAL, Certainty.NO),
        ("法務大臣", "大浜地方法務局", PartyKind.NATIONAL, Certainty.NO),
        ("日本年金機構", "みなと年金事務所", PartyKind.OTHER_PUBLIC, Certainty.NO),
        ("地方公共団体情報システム機構", "機構", PartyKind.JLIS, Certainty.NO),
        ("厚生労働大臣", "大浜厚生局", PartyKind.NATIONAL, Certainty.NO),
        ("財務大臣", "大浜税関", PartyKind.NATIONAL, Certainty.UNKNOWN),
        ("デジタル大臣", "内閣総理大臣", PartyKind.NATIONAL, Certainty.UNKNOWN),
        ("大浜県知事", "大浜県税事務所", PartyKind.PREFECTURE, Certainty.NO),
        ("大浜県知事", "県", PartyKind.PREFECTURE, Certainty.UNKNOWN),
        ("全国健康保険協会", "大浜支部", PartyKind.OTHER_PUBLIC, Certainty.UNKNOWN),
        ("大浜県後期高齢者医療広域連合", "広域連合", PartyKind.OTHER_PUBLIC, Certainty.UNKNOWN),
        ("甲健康保険組合理事長", "組合", PartyKind.OTHER_PUBLIC, Certainty.UNKNOWN),
        ("甲健康保険組合", "乙健康保険組合", PartyKind.OTHER_PUBLIC, Certainty.YES),
        ("大浜県知事", "保健所", PartyKind.OTHER_PUBLIC, Certainty.UNKNOWN),
        ("大浜県知事", "東部県税事務所", PartyKind.OTHER_PUBLIC, Certainty.UNKNOWN),
        ("大浜県知事", "児童相談所", PartyKind.OTHER_PUBLIC, Certainty.UNKNOWN),
        ("大浜県知事", "地域振興局", PartyKind.OTHER_PUBLIC, Certainty.UNKNOWN),
        ("みなと市長", "福祉事務所", PartyKind.OTHER_PUBLIC, Certainty.UNKNOWN),
        ("みなと市長", "福祉事務所長", PartyKind.OTHER_PUBLIC, Certainty.UNKNOWN),
        ("みなと市長", "北支所", PartyKind.OTHER_PUBLIC, Certainty.UNKNOWN),
        ("みなと市長", "市税事務所", PartyKind.OTHER_PUBLIC, Certainty.UNKNOWN),
        *(
            ("みなと市長", name, PartyKind.OTHER_PUBLIC, Certainty.UNKNOWN)
            for name in (
                "市民病院",
                "第一保育所",
                "中央図書館",
                "事務センター",
                "消防本部",
                "北区役所",
                "南区長",
                "こども園",
            )
        ),
        *(
            ("みなと市長", name, PartyKind.OTHER_PUBLIC, Certainty.YES)
            for name in (
                "となり市事務センター",
                "社会福祉協議会",
                "国保連合会",
                "市立小学校",
                "日本年金機構",
                "審査支払機関",
            )
        ),
        ("みなと市長", "北区長", PartyKind.MUNICIPALITY, Certainty.YES),
        ("みなと町長", "北区役所", PartyKind.OTHER_PUBLIC, Certainty.YES),
        ("みなと市長", "みなと市保健センター", PartyKind.OTHER_PUBLIC, Certainty.NO),
        ("大浜県知事", "大浜県福祉事務所", PartyKind.OTHER_PUBLIC, Certainty.NO),
        ("みなと市長", "大浜県福祉事務所", PartyKind.OTHER_PUBLIC, Certainty.YES),
        ("みなと市長", "となり市福祉事務所", PartyKind.OTHER_PUBLIC, Certainty.YES),
        ("みなと市長", "県税事務所", PartyKind.OTHER_PUBLIC, Certainty.YES),
        ("みなと市長", "税務署", PartyKind.OTHER_PUBLIC, Certainty.YES),
        ("みなと市長", "年金事務所", PartyKind.OTHER_PUBLIC, Certainty.YES),
        ("みなと市長", "ハローワーク", PartyKind.OTHER_PUBLIC, Certainty.YES),
        ("みなと市長", "労働局", PartyKind.OTHER_PUBLIC, Certainty.YES),
        ("大浜県知事", "市税事務所", PartyKind.OTHER_PUBLIC, Certainty.YES),
        ("大浜県知事", "みなと市福祉事務所", PartyKind.OTHER_PUBLIC, Certainty.YES),
        ("大浜県知事", "年金事務所", PartyKind.OTHER_PUBLIC, Certainty.YES),
        ("大浜県知事", "県立高等学校", PartyKind.OTHER_PUBLIC, Certainty.YES),
        ("大浜県知事", "警察署", PartyKind.OTHER_PUBLIC, Certainty.YES),
        ("みなと市教育委員会", "福祉事務所", PartyKind.OTHER_PUBLIC, Certainty.YES),
        ("みなと市長", "北部市税事務所", PartyKind.OTHER_PUBLIC, Certainty.UNKNOWN),
        ("大浜県知事", "兵庫県税事務所", PartyKind.OTHER_PUBLIC, Certainty.YES),
        ("日本年金機構", "機構", PartyKind.JLIS, Certainty.YES),
        ("国税庁長官", "大浜労働局", PartyKind.NATIONAL, Certainty.YES),
        ("財務大臣", "国税庁", PartyKind.NATIONAL, Certainty.YES),
        ("厚生労働大臣", "みなと市長", PartyKind.MUNICIPALITY, Certainty.YES),
        ("大浜県知事", "小浜県", PartyKind.PREFECTURE, Certainty.YES),
        ("大浜県知事", "他の都道府県", PartyKind.PREFECTURE, Certainty.YES),
        ("みなと市長", "税務署", PartyKind.NATIONAL, Certainty.YES),
        ("みなと市長", "となり市", PartyKind.MUNICIPALITY, Certainty.YES),
        ("みなと市長", "教育委員会", PartyKind.SAME_GOVERNMENT, Certainty.YES),
        ("大浜県知事", "大浜県", PartyKind.SAME_GOVERNMENT, Certainty.YES),
        ("みなと市教育委員会", "教育委員会", PartyKind.SAME_GOVERNMENT, Certainty.NO),
        ("みなと市教育委員会", "教育長", PartyKind.SAME_GOVERNMENT, Certainty.NO),
        ("みなと市教育委員会", "みなと市長", PartyKind.SAME_GOVERNMENT, Certainty.YES),
        ("みなと市長", "みなと市", PartyKind.SAME_GOVERNMENT, Certainty.YES),
        ("みなと市長", "市民課", PartyKind.DEPARTMENT, Certainty.NO),
    ],
)
def test_a_body_and_its_head_and_its_offices_are_one(
    body: str, name: str, kind: PartyKind, other: Certainty
) -> None:
    party = Party(name, kind)
    dossier = Dossier(Assessment(Overview(body=body, procedure="事務"), parties=(party,)))
    assert is_other_body(dossier, party) is other


def test_a_printed_minister_is_his_ministry() -> None:
    ministry = Dossier(Assessment(Overview(body="厚生労働省", procedure="給付に関する事務")))
    assert find_other_body(ministry, "厚生労働大臣") == ""
    assert find_other_body(ministry, "法務大臣") == "法務大臣"

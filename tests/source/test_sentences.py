"""Sentences of a 備考 as flows: who hands what to whom where the sentence says so, and nobody where it does not."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from piaflow.domain.assessment import Assessment, Overview
from piaflow.domain.certainty import Certainty
from piaflow.domain.choices import Means, NodeKind, PartyKind
from piaflow.domain.flows import Flow
from piaflow.domain.nodes import File, Party, System
from piaflow.domain.span import Span
from piaflow.source.drafting.clauses import strip_notes
from piaflow.source.drafting.heads import spell
from piaflow.source.drafting.naming import Register
from piaflow.source.drafting.remarks import find_remarks
from piaflow.source.drafting.steps import Drawn, draw_steps
from piaflow.source.page import Line
from piaflow.store.catalogue import load_catalogue

CATALOGUE = load_catalogue()
MINATO = Assessment(
    Overview(body="みなと市長", procedure="介護保険事務", departments=("福祉部 介護保険課",)),
    systems=(
        System("介護保険システム", number="1", aliases=("介護システム",)),
        System("団体内統合宛名システム", number="2", entry="団体内統合宛名システム"),
        System("中間サーバー", number="3", entry="中間サーバー"),
        System("住民基本台帳ネットワークシステム", number="4", entry="住民基本台帳ネットワークシステム"),
    ),
    files=(File("介護保険ファイル", holder="みなと市長"),),
)
OFFICE = "福祉部 介護保険課"


def _draw(*sentences: str, model: Assessment = MINATO) -> tuple[Drawn, Register]:
    lines = [
        Line("（備考）", 1),
        *(Line(f"　1-{chr(0x2460 + i)} {s}", i + 2) for i, s in enumerate(sentences)),
    ]
    register = Register(model, CATALOGUE)
    return draw_steps(find_remarks(lines), register, "900", model.vocabulary), register


def _ends(*sentences: str) -> list[tuple[str, str]]:
    return [(flow.source, flow.target) for flow in _draw(*sentences)[0].flows]


def _flow(sentence: str) -> Flow:
    (flow,) = _draw(sentence)[0].flows
    return flow


@pytest.mark.parametrize(
    ("sentence", "ends"),
    [
        (
            "介護保険システムから団体内統合宛名システムへ宛名情報を連携する。",
            [("介護保険システム", "団体内統合宛名システム")],
        ),
        (
            "みなと市長は、国民健康保険団体連合会へ資格情報を提供する。",
            [("みなと市長", "国民健康保険団体連合会")],
        ),
        (
            "介護システムにおいて、給付管理システムより給付情報を受信する。",
            [("給付管理システム", "介護保険システム")],
        ),
        (
            "介護保険システムは、年金連携システムから年金情報を取り込む。",
            [("年金連携システム", "介護保険システム")],
        ),
        ("申請者が市民窓口に申請書を提出する。", [("申請者", "市民窓口")]),
        ("転出地市町村へ、介護保険システムから照会する。", [("介護保険システム", "転出地市町村")]),
        (
            "給付情報が給付管理システムから介護保険システムへ連携される。",
            [("給付管理システム", "介護保険システム")],
        ),
        (
            "介護保険システムより、国保連合会及び広域連合に対し、資格情報を送付する。",
            [("介護保険システム", "国保連合会"), ("介護保険システム", "広域連合")],
        ),
        (
            "介護保険システムから、中間サーバーを経由して厚生労働省に対し情報の送信依頼を行う。",
            [("介護保険システム", "中間サーバー"), ("中間サーバー", "厚生労働省")],
        ),
        (
            "介護保険システムと給付管理システムとの間で資格情報の送受信を行う。",
            [("介護保険システム", "給付管理システム"), ("給付管理システム", "介護保険システム")],
        ),
        (
            "審査システムより、給付管理システムから受け渡される請求情報を国保連合会へ送信すると同時に、介護保険システムへ結果情報を送信する。",
            [
                ("給付管理システム", "審査システム"),
                ("審査システム", "国保連合会"),
                ("審査システム", "介護保険システム"),
            ],
        ),
        (
            "窓口端末において、被保険者から提示された保険証の番号を送信し、中間サーバーを通じて資格確認システムに対して資格確認を行う。",
            [("被保険者", "窓口端末"), ("窓口端末", "中間サーバー"), ("中間サーバー", "資格確認システム")],
        ),
        (
            "基幹システムに登録された資格情報は、医療保険者等向け中間サーバー等に登録される。",
            [("基幹システム", "医療保険者等向け中間サーバー等")],
        ),
    ],
)
def test_a_sentence_that_names_both_ends_is_a_flow(sentence: str, ends: list[tuple[str, str]]) -> None:
    assert _ends(sentence) == ends


@pytest.mark.parametrize(
    ("sentence", "ends", "why"),
    [
        (
            "被保険者より申請書を受け付ける。",
            ("被保険者", OFFICE),
            "受け手は書かれていないので担当部署とした",
        ),
        ("認定結果を申請者に通知する。", (OFFICE, "申請者"), "送り手は書かれていないので担当部署とした"),
        (
            "介護保険システムに申請内容の入力をする。",
            (OFFICE, "介護保険システム"),
            "送り手は書かれていないので担当部署とした",
        ),
        (
            "日本年金機構へ特別徴収依頼情報を送付する。",
            ("みなと市長", "日本年金機構"),
            "送り手は書かれていないので評価実施機関とした",
        ),
        (
            "支払基金から納付金情報を受領する。",
            ("支払基金", "みなと市長"),
            "受け手は書かれていないので評価実施機関とした",
        ),
        (
            "給付管理システムにて確定した給付情報を国保連合会に通知する。",
            ("給付管理システム", "国保連合会"),
            "送り手は情報のある所とした",
        ),
        ("更新した介護保険ファイルの情報を広域連合へ連携する。", ("介護保険ファイル", "広域連合"), ""),
        (
            "住民からの申請に基づき、資格情報を広域連合へ送付する。",  # who applies hands over no 資格情報
            ("みなと市長", "広域連合"),
            "送り手は書かれていないので評価実施機関とした",
        ),
        (
            "住民への通知書を委託先へ送付する。",
            ("みなと市長", "委託先"),
            "送り手は書かれていないので評価実施機関とした",
        ),
        (
            "広域連合への個人番号を含む資格情報の送付を行う。",
            ("みなと市長", "広域連合"),
            "送り手は書かれていないので評価実施機関とした",
        ),
        (
            "機構からの本人確認情報の受領。",
            ("地方公共団体情報システム機構", "みなと市長"),
            "受け手は書かれていないので評価実施機関とした",
        ),
    ],
)
def test_a_subject_that_is_left_out_is_the_body_s_and_said_so(
    sentence: str, ends: tuple[str, str], why: str
) -> None:
    flow = _flow(sentence)
    assert (flow.source, flow.target) == ends
    assert flow.inferred == "。".join(filter(None, ("別添1の備考の文による", why)))
    assert flow.spans == (Span("900", 2, 2),)


@pytest.mark.parametrize(
    "sentence",
    [
        "介護保険システムから認定情報を連携する。",  # to whom?
        "団体内統合宛名システムへ宛名情報を登録する。",  # which system of the body?
        "被保険者が届書により届け出る。",  # to whom?
        "審査システムを通じて厚生労働省と連携する。",  # which way?
        "みなと市に住所のある者の認定情報を連携する。",  # に belongs to another verb
        "住民票に異動があった場合、担当者が確認する。",
        "委託業者がデータを加工する。",
        "外国の機関の制度を参照し、決定する。",
        "介護保険システムから広域連合へ個人番号は送信しない。",
        "介護保険システムから広域連合への個人番号の提供を行わない。",
        "国保連合会からの照会に応じて、資格情報を提供する。",
        "全国サーバーの検索結果を用いて整合性確認を行う。",
    ],
)
def test_what_a_sentence_does_not_tell_is_left_out_and_said(sentence: str) -> None:
    drawn, _ = _draw(sentence)
    assert drawn.flows == ()
    assert len(drawn.untold) == 1
    assert "1-①" in drawn.untold[0]


def test_a_condition_hands_nothing_over_and_its_alternatives_are_both_told() -> None:
    sentence = "介護保険システムから、検索対象者が市内の場合は広域連合、市外の場合は国保連合会に対して検索の要求を行う。"
    assert _ends(sentence) == [("介護保険システム", "広域連合"), ("介護保険システム", "国保連合会")]


def test_what_an_earlier_step_has_drawn_is_not_drawn_again_by_a_clause_in_the_past() -> None:
    first = "給付管理システムより、国保連合会に対し、給付情報を送付する。"
    again = "国保連合会において、給付管理システムより受信した給付情報を用いて審査を行う。"
    assert _ends(first, again) == [("給付管理システム", "国保連合会")]
    assert _ends(again) == [("給付管理システム", "国保連合会")]


def test_a_network_is_a_means_and_a_system_between_is_a_station() -> None:
    flow = _flow("住基ネット経由で都道府県知事へ通知する。")
    assert (flow.source, flow.target, flow.means) == ("みなと市長", "都道府県知事", (Means.JUKI_NETWORK,))
    assert _ends("国保連合会経由で日本年金機構へ送付する。") == [
        ("みなと市長", "国保連合会"),
        ("国保連合会", "日本年金機構"),
    ]


def test_what_goes_along_is_what_is_named_and_no_more() -> None:
    assert str(_flow("申請者から個人番号、氏名を受領する。").items) == "個人番号、氏名等"
    assert (
        str(_flow("介護保険システムから広域連合へ個人番号を含む資格情報を送付する。").items)
        == "資格情報、個人番号等"
    )
    assert str(_flow("広域連合に対し、個人番号をキーワードとした資格情報の照会を行う。").items) == ""
    assert str(_flow("申請者から手続の相談を受け付ける。").items) == ""
    drawn, _ = _draw("申請者から資格情報を受領する。")
    assert [(item.name, item.members.complete) for item in drawn.items] == [("資格情報", False)]


def test_a_remark_that_it_is_no_specific_information_counts_where_it_stands() -> None:
    assert _flow("申請者から申請を受け付ける（※特定個人情報を含まない）。").specific is Certainty.NO
    assert _flow("申請者から申請を受け付ける（個人番号なし）。").excludes == ("個人番号",)
    drawn, _ = _draw(
        "審査システムより、請求情報（※特定個人情報を含まない）を国保連合会へ送信し、広域連合へ資格情報を送信する。"
    )
    assert [(flow.target, flow.specific) for flow in drawn.flows] == [
        ("国保連合会", Certainty.NO),
        ("広域連合", None),
    ]


def test_one_thing_in_several_spellings_is_one_node() -> None:
    drawn, register = _draw(
        "介護システムから中間サーバへ登録する。",
        "市町村ＣＳから全国サーバに通知する。",
        "ＣＳから全国サーバーに送信する。",
        "地域包括システム（包括）から広域連合へ送付する。",
        "広域連合から介護台帳（介護保険システム）へ回答する。",
        "介護台帳から国保連合会へ送付する。",
    )
    assert [(flow.source, flow.target) for flow in drawn.flows] == [
        ("介護保険システム", "中間サーバー"),
        ("市町村CS", "全国サーバ"),
        ("市町村CS", "全国サーバ"),
        ("地域包括システム", "広域連合"),
        ("広域連合", "介護保険システム"),
        ("介護保険システム", "国保連合会"),
    ]
    added = {node.name: node for node in register.added.values()}
    assert isinstance(added["全国サーバ"], System)
    assert added["全国サーバ"].entry == "全国サーバー"
    assert added["全国サーバ"].spans == (Span("900", 3, 4),)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("申請者", PartyKind.PERSON),
        ("税務課", PartyKind.DEPARTMENT),
        ("みどり県", PartyKind.PREFECTURE),
        ("国税庁", PartyKind.NATIONAL),
        ("他市区町村", PartyKind.MUNICIPALITY),
        ("日本年金機構", PartyKind.OTHER_PUBLIC),
        ("あおぞら株式会社", PartyKind.COMPANY),
        ("委託先", PartyKind.CONTRACTOR),
    ],
)
def test_a_party_is_of_the_kind_that_its_name_ends_with(name: str, kind: PartyKind) -> None:
    _, register = _draw(f"介護保険システムから{name}へ資格情報を送付する。")
    assert [(n.name, n.kind) for n in register.added.values() if isinstance(n, Party)] == [(name, kind)]


def test_a_system_is_of_the_kind_that_its_name_ends_with() -> None:
    _, register = _draw("窓口端末から審査システムへ送信する。")
    kinds = {node.name: node.kind for node in register.added.values() if isinstance(node, System)}
    assert kinds == {"窓口端末": NodeKind.TERMINAL, "審査システム": NodeKind.SYSTEM}


def test_only_the_body_s_own_word_means_the_body() -> None:
    assert _ends("広域連合から市へ資格情報を通知する。") == [("広域連合", "みなと市長")]
    assert _ends("つくば市から広域連合へ資格情報を通知する。") == [("つくば市", "広域連合")]
    assert _ends("広域連合からみどり市へ資格情報を通知する。") == [("広域連合", "みどり市")]
    prefecture = Assessment(Overview(body="みどり県知事", procedure="県税事務"))
    drawn, _ = _draw("広域連合から本県へ資格情報を通知する。", "県から市へ通知する。", model=prefecture)
    assert [(flow.source, flow.target) for flow in drawn.flows] == [("広域連合", "みどり県知事")]


def test_a_character_of_a_font_is_no_particle() -> None:
    assert _ends("介護保険システム\ue002広域連合から資格情報を送付する。") == []
    assert _ends("介護保険システムへに対し介護システムにおいて送信する。") == []


def test_a_department_is_one_by_its_short_name_too() -> None:
    ends = _ends("申請者から申請書を受理する。", "介護保険課から広域連合へ資格情報を送付する。")
    assert ends == [("申請者", OFFICE), (OFFICE, "広域連合")]


def test_the_officer_is_the_body_where_nobody_says_which_department() -> None:
    several = Assessment(Overview(body="みなと市長", procedure="事務", departments=("税務課", "市民課")))
    drawn, _ = _draw("住民から申請書を受理する。", model=several)
    assert [(flow.source, flow.target) for flow in drawn.flows] == [("住民", "みなと市長")]


PIECES = (
    *(
        "介護保険システム",
        "中間サーバー",
        "つくば市",
        "住民",
        "申請者",
        "広域連合",
        "窓口端末",
        "全国サーバー",
        "ＣＳ",
        "本市",
        "職員",
        "情報",
    ),
    *(
        "から",
        "より",
        "へ",
        "に",
        "に対し",
        "において",
        "にて",
        "を経由して",
        "を通じて",
        "は",
        "が",
        "を",
        "の",
        "と",
        "及び",
        "、",
        "。",
        "等",
    ),
    *(
        "送信する",
        "受信した",
        "通知される",
        "受け付ける",
        "入力をする",
        "連携する",
        "照会を行い",
        "登録し",
        "場合",
        "（※含まない）",
        "との間で",
    ),
)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=24))
def test_whoever_is_drawn_is_named_or_said_to_be_concluded(pieces: list[str]) -> None:
    sentence = "".join(pieces) + "。"
    drawn, register = _draw(sentence)
    words = spell(strip_notes(sentence)[0])
    for flow in drawn.flows:
        assert flow.source != flow.target
        for end in (flow.source, flow.target):
            node = register.nodes[spell(end)]
            named = any(spell(name) in words for name in (end, *node.aliases, *register.aliases.get(end, ())))
            own = end in ("みなと市長", OFFICE) and any(word in sentence for word in ("本市", "職員"))
            short = end == "市町村CS" and "ＣＳ" in sentence
            assert named or own or short or "とした" in flow.inferred

"""What docs/trace.md decides of systems that several documents write under several names."""

from __future__ import annotations

import itertools
from typing import Any

import pytest

from piaflow.domain.assessment import Assessment, Overview
from piaflow.domain.choices import NodeKind, PartyKind
from piaflow.domain.flows import Flow
from piaflow.domain.nodes import Party, System
from piaflow.law.system_types import find_type_called
from piaflow.report.trace import way_of
from piaflow.trace.answer import NodeTrace, Reach
from piaflow.trace.tracing import trace
from tests.trace.minato import CITY, NUMBER, flow

KEEPER = Party("みらい会社", PartyKind.CONTRACTOR)
DESK = Party("市民課", PartyKind.DEPARTMENT, body=CITY)
CENTRE = Party("地方公共団体情報システム機構", PartyKind.JLIS)


def document(procedure: str, *flows: Flow, body: str = CITY, **told: Any) -> Assessment:
    parties = (*told.pop("parties", ()), KEEPER, *((DESK,) if body == CITY else ()))
    return Assessment(Overview(body, procedure), parties=parties, flows=tuple(flows), **told)


def ending(system: System, *others: System) -> Assessment:
    """A document in which the number ends at a system."""
    return document("甲事務", flow(DESK.name, system.name, NUMBER), systems=(system, *others))


def going_on(system: System, *others: System, **told: Any) -> Assessment:
    """A document in which it leaves a system."""
    return document("乙事務", flow(system.name, KEEPER.name, NUMBER), systems=(system, *others), **told)


def ask(*models: Assessment) -> NodeTrace:
    """Whether the number gets from the one document's counter to the other's contractor, in every order of the two."""
    found = [
        trace(order, NUMBER, start=DESK.name).node(KEEPER.name) for order in itertools.permutations(models)
    ]
    assert len({(node.reach, node.path, node.assumed) for node in found}) == 1
    return found[0]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("既存住基システム", "住民基本台帳システム"),
        ("住民記録システム", "既存住民基本台帳システム"),
        ("統合宛名システム", "団体内統合宛名システム"),
        ("中間サーバ", "自治体中間サーバー"),
        ("国保システム", "国民健康保険システム"),
    ],
)
def test_systems_of_one_type_of_the_catalogue_are_one_in_one_body(one: str, other: str) -> None:
    """Whether they refer to the entry or only bear one of its names."""
    kind = find_type_called((one,))
    assert kind is not None
    for entry in ("", kind.name):
        answer = ask(ending(System(one)), going_on(System(other, entry=entry)))
        assert (answer.reach, answer.assumed) == (Reach.DEFINITE, ())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("中間サーバー", "中間サーバー・プラットフォーム"),
        ("宛名システム", "団体内統合宛名システム"),
        ("既存国保サーバー", "国民健康保険システム"),
        ("住民税システム", "個人住民税システム"),
        ("税務システム", "個人住民税システム"),
        ("住民基本台帳ネットワークシステム", "市町村CS"),
        ("児扶手システム", "児童扶養手当システム"),
        ("障がい福祉サーバ", "障害福祉システム（新）"),
        ("業務システム", "介護保険システム"),
        ("庁内の他業務システム", "介護保険システム"),
        ("eLTAX", "審査システム（eLTAX）"),
        ("国保資格システム", "国民健康保険システム"),
        ("住基異動システム", "住民基本台帳管理システム"),
    ],
)
def test_systems_whose_names_go_together_may_be_one(one: str, other: str) -> None:
    """Nothing surely goes on there and nothing surely stops; what is taken for granted is said."""
    for first, second in ((one, other), (other, one)):
        models = [ending(System(first, owner=CITY)), going_on(System(second, owner=CITY))]
        answer = ask(*models)
        assert (answer.reach, answer.assumed) == (Reach.POSSIBLE, ((first, second),))
        whole = trace(models, NUMBER, start=DESK.name)
        way = way_of(whole, whole.node(KEEPER.name), {told.flow: told for told in whole.flows})
        assert f"推定: 「{first}」と「{second}」が同じシステムなら" in way


BETWEEN = [
    *(
        "団体内統合宛名システム",
        "宛名システム",
        "住登外者宛名番号管理機能",
        "共通基盤システム",
        "庁内連携システム",
    ),
    *("データ連携基盤", "番号連携サーバー", "マイナンバー連携システム"),
]


@pytest.mark.parametrize(("one", "other"), [*itertools.combinations(BETWEEN, 2)])
def test_what_stands_between_the_systems_of_a_body_has_many_names(one: str, other: str) -> None:
    """共通基盤 of one document may be 団体内統合宛名システム of another, as it is in 岡山市; in one document they are two."""
    for first, second in ((one, other), (other, one)):
        assert ask(ending(System(first)), going_on(System(second))).reach is Reach.POSSIBLE
        both = ending(System(first), System(second))
        assert ask(both, going_on(System(second))).reach is Reach.NONE


def test_what_else_stands_between_leaves_the_name_of_a_type_its_own() -> None:
    beside = System("庁内連携システム")
    one, other = (
        ending(System("統合宛名システム"), beside),
        going_on(System("団体内統合宛名システム"), beside),
    )
    assert ask(one, other).reach is Reach.DEFINITE


@pytest.mark.parametrize("name", ["中間サーバー", "既存住基システム", "国保連携システム", "収納基盤"])
@pytest.mark.parametrize("between", BETWEEN)
def test_what_a_name_tells_more_of_is_nothing_that_stands_between(name: str, between: str) -> None:
    assert ask(ending(System(name)), going_on(System(between))).reach is Reach.NONE


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("国民健康保険システム", "介護保険システム"),
        ("税務システム", "国民健康保険システム"),
        ("予防接種システム", "母子保健システム"),
        ("住民基本台帳システム", "税務システム"),
        ("健康管理システム", "ワクチン接種記録システム（VRS）"),
        ("介護保険システム", "介護保険審査支払等システム"),
        ("戸籍システム", "戸籍情報連携システム"),
        ("福祉総合システム", "国民健康保険システム"),
        ("健康管理システム", "予防接種端末"),
        ("統合システム", "住基ネットシステム"),
        ("統合端末", "税務端末"),
        ("既存住基システム", "住民基本台帳ネットワークシステム"),
        ("既存住基システム", "既存住基システム端末"),
        ("業務システム", "業務端末"),
        ("固定資産税システム", "個人住民税システム"),
        ("収納システム", "滞納管理システム"),
        ("児童手当システム", "児童扶養手当システム"),
        ("国民年金システム", "国民健康保険システム"),
        ("介護給付システム", "介護認定審査システム"),
        ("業務システム1", "業務システム12"),
        ("健康管理システム", "国民健康保険システム"),
    ],
)
def test_systems_whose_names_say_different_things_are_two(one: str, other: str) -> None:
    for first, second in ((one, other), (other, one)):
        assert ask(ending(System(first)), going_on(System(second))).reach is Reach.NONE


WIDE_AND_NARROW = [
    ("健康管理システム", "予防接種システム"),
    ("健康管理システム", "新型コロナウイルスワクチン接種管理システム"),
    ("健康管理システム", "母子保健システム"),
    ("保健福祉システム", "がん検診システム"),
    ("税務システム", "収納システム"),
    ("税務システム", "滞納整理システム"),
    ("市税総合システム", "固定資産税システム"),
    ("税総合システム", "法人市民税システム"),
    ("戸籍システム", "戸籍附票システム"),
    ("住民記録システム", "印鑑登録システム"),
    ("既存住基システム", "戸籍附票システム"),
    ("福祉総合システム", "障害者福祉システム"),
    ("総合福祉システム", "児童扶養手当システム"),
    ("子育て支援システム", "児童手当システム"),
    ("子ども・子育て支援システム", "保育料システム"),
    ("介護保険システム", "介護認定審査システム"),
    ("介護保険システム", "要介護認定支援システム"),
    ("障害者福祉システム", "自立支援給付システム"),
    ("保険年金システム", "国民年金システム"),
    ("国保システム", "レセプト点検システム"),
    ("後期高齢者医療システム", "後期高齢者収納システム"),
    ("就学システム", "学齢簿システム"),
    ("選挙システム", "期日前投票システム"),
]


@pytest.mark.parametrize(("wide", "narrow"), WIDE_AND_NARROW)
def test_a_wide_and_a_narrow_name_may_mean_one_package(wide: str, narrow: str) -> None:
    """The one may be the other or hold it; a document that writes both tells that they are two."""
    for first, second in ((wide, narrow), (narrow, wide)):
        for owner in ("", CITY):
            answer = ask(ending(System(first, owner=owner)), going_on(System(second, owner=owner)))
            assert (answer.reach, answer.assumed) == (Reach.POSSIBLE, ((first, second),))
        both = ending(System(first), System(second))
        assert ask(both, going_on(System(second))).reach is Reach.NONE
        assert ask(both, going_on(System(first))).reach is Reach.DEFINITE


REGISTER_TERMINALS = [
    "統合端末",
    "CS端末",
    "住基ネット端末",
    "住民基本台帳ネットワークシステム端末",
    "住基ネット統合端末",
]


@pytest.mark.parametrize(("one", "other"), [*itertools.permutations(REGISTER_TERMINALS, 2)])
def test_the_terminal_of_the_national_register_has_many_names(one: str, other: str) -> None:
    first, second = (System(name, kind=NodeKind.TERMINAL) for name in (one, other))
    assert ask(ending(first), going_on(second)).reach is Reach.POSSIBLE
    assert ask(ending(first, second), going_on(second)).reach is Reach.NONE


def test_a_terminal_is_no_system_whatever_they_are_called() -> None:
    desk = System("住基", kind=NodeKind.TERMINAL)
    assert ask(ending(desk), going_on(System("住民記録サーバー"))).reach is Reach.NONE


@pytest.mark.parametrize(
    ("one", "other"), [("宛名システム", "統合宛名システム"), ("国保サーバー", "国民健康保険システム")]
)
def test_systems_that_one_document_writes_beside_each_other_are_two(one: str, other: str) -> None:
    """Also where a third document uses the one name or the other; those of one name are one all the same."""
    for first, second in ((System(one), System(other)), (System(other), System(one))):
        assert ask(ending(first, second), going_on(second)).reach is Reach.NONE
        assert ask(ending(first, second), going_on(first)).reach is Reach.DEFINITE
        beside = document("丙事務", systems=(first, second))
        assert ask(ending(first), going_on(second)).reach is Reach.POSSIBLE
        assert ask(ending(first), going_on(second), beside).reach is Reach.NONE


@pytest.mark.parametrize("word", ["業務システム", "他システム", "既存業務サーバー"])
def test_what_a_document_means_by_a_word_for_many_is_not_certain_whoever_else_has_the_word(word: str) -> None:
    """It may be whatever another document speaks of; what the same document names beside it is another."""
    many, tax = System(word, owner=CITY), System("税システム", owner=CITY)
    for first, second in ((many, many), (many, tax), (tax, many)):
        assert ask(ending(first), going_on(second)).reach is Reach.POSSIBLE
    assert ask(ending(many, tax), going_on(many)).reach is Reach.POSSIBLE
    assert ask(ending(many, tax), going_on(tax)).reach is Reach.NONE


def test_which_of_two_of_one_type_is_meant_is_not_certain() -> None:
    """One document has two of a type under names of their own, another one."""
    two = (System("宛名管理システム"), System("団体内統合宛名システム"))
    for first in (two, two[::-1]):
        answer = ask(ending(*first), going_on(System("統合宛名")))
        assert answer.reach is Reach.POSSIBLE
        assert ask(ending(*first), going_on(first[0])).reach is Reach.DEFINITE
        assert ask(ending(*first), going_on(first[1])).reach is Reach.NONE


def test_an_alias_that_one_document_gives_may_be_the_name_in_another() -> None:
    named = System("市民サービス基盤", aliases=("ワンストップ",))
    answer = ask(ending(System("ワンストップ")), going_on(named))
    assert answer.reach is Reach.POSSIBLE
    assert answer.assumed == (("ワンストップ（みなと市長）", "市民サービス基盤"),)


def test_systems_of_two_bodies_are_two() -> None:
    first = ending(System("宛名システム", owner=CITY))
    second = document(
        "乙事務",
        flow("統合宛名システム", KEEPER.name, NUMBER),
        body="やまて市長",
        systems=(System("統合宛名システム"),),
    )
    for models in itertools.permutations((first, second)):
        assert trace(models, NUMBER, start=DESK.name).node(f"{KEEPER.name}（やまて市長）").reach is Reach.NONE


def test_the_system_of_another_body_may_be_one_under_two_names_too() -> None:
    """In documents of two cities: who runs it is told, and the name goes together."""
    first = document(
        "甲事務",
        flow(DESK.name, "集約サーバー", NUMBER),
        flow("集約サーバー", DESK.name, "氏名"),
        parties=(CENTRE,),
        systems=(System("集約サーバー", owner=CENTRE.name),),
    )
    second = document(
        "乙事務",
        flow("情報集約システム", KEEPER.name, NUMBER),
        body="やまて市長",
        parties=(CENTRE,),
        systems=(System("情報集約システム", owner=CENTRE.name),),
    )
    contractor = f"{KEEPER.name}（やまて市長）"
    for models in itertools.permutations((first, second)):
        assert trace(models, NUMBER, start=DESK.name).node(contractor).reach is Reach.POSSIBLE


def test_who_runs_a_system_of_two_names_counts() -> None:
    """Where one document does not tell it, it may be whom another tells."""
    told = going_on(System("中間サーバー・プラットフォーム", owner=CENTRE.name), parties=(CENTRE,))
    assert ask(ending(System("中間サーバー")), told).reach is Reach.POSSIBLE
    assert ask(ending(System("中間サーバー", owner=CITY)), told).reach is Reach.NONE


@pytest.mark.parametrize("other", ["中間サーバー", "自治体中間サーバー"])
def test_two_documents_of_a_body_that_tell_otherwise_who_runs_a_system_may_mean_one(other: str) -> None:
    told = going_on(System(other, owner=CENTRE.name), parties=(CENTRE,))
    for owner in ("", CITY):
        assert ask(ending(System("中間サーバー", owner=owner)), told).reach is Reach.POSSIBLE

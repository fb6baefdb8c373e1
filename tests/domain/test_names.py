"""A printed name is one name however it was typed; its circled numbers stay as printed."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from piaflow.domain.contracts import Forbid
from piaflow.domain.names import fold, name_some
from piaflow.domain.radicals import SUPPLEMENT


@pytest.mark.parametrize(
    ("printed", "folded"),
    [
        ("市町村ＣＳ", "市町村CS"),
        ("ｻｰﾊﾞｰ", "サーバー"),
        ("４情報", "4情報"),
        ("LG－WAN", "LG-WAN"),
        ("LG−WAN", "LG-WAN"),
        ("統合　宛名 システム\n", "統合宛名システム"),
        ("（VRS）", "(VRS)"),
        ("住⺠票", "住民票"),
        ("⾏政機関・⻘森⾷品⿓", "行政機関・青森食品龍"),
        ("⺟⼦⼿帳、⻤、⻁、⻳", "母子手帳、鬼、虎、龟"),
        (unicodedata.normalize("NFD", "データベースガ"), "データベースガ"),
        ("葛\U000e0100城市・辻\ufe00", "葛城市・辻"),
        ("神社福祉", "神社福祉"),
        ("㈱港データ", "(株)港データ"),
        ("㍿港データ", "株式会社港データ"),
        ("業務Ⅱ・第⑴号・㍻・㎡・²", "業務II・第(1)号・平成・m2・2"),
        ("か゛", "が"),
        ("市\u200b町\u202e村\u2060\ufeff", "市町村"),
    ],
)
def test_how_a_name_was_typed_does_not_make_another_name(printed: str, folded: str) -> None:
    assert fold(printed) == folded


@pytest.mark.parametrize("number", ["①", "➊", "⑥⓫", "1-①", "❹", "⓪", "𠮷", "髙﨑", "株式会社"])
def test_circled_numbers_and_variants_that_are_other_characters_stay(number: str) -> None:
    assert fold(number) == number


def test_steps_are_counted_in_circles_and_without_them() -> None:
    assert len(set(map(fold, ["①", "1", "1-①", "1-1", "11", "➊"]))) == 6


def test_a_long_vowel_is_no_dash() -> None:
    assert fold("サーバー") == "サーバー"
    assert fold("サーバ") != fold("サーバー")


def test_every_radical_but_those_without_an_ideograph_is_folded() -> None:
    radicals = [chr(c) for c in (*range(0x2E80, 0x2EF4), *range(0x2F00, 0x2FD6)) if c != 0x2E9A]
    assert [r for r in radicals if "RADICAL" in unicodedata.name(fold(r), "")] == ["⺀"]


def test_no_radical_is_folded_to_a_radical() -> None:
    assert not set(SUPPLEMENT) & set(SUPPLEMENT.values())


@given(st.text(max_size=30))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_of_many_names_the_first_are_told_and_how_many_others_there_are() -> None:
    assert name_some(["甲", "乙"]) == "甲、乙"
    assert name_some(map(str, range(8)), "と") == "0と1と2と3と4と5と6と7"
    assert name_some(map(str, range(600))) == "0、1、2、3、4、5、6、7ほか592件"
    assert name_some(["甲", "乙", "丙"], most=1) == "甲ほか2件"
    assert name_some([]) == ""


def test_a_contract_says_all_its_names_and_in_brief_the_first_of_them() -> None:
    contract = Forbid(tuple(f"機{i:02}" for i in range(20)))
    assert "機19" in str(contract)
    assert (
        contract.brief
        == "機00 と 機01 と 機02 と 機03 と 機04 と 機05 と 機06 と 機07ほか12件 は直接つながない"
    )
    assert contract.label.startswith(contract.brief)
    assert contract.label == Forbid(contract.forbid[::-1]).label
    assert contract.label != Forbid((*contract.forbid[:-1], "機20")).label
    assert Forbid(("甲", "乙")).label == Forbid(("甲", "乙")).brief == str(Forbid(("甲", "乙")))

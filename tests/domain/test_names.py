"""A printed name is one name in full and half width; its circled numbers stay as printed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from piaflow.domain.names import fold


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
    ],
)
def test_width_dashes_and_white_space_do_not_make_another_name(printed: str, folded: str) -> None:
    assert fold(printed) == folded


@pytest.mark.parametrize("number", ["①", "➊", "⑥⓫", "1-①", "❹", "⓪", "㈱", "Ⅱ", "²"])
def test_printed_numbers_stay_as_printed(number: str) -> None:
    assert fold(number) == number


def test_a_long_vowel_is_no_dash() -> None:
    assert fold("サーバー") == "サーバー"
    assert fold("サーバ") != fold("サーバー")


@given(st.text(max_size=30))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)

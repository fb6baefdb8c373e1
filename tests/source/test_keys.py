"""The key of a text is what is matched; the print is always found again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from piaflow.source.keys import find_printed, make_key
from tests.source.papers import WORDS


@pytest.mark.parametrize(
    ("printed", "key"),
    [
        ("特定個⼈情報の⾏政", "特定個人情報の行政"),
        ("住⺠票 ⻑", "住民票 長"),
        ("提供先2　⑤時期", "提供先2 ⑤時期"),
        ("１．ＡＢＣ～９", "1.ABC~9"),
        ("6〜10", "6~10"),
        ("諮 問 件 名 ABC", "諮問件名 ABC"),
        ("会  長", "会 長"),
        ("ﾊﾟｽﾜｰﾄﾞ", "パスワード"),
        ("  　字下げ ", "字下げ"),
        ("", ""),
    ],
)
def test_a_key_unifies_what_only_typing_tells_apart(printed: str, key: str) -> None:
    assert make_key(printed) == key


@given(st.lists(st.sampled_from((*WORDS, " ", "　", "⺠", "ﾊﾟ", "𠮷", "㈱")), max_size=8), st.data())
def test_a_piece_of_the_key_is_found_in_the_print(pieces: list[str], data: st.DataObject) -> None:
    text = "".join(pieces)
    key = make_key(text)
    start = data.draw(st.integers(0, len(key)))
    end = data.draw(st.integers(start, len(key)))
    found = text[find_printed(text, start, end)]
    assert make_key(key[start:end]).replace(" ", "") in make_key(found).replace(" ", "")


def test_a_piece_that_is_not_there_is_empty() -> None:
    assert find_printed("氏名", 1, 1) == slice(0, 0)
    assert find_printed("氏名", 0, 9) == slice(0, 0)

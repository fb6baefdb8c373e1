"""Hidden characters are shown on the way out, and in JSON escaped; Japanese text stays as it is."""

from __future__ import annotations

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from piaflow.domain.visible import escape_json, reveal

HIDDEN = [
    "\x00",
    "\x07",
    "\r",
    "\x1b",
    "\x7f",
    "\x85",
    "\x9b",
    "\xad",
    "\u061c",
    "\u200b",
    "\u200d",
    "\u202e",
]
HIDDEN += ["\u2028", "\u2066", "\u2069", "\ufeff", "\u3164", "\ufffe", "\U000e0041", "\ud800"]
HIDDEN += ["\u180b", "\u2800", "\ufff0", "\U0001bca0", "\U0001d173", "\U000e0080"]


@pytest.mark.parametrize("character", HIDDEN, ids=lambda c: f"{ord(c):04X}")
def test_a_hidden_character_is_shown_by_its_number(character: str) -> None:
    assert reveal(f"住{character}基") == f"住‹U+{ord(character):04X}›基"
    told = escape_json(json.dumps({"名": f"住{character}基"}, ensure_ascii=False))
    assert character not in told
    assert json.loads(told)["名"] == f"住{character}基"


@pytest.mark.parametrize(
    "text", ["", "住基\n\t端末", "葛\U000e0100城市", "〔要確認〕①⓬", "ﾊﾝｶｸ　全角", "👨 ⾏ é"]
)
def test_japanese_text_stays_as_it_is(text: str) -> None:
    assert reveal(text) == text


@given(st.text())
def test_nothing_that_steers_a_terminal_or_turns_the_line_is_left(text: str) -> None:
    shown = reveal(text)
    kinds = {unicodedata.category(c) for c in set(shown) - set("\t\n")}
    assert not kinds & {"Cc", "Zl", "Zp", "Cs"}
    assert reveal(shown) == shown

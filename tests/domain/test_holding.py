"""Which texts hold which words."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from piaflow.domain.holding import find_holding

letters = st.text("業務.[1", max_size=4)


@given(st.lists(letters, max_size=6), st.lists(st.text("業務.[1", max_size=9), max_size=5))
def test_each_word_is_held_where_it_stands(words: list[str], texts: list[str]) -> None:
    told = {word: tuple(i for i, text in enumerate(texts) if word in text) for word in words if word}
    assert find_holding(words, texts) == {word: places for word, places in told.items() if places}

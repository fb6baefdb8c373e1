"""Many words are looked for at once."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from piaflow.rules.words import Words


@given(st.lists(st.text("甲乙丙", max_size=3)), st.lists(st.text("甲乙丙", max_size=9)))
def test_the_words_found_are_those_that_stand_in_a_text(words: list[str], texts: list[str]) -> None:
    assert Words(words).find_in(texts) == {word for word in words if word and any(word in t for t in texts)}

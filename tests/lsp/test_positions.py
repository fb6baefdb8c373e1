"""Where an editor is told that something stands."""

from __future__ import annotations

import pytest
from pygls.workspace import PositionCodec

from piaflow.lsp.positions import Lines

LINES = Lines.of("systems:\n  𠮷野システム: {owner: 町長}\n終わり", PositionCodec())


@pytest.mark.parametrize(
    ("place", "marked"),
    [
        ((0, 0), (0, 0, 0)),  # the file as a whole
        ((1, 1), (0, 0, 7)),
        ((2, 3), (1, 2, 9)),  # a letter outside the plane counts two
        ((3, 1), (2, 0, 3)),
        ((9, 1), (2, 3, 3)),  # behind the end
    ],
)
def test_what_is_marked_is_the_word_at_a_place(place: tuple[int, int], marked: tuple[int, int, int]) -> None:
    found = LINES.marked(*place)
    assert (found.start.line, found.start.character, found.end.character) == marked
    assert found.end.line == found.start.line

"""Where a cursor stands in a model text, whole or broken."""

from __future__ import annotations

import pytest

from piaflow.errors import Where
from piaflow.store.cursor import Cursor, find_cursor


def find(text: str) -> Cursor | None:
    before, after = text.split("|")
    line = before.rpartition("\n")[2]
    return find_cursor(before + after, before.count("\n"), len(line))


@pytest.mark.parametrize(
    ("text", "where", "is_key", "typed", "word"),
    [
        ("|", (), True, "", ""),
        ("sys|", (), True, "sys", "sys"),
        ("systems:\n  A:\n    owner: み|な\n", ("systems", "A", "owner"), False, "み", "みな"),
        ("systems:\n  A:\n    own|er: X\n", ("systems", "A"), True, "own", "owner"),
        ("systems:\n  A:\n    own|\n    zone: B\n", ("systems", "A"), True, "own", "own"),
        ("flows:\n  - from: A\n    |\n", ("flows", 0), True, "", ""),
        ("flows:\n- from: A\n  to: |\n", ("flows", 0, "to"), False, "", ""),
        ("flows:\n  - {from: A, t|}\n", ("flows", 0), True, "t", "t"),
        ("flows:\n  - {items: [a, b|]}\n", ("flows", 0, "items", 1), False, "b", "b"),
        ("flows:\n  - {items: [a, |\n  - {from: B}\n", ("flows", 0, "items", 1), False, "", ""),
        ("flows: [[[\nsystems:\n  A: {owner: 'み|\n", ("systems", "A", "owner"), False, "み", "み"),
        ("y: [\nsystems:\n  A: {owner: み|な, zone: [\n", ("systems", "A", "owner"), False, "み", "みな"),
        ("x: [\nfiles:\n  F:\n    records:\n      - |\n", ("files", "F", "records", 0), False, "", ""),
        ("x: [\nflows:\n- from: A\n  to: B\n- from: |\n", ("flows", 0, "from"), False, "", ""),
    ],
)
def test_the_path_above_the_word_is_found(
    text: str, where: Where, is_key: bool, typed: str, word: str
) -> None:
    found = find(text)
    assert found is not None
    assert (found.where, found.is_key, found.typed, found.word) == (where, is_key, typed, word)


@pytest.mark.parametrize(
    "text",
    [
        "a: b  # 注|\n",
        "a: >\n  い|ろは\n  に\n",  # a word of several lines is none that one chooses
        'a: "\\u3042|い"\n',  # nor one that is written otherwise than it reads
    ],
)
def test_what_is_no_word_of_the_line_is_none(text: str) -> None:
    assert find(text) is None


def test_quotes_stand_outside_the_word_and_a_colon_behind_it_is_seen() -> None:
    found = find("systems: {'A|B': {}}\n")
    assert found is not None
    assert (found.start, found.end, found.is_quoted, found.is_told) == (11, 13, True, True)


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_lines_end_as_editors_end_them(ending: str) -> None:
    found = find_cursor(ending.join(["systems:", "  A:", "    owner: み", "  B: {}"]), 2, 12)
    assert found is not None
    assert (found.where, found.typed) == (("systems", "A", "owner"), "み")

"""Names made of morphemes: of many in a row nothing is read in two ways, or reading them would never end."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from piaflow.graph.bodies import is_any_section
from piaflow.graph.body_names import find_kinds, is_common, is_desk, is_office_by_task, read_name
from piaflow.graph.morphemes import repeat
from piaflow.graph.system_names import is_of_each, read_words

OFTEN = 200
"""Times in a row: 2^200 readings, if each had two."""


@pytest.mark.parametrize("end", ["", "甲", "業者", "課", "システム", "者X"])
@pytest.mark.parametrize(
    "word",
    [
        "他の",
        "その他の",
        "保険者",
        "企業",
        "受託者",
        "団体",
        "の担当",
        "他課",
        "印刷機",
        "電話機",
        "カードリーダーライター",
        "第1",
        "連携基盤",
    ],
)
@pytest.mark.parametrize(
    "read",
    [
        is_common,
        is_desk,
        is_office_by_task,
        is_any_section,
        lambda name: read_name(name).is_word,
        lambda name: find_kinds(read_name(name)),
        lambda name: read_words([name]),
        lambda name: is_of_each([name]),
    ],
)
def test_a_name_of_many_morphemes_is_read_to_its_end(
    read: Callable[[str], object], word: str, end: str
) -> None:
    read(word * OFTEN + end)


@pytest.mark.parametrize(
    ("alternatives", "name"),
    [
        ("他|他の|の機関", "他の他"),
        ("特定|特定非営利活動", "特定非営利活動"),
        ("小(?=中|・)|中", "小中"),
        ("[先元|]|医師", "元医師|"),
    ],
)
def test_each_time_the_longest_that_fits_is_taken(alternatives: str, name: str) -> None:
    assert re.fullmatch(repeat(alternatives), name)


def test_what_fits_otherwise_than_by_the_longest_is_not_tried() -> None:
    assert not re.fullmatch(repeat("他|他の|の機関"), "他の機関")

"""別紙1・2: rows that count on from 1 in a text layer, and rows of cells in a table."""

from __future__ import annotations

import pytest

from piaflow.source.html import read_table
from piaflow.source.page import Part
from piaflow.source.recipients import RecipientRow, find_recipients
from piaflow.source.text import read_text

LAYER = """№
番号法
別表の項

提供先 提供先における用途

1 1 みなと大臣
みなと保険法による給付の支給に関する事務
第12条に定めるもの

2

3の2
あさひ保険組合又は
共済会

あさひ法による手帳の交付に関する事務

（別紙１）　特定個人情報の提供先（番号法）

3 8 県知事 しおさい法による事務

移転先 移転先における用途

1
税務課

条例による手当の支給に関する事務であって規則で定める

2
福祉課

条例による手帳の交付に関する事務であって規則で定めるもの
"""


def _read(text: str, *, in_cells: bool = False) -> tuple[RecipientRow, ...]:
    read = read_table if in_cells else read_text
    return find_recipients(read("town.txt", text, 0), Part(None, "", 1, len(text)))


def test_a_row_begins_with_the_next_number() -> None:
    rows = _read(LAYER)
    assert [(row.word, row.number, row.name, row.basis) for row in rows] == [
        ("提供先", 1, "みなと大臣", "1"),
        ("提供先", 2, "あさひ保険組合又は共済会", "3の2"),
        ("提供先", 3, "県知事", "8"),
        ("移転先", 1, "税務課", ""),
        ("移転先", 2, "福祉課", ""),
    ]
    assert rows[0].purpose == "みなと保険法による給付の支給に関する事務第12条に定めるもの"
    assert rows[2].purpose.startswith("しおさい法による事務")


def test_numbers_without_a_heading_are_no_list() -> None:
    assert _read("1 窓口\n\n2 支所\n\n3 本庁") == ()


def test_a_row_of_cells_names_its_entry() -> None:
    rows = _read(
        "\t提供先\t法令上の根拠\t用途\t情報\n提供先 1\t県知事\t第19条\t給付\t住民票関係情報\n提供先1\t別紙のとおり",
        in_cells=True,
    )
    assert [(row.number, row.name, row.basis, row.purpose, row.information) for row in rows] == [
        (1, "県知事", "第19条", "給付", "住民票関係情報")
    ]


@pytest.mark.parametrize(
    ("printed", "basis", "name"),
    [
        ("1 85\nの２\n\n県知事\n\n給付の支給に関する事務であって規則で定めるもの", "85の2", "県知事"),
        ("1\n85\nの２\n\n県知事\n\n給付の支給に関する事務であって規則で定めるもの", "85の2", "県知事"),
        ("1 85 県知事\nの２\n\n給付の支給に関する事務であって規則で定めるもの", "85の2", "県知事"),
        ("1 85\n\n県知事\n\n給付の支給に関する事務であって規則で定めるもの", "85", "県知事"),
        ("1\n\n県知事\n\n給付の支給に関する事務\nの２", "", "県知事"),
    ],
)
def test_a_number_that_wraps_is_one(printed: str, basis: str, name: str) -> None:
    second = "2 90 みなと大臣\n給付の支給に関する事務であって規則で定めるもの"
    row, _ = _read(f"提供先 提供先における用途\n\n{printed}\n\n{second}\n")
    assert (row.basis, row.name) == (basis, name)

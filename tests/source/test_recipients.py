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


HEADED = """（別紙１）提供先一覧
番号 提供先 法令上の根拠 提供先における用途 提供する情報
1 みなと大臣 番号法第19条第8号 みなと保険法による給付 住民票関係情報
2 県知事 番号法第19条第8号 しおさい法による事務 住民票関係情報
2 市長 番号法第19条第8号 あさひ法による事務 住民票関係情報

（別紙２）移転先一覧
№ 移転先 移転先における用途
1 こども部子育て課 条例による手当の支給
"""


@pytest.mark.parametrize("in_cells", [False, True])
def test_heads_of_columns_say_what_stands_below_them(*, in_cells: bool) -> None:
    rows = _read(HEADED.replace(" ", "\t") if in_cells else HEADED, in_cells=in_cells)
    assert [(row.word, row.number, row.name, row.basis, row.purpose, row.information) for row in rows] == [
        ("提供先", 1, "みなと大臣", "番号法第19条第8号", "みなと保険法による給付", "住民票関係情報"),
        ("提供先", 2, "県知事", "番号法第19条第8号", "しおさい法による事務", "住民票関係情報"),
        ("提供先", 2, "市長", "番号法第19条第8号", "あさひ法による事務", "住民票関係情報"),
        ("移転先", 1, "こども部子育て課", "", "条例による手当の支給", ""),
    ]
    assert [{line.number for line in row.lines} for row in rows] == [{3}, {4}, {5}, {9}]


@pytest.mark.parametrize("in_cells", [False, True])
def test_a_row_between_two_that_cannot_be_read_leaves_the_list_unread(*, in_cells: bool) -> None:
    text = HEADED.replace("2 県知事", "県知事").replace("2 市長", "3 市長")
    rows = _read(text.replace(" ", "\t") if in_cells else text, in_cells=in_cells)
    assert [row.name for row in rows] == ["こども部子育て課"]


@pytest.mark.parametrize(
    ("second", "numbers"), [("3 市長", [("提供先", 1), ("提供先", 2), ("提供先", 3)]), ("2 市長", [])]
)
def test_rows_whose_columns_wrap_are_counted_by_their_numbers(
    second: str, numbers: list[tuple[str, int]]
) -> None:
    text = HEADED.replace("みなと保険法による給付", "みなと保険法\nによる給付").replace("2 市長", second)
    assert [(row.word, row.number) for row in _read(text)] == [("移転先", 1), *numbers]


def test_a_list_goes_on_below_heads_that_are_printed_again() -> None:
    again = "3 支所 番号法第19条第8号 しおさい法による事務 住民票関係情報"
    head = HEADED.split("\n")[1]
    rows = _read(f"{head}\n{HEADED.splitlines()[2]}\n{HEADED.splitlines()[3]}\n- 12 -\n{head}\n{again}\n")
    assert [(row.number, row.name) for row in rows] == [(1, "みなと大臣"), (2, "県知事"), (3, "支所")]

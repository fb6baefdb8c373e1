"""変更箇所 of a text layer that keeps the columns of the page apart by blanks: `pdftotext -layout` and its like."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from piaflow.law.printed_form import CHANGE_COLUMNS
from piaflow.source.page import Part
from piaflow.source.tables import Changes, Row, find_changes
from piaflow.source.text import read_text
from tests.source.random_forms import seed_random

LEFTS = (0, 12, 26, 42, 60, 67)
WIDTHS = (10, 12, 14, 16, 4, 12)
ROWS = (
    (
        "令和4年4月1日",
        "Ⅱ－４ 委託事項4の⑥委託先名",
        "窓口の課",
        "窓口の課、会計の室",
        "事後",
        "重要な変更に当たらない。",
    ),
    (
        "令和4年5月1日",
        "（別添２）特定個人情報ファイル記録項目",
        "届出の写しは、鍵のかかる書庫に入れ、台帳に記入する。持ち出すときは、二人で確かめる。",
        "届出の写しは、鍵のかかる書庫に入れ、台帳に記入する。",
        "事前",
        "重要な変更",
    ),
    ("令和4年6月22日", "Ⅳ 1.①", "（新規）", "年に一度、部署の長が点検する。", "事後", "同上"),
    (
        "令和5年10月27日",
        "Ⅰ－７ ①部署",
        "令和5年1月1日",
        "令和5年2月1日",
        "事後",
        "その他の項目の変更であるため",
    ),
)


def _wrap(text: str, width: int) -> list[str]:
    return [text[at : at + width] for at in range(0, len(text), width)]


def _lay_out(row: Sequence[str], *, drift: int = 0, middle: bool = True) -> str:
    """The lines of a row, its cells at one height, or each in the middle with the lines of even ones between."""
    cells = [_wrap(text, width) for text, width in zip(row, WIDTHS, strict=True)]
    lefts = [LEFTS[0], *(left + drift for left in LEFTS[1:])]
    lines: dict[float, list[str]] = {}
    for n, (left, cell) in enumerate(zip(lefts, cells, strict=True)):
        for at, text in enumerate(cell):
            height = at - (len(cell) - 1) / 2 if middle else at
            lines.setdefault(height, [""] * len(cells))[n] = " " * left + text
    return "\n".join(_set(lines[height]) for height in sorted(lines))


def _set(texts: Sequence[str]) -> str:
    line = ""
    for text in texts:
        line = line.ljust(len(text) - len(text.lstrip(" "))) + text.lstrip(" ") if text else line
    return line


def _find(*rows: str, parted: str = "\n\n") -> Changes:
    headings = _set([" " * left + name for left, name in zip(LEFTS, CHANGE_COLUMNS, strict=True)])
    text = f"（別添３）変更箇所\n{headings}\n\n{parted.join(rows)}\n"
    source = read_text("a", text, 0)
    return find_changes(source, Part(None, "", 1, source.lines[-1].number))


def _tell(row: Row) -> tuple[str, ...]:
    return tuple(row.text(name).replace("\n", "") for name in CHANGE_COLUMNS)


@pytest.mark.parametrize("middle", [True, False])
def test_a_row_across_the_page_is_read_cell_by_cell(middle: bool) -> None:
    changes = _find(*(_lay_out(row, drift=n - 2, middle=middle) for n, row in enumerate(ROWS)))
    assert [_tell(row) for row in changes.rows] == list(ROWS)
    assert not any(row.unread for row in changes.rows)


def test_rows_that_no_blank_line_parts_are_parted_by_the_middle_of_their_cells() -> None:
    changes = _find(*map(_lay_out, ROWS), parted="\n")
    assert [_tell(row) for row in changes.rows] == list(ROWS)


def test_columns_that_no_blank_parts_are_not_told() -> None:
    row = ("令和4年7月8日", "Ⅳ 1.①", "窓口の課の長と窓口の課の係員", "窓口の課の長", "事後", "同上")
    closed = _lay_out(row).replace("係員  窓口", "係員窓口") + "\n\f（別紙１）"
    *others, last = _find(*map(_lay_out, ROWS), closed).rows
    assert [_tell(row) for row in others] == list(ROWS)
    assert (last.text("変更日"), last.text("提出時期")) == (row[0], row[4])
    assert set(last.unread) == {"項目", "変更前の記載", "変更後の記載", "提出時期に係る説明"}


def test_the_end_of_an_item_is_not_what_stood_before() -> None:
    row = "令和4年7月8日  Ⅱ－４ 委託事項2  ⑥委託先名         窓口の課               事後   同上"
    assert "変更前の記載" in _find(*map(_lay_out, ROWS), row).rows[-1].unread


@pytest.mark.parametrize("at", [1, 2, 3])
def test_rows_beside_what_a_page_has_cut_off_are_not_told(at: int) -> None:
    rows = [_lay_out(row) for row in ROWS]
    rest = " " * LEFTS[2] + "その控えを置く。"
    told = _find(*rows[:at], rest, *rows[at:]).rows
    assert [bool(row.text("変更後の記載")) for row in told] == [
        n not in (at - 1, at) for n in range(len(ROWS))
    ]
    assert [row.text("変更日") for row in told] == [row[0] for row in ROWS]


def test_the_rest_of_a_row_close_above_the_first_of_a_page_leaves_both_unread() -> None:
    rows = [_lay_out(row) for row in ROWS]
    rest = " " * LEFTS[2] + "その控えを置く。\n"
    told = _find("\n\n".join(rows[:2]) + "\n\f" + rest + "\n\n".join(rows[2:])).rows
    assert [bool(row.text("変更後の記載")) for row in told] == [True, False, False, True]


@pytest.mark.parametrize("seed", range(20))
def test_of_a_table_that_has_lost_lines_no_cell_has_words_of_another(seed: int) -> None:
    random = seed_random(seed)
    lines = "\n\n".join(_lay_out(row, drift=random.randrange(-3, 4)) for row in ROWS * 3).split("\n")
    told = _find("\n".join(line for line in lines if random.random() > 0.05)).rows
    words = [{row[n] for row in ROWS} for n in range(len(CHANGE_COLUMNS))]
    for row in told:
        for read, held in zip(_tell(row), words, strict=True):
            assert any(all(char in other for char in read) for other in held)


def test_a_day_that_its_column_wraps_is_whole_and_begins_a_row() -> None:
    rows = [_lay_out(row, middle=False) for row in ROWS]
    assert rows[0].startswith("令和4年4月1日 ")
    rows[0] = rows[0].replace("令和4年4月1日 ", "令和4年4月1  ", 1)
    first, second, *others = rows[0].split("\n")
    rows[0] = "\n".join((first, f"日{second[1:]}", *others))
    assert [_tell(row) for row in _find(*rows).rows] == list(ROWS)


def test_a_row_without_a_day_is_counted() -> None:
    rows = [_lay_out(row, middle=False) for row in ROWS]
    rows[1] = rows[1].replace(ROWS[1][0], " " * len(ROWS[1][0]))
    told = _find(*rows).rows
    assert [row.text("変更日") for row in told] == [ROWS[0][0], "", *(row[0] for row in ROWS[2:])]
    assert told[1].text("提出時期") == ROWS[1][4]

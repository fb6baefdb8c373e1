"""変更箇所 of a text layer: a row that is not told shifts no other; what may stand below one is unread."""

from __future__ import annotations

import pytest

from piaflow.source.change_marks import TextRow
from tests.source.test_change_rows import AFTER, BEFORE, HEADINGS, ITEM, ROW, _find, _join, _read, _tell

DAYS = tuple(f"令和4年{month}月8日" for month in range(1, 10))


def _write(day: str, item: str = ITEM, timing: str = "事後", before: str = BEFORE) -> str:
    """A row with what is said of its timing; without the cells that are empty."""
    return _join(*(cell for cell in (day, item, before, AFTER, timing, timing and "課の名の変更") if cell))


def _list_days(rows: list[TextRow]) -> list[str]:
    return [_tell(row).get("変更日", "") for row in rows]


@pytest.mark.parametrize("item", ["様式全体", "文言の整理", "委託先の名"])
def test_a_row_with_its_day_and_its_timing_is_one_whatever_its_item_says(item: str) -> None:
    rows = _read(_join(_write(DAYS[0]), _write(DAYS[1], item), _write(DAYS[2])))
    assert _list_days(rows) == list(DAYS[:3])
    assert {"項目", "変更前の記載", "変更後の記載"} <= set(rows[1].unread)
    assert _tell(rows[2])["変更後の記載"] == AFTER.replace("\n", "")


def test_below_a_row_that_may_hide_another_none_is_told() -> None:
    """The second row has no day, and its 項目 no word of the form; another has no timing."""
    hidden = _write("", "様式全体")
    rows = _read(_join(_write(DAYS[0]), hidden, _write(DAYS[2], timing=""), _write(DAYS[3])))
    assert _list_days(rows)[0] == DAYS[0]
    assert all(not row.columns and "変更後の記載" in row.unread for row in rows[1:])


def test_a_page_with_more_timings_than_rows_has_a_row_that_is_not_told() -> None:
    rows = _read(_join(_write(DAYS[0]), _write(DAYS[1]), _write("", "様式全体"), _write(DAYS[3])))
    assert _list_days(rows) == [DAYS[0], DAYS[1], ""]


def test_a_page_with_more_days_than_rows_has_a_row_that_is_not_told() -> None:
    rows = _read(_join(_write(DAYS[0]), DAYS[1], "様式全体", BEFORE, _write(DAYS[2]), _write(DAYS[3])))
    assert [bool(row.columns) for row in rows] == [True, False, False]


def test_what_follows_a_page_with_a_row_that_is_not_told_is_unread() -> None:
    pages = [_join(_write(DAYS[0]), _write("", "様式全体")), _join(_write(DAYS[1]), _write(DAYS[2]))]
    changes = _find("\n\f".join(f"{HEADINGS[1]}\n\n{page}\n" for page in pages))
    assert [bool(row.columns) for row in changes.rows] == [True, False, False]


def test_timings_that_stand_apart_hide_no_row() -> None:
    """The second row's timing stands below that of the third, and each has one."""
    second = _join(DAYS[1], ITEM, BEFORE, AFTER)
    third = _join(DAYS[2], ITEM, BEFORE, AFTER, "事後", "事前")
    rows = _read(_join(_write(DAYS[0]), second, third, _write(DAYS[3])))
    assert _list_days(rows) == list(DAYS[:4])


def test_a_row_whose_cells_stand_in_another_hides_none() -> None:
    second = _join(DAYS[1], ITEM)
    third = _join(_write(DAYS[2]), BEFORE, AFTER, "事後", "課の名の変更")
    rows = _read(_join(_write(DAYS[0]), second, third, _write(DAYS[3])))
    assert _list_days(rows) == list(DAYS[:4])


@pytest.mark.parametrize(
    "law",
    [
        "（平成２５年５月３１日\n法律第２７号）による。",
        "（昭和４２年７月２５\n日法律第８１号）による。",
        "平成１５年７月８日告示第５号による。",
    ],
)
def test_a_day_in_a_sentence_is_no_mark(law: str) -> None:
    """A law is called by its day."""
    words = f"地域の窓口を受け持つ担当の課を定める\n{law}"
    (row,) = _read(_write(DAYS[0], before=words))
    told = _tell(row)
    assert told["変更日"] == DAYS[0]
    assert told["変更前の記載"] == words.replace("\n", "")


def test_rows_that_a_text_layer_gives_above_the_title_of_the_table_are_counted() -> None:
    above = f"Ⅵ 評価実施手続\n①方法\n {_write('', before=BEFORE)}"
    changes = _find(f"{above}\n\n（別添３）変更箇所\n{HEADINGS[1]}\n\n{ROW}\n\n{ROW}\n")
    assert len(changes.rows) == 3
    assert changes.rows[0].text("項目") == ITEM


def test_the_first_cells_of_the_first_page_may_stand_above_its_headings() -> None:
    changes = _find(
        f"（別添３）変更箇所\n{DAYS[0]}\n\n{ITEM}\n\n{HEADINGS[1]}\n\n{BEFORE}\n\n{AFTER}\n\n事後\n"
    )
    (row,) = changes.rows
    assert (row.text("変更日"), row.text("変更後の記載")) == (DAYS[0], AFTER)

"""変更箇所 of a text layer in which a gutter of blanks runs between two columns: what is empty is known, and counted."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from piaflow.law.printed_form import CHANGE_COLUMNS
from piaflow.source.page import Part
from piaflow.source.tables import Row, find_changes
from piaflow.source.text import read_text
from tests.source.random_forms import seed_random

LEFTS, WIDTHS = (0, 14, 30, 48, 66, 73), (12, 12, 14, 14, 4, 12)
Change = tuple[str, ...]
ITEMS = ("Ⅰ－７ ①部署", "Ⅱ－４ 委託事項4の⑥委託先名", "Ⅳその他のリスク対策 １．①自己点検", "別紙１")
WHOLE: Change = (
    "令和4年4月1日",
    ITEMS[0],
    "窓口の課が控えを置く。",
    "窓口の課と支所が控えを置く。",
    "事後",
    "同上",
)


def _empty(row: Change, *columns: int) -> Change:
    return tuple("" if n in columns else text for n, text in enumerate(row))


def _lay_out(row: Change, *, shift: int = 0) -> str:
    cells = [
        [text[at : at + width] for at in range(0, len(text), width)]
        for text, width in zip(row, WIDTHS, strict=True)
    ]
    lines = []
    for n in range(max(map(len, cells))):
        line = ""
        for left, cell in zip(LEFTS, cells, strict=True):
            at = left + shift if left else left
            line = line.ljust(at) + cell[n] if n < len(cell) else line
        lines.append(line)
    return "\n".join(lines)


def _find(*pages: Sequence[str]) -> tuple[Row, ...]:
    headings = _lay_out(tuple(name[: width + 1] for name, width in zip(CHANGE_COLUMNS, WIDTHS, strict=True)))
    headings = headings.replace("提出時", "提出時期").replace("提出時期期", "提出時期")
    text = "\n\f".join("\n\n".join(page) for page in pages)
    source = read_text("a", f"（別添３）変更箇所\n{headings}\n\n{text}\n", 0)
    return find_changes(source, Part(None, "", 1, source.lines[-1].number)).rows


def _tell(row: Row) -> Change:
    return tuple("".join(row.text(name).split()) for name in CHANGE_COLUMNS)


def _close(row: Change) -> Change:
    return tuple("".join(text.split()) for text in row)


@pytest.mark.parametrize("columns", [(0,), (4,), (0, 4), (2,), (3,), (5,), (0, 2, 4, 5)])
def test_an_empty_cell_is_known_to_be_empty_and_shifts_no_other(columns: tuple[int, ...]) -> None:
    rows = (WHOLE, _empty(WHOLE, *columns), WHOLE)
    read = _find([_lay_out(row) for row in rows])
    assert [_tell(row) for row in read] == [*map(_close, rows)]
    assert not any(row.unread for row in read)


def test_a_page_whose_columns_stand_elsewhere_is_read_by_its_own_gutters() -> None:
    pages = [[_lay_out(row, shift=shift) for row in (WHOLE, _empty(WHOLE, 0, 2), WHOLE)] for shift in (0, 9)]
    assert [_tell(row) for row in _find(*pages)] == [*map(_close, (WHOLE, _empty(WHOLE, 0, 2), WHOLE))] * 2


def test_what_a_page_has_cut_off_goes_on_in_the_cells_of_the_last_row() -> None:
    rest = " " * LEFTS[2] + "その控えを置く。" + " " * 10 + "その控えを置く。"
    tall = (*WHOLE[:2], "窓口の課の長が、その課の控えを数える。", *WHOLE[3:])
    first, cut, *others = _find([_lay_out(WHOLE), _lay_out(tall)], [rest, _lay_out(tall), _lay_out(WHOLE)])
    assert _tell(cut)[2:4] == (_close(tall)[2] + "その控えを置く。", _close(tall)[3] + "その控えを置く。")
    assert [_tell(row) for row in (first, *others)] == [_close(WHOLE), _close(tall), _close(WHOLE)]


def test_the_number_of_an_item_that_stands_apart_is_not_what_stood_before() -> None:
    row = "令和4年7月8日 Ⅰ基本情報   ７．            窓口の課が77番の棚に置く。  事後   同上"
    for read in _find([_lay_out(WHOLE), row, _lay_out(WHOLE), _lay_out(WHOLE)]):
        assert read.text("変更前の記載") != "７．"


@pytest.mark.parametrize("seed", range(20))
def test_no_cell_is_of_another_row_or_column(seed: int) -> None:
    random = seed_random(seed)
    pages: list[list[str]] = []
    truth: list[Change] = []
    for _ in range(3):
        rows = []
        for _ in range(random.randint(2, 6)):
            who, what = random.choice(("窓口の課", "会計の室の長", "支所")), random.randint(10, 99)
            before = f"{who}が{what}番の届出の控えを数える。"
            after = random.choice((f"{before}箱に入れる。", f"{random.randint(100, 999)}番の棚", "（削除）"))
            day = f"令和{random.randint(2, 8)}年{random.randint(1, 12)}月{random.randint(1, 28)}日"
            note = random.choice(("", "同上", "重要な変更に当たらないため"))
            row = (day, random.choice(ITEMS[:3]), before, after, random.choice(("事前", "事後")), note)
            rows.append(_empty(row, *(n for n in (0, 2, 3, 4) if random.random() < 0.1)))
        truth += rows
        shift = random.randint(0, 5) if pages else 0
        pages.append([_lay_out(row, shift=shift) for row in rows])
    read = _find(*pages)
    assert len(read) == len(truth)
    told = [(_tell(row), _close(own)) for row, own in zip(read, truth, strict=True)]
    for cells, own in told:
        assert all(one in ("", other) for one, other in zip(cells, own, strict=True))
    assert sum(cells == own for cells, own in told) * 10 >= len(truth) * 6


UNMARKED: Change = ("", "様式全体", "窓口の課が控えを置く。", "支所が控えを置く。", "", "")


@pytest.mark.parametrize("item", ["様式全体", "文言の整理", "委託先の名"])
@pytest.mark.parametrize("blank", [(), (2,), (5,)])
def test_a_row_without_a_mark_is_counted_though_no_chapter_begins_its_item(
    item: str, blank: tuple[int, ...]
) -> None:
    unmarked = _empty((UNMARKED[0], item, *UNMARKED[2:]), *blank)
    rows = (WHOLE, unmarked, WHOLE)
    assert [_tell(row) for row in _find([_lay_out(row) for row in rows])] == [*map(_close, rows)]


@pytest.mark.parametrize("rest", ["⑥委託先名", "３．リスク２", "（1）住民の台帳"])
def test_what_goes_on_with_an_item_below_a_blank_line_is_no_row(rest: str) -> None:
    goes_on = ("", rest, "控えは二年の後に", "控えは三年の後に", "", "")
    assert len(_find([_lay_out(WHOLE), _lay_out(goes_on), _lay_out(WHOLE)])) == 2


def test_a_row_without_a_mark_begins_a_page_where_no_item_reaches_the_end_of_the_one_before() -> None:
    above = (*WHOLE[:3], "窓口の課と支所が控えを置く。" * 3, *WHOLE[4:])
    rows = _find([_lay_out(WHOLE), _lay_out(above)], [_lay_out(UNMARKED), _lay_out(WHOLE)])
    assert len(rows) == 4
    reaching = (*WHOLE[:1], f"{ITEMS[1]}　及び様式の", *WHOLE[2:])
    rows = _find([_lay_out(WHOLE), _lay_out(reaching)], [_lay_out(UNMARKED), _lay_out(WHOLE)])
    assert len(rows) == 3

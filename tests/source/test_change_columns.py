"""変更箇所 of a text layer that gives the table column after column: rows are told where nothing else fits."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random

import pytest

from piaflow.law.printed_form import CHANGE_COLUMNS
from piaflow.source.page import Part
from piaflow.source.tables import Changes, Row, find_changes
from piaflow.source.text import read_text
from tests.source.random_forms import seed_random

Change = tuple[str, ...]
ROWS: tuple[Change, ...] = (
    (
        "令和4年4月1日",
        "Ⅱ特定個人情報ファイルの概要\n⑥事務担当部署",
        "健康福祉部　地域の窓口を受け持つ担当の課と\n各支所",
        "健康福祉部　地域の窓口を受け持つ担当の課と\n各支所、本庁",
        "事後",
        "同上",
    ),
    ("令和4年5月1日", "Ⅰ基本情報\n７．①部署", "税務課", "住民の課", "事後", "重要な変更に\n当たらない。"),
    (
        "令和4年6月22日",
        "Ⅳその他\n１．①自己点検",
        "年に一度点検する。",
        "半年に一度点検する。",
        "事前",
        "同上",
    ),
    ("令和5年10月7日", "別紙１", "（新規）", "提供先５５", "事後", "重要な変更に\n当たらない。"),
)
WIDTHS = (20, 13, 22, 22, 4, 14)
PAGES = 3


def _find(text: str) -> Changes:
    source = read_text("a", text, 0)
    return find_changes(source, Part(None, "", 1, source.lines[-1].number))


def _tell(row: Row | Change) -> Change:
    columns = row if isinstance(row, tuple) else tuple(map(row.text, CHANGE_COLUMNS))
    return tuple("".join(column.split()) for column in columns)


def _below_headings(rows: Sequence[Change], *, parted: str) -> str:
    """Each heading above its column."""
    columns = zip(CHANGE_COLUMNS, zip(*rows, strict=True), strict=True)
    return "\n\n".join(f"{name}\n{parted.join(filter(None, cells))}" for name, cells in columns)


def _in_order(rows: Sequence[Change], *, parted: str) -> str:
    """The headings on one line, and the columns below."""
    columns = ("\n\n".join([parted.join(filter(None, cells))]) for cells in zip(*rows, strict=True))
    return "\n\n".join((" ".join(CHANGE_COLUMNS), *columns))


LAYOUTS = (_below_headings, _in_order)


@pytest.mark.parametrize("lay_out", LAYOUTS)
@pytest.mark.parametrize("feed", ["\n\f", "\n\n\n\n"])
def test_rows_of_a_table_printed_column_after_column_are_read(lay_out: Callable[..., str], feed: str) -> None:
    pages = [lay_out(rows, parted="\n\n") for rows in (ROWS, ROWS[:3])]
    changes = _find("（別添３）変更箇所\n" + feed.join(pages) + "\n")
    assert [_tell(row) for row in changes.rows] == [*map(_tell, (*ROWS, *ROWS[:3]))]
    assert not any(row.unread for row in changes.rows)


@pytest.mark.parametrize("lay_out", LAYOUTS)
def test_cells_of_one_line_that_no_blank_line_parts_are_read_where_they_are_alike(
    lay_out: Callable[..., str],
) -> None:
    rows = [
        ("令和4年4月1日", "Ⅰ基本情報\n７．①部署", "税務課の窓口", "税務課の窓口と支所", "事後", "同上"),
        (
            "令和4年5月1日",
            "Ⅳその他\n１．①自己点検",
            "年に一度点検する。",
            "半年に一度点検する。",
            "事後",
            "同上",
        ),
    ]
    assert [_tell(row) for row in _find(lay_out(rows, parted="\n")).rows] == [*map(_tell, rows)]


def test_an_empty_cell_is_known_for_one_between_rows_that_are_alike() -> None:
    empty = (*ROWS[1][:2], "", *ROWS[1][3:])
    rows = _find(_below_headings((ROWS[0], empty, ROWS[2]), parted="\n\n")).rows
    assert [_tell(row)[:5] for row in rows] == [_tell(row)[:5] for row in (ROWS[0], empty, ROWS[2])]
    assert all({"変更前の記載", "変更後の記載"}.isdisjoint(row.unread) for row in rows)


@pytest.mark.parametrize("lay_out", LAYOUTS)
def test_of_columns_in_which_nothing_is_alike_no_empty_cell_is_known(lay_out: Callable[..., str]) -> None:
    others = [(*row[:2], f"窓口{n}", f"第{n}の棚", *row[4:]) for n, row in enumerate(ROWS)]
    empty = (*others[1][:2], "", *others[1][3:])
    for row, truth in zip(
        _find(lay_out((others[0], empty, others[2]), parted="\n\n")).rows, ROWS, strict=False
    ):
        assert (row.text("変更日"), row.text("提出時期")) == (truth[0], truth[4])
        assert {"変更前の記載", "変更後の記載"} <= set(row.unread)


def test_rows_above_a_cell_with_a_blank_line_in_it_are_told_where_they_are_alike() -> None:
    torn = (*ROWS[2][:3], "半年に一度点検する。\n\n窓口に控えを置く。", *ROWS[2][4:])
    alike = (*ROWS[2][:2], "台帳に届出を記入する。", "台帳と控えに届出を記入する。", *ROWS[2][4:])
    truth = (ROWS[0], torn, alike)
    rows = _find(_below_headings(truth, parted="\n\n")).rows
    assert all(_tell(row)[2:4] in (("", ""), _tell(own)[2:4]) for row, own in zip(rows, truth, strict=True))
    assert rows[0].text("変更後の記載")


@pytest.mark.parametrize("lay_out", LAYOUTS)
def test_an_empty_cell_beside_one_that_a_blank_line_parts_does_not_shift_the_rows(
    lay_out: Callable[..., str],
) -> None:
    empty = (*ROWS[1][:2], "", *ROWS[1][3:])
    torn = (
        *ROWS[2][:2],
        "年に一度点検する。\n\n台帳に記入する。",
        "半年に一度点検し、台帳に記入する。",
        *ROWS[2][4:],
    )
    for rows in ((ROWS[0], empty, torn), (torn, empty, ROWS[0])):
        for row, own in zip(_find(lay_out(rows, parted="\n\n")).rows, rows, strict=True):
            assert _tell(row)[2:4] in (("", ""), _tell(own)[2:4])
            assert own == ROWS[0] or "変更前の記載" in row.unread


def test_days_that_are_not_as_many_as_the_timings_tell_no_row() -> None:
    rows = (*ROWS[:2], ("", *ROWS[2][1:]))
    changes = _find(_below_headings(rows, parted="\n\n"))
    assert len(changes.rows) == len(rows)
    assert not any(row.columns for row in changes.rows)


def test_the_words_of_a_row_that_a_page_cuts_are_unread() -> None:
    first = _below_headings(ROWS[:2], parted="\n\n")
    rest = ("", "", "及び出先の窓口", "及び出先の窓口", "", "")
    second = _below_headings((rest, *ROWS[2:]), parted="\n\n")
    changes = _find(f"{first}\n\f{second}\n")
    assert [row.text("変更日") for row in changes.rows] == [row[0] for row in ROWS]
    assert [bool(row.text("変更後の記載")) for row in changes.rows] == [True, False, False, False]


def _wrap(text: str, width: int) -> str:
    return "\n".join(
        line[at : at + width] for line in text.split("\n") for at in range(0, max(len(line), 1), width)
    )


def _invent(random: Random) -> Change:
    """A row of a table, with words that are alike before and after, or are not, or of which there are none."""
    places = (
        "Ⅰ基本情報\n７．①部署",
        "Ⅱ特定個人情報ファイルの概要\n２．⑥部署",
        "別紙１",
        "Ⅳその他\n１．①点検",
    )
    who = random.choice(("税務課", "市民課の窓口", "支所", "健康の課", "本庁の係", "出先の室"))
    what = random.choice(
        ("届出の写しを書庫に入れる。", "月に一度、台帳を確かめる。", "通知を送る。", "控えを置く。")
    )
    number = random.randint(10, 99)
    before = f"{who}は、{number}件までの{what}"
    after = random.choice(
        (
            f"{who}は、{number}件までの{what}終わったら、台帳に記入する。",
            f"{who}とその長は、{number}件までの{what}",
            f"{random.randint(100, 999)}番の{random.choice(('棚', '室', '箱'))}",
        )
    )
    if random.random() < 0.2:
        before = random.choice((f"{who}\n\n{what}", "", "（新規）", f"・{who}\n\n・{what}"))
    day = f"令和{random.randint(2, 8)}年{random.randint(1, 12)}月{random.randint(1, 28)}日"
    note = random.choice(("同上", "", "重要な変更に当たらない。", "その他の項目の変更であるため"))
    row = (day, random.choice(places), before, after, random.choice(("事前", "事後")), note)
    return tuple(_wrap(text, width) for text, width in zip(row, WIDTHS, strict=True))


@pytest.mark.parametrize("parted", ["\n", "\n\n"])
@pytest.mark.parametrize("lay_out", LAYOUTS)
def test_no_cell_is_told_for_a_row_that_is_not_its_own(lay_out: Callable[..., str], parted: str) -> None:
    told = 0
    for seed in range(60):
        random = seed_random(seed)
        pages = [[_invent(random) for _ in range(random.randint(2, 6))] for _ in range(PAGES)]
        text = "\n\f".join(lay_out(rows, parted=parted) for rows in pages)
        truth = [row for rows in pages for row in rows]
        read = _find(text).rows
        assert len(read) == len(truth)
        for row, own in zip(read, truth, strict=True):
            assert all(one in ("", other) for one, other in zip(_tell(row), _tell(own), strict=True))
            told += bool(row.text("変更後の記載"))
    assert bool(told) is (parted == "\n\n")


@pytest.mark.parametrize("lay_out", LAYOUTS)
def test_hardly_a_cell_is_wrong_of_columns_that_have_lost_lines(lay_out: Callable[..., str]) -> None:
    wrong = told = 0
    for seed in range(60):
        random = seed_random(seed)
        truth = [_invent(random) for _ in range(random.randint(3, 6))]
        lines = lay_out(truth, parted="\n\n").split("\n")
        read = _find("\n".join(line for line in lines if random.random() > 0.04) + "\n").rows
        for row, own in zip(read, truth, strict=False):
            for one, other in zip(_tell(row), _tell(own), strict=True):
                told += bool(one)
                wrong += not all(char in other for char in one)
    assert wrong <= 0.01 * told

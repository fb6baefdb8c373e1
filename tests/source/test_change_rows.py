"""変更箇所 of a text layer: a row is told by its 項目, and its columns where just one reading fits."""

from __future__ import annotations

import pytest

from piaflow.law.printed_form import CHANGE_COLUMNS
from piaflow.source.change_headings import find_headings
from piaflow.source.change_marks import TextRow
from piaflow.source.change_rows import read_rows
from piaflow.source.page import Line, Part
from piaflow.source.tables import Changes, find_changes
from piaflow.source.text import read_text

ITEM = "Ⅱ特定個人情報ファイルの概\n要\n⑥事務担当部署"
BEFORE = "健康福祉部　地域の窓口を受け持つ担当の課と\n各支所"
AFTER = "健康福祉部　地域の窓口を受け持つ担当の課と\n各支所、本庁"


def _read(text: str) -> list[TextRow]:
    lines = [Line(row, number) for number, row in enumerate(text.split("\n"), 1) if row.strip()]
    return list(read_rows([lines]))


def _tell(row: TextRow) -> dict[str, str]:
    return {name: "".join(line.text.strip() for line in lines) for name, lines in row.columns.items()}


def _join(*cells: str) -> str:
    return "\n\n".join(cells)


def test_the_cells_of_a_row_follow_one_another() -> None:
    (row,) = _read(
        _join("令和4年7月8日", ITEM, BEFORE, AFTER, "事後\n指針に定める重要な変更に該\n当しないため")
    )
    assert _tell(row) == {
        "項目": ITEM.replace("\n", ""),
        "変更日": "令和4年7月8日",
        "提出時期": "事後",
        "変更前の記載": BEFORE.replace("\n", ""),
        "変更後の記載": AFTER.replace("\n", ""),
        "提出時期に係る説明": "指針に定める重要な変更に該当しないため",
    }
    assert row.unread == ()


def test_cells_that_stand_side_by_side_are_parted_by_a_blank() -> None:
    (row,) = _read(_join("平成31年2月5日", ITEM, "10人以上50人未満 50人以上100人未満 事後 同上"))
    told = _tell(row)
    assert (told["変更前の記載"], told["変更後の記載"]) == ("10人以上50人未満", "50人以上100人未満")
    assert (told["提出時期"], told["提出時期に係る説明"]) == ("事後", "同上")


def test_a_whole_row_on_one_line_has_its_item_after_the_day() -> None:
    (row,) = _read("平成31年2月5日 別紙１ 提供先５５、５６ 削除 事後 提供先の廃止")
    assert list(_tell(row).values()) == [
        "別紙１",
        "平成31年2月5日",
        "事後",
        "提供先５５、５６",
        "削除",
        "提供先の廃止",
    ]


@pytest.mark.parametrize("item", ["別紙１", "同上", "表紙"])
def test_such_an_item_is_one_in_a_cell_of_its_own_below_the_day(item: str) -> None:
    (row,) = _read(_join("令和6年11月11\n日", item, BEFORE, AFTER, "事後"))
    assert _tell(row)["項目"] == item
    assert row.unread == ()


def test_what_may_be_of_either_cell_stays_unread() -> None:
    (row,) = _read(_join("令和2年2月20日", ITEM, "通知の記録を月ごとにまとめて送り、控えを置く。", "事後"))
    assert row.unread == ("変更前の記載", "変更後の記載")


def test_a_row_without_its_own_day_has_the_only_one_of_its_page() -> None:
    days = ["令和4年7月8日", "令和4年7月8日"]
    rows = _read(
        _join(days[0], ITEM, BEFORE, AFTER, "事後", days[1], ITEM, BEFORE, AFTER, "事後", ITEM, BEFORE, AFTER)
    )
    assert [_tell(row).get("変更日") for row in rows] == [days[0]] * 3
    other = _read(
        _join(
            days[0], ITEM, BEFORE, AFTER, "事後", "令和3年1月5日", ITEM, BEFORE, "事後", ITEM, BEFORE, AFTER
        )
    )
    assert "変更日" in other[2].unread


def test_what_is_said_of_the_timing_is_no_item() -> None:
    rows = _read(_join("令和4年7月8日", ITEM, BEFORE, AFTER, "事後 同上", "同上"))
    assert len(rows) == 1


def _find(text: str) -> Changes:
    return find_changes(read_text("town.txt", text, 0), Part(None, "", 1, text.count("\n") + 1))


HEADINGS = (
    "\n\n".join(CHANGE_COLUMNS),
    " ".join(CHANGE_COLUMNS),
    "提出時期に係る説明変更日 項目 変更前の\n記載 変更後の\n記載 提出時期",
)
ROW = _join("令和4年7月8日", ITEM, BEFORE, AFTER, "事後", "課の名の変更")


@pytest.mark.parametrize("headings", HEADINGS)
def test_the_headings_of_the_table_stand_on_one_line_or_on_several(headings: str) -> None:
    assert len(_find(f"（別添３）変更箇所\n{headings}\n\n{ROW}\n\n{ROW}").rows) == 2


def test_the_end_of_a_heading_that_its_column_wraps_is_no_word_of_the_first_row() -> None:
    headings = f"{' '.join(CHANGE_COLUMNS).removesuffix('明')}\n明"
    (row,) = _find(f"（別添３）変更箇所\n{headings}\n{ITEM}\n\n{BEFORE}\n\n{AFTER}\n\n事後\n").rows
    assert row.text("項目") == ITEM


def test_of_days_that_follow_one_another_none_is_known_for_its_row() -> None:
    rows = _read(_join("令和4年7月8日", "令和5年1月5日", ITEM, BEFORE, AFTER, "事後"))
    assert all("変更日" in row.unread for row in rows)


def test_words_that_name_one_of_the_headings_are_none() -> None:
    lines = [Line("変更日", 1), Line("項目", 2), Line("変更前の記載を改める。", 3)]
    assert find_headings(lines) == ()


def test_a_table_with_its_headings_once_goes_on_over_the_pages_as_far_as_they_have_rows() -> None:
    lists = "№ 提供先 提供先における用途\n1 1 長官 法による事務"
    changes = _find(f"（別添３）変更箇所\n{HEADINGS[0]}\n\n{ROW}\n\f{ROW}\n\n{ROW}\n\f{lists}\n")
    assert len(changes.rows) == 3
    assert all(not row.unread for row in changes.rows)
    assert max(changes.taken) < lists.count("\n") + 70


def test_the_cells_of_a_row_that_a_page_cuts_are_unread() -> None:
    cut = _find(f"{HEADINGS[1]}\n\n{ROW}\n\n{ROW}\n\f{HEADINGS[1]}\n\n及び出先の窓口\n\n{ROW}\n")
    assert [bool(row.text("変更後の記載")) for row in cut.rows] == [True, False, True]
    assert {"項目", "変更前の記載", "変更後の記載"} <= set(cut.rows[1].unread)


def test_a_row_without_blank_lines_begins_its_words_where_they_are_none_of_the_form() -> None:
    (row,) = _read(f"令和4年7月8日\n{ITEM}\n（新規）\n{AFTER}\n事後\n課の名の変更")
    told = _tell(row)
    assert told["項目"] == ITEM.replace("\n", "")
    assert (told["変更前の記載"], told["変更後の記載"]) == ("（新規）", AFTER.replace("\n", ""))


def test_lines_below_a_line_of_several_cells_may_be_of_any_of_them() -> None:
    (row,) = _read(
        "令和4年7月8日 Ⅳ１.①自己点検 年に一度点検し、 半年に一度点検し、 事後 方法の\n記録する。 変更"
    )
    assert {"項目", "変更前の記載", "変更後の記載"} <= set(row.unread)


def test_a_part_of_an_item_that_stands_apart_makes_the_items_of_its_page_doubtful() -> None:
    item = "Ⅱ－５ 移転先3"
    rows = _read(_join("令和4年7月8日", item, "法令上の根拠", "第七条", "事後", ROW))
    assert "項目" in rows[0].unread
    assert _tell(rows[1])["項目"] == ITEM.replace("\n", "")


def test_a_day_that_its_column_wraps_is_one() -> None:
    (row,) = _read(_join("令和6年11月11\n日", ITEM, BEFORE, AFTER, "事後"))
    assert _tell(row)["変更日"] == "令和6年11月11日"


def test_of_a_table_whose_cells_stand_in_no_order_nothing_is_told() -> None:
    scattered = [_join("令和4年7月8日", ITEM, BEFORE, "事後", "課の名の変更", AFTER, "第七条")] * 9
    assert all(not row.columns for row in _read(_join(*scattered, ROW)))


@pytest.mark.parametrize("rest", ["る。", "てきた書類を消去する。", "、消去"])
def test_a_cell_does_not_begin_with_the_end_of_a_word(rest: str) -> None:
    """The one piece is of one cell, whose last line is short; the other cell stands elsewhere."""
    before = "・外部媒体を廃棄する際は保存した情報を読み出せ\nないよう専用の機器で確かめてからすべて消去す"
    rows = _read(
        _join(
            "令和4年7月8日",
            ITEM,
            f"{before}\n{rest}",
            "事後",
            *(["令和4年7月8日", ITEM, BEFORE, AFTER, "事後"] * 3),
        )
    )
    assert {"変更前の記載", "変更後の記載"} <= set(rows[0].unread)
    assert _tell(rows[1])["変更後の記載"] == AFTER.replace("\n", "")


SAID = "その他の項目の変更であ\nり、事前の公表を要しない。"


def _list_departments(*changes: str, said: str = SAID) -> list[TextRow]:
    """Rows whose words stand on one line with 提出時期, above what is said of that."""
    rows = (
        _join("令和4年7月8日", f"{ITEM}　第{n}", f"{words} 事後\n{said}") for n, words in enumerate(changes)
    )
    return _read(_join(*rows))


def test_what_stands_below_several_rows_in_the_same_words_is_said_of_their_timing() -> None:
    for row in _list_departments("税務課 税務部税務課", "住宅課 建築部住宅課", "市民課 市民課、支所"):
        told = _tell(row)
        assert told["提出時期に係る説明"] == SAID.replace("\n", "")
        assert told["変更前の記載"] in told["変更後の記載"]


@pytest.mark.parametrize(
    "changes",
    [
        ("税務課 税務部税務課", "住宅課 建築部住宅課"),  # twice may be by chance
        ("税務課 税務部税務課",) * 3,  # the rest of the same words is the same
    ],
)
def test_what_stands_below_few_rows_may_go_on_any_of_their_cells(changes: tuple[str, ...]) -> None:
    for row in _list_departments(*changes):
        assert {"変更前の記載", "変更後の記載"} <= set(row.unread)


def test_wide_lines_below_a_row_are_of_its_words() -> None:
    wide = "窓口を受け持つ担当の課と各支所のすべて"
    for row in _list_departments(
        "税務課 税務部税務課", "住宅課 建築部住宅課", "市民課 市民課、支所", said=wide * 2
    ):
        assert "変更後の記載" in row.unread


NEXT = "Ⅳその他のリスク対策\n１．①自己点検"


def test_an_item_below_what_is_said_of_the_timing_begins_a_row_where_no_blank_line_parts_them() -> None:
    said = "課の名の変更"
    rows = _read(
        f"令和4年7月8日\n{ITEM}\n{BEFORE}\n{AFTER}\n事後 {said}\n{NEXT}\n{BEFORE}\n{AFTER}\n令和5年1月5日\n同上\n（新規）"
    )
    assert len(rows) == 3
    assert "変更日" in rows[1].unread


def test_an_item_on_the_line_of_its_words_begins_a_row_where_no_blank_line_parts_them() -> None:
    rows = _read(
        "令和4年7月8日\n別紙１ 窓口の課の控え\nを置く。\n事後 同上\nⅠ－７ ①部署 窓口の課\n事前\n令和5年1月5日\n同上\n（新規）"
    )
    assert [_tell(row).get("変更日") for row in rows] == ["令和4年7月8日", None, "令和5年1月5日"]


def test_what_is_said_of_timings_that_stand_apart_begins_no_row() -> None:
    """The page gives the first cells of all rows, and then the others."""
    rows = _read(
        _join(
            *("令和4年7月8日", ITEM, BEFORE, "令和4年7月9日", NEXT, BEFORE, "令和4年7月10日", ITEM),
            *("事後", "同上", AFTER, "課の名の変更", "事後", "同上", BEFORE, AFTER, "事前"),
        )
    )
    assert len(rows) == 3


def test_a_row_without_a_day_begins_below_one_that_stands_on_one_line() -> None:
    rows = _read(
        f"令和4年7月8日 {NEXT} 窓口の課 会計の室 事後\n{NEXT} 支所 本庁\n令和5年1月5日 {NEXT} 室 課 事前"
    )
    assert [_tell(row).get("変更日") for row in rows] == ["令和4年7月8日", None, "令和5年1月5日"]


@pytest.mark.parametrize("item", ["別紙１", "同上"])
@pytest.mark.parametrize("said", ["同上\n\n", "課の名の変更\n\n", ""])
def test_a_row_without_a_day_begins_with_an_item_that_is_one_by_itself(said: str, item: str) -> None:
    above = f"{_join('令和4年7月8日', ITEM, BEFORE, AFTER, '事後')}\n\n{said}"
    below = _join("令和5年1月5日", ITEM, BEFORE, AFTER, "事前")
    rows = _read(f"{above}{_join(item, BEFORE, AFTER, '事後')}\n\n{below}")
    assert len(rows) == 3
    assert "変更日" in rows[1].unread
    assert _tell(rows[2])["変更日"] == "令和5年1月5日"


def test_an_item_on_the_line_of_its_day_begins_a_row_though_words_stand_below() -> None:
    (row,) = _read("令和4年7月8日 別紙１\n移転先２６（番号法別表第一４１）\n\n課の名を改める。 事後 同上")
    assert _tell(row)["変更日"] == "令和4年7月8日"


def test_a_mark_between_two_rows_of_which_either_may_own_it_is_unread() -> None:
    rows = _read(
        _join(
            "令和4年7月8日",
            ITEM,
            BEFORE,
            NEXT,
            BEFORE,
            AFTER,
            "事後",
            "令和5年1月5日",
            ITEM,
            BEFORE,
            AFTER,
            "事前",
        )
    )
    assert len(rows) == 3
    assert all({"変更日", "提出時期"} <= set(row.unread) for row in rows[:2])
    assert _tell(rows[2])["変更日"] == "令和5年1月5日"


def test_words_of_narrow_columns_are_read_where_they_are_alike() -> None:
    narrow = ("窓口の課の長は、\n控えを置く。", "窓口の課の長は、\n箱を置く。")
    (row,) = _read(_join("令和4年7月8日", "表紙", *narrow, "事後"))
    assert _tell(row)["変更後の記載"] == narrow[1].replace("\n", "")


def test_an_item_whose_number_stands_apart_is_not_known() -> None:
    (row,) = _read(_join("令和4年7月8日", "Ⅰ基本情報\n①部署", "７．", BEFORE, AFTER, "事後"))
    assert "項目" in row.unread
    (row,) = _read(_join("令和4年7月8日", "Ⅰ基本情報\n①部署", "７．", "窓口の77番の\n棚に置く。", "事後"))
    assert {"項目", "変更前の記載"} <= set(row.unread)


WIDE = _join("令和4年7月8日", ITEM, "地域の窓口を受け持つ担当の課の名の控えを\n置く。", AFTER, "事後")
"""A row whose changed words fill their column."""
NOTE_BELOW = "窓口の名をほかの課と区別す\nる必要があるため。"


def test_narrow_lines_that_end_a_sentence_below_a_row_on_one_line_are_said_of_its_timing() -> None:
    row, *_ = _read(_join(f"令和4年7月8日 全般 窓口の課 市民の課 事後\n{NOTE_BELOW}", WIDE, WIDE, WIDE))
    told = _tell(row)
    assert (told["変更前の記載"], told["変更後の記載"]) == ("窓口の課", "市民の課")
    assert told["提出時期に係る説明"] == NOTE_BELOW.replace("\n", "")


@pytest.mark.parametrize(
    ("line", "below"),
    [
        ("窓口の課は、 市民の課は、 事後", NOTE_BELOW),  # a clause goes on
        ("地域の窓口を受け持つ担当の課の名の控え 市民の課 事後", NOTE_BELOW),  # a full line does
        ("窓口の課 市民の課 事後", "各支所\nの長のため。"),  # a narrow column has no line so short
        ("窓口の課 市民の課 事後", "その課の長と各支所の長のす\nべての窓口"),  # no sentence
    ],
)
def test_lines_below_a_row_that_may_go_on_in_other_cells_are_of_none(line: str, below: str) -> None:
    row, *_ = _read(_join(f"令和4年7月8日 全般 {line}\n{below}", WIDE, WIDE, WIDE))
    assert {"変更前の記載", "変更後の記載"} <= set(row.unread)


def test_two_alike_sides_of_one_line_are_told_though_the_timing_stands_elsewhere() -> None:
    (row, _) = _read(
        _join("令和4年7月8日", ITEM, "点検をしていく。 毎年の点検をしている。", "課の名の変更", ROW)
    )
    told = _tell(row)
    assert (told["変更前の記載"], told["変更後の記載"]) == ("点検をしていく。", "毎年の点検をしている。")
    (row, _) = _read(_join("令和4年7月8日", ITEM, "点検をしていく。 窓口の課", "課の名の変更", ROW))
    assert {"変更前の記載", "変更後の記載"} <= set(row.unread)

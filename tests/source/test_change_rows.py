"""変更箇所 of a text layer: a row is told by its 項目, and its columns where just one reading fits."""

from __future__ import annotations

from piaflow.source.change_rows import TextRow, read_rows
from piaflow.source.page import Line

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

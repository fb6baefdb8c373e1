"""Boxes whose name goes on in the next line, and rows of boxes."""

from __future__ import annotations

from piaflow.source.choices import unwrap_boxes
from piaflow.source.page import Line
from piaflow.source.words import is_sign

NAMES = ("地方公共団体・地方独立行政法人", "フラッシュメモリ", "紙", "専用線")


def _unwrap(*rows: str, in_cell: bool = True) -> list[str]:
    lines = [Line(row, number) for number, row in enumerate(rows, 1)]
    return [line.text for line in unwrap_boxes(lines, NAMES, in_cell=in_cell)]


def test_a_name_that_wraps_is_whole_again() -> None:
    assert _unwrap("[ ○ ] 地方公共団体・地", "方独立行政法人 （ ）", "[ ] 紙") == [
        "[ ○ ] 地方公共団体・地方独立行政法人 （ ）",
        "[ ] 紙",
    ]
    assert _unwrap("[ ] 紙 [ ] フラッシュメモ", "リ", in_cell=False) == ["[ ] 紙 [ ] フラッシュメモリ"]


def test_a_bracket_above_its_name_is_of_it_in_a_cell_alone() -> None:
    assert _unwrap("[ ○ ]", "専用線") == ["[ ○ ]専用線"]
    assert _unwrap("[ ○ ]", "専用線", in_cell=False) == ["[ ○ ]", "専用線"]


def test_what_follows_a_whole_name_is_none_of_it() -> None:
    assert _unwrap("[ ○ ] 紙", "専用線を使う。") == ["[ ○ ] 紙", "専用線を使う。"]


def test_what_is_written_beside_a_box_goes_on_until_its_bracket_is_closed() -> None:
    told = ("[ ○ ] その他（出先の支所（二つ）と、", "本庁の窓口）", "[ ] 紙", "（注）どちらも書く")
    lines = [Line(text, number) for number, text in enumerate(told, 1)]
    whole = [line.text for line in unwrap_boxes(lines, ("紙", "その他"), in_cell=True)]
    assert whole == ["[ ○ ] その他（出先の支所（二つ）と、本庁の窓口）", *told[2:]]
    assert [line.text for line in unwrap_boxes(lines, ("紙", "その他"), in_cell=False)] == list(told)


def test_a_long_line_of_boxes_is_no_words() -> None:
    row = "：[ ○ ] 庁内連携システム　[  ] 専用線　[ ○ ] 電子メール　[  ] 電子記録媒体　[  ] フラッシュメモリ　[  ] 紙"
    assert is_sign(row)
    words = "届出の控えには、専用線で受けたものは [ ○ ] を、電子メールで受けたものは [ ] を付けて、棚に置く。"
    assert not is_sign(f"{words}月の終わりに数を確かめて、台帳に記入する。")

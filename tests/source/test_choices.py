"""Boxes whose name goes on in the next line."""

from __future__ import annotations

from piaflow.source.choices import unwrap_boxes
from piaflow.source.page import Line

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

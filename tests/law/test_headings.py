"""A 項目 gives a heading the number that the form gives it, or it does not."""

from __future__ import annotations

import pytest

from piaflow.law.headings import find_misplaced
from piaflow.law.shipped import read_data

HEADINGS: dict[str, str] = read_data("names")["headings"]


@pytest.mark.parametrize(
    ("item", "told"),
    [
        ("Ⅳ評価実施手続　３．第三者点検", "「評価実施手続」は様式ではⅥ"),
        ("Ⅰ 基本情報\n３．個人番号の利用", "「個人番号の利用」は様式ではⅠ.5"),
        ("Ⅱ基本情報 １．システム5", "「基本情報」は様式ではⅠ"),
        ("（別添２）事務の内容", "「事務の内容」は様式では別添1"),
        ("Ⅲ　５．特定個人情報の使用", "「特定個人情報の使用」は様式ではⅢ.3"),
    ],
)
def test_a_heading_under_another_number_is_told_with_its_own(item: str, told: str) -> None:
    assert find_misplaced(item) == told


@pytest.mark.parametrize(
    "item",
    [
        "公表日",
        "Ⅱ（1）６．特定個人情報の保管・消去",
        "Ⅲ リスク対策（プロセス） 6．－リスク１",
        "別紙１",
        "Ⅰ1．②事務の概要",
        "",
    ],
)
def test_what_is_no_heading_of_the_form_is_another_matter(item: str) -> None:
    assert find_misplaced(item) == ""


@pytest.mark.parametrize("place", HEADINGS)
def test_every_heading_stands_where_the_form_has_it(place: str) -> None:
    chapter, _, section = place.partition(".")
    item = f"{chapter}{HEADINGS[chapter]} {f'{section}．{HEADINGS[place]}' if section else ''}"
    assert find_misplaced(item) == ""

"""The 別表 of 番号法 by row."""

from __future__ import annotations

from datetime import date

import pytest

from piaflow.errors import UnknownNameError
from piaflow.law.sureness import Sureness
from piaflow.law.tables import find_row, list_rows

ROWS = [
    ("24", "地方税法"),
    ("44", "国民健康保険法"),
    ("100", "介護保険法"),
    ("14", "予防接種法"),
    ("４４", "国民健康保険法"),
    ("四十四", "国民健康保険法"),
    ("別表の44の項", "国民健康保険法"),
    ("2の2", "恩給法"),
    ("5-2", "船員法"),
]


@pytest.mark.parametrize(("number", "law"), ROWS)
def test_a_row_is_found_by_its_printed_number(number: str, law: str) -> None:
    assert find_row(number).procedure.startswith(law)


def test_the_rows_are_numbered_without_a_gap() -> None:
    numbers = [row.row for row in list_rows()]
    assert len(numbers) == len(set(numbers)) == 177
    assert [n for n in numbers if "の" not in n] == [str(n) for n in range(1, 137)]


def test_a_branch_stands_behind_its_number() -> None:
    numbers = [row.row for row in list_rows()]
    keys = [tuple(map(int, number.split("の"))) for number in numbers]
    assert keys == sorted(keys)


def test_a_row_says_of_which_day_and_text_it_is() -> None:
    row = find_row("44")
    assert (row.as_of, row.sureness) == (date(2025, 9, 1), Sureness.CERTAIN)
    assert row.who
    assert row.source


@pytest.mark.parametrize("number", ["137", "44の9", "番号法別表第一の30の項", "予防接種"])
def test_what_is_no_row_of_it_is_refused(number: str) -> None:
    with pytest.raises(UnknownNameError, match=number):
        find_row(number)

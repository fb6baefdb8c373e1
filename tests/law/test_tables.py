"""The 別表 of 番号法 by row."""

from __future__ import annotations

from datetime import date

import pytest

from piaflow.law.sureness import Sureness
from piaflow.law.tables import TableRow, list_rows

ROWS = [
    ("24", "地方税法"),
    ("44", "国民健康保険法"),
    ("100", "介護保険法"),
    ("14", "予防接種法"),
    ("2の2", "恩給法"),
    ("5の2", "船員法"),
]


def find_row(number: str) -> TableRow:
    (found,) = (row for row in list_rows() if row.row == number)
    return found


@pytest.mark.parametrize(("number", "law"), ROWS)
def test_a_row_is_of_its_law(number: str, law: str) -> None:
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

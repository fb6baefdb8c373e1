"""Printed step numbers as documents write them."""

from __future__ import annotations

import pytest

from piaflow.rules.step_numbers import find_gaps, find_places, list_steps

READ = [
    ("①", [("○", 1)]),
    ("⑳", [("○", 20)]),
    ("㉑", [("○", 21)]),
    ("❸", [("●", 3)]),
    ("➌", [("●", 3)]),
    ("⓫", [("●", 11)]),
    ("⑥⓫", [("○", 6), ("●", 11)]),
    ("1-③", [("1-○", 3)]),
    ("１－③", [("1-○", 3)]),
    ("2-②③", [("2-○", 2), ("2-○", 3)]),
    ("2-②.③", [("2-○", 2), ("2-○", 3)]),
    ("3-2", [("3-数字", 2)]),
    ("(1)-③", [("1-○", 3)]),
    ("（１）－③", [("1-○", 3)]),
    ("(1)-3", [("1-数字", 3)]),
    ("1-(3)", [("1-数字", 3)]),
    ("(2)-②③", [("2-○", 2), ("2-○", 3)]),
    ("12", [("数字", 12)]),
    ("手順イ", []),
    ("", []),
]


@pytest.mark.parametrize(("printed", "places"), READ)
def test_a_number_is_read_as_printed(printed: str, places: list[tuple[str, int]]) -> None:
    assert [(p.sequence, p.number) for p in find_places(printed)] == places


def test_what_is_missing_before_the_last_number_is_a_gap() -> None:
    assert list(find_gaps(["②", "⑤", "1-①", "1-②"])) == [("○", (1, 3, 4))]


def test_one_number_that_is_not_read_silences_the_diagram() -> None:
    assert list(find_gaps(["①", "⑤", "手順イ"])) == []


def test_steps_in_brackets_stand_in_a_text_as_those_in_circles_do() -> None:
    told = list(list_steps("(1)-①受ける。(1)-②渡す。1-(3)消す。本町1-1に置く。"))
    assert [([(p.sequence, p.number) for p in places], text) for places, text in told] == [
        ([("1-○", 1)], "受ける。"),
        ([("1-○", 2)], "渡す。"),
        ([("1-数字", 3)], "消す。本町1-1に置く。"),
    ]

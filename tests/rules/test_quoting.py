"""Whether two printed texts may be of one cell."""

from __future__ import annotations

import pytest

from piaflow.rules.quoting import covers_several, may_be_of_one_text


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("住民課", "磯村役場 住民課 〒000-0001"),
        ("磯村役場（略）電話0900", "磯村役場 住民課 電話0900"),
        ("３件", "提供 3件"),
        ("保管場所、消去方法", "消去方法は別紙\n保管場所は庁舎"),
    ],
)
def test_a_part_is_a_quotation_whichever_side_it_stands_on(one: str, other: str) -> None:
    assert may_be_of_one_text(one, other)
    assert may_be_of_one_text(other, one)


@pytest.mark.parametrize(
    ("one", "other"), [("3件", "13件"), ("1", "12"), ("住民課", "税務課"), ("甲課、乙課", "甲課、丙課")]
)
def test_what_the_other_does_not_hold_is_none(one: str, other: str) -> None:
    assert not may_be_of_one_text(one, other)
    assert not may_be_of_one_text(other, one)


@pytest.mark.parametrize(
    ("label", "several"),
    [("Ⅱ5.提供・移転の有無", True), ("Ⅲ2.から3.", True), ("Ⅰ1.及び2.", True), ("Ⅳ1.①請求先", False)],
)
def test_a_label_may_stand_for_several_cells(label: str, several: bool) -> None:  # noqa: FBT001 - what is expected
    assert covers_several(label) is several

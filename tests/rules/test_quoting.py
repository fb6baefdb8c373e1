"""Whether two printed texts may be of one cell."""

from __future__ import annotations

import pytest

from piaflow.domain.certainty import Certainty
from piaflow.rules.quoting import covers_several, is_of_one_text

YES, UNKNOWN, NO = Certainty.YES, Certainty.UNKNOWN, Certainty.NO


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("住民課", "磯村役場 住民課 〒000-0001", YES),
        ("磯村役場住民課", "磯村役場 住民課 〒000-0001", YES),
        ("磯村役場（略）電話0900", "磯村役場 住民課 電話0900", YES),
        ("保管場所、消去方法", "消去方法\n保管場所", YES),
        ("３件", "提供 3件", YES),
        ("住民課", "磯村役場住民課", UNKNOWN),
        ("3件", "13件", NO),
        ("1", "12", NO),
        ("住民課", "税務課", NO),
        ("甲課、乙課", "甲課、丙課", NO),
    ],
)
def test_a_part_is_a_quotation_whichever_side_it_stands_on(one: str, other: str, same: Certainty) -> None:
    assert is_of_one_text(one, other) is same
    assert is_of_one_text(other, one) is same


@pytest.mark.parametrize(
    ("label", "several"),
    [("Ⅱ5.提供・移転の有無", True), ("Ⅲ2.から3.", True), ("Ⅰ1.及び2.", True), ("Ⅳ1.①請求先", False)],
)
def test_a_label_may_stand_for_several_cells(label: str, several: bool) -> None:
    assert covers_several(label) is several

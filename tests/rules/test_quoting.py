"""Whether two printed texts may be of one cell."""

from __future__ import annotations

import pytest

from piaflow.domain.certainty import Certainty
from piaflow.rules.quoting import (
    are_of_two_parts,
    covers_several,
    describes,
    is_of_one_text,
    read_addition,
    tell_slip,
    tells_nothing,
)

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
        ("主務省令第2条の表48の項", "利用に関する命令（以下「主務省令」という。）第2条の表48の項", YES),
        ("番号法第19条第8号及び別表第二", "番号法第19条第8号及び別表第二の27の項", YES),
        ("別表第二の28の項", "別表第二の27の項", NO),
        ("番号法第19条", "番号法第19条第8号", UNKNOWN),
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


@pytest.mark.parametrize(
    ("text", "added"),
    [
        ("下記を追加\n＜窓口＞控えを渡す。", "＜窓口＞控えを渡す。"),
        ("以下の文言を追記する。\n甲", "甲"),
        ("下記を追加", ""),
        ("窓口に追加の端末を置く。", None),
        ("以下の措置を講じる。職員を追加する。", None),
    ],
)
def test_a_row_says_what_it_adds(text: str, added: str | None) -> None:
    assert read_addition(text) == added


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("追加", True),
        ("最新状況に見直し。", True),
        ("別添2のとおり", True),
        ("コンビニ交付を追加", True),
        ("コンビニ交付を追加した。", True),
        ("別紙1参照", True),
        ("※変更なし", True),
        ("端末を変更する。申請を受け付ける", False),
        ("窓口で受け付ける", False),
    ],
)
def test_a_row_may_tell_of_a_change_and_quote_nothing(text: str, told: bool) -> None:
    assert describes(text) is told


@pytest.mark.parametrize(
    ("text", "nothing"),
    [
        ("—", True),
        ("記載なし", True),
        ("（新規記載）", True),
        ("―", True),
        ("該当なし。", True),
        ("該当無し", True),
        ("N/A", True),
        ("無", True),
        ("無線", False),
        ("－（提供先の削除）", True),
        ("", False),
        ("（別紙1）", False),
    ],
)
def test_a_cell_may_say_that_nothing_stands_there(text: str, nothing: bool) -> None:
    assert tells_nothing(text) is nothing


def test_parts_are_told_apart_by_headings_that_both_print() -> None:
    assert are_of_two_parts("＜窓口における措置＞\n甲", "＜中間サーバーにおける措置＞\n乙")
    assert not are_of_two_parts("＜窓口における措置＞\n甲", "＜窓口における措置＞\n乙\n＜端末＞\n丙")
    assert not are_of_two_parts("甲", "＜窓口における措置＞\n乙")


def test_a_slip_is_few_letters_where_all_else_stands_in_the_other() -> None:
    whole = "届出を受け付け、台帳ににに記載する。写しを渡す。"
    assert tell_slip("届出を受け付け、\n台帳に記載する。", whole) == ("台帳に記載す", "台帳ににに記載す")
    assert tell_slip("写しを渡す。", whole) is None
    assert tell_slip("申請を受け付け、端末に入力する。", whole) is None

"""How a review tells what the newer document's own 変更箇所 does not fit, and the fields that were not read."""

from __future__ import annotations

import pytest

from piaflow.impact.impact import find_impact
from piaflow.report.as_text import to_text
from piaflow.report.review import tell_review
from piaflow.review.answer import Review, Reviewed
from piaflow.review.change_table import Matter, TableCheck, TableRow, Unmatched
from piaflow.review.revised import Revised, State
from tests.review.small_town import AFTER, BEFORE

ROW = TableRow(3, "2027-04-01", "Ⅲ.3リスク4", "複製しない。", "承認を得て複製する。")
PRINTED, HELD = "承認を得て複製する。", "管理者の承認を得て複製する。"


def tell(**more: object) -> str:
    """Return what a review of the two documents of the town says of it."""
    revised = Revised(State.KEPT, "後", "前", find_impact(BEFORE, AFTER, rules=()))
    return to_text(tell_review(Review((Reviewed(revised, by_documents=True, **more),), 1)))  # type: ignore[arg-type]


def check(matter: Matter, column: str = "変更後の記載") -> TableCheck:
    return TableCheck((ROW,), 0, (Unmatched(matter, None, ROW, column, PRINTED, HELD),))


@pytest.mark.parametrize(
    ("column", "version"), [("変更前の記載", "前の版の記載"), ("変更後の記載", "新しい版の記載")]
)
def test_what_a_row_says_stands_beside_what_that_version_holds(column: str, version: str) -> None:
    told = tell(table=check(Matter.DIFFERS, column))
    assert f"{column}：{PRINTED}" in told
    assert f"{version}：{HELD}" in told


@pytest.mark.parametrize("matter", [m for m in Matter if m not in (Matter.DIFFERS, Matter.IDLE)])
def test_a_row_that_is_only_named_quotes_neither_side(matter: Matter) -> None:
    told = tell(table=check(matter))
    assert f"3行目 {ROW.item}" in told
    assert HELD not in told
    assert f"変更後の記載：{PRINTED}" not in told


def test_a_row_on_a_field_that_did_not_change_shows_what_both_hold() -> None:
    told = tell(table=check(Matter.IDLE))
    assert f"2つの版の記載：{HELD}" in told
    assert "新しい版の記載" not in told


def test_a_field_that_was_not_read_is_called_by_its_number_its_file_and_its_label() -> None:
    told = tell(unread=("Ⅱ.ファイル1.3.②", "Ⅰ.7.①"))
    assert "Ⅱ.3.②（住基ファイル） 入手方法" in told
    assert "Ⅰ.7.① 評価実施機関における担当部署／部署" in told
    assert "（住基ファイル） 評価実施機関における担当部署" not in told


def test_a_field_that_the_form_of_now_does_not_have_keeps_its_number_alone() -> None:
    assert "Ⅱ.ファイル1.99" in tell(unread=("Ⅱ.ファイル1.99",))


def test_without_a_model_a_field_has_its_number_alone() -> None:
    unread = Reviewed(Revised(State.UNREADABLE, "後", "前"), unread=("Ⅱ.ファイル1.3.②",))
    told = to_text(tell_review(Review((unread,), 1)))
    assert "Ⅱ.ファイル1.3.②" in told
    assert "入手方法" not in told

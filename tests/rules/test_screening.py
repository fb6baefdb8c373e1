"""The 500 handlers of しきい値判断, at their very boundary."""

from __future__ import annotations

import pytest

from piaflow.domain.certainty import Certainty
from piaflow.domain.choices import HandlerBand
from piaflow.domain.entries import Entrustment, Use
from piaflow.domain.nodes import File
from piaflow.law.handlers import find_many_handlers

B = HandlerBand
YES, NO, UNKNOWN = Certainty.YES, Certainty.NO, Certainty.UNKNOWN


def ask(own: HandlerBand, *others: HandlerBand, subentrusted: Certainty = NO) -> Certainty:
    """Return whether 500 or more handle a file: its users, and the people of one contractor each."""
    entries = tuple(
        Entrustment(f"委託事項{i}", contractor=f"会社{i}", handlers=band, subentrusted=subentrusted)
        for i, band in enumerate(others)
    )
    return find_many_handlers((File("台帳", holder="業務", use=Use(users=own), entrustments=entries),))


@pytest.mark.parametrize(
    ("bands", "many"),
    [
        ((B.UNDER_1K,), YES),  # from 500
        ((B.UNDER_500,), NO),  # up to 499
        ((B.UNDER_500, B.UNDER_10), UNKNOWN),  # 100 to 508
        ((B.UNDER_500,) * 5, YES),  # 500 at least
        ((*(B.UNDER_500,) * 4, B.UNDER_100), UNKNOWN),  # 450 at least
        ((*(B.UNDER_50,) * 10, B.UNDER_10), NO),  # 499 at most
        ((*(B.UNDER_50,) * 8, B.UNDER_100, B.UNDER_10), UNKNOWN),  # 500 at most
        ((B.UNKNOWN,), UNKNOWN),
    ],
)
def test_500_is_many_and_499_is_not(bands: tuple[HandlerBand, ...], many: Certainty) -> None:
    assert ask(*bands) is many


@pytest.mark.parametrize("subentrusted", [YES, UNKNOWN])
def test_who_may_work_further_down_is_not_counted(subentrusted: Certainty) -> None:
    assert ask(B.UNDER_10, B.UNDER_10, subentrusted=subentrusted) is UNKNOWN


def test_one_contractor_of_two_files_counts_once() -> None:
    entry = Entrustment("委託事項1", contractor="会社", handlers=B.UNDER_500, subentrusted=NO)
    files = tuple(
        File(f"台帳{i}", holder="業務", use=Use(users=B.UNDER_10), entrustments=(entry,)) for i in range(5)
    )
    assert find_many_handlers(files) is UNKNOWN


def test_without_a_file_nobody_knows() -> None:
    assert find_many_handlers(()) is UNKNOWN

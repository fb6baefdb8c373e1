"""Printed dates are days."""

from __future__ import annotations

from datetime import date

import pytest

from piaflow.law.eras import parse_date, parse_month, print_date


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("令和4年7月8日", date(2022, 7, 8)),
        ("平成２８年３月２５日", date(2016, 3, 25)),
        ("令和元年5月1日", date(2019, 5, 1)),
        ("昭和64年1月7日", date(1989, 1, 7)),
        ("2023-09-22", date(2023, 9, 22)),
        ("令和4年13月8日", None),
        ("令和4年7月", None),
        ("", None),
    ],
)
def test_a_printed_date_is_a_day(text: str, day: date | None) -> None:
    assert parse_date(text) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("令和6年10月 様式4", date(2024, 10, 1)),
        ("平成３０年５月", date(2018, 5, 1)),
        ("令和6年13月", None),
        ("令和6年0月", None),
        ("令和99999年10月", None),
        ("様式4", None),
    ],
)
def test_a_printed_month_is_its_first_day(text: str, day: date | None) -> None:
    assert parse_month(text) == day


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (date(2022, 7, 8), "令和4年7月8日"),
        (date(2019, 5, 1), "令和元年5月1日"),
        (date(2019, 4, 30), "平成31年4月30日"),
        (date(1989, 1, 7), "昭和64年1月7日"),
    ],
)
def test_a_day_is_printed_in_its_era_and_read_back(day: date, text: str) -> None:
    assert print_date(day) == text
    assert parse_date(text) == day

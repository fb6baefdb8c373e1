"""Printed dates are days."""

from __future__ import annotations

from datetime import date

import pytest

from piaflow.law.eras import are_of_same_days, list_dates, list_periods, parse_date, parse_month, print_date


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("令和4年7月8日", date(2022, 7, 8)),
        ("平成２８年３月２５日", date(2016, 3, 25)),
        ("令和元年5月1日", date(2019, 5, 1)),
        ("昭和64年1月7日", date(1989, 1, 7)),
        ("2023-09-22", date(2023, 9, 22)),
        ("2015年10月5日", date(2015, 10, 5)),
        ("２０１５／７／５", date(2015, 7, 5)),
        ("2015.7.5", date(2015, 7, 5)),
        ("H27.7.5", date(2015, 7, 5)),
        ("Ｒ元．５．１", date(2019, 5, 1)),
        ("平成二十七年十月五日", date(2015, 10, 5)),
        ("二〇一五年一〇月五日", date(2015, 10, 5)),
        ("平成28年1月1日（転入者分は平成27年10月5日）", date(2016, 1, 1)),
        ("0120-15-10", None),
        ("第12015/7/5号", None),
        ("ISO27.7.5", None),
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
        ("2025年7月 様式4", date(2025, 7, 1)),
        ("令和六年十月", date(2024, 10, 1)),
        ("令和6年13月", None),
        ("令和6年0月", None),
        ("令和99999年10月", None),
        ("様式4", None),
    ],
)
def test_a_printed_month_is_its_first_day(text: str, day: date | None) -> None:
    assert parse_month(text) == day


def test_a_text_may_print_several_days() -> None:
    told = list_dates("平成28年1月1日（転入者分は2015年10月5日、令和4年13月8日を除く）")
    assert told == (date(2016, 1, 1), date(2015, 10, 5))
    assert list_dates("随時") == ()


def test_a_month_may_be_any_of_its_days_where_no_day_is_printed() -> None:
    assert list_periods("平成28年2月（予定）") == ((date(2016, 2, 1), date(2016, 2, 29)),)
    assert list_periods("2015年7月から準備、同年の平成27年10月5日から") == ((date(2015, 10, 5),) * 2,)
    assert list_periods("平成27年度") == ()


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


@pytest.mark.parametrize(
    "text", ["令和2年4月1日", "R2.4.1", "2020/4/1", "平成32年4月1日", "令和二年四月一日"]
)
def test_one_day_is_printed_in_many_ways(text: str) -> None:
    assert are_of_same_days(text, "令和2年4月1日")


@pytest.mark.parametrize(
    "text", ["令和2年4月2日", "令和2年4月1日（予定）", "令和2年4月", "令和2年4月1日、令和2年4月1日", ""]
)
def test_other_days_and_other_words_beside_a_day_are_not_the_same(text: str) -> None:
    assert not are_of_same_days(text, "令和2年4月1日")

"""Printed dates as days, and days as printed: 令和4年7月8日, 平成２８年３月２５日, 2015年10月5日, H27.7.5."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

from piaflow.domain.names import fold
from piaflow.law.citations import to_digits

_ERAS = {"昭和": 1925, "平成": 1988, "令和": 2018}
_FIRST_DAYS = (("令和", date(2019, 5, 1)), ("平成", date(1989, 1, 8)))
_LETTERS = {"S": "昭和", "H": "平成", "R": "令和"}
_N = r"(?:\d{1,2}|[〇一二三四五六七八九十]{1,3})"
_YEAR = rf"(?:(?P<era>昭和|平成|令和|(?<![A-Za-z])[SHR])(?P<of_era>元|{_N})|(?<!\d)(?P<year>\d{{4}}|[〇一二三四五六七八九]{{4}}))"
_PRINTED = re.compile(
    rf"{_YEAR}(?:年(?P<month>{_N})月(?P<day>{_N})日|(?P<sign>[./-])(?P<m>\d\d?)(?P=sign)(?P<d>\d\d?)(?!\d))"
)
_MONTH = re.compile(rf"{_YEAR}年(?P<month>{_N})月")
_FIGURES = str.maketrans("〇一二三四五六七八九", "0123456789")


def list_dates(text: str) -> tuple[date, ...]:
    """Return the days that the text prints, in order: by era or by the year of our Lord, in words, digits or short."""
    found = _PRINTED.finditer(fold(text))
    days = (_to_day(m, m["month"] or m["m"], m["day"] or m["d"]) for m in found)
    return tuple(day for day in days if day)


def list_periods(text: str) -> tuple[tuple[date, date], ...]:
    """Return the first and the last day of each day that the text prints or, where it prints none, of each month."""
    if days := list_dates(text):
        return tuple((day, day) for day in days)
    months = (_to_day(m, m["month"], "1") for m in _MONTH.finditer(fold(text)))
    return tuple(
        (first, first.replace(day=monthrange(first.year, first.month)[1])) for first in months if first
    )


def strip_dates(text: str) -> str:
    """Return a text, folded, without the days and months that it prints."""
    return _MONTH.sub("", _PRINTED.sub("", fold(text)))


def are_of_same_days(text: str, other: str) -> bool:
    """Whether two texts print the same days, and differ only in how: 令和2年4月1日, R2.4.1, 2020/4/1."""
    days = list_dates(text)
    return bool(days) and days == list_dates(other) and strip_dates(text) == strip_dates(other)


def parse_date(text: str) -> date | None:
    """Return the first day that the text prints, or None where it prints none."""
    return next(iter(list_dates(text)), None)


def print_date(day: date) -> str:
    """Return a day in its era: 令和4年7月8日."""
    era = next((era for era, first in _FIRST_DAYS if first <= day), "昭和")
    year = day.year - _ERAS[era]
    return f"{era}{'元' if year == 1 else year}年{day.month}月{day.day}日"


def parse_month(text: str) -> date | None:
    """Return the first day of the first month that the text prints (令和6年10月, 2025年7月), or None where it prints none."""
    found = _MONTH.search(fold(text))
    return _to_day(found, found["month"], "1") if found else None


def _to_day(printed: re.Match[str], month: str, day: str) -> date | None:
    try:
        return date(_to_year(printed), _to_number(month), _to_number(day))
    except (KeyError, ValueError):  # 二〇十, 13月
        return None


def _to_year(printed: re.Match[str]) -> int:
    if printed["year"]:
        return _to_number(printed["year"])
    first = _ERAS[_LETTERS.get(printed["era"], printed["era"])]
    return first + (1 if printed["of_era"] == "元" else _to_number(printed["of_era"]))


def _to_number(numeral: str) -> int:
    """Return a number in digits, in kanji (二十七) or in kanji figure by figure (二〇一五)."""
    return int(to_digits(numeral) if "十" in numeral else numeral.translate(_FIGURES))

"""Printed Japanese dates as days, and days as printed: 令和4年7月8日, 平成２８年３月２５日, 令和元年5月1日."""

from __future__ import annotations

import re
from datetime import date

from piaflow.domain.names import fold

_ERAS = {"昭和": 1925, "平成": 1988, "令和": 2018}
_FIRST_DAYS = (("令和", date(2019, 5, 1)), ("平成", date(1989, 1, 8)))
_PRINTED = re.compile(r"(昭和|平成|令和)(元|\d+)年(\d+)月(\d+)日")
_MONTH = re.compile(r"(昭和|平成|令和)(元|\d+)年(\d+)月")


def parse_date(text: str) -> date | None:
    """Return the first date that the text prints by era or as YYYY-MM-DD, or None where it prints none."""
    folded = fold(text)
    found = _PRINTED.search(folded)
    try:
        if found is None:
            return date.fromisoformat(folded)
        era, year, month, day = found.groups()
        return date(_to_year(era, year), int(month), int(day))
    except ValueError:
        return None


def print_date(day: date) -> str:
    """Return a day in its era: 令和4年7月8日."""
    era = next((era for era, first in _FIRST_DAYS if first <= day), "昭和")
    year = day.year - _ERAS[era]
    return f"{era}{'元' if year == 1 else year}年{day.month}月{day.day}日"


def parse_month(text: str) -> date | None:
    """Return the first day of the first month that the text prints by era (令和6年10月), or None where it prints none."""
    found = _MONTH.search(fold(text))
    try:
        return date(_to_year(found[1], found[2]), int(found[3]), 1) if found else None
    except ValueError:
        return None


def _to_year(era: str, year: str) -> int:
    return _ERAS[era] + (1 if year == "元" else int(year))

"""Printed Japanese dates as days: 令和4年7月8日, 平成２８年３月２５日, 令和元年5月1日."""

from __future__ import annotations

import re
from datetime import date

from piaflow.domain.names import fold

_ERAS = {"昭和": 1925, "平成": 1988, "令和": 2018}
_PRINTED = re.compile(r"(昭和|平成|令和)(元|\d+)年(\d+)月(\d+)日")


def parse_date(text: str) -> date | None:
    """Return the first date that the text prints by era or as YYYY-MM-DD, or None where it prints none."""
    folded = fold(text)
    found = _PRINTED.search(folded)
    try:
        if found is None:
            return date.fromisoformat(folded)
        era, year, month, day = found.groups()
        return date(_ERAS[era] + (1 if year == "元" else int(year)), int(month), int(day))
    except ValueError:
        return None

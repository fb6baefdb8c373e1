"""How wide a text is on a terminal: full-width characters take two columns."""

from __future__ import annotations

import unicodedata

MOST = 100


def count_columns(line: str) -> int:
    """Return the columns that a line takes."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in line)


def find_too_wide(text: str) -> list[str]:
    """Return the lines of more than 100 columns."""
    return [line for line in text.splitlines() if count_columns(line) > MOST]

"""Numbers as laws print them: 19, 十九, 百二十."""

from __future__ import annotations

NUMERAL = r"(?:\d+|[一二三四五六七八九十百]+)"
_DIGITS = {c: n for n, c in enumerate("一二三四五六七八九", 1)}
_UNITS = {"十": 10, "百": 100}


def to_digits(numeral: str) -> str:
    """Return the number in plain digits: 十九 and 19 are `19`. Digits stay as they are."""
    if numeral.isdecimal():
        return str(int(numeral))
    total = digit = 0
    for character in numeral:
        if character in _UNITS:
            total, digit = total + (digit or 1) * _UNITS[character], 0
        else:
            digit = _DIGITS[character]
    return str(total + digit)

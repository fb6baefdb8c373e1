"""Numbers and dates of a sheet as their number format prints them: 令和5年9月22日, 1,200人.

Source: ECMA-376 part 1, 18.8.30 and 18.8.31 with the built-in formats of Japanese. A format that is not understood
leaves the number itself, a date that is not understood YYYY-MM-DD: the value is certain, its dress is not.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from functools import lru_cache

from piaflow.law.eras import print_date

_ERA = 'ggge"年"m"月"d"日"'
BUILT_IN = (
    {1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 37: "#,##0", 38: "#,##0"}
    | {14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm", 19: "h:mm:ss", 20: "h:mm"}
    | {21: "h:mm:ss", 22: "yyyy/m/d h:mm", 30: "m/d/yy", 31: 'yyyy"年"m"月"d"日"', 32: 'h"時"mm"分"'}
    | {33: 'h"時"mm"分"ss"秒"'}
    | dict.fromkeys((27, 36, 50, 57), "ge.m.d")
    | dict.fromkeys((28, 29, 51, 54, 58), _ERA)
    | dict.fromkeys((34, 52, 55), 'yyyy"年"m"月"')
    | dict.fromkeys((35, 53, 56), 'm"月"d"日"')
)
"""What the numbers of the built-in formats print where Excel is Japanese."""

_EPOCH, _EPOCH_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)  # noqa: DTZ001 - a sheet knows no zone
_TOKEN = re.compile(
    r'"([^"]*)"|\\(.)|\[([^\]]*)\]|[_*].|(AM/PM|A/P|g+|e+|y+|m+|d+|h+|s+|a+)|([#0?,.]+%?)|(.)', re.IGNORECASE
)
_EXACT = 1e15
_LETTERS = {"令和": "R", "平成": "H", "昭和": "S"}
_YEAR = re.compile(r"(..)(元|\d+)年")


def print_number(value: str, code: str, *, since_1904: bool = False) -> str:
    """Return the stored text of a number as its format prints it."""
    try:
        number = float(value)
    except ValueError:
        return value
    if code and _is_date(code):
        return _print_date(number, code, since_1904=since_1904)
    return _print_plain(number) if code in {"", "General", "@"} else _print_formatted(number, code)


@lru_cache(maxsize=1024)
def _tokenize(code: str) -> tuple[tuple[str, str], ...]:
    """The tokens of the first section of a format: its kind and its text."""
    tokens: list[tuple[str, str]] = []
    for found in _TOKEN.finditer(code):
        quoted, escaped, bracket, letters, digits, other = found.groups()
        if other == ";":
            break
        if letters and letters.upper() not in {"AM/PM", "A/P"}:
            tokens.append(("letters", letters.lower()))
        elif digits:
            tokens.append(("digits", digits))
        elif bracket is not None:
            tokens += (
                [("letters", bracket.lower())] if re.fullmatch("h+|m+|s+", bracket, re.IGNORECASE) else []
            )
        else:
            literal = next((part for part in (quoted, escaped, other) if part), "")
            tokens += [("text", literal)] if literal else []
    return tuple(tokens)


def _is_date(code: str) -> bool:
    if code.lower().startswith("general"):
        return False
    tokens = _tokenize(code)
    has_digits = any(kind == "digits" and re.search("[0#?]", text) for kind, text in tokens)
    return not has_digits and any(kind == "letters" for kind, _ in tokens)


def _print_date(number: float, code: str, *, since_1904: bool) -> str:
    try:
        moment = (_EPOCH_1904 if since_1904 else _EPOCH) + timedelta(seconds=round(number * 86400))
    except (OverflowError, ValueError):
        return _print_plain(number)
    tokens = _tokenize(code)
    parts = [_print_token(at, tokens, moment, gannen="gannen" in code.lower()) for at in range(len(tokens))]
    if any(part is None for part in parts):
        return moment.date().isoformat()
    return "".join(part or "" for part in parts).strip()


def _print_token(
    at: int, tokens: tuple[tuple[str, str], ...], moment: datetime, *, gannen: bool
) -> str | None:
    kind, text = tokens[at]
    if kind != "letters":
        return text
    if text in {"m", "mm"} and any(near[0] in "hs" for near in _find_near(at, tokens)):
        return _pad(moment.minute, text)
    era, year = _find_era(moment.date(), gannen=gannen)
    weekday = "月火水木金土日"[moment.weekday()]
    printed = {
        "ggg": era,
        "gg": era[:1],
        "g": _LETTERS[era],
        "e": year,
        "ee": year.zfill(2),
        **dict.fromkeys(("y", "yy"), f"{moment.year % 100:02}"),
        **dict.fromkeys(("yyy", "yyyy"), str(moment.year)),
        "aaa": weekday,
        "aaaa": f"{weekday}曜日",
    }
    whole = {"m": moment.month, "d": moment.day, "h": moment.hour, "s": moment.second}
    if len(set(text)) == 1 and len(text) <= len("dd") and text[0] in whole:
        return _pad(whole[text[0]], text)
    return printed.get(text)


def _find_near(at: int, tokens: tuple[tuple[str, str], ...]) -> list[str]:
    """The letters before and after some letters, with one text between them at most (h:mm)."""
    near = range(at - 2, at + 3)
    return [text for place, (kind, text) in enumerate(tokens) if kind == "letters" and place in near]


def _pad(number: int, text: str) -> str:
    return f"{number:02}" if len(text) > 1 else str(number)


def _find_era(day: date, *, gannen: bool) -> tuple[str, str]:
    found = _YEAR.match(print_date(day))
    if found is None:
        return "昭和", str(day.year - 1925)
    return found[1], found[2] if found[2] != "元" or gannen else "1"


def _print_plain(number: float) -> str:
    return str(int(number)) if number.is_integer() and abs(number) < _EXACT else f"{number:.15g}"


def _print_formatted(number: float, code: str) -> str:
    tokens = _tokenize(code)
    digits = [text for kind, text in tokens if kind == "digits"]
    if len(digits) != 1 or any(kind == "letters" for kind, _ in tokens) or "?" in digits[0]:
        return _print_plain(number)
    pattern = digits[0].rstrip("%")
    percent = digits[0].endswith("%")
    decimals = len(pattern.partition(".")[2])
    printed = f"{number * (100 if percent else 1):{',' if ',' in pattern else ''}.{decimals}f}"
    whole = printed + ("%" if percent else "")
    return "".join(whole if kind == "digits" else text for kind, text in tokens).strip()

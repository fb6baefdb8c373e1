"""Numbers of bodies with the digit that proves them: 全国地方公共団体コード and 法人番号.

Sources: 総務省「全国地方公共団体コード仕様」: five digits (JIS X 0401, 0402) and a check digit by modulus 11.
法人番号の指定等に関する省令2条: a check digit by modulus 9, before twelve digits.
"""

from __future__ import annotations

import re
from typing import Annotated

from piaflow.errors import Fault, clip

_WEIGHTS = (6, 5, 4, 3, 2)
_DIGITS = re.compile("[0-9]{6}")
_BETWEEN = re.compile(r"[\s-]")
_CORPORATE = re.compile("[0-9]{13}")


def find_code_fault(code: str) -> Fault | None:
    """Return what makes a text no 全国地方公共団体コード, with the code that was probably meant. "" is none told."""
    if not code or _is_right(code):
        return None
    near = _find_near(code)
    english = f" (did you mean {' or '.join(map(repr, near))}?)" if near else ""
    japanese = f"（もしかして: {'、'.join(near)}）" if near else ""
    return Fault(
        f"{clip(repr(code))} is no 全国地方公共団体コード{english}: five digits and their check digit",
        f"「{clip(code)}」は全国地方公共団体コード（5桁と検査数字）ではありません{japanese}",
    )


def _is_right(code: str) -> bool:
    return bool(_DIGITS.fullmatch(code)) and _prove(code[:5]) == code


def _prove(five: str) -> str:
    """Return five digits with their check digit."""
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, five, strict=True))
    # A remainder of 0 or 1 gives 11 or 10, of which the last digit counts.
    return f"{five}{(11 - total % 11) % 10}"


def _find_near(code: str) -> tuple[str, ...]:
    """What was typed wide, without its check digit, with a wrong one, or lost its first 0 as a number."""
    typed = _BETWEEN.sub("", code)
    if not typed.isdecimal() or len(typed) not in (5, 6):
        return ()
    digits = "".join(str(int(digit)) for digit in typed)
    longer = f"0{digits}"
    return (longer, _prove(digits[:5])) if _is_right(longer) else (_prove(digits[:5]),)


BodyCode = Annotated[str, find_code_fault]
"""A 全国地方公共団体コード, or "" where none is told."""


def find_number_fault(number: str) -> Fault | None:
    """Return what makes a text no 法人番号. "" is none told."""
    if not number or (_CORPORATE.fullmatch(number) and _prove_corporate(number[1:]) == number[0]):
        return None
    return Fault(
        f"{clip(repr(number))} is no 法人番号: a check digit and twelve digits",
        f"「{clip(number)}」は法人番号（検査数字と12桁）ではありません",
    )


def _prove_corporate(twelve: str) -> str:
    total = sum(int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(twelve)))
    return str(9 - total % 9)


CorporateNumber = Annotated[str, find_number_fault]
"""A 法人番号, or "" where none is told."""

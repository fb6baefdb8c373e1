"""全国地方公共団体コード: the number of a municipality or prefecture, with the digit that proves it.

Source: 総務省「全国地方公共団体コード仕様」: five digits (JIS X 0401, 0402) and a check digit by modulus 11.
"""

from __future__ import annotations

import re
from typing import Annotated

from piaflow.errors import Fault, clip

_WEIGHTS = (6, 5, 4, 3, 2)
_DIGITS = re.compile("[0-9]{6}")
_BETWEEN = re.compile(r"[\s-]")


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

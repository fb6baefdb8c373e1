"""Step numbers on an arrow, as a reader of the form takes them apart."""

from __future__ import annotations

import re


def read_steps(number: str) -> set[str]:
    """Read a number as a reader of the form does: each part before the dash with each circled step behind it."""
    found: set[str] = set()
    for told in number.split("、"):
        parts, dash, steps = told.partition("-")
        if dash and all(part.isdecimal() for part in parts.split(",")):
            found |= {f"{part}-{step}" for part in parts.split(",") for step in re.sub(r"[.・]", "", steps)}
        else:
            found |= set(told)
    return found

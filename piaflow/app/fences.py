"""Fenced code of a Markdown page, as CommonMark 0.31 §4.5 has it: where it begins and ends, and what it asks for."""

from __future__ import annotations

import re
from collections.abc import Sequence

from attrs import frozen

# what follows backticks holds none: a line that opens and closes in one is code within a sentence
_OPENING = re.compile(r" {0,3}(?P<ticks>`{3,}|~{3,})(?P<info>(?<=`)[^`]*|(?<=~).*)[\r\n]*")


@frozen
class Fence:
    """A fence: the indices of its first and last line, and its info string. One that is not closed ends with the page."""

    first: int
    last: int
    info: str


def find_fence(lines: Sequence[str], at: int) -> Fence | None:
    """Return the fence that begins in the line of this index, None where none does. Lines may have their ends."""
    begun = _OPENING.fullmatch(lines[at])
    if begun is None:
        return None
    ticks = begun["ticks"]
    closing = re.compile(rf" {{0,3}}{ticks[0]}{{{len(ticks)},}}[ \t]*[\r\n]*")
    ends = (n for n in range(at + 1, len(lines)) if closing.fullmatch(lines[n]))
    return Fence(at, next(ends, len(lines) - 1), begun["info"].strip())

"""Printed step numbers (①, ➍, 1-①, (1)-①, 1-(1), 2-②③, ⑥⓫) read as the sequences that they belong to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from attrs import frozen

from piaflow.domain.names import fold

_CIRCLED = {
    "○": ((0x2460, 20, 1), (0x3251, 15, 21), (0x32B1, 15, 36)),
    "●": ((0x2776, 10, 1), (0x278A, 10, 1), (0x24EB, 10, 11)),
}
_VALUES = {
    chr(first + i): (style, start + i)
    for style, ranges in _CIRCLED.items()
    for first, count, start in ranges
    for i in range(count)
}
CIRCLED = "".join(_VALUES)
"""All numbers in circles, for the brackets of a pattern."""
_PART = re.compile(r"(?:\(?(?P<prefix>\d+)\)?-)?(?P<rest>.+)")
_BRACKETS = re.compile(r"\((\d+)\)")
_BETWEEN = "・.、,/"
_COUNT = r"(?:\d{1,2}|\(\d{1,2}\))"
_PRINTED = re.compile(
    rf"(?:{_COUNT}-)?[{CIRCLED}](?:[{_BETWEEN}]?[{CIRCLED}])*|\(\d{{1,2}}\)-{_COUNT}|\d{{1,2}}-\(\d{{1,2}}\)"
)
"""Digits alone are a number where brackets tell: 1-1 may be anything."""


@frozen
class Place:
    """The place of a step: `number` in the sequence of one style ("○", "●", "" for plain) under a prefix."""

    prefix: str
    style: str
    number: int

    @property
    def sequence(self) -> str:
        """The name of the sequence, such as `1-○` or `●`."""
        return f"{self.prefix}-{self.style or '数字'}" if self.prefix else self.style or "数字"


def find_places(printed: str) -> tuple[Place, ...]:
    """Return the places that a printed number takes; () where it is not read."""
    match = _PART.fullmatch(fold(printed))
    if match is None:
        return ()
    told = _BRACKETS.sub(r"\1", match["rest"])
    prefix, rest = match["prefix"] or "", "".join(c for c in told if c not in _BETWEEN)
    if rest.isdecimal():
        return (Place(prefix, "", int(rest)),)
    if all(c in _VALUES for c in rest):
        return tuple(Place(prefix, *_VALUES[c]) for c in rest)
    return ()


def list_steps(text: str) -> Iterator[tuple[tuple[Place, ...], str]]:
    """Yield what a folded text prints behind each number in a circle or brackets, or several in a row, with their places."""
    found = list(_PRINTED.finditer(text))
    ends = [*(number.start() for number in found[1:]), len(text)]
    yield from (
        (find_places(number.group()), text[number.end() : end])
        for number, end in zip(found, ends, strict=False)
    )


def find_gaps(printed: Sequence[str]) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Yield each sequence in which a number before the last is missing, and which; nothing where one is unread."""
    places = [find_places(number) for number in printed]
    if all(places):
        sequences: dict[str, set[int]] = {}
        for place in (place for group in places for place in group):
            sequences.setdefault(place.sequence, set()).add(place.number)
        for name, numbers in sequences.items():
            missing = tuple(n for n in range(1, max(numbers)) if n not in numbers)
            if missing:
                yield name, missing

"""Names that law gives, and words of a text that are one of them but for a slip of the pen; and well-known misprints."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from itertools import product

from attrs import frozen

from piaflow.domain.grouping import group_by
from piaflow.law.shipped import read_data

_BEGINNING, _REST = 4, 2
"""Letters that stand as in the name before and behind a slip: with fewer it may be another name."""
_WIDEST = 2
"""Letters that a slip puts in the place of as many at most."""
_SIZES = sorted(filter(any, product(range(_WIDEST + 1), repeat=2)), key=sum)
"""How many letters more, and how many of the name less, a slip has, the least first."""
_REMEMBERED = 4096
"""Texts whose slips are kept: two revisions of a document have most of their texts in common."""


@frozen
class Slip:
    """誤記: what a text prints, from `first` up to `last`, and the `name` that it means."""

    name: str
    printed: str
    first: int
    last: int


@lru_cache(maxsize=_REMEMBERED)
def find_slips(text: str) -> tuple[Slip, ...]:
    """Return where a text prints a name of law with one slip in it: letters more, fewer, or others, side by side.

    So are words that are printed for others that look or sound like them (減失 for 滅失), where nothing else is meant.
    """
    return (*_find_slips_of_names(text), *_find_misprints(text))


def _find_slips_of_names(text: str) -> Iterator[Slip]:
    for name in _list_near(text):
        yield from _find_slips(text, name)


def _find_misprints(text: str) -> Iterator[Slip]:
    if _find_any_misprint().search(text):
        for pattern, meant in _list_misprints():
            for found in pattern.finditer(text):
                yield Slip(meant, found.group(), found.start(), found.end())


def _find_slips(text: str, name: str) -> Iterator[Slip]:
    """Those behind the beginning of the name, and those before its end."""
    found: dict[int, Slip] = {}
    for first in _find_all(text, name[:_BEGINNING]):
        width = _match_but_one(text[first : first + len(name) + _WIDEST], name)
        if width:
            found[first] = Slip(name, text[first : first + width], first, first + width)
    for at in _find_all(text, name[-_BEGINNING:]):
        last = at + _BEGINNING
        before = text[max(0, last - len(name) - _WIDEST) : last]
        width = _match_but_one(before[::-1], name[::-1])
        if width and not any(slip.last == last for slip in found.values()):
            found[last - width] = Slip(name, text[last - width : last], last - width, last)
    if not found:
        return
    known = [(at, at + len(other)) for other in _list_names() for at in _find_all(text, other)]
    for slip in found.values():
        is_parted = "".join(slip.printed.split()) == name
        if not is_parted and not any(first <= slip.first < last for first, last in known):
            yield slip


def _match_but_one(text: str, name: str) -> int:
    """Return how long a text is that begins as a name does but for one slip, 0 where it does not or has none."""
    if name[-_REST:] not in text or text.startswith(name):
        return 0
    same = next(
        (n for n, (a, b) in enumerate(zip(text, name, strict=False)) if a != b), min(len(text), len(name))
    )
    if same < _BEGINNING or len(name) - same < _REST:
        return 0
    for more, less in _SIZES:
        rest = name[same + less :]
        if len(rest) >= _REST and text.startswith(rest, same + more):
            return same + more + len(rest)
    return 0


def _find_all(text: str, part: str) -> Iterator[int]:
    at = text.find(part)
    while at >= 0:
        yield at
        at = text.find(part, at + 1)


@cache
def _list_names() -> tuple[str, ...]:
    return tuple(read_data("names")["names"])


def _list_near(text: str) -> Iterable[str]:
    """The names of which a text holds the first or the last letters: in few texts there may be a slip of any."""
    if not _find_any_end().search(text):
        return ()
    near = {number for end, numbers in _number_ends().items() if end in text for number in numbers}
    return map(_list_names().__getitem__, sorted(near))


@cache
def _number_ends() -> Mapping[str, tuple[int, ...]]:
    """The numbers of the names that begin or end with so many letters."""
    return group_by((end, n) for n, name in enumerate(_list_names()) for end in _cut(name))


@cache
def _find_any_end() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, _number_ends())))


def _cut(name: str) -> set[str]:
    return {name[:_BEGINNING], name[-_BEGINNING:]}


@cache
def _list_misprints() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(row["pattern"]), row["meant"]) for row in read_data("names")["misprints"])


@cache
def _find_any_misprint() -> re.Pattern[str]:
    """Each begins with a letter of its own, not with what may stand before it: so where none does is soon told."""
    return re.compile("|".join(f"(?:{pattern.pattern})" for pattern, _ in _list_misprints()))

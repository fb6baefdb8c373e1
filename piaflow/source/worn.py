"""Lines that print a label, a choice or a heading of the form but for a few characters: words that nobody wrote.

Where a document has lost or changed some characters, a label is not found, and its words would be read as those of
the field before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from piaflow.domain.choices import FormKind
from piaflow.law.forms import BOXED, list_fields
from piaflow.source.grammar import list_print, list_slots
from piaflow.source.keys import squeeze, squeeze_with_places

_BEFORE = re.compile(r"[]\ufffd口○[]+(?=[①-⑳])|[\[口][\[口○\ufffd]*")
"""Signs that have got before the number of a label, or that open a choice: 口 is a box that became a letter."""
_OFFERS = re.compile(r"(?=.*[選択肢])(?:<.{1,6}|.{1,5}>)")
"""<選択肢>, which the form prints above the choices of a field, of which some character is left."""
_OFFERED = re.compile(r"(?:\d|^[\[口\ufffd])\)")
"""How the form numbers the choices that it offers, and what is left where the first of a line has lost its number."""
_LOST = re.compile(r"[\[\]\ufffd口]+")
"""What is left of a box or of a character, and no word."""
_ENDS = re.compile(r"$|\s|※|[1-9１-９][)）]")
"""What may follow a label or a choice: the form goes on with its ※ or with the number of the next choice."""
_MARK = re.compile(r"[①-⑳]|\d{1,2}[.)]?")
_HEADED = ("(", "【", "特定個人情報保護評価書")
"""How the print of a form begins that stands beside its headings."""
_SPARE = ("2~5", "6~10", "6~20")
"""The numbers of the spare entries in the heading that the form prints over them."""
_LEAST, _LEAST_SIGNED, _LEAST_UNMARKED = 3, 4, 6
"""Characters of a spelling that is known again: with the number of the form before it; with such a sign or its ※, where
the line has nothing else; and without."""
_SHARE = 5
"""One of so many characters may be another, missing or too many."""
_PAIR = 2
_REACH = 6
"""Characters from the beginning among which two are as printed."""


def is_worn(form: FormKind, text: str) -> bool:
    """Whether a line begins with a label or a choice of the form of which a few characters are not those printed.

    So does one of which nothing but such signs is left.
    """
    key, places = squeeze_with_places(text)
    if _LOST.fullmatch(key) or _OFFERS.fullmatch(key) or _offers(form, text):
        return True
    before = _BEFORE.match(key)
    start = before.end() if before else 0
    mark = _MARK.match(key, start)
    begins = {0: _LEAST_UNMARKED, start: _LEAST_UNMARKED} | ({mark.end(): _LEAST} if mark else {})
    whole = len(key.rstrip("※"))
    is_signed = bool(before) or whole < len(key)
    for begin, least in begins.items():
        for spelling in _list_alike(form, key, begin):
            is_printed = spelling in key
            if len(spelling) < min(least, _LEAST_SIGNED if is_signed else least) or (
                is_printed and not start
            ):
                continue  # what somebody wrote around the words of a label is not worn
            ends = _list_ends(spelling, key, begin, 0 if is_printed else max(1, len(spelling) // _SHARE))
            if any(
                _ENDS.match(text, places[end - 1] + 1) and (len(spelling) >= least or end == whole)
                for end in ends
                if end > begin
            ):
                return True
    return False


def _offers(form: FormKind, text: str) -> bool:
    """Whether a line offers a choice, or several, as the form does; of one alone the bracket may be lost.

    What goes on after the words of a choice is a sentence that begins with them, below a number of its own.
    """
    key, places = squeeze_with_places(text)
    offered = _list_offered(form)
    return (key[:1].isdigit() and key[1:] in offered) or any(
        key.startswith(choice, at.end()) and _ENDS.match(text, places[at.end() + len(choice) - 1] + 1)
        for at in _OFFERED.finditer(key)
        for choice in offered
    )


def _list_alike(form: FormKind, key: str, begin: int) -> set[str]:
    """The spellings that have two characters of the key one after the other, about where it has them."""
    index = _index(form)
    reach = range(_REACH)
    pairs = {(key[begin + at : begin + at + _PAIR], at + by) for at in reach for by in (-1, 0, 1)}
    return {spelling for pair in pairs for spelling in index.get(pair, ())}


def _list_ends(spelling: str, key: str, begin: int, most: int) -> Iterator[int]:
    """Where the spelling may end in the key with no more than `most` characters changed (distance of Levenshtein)."""
    words = key[begin : begin + len(spelling) + most]
    row = list(range(len(words) + 1))
    for n, char in enumerate(spelling, 1):
        before, row = row, [n]
        for at, other in enumerate(words, 1):
            row.append(min(before[at - 1] + (char != other), before[at] + 1, row[-1] + 1))
        if min(row) > most:
            return
    yield from (begin + at for at, changed in enumerate(row) if changed <= most)


@cache
def _list_choices(form: FormKind) -> frozenset[str]:
    choices = {squeeze(choice) for field in list_fields(form) for choice in field.choices}
    return frozenset(choice for choice in choices if len(choice) >= _LEAST)


@cache
def _list_offered(form: FormKind) -> frozenset[str]:
    """The choices that the form prints with a number before each: boxes have none."""
    choices = {
        squeeze(choice) for field in list_fields(form) if field.kind not in BOXED for choice in field.choices
    }
    return frozenset(choice for choice in choices if len(choice) >= _LEAST)


@cache
def _index(form: FormKind) -> Mapping[tuple[str, int], frozenset[str]]:
    """The spellings of labels and choices by two of their first characters, and where these stand."""
    spellings = {key for slot in list_slots(form) for key in slot.keys if "{" not in key}
    spellings |= _list_choices(form) | {key for key in list_print() if key.startswith(_HEADED)}
    spellings |= {
        f"{field.counted}{spare}" for field in list_fields(form) if field.counted for spare in _SPARE
    }
    found: dict[tuple[str, int], set[str]] = {}
    for spelling in spellings:
        for at in range(_REACH):
            found.setdefault((spelling[at : at + _PAIR], at), set()).add(spelling)
    return {pair: frozenset(held) for pair, held in found.items() if len(pair[0]) == _PAIR}

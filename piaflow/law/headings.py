"""The headings of 様式4 by their numbers, and a 項目 that gives one of them another number: Ⅳ評価実施手続."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache

from piaflow.domain.names import fold
from piaflow.law.shipped import read_data

CHAPTERS = {"I": "Ⅰ", "II": "Ⅱ", "III": "Ⅲ", "IV": "Ⅳ", "V": "Ⅴ", "VI": "Ⅵ"}
_CHAPTER = re.compile(r"(?P<number>VI|IV|V|I{1,3})(?![A-Z])[.、]?")
_SECTION = re.compile(r"(?<!\d)(?P<number>\d)\.[-‐－ー]?(?=[^\x00-\x7f])")
_ANNEX = re.compile(r"[(]?(?P<number>別添\d)[)]?(?=[^\x00-\x7f])")


def find_misplaced(item: str) -> str:
    """Return which heading a printed 項目 numbers otherwise than the form does, "" where none.

    A heading that the form prints under several numbers is wrong under none of them alone; words that are no heading of
    the form, and a heading shortened, are another matter.
    """
    text = fold(item)
    chapter = _CHAPTER.match(text)
    if chapter is None:
        annex = _ANNEX.match(text)
        return _compare(annex["number"], text[annex.end() :], _list_annexes()) if annex else ""
    number = CHAPTERS[chapter["number"]]
    found = _compare(number, text[chapter.end() :], _list_chapters())
    section = _SECTION.search(text, chapter.end())
    if found or section is None:
        return found
    return _compare(f"{number}.{section['number']}", text[section.end() :], _list_sections(number))


def _compare(number: str, words: str, headings: Mapping[str, str]) -> str:
    """Compare the longest heading with which words begin: another one may begin as it does."""
    begun = [(len(name), place) for place, name in headings.items() if words.startswith(name)]
    longest = max((length for length, _ in begun), default=0)
    places = [place for length, place in begun if length == longest]
    if not places or number in places or number not in headings:
        return ""
    return f"「{headings[places[0]]}」は様式では{'か'.join(places)}"


@cache
def _list_chapters() -> Mapping[str, str]:
    return _select(lambda place: "." not in place and not place.startswith("別"))


@cache
def _list_annexes() -> Mapping[str, str]:
    return _select(lambda place: place.startswith("別"))


@cache
def _list_sections(chapter: str) -> Mapping[str, str]:
    return _select(lambda place: place.startswith(f"{chapter}."))


def _select(is_meant: Callable[[str], bool]) -> Mapping[str, str]:
    return {place: fold(name) for place, name in read_data("names")["headings"].items() if is_meant(place)}

"""The key of a printed text: what is matched, never shown, with the way back to the print."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from piaflow.domain.names import fold

# NFKC makes ～ of a range an ASCII tilde and leaves 〜, which means the same and is typed beside it.
_WAVES = str.maketrans("〜", "~")
# One blank between single characters spreads a word over its cell: 諮 問 件 名. Two blanks part columns.
_TOKEN = re.compile(r"\S+")
_LOST = "\ufffd"
_CHARACTER = re.compile(r"\(cid:\d+\)|.")
"""A character, or what an extractor writes for one whose font does not say which it is: one that is lost."""
_MARKS = "\u3099\u309a\uff9e\uff9f"


def make_key(text: str) -> str:
    """Return the key of a text: each token folded for itself, one blank between two tokens.

    Width, dashes and radicals (⾏ ⺠ ⻑) are unified; a number in a circle stays, since 提供先2 before ⑤ is not
    提供先25. Words that are spread one character at a time (公 表 日) are closed.
    """
    return _fold_with_places(text)[0]


def find_printed(text: str, start: int, end: int) -> slice:
    """Return where the characters `start` to `end` of the key of a text stand in that text."""
    places = _fold_with_places(text)[1]
    if not start < end <= len(places):
        return slice(0, 0)
    after = next((place for place in places[end:] if place > places[end - 1]), len(text))
    printed = text[places[start] : after].rstrip()
    return slice(places[start], places[start] + len(printed))


@lru_cache(maxsize=4096)
def _fold_with_places(text: str) -> tuple[str, tuple[int, ...]]:
    key: list[str] = []
    places: list[int] = []
    before: re.Match[str] | None = None
    for token in _TOKEN.finditer(text):
        if before is not None and not _is_spread(text, before, token):
            key.append(" ")
            places.append(before.end())
        for at, cluster in _split_clusters(token):
            folded = fold(cluster).translate(_WAVES)
            key.append(folded)
            places += [at] * len(folded)
        before = token
    return "".join(key), tuple(places)


def _is_spread(text: str, before: re.Match[str], token: re.Match[str]) -> bool:
    single = len(before[0]) == len(token[0]) == 1
    gap = text[before.end() : token.start()]
    return single and len(gap) == 1 and _is_cjk(before[0]) and _is_cjk(token[0])


def _is_cjk(char: str) -> bool:
    return unicodedata.category(char) == "Lo" or char == "ー" or "\u2e80" <= char <= "\u2fdf"


def _split_clusters(token: re.Match[str]) -> list[tuple[int, str]]:
    """Each character with the marks that belong to it: ﾊﾟ is one."""
    clusters: list[tuple[int, str]] = []
    for found in _CHARACTER.finditer(token[0]):
        at, char = token.start() + found.start(), found[0]
        if len(char) > 1:
            clusters.append((at, _LOST))
        elif clusters and (char in _MARKS or unicodedata.combining(char)):
            clusters[-1] = clusters[-1][0], clusters[-1][1] + char
        else:
            clusters.append((at, char))
    return clusters


_SQUEEZED = frozenset(" ※・、,。「」")


def squeeze(text: str) -> str:
    """Return the key of a text without blanks, ※ and the points that documents set or leave: for labels."""
    return squeeze_with_places(text)[0]


@lru_cache(maxsize=65_536)
def squeeze_with_places(text: str) -> tuple[str, tuple[int, ...]]:
    """Return the squeezed key and where each of its characters stands in the text."""
    key, places = _fold_with_places(text)
    kept = [i for i, char in enumerate(key) if char not in _SQUEEZED]
    return "".join(key[i] for i in kept), tuple(places[i] for i in kept)

"""Printed names: one that only its typing tells from another is the same; an entry bears that of its file."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache

from piaflow.domain.radicals import SUPPLEMENT

_KANGXI = range(0x2F00, 0x2FE0)
_LOOKALIKES = SUPPLEMENT | str.maketrans(dict.fromkeys("‐‑‒–—―−－﹣", "-"))
_SELECTORS = "\ufe00-\ufe0f\U000e0100-\U000e01ef"
# What Unicode lets a renderer leave out (Default_Ignorable_Code_Point), without the variation selectors.
_UNSEEN = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e00ff"
)
INVISIBLE = re.compile(f"[{_UNSEEN}]")
"""A character that nobody sees: zero-width, a mark of direction, a filler. Names are told apart by what is seen."""
_DROPPED = re.compile(f"[{_SELECTORS}{_UNSEEN}]")


@cache
def _fold_character(character: str) -> str:
    decomposition = unicodedata.decomposition(character)
    if decomposition.startswith(("<wide>", "<narrow>")):
        return unicodedata.normalize("NFKC", character)
    # A radical: Kangxi (⾏), and the two of the supplement that Unicode decomposes.
    if ord(character) in _KANGXI or character in "⺟⻳":
        return unicodedata.normalize("NFKC", character)
    return character


@lru_cache(maxsize=65_536)
def fold(text: str) -> str:
    """Return the text with width, dashes, radicals, variants and combining marks unified; ①➊Ⅱ stay as printed.

    White space and what nobody sees are gone.
    """
    seen = "".join(_DROPPED.sub("", text).translate(_LOOKALIKES).split())
    return unicodedata.normalize("NFC", "".join(map(_fold_character, seen)))


def rename_entry(name: str, names: Mapping[str, str]) -> str:
    """Return a name, or that of an entry (ファイル/委託事項1), with the node or the file called as `names` says."""
    if name in names:
        return names[name]
    owner, slash, rest = name.rpartition("/")  # a file's name may hold a slash, an entry's number does not
    return f"{names.get(owner, owner)}{slash}{rest}"

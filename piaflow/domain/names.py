"""Printed names: the same name in full and half width is one name; an entry bears that of its file."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache

_RADICALS = str.maketrans("⻑⺠⺟⼾⽣⾏⾦", "長民母戸生行金")
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−－﹣", "-"))


@cache
def _fold_character(character: str) -> str:
    wide = unicodedata.decomposition(character).startswith(("<wide>", "<narrow>"))
    return unicodedata.normalize("NFKC", character) if wide else character


@lru_cache(maxsize=65_536)
def fold(text: str) -> str:
    """Return the text with width, dashes and radicals unified and white space gone; ①➊ stay as printed."""
    folded = "".join(map(_fold_character, "".join(text.translate(_DASHES).split())))
    return unicodedata.normalize("NFC", folded).translate(_RADICALS)


def rename_entry(name: str, names: Mapping[str, str]) -> str:
    """Return a name, or that of an entry (ファイル/委託事項1), with the file called as `names` says."""
    owner, slash, rest = name.partition("/")
    return f"{names.get(owner, owner)}{slash}{rest}"

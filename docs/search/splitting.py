"""How text is cut for the search, on the side of the build; `static/docs-search.js` cuts a query in the same way.

Japanese is written without blanks, and two segmenters cut one compound differently: a page with 個人番号 is then not found by
個人番号. Overlapping pairs of characters are cut the same on both sides, whatever stands around them.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

# not \s, by which Python and JavaScript mean different characters
_BLANKS = re.compile(r"[ \t\n\r\f]+")


def fold(text: str) -> str:
    """Return a text with widths and cases made equal."""
    return unicodedata.normalize("NFKC", text).lower()


def find_runs(text: str) -> list[str]:
    """Return what stands between blanks, folded: of a query, its words."""
    return [run for run in _BLANKS.split(fold(text)) if run]


def split(run: str) -> list[str]:
    """Return the overlapping pairs of a run; a run of one character is itself."""
    return [first + second for first, second in pairwise(run)] or [run]

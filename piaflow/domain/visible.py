"""One door for text: what a reader would not see, or what would steer the terminal, stands there as `‹U+001B›`.

A name is never changed in the model by this; every output passes its texts through `reveal` on the way out.
"""

from __future__ import annotations

import re

_CONTROLS = "\x00-\x08\x0b-\x1f\x7f-\x9f"  # C0 without tab and line feed, DEL, C1
_DIRECTIONS = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_WITHOUT_WIDTH = (
    "\u00ad\u034f\u180b-\u180f\u200b-\u200d\u2060-\u2065\u206a-\u206f\ufeff\ufff0-\ufffb"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e00ff"
)
_BLANK_LETTERS = "\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0"
_BREAKS = "\u2028\u2029"
_NO_CHARACTERS = "\ud800-\udfff\ufffe\uffff"  # what no UTF-8 and no XML can hold
_HIDDEN = re.compile(f"[{_CONTROLS}{_DIRECTIONS}{_WITHOUT_WIDTH}{_BLANK_LETTERS}{_BREAKS}{_NO_CHARACTERS}]")


def reveal(text: str) -> str:
    """Return the text with every hidden character shown by its number. Doing it twice changes nothing.

    Tabs, line feeds and the variants of characters (異体字セレクター) stay: they are part of Japanese text.
    """
    return text if text.isascii() and text.isprintable() else _HIDDEN.sub(_show, text)


def _show(found: re.Match[str]) -> str:
    return f"‹U+{ord(found[0]):04X}›"


def escape_json(text: str) -> str:
    """Return JSON text whose strings hold no hidden character as such: the values that are read stay the same."""
    return _HIDDEN.sub(lambda found: "".join(f"\\u{unit:04x}" for unit in _utf16(found[0])), text)


def _utf16(character: str) -> tuple[int, ...]:
    code = ord(character)
    if code < 0x10000:  # noqa: PLR2004 - the end of the plane that one unit reaches
        return (code,)
    return 0xD800 + (code - 0x10000 >> 10), 0xDC00 + (code - 0x10000 & 0x3FF)

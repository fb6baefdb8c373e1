"""Printed names: one that only its typing tells from another is the same; an entry bears that of its file.

Names are compared by NFKC. Two things go further, since they are typed in one document beside each other: dashes
and radicals that NFKC leaves apart are one. One thing does not go as far: a number in a circle stays as printed,
because 別添1 counts ① and 1, or 1-① and 11, as different steps.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Annotated

from piaflow.domain.radicals import SUPPLEMENT
from piaflow.errors import Fault, WrongCallError, clip

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


class _Folding(dict[int, str]):
    """What each character is folded to, for `str.translate`; worked out where it is first met."""

    def __missing__(self, code: int) -> str:
        """Return a character without width and variants, "" for white space and for what nobody sees."""
        character = chr(code)
        is_circled = unicodedata.decomposition(character).startswith("<circle>")
        plain = character if is_circled else unicodedata.normalize("NFKC", _DROPPED.sub("", character))
        self[code] = "".join(plain.translate(_LOOKALIKES).split())
        return self[code]


_FOLDED = _Folding()


@lru_cache(maxsize=65_536)
def fold(text: str) -> str:
    """Return the text with width, dashes, radicals, variants and combining marks unified; ①➊ stay as printed.

    White space and what nobody sees are gone. ㈱ is (株), Ⅱ is II; 株式会社 is another text.
    Raises WrongCallError for what is no text.
    """
    if not isinstance(text, str):
        raise WrongCallError("name", f"{clip(repr(text))} is no name: write one, as '個人番号'")
    return unicodedata.normalize("NFC", text.translate(_FOLDED))


def spell(name: str, names: Iterable[str]) -> str | None:
    """Return the first of some names that a name is, however it is typed, None where it is none of them."""
    return next((known for known in names if fold(known) == fold(name)), None)


_BREAK = re.compile("[\t\n\u2028\u2029]")
_GOES_ON = ("等", "など", "ほか", "他")
_LONGEST_MARK = 4


def find_name_fault(name: str) -> Fault | None:
    """Return what makes a text no name: a break of the line, or that it only says that a list goes on."""
    if not name.isprintable() and (found := _BREAK.search(name)):
        code, meant = f"U+{ord(found[0]):04X}", _BREAK.sub("", name)
        return Fault(
            f"a name is one line, and this one holds {code}: write {clip(repr(meant))}",
            f"名前は1行で書きます（改行かタブの {code} があります。「{clip(meant)}」と書きます）",
        )
    if len(name) <= _LONGEST_MARK and fold(name) in _GOES_ON:
        return Fault(
            f"{name!r} is no name: it says that a list goes on; a list of items says so with a last '等'",
            f"「{name}」は名前になりません（項目の並びが続くことは、最後の「等」1つで言います）",
        )
    return None


Name = Annotated[str, find_name_fault]
"""A text that names something: one line, so that no name can look like two lines of an answer."""


class EntryName(str):
    """住民基本台帳ファイル/委託事項1: what `Flow.declared` calls an entry of Ⅱ, as a text that knows its two parts."""

    __slots__ = ()

    @classmethod
    def of(cls, file: str, number: str) -> EntryName:
        """Return the name of the entry that is called so in a file: 委託事項1, 入手."""
        return cls(f"{file}/{number}")

    @property
    def _parts(self) -> tuple[str, str, str]:
        return self.rpartition("/")  # a file's name may hold a slash, an entry's number does not

    @property
    def file(self) -> str:
        """The file that it is an entry of."""
        return self._parts[0]

    @property
    def number(self) -> str:
        """What it is called in its file: 委託事項1, 入手."""
        return self._parts[2]


def rename_entry(name: str, names: Mapping[str, str]) -> str:
    """Return a name, or that of an entry (ファイル/委託事項1), with the node or the file called as `names` says."""
    entry = EntryName(name)
    if name in names or not entry.file:
        return names.get(name, name)
    return EntryName.of(names.get(entry.file, entry.file), entry.number)


def name_some(names: Iterable[str], joint: str = "、", most: int = 8) -> str:
    """Return the names on one line as a sentence takes them: of many the first, and how many others there are."""
    told = tuple(names)
    rest = len(told) - most
    return f"{joint.join(told[:most])}ほか{rest}件" if rest > 0 else joint.join(told)

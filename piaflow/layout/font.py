"""The font that every picture is measured and drawn with: IPAexGothic, which lies beside this file with its licence."""

from __future__ import annotations

import struct
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from attrs import frozen

from piaflow.domain.visible import reveal
from piaflow.errors import RenderError

FAMILY = "IPAexGothic"
FALLBACKS = f"{FAMILY}, 'Noto Sans CJK JP', 'Hiragino Sans', 'Yu Gothic', Meiryo, sans-serif"
_ROUND = dict(zip("➀➁➂➃➄➅➆➇➈➉➊➋➌➍➎➏➐➑➒➓", "①②③④⑤⑥⑦⑧⑨⑩❶❷❸❹❺❻❼❽❾❿", strict=True))
_DISCS = frozenset("❶❷❸❹❺❻❼❽❾❿⓫⓬⓭⓮⓯⓰⓱⓲⓳⓴")
_PARENTHESISED = {chr(0x2474 + n): f"({n + 1})" for n in range(20)}
_DRAWABLE = str.maketrans(_ROUND | _PARENTHESISED)
_GROUPS = 12  # the format of a `cmap` that lists runs of code points (OpenType 1.9)
_GETA = "〓"  # what a Japanese printer sets for a type that he lacks
_SELECTORS = frozenset(map(chr, [*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)]))


@frozen
class Metrics:
    """The advance widths of the font, in its own units."""

    advances: dict[int, int]
    units: int

    def measure(self, text: str, size: float) -> float:
        """Return the width of `text` in points; a character that the font lacks counts as one em."""
        units = self.units
        return sum(self.advances.get(ord(c), units) for c in text) * size / units


@cache
def find_font_file() -> Path:
    """Return the path of the font file. Its folder holds no other font."""
    file = Path(__file__).parent / "fonts" / "ipaexg.ttf"
    if not file.is_file():
        raise RenderError(f"フォント IPAexGothic が見つかりません（{file}）")
    return file


@cache
def load_metrics() -> Metrics:
    """Read the widths of all characters, once."""
    data = find_font_file().read_bytes()
    tables = {tag: start for tag, _, start, _ in _unpack_rows(">4sIII", data, 12, _read(">H", data, 4))}
    told = _read(">H", data, tables[b"hhea"] + 34)
    widths = [width for width, _ in _unpack_rows(">Hh", data, tables[b"hmtx"], told)]
    # glyphs beyond those that are told are as wide as the last
    advances = {code: widths[min(glyph, told - 1)] for code, glyph in _list_glyphs(data, tables[b"cmap"])}
    return Metrics(advances, _read(">H", data, tables[b"head"] + 18))


def _list_glyphs(data: bytes, cmap: int) -> Iterator[tuple[int, int]]:
    """Yield each code point of the font with its glyph: the groups of format 12, which tell all of Unicode."""
    starts = [
        cmap + start for _, _, start in _unpack_rows(">HHI", data, cmap + 4, _read(">H", data, cmap + 2))
    ]
    (whole,) = (start for start in starts if _read(">H", data, start) == _GROUPS)
    for first, last, glyph in _unpack_rows(">III", data, whole + 16, _read(">I", data, whole + 12)):
        yield from zip(range(first, last + 1), range(glyph, glyph + last - first + 1), strict=True)


def _read(form: str, data: bytes, start: int) -> int:
    found: int = struct.unpack_from(form, data, start)[0]
    return found


def _unpack_rows(form: str, data: bytes, start: int, count: int) -> Iterator[tuple[Any, ...]]:
    return struct.iter_unpack(form, data[start : start + count * struct.calcsize(form)])


def measure(text: str, size: float) -> float:
    """Return the width of `text` in points."""
    return load_metrics().measure(text, size)


def to_drawable(text: str) -> str:
    """Return `text` with the numbers that the font lacks (➊ ➀ ⑴) as the same numbers that it has (❶ ① (1)).

    Hidden characters are shown by their numbers: in a picture too, two names that differ look different.
    """
    return reveal(text).translate(_DRAWABLE)


def has_disc(text: str) -> bool:
    """Return whether `text` has a number in white on a black disc."""
    return not _DISCS.isdisjoint(text)


def fill_gaps(text: str) -> str:
    """Return `text` with 〓 for each character that the font lacks, for a format that knows no other font."""
    return text.translate({ord(char): "" if _is_unseen(char) else _GETA for char in _list_lacking(text)})


def find_lacking(text: str) -> tuple[str, ...]:
    """Return the characters of `text` that one sees and the font lacks, each once."""
    drawable = to_drawable(text)
    # ‹ and › stand around the number of a hidden character: they are ours, not the text's
    return tuple(c for c in _list_lacking(drawable) if not _is_unseen(c) and (c in text or c not in "‹›"))


def _list_lacking(text: str) -> list[str]:
    return [c for c in dict.fromkeys(text) if ord(c) not in load_metrics().advances and c not in "\t\n\r"]


def _is_unseen(char: str) -> bool:
    """Tell whether a character only joins others or selects the shape of one."""
    return char in _SELECTORS or unicodedata.category(char) == "Cf"


def flatten(text: str) -> str:
    """Return `text` as one drawable line."""
    return " ".join(to_drawable(text).split())

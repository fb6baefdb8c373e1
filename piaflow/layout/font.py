"""The font that every picture is measured and drawn with: IPAexGothic, which lies beside this file with its licence."""

from __future__ import annotations

import struct
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import accumulate
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
_TRUETYPE, _NAMELESS = 0x10000, 0x30000  # the version of a font file, and of a `post` without names of glyphs
# in a subset: what does not know any glyph
_AS_THEY_ARE = (b"OS/2", b"cvt ", b"fpgm", b"gasp", b"head", b"name", b"prep")
_GETA = "〓"  # what a Japanese printer sets for a type that he lacks
_SELECTORS = frozenset(map(chr, [*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)]))


@frozen
class Metrics:
    """The glyphs of the font and their advance widths, in its own units, by code point."""

    glyphs: dict[int, int]
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
    """Read the glyphs and widths of all characters, once."""
    tables = _read_tables()
    told = _read(">H", tables[b"hhea"], 34)
    widths = [width for width, _ in _unpack_rows(">Hh", tables[b"hmtx"], 0, told)]
    glyphs = dict(_list_glyphs(tables[b"cmap"]))
    # glyphs beyond those that are told are as wide as the last
    advances = {code: widths[min(glyph, told - 1)] for code, glyph in glyphs.items()}
    return Metrics(glyphs, advances, _read(">H", tables[b"head"], 18))


def make_subset(text: str) -> bytes:
    """Return a font file with the glyphs of `text` alone, each as it is, under new numbers from 1 on.

    What lays text out (GPOS, GSUB, upright lines) is left out, as are the names of glyphs. No glyph of the font is made of
    others, so none refers to another's number.
    """
    tables, known = _read_tables(), load_metrics().glyphs
    codes = {code: known[code] for code in sorted(set(map(ord, text))) if code in known}
    glyphs = [0, *sorted(set(codes.values()) - {0})]
    numbers = {glyph: number for number, glyph in enumerate(glyphs)}
    count = len(glyphs)
    places = [start for (start,) in struct.iter_unpack(">I", tables[b"loca"])]
    outlines = [tables[b"glyf"][places[glyph] : places[glyph + 1]] for glyph in glyphs]
    groups = [struct.pack(">III", code, code, numbers[glyph]) for code, glyph in codes.items()]
    cmap = struct.pack(">HHIII", _GROUPS, 0, 16 + 12 * len(groups), 0, len(groups))
    changed = {
        # one table, for Windows and all of Unicode
        b"cmap": struct.pack(">HHHHI", 0, 1, 3, 10, 12) + cmap + b"".join(groups),
        b"glyf": b"".join(outlines),
        b"hhea": tables[b"hhea"][:34] + struct.pack(">H", count),
        b"hmtx": b"".join(_list_metrics(tables, glyphs)),
        b"loca": struct.pack(f">{count + 1}I", *accumulate(map(len, outlines), initial=0)),
        b"maxp": tables[b"maxp"][:4] + struct.pack(">H", count) + tables[b"maxp"][6:],
        b"post": struct.pack(">I", _NAMELESS) + tables[b"post"][4:32],
    }
    return _write_tables({tag: tables[tag] for tag in _AS_THEY_ARE} | changed)


def _list_metrics(tables: Mapping[bytes, bytes], glyphs: Iterable[int]) -> Iterator[bytes]:
    """Yield the advance width and the bearing of glyphs: those beyond the ones that are told are as wide as the last."""
    told, rows = _read(">H", tables[b"hhea"], 34), tables[b"hmtx"]
    for glyph in glyphs:
        row, beyond = 4 * min(glyph, told - 1), 2 * max(glyph - told + 1, 0)
        yield rows[row : row + 2] + rows[row + 2 + beyond : row + 4 + beyond]


def _read_tables() -> dict[bytes, bytes]:
    data = find_font_file().read_bytes()
    rows = _unpack_rows(">4sIII", data, 12, _read(">H", data, 4))
    return {tag: data[start : start + length] for tag, _, start, length in rows}


def _write_tables(tables: dict[bytes, bytes]) -> bytes:
    """Return the font file of some tables. Its sums are left at 0, which nobody who embeds a font looks at."""
    padded = {tag: table + bytes(-len(table) % 4) for tag, table in sorted(tables.items())}
    starts = accumulate(map(len, padded.values()), initial=12 + 16 * len(padded))
    rows = [struct.pack(">4sIII", tag, 0, next(starts), len(tables[tag])) for tag in padded]
    return struct.pack(">IHHHH", _TRUETYPE, len(tables), 0, 0, 0) + b"".join([*rows, *padded.values()])


def _list_glyphs(cmap: bytes) -> Iterator[tuple[int, int]]:
    """Yield each code point of the font with its glyph: the groups of format 12, which tell all of Unicode."""
    starts = [start for _, _, start in _unpack_rows(">HHI", cmap, 4, _read(">H", cmap, 2))]
    (whole,) = (start for start in starts if _read(">H", cmap, start) == _GROUPS)
    for first, last, glyph in _unpack_rows(">III", cmap, whole + 16, _read(">I", cmap, whole + 12)):
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

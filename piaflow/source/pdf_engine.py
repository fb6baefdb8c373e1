"""pdfium, one thread at a time, and with a font for the Japanese ones that a PDF names and does not hold.

It takes the place of each character from the font. One that has no shape it drops where the text runs up or down or
stands alone in its object, as upright labels mostly do: without a Japanese font in the system they would be lost.
"""

from __future__ import annotations

import ctypes
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache, partial
from typing import Any

from attrs import define, field
from pypdfium2 import raw

from piaflow.layout.font import find_font_file

_ALONE = threading.Lock()
_OURS = 1
"""Our font, where pdfium's own are addresses."""
_SHIFT_JIS = 128
"""The character set of Japanese fonts, as Windows numbers them."""


@contextmanager
def pdfium_alone() -> Iterator[None]:
    """Hold pdfium, which is not thread-safe, for one thread."""
    with _ALONE:
        _lend_font()
        yield


@cache
def _lend_font() -> object:
    """Lend pdfium our font for the Japanese fonts that the system lacks; return what has to live as long as pdfium.

    What the system has is found as before: another user of pdfium in the process sees no difference there.
    """
    fonts = raw.FPDF_GetDefaultSystemFontInfo()
    if not fonts:
        return None
    kinds, lender = dict(raw.FPDF_SYSFONTINFO._fields_), _Lender(find_font_file().read_bytes())
    kept = []
    for name, ours in lender.answers.items():
        # a copy of the address: what reads the field of the structure would find ours there
        address = ctypes.cast(getattr(fonts.contents, name), ctypes.c_void_p).value
        lender.theirs[name] = kinds[name](address)
        kept.append(kinds[name](ours))
        setattr(fonts.contents, name, kept[-1])
    raw.FPDF_SetSystemFontInfo(fonts)
    return fonts, kept, lender


@define
class _Lender:
    """What pdfium asks of the fonts of the system: `theirs` are its usual answers, ours those for our font."""

    data: bytes
    theirs: dict[str, Callable[..., Any]] = field(factory=dict)

    @property
    def answers(self) -> dict[str, Callable[..., Any]]:
        """Ours, by the names of the questions."""
        return {
            "MapFont": self._find,
            "GetFontData": self._read,
            "GetFaceName": partial(self._tell, "GetFaceName", 0),
            "GetFontCharset": partial(self._tell, "GetFontCharset", _SHIFT_JIS),
            "DeleteFont": partial(self._tell, "DeleteFont", None),
        }

    def _find(self, this: Any, *asked: Any) -> Any:
        """Return the font of the system for a weight, a slant, a character set …, or ours."""
        return self.theirs["MapFont"](this, *asked) or (_OURS if asked[2] == _SHIFT_JIS else None)

    def _read(self, this: Any, font: int, table: int, buffer: Any, size: int) -> int:
        """Write a table of a font, of ours none but the whole file; return how long it is."""
        if font != _OURS:
            return int(self.theirs["GetFontData"](this, font, table, buffer, size))
        if not table and size >= len(self.data):
            ctypes.memmove(buffer, self.data, len(self.data))
        return 0 if table else len(self.data)

    def _tell(self, name: str, ours: Any, this: Any, font: int, *asked: Any) -> Any:
        return ours if font == _OURS else self.theirs[name](this, font, *asked)

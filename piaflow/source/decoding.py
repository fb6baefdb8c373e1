"""From bytes to text: the right encoding is the one in which the words of the form are read."""

from __future__ import annotations

import codecs
import re

from attrs import frozen

from piaflow.source.signs import count_signs

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# the EUC of 2004 has the ① of everyday files, which that of 1990 lacks
_OTHERS = ("cp932", "euc_jis_2004", "iso2022_jp", "utf-16-le", "utf-16-be")
_CID = re.compile(r"\(cid:\d+\)")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_MOST_CONTROLS = 0.01


@frozen
class Decoded:
    """A text, and how many of its characters have no meaning."""

    text: str
    broken: int


def decode(raw_bytes: bytes) -> Decoded | None:
    """Return the text of a file in UTF-8, UTF-16, Shift_JIS, EUC or JIS, or None for what is no text.

    Line ends are made one: LF. What a decoder cannot read is U+FFFD, and counted.
    """
    text = _decode(raw_bytes)
    if len(_CONTROL.findall(text)) > _MOST_CONTROLS * len(text) + 3:
        return None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return Decoded(text, count_broken(text))


def count_broken(text: str) -> int:
    """Return how many characters of a text have no meaning: U+FFFD, private use, the (cid:12) of an extractor."""
    private = sum("\ue000" <= char <= "\uf8ff" or char >= "\U000f0000" for char in text)
    return text.count("\ufffd") + private + len(_CID.findall(text))


def _decode(raw_bytes: bytes) -> str:
    for bom, encoding in _BOMS:
        if raw_bytes.startswith(bom):
            return raw_bytes[len(bom) :].decode(encoding, "replace")
    try:
        text = raw_bytes.decode()
    except UnicodeDecodeError:
        text = ""
    if text and b"\x1b$" not in raw_bytes and b"\x00" not in raw_bytes:
        return text
    plain = raw_bytes.decode("utf-8", "replace")
    candidates = [plain, *(_try(raw_bytes, encoding) for encoding in _OTHERS)]
    # of two in which as much is read, the one with fewer broken characters, then the one named first
    return max(candidates, key=lambda one: (count_signs(one), -one.count("\ufffd") / (len(one) + 1)))


def _try(raw_bytes: bytes, encoding: str) -> str:
    return raw_bytes.decode(encoding, "replace")

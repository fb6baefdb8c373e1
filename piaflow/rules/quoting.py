"""Whether printed texts may be of one cell: a row of 変更箇所 often quotes a part of it, or names several cells at once."""

from __future__ import annotations

import re

from piaflow.domain.names import fold

_PIECES = re.compile(r"[\s、。，,・／/]+|[（(](?:中略|略|以下略)[)）]|…+|\.{3,}|～|〜")
_SEVERAL = re.compile(r"[・、,，]|及び|並びに|から|[～〜]|等$|各")


def may_be_of_one_text(one: str, other: str) -> bool:
    """Whether one of two texts may quote the other: every piece of it stands in the other, in whatever width.

    3件 stands in no 13件: a number is quoted whole or not at all.
    """
    return _is_quoted(one, other) or _is_quoted(other, one)


def _is_quoted(part: str, whole: str) -> bool:
    text = fold(whole)
    pieces = [fold(piece) for piece in _PIECES.split(part)]
    return _stands_in(fold(part), text) or all(_stands_in(piece, text) for piece in pieces if piece)


def _stands_in(piece: str, text: str) -> bool:
    before = r"(?<!\d)" if piece[:1].isdecimal() else ""
    after = r"(?!\d)" if piece[-1:].isdecimal() else ""
    return re.search(before + re.escape(piece) + after, text) is not None


def covers_several(label: str) -> bool:
    """Whether the 項目 of a row may stand for several cells (提供・移転の有無, 1から3): two rows may speak of two."""
    return bool(_SEVERAL.search(label))

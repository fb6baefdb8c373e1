"""Whether printed texts may be of one cell: a row of 変更箇所 often quotes a part of it, or names several cells at once."""

from __future__ import annotations

import re
from itertools import accumulate

from piaflow.domain.certainty import Certainty
from piaflow.domain.names import fold

_BETWEEN = re.compile(r"[\s、。，,・／/]+|[（(](?:中略|略|以下略)[)）]|…+|\.{3,}")
_BRACKETED = re.compile(r"\((\d+)\)(?=[件人])")
_SEVERAL = re.compile(r"[・、,，]|及び|並びに|から|[～〜]|等$|各")


def is_of_one_text(one: str, other: str) -> Certainty:
    """Return whether one of two texts quotes the other, in whatever width.

    YES where every piece of it (a word between spaces, commas or 中略) is one of the other's; UNKNOWN where its
    pieces stand inside longer words, which may be a quotation or a change of words. 3件 stands in no 13件.
    """
    if _is_run(one, other) or _is_run(other, one):
        return Certainty.YES
    return Certainty.UNKNOWN if _stands_in(one, other) or _stands_in(other, one) else Certainty.NO


def _pieces(text: str) -> list[str]:
    """A form prints a number in brackets, （38）件, that a row quotes without them."""
    pieces = (_BRACKETED.sub(r"\1", fold(piece)) for piece in _BETWEEN.split(text))
    return [piece for piece in pieces if piece]


def _is_run(part: str, whole: str) -> bool:
    """Whether a text is a run of whole pieces of the other, or each of its own pieces is one."""
    pieces, text = _pieces(whole), "".join(_pieces(part))
    ends = {0, *accumulate(map(len, pieces))}
    run = any(m.start() in ends and m.end() in ends for m in re.finditer(re.escape(text), "".join(pieces)))
    return run or set(_pieces(part)) <= set(pieces)


def _stands_in(part: str, whole: str) -> bool:
    text = fold(whole)
    return all(re.search(_as_pattern(piece), text) for piece in _pieces(part))


def _as_pattern(piece: str) -> str:
    before = r"(?<!\d)" if piece[0].isdecimal() else ""
    after = r"(?!\d)" if piece[-1].isdecimal() else ""
    return before + re.escape(piece) + after


def covers_several(label: str) -> bool:
    """Whether the 項目 of a row may stand for several cells (提供・移転の有無, 1から3): two rows may speak of two."""
    return bool(_SEVERAL.search(label))

"""Numbers of a law without 第 (第19条8号), in a document that prints it elsewhere."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from piaflow.rules.dossier import Dossier
from piaflow.rules.finding import Evidence
from piaflow.rules.slips.telling import Place, Slip
from piaflow.rules.wording import Passage

_BARE = re.compile(
    r"第\d+条(?:の\d+)*\d+[号項]"
    r"|第\d+条(?:の\d+)*第\d+項\d+号"
    r"|(?:[一-龠]{1,3}法|[行政省]令|規則|条例)\d+条(?:の\d+)*(?:第?\d+項)?(?:第?\d+号)?"
)
_WIDE = re.compile(r"(?![0-9])\d")
_OF_ARTICLES = "条"
"""What each of them has in it."""
_WHOLE = re.compile(r"第\d+条")
_DROPPED = re.compile(r"(?<![\d第の])(?=\d+[条項号])")
_FEW = 3
"""Lines in which words are found; a model may have a text with the lines of a whole field."""
_HABIT = 4
"""So many times as often a document prints 第, before a number without it is a slip and no habit."""


def find_bare(dossier: Dossier) -> Iterator[Slip]:
    """Yield the numbers without 第; a document that leaves it out everywhere writes as lawyers speak."""
    texts = [(passage, _widen(passage.text)) for passage in dossier.passages if _OF_ARTICLES in passage.text]
    told = list(_list_bare(dossier, texts))
    whole = sum(len(_WHOLE.findall(text)) for _, text in texts)
    if told and whole >= _HABIT * len(told):
        right = {printed: tuple(_find_right(printed, texts)) for printed, _ in told}
        yield from (Slip(f"「{printed}」（「第」の抜け）", place, right[printed]) for printed, place in told)


def _widen(text: str) -> str:
    """The digits of a text in one width, each letter where it stands."""
    return _WIDE.sub(lambda digit: unicodedata.normalize("NFKC", digit[0]), text)


def _list_bare(dossier: Dossier, texts: Sequence[tuple[Passage, str]]) -> Iterator[tuple[str, Place]]:
    for passage, text in texts:
        for found in _BARE.finditer(text):
            yield found.group(), Place.of(passage, found.start(), found.end())
    for row in dossier.revisions:
        for words in (side for side in (row.before, row.after) if _OF_ARTICLES in side):
            for found in _BARE.finditer("".join(_widen(words).split())):
                yield found.group(), Place.of_row(row)


def _find_right(printed: str, texts: Sequence[tuple[Passage, str]]) -> Iterator[Evidence]:
    """Yield one place that prints the number with 第, the first by its lines."""
    whole = _DROPPED.sub("第", printed)
    lines = [p.find_lines(at, at + len(whole)) for p, text in texts if (at := text.find(whole)) >= 0]
    exact = [spans[:1] for spans in lines if spans and spans[0].last - spans[0].first < _FEW]
    if exact:
        yield Evidence(f"「{whole}」", min(exact))

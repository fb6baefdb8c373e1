"""citation-ordinal: a number of a law without 第 (第19条8号), in a document that prints it elsewhere."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from piaflow.domain.span import find_beginnings
from piaflow.rules import needs
from piaflow.rules.dossier import Dossier
from piaflow.rules.finding import Confidence, Evidence, Hit, Severity
from piaflow.rules.places import Revised
from piaflow.rules.rule import Rule
from piaflow.rules.slips import Place, tell_slips
from piaflow.rules.wording import Passage

_BARE = re.compile(
    r"第\d+条(?:の\d+)*\d+[号項]"
    r"|第\d+条(?:の\d+)*第\d+項\d+号"
    r"|(?:[一-龠]{1,3}法|[行政省]令|規則|条例)\d+条(?:の\d+)*(?:第?\d+項)?(?:第?\d+号)?"
)
_WHOLE = re.compile(r"第\d+条")
_DROPPED = re.compile(r"(?<![\d第の])(?=\d+[条項号])")
_FEW = 3
"""Lines in which words are found; a model may have a text with the lines of a whole field."""
_HABIT = 4
"""So many times as often a document prints 第, before a number without it is a slip and no habit."""


def _find(dossier: Dossier) -> Iterator[Hit]:
    """A document that leaves 第 out everywhere writes as lawyers speak."""
    texts = [(passage, _widen(passage.text)) for passage in dossier.passages]
    told = list(_list_bare(dossier, texts))
    whole = sum(len(_WHOLE.findall(text)) for _, text in texts)
    if told and whole >= _HABIT * len(told):
        right = {printed: found for printed in dict(told) for found in _find_right(printed, texts)}
        yield from tell_slips(told, "「第」の字が落ちている", right)


def _widen(text: str) -> str:
    """The digits of a text in one width, each letter where it stands."""
    return "".join(unicodedata.normalize("NFKC", c) if c.isdecimal() else c for c in text)


def _list_bare(dossier: Dossier, texts: Sequence[tuple[Passage, str]]) -> Iterator[tuple[str, Place]]:
    for passage, text in texts:
        for found in _BARE.finditer(text):
            yield f"「{found.group()}」", Place.of(passage, found.start(), found.end())
    for row in dossier.revisions:
        for words in (row.before, row.after):
            for found in _BARE.finditer("".join(_widen(words).split())):
                yield f"「{found.group()}」", Place("変更箇所", Revised(row.item), find_beginnings((row,)))


def _find_right(printed: str, texts: Sequence[tuple[Passage, str]]) -> Iterator[Evidence]:
    """Yield one place that prints the number with 第, the first by its lines."""
    whole = _DROPPED.sub("第", printed.strip("「」"))
    lines = [p.find_lines(at, at + len(whole)) for p, text in texts if (at := text.find(whole)) >= 0]
    exact = [spans[:1] for spans in lines if spans and spans[0].last - spans[0].first < _FEW]
    if exact:
        yield Evidence(f"「{whole}」", min(exact))


RULE = Rule(
    name="citation-ordinal",
    title="引用の「第」の字が落ちている",
    checks="文と変更箇所の行に、「第19条8号」「省令23条」のように「第」の付かない条・項・号がないかを見る。「第」を付ける引用がその4倍より少ない文書は、付けない書き方とみて言わない。文書の中のものは1つの指摘にまとめる。",
    matters="引用の書き方が混じれば、写した所と直した所が分からず、検索にもかからない。",
    settle="「第」を補う。",
    source="様式4・様式3の記述の欄",
    severity=Severity.NOTE,
    confidence=Confidence.LOW,
    find=_find,
    needs=(needs.TEXTS,),
)

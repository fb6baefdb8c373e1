"""delegation-article-differs: one delegation on two articles of one ordinance, or under two names of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from piaflow.domain.grouping import group_by
from piaflow.domain.names import fold
from piaflow.domain.span import find_beginnings
from piaflow.rules import needs
from piaflow.rules.dossier import Dossier
from piaflow.rules.finding import Confidence, Evidence, Hit, Severity
from piaflow.rules.rule import Rule
from piaflow.rules.wording import Sentence

_CITED = re.compile(
    r"(?P<law>[^、。「」（）()①-⑳・\s]{2,30}?(?:省令|政令|命令))第(?P<article>\d+条(?:の\d+)?)[^。]{0,80}?委任"
)
_ACT = re.compile(r"(?:[^第]*?(?:及び|並びに|は|を|に|が))?(?P<short>[^及並はをにが]+(?:省令|政令|命令))$")


def _find(dossier: Dossier) -> Iterator[Hit]:
    cited = (
        (found, sentence) for sentence in dossier.sentences if (found := _CITED.search(fold(sentence.text)))
    )
    by_law = group_by((_short(found["law"]), (found["law"], found["article"], s)) for found, s in cited)
    for law, places in by_law.items():
        articles = group_by((article, sentence) for _, article, sentence in places)
        if len(articles) > 1:
            yield _hit(law, articles)


def _short(law: str) -> str:
    """The last words of a name: 通知カード及び個人番号カード省令 and 個人番号カード省令 are one ordinance."""
    found = _ACT.match(law)
    return found["short"] if found else law


def _hit(law: str, articles: Mapping[str, tuple[Sentence, ...]]) -> Hit:
    names = "と".join(f"第{article}" for article in articles)
    return Hit(
        f"{law}による委任の根拠が、所によって{names}に分かれる。",
        tuple(dict.fromkeys(using[0].subject for using in articles.values())),
        tuple(Evidence(f"{law}第{article}", find_beginnings(using)) for article, using in articles.items()),
        about=f"{law}による委任",
    )


RULE = Rule(
    name="delegation-article-differs",
    title="1つの委任に2つの条が引かれている",
    checks="委任の根拠として引かれる省令などの条が、文書の所々で同じかを見る。省令の名は終わりの語（個人番号カード省令）で比べる。",
    matters="条がずれたあとに一方だけを直すと、どちらが今の根拠かが分からない。",
    settle="公表日に効力のある条を確かめ、すべての所を同じにする。",
    source="様式4・様式3 Ⅰ～Ⅲ",
    severity=Severity.NOTE,
    confidence=Confidence.MEDIUM,
    find=_find,
    needs=(needs.TEXTS,),
)

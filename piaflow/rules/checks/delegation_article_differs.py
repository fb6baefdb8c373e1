"""delegation-article-differs: one delegation on two articles of one ordinance, or under two names of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from piaflow.domain.grouping import group_by
from piaflow.domain.names import fold, name_some
from piaflow.domain.span import find_beginnings
from piaflow.rules import needs
from piaflow.rules.dossier import Dossier
from piaflow.rules.finding import Confidence, Evidence, Hit, Severity
from piaflow.rules.rule import Rule
from piaflow.rules.slips.telling import Place
from piaflow.rules.wording import Sentence

_CITED = re.compile(
    r"(?P<law>[^、。「」（）()①-⑳・\s]{2,30}?(?:省令|政令|命令))第(?P<article>\d+条(?:の\d+)?)[^。]{0,80}?委任"
)
_HEADED = re.compile(
    r"(?:省令|命令)(?:[（(][^()（）]*[）)])?第(?P<article>\d+条(?:の\d+)?)[（(](?P<heading>[^()（）]{4,60})[）)]"
)
_MANDATE, _OWN = re.compile("委任$"), re.compile("関し(?P<body>[^()、。]{2,12})が処理する事務$")
_ACT = re.compile(r"(?:[^第]*?(?:及び|並びに|は|を|に|が))?(?P<short>[^及並はをにが]+(?:省令|政令|命令))$")


def _find(dossier: Dossier) -> Iterator[Hit]:
    cited = (
        (found, sentence)
        for sentence in dossier.sentences
        if "委任" in (text := fold(sentence.text)) and (found := _CITED.search(text))
    )
    by_law = group_by((_short(found["law"]), (found["law"], found["article"], s)) for found, s in cited)
    for law, places in by_law.items():
        articles = group_by((article, sentence) for _, article, sentence in places)
        if len(articles) > 1:
            yield _hit(law, articles)
    yield from _find_both(dossier)


def _find_both(dossier: Dossier) -> Iterator[Hit]:
    """What a body does as its own task is not mandated to it: by their headings two articles say either of one ordinance."""
    headed = [
        (fold(found["article"]), fold(found["heading"]), passage, Place.of(passage, *found.span()))
        for passage in dossier.passages  # a sentence ends at a middle dot, which headings have
        if "条" in passage.text
        for found in _HEADED.finditer(passage.text)
    ]
    own = (
        (told["body"], (article, place))
        for article, heading, _, place in headed
        if (told := _OWN.search(heading))
    )
    for body, tasks in group_by(own).items():
        mandates = [
            (a, place) for a, heading, p, place in headed if _MANDATE.search(heading) and body in p.text
        ]
        if mandates:
            yield _hit_both(body, mandates, tasks)


def _hit_both(body: str, mandates: Sequence[tuple[str, Place]], tasks: Sequence[tuple[str, Place]]) -> Hit:
    sides = [
        (f"第{name_some(dict.fromkeys(a for a, _ in found))}（{what}）", [place for _, place in found])
        for what, found in (("委任", mandates), (f"{body}が処理する事務", tasks))
    ]
    told = "、".join(
        f"{name_some(dict.fromkeys(p.where for p in places))}は{cited}" for cited, places in sides
    )
    return Hit(
        f"{body}が行う事務の根拠を、{told}とする。",
        tuple(dict.fromkeys(min(str(p.subject) for p in places) for _, places in sides)),
        tuple(Evidence(cited, find_beginnings(places)) for cited, places in sides),
        about=f"{body}が処理する事務",
        confidence=Confidence.LOW,
    )


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
    checks="委任の根拠として引かれる省令などの条が、文書の所々で同じかを見る。省令の名は終わりの語（個人番号カード省令）で比べる。"
    "見出しが「…の委任」の条と「…が処理する事務」の条が、どちらも同じ機関の事務の根拠に引かれているときも言う（要確認）。",
    matters="条がずれたあとに一方だけを直すと、どちらが今の根拠かが分からない。",
    settle="公表日に効力のある条を確かめ、すべての所を同じにする。",
    source="様式4・様式3 Ⅰ～Ⅲ",
    severity=Severity.NOTE,
    confidence=Confidence.MEDIUM,
    find=_find,
    needs=(needs.TEXTS,),
)

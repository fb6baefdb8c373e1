"""article-heading-differs: one article of one law, cited with two headings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from piaflow.domain.grouping import group_by
from piaflow.domain.names import fold, name_some
from piaflow.domain.span import find_beginnings
from piaflow.rules import needs
from piaflow.rules.dossier import Dossier
from piaflow.rules.finding import Confidence, Evidence, Hit, Severity
from piaflow.rules.rule import Rule
from piaflow.rules.slips.telling import Place

_CITED = re.compile(
    r"(?P<law>[一-龠々ァ-ヴー]{1,20}(?:法|法律|令|規則|省令|命令|条例))(?P<article>第\d+条(?:の\d+)?)(?:第\d+項)?"
    r"[（(](?P<heading>(?!以下|同|第|別表|平成|令和|昭和|平|令|本)[^()（）「」。]{3,60})[）)]"
)
_JOINTS = re.compile("[、・,]|及び|並びに|等$")
"""What stands between the parts of a heading: how these are joined is no other heading."""


def _find(dossier: Dossier) -> Iterator[Hit]:
    cited = (
        (
            (fold(found["law"]), fold(found["article"])),
            (fold(found["heading"]), Place.of(passage, *found.span())),
        )
        for passage in dossier.passages  # a sentence ends at a middle dot, which headings have
        if "条" in passage.text
        for found in _CITED.finditer(passage.text)
    )
    for (law, article), told in group_by(cited).items():
        headings = group_by((_JOINTS.sub("", heading), (heading, place)) for heading, place in told)
        if len(headings) > 1:
            yield _hit(f"{law}{article}", headings)


def _hit(article: str, headings: Mapping[str, tuple[tuple[str, Place], ...]]) -> Hit:
    told = sorted((found[0][0], tuple(s for _, s in found)) for found in headings.values())
    return Hit(
        f"{article}の見出しを、{name_some(f'「{heading}」（{using[0].where}）' for heading, using in told)}と書き分けている。",
        (min(str(s.subject) for _, using in told for s in using),),
        tuple(Evidence(f"{article}（{heading}）", find_beginnings(using)) for heading, using in told),
        about=article,
    )


RULE = Rule(
    name="article-heading-differs",
    title="1つの条に2つの見出しが付いている",
    checks="Ⅰ～Ⅵの文の「○○法第○条（見出し）」のような引用を、法令の名と条ごとに比べる。見出しの並びをつなぐ語（及び、・）だけの違いは問わない。",
    matters="見出しは法令の改正で変わるので、改正の前の引用が残っているか、別の条を引いている。",
    settle="公表日に効力のある法令で見出しを確かめ、そろえる。",
    source="様式4・様式3の記述の欄",
    severity=Severity.NOTE,
    confidence=Confidence.LOW,
    find=_find,
    needs=(needs.TEXTS,),
)

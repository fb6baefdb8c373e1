"""period-basis-differs: one period (期間) that two places take from two 項 of one article."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from piaflow.domain.grouping import group_by
from piaflow.domain.names import fold, name_some
from piaflow.domain.span import find_beginnings
from piaflow.rules import needs
from piaflow.rules.dossier import Dossier
from piaflow.rules.finding import Confidence, Evidence, Hit, Severity
from piaflow.rules.rule import Rule
from piaflow.rules.wording import Sentence

_PERIOD = re.compile(
    r"(?P<law>法|令|規則|条例|規程)第(?P<article>\d+条(?:の\d+)*)(?P<paragraph>第\d+項(?:第\d+号)?)"
    r"(?:\([^()]*\))?(?:に定める|に規定する|で定める)(?:保存|保管)?期間\(?(?P<length>\d+[年月日])"
)


def _find(dossier: Dossier) -> Iterator[Hit]:
    """Another 項 may set another period: only those of one length are compared."""
    told = group_by(
        ((f"{found['law']}第{found['article']}", found["length"]), (found["paragraph"], sentence))
        for sentence in dossier.sentences
        for found in _PERIOD.finditer(fold(sentence.text))
    )
    for (article, length), cited in sorted(told.items()):
        sides = dict(sorted(group_by(cited).items()))
        if len(sides) > 1:
            where = (f"{_where(found)}は{article}{paragraph}" for paragraph, found in sides.items())
            yield Hit(
                f"{length}の期間の根拠を、{name_some(where)}とする。",
                (min(sentence.subject for _, sentence in cited),),
                tuple(
                    Evidence(f"{article}{paragraph} {length}", find_beginnings(found))
                    for paragraph, found in sides.items()
                ),
                about=f"{article} {length}",
            )


def _where(sentences: Iterable[Sentence]) -> str:
    return name_some(
        dict.fromkeys(sorted(f"{s.cell.file}の{s.where}" if s.cell.file else s.where for s in sentences))
    )


RULE = Rule(
    name="period-basis-differs",
    title="同じ期間の根拠の項が、所によって違う",
    checks="Ⅰ～Ⅵの文が「施行令第34条第2項に定める期間（150年間）」のように引く期間のうち、同じ条で長さも同じなのに、項の違うものを言う。長さの違う期間は、項が違えば違うので比べない。",
    matters="どの項が根拠かが決まらず、対象の違う期間を当てはめていることもある。",
    settle="法令を引き、対象に合う項にそろえる。",
    source="様式4・様式3 Ⅱ.6②、Ⅲ.7",
    severity=Severity.WARNING,
    confidence=Confidence.LOW,
    find=_find,
    needs=(needs.TEXTS,),
)

"""citation-spelling: one ordinance that Ⅱ.5 cites under two names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import combinations

from piaflow.domain.entries import Handover
from piaflow.domain.grouping import group_by
from piaflow.domain.names import fold
from piaflow.domain.span import Span
from piaflow.rules import needs
from piaflow.rules.dossier import Dossier
from piaflow.rules.finding import Confidence, Evidence, Hit, Severity
from piaflow.rules.rule import Rule

Cited = dict[str, list[tuple[str, tuple[Span, ...]]]]
_ORDINANCE = re.compile(r"^[^、，。()「」]{4,}?(?:条例|規則|規程|省令|政令)")
_TWICE = re.compile(r"([^\d]{2,})\1")
_BETWEEN = re.compile("[・、のを]")
_IN_KANA = (("および", "及び"), ("ならびに", "並びに"), ("または", "又は"))


def _find(dossier: Dossier) -> Iterator[Hit]:
    cited: Cited = {}
    for place, text, spans in _bases(dossier):
        name = _ORDINANCE.match(text)
        if name:
            cited.setdefault(name[0], []).append((place, spans))
    for same in group_by((_key(name), name) for name in cited).values():
        for pair in combinations(same, 2):
            yield _hit(sorted(pair, key=lambda n: len(cited[n])), cited)


def _bases(dossier: Dossier) -> Iterator[tuple[str, str, tuple[Span, ...]]]:
    for name, declared in dossier.entries.items():
        entry = declared.entry
        if isinstance(entry, Handover):
            yield from ((name, fold(text), entry.spans) for text in entry.basis)
            for row in entry.rows:
                yield from ((name, fold(text), row.spans or entry.spans) for text in row.basis)


def _key(name: str) -> str:
    for kana, kanji in _IN_KANA:
        name = name.replace(kana, kanji)
    return _BETWEEN.sub("", _TWICE.sub(r"\1", name))


def _hit(names: list[str], cited: Cited) -> Hit:
    places = dict.fromkeys(place for name in names for place, _ in cited[name])
    return Hit(
        f"「{names[0]}」と「{names[1]}」は、同じ法令が2つの綴りで引かれているとみえる。",
        tuple(places),
        tuple(Evidence(name, _lines(cited[name])) for name in names),
        about=names[0],
    )


def _lines(cited: Iterable[tuple[str, tuple[Span, ...]]]) -> tuple[Span, ...]:
    return tuple(dict.fromkeys(span for _, spans in cited for span in spans))[:_FEW]


_FEW = 3
"""Lines of one spelling that are shown: enough to find it."""

RULE = Rule(
    name="citation-spelling",
    title="同じ条例が2つの綴りで引かれている",
    checks="Ⅱ.5の提供・移転と別紙の行が根拠に引く条例・規則・省令の名を、重なった語、助詞の「の」「を」、中黒、仮名書きの接続詞を除いて比べる。",
    matters="綴りの違う根拠は、別の条例と読まれる。",
    settle="条例の題名を確かめて、1つの綴りにそろえる。",
    source="様式4・様式3 Ⅱ.5①",
    severity=Severity.NOTE,
    confidence=Confidence.MEDIUM,
    find=_find,
    needs=(needs.HANDOVERS, needs.ANNEXES),
)

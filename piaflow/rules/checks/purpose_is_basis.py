"""purpose-is-basis: an entry of Ⅱ.5 whose 用途 is the text of its 法令上の根拠."""

from __future__ import annotations

from collections.abc import Iterator

from piaflow.domain.entries import Handover
from piaflow.domain.names import fold
from piaflow.law.citations import parse_citations
from piaflow.rules import needs
from piaflow.rules.dossier import Dossier
from piaflow.rules.finding import Confidence, Evidence, Hit, Severity, Spot
from piaflow.rules.rule import Rule

_BASIS, _PURPOSE = "①", "②"


def _find(dossier: Dossier) -> Iterator[Hit]:
    for declared in dossier.model.entries:
        if not isinstance(declared.entry, Handover):
            continue
        basis, purpose = (dossier.cell(mark, declared.name) for mark in (_BASIS, _PURPOSE))
        if (
            basis
            and purpose
            and parse_citations(purpose.stated)
            and fold(basis.stated) == fold(purpose.stated)
        ):
            yield Hit(
                f"{declared.name}の②用途は、①法令上の根拠と同じ文である。",
                (declared.name,),
                (
                    Evidence("①法令上の根拠", basis.spans, Spot(_BASIS, declared.name)),
                    Evidence(f"②用途「{purpose.stated}」", purpose.spans, Spot(_PURPOSE, declared.name)),
                ),
            )


RULE = Rule(
    name="purpose-is-basis",
    title="用途の欄に根拠が書かれている",
    checks="Ⅱ.5の提供先・移転先ごとに、②の用途が①の法令上の根拠と同じ文（条や項を挙げるもの）でないかを見る。別紙を参照するだけの記載は問わない。",
    matters="何に使われるのかが、どこにも書かれていないことになる。",
    settle="②に、提供先・移転先での事務と使い方を書く。",
    source="様式4・様式3 Ⅱ.5①・②",
    severity=Severity.NOTE,
    confidence=Confidence.LOW,
    find=_find,
    needs=(needs.TEXTS,),
)

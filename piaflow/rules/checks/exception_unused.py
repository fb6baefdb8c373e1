"""exception-unused: an exception of a contract that excuses nothing."""

from __future__ import annotations

from collections.abc import Iterator

from piaflow.domain.names import fold
from piaflow.rules import needs
from piaflow.rules.breaches import Judge
from piaflow.rules.dossier import Dossier
from piaflow.rules.finding import Evidence, Hit, Severity
from piaflow.rules.readings import OwnReading
from piaflow.rules.rule import Rule


def _find(dossier: Dossier) -> Iterator[Hit]:
    judge = Judge(dossier, OwnReading(dossier))
    for contract in dossier.model.contracts:
        for told in judge.find_unused_exceptions(contract):
            pair = sorted(told, key=fold)
            yield Hit(
                f"「{contract.brief}」の例外 {' と '.join(pair)} は、いまは何も許していない。",
                (contract.label, *pair),
                (Evidence(contract.reason or "決まり", contract.spans),),
            )


RULE = Rule(
    name="exception-unused",
    title="使われない例外",
    checks="contracts の except を1つずつ外しても、破れが増えないかを見る。",
    matters="要らなくなった例外を残すと、次に同じ所をつないだときに誰も気づかない。",
    settle="except からその組を消す。",
    source="piaflow の約束",
    severity=Severity.WARNING,
    find=_find,
    needs=(needs.CONTRACTS,),
)

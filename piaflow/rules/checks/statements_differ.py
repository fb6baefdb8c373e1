"""statements-differ: places of one document that say different things of one matter."""

from __future__ import annotations

from collections.abc import Iterator

from piaflow.domain.certainty import Certainty
from piaflow.domain.names import fold, name_some
from piaflow.domain.records import Statement
from piaflow.rules import needs
from piaflow.rules.dossier import Dossier
from piaflow.rules.finding import Confidence, Evidence, Grounds, Hit, Severity
from piaflow.rules.places import Matter
from piaflow.rules.rule import Rule


def _find(dossier: Dossier) -> Iterator[Hit]:
    matters: dict[str, list[Statement]] = {}
    for statement in sorted(dossier.model.statements, key=lambda s: (s.spans, s.at, s.says)):
        if statement.says:
            matters.setdefault(statement.about, []).append(statement)
    for about, told in matters.items():
        sayings = _by_saying(told)
        if len(sayings) > 1:
            yield _hit(about, sayings)


def _by_saying(told: list[Statement]) -> tuple[list[Statement], ...]:
    """Return the statements that say the same together, in the order of the document."""
    sayings: dict[str, list[Statement]] = {}
    for statement in told:
        sayings.setdefault(fold(statement.says), []).append(statement)
    return tuple(sayings.values())


def _hit(about: str, sayings: tuple[list[Statement], ...]) -> Hit:
    told = name_some(f"{'・'.join(s.at for s in same)}は「{same[0].says}」" for same in sayings)
    every = [statement for same in sayings for statement in same]
    return Hit(
        f"{about}を、{told}とする。",
        (Matter(about),),
        tuple(Evidence(f"{s.at} {s.says}", s.spans) for s in every),
        severity=Severity.NOTE if any(s.wording is Certainty.YES for s in every) else None,
        confidence=Confidence.MEDIUM if any(s.inferred for s in every) else None,
    )


RULE = Rule(
    name="statements-differ",
    title="同じことの記載が所によって違う",
    checks="モデルの statements（いくつかの所が述べる一つのこと）を、こと（about）ごとに比べる。語の違いは参考とする。",
    matters="Ⅲや変更箇所、基礎項目評価書はⅡと同じことを述べる。一方だけを直すと、どちらが今の扱いかを読む人が決められない。",
    settle="今の扱いを確かめ、残りの所も同じにそろえる。違うことなら、違いが分かるように書き分ける。",
    source="様式4・様式3 Ⅰ～Ⅲ、変更箇所、様式2",
    severity=Severity.WARNING,
    find=_find,
    grounds=Grounds.NOTED,
    needs=(needs.STATEMENTS,),
)

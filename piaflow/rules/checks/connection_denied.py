"""connection-denied: two systems that Ⅲ says are not connected, and a box of Ⅰ.2③ that says they are."""

from __future__ import annotations

import re
from collections.abc import Iterator

from piaflow.domain.certainty import Certainty
from piaflow.domain.names import fold
from piaflow.domain.nodes import System
from piaflow.rules import needs
from piaflow.rules.connection_boxes import Boxes
from piaflow.rules.dossier import Dossier
from piaflow.rules.finding import Confidence, Evidence, Hit, Severity, Spot
from piaflow.rules.rule import Rule
from piaflow.rules.wording import Sentence

_NAME = r"[^、。・：:\s①-⑳]{2,25}?"
_DENIED = re.compile(
    rf"(?:^|[、。・：:\s①-⑳]|措置)(?P<one>{_NAME})と(?P<other>{_NAME})(?:との)?(?:間)?の(?:直接の)?接続は(?:行わない|しない)"
)


def _find(dossier: Dossier) -> Iterator[Hit]:
    boxes, told = Boxes(dossier.model), dict[tuple[str, str], tuple[System, System, Sentence]]()
    for sentence in dossier.sentences_of.get("Ⅲ", ()):
        denied = _DENIED.search(sentence.plain)
        for name, beside in (
            ((denied["one"], denied["other"]), (denied["other"], denied["one"])) if denied else ()
        ):
            system, other = dossier.model.find(name), _find_partner(dossier, beside)
            if isinstance(system, System) and boxes.find(system, other) is Certainty.YES:
                told.setdefault((system.name, other.name), (system, other, sentence))
    for system, other, sentence in told.values():
        yield _hit(system, other, sentence)


def _find_partner(dossier: Dossier, name: str) -> System:
    """Return the system of the model, or what the catalogue calls so: a printed choice may stand for it."""
    found = dossier.model.find(name)
    if isinstance(found, System):
        return found
    known = (e.name for e in dossier.catalogue.systems if fold(name) in map(fold, (e.name, *e.aliases)))
    entry = next(known, "")
    return System(entry or name, entry=entry)


def _hit(system: System, other: System, sentence: Sentence) -> Hit:
    return Hit(
        f"{system.name}のⅠ.2③は{other.name}に当たる欄に○があるが、{sentence.where}は{other.name}と接続しないという。",
        (system.name,),
        (
            Evidence(f"Ⅰ.2③ {system.name}の接続", system.spans, Spot("③", system.name)),
            Evidence(f"{sentence.where} 接続は行わない", sentence.spans),
        ),
        about=other.name,
    )


RULE = Rule(
    name="connection-denied",
    title="接続しないという文と接続の欄が合わない",
    checks="Ⅲの「○○と○○の間の接続は行わない」という文の2つのシステムについて、Ⅰ.2③の欄（市町村CSなら住民基本台帳ネットワークシステム）に○がないかを見る。",
    matters="つながないことはリスク対策の柱で、欄の○はそれが守られていないと読める。",
    settle="つながっているかを確かめ、欄の○かⅢの文を直す。間にほかのシステムがあるなら、そう書く。",
    source="様式4・様式3 Ⅰ.2③、Ⅲ.3リスク1",
    severity=Severity.WARNING,
    confidence=Confidence.MEDIUM,
    find=_find,
    needs=(needs.RISKS, needs.CONNECTIONS),
)

"""connection-unused: Ⅰ.2③ names a system as connected with which no flow is written."""

from __future__ import annotations

from collections.abc import Iterator

from piaflow.domain.assessment import Assessment
from piaflow.domain.certainty import Certainty
from piaflow.domain.choices import ConnectionChoice
from piaflow.domain.nodes import System
from piaflow.rules.connection_boxes import find_box, find_choice, find_joined
from piaflow.rules.dossier import Dossier
from piaflow.rules.finding import Confidence, Evidence, Hit, Severity
from piaflow.rules.rule import Rule

# What uses these networks in the end need not be plugged into them: 中間サーバー or 庁内連携 stands between.
_PASSED_THROUGH = (ConnectionChoice.PROVISION_NETWORK, ConnectionChoice.INTERNAL)


def _find(dossier: Dossier) -> Iterator[Hit]:
    joined = {
        (end.name, other.name) for j in find_joined(dossier) for end, other in _both(j.source, j.target)
    }
    met = {end for end, _ in joined}
    for system in dossier.model.systems:
        unused = tuple(_unused(dossier.model, system, joined)) if system.name in met else ()
        if unused:
            yield _hit(dossier, system, unused)


def _both(a: System, b: System) -> tuple[tuple[System, System], ...]:
    return (a, b), (b, a)


def _unused(model: Assessment, system: System, joined: set[tuple[str, str]]) -> Iterator[System]:
    """Yield the connected systems that neither it nor what its choice stands for exchanges anything with."""
    for other in model.systems:
        if find_box(model, system, other) is Certainty.YES and find_choice(other) not in _PASSED_THROUGH:
            ends = {(a.name, b.name) for a in _peers(model, system) for b in _peers(model, other)}
            if other == _peers(model, other)[0] and not ends & joined:
                yield other


def _peers(model: Assessment, system: System) -> tuple[System, ...]:
    """The systems that the same printed choice stands for, in the model's order: 住基ネット and its 市町村CS."""
    choice = find_choice(system)
    return tuple(s for s in model.systems if s == system or (choice and find_choice(s) is choice))


def _hit(dossier: Dossier, system: System, unused: tuple[System, ...]) -> Hit:
    names = "と".join(other.name for other in unused)
    told = "別添1にもⅡにも" if dossier.has_diagrams else "Ⅱに"
    return Hit(
        f"Ⅰ.2③で{system.name}は{names}とつながるとするが、{told}その間の流れがない。",
        (system.name, *(other.name for other in unused)),
        (Evidence(f"Ⅰ.2③ {system.name}は{names}とつながる", system.spans),),
    )


RULE = Rule(
    name="connection-unused",
    title="接続の欄にある相手との流れがない",
    checks="Ⅰ.2③で○の付いた相手（庁内連携と情報提供ネットワークを除く）との間に、流れが1つでもあるかを見る。",
    matters="使われない接続が欄に残ると、切り離したはずの経路が今もあるように読める。",
    settle="つながっていなければ○を消す。つながっていれば、何が流れるかを図か機能に書く。",
    source="様式4・様式3 Ⅰ.2③、別添1",
    severity=Severity.NOTE,
    confidence=Confidence.MEDIUM,
    find=_find,
)

"""connection-unused: Ⅰ.2③ names a system as connected with which no flow is written."""

from __future__ import annotations

from collections.abc import Container, Iterator
from operator import attrgetter

from piaflow.domain.choices import ConnectionChoice
from piaflow.domain.names import name_some
from piaflow.domain.nodes import System
from piaflow.law.connection_choices import find_choice
from piaflow.rules import needs
from piaflow.rules.connection_boxes import Boxes, find_joined
from piaflow.rules.dossier import Dossier
from piaflow.rules.finding import Confidence, Evidence, Hit, Severity, Spot
from piaflow.rules.rule import Rule

# What uses these networks in the end need not be plugged into them: 中間サーバー or 庁内連携 stands between.
_PASSED_THROUGH = (ConnectionChoice.PROVISION_NETWORK, ConnectionChoice.INTERNAL)


def _find(dossier: Dossier) -> Iterator[Hit]:
    boxes = Boxes(dossier.model)
    pairs = [(j.source, j.target) for j in find_joined(dossier)]
    met = {end.name for pair in pairs for end in pair}
    joined = {frozenset(map(_peers, pair)) for pair in pairs}
    for system in dossier.model.systems:
        unused = list(_unused(boxes, system, joined)) if system.name in met else []
        if unused:
            yield _hit(dossier, system, tuple(sorted(unused, key=attrgetter("name"))))


def _unused(
    boxes: Boxes, system: System, joined: Container[frozenset[ConnectionChoice | str]]
) -> Iterator[System]:
    """Yield the connected systems that neither it nor what its choice stands for exchanges anything with."""
    for other in boxes.list_connected(system, boxes.first_of):
        choice = find_choice(other)
        (first,) = (other,) if choice is None else boxes.first_of(choice)
        apart = frozenset((_peers(system), _peers(other))) not in joined
        if choice not in _PASSED_THROUGH and other == first and apart:
            yield other


def _peers(system: System) -> ConnectionChoice | str:
    """What stands for a system and for all that the same printed choice stands for: 住基ネット and its 市町村CS."""
    return find_choice(system) or system.name


def _hit(dossier: Dossier, system: System, unused: tuple[System, ...]) -> Hit:
    names = name_some((other.name for other in unused), "と")
    told = "別添1にもⅡにも" if dossier.has_diagrams else "Ⅱに"
    return Hit(
        f"Ⅰ.2③で{system.name}は{names}とつながるとするが、{told}その間の流れがない。",
        (system.name, *(other.name for other in unused)),
        (Evidence(f"Ⅰ.2③ {system.name}は{names}とつながる", system.spans, Spot("③", system.name)),),
        confidence=Confidence.LOW if all(flow.inferred for flow in dossier.model.flows) else None,
    )


RULE = Rule(
    name="connection-unused",
    title="接続の欄にある相手との流れがない",
    checks="Ⅰ.2③で○の付いた相手（庁内連携と情報提供ネットワークを除く）との間に、流れが1つでもあるかを見る。流れのすべてが読み取りからなら要確認とする。",
    matters="使われない接続が欄に残ると、切り離したはずの経路が今もあるように読める。",
    settle="つながっていなければ○を消す。つながっていれば、何が流れるかを図か機能に書く。",
    source="様式4・様式3 Ⅰ.2③、別添1",
    severity=Severity.NOTE,
    confidence=Confidence.MEDIUM,
    find=_find,
    needs=(needs.CONNECTIONS, needs.FLOWS),
)

"""network-direct: a system other than a 中間サーバー that ticks 情報提供ネットワークシステム in Ⅰ.2③."""

from __future__ import annotations

from collections.abc import Iterator

from piaflow.domain.certainty import Certainty
from piaflow.domain.choices import BodyKind
from piaflow.domain.names import name_some
from piaflow.domain.nodes import System
from piaflow.law.bodies import find_body_kind
from piaflow.rules import needs
from piaflow.rules.dossier import Dossier
from piaflow.rules.finding import Confidence, Evidence, Hit, Severity, Spot
from piaflow.rules.network import PROVISION_NETWORK
from piaflow.rules.rule import Rule

_GATE = "中間サーバ"
_NETWORKS = frozenset({PROVISION_NETWORK.value, "住民基本台帳ネットワークシステム"})
"""住基ネット hands 符号 on to the network itself (番号法21条の2)."""
_OF_THEIR_OWN = frozenset({BodyKind.NATIONAL, BodyKind.AGENCY})
"""Bodies that no shared 中間サーバー connects: what connects them bears any name."""


def _find(dossier: Dossier) -> Iterator[Hit]:
    systems, network = [s for s in dossier.model.systems if s.number], PROVISION_NETWORK.value
    gates = name_some(system.name for system in systems if _GATE in system.name)
    own = not gates and find_body_kind(dossier.model.overview).kind in _OF_THEIR_OWN
    for system in () if own else systems:
        if _is_ticked(system) and not _may_be_connected(system):
            beside = f"（同じ文書の{gates}がつなぐ）" if gates else ""
            yield Hit(
                f"{system.name}のⅠ.2③は情報提供ネットワークシステムに○があるが、中間サーバーではない{beside}。",
                (system.name,),
                (Evidence(f"Ⅰ.2③ {network}", system.spans, Spot("③", system.name, (network,))),),
            )


def _is_ticked(system: System) -> bool:
    return any(c.name == PROVISION_NETWORK.value and c.box is Certainty.YES for c in system.connects)


def _may_be_connected(system: System) -> bool:
    names = (system.name, system.entry, *system.aliases)
    return any(_GATE in name for name in names) or not _NETWORKS.isdisjoint(names)


RULE = Rule(
    name="network-direct",
    title="中間サーバーでないシステムが情報提供ネットワークシステムに○を付ける",
    checks="Ⅰ.2③の情報提供ネットワークシステムに○のあるシステムが、中間サーバー（又は符号を渡す住基ネット）かを見る。中間サーバーのない国の行政機関と独立行政法人等の文書では言わない。",
    matters="情報提供ネットワークシステムにつながるのは中間サーバーだけで、ほかの○は個人番号が機関の外へ直に出るように読める。",
    settle="中間サーバーを経て使うなら○を消し、機能の文にそう書く。",
    source="番号法21条の2、様式4・様式3 Ⅰ.2③。経て使うものに○を付ける評価書もある",
    severity=Severity.NOTE,
    confidence=Confidence.LOW,
    find=_find,
    needs=(needs.CONNECTIONS,),
)

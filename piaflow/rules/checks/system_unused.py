"""system-unused: a system of Ⅰ.2 that takes part in no flow and is drawn nowhere."""

from __future__ import annotations

from collections.abc import Iterator

from piaflow.rules import needs
from piaflow.rules.connections import is_drawn, is_joined
from piaflow.rules.dossier import Dossier
from piaflow.rules.finding import Confidence, Evidence, Hit, Severity
from piaflow.rules.rule import Rule

_PARTS = {"住民基本台帳ネットワークシステム": "市町村CS"}
"""Systems of Ⅰ.2 that diagrams draw by a part of them (catalogue entries)."""


def _find(dossier: Dossier) -> Iterator[Hit]:
    systems = dossier.model.systems
    # Flows that only follow from the boxes and entries of Ⅱ join parties to files: none could show a system.
    if any(not facts.flow.inferred for facts in dossier.flows):
        joined = {system.entry for system in systems if is_joined(dossier, system)}
        for system in systems:
            drawn = is_joined(dossier, system) or is_drawn(dossier, system)
            if system.number and not drawn and _PARTS.get(system.entry, "-") not in joined:
                yield Hit(
                    f"Ⅰ.2のシステム{system.number}「{system.name}」は、どの流れにも図にも出てこない。",
                    (system.name,),
                    (Evidence(f"Ⅰ.2 システム{system.number} {system.name}", system.spans),),
                )


RULE = Rule(
    name="system-unused",
    title="Ⅰ.2のシステムが流れに出てこない",
    checks="Ⅰ.2に番号のあるシステムが、別添1やⅡの流れ、図の絵のどこかに出てくるかを見る。",
    matters="何に使うか分からないシステムが残っているか、そのシステムの流れが書かれていない。",
    settle="使わなくなったならⅠ.2から消し、使うなら別添1に流れを描く。",
    source="様式4 Ⅰ.2、別添1",
    severity=Severity.WARNING,
    confidence=Confidence.MEDIUM,
    find=_find,
    needs=(needs.SYSTEMS, needs.FLOWS),
)

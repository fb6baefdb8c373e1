"""system-unused: a system of Ⅰ.2 that takes part in no flow and is drawn nowhere."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve

from piaflow.domain.nodes import System
from piaflow.domain.span import find_beginnings
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
            by_part = _PARTS.get(system.entry, "-") in joined
            if system.number and not by_part and not is_drawn(dossier, system):
                if not is_joined(dossier, system):
                    yield _hit(system, "どの流れにも図にも出てこない")
                elif dossier.has_diagrams and _is_told_only(dossier, system):
                    hit = _hit(system, "文の述べる流れにはあるが、別添1のどの図にも描かれていない")
                    sureness = Confidence.LOW if dossier.has_inferred_arrows else None
                    yield evolve(hit, severity=Severity.NOTE, about="図", confidence=sureness)


def _is_told_only(dossier: Dossier, system: System) -> bool:
    """Whether flows join a system, and no diagram draws one of them; a way of a flow is no arrow of its own."""
    flows = (*dossier.flows_from.get(system.name, ()), *dossier.flows_to.get(system.name, ()))
    return bool(flows) and not any(facts.flow.diagram for facts in flows)


def _hit(system: System, said: str) -> Hit:
    return Hit(
        f"Ⅰ.2のシステム{system.number}「{system.name}」は、{said}。",
        (system.name,),
        (Evidence(f"Ⅰ.2 システム{system.number} {system.name}", find_beginnings((system,))),),
    )


RULE = Rule(
    name="system-unused",
    title="Ⅰ.2のシステムが流れに出てこない",
    checks="Ⅰ.2に番号のあるシステムが、別添1やⅡの流れ、図の絵のどこかに出てくるかを見る。文の述べる流れだけで、図にないものは参考とし、図の矢印に読み取ったもの（inferred）があれば要確認とする。",
    matters="何に使うか分からないシステムが残っているか、そのシステムの流れが書かれていない。",
    settle="使わなくなったならⅠ.2から消し、使うなら別添1に流れを描く。",
    source="様式4 Ⅰ.2、別添1",
    severity=Severity.WARNING,
    confidence=Confidence.MEDIUM,
    find=_find,
    needs=(needs.SYSTEMS, needs.FLOWS),
)

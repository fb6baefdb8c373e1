"""entry-undrawn: a provision or transfer of Ⅱ that no flow of 別添1 draws.

Entrustments are left out: hardly any published 別添1 draws them, and nobody marks it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from attrs import evolve

from piaflow.domain.assessment import DeclaredEntry
from piaflow.domain.entries import Handover, Transfer
from piaflow.domain.grouping import group_by
from piaflow.domain.names import name_some
from piaflow.domain.span import find_beginnings
from piaflow.rules import needs
from piaflow.rules.dossier import Dossier, FlowFacts
from piaflow.rules.finding import Confidence, Evidence, Hit, Severity
from piaflow.rules.rule import Rule


def _find(dossier: Dossier) -> Iterator[Hit]:
    """Where arrows had to be inferred the picture was not fully read: then it is not sure what it does not show."""
    entries = group_by((declared.file, declared) for declared in dossier.entries.values())
    drawings = _draw(dossier)
    for file in dossier.model.files:
        missing = tuple(sorted((d for d in entries[file.name] if _is_undrawn(dossier, d)), key=_in_the_form))
        drawn = drawings.get(file.name, ())
        if missing and drawn:
            hit = _hit(dossier, file.name, missing, drawn)
            inferred = any(facts.flow.inferred for facts in drawn)
            yield evolve(hit, severity=Severity.NOTE, confidence=Confidence.LOW) if inferred else hit


def _in_the_form(declared: DeclaredEntry) -> tuple[bool, int, str]:
    """提供先1, 提供先2, 提供先10, 移転先1: as the form has them, whatever the order of a model."""
    return isinstance(declared.entry, Transfer), len(declared.number), declared.number


def _draw(dossier: Dossier) -> Mapping[str, tuple[FlowFacts, ...]]:
    """Return the drawn flows of each file; where there are none, the pages at hand cannot lack any either."""
    return group_by(
        (file, facts)
        for facts in dossier.flows
        if facts.flow.diagram
        for file in {facts.flow.file, *(dossier.entries[name].file for name in facts.flow.declared)}
    )


def _is_undrawn(dossier: Dossier, declared: DeclaredEntry) -> bool:
    drawn = any(facts.flow.diagram for facts in dossier.flows_of_entry[declared.name])
    return not drawn and isinstance(declared.entry, Handover)


def _hit(
    dossier: Dossier, file: str, missing: tuple[DeclaredEntry, ...], drawn: tuple[FlowFacts, ...]
) -> Hit:
    names = name_some(declared.number for declared in missing)
    pictures = {facts.flow.diagram for facts in drawn}
    return Hit(
        f"{file}のⅡの{names}は、別添1のどの流れにも描かれていない。",
        (file, *(declared.name for declared in missing)),
        (
            *(Evidence(f"Ⅱ {declared.number}", find_beginnings((declared.entry,))) for declared in missing),
            *(
                Evidence(f"図 {d.name}", find_beginnings((d,)))
                for d in dossier.model.diagrams
                if d.name in pictures
            ),
        ),
    )


RULE = Rule(
    name="entry-undrawn",
    title="Ⅱの提供・移転が図にない",
    checks="別添1のあるファイルについて、Ⅱ.5の提供先・移転先のそれぞれを描く流れがあるかを見る。図の矢印に読み取ったもの（inferred）があれば要確認とする。委託は図に描かないのが普通なので見ない。",
    matters="別添1は事務の流れを一目で見せる頁で、そこにない提供や移転は読む人に伝わらない。",
    settle="図に流れを足し、備考に番号と説明を書く。もう行っていなければⅡから消す。",
    source="様式4 別添1、Ⅱ.5",
    severity=Severity.WARNING,
    find=_find,
    needs=(needs.DIAGRAMS, needs.HANDOVERS),
)

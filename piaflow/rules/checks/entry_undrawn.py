"""entry-undrawn: a provision or transfer of Ⅱ that no flow of 別添1 draws.

Entrustments are left out: hardly any published 別添1 draws them, and nobody marks it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from attrs import evolve

from piaflow.domain.assessment import DeclaredEntry
from piaflow.domain.choices import FlowKind
from piaflow.domain.entries import Handover, Transfer
from piaflow.domain.flows import Flow
from piaflow.domain.grouping import group_by
from piaflow.domain.names import name_some
from piaflow.domain.span import find_beginnings
from piaflow.rules import needs
from piaflow.rules.coverage import covers_handover, may_carry
from piaflow.rules.dossier import Dossier, FlowFacts
from piaflow.rules.finding import Confidence, Evidence, Hit, Severity
from piaflow.rules.rule import Rule


def _find(dossier: Dossier) -> Iterator[Hit]:
    """Where arrows had to be inferred the picture was not fully read: then it is not sure what it does not show."""
    entries = group_by((declared.file, declared) for declared in dossier.entries.values())
    drawings = _draw(dossier)
    for file in dossier.model.files:
        drawn = drawings.get(file.name, ())
        inferred = any(facts.flow.inferred for facts in drawn)
        missing = _find_missing(dossier, file.name, entries[file.name]) if drawn else {}
        for doubt, undrawn in sorted(missing.items()):
            hit = _hit(dossier, file.name, tuple(sorted(undrawn, key=_in_the_form)), drawn)
            yield evolve(hit, severity=Severity.NOTE, confidence=Confidence.LOW) if inferred or doubt else hit


def _find_missing(
    dossier: Dossier, file: str, entries: Iterable[DeclaredEntry]
) -> Mapping[bool, tuple[DeclaredEntry, ...]]:
    """Return the entries that no flow draws; under True those that a drawn flow may be of which none is known to be.

    A flow that declares nothing draws what its kind, its recipient, its means and its items fit.
    """
    handed = [(declared, e) for declared in entries if isinstance(e := declared.entry, Handover)]
    loose = [f for f in dossier.flows if _is_loose(f.flow, file)]
    fitting = {facts.id: {d.name for d, e in handed if _fits(dossier, e, facts)} for facts in loose}
    fitted = frozenset[str]().union(*fitting.values())
    nobodys = [facts.flow for facts in loose if not fitting[facts.id]]
    return group_by(
        (any(_kind(e) is flow.kind and may_carry(dossier.model, e, flow) for flow in nobodys), d)
        for d, e in handed
        if d.name not in fitted and not any(f.flow.diagram for f in dossier.flows_of_entry[d.name])
    )


def _is_loose(flow: Flow, file: str) -> bool:
    return bool(flow.diagram) and not flow.declared and flow.file in ("", file)


def _fits(dossier: Dossier, entry: Handover, facts: FlowFacts) -> bool:
    party = dossier.party(facts.taker) if facts.taker else None
    plain = facts.flow.kind is FlowKind.NONE and bool(facts.flow.file)
    kind = plain or facts.flow.kind is _kind(entry)
    return kind and party is not None and covers_handover(dossier.model, entry, facts.flow, party)


def _kind(entry: Handover) -> FlowKind:
    return FlowKind.TRANSFER if isinstance(entry, Transfer) else FlowKind.PROVISION


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
    checks="別添1のあるファイルについて、Ⅱ.5の提供先・移転先のそれぞれを描く流れがあるかを見る。そのファイルから提供先・移転先の相手への流れは、番号（declared）で結ばれていなくても、その流れとみる。図の矢印に読み取ったもの（inferred）があるときと、どの提供先・移転先のものか分からない提供・移転の流れがあるときは、要確認とする。委託は図に描かないのが普通なので見ない。",
    matters="別添1は事務の流れを一目で見せる頁で、そこにない提供や移転は読む人に伝わらない。",
    settle="図に流れを足し、備考に番号と説明を書く。もう行っていなければⅡから消す。",
    source="様式4 別添1、Ⅱ.5",
    severity=Severity.WARNING,
    find=_find,
    needs=(needs.DIAGRAMS, needs.HANDOVERS),
)

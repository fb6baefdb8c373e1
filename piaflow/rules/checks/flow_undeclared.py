"""flow-undeclared: 別添1 draws 特定個人情報 leaving or entering the 機関, and no entry of Ⅱ speaks of it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from attrs import define, evolve, field

from piaflow.domain.assessment import Entry
from piaflow.domain.certainty import Certainty
from piaflow.domain.choices import FlowKind, NodeKind, PartyKind, SourceKind
from piaflow.domain.entries import Entrustment, Handover, Provision, SourceBox
from piaflow.domain.nodes import Party, System
from piaflow.rules.bodies import is_outside_kind
from piaflow.rules.coverage import covers_handover, covers_party, find_source_kinds
from piaflow.rules.dossier import Dossier, FlowFacts
from piaflow.rules.finding import Confidence, Evidence, Hit, Severity, find_least_sure
from piaflow.rules.rule import Rule

# 委託 is the matter of contractor-without-entry.
_OF_OTHER_RULES = (FlowKind.USE, FlowKind.TRANSFER, FlowKind.ENTRUSTMENT, FlowKind.SUBENTRUSTMENT)

_FEW = 4


def _find(dossier: Dossier) -> Iterator[Hit]:
    found: dict[tuple[str, bool], list[FlowFacts]] = {}
    declared = Declared(dossier)
    for facts in dossier.flows if declared.tells_entries else ():
        if facts.flow.diagram and facts.flow.kind not in _OF_OTHER_RULES:
            for party, leaves in _outside(dossier, facts):
                if not (declared.as_given(facts, party) if leaves else declared.as_acquired(facts, party)):
                    found.setdefault((party.name, leaves), []).append(facts)
    for (end, leaves), flows in found.items():
        for hit in _of_given(dossier, end, flows) if leaves else _of_acquired(dossier, end, flows):
            yield hit if any(facts.taker_body or not leaves for facts in flows) else _doubt(hit)


def _doubt(hit: Hit) -> Hit:
    """Nobody says who runs what receives: 提供 tells that it leaves the 機関, not to whom."""
    return evolve(hit, confidence=find_least_sure(hit.confidence or Confidence.HIGH, Confidence.MEDIUM))


def _outside(dossier: Dossier, facts: FlowFacts) -> Iterator[tuple[Party, bool]]:
    """Yield the ends that are another body's, each with whether information goes there.

    Who takes something in for the 機関 works for it and is no recipient, and a network only carries what a
    提供 hands over. A system of an unknown owner counts where the flow is a 提供.
    """
    for name, body, leaves in (
        (facts.source, facts.giver_body, False),
        (facts.target, facts.taker_body, True),
    ):
        party = dossier.party(body) if body else None
        carries = facts.flow.kind is FlowKind.NONE and _is_network(dossier, name)
        if carries or (leaves and facts.flow.kind is FlowKind.ACQUISITION):
            continue
        if party is not None and is_outside_kind(party) and not dossier.is_own(party.name):
            yield party, leaves
        elif not body and leaves and facts.flow.kind is FlowKind.PROVISION:
            yield Party(facts.target, _guess_kind(facts.target)), leaves


def _is_network(dossier: Dossier, name: str) -> bool:
    node = dossier.model.find(name)
    return isinstance(node, System) and node.kind is NodeKind.NETWORK


def _guess_kind(name: str) -> PartyKind:
    return PartyKind.MUNICIPALITY if "市区町村" in name or "市町村" in name else PartyKind.OTHER_PUBLIC


@define(frozen=True)
class Declared:
    """What Ⅱ declares, asked party by party."""

    dossier: Dossier
    _covering: dict[Party, tuple[Entrustment | Handover, ...]] = field(
        factory=dict, init=False, eq=False, repr=False
    )

    @cached_property
    def _giving(self) -> tuple[Entrustment | Handover, ...]:
        entries = (d.entry for d in self.dossier.entries.values())
        return tuple(entry for entry in entries if isinstance(entry, Entrustment | Handover))

    @property
    def tells_entries(self) -> bool:
        """A document without chapter Ⅱ, such as a single picture, declares nothing."""
        return bool(self._giving)

    @cached_property
    def _sources(self) -> tuple[SourceBox, ...]:
        return tuple(box for file in self.dossier.model.files for box in file.acquisition.sources)

    @cached_property
    def _ticked(self) -> frozenset[SourceKind]:
        return frozenset(box.kind for box in self._sources if box.box is not Certainty.NO)

    def as_given(self, facts: FlowFacts, party: Party) -> bool:
        """Whether an entry of Ⅱ.4–5 may be what the flow gives to the party."""
        if any(_is_of_giving(self.dossier.entries[name].entry) for name in facts.flow.declared):
            return True
        if party not in self._covering:
            self._covering[party] = tuple(entry for entry in self._giving if covers_party(entry, party))
        return any(_may_cover(self.dossier, entry, facts, party) for entry in self._covering[party])

    def as_acquired(self, facts: FlowFacts, party: Party) -> bool:
        """Whether a box of 入手元 may stand for the party that the flow comes from."""
        ticked = not self._ticked.isdisjoint(find_source_kinds(party))
        return bool(facts.flow.declared) or not self._sources or ticked


def _is_of_giving(entry: Entry) -> bool:
    return isinstance(entry, Entrustment | Handover)


def _may_cover(dossier: Dossier, entry: Entrustment | Handover, facts: FlowFacts, party: Party) -> bool:
    """What is not known to be 特定個人情報 may be any part of what the party gets."""
    if isinstance(entry, Handover) and _is_certain(facts):
        return covers_handover(dossier.model, entry, facts.flow, party)
    return True


def _is_certain(facts: FlowFacts) -> bool:
    return facts.specific is Certainty.YES or facts.flow.kind is FlowKind.PROVISION


def _of_acquired(dossier: Dossier, end: str, flows: list[FlowFacts]) -> Iterator[Hit]:
    sure = tuple(f for f in flows if f.specific is Certainty.YES)
    if sure:
        said = f"別添1は{end}から特定個人情報を受けるが（{_labels(sure)}）、Ⅱ.3の入手元に当たるものがない。"
        yield evolve(_hit(said, end, sure, _say_sources(dossier, sure)), about="入手")


def _of_given(dossier: Dossier, end: str, flows: list[FlowFacts]) -> Iterator[Hit]:
    """A drawn 提供 is one even where its items do not show 個人番号; what else may carry it is asked for."""
    sure = tuple(f for f in flows if f.specific is Certainty.YES)
    provided = tuple(f for f in flows if _is_certain(f) and f.flow.specific is not Certainty.NO)
    asked = tuple(f for f in flows if f.specific is Certainty.UNKNOWN and f.flow.items.names)
    if sure:
        said = f"別添1は{end}へ特定個人情報を渡すが（{_labels(sure)}）、Ⅱ.4・5に当たる委託・提供がない。"
        yield _hit(said, end, sure, _say_given(dossier, sure))
    elif provided:
        said = f"別添1は{end}への提供を描くが（{_labels(provided)}）、Ⅱ.5に当たる提供先がない。"
        hit = _hit(said, end, provided, _say_given(dossier, provided))
        yield evolve(hit, severity=Severity.WARNING, confidence=Confidence.MEDIUM)
    elif asked:
        said = f"別添1は{end}へ渡すが（{_labels(asked)}）、Ⅱ.4・5にその相手がなく、特定個人情報かどうかも書かれていない。"
        hit = _hit(said, end, asked, _say_given(dossier, asked))
        yield evolve(hit, severity=Severity.NOTE, confidence=Confidence.LOW)


def _labels(flows: tuple[FlowFacts, ...]) -> str:
    return "、".join(facts.label for facts in flows)


def _hit(said: str, end: str, flows: tuple[FlowFacts, ...], other: Evidence) -> Hit:
    evidence = tuple(Evidence(f"{facts.label} {facts.flow.text}", facts.spans) for facts in flows)
    return Hit(said, (end, *(facts.id for facts in flows)), (*evidence, other))


def _say_given(dossier: Dossier, flows: tuple[FlowFacts, ...]) -> Evidence:
    """What Ⅱ.4–5 lists instead, of the files that the flows name, of all where they name none."""
    files = _files(dossier, flows)
    outside = [d for d in dossier.entries.values() if isinstance(d.entry, Entrustment | Provision)]
    given = [d for d in outside if d.file in files]
    told = "、".join(d.name for d in given) if len(given) <= _FEW else f"ほかの委託・提供{len(given)}件"
    return Evidence(f"Ⅱ.4・5にあるのは{told}", tuple(s for d in given for s in d.entry.spans))


def _say_sources(dossier: Dossier, flows: tuple[FlowFacts, ...]) -> Evidence:
    files = [dossier.model.file(name) for name in _files(dossier, flows)]
    return Evidence("Ⅱ.3① 入手元の欄", tuple(s for file in files for s in file.acquisition.spans))


def _files(dossier: Dossier, flows: tuple[FlowFacts, ...]) -> tuple[str, ...]:
    """Return the files that have entries of 委託 or 提供 and take part in the flows; all such where none does."""
    model = dossier.model
    telling = dict.fromkeys(d.file for d in dossier.entries.values() if _is_of_giving(d.entry))
    named = {model.canonical(n) for f in flows for n in (f.flow.file, f.flow.source, f.flow.target) if n}
    return tuple(name for name in telling if name in named) or tuple(telling)


RULE = Rule(
    name="flow-undeclared",
    title="図にある授受がⅡにない",
    checks="別添1で機関の外と授受する特定個人情報の流れについて、Ⅱ.3の入手元、Ⅱ.4の委託先、Ⅱ.5の提供先に当たるものがあるかを見る（委託の流れは別の規則が見る）。",
    matters="Ⅱにない相手には、法令上の根拠もリスク対策も書かれないまま特定個人情報が渡る。",
    settle="実際に渡していればⅡに加えて根拠を書く。特定個人情報でなければ備考にそう書き、渡していなければ図を直す。",
    source="様式4 Ⅱ.3～Ⅱ.5、別添1、番号法19条",
    find=_find,
)

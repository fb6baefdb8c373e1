"""flow-undeclared: 別添1 draws 特定個人情報 leaving or entering the 機関, and no entry of Ⅱ speaks of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from attrs import evolve

from piaflow.domain.certainty import Certainty
from piaflow.domain.choices import FlowKind, PartyKind
from piaflow.domain.entries import Handover
from piaflow.domain.grouping import group_by
from piaflow.domain.names import name_some
from piaflow.domain.nodes import Party
from piaflow.domain.span import shorten
from piaflow.graph.body_names import is_common, read_name
from piaflow.rules import needs
from piaflow.rules.bodies import is_other_body
from piaflow.rules.coverage import may_carry
from piaflow.rules.declared import Declared, is_certain
from piaflow.rules.dossier import Dossier, FlowFacts
from piaflow.rules.finding import Confidence, Evidence, Hit, Severity, find_least_sure
from piaflow.rules.network import is_network, keeps_copies
from piaflow.rules.rule import Rule

# 委託 is the matter of contractor-without-entry.
_OF_OTHER_RULES = (FlowKind.USE, FlowKind.TRANSFER, FlowKind.ENTRUSTMENT, FlowKind.SUBENTRUSTMENT)


def _find(dossier: Dossier) -> Iterator[Hit]:
    found: dict[tuple[str, bool], list[FlowFacts]] = {}
    declared, given = Declared(dossier), _list_given(dossier)
    for facts in dossier.flows if declared.tells_entries else ():
        if facts.flow.diagram and facts.flow.kind not in _OF_OTHER_RULES:
            for party, leaves in _outside(dossier, facts):
                if not (declared.as_given(facts, party) if leaves else declared.as_acquired(facts, party)):
                    found.setdefault((party.name, leaves), []).append(facts)
    for (end, leaves), flows in found.items():
        for hit in _of_given(declared, end, flows) if leaves else _of_acquired(declared, end, flows):
            sure = any(_is_known(declared, f) for f in flows) if leaves else not declared.has_other_sources
            if sure and leaves and any(_may_be_printed(dossier, end, f, given) for f in flows):
                yield evolve(hit, severity=Severity.NOTE, confidence=Confidence.LOW)
            else:
                yield hit if sure else _doubt(hit)


def _is_known(declared: Declared, facts: FlowFacts) -> bool:
    """Whether who takes it is told, and that it is not a flow within that body: who gives it, or that it is a 提供.

    What another body gives a third is theirs, unless it is the 提供 of this one by way of it. Into a network it goes to
    somebody else, a 提供先 that Ⅱ.5 does not name may be anybody, and whom a 委託先 hands it on to may be a 再委託先.
    """
    giver = declared.dossier.party(facts.giver) if facts.giver else None
    is_other = giver is not None and (
        declared.is_hired(giver) or is_other_body(declared.dossier, giver) is Certainty.YES
    )
    taken = bool(facts.taker_body) and not is_network(declared.dossier, facts.target)
    told = (bool(facts.giver_body) and not is_other) or facts.flow.kind is not FlowKind.NONE
    return taken and told and not declared.as_described(facts)


def _list_given(dossier: Dossier) -> Mapping[str, Sequence[Handover]]:
    """Return the entries by which each party is, or may be, handed something as traces read it."""
    every = [handed for handed in dossier.graph.handed[0] if isinstance(handed.entry, Handover)]
    named = ((name, handed.entry) for handed in every for name in handed.parties)
    return group_by((name, entry) for name, entry in named if isinstance(entry, Handover))


def _may_be_printed(
    dossier: Dossier, end: str, facts: FlowFacts, given: Mapping[str, Sequence[Handover]]
) -> bool:
    """Whether Ⅱ.5 may print by another name who takes a flow: as traces read it, or where the diagram has no name for it.

    Those of a kind that has its words are found by them already.
    """
    model, flow, party = dossier.model, facts.flow, dossier.party(end)
    if party is None or party.kind in (PartyKind.PREFECTURE, PartyKind.MUNICIPALITY):
        return False
    unnamed = read_name(end).is_word or is_common(end)
    every = (d.entry for d in model.entries) if unnamed else given.get(end, ())
    return any(isinstance(entry, Handover) and may_carry(model, entry, flow) for entry in every)


def _doubt(hit: Hit) -> Hit:
    """Nobody says who it is: 提供 tells that it leaves the 機関, not to whom; and その他 may be anybody."""
    return evolve(hit, confidence=find_least_sure(hit.confidence or Confidence.HIGH, Confidence.MEDIUM))


def _outside(dossier: Dossier, facts: FlowFacts) -> Iterator[tuple[Party, bool]]:
    """Yield the ends that are another body's, each with whether information goes there.

    Who takes something in for the 機関 works for it and is no recipient, and a network only carries what a
    提供 hands over; a 中間サーバー keeps the body's own 副本, whoever runs it. A system of an unknown owner counts where the
    flow is a 提供.
    """
    for name, body, leaves in (
        (facts.source, facts.giver_body, False),
        (facts.target, facts.taker_body, True),
    ):
        party = dossier.party(body) if body else None
        plain, provided = facts.flow.kind is FlowKind.NONE, leaves and facts.flow.kind is FlowKind.PROVISION
        carries = is_network(dossier, name) or keeps_copies(dossier, name)
        taken_in = facts.flow.kind is FlowKind.ACQUISITION or (plain and _is_of_others(dossier, facts))
        if (carries and not provided) or (leaves and taken_in):
            continue
        if party is not None and is_other_body(dossier, party) is Certainty.YES:
            yield party, leaves
        elif not body and provided:
            yield Party(facts.target, _guess_kind(facts.target)), leaves


def _is_of_others(dossier: Dossier, facts: FlowFacts) -> bool:
    """Whether a flow is plainly not the body's: from a person or another body itself, or within one such body."""
    giver = dossier.party(facts.source)
    elsewhere = giver is not None and (
        giver.kind is PartyKind.PERSON or is_other_body(dossier, giver) is Certainty.YES
    )
    return elsewhere or (bool(facts.giver_body) and facts.giver_body == facts.taker_body)


def _guess_kind(name: str) -> PartyKind:
    return PartyKind.MUNICIPALITY if "市区町村" in name or "市町村" in name else PartyKind.OTHER_PUBLIC


def _of_acquired(declared: Declared, end: str, flows: list[FlowFacts]) -> Iterator[Hit]:
    sure = tuple(f for f in flows if f.specific is Certainty.YES)
    if sure:
        said = f"別添1は{end}から特定個人情報を受けるが（{_labels(sure)}）、Ⅱ.3の入手元に当たるものがない。"
        yield evolve(_hit(said, end, sure, declared.say_sources(sure)), about="入手")


def _of_given(declared: Declared, end: str, flows: list[FlowFacts]) -> Iterator[Hit]:
    """A drawn 提供 is one even where its items do not show 個人番号; what else may carry it is asked for."""
    sure = tuple(f for f in flows if f.specific is Certainty.YES)
    provided = tuple(f for f in flows if is_certain(f) and f.flow.specific is not Certainty.NO)
    asked = tuple(f for f in flows if f.specific is Certainty.UNKNOWN and f.flow.items.names)
    if sure:
        said = f"別添1は{end}へ特定個人情報を渡すが（{_labels(sure)}）、Ⅱ.4・5に当たる委託・提供がない。"
        yield _hit(said, end, sure, declared.say_given(sure))
    elif provided:
        said = f"別添1は{end}への提供を描くが（{_labels(provided)}）、Ⅱ.5に当たる提供先がない。"
        hit = _hit(said, end, provided, declared.say_given(provided))
        yield evolve(hit, severity=Severity.WARNING, confidence=Confidence.MEDIUM)
    elif asked:
        said = f"別添1は{end}へ渡すが（{_labels(asked)}）、Ⅱ.4・5にその相手がなく、特定個人情報かどうかも書かれていない。"
        hit = _hit(said, end, asked, declared.say_given(asked))
        yield evolve(hit, severity=Severity.NOTE, confidence=Confidence.LOW)


def _labels(flows: tuple[FlowFacts, ...]) -> str:
    return name_some(facts.label for facts in flows)


def _hit(said: str, end: str, flows: tuple[FlowFacts, ...], other: Evidence) -> Hit:
    evidence = tuple(Evidence(f"{facts.label} {facts.flow.text}", shorten(facts.spans)) for facts in flows)
    return Hit(said, (end, *(facts.id for facts in flows)), (*evidence, other))


RULE = Rule(
    name="flow-undeclared",
    title="図にある授受がⅡにない",
    checks="別添1で機関の外と授受する特定個人情報の流れについて、Ⅱ.3の入手元、Ⅱ.4の委託先、Ⅱ.5の提供先に当たるものがあるかを見る（委託の流れは別の規則が見る）。"
    "その他の欄がほかの名を挙げるときと、ネットワークに渡すときは、相手がだれかは書かれていないので、確かとは言わない。"
    "中間サーバーに置くのは自らの副本なので、だれが動かしていても授受とみない。"
    "委託先が返すものは入手とみず、委託先がさらに渡すものは再委託かもしれないとみる。"
    "主務省令の表に掲げる者のように、法令か別の頁で言う提供先は、だれでもありうるとみる。"
    "Ⅱ.5が別の名で言うものでありうる相手と、図が役割の言葉で言う相手は、要確認とする。",
    matters="Ⅱにない相手には、法令上の根拠もリスク対策も書かれないまま特定個人情報が渡る。",
    settle="実際に渡していればⅡに加えて根拠を書く。特定個人情報でなければ備考にそう書き、渡していなければ図を直す。",
    source="様式4 Ⅱ.3～Ⅱ.5、別添1、番号法19条",
    find=_find,
    needs=(needs.DIAGRAMS, needs.OWNERS),
)

"""flow-outside-body: 別添1 draws 特定個人情報 between others that no flow joins to the assessing body at all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet

from piaflow.domain.certainty import Certainty
from piaflow.domain.choices import PartyKind
from piaflow.rules import needs
from piaflow.rules.bodies import may_be_own
from piaflow.rules.dossier import Dossier, FlowFacts
from piaflow.rules.finding import Confidence, Evidence, Hit, Severity
from piaflow.rules.handing import list_entrustments
from piaflow.rules.rule import Rule


def _find(dossier: Dossier) -> Iterator[Hit]:
    group_of = _group(dossier)
    working = {dossier.model.canonical(entry.contractor) for _, entry in list_entrustments(dossier.model)}
    near = {group_of[name] for name in group_of if _may_be_ours(dossier, name, working)}
    for facts in dossier.flows:
        drawn = bool(facts.flow.diagram) and not facts.flow.declared
        if drawn and facts.specific is Certainty.YES and group_of[facts.source] not in near:
            yield _hit(dossier, facts)


def _group(dossier: Dossier) -> Mapping[str, str]:
    """Return, for each end of a flow, one node that stands for all that flows join to it in whatever direction."""
    beside: dict[str, list[str]] = {}
    for facts in dossier.flows:
        beside.setdefault(facts.source, []).append(facts.target)
        beside.setdefault(facts.target, []).append(facts.source)
    group_of: dict[str, str] = {}
    for start in beside:
        ahead = [start] if start not in group_of else []
        while ahead:
            name = ahead.pop()
            if name not in group_of:
                group_of[name] = start
                ahead += beside[name]
    return group_of


def _may_be_ours(dossier: Dossier, name: str, working: AbstractSet[str]) -> bool:
    """A system of an owner that is not told may be the body's; a contractor works for it, by its kind or by Ⅱ.4."""
    body = dossier.model.answering(name)
    party = dossier.party(dossier.model.owner(name)) if body else None
    works = party is not None and (
        party.kind is PartyKind.CONTRACTOR or not working.isdisjoint((party.name, body))
    )
    return not body or may_be_own(dossier, body) or works


def _hit(dossier: Dossier, facts: FlowFacts) -> Hit:
    return Hit(
        f"「{facts.label}」は特定個人情報を渡すが、どちらの側も、流れをたどっても{dossier.model.body}に行き着かない。",
        (facts.id,),
        (Evidence(f"{facts.label} {facts.flow.text}", facts.spans),),
    )


RULE = Rule(
    name="flow-outside-body",
    title="図の流れが評価実施機関に関わらない",
    checks="別添1が描く特定個人情報の流れについて、その端から流れをどちら向きにたどっても評価実施機関と委託先のどこにも着かないものを言う。"
    "運用する者の分からないシステムは、評価実施機関のものかもしれないとみる。",
    matters="評価書は評価実施機関の取扱いを評価する。ほかの者どうしの授受は、写し誤りか、間の流れの書き漏れである。",
    settle="評価実施機関が加わる流れを書き足すか、この事務の流れでなければ図から除く。",
    source="様式4 別添1（事務の内容）",
    severity=Severity.WARNING,
    confidence=Confidence.MEDIUM,
    find=_find,
    needs=(needs.DIAGRAMS, needs.OWNERS),
)

"""transfer-leaves-body: a 移転 whose recipient, or whose giver, is another 機関."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve

from piaflow.domain.choices import FlowKind
from piaflow.domain.entries import Recipient, Transfer
from piaflow.domain.span import find_beginnings
from piaflow.law.bodies import MEMBERS, OFFICES
from piaflow.rules import needs
from piaflow.rules.bodies import find_other_body, may_be_member, may_be_office
from piaflow.rules.dossier import Dossier, FlowFacts
from piaflow.rules.finding import Confidence, Evidence, Hit, Severity, Spot
from piaflow.rules.handing import list_transfers, name_rows
from piaflow.rules.rule import Rule


def _find(dossier: Dossier) -> Iterator[Hit]:
    leaving = {facts.id: facts for facts in dossier.flows if _leaves(dossier, facts)}
    for name, entry in list_transfers(dossier.model):
        rows = [row for row in _list_named(entry) if find_other_body(dossier, row.name)]
        drawn = [facts for facts in dossier.flows_of_entry[name] if facts.id in leaving]
        if rows:
            yield _entry_hit(dossier, name, entry, rows, drawn)
            for facts in drawn:
                del leaving[facts.id]
    yield from (_flow_hit(dossier, facts) for facts in leaving.values())
    yield from (_coming_hit(dossier, facts) for facts in dossier.flows if _comes(dossier, facts))


def _list_named(entry: Transfer) -> tuple[Recipient, ...]:
    """The rows of the 別紙, and whom the entry names above them."""
    above = (Recipient(entry.recipient, spans=entry.spans),) if entry.rows and entry.recipient else ()
    return (*above, *entry.recipients)


def _entry_hit(
    dossier: Dossier, name: str, entry: Transfer, rows: list[Recipient], drawn: list[FlowFacts]
) -> Hit:
    certain = any(dossier.party(row.name) for row in rows)
    hit = Hit(
        f"{name}は移転先とするが、{name_rows(entry, rows)}は{dossier.model.body}とは別の機関である。",
        (name, *(facts.id for facts in drawn)),
        (
            Evidence(f"移転先とする {name}", entry.spans, Spot("Ⅱ.5.移転先{k}", name)),
            Evidence("別の機関", find_beginnings(rows)),
        ),
        confidence=None if certain else Confidence.MEDIUM,
    )
    return _temper(dossier, hit, tuple(row.name for row in rows))


def _temper(dossier: Dossier, hit: Hit, names: tuple[str, ...]) -> Hit:
    """Ask where nobody knows for certain: between a 広域連合 and its members, and of what may be an office of the body."""
    doubts = ((MEMBERS, may_be_member), (OFFICES, may_be_office))
    told = [{doubt for doubt, is_so in doubts if is_so(dossier, name)} for name in names]
    if not all(told):
        return hit
    asked = (Evidence(doubt) for doubt, _ in doubts if any(doubt in found for found in told))
    evidence = (*hit.evidence, *asked)
    return evolve(hit, evidence=evidence, severity=Severity.NOTE, confidence=Confidence.LOW)


def _leaves(dossier: Dossier, facts: FlowFacts) -> bool:
    moves = facts.flow.kind is FlowKind.TRANSFER and dossier.is_own(facts.giver_body)
    return moves and bool(find_other_body(dossier, facts.taker))


def _flow_hit(dossier: Dossier, facts: FlowFacts) -> Hit:
    entries = [dossier.entries[name] for name in facts.flow.declared]
    spans = tuple(s for e in entries if isinstance(e.entry, Transfer) for s in e.entry.spans)
    hit = Hit(
        f"{facts.label}は移転とされるが、受け手の{facts.taker}は{dossier.model.body}とは別の機関である。",
        (facts.id, *facts.flow.declared),
        (Evidence("移転とする流れ", facts.spans), Evidence(f"受け手は{facts.taker}", spans)),
    )
    return _temper(dossier, hit, (facts.taker,))


def _comes(dossier: Dossier, facts: FlowFacts) -> bool:
    moves = facts.flow.kind is FlowKind.TRANSFER and dossier.is_own(facts.taker_body)
    return moves and bool(find_other_body(dossier, facts.giver))


def _coming_hit(dossier: Dossier, facts: FlowFacts) -> Hit:
    hit = Hit(
        f"{facts.label}は移転とされるが、渡し手の{facts.giver}は{dossier.model.body}とは別の機関である。",
        (facts.id,),
        (Evidence("移転とする流れ", facts.spans),),
    )
    return _temper(dossier, hit, (facts.giver,))


RULE = Rule(
    name="transfer-leaves-body",
    title="移転とあるのに別の機関との間で渡る",
    checks="移転の流れと移転先（別紙があればその行）の受け手が、また移転の流れの渡し手が、教育委員会など評価実施機関と別の機関でないかを見る。"
    "広域連合・一部事務組合と構成団体の間は、移転とみるか提供とみるかを要確認とする。"
    "機関とその長（県と知事）、その機関の事務所（国税庁と税務署）は1つの機関とみて、どの機関のものか名から分からない事務所や施設（病院、保育所、区役所など）は要確認とする。",
    matters="別の機関に渡すのは、同じ地方公共団体の中でも提供であり、番号法19条の根拠（11号と条例など）が要る。",
    settle="その受け手を提供先に移し、提供の根拠を書く。同じ機関の部署であれば、モデルの body にその機関を書く。",
    source="番号法19条11号、特定個人情報ガイドライン（行政機関等編）第4-3-(2)、様式4・様式3 Ⅱ.5",
    find=_find,
    needs=(needs.HANDOVERS, needs.ANNEXES, needs.OWNERS),
)

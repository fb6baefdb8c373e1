"""basis-wrong-edge: 法令上の根拠 that cannot carry this kind of hand-over, or not by this means."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from piaflow.domain.certainty import Certainty
from piaflow.domain.choices import FlowKind, Means
from piaflow.domain.entries import Handover, Provision, Recipient
from piaflow.domain.names import name_some
from piaflow.domain.span import Span, find_beginnings
from piaflow.law.articles import Meaning19
from piaflow.law.citations import Citation
from piaflow.law.fitness import find_certain_item, find_unfit
from piaflow.law.standing import find_meaning
from piaflow.rules import needs
from piaflow.rules.bodies import find_other_body, may_be_member
from piaflow.rules.citing import find_day_of_law, parse_all
from piaflow.rules.dossier import Dossier, FlowFacts
from piaflow.rules.finding import Confidence, Evidence, Hit, Severity, Spot
from piaflow.rules.handing import find_box, list_provisions, list_transfers
from piaflow.rules.network import names_way
from piaflow.rules.rule import Rule

_NEEDED = {
    FlowKind.TRANSFER: "移転（同じ機関の中での利用）の根拠は9条1項・2項である",
    FlowKind.PROVISION: "提供の根拠は19条の提供の号である",
    FlowKind.ENTRUSTMENT: "委託に伴う提供の根拠は委託の号である",
    FlowKind.SUBENTRUSTMENT: "再委託に伴う提供の根拠は委託の号である",
}


_BODIES = "市町村|[市町村区県]|組合|法人|団体|会社|機関|保険者|事業所?"
_SUCCEEDS = re.compile(
    "承継|受け継|引継|引き継|合併|廃置分合|譲渡|編入|(?:新設|吸収)分割"
    rf"|(?:{_BODIES})(?:同士|間)?[のがを]?(?:再編)?(?:統合|分割)(?![^のにでとがをす、。())])"
)
"""Words that tell that the work itself goes over to another."""


def _find(dossier: Dossier) -> Iterator[Hit]:
    on = dossier.once(find_day_of_law)
    for name, entry in (*list_provisions(dossier.model), *list_transfers(dossier.model)):
        kind = FlowKind.PROVISION if isinstance(entry, Provision) else FlowKind.TRANSFER
        yield from _unfit_entry(dossier, name, entry, kind, on)
        yield from _entrusted_entry(name, entry, kind, on)
        yield from _by_other_means(name, entry, on)
        yield from _by_network(name, entry, on)
    for facts in dossier.flows:
        if not facts.flow.declared or facts.flow.kind in (FlowKind.ENTRUSTMENT, FlowKind.SUBENTRUSTMENT):
            yield from _unfit_flow(dossier, facts, on)
            yield from _entrusted_flow(facts, on)


def _unfit_entry(
    dossier: Dossier, name: str, entry: Handover, kind: FlowKind, on: date | None
) -> Iterator[Hit]:
    rows = [row for row in _sources(entry) if find_unfit(kind, parse_all(row.basis), on)]
    if kind is FlowKind.TRANSFER:
        rows = [row for row in rows if not find_other_body(dossier, row.name)]
    if rows:
        cited = name_some(dict.fromkeys(str(c) for row in rows for c in parse_all(row.basis)))
        yield Hit(
            f"{name}は{kind.value}なのに{cited}を根拠とするが、{_NEEDED[kind]}。",
            (name,),
            (Evidence(f"根拠 {cited}", find_beginnings(rows)), Evidence(f"{kind.value}の記載", entry.spans)),
            confidence=_confidence(dossier, *(row.name for row in rows)),
        )


def _confidence(dossier: Dossier, *names: str) -> Confidence | None:
    """A 広域連合 and its members may share one 事務: what one gives another may be a use within it, though told as 提供."""
    return Confidence.LOW if all(may_be_member(dossier, name) for name in names) else None


def _sources(entry: Handover) -> Iterator[Recipient]:
    """What states a basis of its own: the entry, and each row that has one."""
    yield Recipient(entry.recipient, basis=entry.basis, spans=entry.spans)
    yield from (row for row in entry.rows if row.basis)


def _unfit_flow(dossier: Dossier, facts: FlowFacts, on: date | None) -> Iterator[Hit]:
    kind = facts.flow.kind
    unfit = find_unfit(kind, parse_all(facts.flow.basis), on) if kind in _NEEDED else ()
    if unfit:
        cited = name_some(map(str, unfit))
        yield Hit(
            f"{facts.label}は{kind.value}なのに{cited}を根拠とするが、{_NEEDED[kind]}。",
            (facts.id,),
            (Evidence(f"{kind.value}の流れの根拠 {cited}", facts.spans),),
            confidence=_confidence(dossier, facts.taker_body),
        )


def _entrusted_entry(name: str, entry: Handover, kind: FlowKind, on: date | None) -> Iterator[Hit]:
    rows = [row for row in _sources(entry) if _rests_on_entrustment(kind, parse_all(row.basis), on)]
    if rows and not _tells_succession((entry.purpose, *(text for row in rows for text in row.basis))):
        cited = name_some(dict.fromkeys(str(c) for row in rows for c in parse_all(row.basis)))
        yield _entrusted_hit(name, name, cited, Evidence(f"根拠 {cited}", find_beginnings(rows)), entry.spans)


def _entrusted_flow(facts: FlowFacts, on: date | None) -> Iterator[Hit]:
    flow, citations = facts.flow, parse_all(facts.flow.basis)
    if _rests_on_entrustment(flow.kind, citations, on) and not _tells_succession((flow.text, *flow.basis)):
        cited = name_some(map(str, citations))
        yield _entrusted_hit(
            facts.label, facts.id, cited, Evidence(f"根拠 {cited}", facts.spans), facts.spans
        )


def _rests_on_entrustment(kind: FlowKind, citations: Sequence[Citation], on: date | None) -> bool:
    """Whether nothing but the 号 of 委託 can carry a 提供: it does where the work goes over to another body."""
    others = [c for c in citations if not _is_of_entrustment(c, on)]
    carried = bool(others) and not find_unfit(kind, others, on)
    return kind is FlowKind.PROVISION and len(others) < len(citations) and not carried


def _is_of_entrustment(citation: Citation, on: date | None) -> bool:
    item = find_certain_item(citation, on)
    return item is not None and item.meaning is Meaning19.ENTRUSTMENT


def _tells_succession(texts: Iterable[str]) -> bool:
    return any(_SUCCEEDS.search(text) for text in texts)


def _entrusted_hit(label: str, subject: str, cited: str, basis: Evidence, spans: tuple[Span, ...]) -> Hit:
    return Hit(
        f"{label}は提供だが、根拠の{cited}は、委託か、合併などによる事業の承継に伴う提供の号である。",
        (subject,),
        (basis, Evidence("提供の記載", spans)),
        about="委託の号",
        confidence=Confidence.LOW,
    )


def _by_other_means(name: str, entry: Handover, on: date | None) -> Iterator[Hit]:
    """Yield where the basis is that of the network alone and the network's box is blank among ticked ones."""
    citations = parse_all(entry.basis)
    ticked = any(box.box is Certainty.YES for box in entry.means)
    unused = find_box(entry.means, Means.PROVISION_NETWORK) is Certainty.NO
    unnamed = any(b.means is Means.OTHER and b.box is Certainty.YES and not b.name for b in entry.means)
    of_network = bool(citations) and all(_is_of_network(c, on) for c in citations)
    if ticked and unused and of_network and not names_way(entry.means):
        cited = name_some(map(str, citations))
        yield Hit(
            f"{name}は情報提供ネットワークシステムによる提供の{cited}を根拠とするが、提供方法に同システムがない。",
            (name,),
            (
                Evidence(f"根拠 {cited}", entry.spans, Spot("①", name)),
                Evidence("提供方法", entry.spans, Spot("⑥", name)),
            ),
            about="方法",
            severity=Severity.WARNING,
            confidence=Confidence.LOW if unnamed else None,
        )


def _by_network(name: str, entry: Handover, on: date | None) -> Iterator[Hit]:
    """Yield where the network's box is ticked and the basis is certainly that of other ways alone."""
    citations = parse_all(entry.basis)
    used = find_box(entry.means, Means.PROVISION_NETWORK) is Certainty.YES
    items = [find_certain_item(citation, on) for citation in citations] if used else []
    if items and all(items) and not any(_is_of_network(c, on) for c in citations):
        cited = name_some(map(str, citations))
        yield Hit(
            f"{name}は提供方法の情報提供ネットワークシステムに○があるが、根拠の{cited}は同システムによる提供の号でない。",
            (name,),
            (
                Evidence(f"根拠 {cited}", entry.spans, Spot("①", name)),
                Evidence(
                    "提供方法 情報提供ネットワークシステム",
                    entry.spans,
                    Spot("⑥", name, (Means.PROVISION_NETWORK.value,)),
                ),
            ),
            about="情報提供ネットワークシステム",
            severity=Severity.WARNING,
            confidence=Confidence.MEDIUM,
        )


def _is_of_network(citation: Citation, on: date | None) -> bool:
    item = find_certain_item(citation, on)
    meanings = {find_meaning(citation), item.meaning if item else None}
    return bool(meanings & {Meaning19.NETWORK, Meaning19.NETWORK_ORDINANCE})


RULE = Rule(
    name="basis-wrong-edge",
    title="根拠の条項がその渡し方のものでない",
    checks="提供・移転・委託の根拠に挙げた番号法の条項が、公表日にその渡し方を認めるものかを見る。情報提供ネットワークシステムの○と、同システムによる提供の号とが、片方だけのものも言う（その他の欄が医療保険者等向け中間サーバー等を挙げるものは言わず、その他の名が書かれないものは要確認とする）。"
    "条例やほかの法律があるとき、号の意味が日付から確かでないときは問わない。"
    "委託の号は合併などによる事業の承継に伴う提供の号でもあるので、提供の根拠とするものは要確認とし、承継や団体の統合・分割を言うものは言わない。"
    "広域連合や一部事務組合とその構成団体の間では、1つの事務の中の利用とみたのかもしれない（要確認）。",
    matters="9条は利用の、19条は提供の根拠であり、取り違えた根拠では渡すことができない。",
    settle="渡し方（提供・移転・委託、方法）と条項のどちらが正しいかを確かめ、もう一方を直す。",
    source="番号法9条・19条、特定個人情報ガイドライン（行政機関等編）第4-1-(1)、第4-3-(2)、様式4・様式3 Ⅱ.5①",
    find=_find,
    needs=(needs.HANDOVERS, needs.PUBLISHED),
)

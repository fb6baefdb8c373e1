"""item-from-nowhere: a system sends on what nothing brings to it, no file of it holds and nothing there makes."""

from __future__ import annotations

from collections.abc import Iterator

from piaflow.domain.choices import NodeKind
from piaflow.domain.items import STANDARD_ITEMS
from piaflow.domain.names import name_some
from piaflow.domain.nodes import System
from piaflow.domain.span import find_beginnings
from piaflow.rules import needs
from piaflow.rules.connections import Holdings, find_incoming, find_outgoing
from piaflow.rules.dossier import Dossier, FlowFacts
from piaflow.rules.finding import Confidence, Evidence, Hit, Severity
from piaflow.rules.rule import Rule


def _find(dossier: Dossier) -> Iterator[Hit]:
    personal, holdings = _personal(dossier), Holdings(dossier)
    for system in dossier.model.systems:
        incoming = find_incoming(dossier, system.name)
        if incoming and system.kind is not NodeKind.NETWORK and _is_seen(dossier, system):
            for facts in find_outgoing(dossier, system.name):
                missing = _missing(holdings, facts, personal)
                if missing:
                    yield _hit(system, facts, missing, incoming)


def _is_seen(dossier: Dossier, system: System) -> bool:
    """What the systems of another body have from elsewhere is not for this document to draw."""
    return dossier.model.answering(system.name) in ("", dossier.model.assessor.name)


def _personal(dossier: Dossier) -> frozenset[str]:
    """What only comes from outside a system: standard items and what files record, not what a system makes."""
    words = dossier.model.vocabulary
    recorded = (name for file in dossier.model.files for name in file.records.names)
    return words.expand((*(item.name for item in STANDARD_ITEMS), *recorded))


def _missing(holdings: Holdings, facts: FlowFacts, personal: frozenset[str]) -> tuple[str, ...]:
    """Return the names in the flow's list of which nothing at all can be at its source."""
    words = holdings.dossier.model.vocabulary
    return tuple(
        name
        for name in facts.flow.items.names
        if words.canonical(name) in personal
        and not any(holdings.may_hold(facts.source, item) for item in words.expand((name,)))
    )


def _hit(system: System, facts: FlowFacts, missing: tuple[str, ...], incoming: tuple[FlowFacts, ...]) -> Hit:
    items = name_some(missing)
    return Hit(
        f"「{facts.label}」は{items}を渡すが、{system.name}がそれを得る流れも、記録するファイルもない。",
        (facts.id, system.name),
        (
            Evidence(f"「{facts.label}」が渡す{items}", facts.spans),
            Evidence(f"{system.name}に来る流れ（{items}を運ばない）", find_beginnings(incoming)),
        ),
    )


RULE = Rule(
    name="item-from-nowhere",
    title="どこから得たか分からない項目を渡している",
    checks="システムが確かに渡す項目（個人番号などと、ファイルに記録される項目）を、そのシステムに来る流れ、持つファイル、番号の変換と比べる。来る流れの項目が分からないときは言わない。",
    matters="別添1に描かれていない入手の道があるか、渡す項目の書き過ぎである。",
    settle="その項目を得る流れを図と備考に加えるか、渡す項目から除く。",
    source="様式4 別添1（事務の内容）、Ⅱ.3（入手）",
    severity=Severity.WARNING,
    confidence=Confidence.MEDIUM,
    find=_find,
    needs=(needs.FLOWS, needs.ITEMS, needs.RECORDS),
)

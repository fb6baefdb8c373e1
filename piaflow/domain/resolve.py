"""What makes a set of values no assessment: every unresolved or ambiguous name, all at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING

from piaflow.domain.all_spans import list_spans
from piaflow.domain.choices import ConnectionChoice, Side
from piaflow.domain.contract_names import find_contract_problems
from piaflow.domain.items import ItemList
from piaflow.domain.known_names import Names
from piaflow.domain.nodes import Node
from piaflow.domain.repeated import find_repeated
from piaflow.errors import Problem, Where

if TYPE_CHECKING:
    from piaflow.domain.assessment import Assessment


def find_problems(a: Assessment) -> Iterator[Problem]:
    """Yield every problem of the assessment, section by section."""
    yield from find_repeated(a)
    ring = tuple(_rings_of_zones(a))
    yield from ring
    yield from _unknown_in_zones(a)
    yield from _unknown_in_nodes(a)
    yield from _unknown_in_items(a)
    yield from _unknown_in_entries(a)
    yield from _unknown_in_conversions(a)
    yield from _unknown_in_diagrams(a)
    yield from _unknown_in_flows(a)
    yield from _senseless_flows(a)
    yield from _unknown_in_contracts(a)
    yield from _wrong_dates(a)
    yield from _unknown_documents(a)


def _all_names(nodes: Iterable[Node]) -> tuple[str, ...]:
    return tuple(name for node in nodes for name in (node.name, *node.aliases))


def _nodes(a: Assessment) -> Names:
    return Names("名前", _all_names(a.nodes), "systems か parties")


def _carriers(a: Assessment) -> Names:
    return Names("システムまたは主体", _all_names([*a.parties, *a.systems, a.assessor]), "systems か parties")


def _systems(a: Assessment) -> Names:
    return Names("システム", _all_names(a.systems), "systems")


def _parties(a: Assessment) -> Names:
    return Names("主体", _all_names([*a.parties, a.assessor]), "parties")


def _zones(a: Assessment) -> Names:
    return Names("領域", tuple(z.name for z in a.zones), "zones")


def _items(a: Assessment) -> Names:
    return Names("項目", a.vocabulary.names(), "items")


def _rings_of_zones(a: Assessment) -> Iterator[Problem]:
    parents = {z.name: z.parent for z in a.zones}
    for zone in a.zones:
        above, seen = zone.parent, {zone.name}
        while above in parents and above not in seen:
            seen.add(above)
            above = parents[above]
        if above == zone.name:
            yield Problem(("zones", zone.name, "parent"), f"領域「{zone.name}」は自分自身の中にあります")


def _unknown_in_zones(a: Assessment) -> Iterator[Problem]:
    zones, parties = _zones(a), _parties(a)
    for zone in a.zones:
        yield from zones.check(("zones", zone.name, "parent"), zone.parent)
        yield from parties.check(("zones", zone.name, "owner"), zone.owner)
        if zone.parent and zone.side is not Side.UNKNOWN:
            words = f"側（side）は一番外の領域に書きます（「{zone.name}」は「{zone.parent}」の中）"
            yield Problem(("zones", zone.name, "side"), words)


def _unknown_in_nodes(a: Assessment) -> Iterator[Problem]:
    zones, parties, carriers = _zones(a), _parties(a), _carriers(a)
    connectable = Names("接続先", (*_nodes(a).known, *(c.value for c in ConnectionChoice)))
    for party in a.parties:
        yield from zones.check(("parties", party.name, "zone"), party.zone)
        yield from parties.check(("parties", party.name, "body"), party.body)
    for system in a.systems:
        where = ("systems", system.name)
        yield from zones.check((*where, "zone"), system.zone)
        yield from parties.check((*where, "owner"), system.owner)
        for connection in system.connects:
            yield from connectable.check((*where, "connects", connection.name), connection.name)
    for file in a.files:
        if not file.holder:
            yield Problem(
                ("files", file.name), f"ファイル「{file.name}」を保有するシステム（holder）がありません"
            )
        yield from carriers.check(("files", file.name, "holder"), file.holder)


def _unknown_in_items(a: Assessment) -> Iterator[Problem]:
    items = _items(a)
    for item in a.items:
        yield from items.check(("items", item.name, "members"), *item.members)
        if item.name in a.vocabulary.expand(item.members):
            yield Problem(("items", item.name, "members"), f"項目「{item.name}」は自分自身を含みます")


def _listed(items: Names, where: Where, listed: ItemList) -> Iterator[Problem]:
    for position, name in enumerate(listed.names):
        yield from items.check((*where, position), name)


def _unknown_in_entries(a: Assessment) -> Iterator[Problem]:
    items, systems, parties, zones = _items(a), _systems(a), _parties(a), _zones(a)
    for file in a.files:
        where = ("files", file.name)
        yield from _nodes(a).check((*where, "acquisition", "limit", "nodes"), *file.acquisition.limit.nodes)
        for entry in file.entrustments:
            here = (*where, "entrustments", entry.number)
            yield from parties.check((*here, "contractor"), entry.contractor)
            yield from systems.check((*here, "systems"), *entry.systems)
            yield from _listed(items, (*here, "items"), entry.items)
        for section, handovers in (("provisions", file.provisions), ("transfers", file.transfers)):
            for handover in handovers:
                yield from _listed(items, (*where, section, handover.number, "items"), handover.items)
        yield from systems.check((*where, "storage", "systems"), *file.storage.systems)
        yield from zones.check((*where, "storage", "zones"), *file.storage.zones)


def _unknown_in_conversions(a: Assessment) -> Iterator[Problem]:
    nodes, items = _carriers(a), _items(a)
    for index, conversion in enumerate(a.conversions):
        where = ("conversions", index)
        yield from nodes.check((*where, "at"), conversion.at)
        yield from items.check((*where, "source"), conversion.source)
        yield from items.check((*where, "target"), conversion.target)


def _unknown_in_diagrams(a: Assessment) -> Iterator[Problem]:
    nodes = _nodes(a)
    for diagram in a.diagrams:
        yield from nodes.check(("diagrams", diagram.name, "nodes"), *diagram.nodes)


def _unknown_in_flows(a: Assessment) -> Iterator[Problem]:
    nodes, items = _nodes(a), _items(a)
    files = Names("ファイル", _all_names(a.files), "files")
    diagrams = Names("図", tuple(d.name for d in a.diagrams), "diagrams")
    entries = Names("Ⅱの記載", tuple(e.name for e in a.entries))
    steps = {
        d.name: Names(f"図「{d.name}」の番号", tuple(s.number for s in d.steps), "その図の steps")
        for d in a.diagrams
    }
    for index, flow in enumerate(a.flows):
        where = ("flows", index)
        yield from nodes.check((*where, "source"), flow.source)
        yield from nodes.check((*where, "target"), flow.target)
        yield from _listed(items, (*where, "items"), flow.items)
        yield from items.check((*where, "excludes"), *flow.excludes)
        yield from files.check((*where, "file"), flow.file)
        yield from diagrams.check((*where, "diagram"), flow.diagram)
        yield from entries.check((*where, "declared"), *flow.declared)
        if flow.step and not flow.diagram:
            yield Problem((*where, "step"), f"番号「{flow.step}」がどの図（diagram）のものか書かれていません")
        if flow.diagram in steps:
            yield from steps[flow.diagram].check((*where, "step"), flow.step)


def _senseless_flows(a: Assessment) -> Iterator[Problem]:
    for index, flow in enumerate(a.flows):
        where = ("flows", index)
        if a.canonical(flow.source) == a.canonical(flow.target) and not flow.step:
            yield Problem(where, f"「{flow.source}」から自分自身への流れに番号（step）がありません")
        for name in flow.excludes:
            if a.vocabulary.canonical(name) in a.vocabulary.expand(flow.items.names):
                yield Problem((*where, "excludes"), f"項目「{name}」は運ぶ項目にも含まない項目にもあります")


def _unknown_in_contracts(a: Assessment) -> Iterator[Problem]:
    nodes = Names("名前", (*_nodes(a).known, *_zones(a).known), "systems か parties か zones")
    items = _items(a)
    for index, contract in enumerate(a.contracts):
        yield from find_contract_problems(contract, ("contracts", index), nodes, items)


def _wrong_dates(a: Assessment) -> Iterator[Problem]:
    dated: list[tuple[Where, str]] = [(("overview", "published"), a.overview.published)]
    dated += [(("accepted", x.key, "until"), x.until) for x in a.accepted]
    dated += [(("revisions", i, "date"), r.date) for i, r in enumerate(a.revisions)]
    dated.append((("overview", "screening", "date"), a.overview.screening.date))
    for where, text in dated:
        if text and not _is_date(text):
            yield Problem(where, f"「{text}」は日付（例: 2026-03-31）ではありません")


def _is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _unknown_documents(a: Assessment) -> Iterator[Problem]:
    documents = Names("文書", tuple(d.key for d in a.documents), "documents")
    for where, spans in list_spans(a):
        yield from documents.check((*where, "spans"), *(s.document for s in spans))

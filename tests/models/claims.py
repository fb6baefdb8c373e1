"""What each value claims to have read: the texts that the lines of its spans must hold."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from piaflow.domain.assessment import Assessment
from piaflow.domain.contracts import AllowOnly, Contract, Forbid, MayHold, PassThrough
from piaflow.domain.entries import Handover
from piaflow.domain.flows import Flow
from piaflow.domain.items import Item
from piaflow.domain.nodes import File, Party, System
from piaflow.domain.span import Span


@frozen
class Claim:
    """Under `spans`, each group of `all_of` must have one of its texts in the lines."""

    what: str
    spans: tuple[Span, ...]
    all_of: tuple[tuple[str, ...], ...]


def claims(a: Assessment) -> Iterator[Claim]:
    """Yield the claims of every value of the assessment that carries a span."""
    yield Claim("assessment", a.overview.spans, ((a.procedure,),))
    for zone in a.zones:
        yield Claim(zone.name, zone.spans, ((zone.name,),))
    named: list[Party | System | File | Item] = [*a.parties, *a.systems, *a.files, *a.items]
    for node in named:
        yield Claim(node.name, node.spans, (_names(node),))
    for file in a.files:
        yield from _entries(a, file)
    for conversion in a.conversions:
        yield Claim(
            f"{conversion.at} 変換",
            conversion.spans,
            (_item(a, conversion.target), _item(a, conversion.source)),
        )
    for diagram in a.diagrams:
        for step in diagram.steps:
            yield Claim(f"{diagram.name} {step.number}", step.spans, ((step.number,),))
    for flow_id, flow in a.flows_by_id.items():
        yield Claim(flow_id, flow.spans, (_flow(a, flow),))
    for contract in a.contracts:
        yield Claim(str(contract), contract.spans, tuple(_contract(a, contract)))
    for statement in a.statements:
        yield Claim(f"{statement.about} {statement.at}", statement.spans, ((statement.says,),))


def _names(node: Party | System | File | Item) -> tuple[str, ...]:
    return (node.name, *node.aliases)


def _of(a: Assessment, name: str) -> tuple[str, ...]:
    found = a.find(name)
    return _names(found) if found else (name,)


def _item(a: Assessment, name: str) -> tuple[str, ...]:
    found = a.vocabulary.find(name)
    return _names(found) if found else (name,)


def _flow(a: Assessment, flow: Flow) -> tuple[str, ...]:
    if flow.step:
        return (flow.step,)
    items = (alias for name in flow.items.names for alias in _item(a, name))
    return (*_of(a, flow.source), *_of(a, flow.target), *((flow.text,) if flow.text else ()), *items)


def _entries(a: Assessment, file: File) -> Iterator[Claim]:
    yield Claim(f"{file.name} 入手元の限定", file.acquisition.limit.spans, (("入手元",), ("限定",)))
    for entry in file.entrustments:
        yield Claim(f"{file.name}/{entry.number}", entry.spans, ((*_of(a, entry.contractor), entry.subject),))
    for handover in (*file.provisions, *file.transfers):
        yield from _handover(file, handover)


def _handover(file: File, handover: Handover) -> Iterator[Claim]:
    name = f"{file.name}/{handover.number}"
    yield Claim(name, handover.spans, ((handover.recipient, *((handover.annex,) if handover.annex else ())),))
    for row in handover.rows:
        yield Claim(f"{name} {row.number} {row.name}", row.spans, ((row.name,), *((b,) for b in row.basis)))


def _contract(a: Assessment, contract: Contract) -> Iterator[tuple[str, ...]]:
    match contract:
        case Forbid():
            yield from (_of(a, name) for name in contract.forbid)
        case AllowOnly():
            yield from (_of(a, name) for name in (contract.allow_only, *contract.neighbours))
        case PassThrough():
            yield from (_of(a, name) for name in (contract.source, contract.pass_through, contract.target))
        case MayHold():
            yield _item(a, contract.may_hold)
            yield from (_of(a, name) for name in contract.nodes)

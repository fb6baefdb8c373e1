"""On which side of a picture a zone and a node stand: what the model states, else who owns it decides."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from piaflow.domain.assessment import Assessment
from piaflow.domain.choices import PartyKind, Side
from piaflow.domain.nodes import Party, Zone

_SIDES = {
    PartyKind.PERSON: Side.RESIDENT,
    PartyKind.ASSESSOR: Side.SELF,
    PartyKind.DEPARTMENT: Side.SELF,
    PartyKind.SAME_GOVERNMENT: Side.SELF,
    PartyKind.PREFECTURE: Side.OUTSIDE,
    PartyKind.JLIS: Side.OUTSIDE,
    PartyKind.NATIONAL: Side.OUTSIDE,
    PartyKind.MUNICIPALITY: Side.OUTSIDE,
    PartyKind.OTHER_PUBLIC: Side.OUTSIDE,
    PartyKind.COMPANY: Side.OUTSIDE,
    PartyKind.CONTRACTOR: Side.CONTRACTOR,
}


def find_side(model: Assessment, name: str) -> Side:
    """Return the side of a node by who answers for it, else by whose place it stands in; UNKNOWN without either."""
    owner = model.find(model.owner(name) or model.place_owner(name))
    return _SIDES[owner.kind] if isinstance(owner, Party) else Side.UNKNOWN


def find_zone_sides(model: Assessment) -> Mapping[str, Side]:
    """Return the side of each zone: as stated; else its owner's; else what its nodes agree on; else outside."""
    agreed = _list_sides_within(model)
    return {zone.name: _find_zone_side(model, zone, agreed[zone.name]) for zone in model.zones}


def _find_zone_side(model: Assessment, zone: Zone, agreed: set[Side]) -> Side:
    if zone.side is not Side.UNKNOWN:
        return zone.side
    owner = model.find(zone.owner)
    if isinstance(owner, Party):
        return _SIDES[owner.kind]
    return next(iter(agreed)) if len(agreed) == 1 else Side.OUTSIDE


def _list_sides_within(model: Assessment) -> Mapping[str, set[Side]]:
    """Return the known sides of the nodes in each zone and in the zones within it."""
    sides: dict[str, set[Side]] = {zone.name: set() for zone in model.zones}
    for node in model.nodes:
        if zone := model.zone_of(node.name):
            sides[zone] |= {find_side(model, node.name)} - {Side.UNKNOWN}
    parents = {zone.name: zone.parent for zone in model.zones}
    for zone in _list_inner_first(parents):
        if parents[zone]:
            sides[parents[zone]] |= sides[zone]
    return sides


def _list_inner_first(parents: Mapping[str, str]) -> list[str]:
    """Return the zones in an order in which each comes before the one around it."""
    waiting = Counter(parents.values())
    order = [zone for zone in parents if not waiting[zone]]
    for zone in order:
        waiting[parents[zone]] -= 1
        if parents[zone] and not waiting[parents[zone]]:
            order.append(parents[zone])
    return order

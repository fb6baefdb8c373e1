"""On which side of a picture a zone and a node stand: what the model states, else who owns it decides."""

from __future__ import annotations

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


def find_zone_side(model: Assessment, zone: Zone) -> Side:
    """Return the side of an outermost zone: as stated; else its owner's; else what its nodes agree on; else outside."""
    if zone.side is not Side.UNKNOWN:
        return zone.side
    owner = model.find(zone.owner)
    if isinstance(owner, Party):
        return _SIDES[owner.kind]
    within = _find_zones_within(model, zone.name)
    sides = {find_side(model, n.name) for n in model.nodes if model.zone_of(n.name) in within} - {
        Side.UNKNOWN
    }
    return sides.pop() if len(sides) == 1 else Side.OUTSIDE


def _find_zones_within(model: Assessment, zone: str) -> set[str]:
    within = {zone}
    while more := {z.name for z in model.zones if z.parent in within} - within:
        within |= more
    return within

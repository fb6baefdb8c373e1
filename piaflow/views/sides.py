"""On which side of a picture a zone and a node stand: who owns it decides."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from piaflow.domain.assessment import Assessment
from piaflow.domain.choices import PartyKind
from piaflow.domain.nodes import Party
from piaflow.views.scene import Side

NO_SIDES: Mapping[str, Side] = MappingProxyType({})
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
    """Return the side of a node by the party that answers for it; NONE where the model names none."""
    owner = model.find(model.owner(name))
    return _SIDES[owner.kind] if isinstance(owner, Party) else Side.NONE


def find_zone_side(model: Assessment, zone: str) -> Side:
    """Return the side of an outermost zone: its owner's; else what its nodes agree on; else outside."""
    owner = next(model.find(z.owner) for z in model.zones if z.name == zone)
    if isinstance(owner, Party):
        return _SIDES[owner.kind]
    within = _find_zones_within(model, zone)
    sides = {find_side(model, n.name) for n in model.nodes if model.zone_of(n.name) in within} - {Side.NONE}
    return sides.pop() if len(sides) == 1 else Side.OUTSIDE


def _find_zones_within(model: Assessment, zone: str) -> set[str]:
    within = {zone}
    while more := {z.name for z in model.zones if z.parent in within} - within:
        within |= more
    return within

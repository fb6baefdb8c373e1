"""What a model leaves to the catalogue: kind, owner, aliases, conversions and knowledge of its systems.

It works on values, so that a model built in Python and one read from a file receive the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

from attrs import evolve

from piaflow.domain.assessment import Draft
from piaflow.domain.choices import NodeKind
from piaflow.domain.flows import Conversion
from piaflow.domain.names import fold
from piaflow.domain.nodes import Node, Party, System
from piaflow.domain.visible import reveal
from piaflow.errors import Problem, clip, hint
from piaflow.law.catalogue import Catalogue, CatalogueEntry

D = TypeVar("D", bound=Draft)


def find_unknown_entries(model: Draft, catalogue: Catalogue) -> Iterator[Problem]:
    """Yield a problem for each entry that a system refers to and the catalogue does not have."""
    for system in model.systems:
        if system.entry and catalogue.find(system.entry) is None:
            near = hint(system.entry, (e.name for e in catalogue.systems))
            what = f"目録に「{reveal(clip(system.entry))}」はありません{near}"
            yield Problem(("systems", system.name, "entry"), what)


def complete(model: D, catalogue: Catalogue) -> D:
    """Return the model with what its systems leave to their entries; what it states itself stays.

    Completing it once more changes nothing: the conversions that it received are received anew. An entry that the
    catalogue lacks gives nothing.
    """
    found = ((system, catalogue.find(system.entry)) for system in model.systems if system.entry)
    referring = {system.name: entry for system, entry in found if entry is not None}
    stated = _stated(model)
    if not referring and stated == model.conversions:
        return model
    owners = tuple(_missing_owners(model, referring.values(), catalogue))
    taken = _taken(model).union(*map(_folded, owners))
    parties = (*model.parties, *owners)
    systems = []
    for system in model.systems:
        entry = referring.get(system.name)
        if entry is not None:
            system = _receive(system, entry, parties, catalogue, taken)  # noqa: PLW2901 - the same system, told more
            taken |= _folded(system)
        systems.append(system)
    made = (c for s in systems if s.name in referring for c in _conversions(stated, s, referring[s.name]))
    return evolve(model, parties=parties, systems=tuple(systems), conversions=(*stated, *made))


def _stated(model: Draft) -> tuple[Conversion, ...]:
    return tuple(conversion for conversion in model.conversions if not conversion.received)


def leave_out_received(model: D, catalogue: Catalogue) -> D:
    """Return the model without the conversions and the knowledge that completing it gives again."""
    systems = tuple(_own(system, catalogue) for system in model.systems)
    return evolve(model, conversions=_stated(model), systems=systems)


def _own(system: System, catalogue: Catalogue) -> System:
    entry = catalogue.find(system.entry) if system.entry else None
    return evolve(system, knows=()) if entry and system.knows == entry.knows else system


def _taken(model: Draft) -> set[str]:
    nodes: tuple[Node, ...] = (*model.parties, *model.systems, *model.files)
    return set[str]().union(*map(_folded, nodes))


def _names(node: Node) -> tuple[str, ...]:
    return (node.name, *node.aliases)


def _folded(node: Node) -> set[str]:
    """The names as they are compared: one that is only typed otherwise is no other."""
    return {*map(fold, _names(node))}


def _missing_owners(model: Draft, entries: Iterable[CatalogueEntry], catalogue: Catalogue) -> Iterator[Party]:
    """The parties that own the entries and that the model names nowhere, with the aliases that are free."""
    taken = _taken(model)
    for name in dict.fromkeys(entry.owner for entry in entries):
        owner = next((p for p in catalogue.parties if p.name == name), None)
        if owner is not None and _folded(owner).isdisjoint({*taken, fold(model.overview.body)}):
            yield evolve(owner, aliases=tuple(a for a in owner.aliases if fold(a) not in taken))


def _receive(
    system: System, entry: CatalogueEntry, parties: tuple[Party, ...], catalogue: Catalogue, taken: set[str]
) -> System:
    more = (name for name in (entry.name, *entry.aliases) if fold(name) not in taken)
    return evolve(
        system,
        entry=entry.name,
        kind=entry.kind if system.kind is NodeKind.SYSTEM else system.kind,
        owner=system.owner or _called(entry.owner, parties, catalogue),
        aliases=(*system.aliases, *more),
        knows=system.knows or entry.knows,
    )


def _called(owner: str, parties: tuple[Party, ...], catalogue: Catalogue) -> str:
    """Return the name under which the model's parties know the owner of an entry, else the owner's own."""
    known = next((p for p in catalogue.parties if p.name == owner), None)
    names = _names(known) if known else (owner,)
    taken = set[str]().union(*map(_folded, parties))
    return next((name for name in names if fold(name) in taken), owner)


def _conversions(
    stated: tuple[Conversion, ...], system: System, entry: CatalogueEntry
) -> Iterator[Conversion]:
    """A model that states what a system converts says all of it."""
    if not any(fold(c.at) in _folded(system) for c in stated):
        for told in entry.conversions:
            yield Conversion(system.name, told.source, told.target, received=entry.name)

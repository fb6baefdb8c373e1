"""The catalogue: national and shared systems once, with their normal connections, and the norms on them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property

from attrs import frozen

from piaflow.domain.assessment import Assessment
from piaflow.domain.certainty import Certainty
from piaflow.domain.choices import BodyKind, NodeKind
from piaflow.domain.contracts import Contract
from piaflow.domain.names import fold
from piaflow.domain.nodes import Knowledge, Party, System
from piaflow.law.sureness import Sureness
from piaflow.law.system_types import OnePer


@frozen
class EntryConversion:
    """変換 at a catalogued system: `source` items become `target` items."""

    source: str
    target: str


@frozen
class CatalogueEntry:
    """目録の項: a system that many documents name. `connects` are its normal partners.

    `one_per` tells whether documents that name it mean one system: that of the country, or of their prefecture.
    `kinds` are the kinds of body whose 事務 use it, () all of them. `meant_by` are other entries by whose names documents
    may mean it: the whole of which it is a part, or the word for its kind. `grounds` says what it was read from, `as_of`
    the date of that (YYYY-MM-DD or YYYY), `sureness` how far that carries.
    """

    name: str
    kind: NodeKind = NodeKind.SYSTEM
    aliases: tuple[str, ...] = ()
    owner: str = ""
    one_per: OnePer = OnePer.BODY
    connects: tuple[str, ...] = ()
    knows: tuple[Knowledge, ...] = ()
    conversions: tuple[EntryConversion, ...] = ()
    kinds: tuple[BodyKind, ...] = ()
    meant_by: tuple[str, ...] = ()
    note: str = ""
    grounds: str = ""
    sureness: Sureness = Sureness.MEMORY
    as_of: str = ""


@frozen
class CataloguePlace:
    """目録の場所: where systems of many bodies stand; it answers for none of them. A model writes it as a zone."""

    name: str
    cloud: Certainty = Certainty.UNKNOWN
    note: str = ""
    grounds: str = ""
    sureness: Sureness = Sureness.MEMORY
    as_of: str = ""


@frozen
class Norm:
    """規範 (T1 …): a rule on the topology; `contracts` say it as far as contracts can.

    `kinds` are the kinds of body that it binds, () all of them.
    """

    name: str
    rule: str = ""
    kinds: tuple[BodyKind, ...] = ()
    grounds: str = ""
    as_of: str = ""
    contracts: tuple[Contract, ...] = ()


@frozen
class Catalogue:
    """目録: parties, systems, places and norms that hold for every body."""

    parties: tuple[Party, ...] = ()
    systems: tuple[CatalogueEntry, ...] = ()
    places: tuple[CataloguePlace, ...] = ()
    norms: tuple[Norm, ...] = ()

    def find(self, name: str) -> CatalogueEntry | None:
        """Return the entry of this name, however it is typed, or None."""
        return self._by_name.get(fold(name))

    @cached_property
    def _by_name(self) -> Mapping[str, CatalogueEntry]:
        return {fold(entry.name): entry for entry in reversed(self.systems)}


@frozen
class Difference:
    """Where a model says of a system something else than the catalogue does."""

    system: str
    entry: str
    what: str
    stated: str
    normal: str
    grounds: str


def find_differences(model: Assessment, catalogue: Catalogue) -> Iterator[Difference]:
    """Yield what each system that refers to an entry states differently: kind, owner, connections."""
    for system in model.systems:
        entry = catalogue.find(system.entry) if system.entry else None
        if entry is not None:
            for what, stated, normal in _differences(model, system, entry):
                yield Difference(system.name, entry.name, what, stated, normal, entry.grounds)


def _differences(model: Assessment, system: System, entry: CatalogueEntry) -> Iterator[tuple[str, str, str]]:
    if system.kind is not entry.kind:
        yield "種類", system.kind.value, entry.kind.value
    owner = model.find(model.owner(system.name)) if model.owner(system.name) else None
    if entry.owner and owner is not None and entry.owner not in (owner.name, *owner.aliases):
        yield "運用", owner.name, entry.owner
    unusual = [name for name in _partner_entries(model, system) if name not in entry.connects]
    if unusual and entry.connects:
        yield "接続", "、".join(unusual), "、".join(entry.connects)


def _partner_entries(model: Assessment, system: System) -> list[str]:
    """Return the catalogue entries of the systems that flows join to this one, sorted."""
    ends = [(model.holder(f.source), model.holder(f.target)) for f in model.flows]
    partners = {b if a == system.name else a for a, b in ends if system.name in (a, b)} - {system.name}
    return sorted({s.entry for s in model.systems if s.name in partners and s.entry})

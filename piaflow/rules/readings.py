"""What the names of a contract stand for in a model: nodes themselves, all that stands in a zone, or an entry's systems."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cached_property
from typing import Protocol

from attrs import frozen

from piaflow.domain.nodes import System
from piaflow.graph.fields import find_work
from piaflow.law.catalogue import Catalogue
from piaflow.law.system_types import find_type_called
from piaflow.rules.dossier import Dossier
from piaflow.rules.finding import Confidence
from piaflow.rules.spelling import to_key


class Reading(Protocol):
    """How to read names, strictly where a contract binds by them and widely where it permits by them."""

    def binds(self, name: str) -> tuple[str, ...]:
        """Return the nodes that the name certainly stands for."""

    def may_bind(self, name: str) -> tuple[str, ...]:
        """Return the nodes that the name may stand for although the document does not tell, to be asked about."""

    def permits(self, name: str) -> tuple[str, ...]:
        """Return the nodes that the name may stand for."""

    def sureness(self, node: str, names: Collection[str]) -> Confidence:
        """Return how sure it is that a node is none of those that the names stand for."""


@frozen
class OwnReading:
    """The names of the model itself. A zone stands for every node in it or in a zone inside it."""

    dossier: Dossier

    def binds(self, name: str) -> tuple[str, ...]:
        """Return the node of this name, else what stands in the zone of this name."""
        node = self.dossier.model.find(name)
        return (node.name,) if node is not None else self.dossier.list_standing_in(name)

    permits = binds

    def may_bind(self, name: str) -> tuple[str, ...]:
        """Return, for a zone, the systems of which the document does not tell where they stand."""
        return () if self.dossier.model.find(name) is not None else self.dossier.unplaced_systems

    def sureness(self, node: str, names: Collection[str]) -> Confidence:
        """LOW where a zone is among the names and the document does not tell where the node stands."""
        zoned = any(self.dossier.model.find(name) is None for name in names)
        unplaced = zoned and not self.dossier.model.zone_of(node)
        return Confidence.LOW if unplaced else Confidence.HIGH


@frozen
class CatalogueReading:
    """The entries of the catalogue. A system is bound by the entry that it states.

    It may be one that it does not state, where it bears its name or one of its aliases; it may even be one
    whose name is another, so that it is never certain of a system without an entry that it is none.
    """

    dossier: Dossier
    catalogue: Catalogue

    def binds(self, name: str) -> tuple[str, ...]:
        """Return the systems that state the entry."""
        return tuple(system.name for system in self.dossier.systems_of_entry.get(name, ()))

    def may_bind(self, name: str) -> tuple[str, ...]:  # noqa: ARG002 - a norm is held against what states an entry
        """Return nothing: a norm binds only what states an entry."""
        return ()

    def permits(self, name: str) -> tuple[str, ...]:
        """Return the systems that state the entry, and those that state none and bear its name."""
        entry, own = self.catalogue.find(name), to_key(name)
        aliases = {to_key(alias) for alias in entry.aliases} if entry else set()
        may_be = (
            system
            for system, keys in self._silent
            if not keys.isdisjoint(aliases) or any(own in key for key in keys)
        )
        return (*self.binds(name), *may_be)

    @cached_property
    def _silent(self) -> Sequence[tuple[str, frozenset[str]]]:
        """The systems that state no entry, with all that they are called."""
        silent = self.dossier.systems_of_entry.get("", ())
        return [(s.name, frozenset(map(to_key, (s.name, *s.aliases)))) for s in silent]

    def sureness(self, node: str, names: Collection[str]) -> Confidence:
        """MEDIUM for a system that states no entry and by its name is for other work; LOW where its name tells of none.

        連携サーバー, 代表端末 or a medium may be, or stand for, any of them.
        """
        found = self.dossier.model.find(node)
        if not isinstance(found, System) or found.entry:
            return Confidence.HIGH
        return Confidence.MEDIUM if self._is_another(found, names) else Confidence.LOW

    def _is_another(self, system: System, names: Collection[str]) -> bool:
        called = (system.name, *system.aliases)
        if (kind := find_type_called(called)) is not None:
            return kind.name not in names
        entries = filter(None, map(self.catalogue.find, names))
        works = find_work(name for entry in entries for name in (entry.name, *entry.aliases))
        return bool(work := find_work(called)) and work.isdisjoint(works)

"""What comes to a node and leaves it: flows by the party, system or holder that they end at."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from attrs import define, field

from piaflow.domain.certainty import Certainty
from piaflow.domain.grouping import group_by
from piaflow.domain.nodes import File, System
from piaflow.rules.dossier import Dossier, FlowFacts
from piaflow.rules.readings import CatalogueReading
from piaflow.rules.recorded import split_widely, tells_all
from piaflow.trace.carriage import records


def find_incoming(dossier: Dossier, name: str) -> tuple[FlowFacts, ...]:
    """Return the flows that another node sends to a node or to a file that it holds, in order."""
    return tuple(f for f in dossier.flows_to.get(name, ()) if f.source != name)


def find_outgoing(dossier: Dossier, name: str) -> tuple[FlowFacts, ...]:
    """Return the flows that a node, or a file that it holds, sends to another, in order."""
    return tuple(f for f in dossier.flows_from.get(name, ()) if f.target != name)


def is_joined(dossier: Dossier, system: System) -> bool:
    """Whether a system takes part in a flow, by itself, by a file that it holds, or as the way (方法) of one."""
    names = {system.name, *system.aliases, system.entry} - {""}
    return not dossier.joined_names.isdisjoint(names)


def is_drawn(dossier: Dossier, system: System) -> bool:
    """Whether a diagram of 別添1 draws a system although no flow of it touches the system."""
    return system.name in dossier.drawn_nodes


@define(frozen=True)
class Holdings:
    """What may be where, each question answered once."""

    dossier: Dossier
    _known: dict[tuple[str, str], bool] = field(factory=dict, init=False, eq=False, repr=False)

    @cached_property
    def _made(self) -> Mapping[str, frozenset[str]]:
        """What conversions make at each node, those of the entry of the catalogue that a node may be among them."""
        model, reading = self.dossier.model, CatalogueReading(self.dossier, self.dossier.catalogue)
        told = ((model.canonical(c.at), c.target) for c in model.conversions)
        usual = (
            (name, c.target)
            for entry in self.dossier.catalogue.systems
            for c in entry.conversions
            for name in reading.permits(entry.name)
        )
        made = group_by((*told, *usual))
        return {name: model.vocabulary.expand(targets) for name, targets in made.items()}

    def may_hold(self, name: str, item: str) -> bool:
        """Whether an item may be in a node: it may come in, be recorded in a file held, or be made there."""
        if (name, item) not in self._known:
            self._known[name, item] = self._judge(name, item)
        return self._known[name, item]

    def _judge(self, name: str, item: str) -> bool:
        if item in self._made.get(name, frozenset()):
            return True
        if any(_may_record(self.dossier, file, item) for file in self.dossier.files_of.get(name, ())):
            return True
        incoming = find_incoming(self.dossier, name)
        return any(self.dossier.carries(f.flow, item) is not Certainty.NO for f in incoming)


def _may_record(dossier: Dossier, file: File, item: str) -> bool:
    words = dossier.model.vocabulary
    if isinstance(records(file, item, words), Certainty):
        return True
    stands_elsewhere = file.records.complete and not tells_all(file)
    return stands_elsewhere or item in words.expand(split_widely(file.records.names))

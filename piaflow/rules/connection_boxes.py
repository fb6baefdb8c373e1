"""What the boxes of Ⅰ.2③ say of two systems, and which of them a printed choice means."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from operator import attrgetter

from attrs import define, frozen

from piaflow.domain.assessment import Assessment
from piaflow.domain.certainty import Certainty
from piaflow.domain.choices import ConnectionChoice, Means, NodeKind
from piaflow.domain.grouping import group_by
from piaflow.domain.nodes import System
from piaflow.law.connection_choices import find_choice, find_standing
from piaflow.rules.dossier import Dossier, FlowFacts
from piaflow.rules.finding import Spot

_CHOICES = {choice.value: choice for choice in ConnectionChoice}
_NO_PARTNERS = frozenset({NodeKind.TERMINAL, NodeKind.MEDIUM})
_NOT_CONNECTED = frozenset({Means.PAPER, Means.MEDIUM, Means.FLASH})


@frozen
class Joined:
    """Two systems and the flows between them, either way; `source` sends the first of these by their ids."""

    source: System
    target: System
    flows: tuple[FlowFacts, ...]


def _place_in_list(system: System) -> tuple[bool, int, str, str]:
    """Where a system stands in Ⅰ.2, those that it does not number behind by their names."""
    return not system.number, len(system.number), system.number, system.name


@define(frozen=True)
class Boxes:
    """The boxes of Ⅰ.2③ of all systems, so that each question costs no look at the others."""

    model: Assessment

    @cached_property
    def _told(self) -> Mapping[str, Mapping[str, tuple[Certainty, ...]]]:
        """What each system's boxes show, by the system and by what stands beside them: a node or a printed choice."""
        canonical = self.model.canonical
        return {s.name: group_by((canonical(c.name), c.box) for c in s.connects) for s in self.model.systems}

    @cached_property
    def _others(self) -> Mapping[str, bool]:
        return {system.name: bool(list_others(system)) for system in self.model.systems}

    @cached_property
    def of_choice(self) -> Mapping[ConnectionChoice, tuple[System, ...]]:
        """The systems that each printed choice stands for."""
        return find_standing(self.model.systems)

    @cached_property
    def _first(self) -> Mapping[ConnectionChoice, tuple[System, ...]]:
        return {choice: (min(found, key=_place_in_list),) for choice, found in self.of_choice.items()}

    @cached_property
    def _meant(self) -> Mapping[ConnectionChoice, tuple[System, ...]]:
        listed = {c: tuple(s for s in found if s.number) or found for c, found in self.of_choice.items()}
        return {choice: found for choice, found in listed.items() if len(found) == 1}

    def find(self, system: System, other: System) -> Certainty:
        """Return what Ⅰ.2③ of `system` says of `other`: by name, by its printed choice, else by その他.

        UNKNOWN where no box was read, and where one choice stands for both (住基ネット and its 市町村CS).
        """
        choice = find_choice(other)
        if system == other or (choice and choice is find_choice(system)):
            return Certainty.UNKNOWN
        told = self._told[system.name]
        named = (*told.get(other.name, ()), *(told.get(choice.value, ()) if choice else ()))
        boxes = named or tuple(self._other_without(system, other))
        if Certainty.YES in boxes:
            return Certainty.YES
        return Certainty.NO if boxes and set(boxes) == {Certainty.NO} else Certainty.UNKNOWN

    def meet_inside(self, one: System, other: System) -> Certainty:
        """Return whether both tick 庁内連携システム, over which each may reach the other whose own box it leaves empty."""
        sides = [self._tell_inside(system) for system in (one, other)]
        if Certainty.NO in sides:
            return Certainty.NO
        return Certainty.UNKNOWN if Certainty.UNKNOWN in sides else Certainty.YES

    def _tell_inside(self, system: System) -> Certainty:
        """What a system says of 庁内連携システム; of what it does not print at all, that it is not ticked."""
        inside = self.of_choice.get(ConnectionChoice.INTERNAL, ())
        names = {ConnectionChoice.INTERNAL.value, *(other.name for other in inside)}
        boxes = {box for name in names for box in self._told[system.name].get(name, ())}
        return next((box for box in (Certainty.YES, Certainty.UNKNOWN) if box in boxes), Certainty.NO)

    def meant_by(self, choice: ConnectionChoice) -> tuple[System, ...]:
        """Return the one system that a printed choice means, () where several of Ⅰ.2 are no less meant."""
        return self._meant.get(choice, ())

    def first_of(self, choice: ConnectionChoice) -> tuple[System, ...]:
        """Return the first in Ⅰ.2 of the systems that a printed choice stands for, to speak for all of them."""
        return self._first.get(choice, ())

    def list_connected(
        self, system: System, stands_for: Callable[[ConnectionChoice], tuple[System, ...]]
    ) -> tuple[System, ...]:
        """Return the systems that Ⅰ.2③ of `system` says it connects with, by name or as what a choice stands for."""
        found: dict[str, System] = {}
        for name in self._told[system.name]:
            node, choice = self.model.find(name), _CHOICES.get(name)
            for other in (node, *(stands_for(choice) if choice else ())):
                if isinstance(other, System):
                    found[other.name] = other
        return tuple(other for other in found.values() if self.find(system, other) is Certainty.YES)

    def _other_without(self, system: System, other: System) -> Iterator[Certainty]:
        """その他 says NO to each listed or well-known system that no printed choice stands for and it does not name.

        Beside other names only where 庁内連携システム is known to be empty: that choice may stand for any system.
        An application is a partner like a system; a terminal or a medium is none.
        """
        well_known = other.kind not in _NO_PARTNERS and (other.number or other.entry)
        if well_known and find_choice(other) is None:
            telling = ConnectionChoice.INTERNAL if self._others[system.name] else ConnectionChoice.OTHER
            if self._told[system.name].get(telling.value, (None,))[-1] is Certainty.NO:
                yield Certainty.NO


def list_others(system: System) -> tuple[str, ...]:
    """Return the names that stand beside a ticked その他 of Ⅰ.2③."""
    return tuple(c.name for c in system.connects if c.box is Certainty.YES and c.name not in _CHOICES)


def say_silence(system: System, other: System) -> str:
    """Return what the boxes of a system print where they say no to another one."""
    choice, others = find_choice(other), list_others(system)
    if choice is None and others:
        return f"「その他」が{'、'.join(others)}だけ"
    return f"「{choice.value if choice else 'その他'}」の欄が空"


def find_field(system: System, other: System) -> Spot:
    """Return the boxes of Ⅰ.2③ that may name another system: that of its choice, and その他 beside which any may stand."""
    choice = find_choice(other) or ConnectionChoice.OTHER
    return Spot("③", system.name, tuple(dict.fromkeys((choice.value, ConnectionChoice.OTHER.value))))


def find_joined(dossier: Dossier) -> tuple[Joined, ...]:
    """Return each pair of systems that a flow joins over a line, in the order of the flows."""
    systems = {system.name: system for system in dossier.model.systems}
    found: dict[frozenset[str], list[FlowFacts]] = {}
    for facts in dossier.flows:
        ends = {facts.source, facts.target}
        if len(ends) > 1 and ends <= systems.keys() and not _is_carried(facts):
            found.setdefault(frozenset(ends), []).append(facts)
    first = {ends: min(flows, key=attrgetter("id")) for ends, flows in found.items()}
    return tuple(
        Joined(systems[first[ends].source], systems[first[ends].target], tuple(flows))
        for ends, flows in found.items()
    )


def may_go_inside(facts: FlowFacts) -> bool:
    """Whether a flow may go over 庁内連携システム: by its means, or where it tells none."""
    return not facts.flow.means or Means.INTERNAL in facts.flow.means


def _is_carried(facts: FlowFacts) -> bool:
    """Paper and media connect no systems."""
    return bool(facts.flow.means) and _NOT_CONNECTED.issuperset(facts.flow.means)

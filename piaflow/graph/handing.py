"""Whom the entries of Ⅱ.4 and Ⅱ.5 hand something, of which file or system, whether an arrow is drawn or not."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence

from attrs import frozen

from piaflow.domain.assessment import Assessment, DeclaredEntry
from piaflow.domain.certainty import Certainty
from piaflow.domain.choices import Extent, PartyKind
from piaflow.domain.entries import Entrustment, Handover, Provision, Transfer
from piaflow.domain.grouping import group_by
from piaflow.domain.names import fold
from piaflow.domain.nodes import Party, System
from piaflow.domain.pointing import is_no_item
from piaflow.graph.body_names import split_names
from piaflow.graph.own_parties import Meant
from piaflow.graph.using import Sections, names_any_section

_INSIDE = (PartyKind.DEPARTMENT, PartyKind.PERSON, PartyKind.CONTRACTOR)
"""To whom a 機関 gives without a 提供."""


@frozen(eq=False)
class HandedOver:
    """What an entry hands to a party, or to one of several; `is_told` is false where it may be the one that is meant, or not.

    So may be whoever runs a system that is printed as 提供先 or 移転先: the party is then that system.

    An entrustment hands over its file, and may hand over what is on the `systems` that it is to work on.
    """

    declared: DeclaredEntry
    entry: Entrustment | Handover
    parties: frozenset[str]
    is_told: bool = True

    @property
    def extent(self) -> Extent:
        """How much of the file is handed over."""
        return self.entry.extent if isinstance(self.entry, Entrustment) else Extent.PART

    @property
    def is_by_network(self) -> bool:
        """Whether 情報提供ネットワークシステム alone takes it there: by 符号, and not by 個人番号."""
        return isinstance(self.entry, Provision) and self.entry.is_by_network

    @property
    def how(self) -> tuple[Extent, bool, bool]:
        """All that tells how it goes but the items."""
        return self.extent, self.is_told, self.is_by_network

    @property
    def systems(self) -> tuple[str, ...]:
        """The systems that are worked on."""
        return self.entry.systems if isinstance(self.entry, Entrustment) else ()


def list_handed(model: Assessment) -> Iterator[HandedOver]:
    """Yield to whom each entry hands something, and then who may be a contractor that it has and does not name, at once.

    A 委託先, 提供先 or 移転先 is a party where it is printed as the party is named, or by another name of that very body. It may
    be one of several names that stand together, be it as the name of a party, or what a party of the printed name may be;
    a 移転先 also a 部署 that is printed by another. What is printed by the name of a system may be there. An entrustment
    without a contractor may be to any 委託先, one with 再委託, or of which nobody knows whether it has, also to each 委託先 that
    no entrustment names. A 提供先 that is nobody of the document may have any role for which a party is called.
    """
    every = frozenset(party.name for party in model.parties if party.kind is PartyKind.CONTRACTOR)
    told = (d.entry.contractor for d in model.entries if isinstance(d.entry, Entrustment))
    unnamed = every.difference(model.canonical(name) for one in told for name in (one, *split_names(one)))
    reading = _Reading.of(model)
    for declared in model.entries:
        entry, unsure = declared.entry, frozenset[str]()
        if isinstance(entry, Entrustment):
            named = {entry.contractor} - {""}
            unsure = unnamed if entry.subentrusted is not Certainty.NO else unsure
            unsure = unsure if named else every
        elif isinstance(entry, Handover):
            named = set(entry.names)
        else:
            continue
        parties = reading.find_parties(named)
        for party in sorted(parties):
            yield HandedOver(declared, entry, frozenset({party}))
        if unsure:
            yield HandedOver(declared, entry, unsure, is_told=False)
        groups = reading.list_groups(entry, named)
        for group in groups:
            if rest := group.difference(parties, unsure):
                yield HandedOver(declared, entry, rest, is_told=False)


@frozen
class _Reading:
    """How the names of recipients are read: as the parties that a model has, and by parts of their names."""

    model: Assessment
    several: Mapping[str, Sequence[str]]
    meant: Meant
    sections: Sections

    @classmethod
    def of(cls, model: Assessment) -> _Reading:
        """Read all that a model prints."""
        names = ((fold(name), party.name) for party in model.parties for name in split_names(party.name))
        meant = Meant.of(model, dict.fromkeys(list_recipients(model)))
        return cls(model, group_by(names), meant, Sections.of(model))

    def find_parties(self, named: Collection[str]) -> set[str]:
        """Return the parties that are told by their names, or by others of the same body."""
        surely = (self.meant.surely.get(name, ()) for name in named)
        return self._find(Party, named).union(*surely)

    def list_groups(self, entry: Entrustment | Handover, named: Collection[str]) -> list[frozenset[str]]:
        """Return whom the names may mean: each party or system by itself, and the groups of which it may be each."""
        each = {one for name in named for one in (name, *split_names(name))}
        # what points at an annex is no name, nor is a part of that sentence
        read = {one for name in named if not is_no_item(name) for one in (name, *split_names(name))}
        maybe = self._find(Party, each)
        maybe |= self._find(System, each) if isinstance(entry, Handover) else set()
        maybe |= {party for name in map(fold, each) for party in self.several.get(name, ())}
        maybe |= {party for name in read for party in self.meant.surely.get(name, ())}
        maybe |= self._find_sections(each) if isinstance(entry, Transfer) else set()
        groups = dict.fromkeys(frozenset({one}) for one in sorted(maybe))
        groups |= dict.fromkeys(group for name in sorted(read) for group in self.meant.possibly.get(name, ()))
        if isinstance(entry, Provision):
            groups[self._find_anybody(named)] = None
        if isinstance(entry, Transfer) and (names_any_section(self.model, read) or _is_untold(named)):
            groups[frozenset(self.sections.every)] = None
        return list(groups)

    def _find_anybody(self, named: Collection[str]) -> frozenset[str]:
        """Return who may be a 提供先 whatever it is called: of one that stands elsewhere (別紙のとおり) all other bodies.

        Of one that is nobody of the document those that it calls by a role.
        """
        if _is_untold(named):
            others = (party for party in self.model.parties if party.kind not in _INSIDE)
            return frozenset(party.name for party in others if party != self.model.assessor)
        return self.meant.anybody if not all(map(self._hears, named)) else frozenset()

    def _hears(self, name: str) -> bool:
        """Whether a name is that of a party or system, or of one that it may mean; or is no name but points at an annex."""
        parts = () if is_no_item(name) else (name, *split_names(name))
        heard = (self.model.find(p) or self.meant.hears(p) or fold(p) in self.several for p in parts)
        return not parts or any(heard)

    def _find(self, sort: type[Party | System], names: Iterable[str]) -> set[str]:
        return {node.name for node in map(self.model.find, names) if isinstance(node, sort)}

    def _find_sections(self, printed: Iterable[str]) -> set[str]:
        """The 部署 that are meant by other names than their own."""
        unknown = (name for name in printed if not isinstance(self.model.find(name), Party))
        return {section for name in unknown for section in self.sections.find(name)}


def _is_untold(named: Iterable[str]) -> bool:
    """Whether some recipient is not told, or stands elsewhere (別紙のとおり)."""
    return any(not name or is_no_item(name) for name in named)


def list_recipients(model: Assessment) -> Iterator[str]:
    """Yield what is printed as 提供先 or 移転先, alone or together with others, and names no party of the document."""
    return _list_printed(model, Handover)


def list_provided(model: Assessment) -> Iterator[str]:
    """Yield what is printed so as 提供先: a 移転先 is within the 機関 itself."""
    return _list_printed(model, Provision)


def _list_printed(model: Assessment, kind: type[Handover]) -> Iterator[str]:
    entries = (declared.entry for declared in model.entries)
    names = (name for entry in entries if isinstance(entry, kind) for name in entry.names)
    every = dict.fromkeys(name for printed in names for name in (printed, *split_names(printed)))
    return (name for name in every if name and not isinstance(model.find(name), Party))


def list_handed_to(model: Assessment, named: Container[str], *, is_told: bool = True) -> Iterator[HandedOver]:
    """Yield what entries hand to bodies that are `named` so and are no party of the document.

    Where several names stand together, or who is meant is not told for certain, each may be handed it.
    """
    for declared in model.entries:
        entry = declared.entry
        if isinstance(entry, Handover):
            for printed in entry.names:
                if printed in named:
                    yield HandedOver(declared, entry, frozenset({printed}), is_told)
                together = (part for part in split_names(printed) if part in named)
                yield from (
                    HandedOver(declared, entry, frozenset({part}), is_told=False) for part in together
                )

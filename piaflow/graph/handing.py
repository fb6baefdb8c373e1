"""Whom the entries of Ⅱ.4 and Ⅱ.5 hand something, of which file or system, whether an arrow is drawn or not."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator

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
    no entrustment names.
    """
    every = frozenset(party.name for party in model.parties if party.kind is PartyKind.CONTRACTOR)
    told = (d.entry.contractor for d in model.entries if isinstance(d.entry, Entrustment))
    unnamed = every.difference(model.canonical(name) for one in told for name in (one, *split_names(one)))
    several = group_by(
        (fold(name), party.name) for party in model.parties for name in split_names(party.name)
    )
    meant = Meant.of(model, dict.fromkeys(list_recipients(model)))
    sections = Sections.of(model)
    any_section = frozenset(sections.every)
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
        each = {one for name in named for one in (name, *split_names(name))}
        # what points at an annex is no name, nor is a part of that sentence
        read = {one for name in named if not is_no_item(name) for one in (name, *split_names(name))}
        parties = _find(Party, model, named).union(*(meant.surely.get(name, ()) for name in named))
        maybe = _find(Party, model, each)
        maybe |= _find(System, model, each) if isinstance(entry, Handover) else set()
        maybe |= {party for name in map(fold, each) for party in several.get(name, ())}
        maybe |= {party for name in read for party in meant.surely.get(name, ())}
        maybe |= _find_sections(model, sections, each) if isinstance(entry, Transfer) else set()
        for party in sorted(parties):
            yield HandedOver(declared, entry, frozenset({party}))
        if unsure:
            yield HandedOver(declared, entry, unsure, is_told=False)
        groups = dict.fromkeys(group for name in sorted(read) for group in meant.possibly.get(name, ()))
        if isinstance(entry, Transfer) and names_any_section(model, read):
            groups[any_section] = None
        for group in (*(frozenset({party}) for party in sorted(maybe)), *groups):
            if rest := group.difference(parties, unsure):
                yield HandedOver(declared, entry, rest, is_told=False)


def _find(sort: type[Party | System], model: Assessment, names: Iterable[str]) -> set[str]:
    return {node.name for node in map(model.find, names) if isinstance(node, sort)}


def _find_sections(model: Assessment, sections: Sections, printed: Iterable[str]) -> set[str]:
    """The 部署 that are meant by other names than their own."""
    unknown = (name for name in printed if not isinstance(model.find(name), Party))
    return {section for name in unknown for section in sections.find(name)}


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

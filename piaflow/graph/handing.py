"""Whom the entries of Ⅱ.4 and Ⅱ.5 hand something, of which file or system, whether an arrow is drawn or not."""

from __future__ import annotations

from collections.abc import Container, Iterator

from attrs import frozen

from piaflow.domain.assessment import Assessment, DeclaredEntry
from piaflow.domain.certainty import Certainty
from piaflow.domain.choices import Extent, PartyKind
from piaflow.domain.entries import Entrustment, Handover
from piaflow.domain.nodes import Party


@frozen(eq=False)
class HandedOver:
    """What an entry hands to a party; `is_told` is false where the party may be the one that is meant, or may not.

    An entrustment hands over its file, and may hand over what is on the `systems` that it is to work on.
    """

    declared: DeclaredEntry
    entry: Entrustment | Handover
    party: str
    is_told: bool = True

    @property
    def is_whole(self) -> bool:
        """Whether all of the file is handed over."""
        return isinstance(self.entry, Entrustment) and self.entry.extent is Extent.WHOLE

    @property
    def systems(self) -> tuple[str, ...]:
        """The systems that are worked on."""
        return self.entry.systems if isinstance(self.entry, Entrustment) else ()


def list_handed(model: Assessment) -> Iterator[HandedOver]:
    """Yield to whom each entry hands something, and then who may be a contractor that it has and does not name.

    A 提供先 or 移転先 is a party where it is printed as the party is named. An entrustment without a contractor may be
    to any 委託先, one with 再委託 also to each 委託先 that no entrustment names.
    """
    every = frozenset(party.name for party in model.parties if party.kind is PartyKind.CONTRACTOR)
    told = (d.entry.contractor for d in model.entries if isinstance(d.entry, Entrustment))
    unnamed = every.difference(map(model.canonical, told))
    for declared in model.entries:
        entry, maybe = declared.entry, frozenset[str]()
        if isinstance(entry, Entrustment):
            named = {entry.contractor} - {""}
            maybe = unnamed if entry.subentrusted is Certainty.YES else maybe
            maybe = maybe if named else every
        elif isinstance(entry, Handover):
            named = set(entry.names)
        else:
            continue
        parties = {node.name for node in map(model.find, named) if isinstance(node, Party)}
        for party in sorted(parties):
            yield HandedOver(declared, entry, party)
        for party in sorted(maybe):
            yield HandedOver(declared, entry, party, is_told=False)


def list_recipients(model: Assessment) -> Iterator[str]:
    """Yield what is printed as 提供先 or 移転先 and names no party of the document."""
    entries = (declared.entry for declared in model.entries)
    names = dict.fromkeys(name for entry in entries if isinstance(entry, Handover) for name in entry.names)
    return (name for name in names if name and not isinstance(model.find(name), Party))


def list_handed_to(model: Assessment, named: Container[str]) -> Iterator[HandedOver]:
    """Yield what entries hand to bodies that are `named` so and are no party of the document."""
    for declared in model.entries:
        entry = declared.entry
        if isinstance(entry, Handover):
            yield from (HandedOver(declared, entry, name) for name in entry.names if name in named)

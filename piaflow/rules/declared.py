"""Whether Ⅱ declares a drawn flow: an entry of Ⅱ.4–5 for what is given, a box of 入手元 for what is acquired."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property

from attrs import define, evolve, field

from piaflow.domain.certainty import Certainty
from piaflow.domain.choices import FlowKind, PartyKind, SourceKind
from piaflow.domain.entries import Entrustment, Entry, Handover, Provision, SourceBox
from piaflow.domain.grouping import group_by
from piaflow.domain.names import EntryName
from piaflow.domain.nodes import Party
from piaflow.domain.span import find_beginnings
from piaflow.rules.bodies import may_be_member
from piaflow.rules.coverage import (
    KIND_WORDS,
    covers_handover,
    covers_party,
    find_source_kinds,
    is_described,
    list_asked,
    list_bodies,
    list_callings,
    list_named,
    list_party_words,
    list_recipients,
    may_carry,
    names_source,
)
from piaflow.rules.dossier import Dossier, FlowFacts
from piaflow.rules.finding import Evidence
from piaflow.rules.network import find_means, is_network
from piaflow.rules.words import Words

_FEW = 4


@define(frozen=True)
class Declared:
    """What Ⅱ declares, by the words in which its entries name whom they are about."""

    dossier: Dossier
    _said: dict[tuple[str, ...], Evidence] = field(factory=dict, init=False, eq=False, repr=False)

    @cached_property
    def _giving(self) -> tuple[Entrustment | Handover, ...]:
        entries = (d.entry for d in self.dossier.entries.values())
        return tuple(entry for entry in entries if isinstance(entry, Entrustment | Handover))

    @cached_property
    def _naming(self) -> Mapping[str, tuple[int, ...]]:
        """Which entries have each word, and name each body, in what they print of a recipient."""
        nodes = (name for node in self.dossier.model.nodes for name in (node.name, *node.aliases))
        words = Words((*nodes, *KIND_WORDS))
        return group_by(
            (word, i)
            for i, e in enumerate(self._giving)
            for word in words.find_in(list_recipients(e)).union(
                *map(list_named, list_recipients(e)), _called(e)
            )
        )

    def _may_name(self, party: Party) -> Iterator[Entrustment | Handover]:
        words = (*list_party_words(party), *list_bodies(party), *list_asked(party))
        places = {i for word in words for i in self._naming.get(word, ())}
        yield from (self._giving[i] for i in sorted(places) if covers_party(self._giving[i], party))

    @property
    def tells_entries(self) -> bool:
        """A document without chapter Ⅱ, such as a single picture, declares nothing."""
        return bool(self._giving)

    @cached_property
    def _telling(self) -> Mapping[str, tuple[Entrustment | Handover, ...]]:
        """The files that have entries of 委託, 提供 or 移転, and these."""
        entries = ((d.file, d.entry) for d in self.dossier.entries.values())
        return group_by((file, entry) for file, entry in entries if isinstance(entry, Entrustment | Handover))

    @cached_property
    def _sources(self) -> tuple[SourceBox, ...]:
        return tuple(box for file in self.dossier.model.files for box in file.acquisition.sources)

    @cached_property
    def _ticked(self) -> frozenset[SourceKind]:
        return frozenset(box.kind for box in self._sources if box.box is not Certainty.NO)

    def as_given(self, facts: FlowFacts, party: Party) -> bool:
        """Whether an entry of Ⅱ.4–5 may be what the flow gives to the party, or to whoever is behind a known network."""
        if any(_is_of_giving(self.dossier.entries[name].entry) for name in facts.flow.declared):
            return True
        if any(_may_cover(self.dossier, entry, facts, party) for entry in self._may_name(party)):
            return True
        known = bool(find_means(self.dossier, facts)) or facts.target in self._named_networks
        return known and self.as_described(facts)

    @cached_property
    def _named_networks(self) -> frozenset[str]:
        """The networks that are written beside その他 among the 方法 of some 提供先."""
        rows = (row for entry in self._provisions for row in entry.recipients)
        told = "、".join(dict.fromkeys(box.name for row in rows for box in row.means if box.name))
        networks = (s for s in self.dossier.model.systems if is_network(self.dossier, s.name))
        return frozenset(s.name for s in networks if any(n in told for n in (s.name, *s.aliases)))

    def as_described(self, facts: FlowFacts) -> bool:
        """Whether the flow may be a 提供 to whom Ⅱ.5 does not name, or goes into a network, where nobody names him."""
        carried = is_network(self.dossier, facts.target)
        flow = evolve(facts.flow, means=find_means(self.dossier, facts))
        found = self._provisions if carried else self._described
        return any(may_carry(self.dossier.model, entry, flow) for entry in found)

    @cached_property
    def _provisions(self) -> tuple[Provision, ...]:
        return tuple(entry for entry in self._giving if isinstance(entry, Provision))

    @cached_property
    def _described(self) -> tuple[Provision, ...]:
        return tuple(filter(is_described, self._provisions))

    def as_acquired(self, facts: FlowFacts, party: Party) -> bool:
        """Whether a box of 入手元 may stand for the party that the flow comes from.

        A 広域連合 and its members may share one 事務: the one may be a 部署 of the other's.
        """
        kinds = find_source_kinds(party)
        if may_be_member(self.dossier, party.name):
            kinds |= {SourceKind.DEPARTMENT}
        ticked = not self._ticked.isdisjoint(kinds)
        told = bool(facts.flow.declared) or not self._sources or ticked
        named = told or any(names_source(box, party) for box in self._named_sources)
        return named or self.is_hired(party)

    def is_hired(self, party: Party) -> bool:
        """Whether a party is a 委託先, by its kind or by Ⅱ.4: what it hands back is no 入手, what it hands on maybe 再委託."""
        hired = any(isinstance(entry, Entrustment) for entry in self._may_name(party))
        return hired or party.kind is PartyKind.CONTRACTOR

    @cached_property
    def _named_sources(self) -> tuple[SourceBox, ...]:
        """The boxes that speak of somebody by a name, or by none beside その他; each once."""
        named = (box for box in self._sources if box.name or box.kind is SourceKind.OTHER)
        return tuple(dict.fromkeys(named))

    @property
    def has_other_sources(self) -> bool:
        """Whether その他 may be ticked: what is written beside it may speak of a party by another word."""
        return SourceKind.OTHER in self._ticked

    def say_given(self, flows: tuple[FlowFacts, ...]) -> Evidence:
        """What Ⅱ.4–5 lists instead, of the files that the flows name, of all where they name none."""
        files = self._files(flows)
        if files not in self._said:
            outside = (Entrustment, Provision)
            given = [(f, e) for f in files for e in self._telling[f] if isinstance(e, outside)]
            names = tuple(EntryName.of(file, entry.number) for file, entry in given)
            told = "、".join(names) if len(given) <= _FEW else f"ほかの委託・提供{len(given)}件"
            spans = find_beginnings(entry for _, entry in given)
            self._said[files] = Evidence(f"Ⅱ.4・5にあるのは{told}", spans, of=names)
        return self._said[files]

    def say_sources(self, flows: tuple[FlowFacts, ...]) -> Evidence:
        """The boxes of 入手元, of the files that the flows name, of all where they name none."""
        files = [self.dossier.model.file(name) for name in self._files(flows)]
        return Evidence("Ⅱ.3① 入手元の欄", tuple(s for file in files for s in file.acquisition.spans))

    def _files(self, flows: tuple[FlowFacts, ...]) -> tuple[str, ...]:
        canonical = self.dossier.model.canonical
        named = {canonical(n) for f in flows for n in (f.flow.file, f.flow.source, f.flow.target) if n}
        known = sorted((name for name in named if name in self._telling), key=self._order.__getitem__)
        return tuple(known) or tuple(self._telling)

    @cached_property
    def _order(self) -> Mapping[str, int]:
        return {name: index for index, name in enumerate(self._telling)}


def _called(entry: Entrustment | Handover) -> frozenset[str]:
    return list_callings(entry.contractor) if isinstance(entry, Entrustment) else frozenset()


def _is_of_giving(entry: Entry) -> bool:
    return isinstance(entry, Entrustment | Handover)


def _may_cover(dossier: Dossier, entry: Entrustment | Handover, facts: FlowFacts, party: Party) -> bool:
    """What is not known to be 特定個人情報 may be any part of what the party gets."""
    if isinstance(entry, Handover) and is_certain(facts):
        return covers_handover(dossier.model, entry, facts.flow, party)
    return True


def is_certain(facts: FlowFacts) -> bool:
    """Whether a flow certainly is a matter of Ⅱ: it carries 特定個人情報, or is drawn as a 提供."""
    return facts.specific is Certainty.YES or facts.flow.kind is FlowKind.PROVISION

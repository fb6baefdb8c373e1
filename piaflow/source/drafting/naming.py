"""Whom the words of a document name: what the model holds already, the catalogue, or a party or system by its head.

Never more than the name proves: a head (…システム, …課, …市) says what kind of thing it is, the catalogue which one it is
where it calls just one so, and a part of a name whose it is only where a single one ends so (CS, 市町村CS).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from functools import cached_property

from attrs import define, evolve, field, frozen

from piaflow.domain.assessment import Assessment
from piaflow.domain.choices import PartyKind
from piaflow.domain.names import fold
from piaflow.domain.nodes import File, Node, Party, System
from piaflow.domain.span import Span, join_spans
from piaflow.law.catalogue import Catalogue, CatalogueEntry
from piaflow.law.system_types import OnePer
from piaflow.source.drafting.clauses import Mention
from piaflow.source.drafting.heads import make_node, spell

_OFFICER = re.compile(
    r"(?:窓口)?(?:職員|担当者|担当職員|担当課|担当部署|所管課|主管課|担当課職員|自部署|自課)"
)
_OWN = re.compile(
    r"(?:本|当|自)(?:市|町|村|区|県|府|都|道|組合|連合|団体|機関)|評価実施機関|(?P<kind>[市町村区県府都道])(?:長|知事|役所|役場)?"
)
_BEFORE = re.compile(r"^(?:当該|該当|各|上記|前記|同|該)(?=..)")
_AFTER = re.compile(r"(?:等|側|内|上|宛|ほか)$")
_MACHINE = re.compile(r"(?<=システム)(?:サーバー?|本体)$")
"""The server of a system is that system."""
_KANA = re.compile(r"[ぁ-ん]")
_LATIN = re.compile(r"[A-Za-z]{2,}")


@frozen
class End:
    """端: a node that words name. `own`: it is the assessing body's, as far as that is known."""

    name: str
    own: bool = False
    is_person: bool = False
    is_file: bool = False
    is_outside: bool = False


@define(slots=False)
class Register:
    """名簿: the nodes of a model under every spelling of their names, and those that its sentences add."""

    a: Assessment
    catalogue: Catalogue
    nodes: dict[str, Node] = field(init=False)
    added: dict[str, Node] = field(factory=dict)
    aliases: dict[str, list[str]] = field(factory=dict)
    said: dict[str, str] = field(factory=dict)
    """What a sentence calls by another name beside: 住民基本台帳（既存住基システム）."""

    @nodes.default
    def _known(self) -> dict[str, Node]:
        return {spell(name): node for node in self.a.nodes for name in (node.name, *node.aliases)}

    @cached_property
    def kana_names(self) -> tuple[str, ...]:
        """The names of the model and of the catalogue that are written with kana, the longest first."""
        known = [(node.name, *node.aliases) for node in self.a.nodes]
        known += [(entry.name, *entry.aliases) for entry in self.catalogue.systems]
        told = [name for names in known for name in names]
        return tuple(sorted({fold(n) for n in told if _KANA.search(n)}, key=lambda n: (-len(n), n)))

    @property
    def body(self) -> End:
        """The assessing body."""
        return End(self.a.overview.body, own=True)

    @property
    def department(self) -> str:
        """担当部署, where Ⅰ.7 names just one."""
        told = [" ".join(line.split()) for line in self.a.overview.departments]
        return told[0] if len(told) == 1 else ""

    def officer(self, spans: tuple[Span, ...]) -> End:
        """Return who acts for the body: the only 担当部署, or the body itself where that is not known."""
        name = self.department
        if not name or not re.search(r"(?:課|室|係|局|部|所|センター|班|担当)$", name):
            return self.body
        short = name.split()[-1]
        aliases = (short,) if short != name and spell(short) not in self.nodes else ()
        self._add(Party(name, PartyKind.DEPARTMENT, aliases=aliases, body=self.a.overview.body), spans)
        return End(name, own=True)

    def is_end(self, mention: Mention) -> bool:
        """Whether words name somebody."""
        return self._is_own_word(mention.text) or self.find(mention) is not None

    def resolve(self, mention: Mention, spans: tuple[Span, ...]) -> End | None:
        """Return whom words name; one that the model does not have yet is added to it, with these lines."""
        text = _plain(mention.text)
        if _OFFICER.fullmatch(text):
            return self.officer(spans)
        if self._is_own_word(text):
            return self.body
        node = self.find(mention)
        if node is None:
            return None
        if spell(node.name) in self.nodes and node.name not in self.added:
            self._call(node, text)
        else:
            self._add(node, spans)
            self._call(node, text)
        return self._end(node)

    def add_party(self, printed: str, kind: PartyKind, spans: tuple[Span, ...]) -> str:
        """Return whom a box or an entry of Ⅱ names; who is unknown so far is a party of that kind."""
        if self._is_own_word(printed):
            return self.officer(spans).name
        found = self._lookup(printed)
        if found is None:
            made = make_node(fold(printed))
            told = made.kind if isinstance(made, Party) and kind is PartyKind.OTHER_PUBLIC else kind
            found = Party(printed, told)
        if not isinstance(found, File):
            self._add(found, spans)
        return found.name

    def find_file(self, mentions: Iterable[Mention]) -> str:
        """Return the file that words name, themselves or before の."""
        for mention in mentions:
            for text in (mention.text, *mention.of):
                node = self.nodes.get(spell(_plain(text)))
                if isinstance(node, File):
                    return node.name
        return ""

    def note(self, name: str, beside: str) -> None:
        """Remember that a sentence calls one thing by two names, where the model knows just the second."""
        if self._lookup(name) is None and isinstance(self._lookup(beside), System):
            self.said[spell(name)] = beside

    def list_parties(self, ends: Collection[str]) -> Iterator[Party]:
        """Yield the parties of the model and those of `ends` that it did not have, with all their names."""
        new = [node for node in self.added.values() if isinstance(node, Party) and node.name in ends]
        for party in (*self.a.parties, *new):
            yield evolve(party, aliases=self._names_of(party))

    def list_systems(self, ends: Collection[str]) -> Iterator[System]:
        """Yield the systems of the model and those of `ends` that it did not have, with all their names."""
        new = [node for node in self.added.values() if isinstance(node, System) and node.name in ends]
        for system in (*self.a.systems, *new):
            yield evolve(system, aliases=self._names_of(system))

    def _names_of(self, node: Party | System) -> tuple[str, ...]:
        return tuple(dict.fromkeys((*node.aliases, *self.aliases.get(node.name, ()))))

    def _end(self, node: Node) -> End:
        is_person = isinstance(node, Party) and node.kind is PartyKind.PERSON
        is_body = node.name == self.a.overview.body
        listed = isinstance(node, System) and bool(node.number)
        entry = self.catalogue.find(node.entry) if isinstance(node, System) and node.entry else None
        outside = isinstance(node, Party) and not is_body and node.kind is not PartyKind.DEPARTMENT
        nations = entry is not None and entry.one_per is OnePer.COUNTRY
        own = is_body or isinstance(node, File) or (listed and not nations)
        return End(node.name, own, is_person, isinstance(node, File), outside or nations)

    def _is_own_word(self, text: str) -> bool:
        text = _plain(text)
        body = fold(self.a.overview.body)
        bare = re.sub("(?:長|知事)$", "", body)
        if text in (body, bare) or _OFFICER.fullmatch(text):
            return True
        found = _OWN.fullmatch(text)  # 市へ: the body itself, where that is a 市
        return found is not None and (not found["kind"] or bare.endswith(found["kind"]))

    def find(self, mention: Mention) -> Node | None:
        """Return the node that words name, be it that the model does not have it yet."""
        text = _plain(mention.text)
        bare = _AFTER.sub("", text)
        for name in dict.fromkeys((text, bare, _BEFORE.sub("", bare), _MACHINE.sub("", bare))):
            found = self._lookup(name)
            if found is not None:
                return found
        return make_node(bare if bare.startswith("各") else _BEFORE.sub("", bare))

    def _lookup(self, name: str) -> Node | None:
        """The node of a name: the model's own, that of the only entry called so, or the only one that ends so."""
        key = spell(name)
        beside = self.said.get(key)
        if beside:
            return self._lookup(beside)
        if key in self.nodes:
            return self.nodes[key]
        entry = next((e for e in self.catalogue.systems if key in map(spell, (e.name, *e.aliases))), None)
        if entry:
            return self._of_entry(entry, name)
        party = next((p for p in self.catalogue.parties if key in map(spell, (p.name, *p.aliases))), None)
        if party:
            known = next(
                (self.nodes[k] for k in map(spell, (party.name, *party.aliases)) if k in self.nodes), None
            )
            return known or Party(party.name, party.kind)
        return self._ending(key) if _LATIN.fullmatch(key) else None

    def _of_entry(self, entry: CatalogueEntry, name: str) -> Node:
        """The only system of the model that is an instance of the entry, or a new one."""
        systems = {node.name: node for node in self.nodes.values() if isinstance(node, System)}
        own = [system for system in systems.values() if system.entry == entry.name]
        return own[0] if len(own) == 1 else System(name, entry=entry.name)

    def _ending(self, key: str) -> Node | None:
        nodes = {node.name: node for known, node in self.nodes.items() if known.endswith(key)}
        entries = {
            e.name: e for e in self.catalogue.systems for n in (e.name, *e.aliases) if spell(n).endswith(key)
        }
        if len(nodes) == 1:
            return next(iter(nodes.values()))
        if not nodes and len(entries) == 1:
            entry = next(iter(entries.values()))
            return self._of_entry(entry, entry.name)
        return None

    def _add(self, node: Node, spans: tuple[Span, ...]) -> None:
        known = self.added.get(node.name)
        if known is None and spell(node.name) in self.nodes:
            return
        told = known or node
        self.added[node.name] = evolve(told, spans=join_spans((*told.spans, *spans)))
        for name in (node.name, *node.aliases):
            self.nodes[spell(name)] = self.added[node.name]

    def _call(self, node: Node, text: str) -> None:
        """Remember another name of a node, where no other has it."""
        name = _BEFORE.sub("", _AFTER.sub("", text))
        key = spell(name)
        names = {fold(n) for n in (node.name, *node.aliases)}
        if fold(name) in names or isinstance(node, File) or key in self.said:
            return
        if self.nodes.get(key, node).name != node.name or not self._names_itself(name, node):
            return
        self.nodes.setdefault(key, node)
        told = self.aliases.setdefault(node.name, [])
        if name not in told:
            told.append(name)

    def _names_itself(self, name: str, node: Node) -> bool:
        """Whether a name is one of its own, and not only what the catalogue gives it when it is loaded."""
        entry = self.catalogue.find(node.entry) if isinstance(node, System) and node.entry else None
        return not entry or fold(name) not in {fold(n) for n in (entry.name, *entry.aliases)}


def _plain(text: str) -> str:
    return fold(text).strip("「」『』・")

"""The root value: one 特定個人情報保護評価書 with everything that it names."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from attrs import define, field, fields, frozen

from piaflow.domain.certainty import Certainty
from piaflow.domain.choices import BodyKind, FormKind, PartyKind, SubjectBand
from piaflow.domain.codes import BodyCode
from piaflow.domain.contracts import Contract
from piaflow.domain.entries import Acquisition, Count, Entrustment, Entry, Provision, Storage, Transfer, Use
from piaflow.domain.flow_ids import FlowIds, name_flows
from piaflow.domain.flows import Conversion, Diagram, Flow
from piaflow.domain.items import Item, Vocabulary, build_vocabulary
from piaflow.domain.names import EntryName, Name, fold
from piaflow.domain.nodes import File, Node, Party, System, Zone
from piaflow.domain.records import Acceptance, Revision, Screening, Statement, Text
from piaflow.domain.resolve import find_problems
from piaflow.domain.span import Span
from piaflow.domain.spelling import spell_names
from piaflow.domain.values import checked, without_order
from piaflow.errors import (
    ChoiceNeededError,
    ModelError,
    UnknownNameError,
    Where,
    WrongCallError,
    clip,
    find_nearest,
)

_SECTIONS: Mapping[type[Entry], str] = {
    Acquisition: "acquisition",
    Use: "use",
    Entrustment: "entrustments",
    Provision: "provisions",
    Transfer: "transfers",
    Storage: "storage",
}
"""Which field of its file holds an entry."""


@frozen(field_transformer=checked, repr=False)
class Document:
    """根拠文書: a source document. `file` is its text, `notes` say what it lacks (missing pages, lost boxes)."""

    key: Name
    file: str = ""
    notes: tuple[str, ...] = field(default=(), eq=without_order)


@frozen(field_transformer=checked, repr=False)
class Overview:
    """基本情報: the cover and Ⅰ.1, Ⅰ.5–8 of the form, and its screening. `published` is 公表日 (YYYY-MM-DD).

    `code` is the 全国地方公共団体コード of the assessing body.
    `kind` is what the author says that the body is; `piaflow.law.bodies` reads it off the name else.
    """

    body: Name
    procedure: Name
    code: BodyCode = ""
    form: FormKind = FormKind.FULL
    kind: BodyKind = BodyKind.UNKNOWN
    number: str = ""
    title: Name = ""
    edition: str = ""
    published: str = ""
    duties: tuple[str, ...] = field(default=(), eq=without_order)
    subjects: SubjectBand = SubjectBand.UNKNOWN
    basis: tuple[str, ...] = field(default=(), eq=without_order)
    network: Certainty = Certainty.UNKNOWN
    network_inquiry_basis: tuple[str, ...] = field(default=(), eq=without_order)
    network_provision_basis: tuple[str, ...] = field(default=(), eq=without_order)
    departments: tuple[str, ...] = field(default=(), eq=without_order)
    department_head: str = ""
    other_bodies: tuple[str, ...] = field(default=(), eq=without_order)
    screening: Screening = Screening()
    notes: tuple[str, ...] = field(default=(), eq=without_order)
    spans: tuple[Span, ...] = field(default=(), eq=without_order)


@frozen
class DeclaredEntry:
    """Ⅱの記載: an entry of Ⅱ with the file it belongs to and the name that `Flow.declared` uses for it."""

    name: EntryName
    file: str
    entry: Entry

    @property
    def number(self) -> str:
        """Its number as printed (委託事項1); "" for 入手, 使用 and 保管, which a file has once."""
        return "" if isinstance(self.entry, Acquisition | Use | Storage) else self.entry.number

    @property
    def where(self) -> Where:
        """Its path in the model."""
        section = ("files", self.file, _SECTIONS[type(self.entry)])
        return (*section, self.number) if self.number else section


@frozen
class Responsibility:
    """責任: the party that is `told` to run a node, "" where nobody is, and those that `possibly` answer for it too.

    Where a system stands says nothing of who runs it: housing is not handling, and a cloud provider
    that does not handle the data answers for none of it (個人情報保護委員会 Q&A, クラウド例外).
    """

    told: str = ""
    possibly: tuple[str, ...] = ()


@define(frozen=True, field_transformer=checked, repr=False)
class Draft:
    """書かれたままの評価書: every section of a model, its names not yet resolved."""

    overview: Overview
    documents: tuple[Document, ...] = field(default=(), eq=without_order)
    zones: tuple[Zone, ...] = field(default=(), eq=without_order)
    parties: tuple[Party, ...] = field(default=(), eq=without_order)
    systems: tuple[System, ...] = field(default=(), eq=without_order)
    files: tuple[File, ...] = field(default=(), eq=without_order)
    items: tuple[Item, ...] = field(default=(), eq=without_order)
    conversions: tuple[Conversion, ...] = field(default=(), eq=without_order)
    diagrams: tuple[Diagram, ...] = field(default=(), eq=without_order)
    flows: tuple[Flow, ...] = field(default=(), eq=without_order)
    contracts: tuple[Contract, ...] = field(default=(), eq=without_order)
    texts: tuple[Text, ...] = field(default=(), eq=without_order)
    revisions: tuple[Revision, ...] = field(default=(), eq=without_order)
    statements: tuple[Statement, ...] = field(default=(), eq=without_order)
    accepted: tuple[Acceptance, ...] = field(default=(), eq=without_order)

    @property
    def sections(self) -> dict[str, Any]:
        """Every section by its name, as a Draft is built from them."""
        return {a.name: getattr(self, a.name) for a in fields(Draft)}


@define(frozen=True, field_transformer=checked, repr=False)
class Assessment(Draft):
    """評価書: the assessed body, the 事務, and all parties, systems, files, zones, flows and contracts.

    Names resolve inside it. Raises ModelError with every problem at once where they do not.
    """

    def __attrs_post_init__(self) -> None:
        """Resolve every name, or say all that is wrong. What names a part then bears the part's own spelling."""
        spelled, unknown = spell_names(self)
        for section, values in spelled.items():
            object.__setattr__(self, section, values)
        problems = (*unknown, *find_problems(self))
        if problems:
            raise ModelError(problems)

    def rearrange(self, sections: Mapping[str, Any]) -> Assessment:
        """Return the same assessment with some sections in another order: what resolves does so in any."""
        found = object.__new__(Assessment)
        for name, values in {**self.sections, **sections}.items():
            object.__setattr__(found, name, values)
        return found

    @property
    def body(self) -> str:
        """評価実施機関: the body that makes the assessment."""
        return self.overview.body

    @property
    def procedure(self) -> str:
        """事務の名称."""
        return self.overview.procedure

    @property
    def name(self) -> str:
        """The words by which the document is named among others, in data and messages: 機関 and 事務."""
        return f"{self.body} {self.procedure}"

    @property
    def heading(self) -> str:
        """The same words as they head a page or a picture, apart by a full-width space."""
        return f"{self.body}　{self.procedure}"

    @cached_property
    def assessor(self) -> Party:
        """The assessing body as a party: the declared one, or one made from its name."""
        declared = (p for p in self.parties if fold(self.body) in map(fold, (p.name, *p.aliases)))
        return next(declared, Party(self.body, PartyKind.ASSESSOR))

    @cached_property
    def nodes(self) -> tuple[Node, ...]:
        """Every party, system and file, in that order. The assessing body is always among them."""
        implied = () if self.assessor in self.parties else (self.assessor,)
        return (*implied, *self.parties, *self.systems, *self.files)

    @cached_property
    def _by_name(self) -> Mapping[str, Node]:
        return {fold(name): node for node in reversed(self.nodes) for name in (node.name, *node.aliases)}

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The standard items together with the model's own."""
        return build_vocabulary(self.items)

    def find(self, name: str) -> Node | None:
        """Return the party, system or file of this name or alias, however it is typed, or None."""
        return self._by_name.get(fold(name))

    def node(self, name: str) -> Node:
        """Return the party, system or file of this name or alias. Raises UnknownNameError."""
        found = self.find(name)
        if found is None:
            names = (known for node in self.nodes for known in (node.name, *node.aliases))
            raise UnknownNameError("名前", name, find_nearest(name, names))
        return found

    def canonical(self, name: str) -> str:
        """Return a node's own name for a name or alias; an unknown name comes back as it is."""
        found = self.find(name)
        return found.name if found else name

    def file(self, name: str) -> File:
        """Return the file of this name. Raises UnknownNameError."""
        found = self.find(name)
        if isinstance(found, File):
            return found
        raise UnknownNameError("ファイル", name, find_nearest(name, (f.name for f in self.files)))

    def holder(self, name: str) -> str:
        """Return the name of the party or system that a flow end stands for: a file's holder, or itself."""
        found = self.node(name)
        return self.canonical(found.holder) if isinstance(found, File) else found.name

    def owner(self, name: str) -> str:
        """Return the party that is told to answer for a node: itself, the owner of a system, or ""."""
        found = self.node(self.holder(name))
        return self.canonical(found.owner) if isinstance(found, System) else found.name

    def responsible(self, name: str) -> Responsibility:
        """Return who answers for a node; a file is its holder's.

        Whoever may answer counts: for a system whose owner nobody tells the assessing body and, where Ⅰ.2 does not
        list it, the owner of the place it stands in (a provider of クラウド例外 aside); for a 部署 of which no 機関 is
        told, and for all that it runs, the assessing body; and so for a file of Ⅰ.3, whoever runs its system.
        """
        found = self.node(name)
        if isinstance(found, File):
            held = self.responsible(found.holder)
            own = () if found.listed is Certainty.NO else (self.assessor.name,)
            return Responsibility(held.told, self._others(held.told, (*held.possibly, *own)))
        told = self.owner(name)
        if isinstance(found, System) and not told:
            around = "" if found.number else self._landlord(found.zone)
            return Responsibility(possibly=self._others("", (around, self.assessor.name)))
        above = self.node(self.institution(told))
        is_part = isinstance(above, Party) and above.kind is PartyKind.DEPARTMENT
        return Responsibility(told, self._others(told, (self.assessor.name,) if is_part else ()))

    def _others(self, told: str, names: tuple[str, ...]) -> tuple[str, ...]:
        """The names of parties besides the one that is told, each once."""
        return tuple(dict.fromkeys(name for name in map(self.canonical, names) if name not in ("", told)))

    def place_owner(self, name: str) -> str:
        """Return the owner of the place that a node stands in, "" where no zone around it has one."""
        zone = self._owned_zone(self.zone_of(name))
        return self.canonical(zone.owner) if zone else ""

    def _landlord(self, zone: str) -> str:
        """The owner of the nearest zone that has one, "" where that one handles no data."""
        here = self._owned_zone(zone)
        return here.owner if here and here.cloud is not Certainty.YES else ""

    def _owned_zone(self, zone: str) -> Zone | None:
        while zone and not self._zones[zone].owner:
            zone = self._zones[zone].parent
        return self._zones[zone] if zone else None

    @cached_property
    def _zones(self) -> Mapping[str, Zone]:
        return {zone.name: zone for zone in self.zones}

    def institution(self, party: str) -> str:
        """Return the 機関 that a party belongs to: the end of its chain of `body`."""
        found = self.node(party)
        if found.name in self._institutions:
            return self._institutions[found.name]
        seen = {found.name}
        while isinstance(found, Party) and found.body and self.canonical(found.body) not in seen:
            found = self.node(found.body)
            seen.add(found.name)
        return found.name

    def list_above(self, party: str) -> tuple[str, ...]:
        """Return a party and all that it belongs to, the 機関 last: 係, 課, 部, 市長."""
        found: dict[str, None] = {}
        while party and (name := self.canonical(party)) not in found:
            found[name] = None
            node = self.node(name)
            party = node.body if isinstance(node, Party) else ""
        return tuple(found)

    @cached_property
    def _institutions(self) -> Mapping[str, str]:
        """The end of each party's chain of `body`; of a chain that goes round each has another, and none is here."""
        above = {p.name: self.canonical(p.body) for p in self.parties if p.body}
        ends: dict[str, str] = {}
        for party in above:
            chain, here = dict[str, None](), party
            while here in above and here not in ends and here not in chain:
                chain[here] = None
                here = above[here]
            if here not in chain:
                ends |= dict.fromkeys(chain, ends.get(here, here))
        return ends

    def answering(self, name: str) -> str:
        """Return the 機関 that answers for a node: that of its owner, "" where the document names none."""
        owner = self.owner(name)
        return self.institution(owner) if owner else ""

    @cached_property
    def listed_files(self) -> tuple[File, ...]:
        """The files of Ⅰ.3, in the order in which chapter Ⅱ takes them."""
        return tuple(file for file in self.files if file.listed is not Certainty.NO)

    def zone_of(self, name: str) -> str:
        """Return the zone a node is drawn in ("" outside all): a file is in its holder's."""
        found = self.node(name)
        return self.zone_of(found.holder) if isinstance(found, File) else found.zone

    @cached_property
    def named_flows(self) -> FlowIds:
        """The ids of the flows, and what an id that a person writes means."""
        return name_flows(map(self.print_flow, self.flows), self.flows)

    def print_flow(self, flow: Flow) -> str:
        """Return how a flow is printed: its picture and step, or else its kind, and its two ends."""
        step = f"{flow.diagram} {flow.step}".strip() or flow.kind.value
        return f"{step} {self.canonical(flow.source)}→{self.canonical(flow.target)}"

    @property
    def flow_ids(self) -> tuple[str, ...]:
        """One id per flow, in order: `図 番号 送り手→受け手`, with a mark of its content where several share that."""
        return self.named_flows.ids

    @cached_property
    def flows_by_id(self) -> Mapping[str, Flow]:
        """Each flow under its id, in order."""
        return dict(zip(self.flow_ids, self.flows, strict=True))

    def flow(self, flow_id: str, to: str = "") -> Flow:
        """Return the flow of this id; or with `to` the flow from one node to another, by their names.

        Raises UnknownNameError, ChoiceNeededError where several flows are meant, or WrongCallError.
        """
        if not isinstance(flow_id, str):
            raise WrongCallError("flow", f"{clip(repr(flow_id))} is no id of a flow: write one of flow_ids")
        if to:
            return self._flow_between(self.node(flow_id).name, self.node(to).name)
        found = self.named_flows.find(flow_id)
        if not found:
            raise UnknownNameError("流れ", flow_id, find_nearest(flow_id, self.flow_ids))
        if len(found) > 1:
            raise ChoiceNeededError(f"「{flow_id}」という流れは {len(found)} 本あります", found)
        return self.flows_by_id[found[0]]

    def _flow_between(self, source: str, target: str) -> Flow:
        ends = (source, target)
        found = {i: f for i, f in self.flows_by_id.items() if (f.source, f.target) == ends}
        if not found:
            raise UnknownNameError("流れ", f"{source} → {target}")
        if len(found) > 1:
            raise ChoiceNeededError(f"{source} → {target} の流れは {len(found)} 本あります", tuple(found))
        return next(iter(found.values()))

    @cached_property
    def entries(self) -> tuple[DeclaredEntry, ...]:
        """Every entry of Ⅱ.3–6, file by file, under the name that `Flow.declared` uses."""
        return tuple(
            DeclaredEntry(file.name_entry(entry), file.name, entry)
            for file in self.files
            for entry in file.entries
        )

    @cached_property
    def entries_by_name(self) -> Mapping[str, DeclaredEntry]:
        """Each entry of Ⅱ under the name that `Flow.declared` uses."""
        return {entry.name: entry for entry in self.entries}

    @property
    def counts(self) -> tuple[tuple[str, Count], ...]:
        """The declared counts of Ⅱ.4 and Ⅱ.5 with the file that declares them."""
        return tuple((file.name, count) for file in self.files for count in file.counts)

"""What a flow can join: parties, systems and files; and the zones that frame them."""

from __future__ import annotations

from attrs import field, frozen

from piaflow.domain.certainty import Certainty
from piaflow.domain.choices import FileKind, MainItem, NodeKind, PartyKind, PersonBand, RecordBand, Side
from piaflow.domain.codes import BodyCode, CorporateNumber
from piaflow.domain.entries import (
    Acquisition,
    Count,
    Entrustment,
    Entry,
    Handover,
    Provision,
    Storage,
    Transfer,
    Use,
    number_entry,
)
from piaflow.domain.items import ItemList
from piaflow.domain.names import EntryName, Name
from piaflow.domain.span import AliasSpans, Span
from piaflow.domain.values import checked, without_order


@frozen(field_transformer=checked, repr=False)
class Zone:
    """領域: what a diagram draws as a frame (市庁舎, クラウド環境, 機構 …). Zones nest by `parent`.

    `owner` is whose place it is, which says nothing of who runs what stands there; `cloud` is YES where the
    owner is a provider that does not handle the data (クラウド例外). `side` states where pictures put an
    outermost zone; UNKNOWN leaves that to its owner and its nodes.
    """

    name: Name
    parent: Name = ""
    owner: Name = ""
    cloud: Certainty = Certainty.UNKNOWN
    side: Side = Side.UNKNOWN
    spans: tuple[Span, ...] = field(default=(), eq=without_order)
    inferred: str = ""


@frozen(field_transformer=checked, repr=False)
class Party:
    """主体: a legal or natural person. `body` names the 機関 it belongs to ("" where it is one itself).

    `code` is its 全国地方公共団体コード, `corporate_number` its 法人番号: bodies of one of them are one in every document.
    """

    name: Name
    kind: PartyKind = PartyKind.OTHER_PUBLIC
    aliases: tuple[Name, ...] = field(default=(), eq=without_order)
    body: Name = ""
    code: BodyCode = ""
    zone: Name = ""
    spans: tuple[Span, ...] = field(default=(), eq=without_order)
    inferred: str = ""
    alias_spans: tuple[AliasSpans, ...] = field(default=(), eq=without_order)
    corporate_number: CorporateNumber = ""


@frozen(field_transformer=checked, repr=False)
class Connection:
    """他のシステムとの接続 (Ⅰ.2③): `name` is a printed choice or a node, `box` what the form shows."""

    name: Name
    box: Certainty = Certainty.UNKNOWN
    spans: tuple[Span, ...] = field(default=(), eq=without_order)


@frozen(field_transformer=checked, repr=False)
class Knowledge:
    """持つ識別子: whether a system has an item at all (個人番号, 団体内統合宛名番号, 符号, 住民票コード)."""

    item: Name
    box: Certainty = Certainty.UNKNOWN
    spans: tuple[Span, ...] = field(default=(), eq=without_order)


@frozen(field_transformer=checked, repr=False)
class System:
    """システム. `number` is its number in Ⅰ.2 ("" where Ⅰ.2 does not list it); `owner` names a Party.

    `entry` names the entry of the catalogue that it is an instance of ("" where it is none); `knows` is which
    identifiers it has, as stated or as received from that entry.
    """

    name: Name
    kind: NodeKind = NodeKind.SYSTEM
    aliases: tuple[Name, ...] = field(default=(), eq=without_order)
    number: Name = ""
    entry: Name = ""
    owner: Name = ""
    zone: Name = ""
    functions: tuple[str, ...] = field(default=(), eq=without_order)
    connects: tuple[Connection, ...] = field(default=(), eq=without_order)
    knows: tuple[Knowledge, ...] = field(default=(), eq=without_order)
    spans: tuple[Span, ...] = field(default=(), eq=without_order)
    inferred: str = ""
    alias_spans: tuple[AliasSpans, ...] = field(default=(), eq=without_order)


@frozen(field_transformer=checked, repr=False)
class MainItemBox:
    """主な記録項目: one printed choice of Ⅱ.2④, what its box shows, and the name written beside it (その他)."""

    item: MainItem
    box: Certainty = Certainty.UNKNOWN
    name: Name = ""
    spans: tuple[Span, ...] = field(default=(), eq=without_order)


@frozen(field_transformer=checked, repr=False)
class File:
    """特定個人情報ファイル, with the entries of chapter Ⅱ (2 to 6) that the form holds per file.

    `listed` is NO for a file that the document draws or names but does not list in Ⅰ.3: it has no part in Ⅱ.
    """

    name: Name
    holder: Name = ""
    aliases: tuple[Name, ...] = field(default=(), eq=without_order)
    kind: FileKind = FileKind.UNKNOWN
    listed: Certainty = Certainty.UNKNOWN
    subjects: PersonBand = PersonBand.UNKNOWN
    scope: str = ""
    band: RecordBand = RecordBand.UNKNOWN
    main_items: tuple[MainItemBox, ...] = field(default=(), eq=without_order)
    records: ItemList = ItemList()
    held_since: str = ""
    department: str = ""
    acquisition: Acquisition = Acquisition()
    use: Use = Use()
    counts: tuple[Count, ...] = field(default=(), eq=without_order)
    entrustments: tuple[Entrustment, ...] = field(default=(), eq=without_order)
    provisions: tuple[Provision, ...] = field(default=(), eq=without_order)
    transfers: tuple[Transfer, ...] = field(default=(), eq=without_order)
    storage: Storage = Storage()
    spans: tuple[Span, ...] = field(default=(), eq=without_order)
    inferred: str = ""
    alias_spans: tuple[AliasSpans, ...] = field(default=(), eq=without_order)

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Its entries of Ⅱ.3–6, in the order of the form."""
        listed: tuple[Entry, ...] = (*self.entrustments, *self.provisions, *self.transfers)
        return (self.acquisition, self.use, *listed, self.storage)

    def name_entry(self, entry: Entry | Handover) -> EntryName:
        """Return the name that `Flow.declared` uses for an entry of the file."""
        return EntryName.of(self.name, number_entry(entry))


Node = Party | System | File

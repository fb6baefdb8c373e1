"""The entries of chapter Ⅱ.3–6 of the forms: 入手, 使用, 委託, 提供, 移転, 保管.

"" and () say that the document (or its text layer) does not tell.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Annotated, ClassVar

import attrs
from attrs import field, frozen

from piaflow.domain.certainty import Certainty
from piaflow.domain.choices import (
    CountKind,
    Extent,
    HandlerBand,
    Means,
    PeriodBand,
    PersonBand,
    RowBand,
    SourceKind,
)
from piaflow.domain.items import ItemList
from piaflow.domain.names import Name, fold
from piaflow.domain.records import Printed
from piaflow.domain.span import Span
from piaflow.domain.values import checked, without_order
from piaflow.errors import Fault, WrongValueError, clip

_KINDS_OF_ENTRY = ("委託", "提供", "移転", "入手", "使用", "保管")
_NOT_TOLD = -1


def _is_own_number(entry: Entrustment | Handover, attribute: attrs.Attribute[str], number: str) -> None:
    """Refuse what is the number of another kind of entry, or none at all."""
    other = fold(number).startswith(_KINDS_OF_ENTRY) and not fold(number).startswith(entry.WORD[:2])
    digits = "".join(c for c in number if c.isnumeric())
    if digits and not other:
        return
    right = f"{entry.WORD}{digits or 1}"
    raise WrongValueError(
        f"{type(entry).__name__}.{attribute.name}",
        f"{clip(repr(number))} is no number of such an entry (did you mean {right!r}?)",
        f"「{clip(number)}」はこの記載の番号ではありません（もしかして: {right}）",
    )


def _find_count_fault(count: int) -> Fault | None:
    if count >= _NOT_TOLD:
        return None
    return Fault(
        f"{count} is no number of entries: it is 0 or more, and left out where the document shows none",
        f"件数「{count}」は0以上で書きます（文書にないなら書きません）",
    )


Total = Annotated[int, _find_count_fault]


@frozen(field_transformer=checked, repr=False)
class SourceBox:
    """入手元 (Ⅱ.3①): one printed choice, what its box shows, and the name written beside it."""

    kind: SourceKind
    box: Certainty = Certainty.UNKNOWN
    name: Name = ""
    spans: tuple[Span, ...] = field(default=(), eq=without_order)


@frozen(field_transformer=checked, repr=False)
class MeansBox:
    """方法: one printed choice, what its box shows, and the name written beside it (その他)."""

    means: Means
    box: Certainty = Certainty.UNKNOWN
    name: Name = ""
    spans: tuple[Span, ...] = field(default=(), eq=without_order)


@frozen(field_transformer=checked, repr=False)
class SourceLimit:
    """入手元の限定 (Ⅲ.2): the nodes that the document says are the only 入手元, () where it names none."""

    nodes: tuple[Name, ...] = field(default=(), eq=without_order)
    spans: tuple[Span, ...] = field(default=(), eq=without_order)
    inferred: str = ""


@frozen(field_transformer=checked, repr=False)
class Acquisition:
    """入手 (Ⅱ.3①–⑤), and where Ⅲ.2 limits its 入手元 to some nodes, those."""

    WORD: ClassVar = "入手"

    sources: tuple[SourceBox, ...] = field(default=(), eq=without_order)
    means: tuple[MeansBox, ...] = field(default=(), eq=without_order)
    timing: tuple[str, ...] = field(default=(), eq=without_order)
    justification: str = ""
    notice: str = ""
    limit: SourceLimit = SourceLimit()
    spans: tuple[Span, ...] = field(default=(), eq=without_order)


@frozen(field_transformer=checked, repr=False)
class Use:
    """使用 (Ⅱ.3⑥–⑨)."""

    WORD: ClassVar = "使用"

    purpose: str = ""
    departments: tuple[str, ...] = field(default=(), eq=without_order)
    users: HandlerBand = HandlerBand.UNKNOWN
    methods: tuple[str, ...] = field(default=(), eq=without_order)
    matching: tuple[str, ...] = field(default=(), eq=without_order)
    statistics: str = ""
    decisions: str = ""
    since: str = ""
    spans: tuple[Span, ...] = field(default=(), eq=without_order)


@frozen(field_transformer=checked, repr=False)
class Count:
    """委託・提供・移転の有無と件数 (Ⅱ.4, Ⅱ.5): whether the file does it, and how many it declares.

    `count` -1 says that the document shows no number.
    """

    kind: CountKind
    done: Certainty = Certainty.UNKNOWN
    count: Total = _NOT_TOLD
    spans: tuple[Span, ...] = field(default=(), eq=without_order)


@frozen(field_transformer=checked, repr=False)
class Entrustment:
    """委託事項 (Ⅱ.4). `number` as printed (委託事項1); `contractor` names a Party; ⑦–⑨ are the 再委託."""

    WORD: ClassVar = "委託事項"

    number: Name = field(validator=_is_own_number)
    subject: str = ""
    content: str = ""
    contractor: Name = ""
    extent: Extent = Extent.UNKNOWN
    items: ItemList = ItemList()
    subjects: PersonBand = PersonBand.UNKNOWN
    scope: str = ""
    justification: str = ""
    handlers: HandlerBand = HandlerBand.UNKNOWN
    means: tuple[MeansBox, ...] = field(default=(), eq=without_order)
    disclosure: str = ""
    subentrusted: Certainty = Certainty.UNKNOWN
    permission: str = ""
    subcontent: str = ""
    systems: tuple[Name, ...] = field(default=(), eq=without_order)
    spans: tuple[Span, ...] = field(default=(), eq=without_order)
    inferred: str = ""


@frozen(field_transformer=checked, repr=False)
class Recipient:
    """別紙の行: one row of a 別紙: who gets what, on which basis, for what. Empty fields are the entry's own."""

    name: Name
    number: Name = ""
    basis: tuple[str, ...] = field(default=(), eq=without_order)
    purpose: str = ""
    information: str = ""
    subjects: RowBand = RowBand.UNKNOWN
    scope: str = ""
    means: tuple[MeansBox, ...] = field(default=(), eq=without_order)
    timing: str = ""
    spans: tuple[Span, ...] = field(default=(), eq=without_order)


@frozen(field_transformer=checked, repr=False)
class Handover:
    """提供先・移転先: what both share (Ⅱ.5): `rows` are the recipients that a 別紙 lists.

    `heading` is the 根拠 in the heading of the 別紙.
    """

    WORD: ClassVar = "提供先・移転先"

    number: Name = field(validator=_is_own_number)
    recipient: Name = ""
    basis: tuple[str, ...] = field(default=(), eq=without_order)
    purpose: str = ""
    information: str = ""
    items: ItemList = ItemList()
    subjects: PersonBand = PersonBand.UNKNOWN
    scope: str = ""
    means: tuple[MeansBox, ...] = field(default=(), eq=without_order)
    timing: str = ""
    annex: Name = ""
    heading: Printed = Printed()
    rows: tuple[Recipient, ...] = field(default=(), eq=without_order)
    spans: tuple[Span, ...] = field(default=(), eq=without_order)
    inferred: str = ""

    @cached_property
    def recipients(self) -> tuple[Recipient, ...]:
        """The rows of the 別紙, each with what the entry says for all; without a 別紙 the entry as one row."""
        whole = self._as_row()
        return tuple(_complete(row, whole) for row in self.rows) or (whole,)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the recipients, as printed."""
        return tuple(row.name for row in self.rows) or (self.recipient,)

    def _as_row(self) -> Recipient:
        shared = {a.name: getattr(self, a.name) for a in attrs.fields(Recipient) if a.name != "name"}
        return Recipient(self.recipient, **{**shared, "subjects": RowBand(self.subjects.value)})


def _complete(row: Recipient, whole: Recipient) -> Recipient:
    """Return a row with what is told for all where it says nothing itself."""
    told = {a.name: getattr(row, a.name) or getattr(whole, a.name) for a in attrs.fields(Recipient)}
    subjects = whole.subjects if row.subjects is RowBand.UNKNOWN else row.subjects
    return Recipient(**{**told, "subjects": subjects})


@frozen(field_transformer=checked, repr=False)
class Provision(Handover):
    """提供先 (Ⅱ.5): the recipient is outside the 機関."""

    WORD: ClassVar = "提供先"

    @cached_property
    def is_by_network(self) -> bool:
        """Whether 情報提供ネットワークシステム alone takes it to all of them, as every box tells: by 符号, not by 個人番号."""
        boxes = (self.means, *(row.means for row in self.rows if row.means))
        return all(map(_is_network_alone, boxes))


def _is_network_alone(boxes: Sequence[MeansBox]) -> bool:
    ticked = {told.means for told in boxes if told.box is not Certainty.NO}
    return ticked == {Means.PROVISION_NETWORK} and len(boxes) > 1


@frozen(field_transformer=checked, repr=False)
class Transfer(Handover):
    """移転先 (Ⅱ.5): the recipient is another 事務 of the same 機関."""

    WORD: ClassVar = "移転先"


@frozen(field_transformer=checked, repr=False)
class Storage:
    """保管・消去 (Ⅱ.6). `systems` and `zones` name where, `places` says it in the document's facts."""

    WORD: ClassVar = "保管"

    places: tuple[str, ...] = field(default=(), eq=without_order)
    systems: tuple[Name, ...] = field(default=(), eq=without_order)
    zones: tuple[Name, ...] = field(default=(), eq=without_order)
    period: PeriodBand = PeriodBand.UNKNOWN
    justification: str = ""
    deletion: tuple[str, ...] = field(default=(), eq=without_order)
    spans: tuple[Span, ...] = field(default=(), eq=without_order)


Entry = Acquisition | Use | Entrustment | Provision | Transfer | Storage


def number_entry(entry: Entry | Handover) -> str:
    """Return what an entry is called in its file: 委託事項1 as printed; 入手, 使用 and 保管 stand once."""
    return entry.WORD if isinstance(entry, Acquisition | Use | Storage) else entry.number

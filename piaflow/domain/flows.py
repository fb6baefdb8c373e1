"""Flows, the conversions at nodes, and the steps and diagrams of 別添1 that draw them."""

from __future__ import annotations

from enum import Enum
from hashlib import blake2s

import attrs
from attrs import field, frozen

from piaflow.domain.certainty import Certainty
from piaflow.domain.choices import FlowKind, Means
from piaflow.domain.items import ItemList
from piaflow.domain.names import Name
from piaflow.domain.span import Span
from piaflow.domain.values import checked, without_order


@frozen(field_transformer=checked, repr=False)
class Flow:
    """流れ from `source` to `target` (a Party, System or File).

    `file` is the 特定個人情報ファイル that it writes into or draws from, `declared` the entries of Ⅱ
    (`ファイル名/委託事項1`) that declare it, `diagram` and `step` where 別添1 draws it ("" where it does
    not). `specific` is what the document itself says: 特定個人情報を含む or 含まない; UNKNOWN that it leaves it
    open, None that it says nothing of it, and that the items tell.

    `excludes` are items that the flow leaves out. Of a group that it lists (本人確認情報 without 個人番号) it
    carries the other members. Where it lists and leaves out the same item, or lists an item that makes it
    特定個人情報 and calls itself none, the document contradicts itself: no answer is certain then.
    """

    source: Name
    target: Name
    kind: FlowKind = FlowKind.NONE
    diagram: Name = ""
    step: Name = ""
    text: str = ""
    items: ItemList = ItemList()
    excludes: tuple[Name, ...] = field(default=(), eq=without_order)
    specific: Certainty | None = None
    file: Name = ""
    means: tuple[Means, ...] = field(default=(), eq=without_order)
    basis: tuple[str, ...] = field(default=(), eq=without_order)
    timing: str = ""
    declared: tuple[Name, ...] = field(default=(), eq=without_order)
    spans: tuple[Span, ...] = field(default=(), eq=without_order)
    inferred: str = ""


_NOT_CONTENT = ("source", "target", "diagram", "step", "spans", "inferred")


def content_mark(flow: Flow) -> str:
    """Return four letters that tell a flow from another printed alike: made of all that it says, not of its lines.

    Equal flows have equal marks, in any order of their items; what a flow does not say makes no part of it.
    """
    told = [
        (a.name, _plain(getattr(flow, a.name)))
        for a in attrs.fields(Flow)
        if a.name not in _NOT_CONTENT and getattr(flow, a.name) != a.default
    ]
    return blake2s(repr(told).encode(), digest_size=2).hexdigest()


def _plain(value: object) -> object:
    """A value without order and without the names that only the code knows."""
    match value:
        case ItemList():
            return (sorted(value.names), value.complete)
        case tuple():
            return sorted(str(_plain(inner)) for inner in value)
        case Enum():
            return value.value
        case _:
            return value


@frozen(field_transformer=checked, repr=False)
class Conversion:
    """変換: at a node, `source` items become `target` items (個人番号 → 団体内統合宛名番号).

    `received` is the entry of the catalogue that gave it, "" where the author states it. What is received comes and
    goes with the system that refers to the entry.
    """

    at: Name
    source: Name
    target: Name
    spans: tuple[Span, ...] = field(default=(), eq=without_order)
    inferred: str = ""
    received: Name = ""


@frozen(field_transformer=checked, repr=False)
class Step:
    """手順: a printed number (1-①, ➍, ⑥⓫), its heading in the 備考, and a short text of our own."""

    number: Name
    text: str = ""
    heading: str = ""
    spans: tuple[Span, ...] = field(default=(), eq=without_order)


@frozen(field_transformer=checked, repr=False)
class Diagram:
    """図: one picture of 別添1. `nodes` are drawn although no flow of the diagram touches them."""

    name: Name
    title: str = ""
    steps: tuple[Step, ...] = field(default=(), eq=without_order)
    nodes: tuple[Name, ...] = field(default=(), eq=without_order)
    notes: tuple[str, ...] = field(default=(), eq=without_order)
    spans: tuple[Span, ...] = field(default=(), eq=without_order)

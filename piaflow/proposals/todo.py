"""find_todo: what is still to be written, read or confirmed in a model before its form is whole."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from enum import Enum
from typing import Any

import attrs
from attrs import frozen

from piaflow.domain.assessment import Assessment, Overview
from piaflow.domain.certainty import Certainty
from piaflow.domain.choices import FlowKind
from piaflow.domain.entries import Acquisition, Entrustment, Handover, Provision, Storage, Transfer, Use
from piaflow.domain.flows import Conversion, Diagram, Flow, Step
from piaflow.domain.names import fold
from piaflow.domain.nodes import File, Party, System, Zone
from piaflow.domain.records import Text
from piaflow.errors import Where, hint
from piaflow.form.form import PLACEHOLDER, Cell, CellOrigin
from piaflow.law.bodies import find_body_kind
from piaflow.law.forms import FieldKind
from piaflow.law.specific_information import judge_specific
from piaflow.proposals.projecting import project

_DECLARED = frozenset({FlowKind.ACQUISITION, FlowKind.TRANSFER, FlowKind.PROVISION, FlowKind.ENTRUSTMENT})
_ENTRIES = (Acquisition, Use, Entrustment, Provision, Transfer, Storage)
_READ = (*_ENTRIES, Zone, Party, System, File, Flow, Conversion, Diagram, Step, Text, Overview)
"""What is read from documents; items, contracts and acceptances are the author's own."""

_SECTIONS = {
    "overview": "基本情報",
    "documents": "根拠文書",
    "zones": "領域",
    "parties": "主体",
    "systems": "システム",
    "files": "ファイル",
    "items": "項目",
    "conversions": "変換",
    "diagrams": "図",
    "flows": "流れ",
    "contracts": "契約",
    "texts": "欄の記載",
    "revisions": "変更箇所",
    "statements": "記載",
    "accepted": "承知した指摘",
}
_KEYS = ("address", "name", "number", "key")


class TodoKind(Enum):
    """すること: why something is still to be done."""

    PLACEHOLDER = "書きかけ"
    BLANK = "空欄"
    UNREAD = "読めていない印"
    NO_CHOICE = "選択肢にない記載"
    DERIVED = "確かめる導出"
    NO_ENTRY = "Ⅱに記載のない流れ"
    NO_PARTY = "主体にない相手"
    NO_LINES = "根拠行のない記載"


@frozen
class Todo:
    """One thing to do: `name` is the address, the flow or the part that it is about, `what` says more of it.

    `where` is its path in the model, () where it stands nowhere in it yet.
    """

    kind: TodoKind
    name: str
    what: str
    where: Where = ()


def find_todo(a: Assessment) -> tuple[Todo, ...]:
    """Return everything that is to be done, kind by kind; of a kind in the order of the form or of the model.

    Lines are missing only where the model cites documents at all. Raises ModelError where a text has no place.
    """
    form = project(a)
    found = [
        *_placeholders(a),
        *_fields(a, form.cells),
        *_unconfirmed_rows(a),
        *_undeclared(a),
        *_unknown_recipients(a),
        *(_without_lines(a) if a.documents else ()),
    ]
    order = {kind: position for position, kind in enumerate(TodoKind)}
    return tuple(sorted(found, key=lambda todo: order[todo.kind]))


_ADMINISTRATIVE = ("表紙.承認日", "Ⅵ.4.")
"""The fields 【行政機関等のみ】: the 委員会 approves the assessments of the state's bodies, and of no municipality."""
_SUBENTRUSTED = ("Ⅱ.4.委託事項{k}.⑧", "Ⅱ.4.委託事項{k}.⑨")


def _fields(a: Assessment, cells: tuple[Cell, ...]) -> Iterator[Todo]:
    is_local = find_body_kind(a.overview).is_local
    alone = {
        e.name for e in a.entries if isinstance(e.entry, Entrustment) and e.entry.subentrusted is Certainty.NO
    }
    for cell in cells:
        label = cell.field.label
        if cell.origin is CellOrigin.BLANK and not _stays_blank(cell, alone, is_local=is_local):
            yield Todo(TodoKind.BLANK, cell.key, label)
        elif cell.filled.derived:
            yield Todo(TodoKind.DERIVED, cell.key, f"{label}: {'、'.join(cell.text.splitlines())}")
        elif _is_no_choice(cell):
            yield Todo(TodoKind.NO_CHOICE, cell.key, f"{label}: {cell.text}")
        elif cell.filled.unread:
            yield Todo(TodoKind.UNREAD, cell.key, f"{label}: {'、'.join(cell.filled.unread)}")


def _stays_blank(cell: Cell, alone: Collection[str], *, is_local: bool) -> bool:
    """Whether nothing is to be written: the form prints it, it is asked of others, or of a 再委託 that there is none of.

    `alone` are the entries of 委託 without any 再委託.
    """
    field = cell.field
    if field.kind is FieldKind.REFERENCE or (field.full in _SUBENTRUSTED and cell.subject in alone):
        return True
    return is_local and field.full.startswith(_ADMINISTRATIVE)


def _is_no_choice(cell: Cell) -> bool:
    """Whether a field of which one choice is chosen says something else: a slip, or the choice of another edition."""
    printed = map(fold, cell.field.choices)
    is_said = bool(cell.stated) and cell.origin is not CellOrigin.DRAFT
    return cell.field.kind is FieldKind.CHOICE and is_said and fold(cell.stated) not in printed


def _unconfirmed_rows(a: Assessment) -> Iterator[Todo]:
    """The rows of 変更箇所 that follow from a comparison."""
    for index, row in enumerate(a.revisions):
        if row.inferred:
            name = f"変更箇所{index + 1}"
            yield Todo(TodoKind.DERIVED, name, f"{row.item}: {row.inferred}", ("revisions", index))


def _undeclared(a: Assessment) -> Iterator[Todo]:
    """What carries no 特定個人情報 for certain needs no entry."""
    for index, (name, flow) in enumerate(a.flows_by_id.items()):
        specific = judge_specific(flow, a.vocabulary)
        if flow.kind in _DECLARED and not flow.declared and specific is not Certainty.NO:
            yield Todo(
                TodoKind.NO_ENTRY, name, f"{flow.kind.value}　{flow.text or flow.items}", ("flows", index)
            )


def _unknown_recipients(a: Assessment) -> Iterator[Todo]:
    """A recipient that names no party hands nobody anything: a slip, or a party or alias that is still to be written.

    What a 別紙 lists is told by its rows, and what names several names each of them.
    """
    names = [name for party in (*a.parties, a.assessor) for name in (party.name, *party.aliases)]
    known = [fold(name) for name in names]
    for entry in a.entries:
        told = entry.entry.recipient if isinstance(entry.entry, Handover) and not entry.entry.rows else ""
        is_open = not told or PLACEHOLDER.search(told) or any(name in fold(told) for name in known)
        if not is_open and not (isinstance(entry.entry, Handover) and entry.entry.annex):
            yield Todo(
                TodoKind.NO_PARTY, entry.name, f"{told}{hint(told, names)}", (*entry.where, "recipient")
            )


def _without_lines(a: Assessment) -> Iterator[Todo]:
    name = _namer(a)
    for where, value in _values(a, ()):
        explained = any(getattr(value, word, "") for word in ("inferred", "received"))
        if isinstance(value, _READ) and not value.spans and not explained and _says(value):
            yield Todo(TodoKind.NO_LINES, name(where), _SECTIONS[str(where[0])], where)


def _says(value: Any) -> bool:
    """Whether a value says anything but what it is called: an entry of Ⅱ that nobody has filled does not."""
    told = (f for f in attrs.fields(type(value)) if f.default is not attrs.NOTHING)
    return not isinstance(value, _ENTRIES) or any(getattr(value, f.name) != f.default for f in told)


def _placeholders(a: Assessment) -> Iterator[Todo]:
    name = _namer(a)
    for where, value in _values(a, ()):
        found = dict.fromkeys(PLACEHOLDER.findall(value)) if type(value) is str else {}
        if found:
            yield Todo(TodoKind.PLACEHOLDER, name(where), "、".join(found), where)


def _namer(a: Assessment) -> Callable[[Where], str]:
    """Return what says how the part at a path is called: a node, an entry of Ⅱ, a flow by its id, a text by its address."""
    entries = {entry.where: entry.name for entry in a.entries}

    def name(where: Where) -> str:
        section, *inner = map(str, where)
        match where:
            case ("files", *_):
                deepest = (entries[where[:n]] for n in (4, 3) if where[:n] in entries)
                return next(deepest, inner[0])
            case ("flows", int(index), *_):
                return a.flow_ids[index]
            case (_, int(index), *_):
                return f"{_SECTIONS[section]}{index + 1}"
        return _SECTIONS[section] if section == "overview" else inner[0]

    return name


def _values(value: Any, where: Where) -> Iterator[tuple[Where, Any]]:
    """Yield every value in a model with its path, the outer ones first."""
    yield where, value
    if isinstance(value, tuple):
        for index, inner in enumerate(value):
            key = next((getattr(inner, name) for name in _KEYS if hasattr(inner, name)), index)
            yield from _values(inner, (*where, key))
    elif attrs.has(type(value)):
        for attribute in attrs.fields(type(value)):
            yield from _values(getattr(value, attribute.name), (*where, attribute.name))

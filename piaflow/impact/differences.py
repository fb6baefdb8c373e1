"""What two states of an assessment hold differently, part by part and by name."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from enum import Enum
from typing import Any

import attrs
from attrs import frozen

from piaflow.domain.assessment import Assessment
from piaflow.domain.spelling import find_kind_of_name
from piaflow.form.written import texts_by_field
from piaflow.impact.matching import find_changed, match_flows

_NOT_COMPARED = ("spans", "inferred", "received", "at", "address")


_LINES = ("spans", "alias_spans")


class DifferenceKind(Enum):
    """追加・削除・変更."""

    ADDED = "追加"
    REMOVED = "削除"
    CHANGED = "変更"


class Part(Enum):
    """何が: the kind of part that differs."""

    OVERVIEW = "基本情報"
    ZONE = "領域"
    PARTY = "主体"
    SYSTEM = "システム"
    FILE = "ファイル"
    ENTRY = "Ⅱの記載"
    CONVERSION = "変換"
    STEP = "手順"
    FLOW = "流れ"
    CONTRACT = "契約"
    TEXT = "欄の記載"


@frozen
class Difference:
    """One part that came, went or changed. `fields` are the names of the values that changed.

    What got another name, and a flow that got another number or text, is one part still: `name` is that of
    after the change, `was` the one before. It is not sure that a party came or went which may be one of the other
    state under another name.
    """

    kind: DifferenceKind
    part: Part
    name: str
    fields: tuple[str, ...] = ()
    was: str = ""
    is_sure: bool = True


def find_differences(
    before: Assessment, after: Assessment, renamed: Mapping[str, str]
) -> tuple[Difference, ...]:
    """Return every difference, part by part in the order of the model file.

    `before` is told in the names of `after`; `renamed` gives the names that its nodes and entries had.
    """
    found: list[Difference] = []
    for part in Part:
        if part is Part.FLOW:
            found.extend(_flow_differences(before, after))
        else:
            was = renamed if part in _NAMED else {}
            found.extend(_Comparison(before, after).compare(part, was))
    return tuple(found)


_PARTS: Mapping[Part, Callable[[Assessment], Mapping[str, Any]]] = {
    Part.OVERVIEW: lambda a: {"基本情報": a.overview},
    Part.ZONE: lambda a: {zone.name: zone for zone in a.zones},
    Part.PARTY: lambda a: {party.name: party for party in a.parties},
    Part.SYSTEM: lambda a: {system.name: system for system in a.systems},
    Part.FILE: lambda a: {file.name: file for file in a.files},
    Part.ENTRY: lambda a: {entry.name: entry.entry for entry in a.entries},
    Part.CONVERSION: lambda a: {f"{a.canonical(c.at)}: {c.source}→{c.target}": c for c in a.conversions},
    Part.STEP: lambda a: {f"{d.name} {step.number}": step for d in a.diagrams for step in d.steps},
    Part.CONTRACT: lambda a: {contract.label: contract for contract in a.contracts},
    Part.TEXT: texts_by_field,
}
_NAMED = (Part.PARTY, Part.SYSTEM, Part.FILE, Part.ENTRY)
_OF_ENTRIES = ("acquisition", "use", "entrustments", "provisions", "transfers", "storage")


_REFERRING = frozenset(
    {"parties", "systems", "nodes", "carriers", "files", "recipients", "connected", "contracted"}
)
"""What is a name of a node: another of its names says the same."""


@frozen
class _Comparison:
    """Two states of which the parts are compared."""

    before: Assessment
    after: Assessment

    def compare(self, part: Part, renamed: Mapping[str, str]) -> Iterator[Difference]:
        old, new = _PARTS[part](self.before), _PARTS[part](self.after)
        for name, value in new.items():
            if name not in old:
                yield Difference(DifferenceKind.ADDED, part, name)
            elif fields := (
                *(["name"] if name in renamed else []),
                *self._find_changed(part, old[name], value),
            ):
                yield Difference(DifferenceKind.CHANGED, part, name, fields, renamed.get(name, ""))
        for name in old:
            if name not in new:
                yield Difference(DifferenceKind.REMOVED, part, name)

    def _find_changed(self, part: Part, old: Any, new: Any) -> tuple[str, ...]:
        """An entry of Ⅱ is a part of its own: its file has not changed for it."""
        skipped = (*_NOT_COMPARED, *(_OF_ENTRIES if part is Part.FILE else ()))
        names = [a.name for a in attrs.fields(type(new)) if a.name not in skipped]
        return tuple(
            name
            for name in names
            if not self._is_alike(getattr(old, name, None), getattr(new, name), _refers(new, name))
        )

    def _is_alike(self, old: Any, new: Any, refers: bool) -> bool:  # noqa: FBT001 - of the field that holds them
        """Whether two values say the same: on which lines each of their parts stands is no part of it."""
        if old == new:
            return True
        if isinstance(old, str) and isinstance(new, str):
            return refers and self.before.canonical(old) == self.after.canonical(new)
        if isinstance(old, tuple) and isinstance(new, tuple):
            pairs = zip(old, new, strict=False)
            return len(old) == len(new) and all(self._is_alike(*pair, refers) for pair in pairs)
        if type(old) is not type(new) or not attrs.has(type(new)):
            return False
        told = (a.name for a in attrs.fields(type(new)) if a.init and a.name not in _LINES)
        return all(
            self._is_alike(getattr(old, name), getattr(new, name), _refers(new, name)) for name in told
        )


def _refers(value: Any, name: str) -> bool:
    return find_kind_of_name(type(value), name) in _REFERRING


def _flow_differences(before: Assessment, after: Assessment) -> Iterator[Difference]:
    matched = match_flows(before, after)
    for name, flow in after.flows_by_id.items():
        was = matched.get(name)
        if was is None:
            yield Difference(DifferenceKind.ADDED, Part.FLOW, name)
        elif fields := find_changed(before, before.flow(was), after, flow):
            yield Difference(DifferenceKind.CHANGED, Part.FLOW, name, fields, was)
    kept = set(matched.values())
    for name in before.flow_ids:
        if name not in kept:
            yield Difference(DifferenceKind.REMOVED, Part.FLOW, name)

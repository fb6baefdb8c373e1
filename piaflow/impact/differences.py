"""What two states of an assessment hold differently, part by part and by name."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from enum import Enum
from itertools import islice
from typing import Any

import attrs
from attrs import frozen

from piaflow.domain.assessment import Assessment
from piaflow.domain.flows import Flow

_NOT_COMPARED = ("spans", "inferred")


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


@frozen
class Difference:
    """One part that came, went or changed. `fields` are the names of the values that changed.

    A flow that only got another number or text keeps its place: `name` is its id after the change, `was`
    the one before.
    """

    kind: DifferenceKind
    part: Part
    name: str
    fields: tuple[str, ...] = ()
    was: str = ""


def find_differences(before: Assessment, after: Assessment) -> tuple[Difference, ...]:
    """Return every difference, part by part in the order of the model file."""
    found: list[Difference] = []
    for part in Part:
        if part is Part.FLOW:
            found.extend(_flow_differences(before, after))
        else:
            found.extend(_compare(part, _PARTS[part](before), _PARTS[part](after)))
    return tuple(found)


_PARTS: Mapping[Part, Callable[[Assessment], Mapping[str, Any]]] = {
    Part.OVERVIEW: lambda a: {"基本情報": a.overview},
    Part.ZONE: lambda a: {zone.name: zone for zone in a.zones},
    Part.PARTY: lambda a: {party.name: party for party in a.parties},
    Part.SYSTEM: lambda a: {system.name: system for system in a.systems},
    Part.FILE: lambda a: {file.name: file for file in a.files},
    Part.ENTRY: lambda a: {entry.name: entry.entry for entry in a.entries},
    Part.CONVERSION: lambda a: {f"{c.at}: {c.source}→{c.target}": c for c in a.conversions},
    Part.STEP: lambda a: {f"{d.name} {step.number}": step for d in a.diagrams for step in d.steps},
    Part.CONTRACT: lambda a: {str(contract): contract for contract in a.contracts},
}
_OF_ENTRIES = ("acquisition", "use", "entrustments", "provisions", "transfers", "storage")


def _changed(part: Part, old: Any, new: Any) -> tuple[str, ...]:
    """An entry of Ⅱ is a part of its own: its file has not changed for it."""
    skipped = (*_NOT_COMPARED, *(_OF_ENTRIES if part is Part.FILE else ()))
    names = [a.name for a in attrs.fields(type(new)) if a.name not in skipped]
    return tuple(name for name in names if getattr(old, name, None) != getattr(new, name))


def _compare(part: Part, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Difference]:
    for name, value in new.items():
        if name not in old:
            yield Difference(DifferenceKind.ADDED, part, name)
        elif fields := _changed(part, old[name], value):
            yield Difference(DifferenceKind.CHANGED, part, name, fields)
    for name in old:
        if name not in new:
            yield Difference(DifferenceKind.REMOVED, part, name)


def match_flows(before: Assessment, after: Assessment) -> dict[str, str]:
    """Return, for each flow of `after` that was there before, its id of then.

    Flows are one by their id, else where nothing but their number or text differs: same picture, same ends.
    """
    matched = {name: name for name in after.flow_ids if name in before.flows_by_id}
    for alike in (_is_same, _has_same_ends):
        for name in after.flow_ids:
            if name not in matched:
                free = [was for was in before.flow_ids if was not in matched.values()]
                found = (was for was in free if alike(before, before.flow(was), after, after.flow(name)))
                matched.update((name, was) for was in islice(found, 1))
    return matched


def _is_same(before: Assessment, old: Flow, after: Assessment, new: Flow) -> bool:
    return _has_same_ends(before, old, after, new) and not _changed(Part.FLOW, old, new)


def _has_same_ends(before: Assessment, old: Flow, after: Assessment, new: Flow) -> bool:
    return _ends(before, old) == _ends(after, new)


def _flow_differences(before: Assessment, after: Assessment) -> Iterator[Difference]:
    matched = match_flows(before, after)
    for name, flow in after.flows_by_id.items():
        was = matched.get(name)
        if was is None:
            yield Difference(DifferenceKind.ADDED, Part.FLOW, name)
        elif fields := _changed(Part.FLOW, before.flow(was), flow):
            yield Difference(DifferenceKind.CHANGED, Part.FLOW, name, fields, was)
    for name in before.flow_ids:
        if name not in matched.values():
            yield Difference(DifferenceKind.REMOVED, Part.FLOW, name)


def _ends(a: Assessment, flow: Flow) -> tuple[str, str, str]:
    return flow.diagram, a.canonical(flow.source), a.canonical(flow.target)

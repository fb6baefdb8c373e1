"""The state before with its names typed as in the state after: what is only typed otherwise is no change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import attrs

from piaflow.domain.assessment import Assessment
from piaflow.domain.names import fold
from piaflow.domain.span import Span

_NAMES = frozenset(
    {
        *("name", "aliases", "names", "number", "key", "title", "code"),
        *("body", "procedure", "departments", "department", "department_head", "other_bodies", "recipient"),
    }
)
"""The fields that give a name. A text in another field that is none of these names is a text, typed as it is."""


def follow_spelling(before: Assessment, after: Assessment) -> Assessment:
    """Return `before` with each name typed as `after` types it; one that `after` has as it stands is left."""
    known = frozenset(_list_names(after)).union(entry.name for entry in after.entries)
    if known.issuperset(_list_names(before)):
        return before
    typed = {fold(name): name for name in sorted(known)}
    spelled: Assessment = _spell(before, known, typed)
    return spelled


def _list_names(value: Any) -> Iterator[str]:
    for a in attrs.fields(type(value)):
        if a.init:
            inner = getattr(value, a.name)
            for one in inner if isinstance(inner, tuple) else (inner,):
                if isinstance(one, str):
                    yield from (one,) if a.name in _NAMES else ()
                elif attrs.has(type(one)) and not isinstance(one, Span):
                    yield from _list_names(one)


def _spell(value: Any, known: frozenset[str], typed: Mapping[str, str]) -> Any:
    """What holds no name that is typed otherwise comes back as it is."""
    if isinstance(value, str):
        return value if value in known else typed.get(fold(value), value)
    if isinstance(value, tuple):
        spelled = tuple(_spell(inner, known, typed) for inner in value)
        return spelled if any(a is not b for a, b in zip(spelled, value, strict=True)) else value
    if not attrs.has(type(value)) or isinstance(value, Span):
        return value
    inner = {a.name: getattr(value, a.name) for a in attrs.fields(type(value)) if a.init}
    changed = {name: found for name, was in inner.items() if (found := _spell(was, known, typed)) is not was}
    return attrs.evolve(value, **changed) if changed else value

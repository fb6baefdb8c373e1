"""The state before with its names typed as in the state after: what is only typed otherwise is no change."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from functools import cache
from typing import Any, get_args, get_type_hints

import attrs

from piaflow.domain.assessment import Assessment
from piaflow.domain.items import Item
from piaflow.domain.names import fold
from piaflow.domain.nodes import Knowledge, Node
from piaflow.domain.span import Span

_NAMES = frozenset(
    {
        *("name", "aliases", "names", "number", "title", "code"),
        *("body", "procedure", "departments", "department", "department_head", "other_bodies", "recipient"),
    }
)
"""The fields that give a name. What refers to one follows by itself: an assessment spells names as they are given."""

_Kind = tuple[object, str]
"""What a name is the name of: an alias is one as good as the name beside it, and nodes share their names."""


def follow_spelling(before: Assessment, after: Assessment, *, whole: bool = False) -> Assessment:
    """Return `before` with each name typed as `after` types it; one that `after` has as it stands is left.

    `whole`: each text too, as two documents may break one into other lines.
    """
    known = _gather_names(after, whole=whole)
    typed = {
        kind: otherwise
        for kind, names in _gather_names(before, whole=whole).items()
        if (otherwise := _find_typed_otherwise(names - known.get(kind, set()), known.get(kind, set())))
    }
    return _spell(before, typed, whole=whole) if typed else before


def _find_typed_otherwise(lacking: Collection[str], known: Collection[str]) -> dict[str, str]:
    """Return those of the names that are lacking which are known in another typing, each with that."""
    typed = {fold(name): name for name in sorted(known)} if lacking else {}
    return {name: typed[fold(name)] for name in lacking if fold(name) in typed}


def _gather_names(a: Assessment, *, whole: bool) -> Mapping[_Kind, set[str]]:
    found: dict[_Kind, set[str]] = {}
    waiting: list[Any] = [a]
    for value in waiting:
        for field, kind in _fields_of(value, whole=whole):
            inner = getattr(value, field)
            if isinstance(inner, str):
                found.setdefault(kind, set()).add(inner)
            elif not isinstance(inner, tuple):
                waiting.append(inner)
            elif inner and isinstance(inner[0], str):
                found.setdefault(kind, set()).update(inner)
            else:
                waiting += inner
    return found


def _fields_of(value: Any, *, whole: bool) -> tuple[tuple[str, _Kind], ...]:
    kind: Any = type(value)
    return _list_fields(kind, whole)


@cache
def _list_fields(kind: Any, whole: bool) -> tuple[tuple[str, _Kind], ...]:  # noqa: FBT001 - cached
    """The fields in which a kind of value has names, or values that have some, each with what they are the names of."""
    if not attrs.has(kind) or issubclass(kind, Span):
        return ()
    hints = get_type_hints(kind)
    named = Node if issubclass(kind, Node) else kind
    return tuple(
        (a.name, (named, "name" if a.name == "aliases" else a.name))
        for a in attrs.fields(kind)
        if a.init
        for inside in [tuple(_list_kinds(hints[a.name]))]
        if (str in inside and (whole or _gives_name(kind, a.name)))
        or any(_list_fields(inner, whole) for inner in inside)
    )


def _list_kinds(hint: Any) -> Iterator[type]:
    """The classes of what a field may hold."""
    if isinstance(hint, type):
        yield hint
    for inner in get_args(hint):
        yield from _list_kinds(inner)


def _gives_name(kind: type, field: str) -> bool:
    return field in _NAMES or (issubclass(kind, Knowledge) and field == "item")


def _spell(value: Any, typed: Mapping[_Kind, Mapping[str, str]], *, whole: bool) -> Any:
    """What holds no name that is typed otherwise comes back as it is."""
    changed = {}
    for field, kind in _fields_of(value, whole=whole):
        was = getattr(value, field)
        found = _spell_field(was, typed.get(kind, {}), typed, whole=whole)
        if found is not was:
            changed[field] = found
    if changed and isinstance(value, Node | Item):
        aliases, name = (changed.get(field, getattr(value, field)) for field in ("aliases", "name"))
        # What was the name in another typing is none of its aliases any more.
        changed["aliases"] = tuple(alias for alias in aliases if alias != name)
    return attrs.evolve(value, **changed) if changed else value


def _spell_field(
    value: Any, names: Mapping[str, str], typed: Mapping[_Kind, Mapping[str, str]], *, whole: bool
) -> Any:
    if isinstance(value, tuple):
        spelled = tuple(_spell_field(inner, names, typed, whole=whole) for inner in value)
        return spelled if any(a is not b for a, b in zip(spelled, value, strict=True)) else value
    if isinstance(value, str):
        return names.get(value, value)
    return _spell(value, typed, whole=whole)

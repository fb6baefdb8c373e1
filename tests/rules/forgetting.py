"""Forgetting facts of an assessment, as if lines were lost.

A box or a choice becomes 不明, a list of items gets an open end, and nobody says who runs a system, whose a
zone is, or of which 機関 a party is.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from typing import Any

import attrs
from attrs import evolve

from piaflow.domain.items import ItemList
from piaflow.domain.nodes import Party, System, Zone

_WHOSE: dict[type[Any], tuple[str, ...]] = {System: ("owner",), Zone: ("owner",), Party: ("body",)}
Path = tuple[str | int, ...]


def list_facts(value: Any, path: Path = ()) -> Iterator[Path]:
    """Yield the path of every fact below a value that could also be 不明."""
    if isinstance(value, Enum):
        if "UNKNOWN" in type(value).__members__ and value.name != "UNKNOWN":
            yield path
    elif isinstance(value, ItemList):
        if value.complete:
            yield path
    elif isinstance(value, tuple):
        for index, part in enumerate(value):
            yield from list_facts(part, (*path, index))
    elif attrs.has(type(value)):
        yield from ((*path, name) for name in _WHOSE.get(type(value), ()) if getattr(value, name))
        for field in attrs.fields(type(value)):
            yield from list_facts(getattr(value, field.name), (*path, field.name))


def forget(value: Any, path: Path) -> Any:
    """Return the value with the fact at a path unknown."""
    if isinstance(value, str):
        return ""
    if not path:
        return evolve(value, complete=False) if isinstance(value, ItemList) else type(value).UNKNOWN
    step, rest = path[0], path[1:]
    if isinstance(step, int):
        return (*value[:step], forget(value[step], rest), *value[step + 1 :])
    return evolve(value, **{step: forget(getattr(value, step), rest)})

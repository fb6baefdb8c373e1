"""The systems of the catalogue by their names: what rooms that read no catalogue know of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import Enum
from functools import cache

from attrs import frozen

from piaflow.domain.choices import NodeKind
from piaflow.domain.names import fold
from piaflow.law.shipped import read_data


class OnePer(Enum):
    """1つである範囲: of a type of system the country has one, each prefecture, or each body may have its own."""

    COUNTRY = "国"
    PREFECTURE = "都道府県"
    BODY = "機関"


@frozen
class SystemType:
    """目録の項: a kind of system, all its `names`, how many there are, and the types by whose names it may be meant."""

    name: str
    kind: NodeKind
    one_per: OnePer
    names: tuple[str, ...]
    meant_by: frozenset[str]


def list_types() -> tuple[SystemType, ...]:
    """Return all types, in the order of the catalogue."""
    return tuple(_types().values())


def find_type(name: str) -> SystemType | None:
    """Return the type of this name, as a model writes it as the entry of a system."""
    return _types().get(name)


def is_per_body(name: str) -> bool:
    """Whether a type is told to be one of which each body may have its own."""
    found = find_type(name)
    return found is not None and found.one_per is OnePer.BODY


def find_type_called(names: Iterable[str]) -> SystemType | None:
    """Return the one type that bears one of these names, None where none or several do."""
    called = _called()
    found = {kind.name: kind for name in names if (kind := called.get(fold(name)))}
    return next(iter(found.values())) if len(found) == 1 else None


@cache
def _types() -> Mapping[str, SystemType]:
    return {
        name: SystemType(
            name,
            NodeKind(told["kind"]),
            OnePer(told["one_per"]),
            (name, *told["aliases"]),
            frozenset(told["meant_by"]),
        )
        for name, told in read_data("system_types").items()
    }


@cache
def _called() -> Mapping[str, SystemType]:
    return {fold(name): kind for kind in _types().values() for name in kind.names}

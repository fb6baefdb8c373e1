"""What may stand at a place of a model file: the keys, the printed words and the names, told from the domain's types."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from types import NoneType
from typing import Annotated, Any, get_args, get_origin, get_type_hints

from attrs import frozen

from piaflow.domain.assessment import Assessment
from piaflow.domain.certainty import Certainty
from piaflow.domain.items import ItemList
from piaflow.domain.span import AliasSpans, Span
from piaflow.domain.spelling import find_kind_of_name
from piaflow.errors import Where
from piaflow.store.converter import BOXES, CONTRACTS, KEYED_BY, list_written, written_as
from piaflow.store.meanings import find_meaning
from piaflow.store.shorthand import DEFAULTS, REST

_HOLDING = ("add", "amend")
"""The parts of a change file that hold sections of a model."""


@frozen
class Slot:
    """A place of a model file: what it holds, and the classes and the key of a value that it belongs to.

    The classes are several where the key alone does not tell: those of a contract.
    """

    kind: Any
    owners: tuple[type[Any], ...] = ()
    key: str = ""

    @property
    def classes(self) -> tuple[type[Any], ...]:
        """The classes of which a value stands here, with a key for each field; () where it is none of these."""
        if set(get_args(self.kind)) == set(CONTRACTS.values()):
            return tuple(CONTRACTS.values())
        return (self.kind,) if hasattr(self.kind, "__attrs_attrs__") and self.kind is not ItemList else ()

    @property
    def entry(self) -> Any:
        """What an entry of the list or the section that stands here is, None where none does."""
        return get_args(self.kind)[0] if get_origin(self.kind) is tuple else None

    @property
    def is_keyed(self) -> bool:
        """Whether it is a section whose entries stand under their names."""
        return self.entry in KEYED_BY

    @property
    def is_list(self) -> bool:
        """Whether a list stands here, which one value alone is not; lines may stand alone."""
        return self.kind is ItemList or (
            self.entry is not None and self.entry is not Span and not self.is_keyed
        )

    @property
    def choices(self) -> type[Enum] | None:
        """The printed words of which one stands here, or a box that may stand for a whole value; None where none do."""
        kind = self.entry if self.is_list else self.kind
        if isinstance(kind, type) and issubclass(kind, Enum):
            return kind
        return Certainty if kind in BOXES else None

    @property
    def key_choices(self) -> type[Enum] | None:
        """The printed words that are the keys of a section of boxes, None where its keys are names."""
        key = get_type_hints(self.entry)[KEYED_BY[self.entry]] if self.is_keyed else None
        return key if isinstance(key, type) and issubclass(key, Enum) else None

    @property
    def names(self) -> str:
        """Of what the text here is a name, as `list_known_names` calls it; "" where it is none."""
        return next((what for owner in self.owners if (what := _name_of(owner, self.key))), "")

    @property
    def key_names(self) -> str:
        """Of what the keys of a section are names, where they name what is declared elsewhere."""
        return _name_of(self.entry, KEYED_BY[self.entry]) if self.is_keyed else ""

    @property
    def keys(self) -> Mapping[str, str]:
        """The keys of a value here, each with what it means."""
        return {
            written_as(a): find_meaning(kind, written_as(a))
            for kind in self.classes
            for a in list_written(kind)
        }

    @property
    def meaning(self) -> str:
        """What the key means under which it stands, "" where it is no key of a class."""
        known = (owner for owner in self.owners if self.key in map(written_as, list_written(owner)))
        return next((find_meaning(owner, self.key) for owner in known), "")

    def step(self, step: str | int) -> Slot | None:
        """Return what stands one key or index below, None where nothing may."""
        inner = self.entry
        if inner is not None:
            return self._step_into(inner, step)
        if self.kind is ItemList and isinstance(step, int):
            return Slot(str, self.owners, self.key)
        return next((slot for kind in self.classes if (slot := _find_field(kind, str(step)))), None)

    def _step_into(self, inner: Any, step: str | int) -> Slot | None:
        if self.key == "aliases" and isinstance(step, str):
            return Slot(AliasSpans)
        if step == REST and inner in BOXES:
            return Slot(Certainty)
        is_one = (
            self.is_keyed or isinstance(step, int) or step == DEFAULTS or hasattr(inner, "__attrs_attrs__")
        )
        return Slot(_plain(inner), self.owners, self.key) if is_one else None


def _find_field(kind: type[Any], key: str) -> Slot | None:
    found = next((a for a in list_written(kind) if written_as(a) == key), None)
    return Slot(_plain(get_type_hints(kind)[found.name]), (kind,), key) if found else None


def _plain(kind: Any) -> Any:
    """Return a type without what only says that it may be left out, or how a text is checked."""
    if get_origin(kind) is Annotated:
        return get_args(kind)[0]
    return (
        next(inner for inner in get_args(kind) if inner is not NoneType)
        if NoneType in get_args(kind)
        else kind
    )


def _name_of(owner: type[Any], key: str) -> str:
    return find_kind_of_name(owner, next((a.name for a in _fields(owner) if written_as(a) == key), key))


def _fields(kind: type[Any]) -> tuple[Any, ...]:
    return tuple(getattr(kind, "__attrs_attrs__", ()))


def find_slot(where: Where) -> Slot | None:
    """Return what may stand at a path of keys of a model or a change file, None where nothing may."""
    path = where[1:] if where and where[0] in _HOLDING else where
    slot: Slot | None = Slot(Assessment)
    for step in path:
        slot = slot.step(step) if slot else None
    return slot

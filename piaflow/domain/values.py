"""What a field of a value takes: the right value, or what people write for it; and which order means nothing.

`checked` is the attrs field transformer of every value of the domain: it gives each field the converter of its
type. A value that is right already passes at once.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping
from datetime import date
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

import attrs

from piaflow.domain.certainty import Certainty
from piaflow.domain.names import fold
from piaflow.errors import WrongValueError, clip, find_nearest

Convert = Callable[[Any], Any]

FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
"""No text holds these: controls but tab and line feed, overrides of direction, halves and non-characters."""

_NONE_LISTED = ()
_PLAIN_CERTAINTY = {True: Certainty.YES, False: Certainty.NO, None: Certainty.UNKNOWN}


def without_order(values: tuple[Hashable, ...]) -> Hashable:
    """Return what is equal for all orders of the values: the key by which a field that is a set is compared."""
    return values if len(values) <= 1 else frozenset(Counter(values).items())


def find_choice(kind: type[Enum], text: str) -> Enum | None:
    """Return the choice that prints as the text, however that is typed, or None."""
    return _choices(kind).get(fold(text))


@cache
def _choices(kind: type[Enum]) -> Mapping[str, Enum]:
    return {fold(member.value): member for member in kind}


def checked(kind: type[Any], fields: list[attrs.Attribute[Any]]) -> list[attrs.Attribute[Any]]:
    """Return the fields of a class, each with the converter of its type. Raises WrongValueError when it is built."""
    hints = get_type_hints(kind)
    return [
        field
        if not field.init or (field.converter and not field.inherited)  # type: ignore[attr-defined]
        else field.evolve(converter=_convert_field(f"{kind.__name__}.{field.name}", hints[field.name], field))
        for field in fields
    ]


def _convert_field(where: str, kind: Any, field: attrs.Attribute[Any]) -> Convert:
    convert = _convert_to(kind)
    if field.eq_key is without_order and _is_plain(get_args(kind)[0]):  # type: ignore[attr-defined]
        convert = _each_once(convert)
    # What passes at once, by its type alone: a text has still to be looked into.
    right = None if kind is str else kind

    def convert_field(value: Any) -> Any:
        if type(value) is right or value is _NONE_LISTED:
            return value
        try:
            return convert(value)
        except _RefusedError as error:
            raise WrongValueError(where, str(error)) from None

    return convert_field


def _is_plain(kind: Any) -> bool:
    """Whether a value of this kind is all that it says: a text or a choice, not a thing that may be there twice."""
    return isinstance(kind, type) and issubclass(kind, str | Enum)


def _each_once(convert: Convert) -> Convert:
    """What a set holds, it holds once, however often it is written."""
    return lambda value: tuple(dict.fromkeys(convert(value)))


class _RefusedError(Exception):
    """A value that a converter does not take; the text says what is right."""


def _said(value: Any) -> str:
    return clip(repr(value))


@cache
def _convert_to(kind: Hashable) -> Convert:
    if kind is str:
        return _to_text
    if kind is int:
        return _to_int
    if get_origin(kind) is tuple:
        return _to_tuple(get_args(kind)[0])
    if get_origin(kind) in (Union, UnionType):
        return _to_one_of(get_args(kind))
    named: Any = kind
    return _to_choice(named) if issubclass(named, Enum) else _to_value(named)


def _to_text(value: Any) -> str:
    if isinstance(value, str):
        if not value.isprintable() and (found := FORBIDDEN.search(value)):
            raise _RefusedError(f"the text holds the character U+{ord(found[0]):04X}, which no text may hold")
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    raise _RefusedError(f"{_said(value)} is no text")


def _to_int(value: Any) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, str) and value.isdecimal():
        return int(value)
    raise _RefusedError(f"{_said(value)} is no whole number")


def _to_choice(kind: type[Enum]) -> Convert:
    def convert(value: Any) -> Any:
        if type(value) is kind:
            return value
        if kind is Certainty and (value is None or isinstance(value, bool)):
            return _PLAIN_CERTAINTY[value]
        found = find_choice(kind, value) if isinstance(value, str) else None
        if found is None:
            known = [member.value for member in kind]
            nearest = find_nearest(value, known) if isinstance(value, str) else ""
            near = f" (did you mean {nearest!r}?)" if nearest else ""
            raise _RefusedError(f"{_said(value)} is none of the choices{near}: {', '.join(known)}")
        return found

    return convert


def _to_value(kind: type[Any]) -> Convert:
    parse = getattr(kind, "parse", None)

    def convert(value: Any) -> Any:
        if isinstance(value, kind):
            return value
        if parse is None or kind is bool:
            raise _RefusedError(f"{_said(value)} is no {kind.__name__}")
        try:
            return parse(value)
        except (TypeError, ValueError) as error:
            raise _RefusedError(f"{_said(value)} is no {kind.__name__} ({error})") from None

    return convert


def _to_one_of(kinds: tuple[Any, ...]) -> Convert:
    named = [kind for kind in kinds if kind is not NoneType]
    only = _convert_to(named[0]) if len(named) == 1 else None
    names = " or ".join(kind.__name__ for kind in named)

    def convert(value: Any) -> Any:
        if isinstance(value, kinds):
            return value
        if only:
            return only(value)
        raise _RefusedError(f"{_said(value)} is no {names}")

    return convert


def _to_tuple(kind: Any) -> Convert:
    convert_each = _convert_to(kind)
    is_span = hasattr(kind, "parse")
    is_box = attrs.has(kind) and any(a.name == "box" for a in attrs.fields(kind))

    def convert(value: Any) -> tuple[Any, ...]:
        if isinstance(value, str | Mapping) or not isinstance(value, Iterable):
            if is_box and isinstance(value, Mapping):
                return tuple(kind(printed, box) for printed, box in value.items())
            if is_span and not isinstance(value, Mapping):
                return (convert_each(value),)
            raise _RefusedError(f"{_said(value)} is no list: write [{_said(value)}]")
        if isinstance(value, set | frozenset):
            value = sorted(value, key=str)
        return tuple(map(convert_each, value))

    return convert

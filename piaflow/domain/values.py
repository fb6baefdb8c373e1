"""What a field of a value takes: the right value, or what people write for it; and which order means nothing.

`checked` is the attrs field transformer of every value of the domain: it gives each field the converter of its
type, lets the value say which field a wrong keyword was meant for, and show itself as one would write it. A value
that is right already passes at once. What a type says beside itself (`Annotated[str, find_name_fault]`) tells what is
wrong with a value of it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping
from datetime import date
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

import attrs

from piaflow.domain.certainty import Certainty
from piaflow.domain.names import fold
from piaflow.errors import Fault, WrongCallError, WrongValueError, clip, find_nearest

Convert = Callable[[Any], Any]

FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
"""No text holds these: controls but tab and line feed, overrides of direction, halves and non-characters."""

WRITTEN_AS = {
    "overview": "assessment",
    "spans": "span",
    "source": "from",
    "target": "to",
    "exceptions": "except",
}
"""Fields that the model file writes under another key."""

_MOST_DIGITS = 18
_AMOUNT = re.compile(r"\d[\d,，]{0,20}|[〇一二三四五六七八九十百千]+(?=[万億年人項])|以上|以下|未満|[超億万]")
_PLAIN_CERTAINTY = {True: Certainty.YES, False: Certainty.NO, None: Certainty.UNKNOWN}


class _Unordered(tuple[Hashable, ...]):
    """Values that are equal in any order; most have the same one, which is told without counting them."""

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, _Unordered) or len(self) != len(other):
            return False
        return tuple.__eq__(self, other) or Counter(self) == Counter(other)

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return hash(frozenset(self))


def without_order(values: tuple[Hashable, ...]) -> Hashable:
    """Return what is equal for all orders of the values: the key by which a field that is a set is compared."""
    return values if len(values) <= 1 else _Unordered(values)


def find_choice(kind: type[Enum], text: str) -> Enum | None:
    """Return the choice that prints as the text, however that is typed, or None."""
    return _choices(kind).get(fold(text))


def find_nearest_choice(kind: type[Enum], text: str) -> str:
    """Return the choice nearest to a text that is none, or "".

    It changes no number, nor which way that bounds (10年 is no misspelt 1年); a certainty is not guessed at.
    """
    told = _list_amounts(text)
    known = () if kind is Certainty else (member.value for member in kind)
    return find_nearest(text, (choice for choice in known if _list_amounts(choice) == told))


def _list_amounts(text: str) -> list[str]:
    amounts = (re.sub("[,，]", "", amount) for amount in _AMOUNT.findall(text))
    return [str(int(amount)) if amount.isdecimal() else amount for amount in amounts]


@cache
def _choices(kind: type[Enum]) -> Mapping[str, Enum]:
    return {fold(member.value): member for member in kind}


def checked(kind: type[Any], fields: list[attrs.Attribute[Any]]) -> list[attrs.Attribute[Any]]:
    """Return the fields of a class, each with the converter of its type. Raises WrongValueError when it is built."""
    hints = get_type_hints(kind, include_extras=True)
    # attrs builds `__init__` after this: what comes before it can still tell a wrong keyword from the fields.
    kind.__new__ = _refuse_unknown_keywords({field.alias or field.name for field in fields if field.init})
    kind.__repr__ = _show  # type: ignore[assignment] # bound when it is asked
    return [
        field
        if not field.init or (field.converter and not field.inherited)  # type: ignore[attr-defined]
        else field.evolve(converter=_convert_field(f"{kind.__name__}.{field.name}", field, hints[field.name]))
        for field in fields
    ]


def _show(value: Any) -> str:
    """Return the call that makes the value, as short as a person writes it: what is left out says nothing."""
    told = [
        f"{'' if field.default is attrs.NOTHING else f'{field.alias}='}{_write(given)}"
        for field in attrs.fields(type(value))
        if field.init and (given := getattr(value, field.name)) != field.default
    ]
    return f"{type(value).__name__}({', '.join(told)})"


def _write(value: Any) -> str:
    """Return what a field takes for the value: printed words for a choice, a list, what a value is written as."""
    write = getattr(value, "__written__", None)
    if write:
        return repr(write())
    if isinstance(value, Enum):
        return repr(value.value)
    if isinstance(value, tuple):
        return f"[{', '.join(map(_write, value))}]"
    return repr(value)


def _refuse_unknown_keywords(known: set[str]) -> Callable[..., Any]:
    def make(kind: type[Any], /, *_: object, **given: object) -> Any:
        if not given.keys() <= known:
            raise WrongCallError(kind.__name__, _tell_unknown(sorted(given.keys() - known), sorted(known)))
        return object.__new__(kind)

    return make


def _tell_unknown(unknown: list[str], known: list[str]) -> str:
    written = {key: name for name, key in WRITTEN_AS.items() if name in known}
    near = {name: written.get(name) or find_nearest(name, known) for name in unknown}
    return "; ".join(
        f"there is no {name!r}"
        + (f" (did you mean {near[name]!r}?)" if near[name] else f": {', '.join(known)}")
        for name in unknown
    )


def _convert_field(where: str, field: attrs.Attribute[Any], kind: Any) -> Convert:
    convert = _convert_to(kind)
    if field.eq_key is without_order and _is_plain(get_args(kind)[0]):  # type: ignore[attr-defined]
        convert = _each_once(convert)
    # What passes at once, by its type alone: a text has still to be looked into.
    right = None if kind is str else kind
    is_list = get_origin(kind) is tuple
    ordered = is_list and field.eq_key is not without_order  # type: ignore[attr-defined]

    def convert_field(value: Any) -> Any:
        if value is field.default or type(value) is right or (is_list and value == ()):
            return value
        if ordered and isinstance(value, set | frozenset):
            raise WrongValueError(where, f"{_said(value)} has no order: write a list")
        try:
            return convert(value)
        except _RefusedError as error:
            raise WrongValueError(where, str(error), error.japanese) from None

    return convert_field


def _is_plain(kind: Any) -> bool:
    """Whether a value of this kind is all that it says: a text or a choice, not a thing that may be there twice."""
    kind = getattr(kind, "__origin__", kind)  # a name is a text with more to ask of it
    return isinstance(kind, type) and issubclass(kind, str | Enum)


def _each_once(convert: Convert) -> Convert:
    """What a set holds, it holds once, however often it is written."""
    return lambda value: tuple(dict.fromkeys(convert(value)))


class _RefusedError(Exception):
    """A value that a converter does not take; the text says what is right, in Japanese too where it may be typed."""

    def __init__(self, english: str, japanese: str = "") -> None:
        super().__init__(english)
        self.japanese = japanese


def _said(value: Any) -> str:
    try:
        return clip(repr(value))
    except ValueError:  # Python prints no whole number of more than 4,300 digits
        return f"this {type(value).__name__}"


@cache
def _convert_to(kind: Hashable) -> Convert:
    if kind is str:
        return _to_text
    if kind is int:
        return _to_int
    if get_origin(kind) is Annotated:
        return _to_faultless(*get_args(kind))
    if get_origin(kind) is tuple:
        return _to_tuple(get_args(kind)[0])
    if get_origin(kind) in (Union, UnionType):
        return _to_one_of(get_args(kind))
    named: Any = kind
    return _to_choice(named) if issubclass(named, Enum) else _to_value(named)


def _to_text(value: Any) -> str:
    if isinstance(value, str):
        if not value.isprintable() and (found := FORBIDDEN.search(value)):
            code = f"U+{ord(found[0]):04X}"
            raise _RefusedError(
                f"the text holds the character {code}, which no text may hold",
                f"文章に使えない文字（{code}）があります（見えない文字です。その前後を書き直すと消えます）",
            )
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**_MOST_DIGITS:
        return str(value)
    raise _RefusedError(f"{_said(value)} is no text")


def _to_int(value: Any) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        return int(value)
    if isinstance(value, str) and value.isdecimal() and len(value) <= _MOST_DIGITS:
        return int(value)
    raise _RefusedError(f"{_said(value)} is no whole number")


def _to_faultless(kind: Any, find_fault: Callable[[Any], Fault | None]) -> Convert:
    plain = _convert_to(kind)

    def convert(value: Any) -> Any:
        right = plain(value)
        if fault := find_fault(right):
            raise _RefusedError(fault.english, fault.japanese)
        return right

    return convert


def _to_choice(kind: type[Enum]) -> Convert:
    def convert(value: Any) -> Any:
        if type(value) is kind:
            return value
        if kind is Certainty and (value is None or isinstance(value, bool)):
            return _PLAIN_CERTAINTY[value]
        found = find_choice(kind, value) if isinstance(value, str) else None
        if found is None:
            known = [member.value for member in kind]
            nearest = find_nearest_choice(kind, value) if isinstance(value, str) else ""
            near = f" (did you mean {nearest!r}?)" if nearest else ""
            raise _RefusedError(f"{_said(value)} is none of the choices{near}: {', '.join(known)}")
        return found

    return convert


def _to_value(kind: type[Any]) -> Convert:
    parse = getattr(kind, "parse", None)
    is_box = _is_box(kind)
    right = ": write {name: 'yes'} for the list" if is_box else ""
    is_named = _is_named(kind)

    def convert(value: Any) -> Any:
        if isinstance(value, kind):
            return value
        if is_named and isinstance(value, str):
            return kind(value)
        if parse is None or kind is bool:
            raise _RefusedError(f"{_said(value)} is no {kind.__name__}{right}")
        try:
            return parse(value)
        except WrongValueError as error:
            raise _RefusedError(f"{_said(value)} is no {kind.__name__}: {error.what}") from None

    return convert


def _call_kind(kind: Any) -> str:
    if get_origin(kind) in (Union, UnionType):
        return " or ".join(map(_call_kind, get_args(kind)))
    if get_origin(kind) is tuple:
        return "lists"
    return "text" if get_origin(kind) is Annotated or kind is str else str(kind.__name__)


def _is_box(kind: Any) -> bool:
    """Whether a list of these may be written as the printed choices, each with what its box shows."""
    return attrs.has(kind) and any(a.name == "box" for a in attrs.fields(kind))


def _is_named(kind: Any) -> bool:
    """Whether a name alone makes one of these: nothing else has to be told of a system, a party, an item."""
    if not attrs.has(kind) or _is_box(kind):
        return False
    needed = [field.name for field in attrs.fields(kind) if field.default is attrs.NOTHING]
    return needed == ["name"]


def _to_one_of(kinds: tuple[Any, ...]) -> Convert:
    named = [kind for kind in kinds if kind is not NoneType]
    only = _convert_to(named[0]) if len(named) == 1 else None
    names = " or ".join(map(_call_kind, named))

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
    is_box = _is_box(kind)

    def convert(value: Any) -> tuple[Any, ...]:
        if isinstance(value, str | bytes | bytearray | Mapping) or not isinstance(value, Iterable):
            if is_box and isinstance(value, Mapping):
                return tuple(kind(printed, box) for printed, box in value.items())
            if is_span and not isinstance(value, Mapping):
                return (convert_each(value),)
            raise _RefusedError(f"{_said(value)} is no list: {_tell_list(value)}")
        if isinstance(value, set | frozenset):
            value = sorted(value, key=str)
        return tuple(map(convert_each, value))

    def _tell_list(value: Any) -> str:
        if is_box:
            return "write {name: 'yes'}"
        try:
            convert_each(value)
        except (_RefusedError, WrongValueError):
            return f"write a list of {_call_kind(kind)}"
        return f"write [{_said(value)}]"

    return convert

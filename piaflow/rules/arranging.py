"""The order in which rules take what a model lists: that of print, not that of its file.

What has a number stands by it, a printed choice where the form prints it, all else by the line on which it is first
read; what has none of these stands by its name. So the same document has the same findings however its file is written.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from enum import Enum
from functools import cache
from operator import is_, itemgetter
from typing import Any, get_type_hints

import attrs

from piaflow.domain.assessment import Assessment
from piaflow.domain.contracts import Contract
from piaflow.domain.items import STANDARD_ITEMS
from piaflow.domain.span import Span
from piaflow.domain.values import without_order
from piaflow.law.addresses import printed_order

_KEPT = ("files", "revisions")
"""The files stand as Ⅰ.3 numbers them, which nothing else tells; rules put the rows of 変更箇所 by their days."""
_NUMBERS, _CHOICES = ("diagram", "number", "step"), ("kind", "means", "item")
_NAMES = ("name", "choice", "address", "about", "key", "source", "at")
_STANDARD = {name: at for at, item in enumerate(STANDARD_ITEMS) for name in (item.name, *item.aliases)}

_Line = tuple[bool, str, int, int]
_Lines = Mapping[str, _Line]
_NOWHERE: _Line = (True, "", 0, 0)


def arrange(model: Assessment) -> Assessment:
    """Return the same assessment with all in order of print that a model has in any; itself where it stands so."""
    moved = _find_moved(model, dict(_read_lines(model)))
    return model.rearrange(moved) if moved else model


def _read_lines(model: Assessment) -> Iterator[tuple[str, _Line]]:
    """Yield the names that a list may hold, each with the line on which the document first says it."""
    for zone in model.zones:
        yield zone.name, _find_line(zone.spans)
    for thing in (*model.nodes, *model.items):
        yield from ((named.name, _find_line(named.spans)) for named in (thing, *thing.alias_spans))


def _find_line(spans: Iterable[Span]) -> _Line:
    return min(((False, span.document, span.first, span.last) for span in spans), default=_NOWHERE)


def _find_moved(value: Any, lines: _Lines) -> dict[str, Any]:
    """Return the fields of a value in which anything stands in another order than that of print, put in it."""
    moved = {}
    for name in _list_fields(value.__class__):
        was = getattr(value, name)
        now = _arrange(was, lines, is_kept=name in _KEPT) if was else was
        if now is not was:
            moved[name] = now
    return moved


@cache
def _list_fields(kind: Any) -> tuple[str, ...]:
    """Return the fields that hold a list without order, or a value that may have one."""
    hints = get_type_hints(kind) if attrs.has(kind) and kind is not Span else {}
    fields = attrs.fields(kind) if hints else ()
    return tuple(a.name for a in fields if a.eq_key is without_order or attrs.has(hints[a.name]))


def _arrange(value: Any, lines: _Lines, *, is_kept: bool = False) -> Any:
    if not isinstance(value, tuple):
        moved = _find_moved(value, lines)
        return attrs.evolve(value, **moved) if moved else value
    inner = tuple(_arrange(one, lines) for one in value) if _list_fields(value[0].__class__) else value
    ordered = inner if is_kept or len(inner) == 1 else _sort(inner, lines)
    return value if all(map(is_, value, ordered)) else ordered


def _sort(values: tuple[Any, ...], lines: _Lines) -> tuple[Any, ...]:
    """Return values by their places, and those of one place by all that they say."""
    places = [_find_place(value, lines) for value in values]
    at = Counter(places)
    told = [(p, repr(v) if at[p] > 1 else "", v) for p, v in zip(places, values, strict=True)]
    return tuple(value for *_, value in sorted(told, key=itemgetter(0, 1)))


def _find_place(value: Any, lines: _Lines) -> tuple[Any, ...]:
    """Return what puts a value among others of its kind."""
    kind: Any = type(value)
    if kind is Span:
        return value.document, value.first, value.last
    if isinstance(value, Enum):
        return (_number_choices(kind)[value],)
    if isinstance(value, str):
        return _STANDARD.get(value, len(_STANDARD)), lines.get(value, _NOWHERE), printed_order(value)
    numbers, choices, names = _list_signs(kind)
    told = [getattr(value, name) for name in numbers]
    name = str(value) if isinstance(value, Contract) else next((getattr(value, name) for name in names), "")
    return (
        not any(told),
        *map(printed_order, told),
        *(_find_place(getattr(value, name), lines) for name in choices),
        _find_line(value.spans) if hasattr(value, "spans") else _NOWHERE,
        *(() if choices else _find_place(name, lines)),
    )


@cache
def _list_signs(kind: Any) -> tuple[tuple[str, ...], ...]:
    """Return the fields of a kind that number its values, those that are choices with a box, and those that name them."""
    fields = attrs.fields_dict(kind)
    is_box = not {"box", "done"}.isdisjoint(fields)
    asked = _NUMBERS, _CHOICES if is_box else (), _NAMES
    return tuple(tuple(name for name in names if name in fields) for names in asked)


@cache
def _number_choices(kind: Any) -> Mapping[Any, int]:
    return {choice: at for at, choice in enumerate(kind)}

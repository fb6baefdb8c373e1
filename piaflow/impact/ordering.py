"""The state before in the order of the state after, wherever order says nothing: what only moved is no change."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Any, TypeVar

import attrs

from piaflow.domain.assessment import Assessment
from piaflow.domain.contracts import Contract

_V = TypeVar("_V")


def follow_order(old: _V, new: Any) -> _V:
    """Return a value with its sets in the order in which another value of its class has them.

    A list that holds something else than the other keeps its own order: 変更前 is told as it was printed.
    """
    if old == new:
        return new  # type: ignore[no-any-return]
    kind: Any = type(old)
    if not attrs.has(kind) or not (isinstance(new, kind) or isinstance(old, type(new))):
        return old
    fields = [a for a in attrs.fields(kind) if a.init]
    told = {a.name: _follow_field(a, getattr(old, a.name), getattr(new, a.name)) for a in fields}
    return old.rearrange(told) if isinstance(old, Assessment) else attrs.evolve(old, **told)  # type: ignore[misc,return-value]


def _follow_field(attribute: Any, old: Any, new: Any) -> Any:
    if not isinstance(old, tuple):
        return follow_order(old, new)
    if attribute.eq_key and attribute.eq_key(old) == attribute.eq_key(new):
        return new
    return _follow_each(old, new) if attribute.eq_key else old


def _follow_each(old: tuple[Any, ...], new: tuple[Any, ...]) -> tuple[Any, ...]:
    """Each value follows the one of its name, or one that is equal; all stand in the new order where none is lacking.

    Of values that are equal in everything a list may hold several: then as many as the other.
    """
    known: dict[Any, int] = {}  # a name may be all that a value says: it is hashed once
    before, after = ([known.setdefault(_name(v), len(known)) for v in values] for values in (old, new))
    named = dict(zip(after, new, strict=True))
    followed = [follow_order(value, named.get(name)) for name, value in zip(before, old, strict=True)]
    if Counter(before) != Counter(after):
        return tuple(followed)
    waiting = defaultdict[Any, list[Any]](list)
    for name, value in zip(reversed(before), reversed(followed), strict=True):
        waiting[name].append(value)
    return tuple(waiting[name].pop() for name in after)


def _name(value: Any) -> Any:
    """Return what a value is known by: its name, number or sentence, or all that it says."""
    if isinstance(value, Contract):
        return str(value)
    for key in ("key", "address", "choice", "name", "number", "kind", "means", "item"):
        if hasattr(value, key) and not hasattr(value, "source"):
            return getattr(value, key)
    return value

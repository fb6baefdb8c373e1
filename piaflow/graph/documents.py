"""What several documents are called, each otherwise, in no matter which order they are given."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from hashlib import blake2s

import attrs

from piaflow.domain.assessment import Assessment
from piaflow.domain.flows import content_mark


def name_documents(models: Sequence[Assessment]) -> tuple[str, ...]:
    """Return `評価実施機関 事務` of each, with its 公表日, its code or a mark of its content where that is shared.

    Documents that tell all the same are counted.
    """
    names = [model.name for model in models]
    for more in _MORE:
        shared = Counter(names)
        names = [
            f"{n} {more(m)}".rstrip() if shared[n] > 1 else n for n, m in zip(names, models, strict=True)
        ]
    shared = Counter(names)
    return tuple(
        f"{name}-{names[: i + 1].count(name)}" if shared[name] > 1 else name for i, name in enumerate(names)
    )


def _mark_nodes(model: Assessment) -> str:
    return _mark((sorted(node.name for node in model.nodes), sorted(map(content_mark, model.flows))))


def _mark_all(model: Assessment) -> str:
    return _mark(_tell(model))


def _mark(told: object) -> str:
    return f"#{blake2s(repr(told).encode(), digest_size=2).hexdigest()}"


def _tell(value: object) -> object:
    """Return all that a value says, whatever order its lists stand in."""
    kind = type(value)
    if attrs.has(kind):
        return kind.__name__, [_tell(getattr(value, a.name)) for a in attrs.fields(kind) if a.eq]
    if isinstance(value, Mapping):
        return sorted(((_tell(key), _tell(one)) for key, one in value.items()), key=repr)
    if isinstance(value, tuple | list | AbstractSet):
        return sorted(map(_tell, value), key=repr)
    return value


_MORE: tuple[Callable[[Assessment], str], ...] = (
    lambda model: model.overview.published,
    lambda model: model.overview.code,
    _mark_nodes,
    _mark_all,
)

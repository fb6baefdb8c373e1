"""What several documents are called, each otherwise, in no matter which order they are given."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from hashlib import blake2s

from piaflow.domain.assessment import Assessment
from piaflow.domain.flows import content_mark


def name_documents(models: Sequence[Assessment]) -> tuple[str, ...]:
    """Return `評価実施機関 事務` of each, with its 公表日, its code or a mark of its content where that is shared.

    Documents that tell the same nodes and flows are counted.
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


def _mark(model: Assessment) -> str:
    told = sorted(node.name for node in model.nodes), sorted(map(content_mark, model.flows))
    return f"#{blake2s(repr(told).encode(), digest_size=2).hexdigest()}"


_MORE: tuple[Callable[[Assessment], str], ...] = (
    lambda model: model.overview.published,
    lambda model: model.overview.code,
    _mark,
)

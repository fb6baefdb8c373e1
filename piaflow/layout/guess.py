"""How large a picture will be, guessed from its ranks before Graphviz is asked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from math import sqrt

from piaflow.layout.dot.measured import Measured

_LANDSCAPE, _PORTRAIT = (780.0, 460.0), (530.0, 640.0)
_BESIDE, _BETWEEN, _FRAME = 10.0, 12.0, 9.0


def find_fit(width: float, height: float) -> float:
    """Return how large a picture prints on an A4 sheet, upright or across, with room for the remarks."""
    rooms = (min(room[0] / max(width, 1.0), room[1] / max(height, 1.0)) for room in (_LANDSCAPE, _PORTRAIT))
    return max(rooms)


def guess_fit(measured: Measured) -> float:
    """Return the fit of the picture as it probably will be."""
    along: dict[int, float] = defaultdict(float)
    across: dict[int, float] = defaultdict(float)
    for rank, width, height in _find_sizes(measured):
        deep, wide = (height, width) if measured.direction == "TB" else (width, height)
        along[rank] = max(along[rank], deep)
        across[rank] += wide + _BESIDE
    long, broad = sum(along.values()) + _BETWEEN * len(along), max(across.values(), default=0.0)
    long += 2 * _FRAME * sqrt(len(measured.scene.frames))
    return find_fit(broad, long) if measured.direction == "TB" else find_fit(long, broad)


def _find_sizes(measured: Measured) -> Iterator[tuple[int, float, float]]:
    """Yield the rank, width and height of boxes, labels, and of the lines that pass a rank without either."""
    ranks = measured.ranks
    for box, size in measured.boxes.items():
        yield ranks.boxes[box], size.width, size.height
    for arrow in measured.scene.arrows:
        label = ranks.labels.get(arrow.id)
        if label is not None:
            yield label, measured.rooms[arrow.id].width, measured.rooms[arrow.id].height
        first, second = measured.order.direct(arrow)
        for rank in range(ranks.boxes[first] + 1, ranks.boxes[second]):
            if rank != label:
                yield rank, 0.0, 0.0

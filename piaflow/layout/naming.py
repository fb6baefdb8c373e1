"""Where the name of a frame stands: along its upper side, where the fewest arrows run through it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from piaflow.layout.dot.measured import FRAME_SIZE
from piaflow.layout.font import measure
from piaflow.layout.geometry import Point, Rectangle, is_through

_AWAY, _DOWN, _HEIGHT, _STEPS = 6.0, 3.0, 13.0, 6


def place_name(name: str, area: Rectangle, lines: Iterable[Sequence[Point]]) -> Rectangle:
    """Return the area of a frame's name: at the left, unless further right fewer lines cross it."""
    width = measure(name, FRAME_SIZE)
    band = Rectangle(area.x + _AWAY, area.y + _DOWN, max(area.width - 2 * _AWAY, width), _HEIGHT)
    pieces = [piece for line in lines for piece in pairwise(line) if is_through(piece, band)]
    room = band.width - width
    places = [Rectangle(band.x + room * n / _STEPS, band.y, width, _HEIGHT) for n in range(_STEPS + 1)]
    return min(places, key=lambda place: sum(is_through(piece, place) for piece in pieces))

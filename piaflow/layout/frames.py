"""How the frames of a scene lie in each other, and where their names stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

from attrs import frozen

from piaflow.errors import RenderError
from piaflow.layout.font import measure
from piaflow.layout.geometry import Point, Rectangle, is_through
from piaflow.layout.sizes import FRAME_SIZE
from piaflow.views.scene import Arrow, Scene

# A frame's name: from its corner, its line's height, and how many places along the upper side are tried for it.
_AWAY, _DOWN, _HEIGHT, _STEPS = 6.0, 3.0, 13.0, 6
MOST_DEPTH = 100
"""So many frames may lie in each other: nobody could read more, and each format writes them one inside the other."""


@frozen
class Nesting:
    """For each box and frame, the frames around it, the outermost first."""

    of_box: dict[str, tuple[str, ...]]
    of_frame: dict[str, tuple[str, ...]]

    def find_path(self, frame: str) -> tuple[str, ...]:
        """Return the frames that end in this one, the outermost first; none for ""."""
        return (*self.of_frame[frame], frame) if frame else ()

    def find_common(self, arrow: Arrow) -> str:
        """Return the innermost frame around both ends of an arrow, "" where there is none."""
        pairs = zip(self.of_box[arrow.source], self.of_box[arrow.target], strict=False)
        common = ""
        for one, other in pairs:
            if one != other:
                break
            common = one
        return common


def find_nesting(scene: Scene) -> Nesting:
    """Follow the parents of all frames; complain of ids that are not there, go round in a ring or too deep."""
    _check_ids(scene)
    parents = {frame.id: frame.parent for frame in scene.frames}
    of_frame = {frame.id: _climb(frame.parent, parents) for frame in scene.frames}
    return Nesting({box.id: _climb(box.frame, parents) for box in scene.boxes}, of_frame)


def _check_ids(scene: Scene) -> None:
    ids = [*(f.id for f in scene.frames), *(b.id for b in scene.boxes), *(a.id for a in scene.arrows)]
    twice = [name for name, count in Counter(ids).items() if count > 1]
    boxes = {box.id for box in scene.boxes}
    loose = [a.id for a in scene.arrows if not {a.source, a.target} <= boxes]
    _complain("同じ識別名が2度使われています", twice)
    _complain("矢印の端の箱がありません", loose)


def _climb(frame: str, parents: dict[str, str]) -> tuple[str, ...]:
    path: dict[str, None] = {}
    while frame:
        if frame not in parents:
            _complain("枠がありません", [frame])
        if frame in path:
            _complain("枠が自分自身の中にあります", [frame])
        if len(path) == MOST_DEPTH:
            _complain(f"領域の入れ子が深すぎます。上限は{MOST_DEPTH}段です", [frame])
        path[frame] = None
        frame = parents[frame]
    return tuple(reversed(path))


def _complain(what: str, names: Iterable[str]) -> None:
    listed = "、".join(names)
    if listed:
        raise RenderError(f"図を描けません: {what}（{listed}）")


def place_name(name: str, area: Rectangle, lines: Iterable[Sequence[Point]]) -> Rectangle:
    """Return the area of a frame's name: at the left, unless further right fewer lines cross it."""
    width = measure(name, FRAME_SIZE)
    band = Rectangle(area.x + _AWAY, area.y + _DOWN, max(area.width - 2 * _AWAY, width), _HEIGHT)
    pieces = [piece for line in lines for piece in pairwise(line) if is_through(piece, band)]
    room = band.width - width
    places = [Rectangle(band.x + room * n / _STEPS, band.y, width, _HEIGHT) for n in range(_STEPS + 1)]
    return min(places, key=lambda place: sum(is_through(piece, place) for piece in pieces))

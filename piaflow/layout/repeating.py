"""A box shown twice rather than a line across the sheet, as published sheets show 住民 and paper.

While such a scene is laid out the second box has a name of its own; in the drawing both are the one box of the scene.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from math import dist

from attrs import evolve

from piaflow.layout.drawing import Drawing, find_polyline
from piaflow.views.scene import Arrow, Scene, Shape

_AGAIN = "\n再掲"  # no name holds a line break
_SHARE = 1 / 3  # of the half perimeter of the picture: a longer line is one across the sheet
_TRIED = 4  # lines, the longest first
# A system or a file that stood twice would be read as two.
_SHAPES = {Shape.PERSON, Shape.ORGANISATION, Shape.MEDIUM}


def list_repeats(scene: Scene, drawing: Drawing) -> Iterator[Scene]:
    """Yield scenes with one box more: that at one end of a long line of the drawing, again, for the other end alone."""
    lengths = {
        one.arrow.id: sum(dist(*piece) for piece in pairwise(find_polyline(one))) for one in drawing.arrows
    }
    least = (drawing.width + drawing.height) * _SHARE
    long = sorted((a for a in scene.arrows if lengths[a.id] > least), key=lambda a: (-lengths[a.id], a.id))
    for arrow in long[:_TRIED]:
        yield from _repeat_ends(scene, arrow)


def find_original(box: str) -> str:
    """Return the id of the box that a box of a scene of `list_repeats` is."""
    return box.removesuffix(_AGAIN)


def _repeat_ends(scene: Scene, arrow: Arrow) -> Iterator[Scene]:
    boxes = {box.id: box for box in scene.boxes}
    for end, other in ((arrow.source, arrow.target), (arrow.target, arrow.source)):
        moved = {a.id for a in scene.arrows if {a.source, a.target} == {end, other}}
        stays = any(end in {a.source, a.target} and a.id not in moved for a in scene.arrows)
        box, again = boxes[end], end + _AGAIN
        if stays and end != other and again not in boxes and not box.frame and box.shape in _SHAPES:
            yield evolve(
                scene,
                boxes=(*scene.boxes, evolve(box, id=again)),
                arrows=tuple(_move(a, end, again) if a.id in moved else a for a in scene.arrows),
            )


def _move(arrow: Arrow, end: str, again: str) -> Arrow:
    return evolve(arrow, source=again) if arrow.source == end else evolve(arrow, target=again)

"""The door of this room. Scene → the drawing that suits a page: on a grid, or by ranks where that scores better."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from math import inf

from attrs import evolve

from piaflow.layout.dot import arranging as dot
from piaflow.layout.dot.engine import is_installed
from piaflow.layout.drawing import Drawing
from piaflow.layout.grid.engine import fits_grid, lay_out_again, lay_out_on_grid
from piaflow.layout.grid.keeping import Cells
from piaflow.layout.kept import Kept, restore, round_off, write_kept
from piaflow.layout.repeating import find_original, list_repeats
from piaflow.layout.score import Score
from piaflow.layout.sizes import A4_ROOMS, Room
from piaflow.views.scene import Mark, Scene

_KEPT = 64  # drawings: those of every picture of a few models, with their overlays
_WORTH = 1.05  # a new arrangement has to be so much better before boxes move
# Of what the best drawing costs for one way of the sheet: none for the other way caught up from so far behind.
_BEHIND = 4 / 3
_REPEATS = 2  # boxes of a picture that are shown again at most
_GAIN = 1.0  # a box that is shown again has to save so much: a crossing
_NONE = Kept()
write_dot = dot.write_dot


def lay_out(scene: Scene, rooms: tuple[Room, ...] = A4_ROOMS, kept: Kept = _NONE) -> Drawing:
    """Return the drawing of a scene that scores best in the room, of several, where it prints largest.

    `kept` is an earlier layout of the picture: of the same scene it is taken as it is, of another its cells where they
    still do; where a person put the boxes there, as long as the zones allow it.
    Marks, texts beside the picture and the ids of flows change nothing: an overlay stands as the picture
    without it.
    """
    stripped = _strip(scene)
    known = restore(stripped, kept) if rooms == A4_ROOMS else None
    if known is None:
        known = round_off(_find_best(stripped, kept, rooms).drawing)
    return _dress(known, scene)


def is_kept(scene: Scene, kept: Kept) -> bool:
    """Tell whether an earlier layout is of the same scene, so that nothing has to be searched."""
    return restore(_strip(scene), kept) is not None


def keep_layout(scene: Scene, drawing: Drawing, kept: Kept = _NONE, picture: str = "") -> str:
    """Return the file that keeps a drawing of a picture for later; boxes that a person put somewhere (`kept`) stay so."""
    return write_kept(_strip(scene), drawing, is_pinned=kept.is_pinned, picture=picture)


def _strip(scene: Scene) -> Scene:
    """Return what the layout depends on."""
    return Scene(
        "",
        frames=scene.frames,
        boxes=tuple(evolve(box, mark=Mark.NONE, nodes=()) for box in scene.boxes),
        arrows=tuple(evolve(arrow, mark=Mark.NONE, flows=(), carried=()) for arrow in scene.arrows),
    )


@lru_cache(maxsize=_KEPT)
def _find_best(scene: Scene, kept: Kept, rooms: tuple[Room, ...]) -> Score:
    """Return the best drawing, with a box shown again wherever that is better than a line across the sheet."""
    best = min(_take_up(scene, kept), key=lambda score: score.total(rooms))
    for _ in range(_REPEATS if best.drawing.cells and not kept.is_pinned else 0):
        wider = [
            (score, repeated)
            for repeated in list_repeats(scene, best.drawing)
            if (score := _lay_out_again(repeated, best.drawing.cells))
        ]
        better, repeated = min(wider, key=lambda one: one[0].total(rooms), default=(best, scene))
        if better.total(rooms) + _GAIN > best.total(rooms):
            break
        best, scene = better, repeated
    return best


@lru_cache(maxsize=_KEPT)
def _lay_out_again(scene: Scene, cells: Cells) -> Score | None:
    """Return the drawing of a scene on the cells of another: once for all sheets that it might be printed on."""
    drawing = lay_out_again(scene, cells)
    return Score(drawing) if drawing else None


@lru_cache(maxsize=_KEPT)
def _take_up(scene: Scene, kept: Kept) -> tuple[Score, ...]:
    """Return the drawing on the cells of an earlier one where it is fit to print, or hardly worse than a new one."""
    again = _lay_out_again(scene, kept.cells) if kept.cells and fits_grid(scene) else None
    if again is None:
        return _try_out(scene)
    if kept.is_pinned or any(map(again.is_printable, A4_ROOMS)):
        return (again,)
    others = _try_out(scene)
    return (again,) if again.total() <= _WORTH * min(score.total() for score in others) else others


@lru_cache(maxsize=_KEPT)
def _try_out(scene: Scene) -> tuple[Score, ...]:
    """Return drawings of a scene: on a grid, and by ranks where it is too large or none on a grid is fit to print.

    Without Graphviz those on a grid have to do, where there are any. Raises MissingExtraError where there is none.
    """
    if not fits_grid(scene):
        return (Score(dot.lay_out(scene).drawing),)
    scores = tuple(_search(scene))
    if any(score.is_printable(room) for score in scores for room in A4_ROOMS):
        return scores
    if is_installed() or not scores:
        scores += tuple(Score(layout.drawing) for layout in dot.lay_out_both(scene))
    return scores


def _search(scene: Scene) -> Iterator[Score]:
    """Yield drawings on a grid, for a sheet across and for one upright, from one start after the other.

    Those for a way that a sheet lies end with one that is good enough to print, or that is far behind the other way.
    """
    least = inf
    for room in A4_ROOMS:
        totals: list[float] = []
        for score in map(Score, lay_out_on_grid(scene, room)):
            yield score
            totals.append(score.total())
            if score.is_printable(room) or score.total() > _BEHIND * least:
                break
        least = min([least, *totals])


def _dress(drawing: Drawing, scene: Scene) -> Drawing:
    """Return the drawing with the parts as the scene has them, boxes in its order."""
    frames = {frame.id: frame for frame in scene.frames}
    boxes = {box.id: box for box in scene.boxes}
    arrows = {arrow.id: arrow for arrow in scene.arrows}
    order = {name: n for n, name in enumerate(boxes)}
    drawn = [evolve(one, box=boxes[find_original(one.box.id)]) for one in drawing.boxes]
    return evolve(
        drawing,
        frames=tuple(evolve(one, frame=frames[one.frame.id]) for one in drawing.frames),
        boxes=tuple(sorted(drawn, key=lambda one: order[one.box.id])),
        arrows=tuple(evolve(one, arrow=arrows[one.arrow.id]) for one in drawing.arrows),
        cells=tuple(cell for cell in drawing.cells if cell[0] in boxes),
    )

"""The door of this room. Scene → drawings on a grid: each step takes the value of the one before and moves nothing in it.

Cells → board → paths → order and labels → places (LAYOUT: the pipeline); only more tracks a channel start it again.
"""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve

from piaflow.layout.corners import cut_for_head, round_corners
from piaflow.layout.drawing import Drawing, DrawnArrow, DrawnBox, DrawnFrame, DrawnLabel
from piaflow.layout.frames import Nesting, find_nesting
from piaflow.layout.geometry import Point, Rectangle
from piaflow.layout.grid.board import Grid, make_grid
from piaflow.layout.grid.keeping import Cells, take_up
from piaflow.layout.grid.labels import Arrangement, place_labels
from piaflow.layout.grid.placement import Placing, place
from piaflow.layout.grid.puzzle import Puzzle
from piaflow.layout.grid.routing import route
from piaflow.layout.ports import Side, touch
from piaflow.layout.sizes import A4_ROOMS, Room, measure_label
from piaflow.views.scene import Arrow, Line, Scene

MOST_BOXES = 60
_STARTS, _MANY = 3, 36  # of a scene of so many boxes there is one start alone, since it takes seconds
_MOVES, _MOVES_A_BOX = 1200, 80
_MORE = (0, 2)  # tracks a channel beyond the usual, where lines collide without
_EDGE = 4.0
_RADIUS = 3.0  # of a corner


def fits_grid(scene: Scene) -> bool:
    """Tell whether a scene can be laid out on a grid: not too large, no frame without a box, something to place."""
    nesting = find_nesting(scene)
    filled = {frame for around in nesting.of_box.values() for frame in around}
    return 0 < len(scene.boxes) <= MOST_BOXES and len(filled) == len(scene.frames)


def lay_out_on_grid(scene: Scene, room: Room) -> Iterator[Drawing]:
    """Yield a drawing per start of the search that has a way for every line and a place for every label, when asked."""
    nesting = find_nesting(scene)
    puzzle = Puzzle.of(scene, nesting, room)
    for seed in range(1, 1 + (_STARTS if len(scene.boxes) < _MANY else 1)):
        placing = place(puzzle, seed, _MOVES + _MOVES_A_BOX * len(scene.boxes))
        drawing = _draw(scene, nesting, placing)
        if drawing is not None:
            yield drawing


def lay_out_again(scene: Scene, kept: Cells) -> Drawing | None:
    """Return a drawing with the boxes in the cells of an earlier one, None where that cannot be."""
    nesting = find_nesting(scene)
    placing = take_up(scene, Puzzle.of(scene, nesting, A4_ROOMS[0]), kept)
    return _draw(scene, nesting, placing) if placing else None


def _draw(scene: Scene, nesting: Nesting, placing: Placing) -> Drawing | None:
    for more in _MORE:
        grid = make_grid(scene, nesting, placing, more)
        board = grid.make_board()
        paths = route(board, grid.requests)
        if paths is None or board.count_conflicts():
            continue
        labels = {n: measure_label(a) for n, a in enumerate(scene.arrows) if a.has_label}
        found = Arrangement(grid, board, paths, labels)
        if place_labels(found):
            return _make_drawing(grid, found)
    return None


def _make_drawing(grid: Grid, found: Arrangement) -> Drawing:
    scene = grid.scene
    boxes = tuple(
        DrawnBox(
            box, evolve(grid.sizes[n], width=found.area(n).width, height=found.area(n).height), found.area(n)
        )
        for n, box in enumerate(scene.boxes)
    )
    lines = [_find_corners(grid, found, boxes, n) for n in range(len(scene.arrows))]
    labels = {n: found.measure_label(n, place) for n, place in found.chosen.items()}
    frames = []
    for n, frame in enumerate(scene.frames):
        left, right = (found.places[0][part] for part in grid.columns.borders[n])
        top, bottom = (found.places[1][part] for part in grid.rows.borders[n])
        area = Rectangle(left, top, right - left, bottom - top)
        frames.append(DrawnFrame(frame, area, found.measure_name(n), len(grid.nesting.of_frame[frame.id])))
    frames.sort(key=lambda drawn: drawn.depth)
    arrows = tuple(
        _draw_arrow(arrow, lines[n], DrawnLabel(found.labels[n], labels[n]) if n in labels else None)
        for n, arrow in enumerate(scene.arrows)
    )
    cells = tuple((box.id, *cell) for box, cell in zip(scene.boxes, grid.cells, strict=True))
    return _crop(Drawing(0, 0, tuple(frames), boxes, arrows, cells), lines)


def _find_corners(grid: Grid, found: Arrangement, boxes: tuple[DrawnBox, ...], n: int) -> list[Point]:
    wide, path, request = found.board.wide, found.paths[n], grid.requests[n]
    points = [(found.at(0, found.spot(0, at % wide)), found.at(1, found.spot(1, at // wide))) for at in path]
    points[0] = touch(boxes[request.source], *_find_end(path[0], path[1], wide, points[0]))
    points[-1] = touch(boxes[request.target], *_find_end(path[-1], path[-2], wide, points[-1]))
    return points


def _find_end(end: int, following: int, wide: int, point: Point) -> tuple[Side, float]:
    """Return on which side of its box a line ends, and where along that side."""
    if end // wide == following // wide:
        return ("right" if following > end else "left"), point[1]
    return ("bottom" if following > end else "top"), point[0]


def _draw_arrow(arrow: Arrow, line: list[Point], label: DrawnLabel | None) -> DrawnArrow:
    if arrow.line is Line.HELD:
        return DrawnArrow(arrow, round_corners(line, _RADIUS), None, label)
    cut = cut_for_head(line)
    if arrow.both:
        cut = cut_for_head(cut[::-1])[::-1]
    tail = line[0] if arrow.both else None
    return DrawnArrow(arrow, round_corners(cut, _RADIUS), line[-1], label, tail)


def _crop(drawing: Drawing, lines: list[list[Point]]) -> Drawing:
    """Return the drawing with its upper left corner at the origin, as large as what it holds."""
    areas = [one.area for one in drawing.frames] + [one.area for one in drawing.boxes]
    areas += [one.name for one in drawing.frames] + [one.label.area for one in drawing.arrows if one.label]
    xs = [x for line in lines for x, _ in line] + [x for a in areas for x in (a.x, a.right)]
    ys = [y for line in lines for _, y in line] + [y for a in areas for y in (a.y, a.bottom)]
    dx, dy = _EDGE - min(xs), _EDGE - min(ys)
    return Drawing(
        max(xs) + dx + _EDGE,
        max(ys) + dy + _EDGE,
        tuple(
            DrawnFrame(f.frame, _shift(f.area, dx, dy), _shift(f.name, dx, dy), f.depth)
            for f in drawing.frames
        ),
        tuple(DrawnBox(b.box, b.size, _shift(b.area, dx, dy)) for b in drawing.boxes),
        tuple(
            DrawnArrow(
                a.arrow,
                tuple((x + dx, y + dy) for x, y in a.path),
                (a.tip[0] + dx, a.tip[1] + dy) if a.tip else None,
                DrawnLabel(a.label.size, _shift(a.label.area, dx, dy)) if a.label else None,
                (a.tail[0] + dx, a.tail[1] + dy) if a.tail else None,
            )
            for a in drawing.arrows
        ),
        drawing.cells,
    )


def _shift(area: Rectangle, dx: float, dy: float) -> Rectangle:
    return Rectangle(area.x + dx, area.y + dy, area.width, area.height)

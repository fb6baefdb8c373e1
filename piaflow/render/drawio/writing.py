"""Drawing → draw.io: a page whose zones hold their boxes and whose arrows stay attached when a box is moved."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil, dist

from attrs import frozen

from piaflow.layout.drawing import Drawing, DrawnArrow, DrawnBox, DrawnFrame, find_polyline, find_share
from piaflow.layout.font import flatten, measure
from piaflow.layout.frames import Nesting, find_nesting
from piaflow.layout.geometry import Point, Rectangle, find_nearest_point
from piaflow.layout.sizes import BOX_SIZE, FRAME_SIZE, LABEL_SIZE
from piaflow.layout.text import join_label
from piaflow.render.badges import RADIUS
from piaflow.render.drawio.cells import (
    AGAIN,
    BOX,
    LAYER,
    PERSON,
    Style,
    find_line_style,
    find_plain_style,
    find_shape_style,
    find_text_style,
    shift,
    write_edge,
    write_point,
    write_points,
    write_share,
    write_sign,
    write_style,
    write_vertex,
)
from piaflow.render.drawio.foot import write_legend, write_remarks
from piaflow.render.legend import make_legend
from piaflow.render.markup import element, write_number
from piaflow.render.remarks import make_remarks
from piaflow.views.scene import Scene, Shape
from piaflow.views.theme import FRAME_LINE, TINTS, find_sign

_MARGIN, _GAP, _LEAST_WIDTH = 24.0, 16.0, 480.0
_PERSON_ROOM, _PERSON_WIDTH = 6.0, 0.5  # around the figure of a person, in points; its width by its height
_HEADS = (("title", 14.0), ("subtitle", 10.0))
_FRAME: Style = {
    "rounded": "1",
    "absoluteArcSize": "1",
    "arcSize": "8",
    "container": "1",
    "collapsible": "0",
    "recursiveResize": "0",
    "strokeColor": FRAME_LINE,
    "align": "left",
    "verticalAlign": "top",
    "spacingTop": "0",
}


@frozen
class _Places:
    """Where the parts of a drawing are: each box by its cell, and the corner of each frame ("": the sheet's)."""

    nesting: Nesting
    cells: dict[str, DrawnBox]
    corners: dict[str, Point]
    on_grid: bool


def to_drawio(scene: Scene, drawing: Drawing) -> str:
    """Return a drawing as an uncompressed draw.io file of one page."""
    titles = [(name, flatten(getattr(scene, name)), size) for name, size in _HEADS]
    inner = max(drawing.width, _LEAST_WIDTH, *(measure(words, size) for _, words, size in titles))
    head = list(_write_head(titles, inner))
    top = _MARGIN + sum(size * 1.5 for _, words, size in titles if words)
    legend, remarks = make_legend(scene, inner), make_remarks(scene.remarks, inner)
    legend_top = top + drawing.height + _GAP
    remarks_top = legend_top + (legend.height + _GAP if legend.height else 0.0)
    cells = [
        *head,
        *_write_picture(scene, drawing, (_MARGIN + (inner - drawing.width) / 2, top)),
        *write_legend(legend, (_MARGIN, legend_top)),
        *write_remarks(remarks, (_MARGIN, remarks_top)),
    ]
    return _wrap(scene, cells, inner + 2 * _MARGIN, remarks_top + remarks.height + _MARGIN)


def _wrap(scene: Scene, cells: list[str], width: float, height: float) -> str:
    grounds = [element("mxCell", id="0"), element("mxCell", id=LAYER, parent="0")]
    model = element(
        "mxGraphModel",
        element("root", *(f"\n{cell}" for cell in (*grounds, *cells)), "\n"),
        grid="1",
        gridSize="10",
        guides="1",
        tooltips="1",
        connect="1",
        arrows="1",
        fold="1",
        page="1",
        pageScale="1",
        pageWidth=str(ceil(width)),
        pageHeight=str(ceil(height)),
        math="0",
        shadow="0",
    )
    page = element("diagram", model, id="scene", name=flatten(scene.title) or "図")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{element("mxfile", page, host="piaflow", pages="1")}\n'


def _write_head(titles: list[tuple[str, str, float]], width: float) -> Iterator[str]:
    y = _MARGIN
    for name, words, size in titles:
        if words:
            style = write_style(find_plain_style(size, fontStyle="1" if name == "title" else "0"))
            yield write_vertex(name, words, style, LAYER, Rectangle(_MARGIN, y, width, size * 1.5))
            y += size * 1.5


def _write_picture(scene: Scene, drawing: Drawing, at: Point) -> Iterator[str]:
    places = _Places(
        find_nesting(scene),
        dict(_name_cells(drawing)),
        {"": (-at[0], -at[1])} | {drawn.frame.id: (drawn.area.x, drawn.area.y) for drawn in drawing.frames},
        bool(drawing.cells),
    )
    yield from (_write_frame(drawn, places) for drawn in drawing.frames)
    yield from (_write_box(cell, drawn, places) for cell, drawn in places.cells.items())
    yield from (
        _write_person(c, drawn) for c, drawn in places.cells.items() if drawn.box.shape is Shape.PERSON
    )
    yield from (_write_arrow(drawn, places) for drawn in drawing.arrows)
    yield from (
        _write_box_sign(cell, drawn) for cell, drawn in places.cells.items() if find_sign(drawn.box.mark)
    )
    yield from (_write_arrow_sign(drawn) for drawn in drawing.arrows if find_sign(drawn.arrow.mark))


def _find_parent(frame: str) -> str:
    return f"frame:{frame}" if frame else LAYER


def _write_frame(drawn: DrawnFrame, places: _Places) -> str:
    frame, area = drawn.frame, drawn.area
    look = {
        "fillColor": TINTS[min(drawn.depth, len(TINTS) - 1)],
        "spacingLeft": write_number(max(drawn.name.x - area.x - 2, 0.0)),
    }
    style = write_style(_FRAME, find_text_style(FRAME_SIZE), look)
    place = shift(area, places.corners[frame.parent])
    return write_vertex(f"frame:{frame.id}", flatten(frame.label), style, _find_parent(frame.parent), place)


def _name_cells(drawing: Drawing) -> Iterator[tuple[str, DrawnBox]]:
    """Yield the boxes by the names of their cells: that of one that is shown again is another."""
    seen: set[str] = set()
    for drawn in drawing.boxes:
        yield f"{AGAIN if drawn.box.id in seen else BOX}{drawn.box.id}", drawn
        seen.add(drawn.box.id)


def _write_box(cell: str, drawn: DrawnBox, places: _Places) -> str:
    box = drawn.box
    words = "\n".join(drawn.size.text.lines)
    style = write_style(find_shape_style(box.shape, box.mark), find_text_style(BOX_SIZE))
    place = shift(drawn.area, places.corners[box.frame])
    return write_vertex(cell, words, style, _find_parent(box.frame), place)


def _write_person(cell: str, drawn: DrawnBox) -> str:
    """Return the figure in the box of a person, which moves with it."""
    height = drawn.area.height - 2 * _PERSON_ROOM
    area = Rectangle(_PERSON_ROOM, _PERSON_ROOM, height * _PERSON_WIDTH, height)
    return write_vertex(f"person:{cell}", "", write_style(PERSON), cell, area)


def _write_arrow(drawn: DrawnArrow, places: _Places) -> str:
    arrow, line = drawn.arrow, find_polyline(drawn)
    frame = places.nesting.find_common(arrow)
    left, top = places.corners[frame]
    source, target = _find_cell(arrow.source, line[0], places), _find_cell(arrow.target, line[-1], places)
    ends = _find_end("exit", line[0], places.cells[source].area)
    ends |= _find_end("entry", line[-1], places.cells[target].area)
    share, offset = _place_label(drawn)
    look = find_line_style(arrow.line, arrow.mark, both=arrow.both)
    if places.on_grid:  # the line keeps its right angles when a box is moved
        look |= {"edgeStyle": "orthogonalEdgeStyle"}
    return write_edge(
        f"flow:{arrow.id}",
        _find_words(drawn),
        write_style(look, find_text_style(LABEL_SIZE), ends),
        _find_parent(frame),
        write_points([(x - left, y - top) for x, y in line[1:-1]]),
        write_point(*offset, "offset"),
        at=write_share(share * 2 - 1),
        source=source,
        target=target,
    )


def _find_cell(box: str, end: Point, places: _Places) -> str:
    """Return the cell of a box that an arrow's end touches."""
    cells = [cell for cell in (f"{BOX}{box}", f"{AGAIN}{box}") if cell in places.cells]
    return min(cells, key=lambda cell: dist(end, find_nearest_point(end, places.cells[cell].area)))


def _find_words(drawn: DrawnArrow) -> str:
    lines = [flatten(line) for line in drawn.label.size.text.lines] if drawn.label else []
    return join_label(drawn.arrow.number, lines, "\n")


def _find_end(name: str, place: Point, area: Rectangle) -> Style:
    """Return the style that holds an end of an arrow at its place on a box."""
    across, down = (place[0] - area.x) / area.width, (place[1] - area.y) / area.height
    return {
        f"{name}X": write_share(min(max(across, 0.0), 1.0)),
        f"{name}Y": write_share(min(max(down, 0.0), 1.0)),
        f"{name}Dx": "0",
        f"{name}Dy": "0",
        f"{name}Perimeter": "0",
    }


def _place_label(drawn: DrawnArrow) -> tuple[float, Point]:
    """Return how far along its arrow a label stands (halfway where there is none), and how far beside it."""
    if drawn.label is None:
        return 0.5, (0.0, 0.0)
    x, y = drawn.label.area.centre
    share, point = find_share(find_polyline(drawn), (x, y))
    return share, (x - point[0], y - point[1])


def _write_box_sign(cell: str, drawn: DrawnBox) -> str:
    area = Rectangle(-RADIUS, -RADIUS, 2 * RADIUS, 2 * RADIUS)
    return write_sign(find_sign(drawn.box.mark), cell, ("1", "0"), area)


def _write_arrow_sign(drawn: DrawnArrow) -> str:
    share, (x, y) = _place_label(drawn)
    left = x - drawn.label.area.width / 2 - 2 * RADIUS if drawn.label else -RADIUS
    area = Rectangle(left, y - RADIUS, 2 * RADIUS, 2 * RADIUS)
    place = write_share(share * 2 - 1), "0"
    return write_sign(find_sign(drawn.arrow.mark), f"flow:{drawn.arrow.id}", place, area)

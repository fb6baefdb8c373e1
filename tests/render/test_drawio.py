from __future__ import annotations

from itertools import pairwise
from math import dist
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings

from piaflow.errors import RenderError
from piaflow.layout.arranging import lay_out
from piaflow.layout.drawing import find_polyline, find_share
from piaflow.render.draw import draw
from piaflow.render.drawio.cells import find_line, find_line_style, find_shape, find_shape_style, read_style
from piaflow.render.proof.drawio import read_drawio, verify_drawio
from piaflow.render.proof.shown import squeeze
from piaflow.views.scene import Arrow, Box, Line, Mark, Scene, Shape
from tests.render.model_scenes import EVIL, MARKED, load_model_scenes
from tests.render.scenes import LARGE, SMALL
from tests.render.test_draw import EMPTY, scenes

OURS = {"small": SMALL, "large": LARGE, "empty": EMPTY, "marked": MARKED, "evil": EVIL}
Cells = dict[str, ET.Element]
Point = tuple[float, float]


def _read_cells(scene: Scene) -> Cells:
    root = ET.fromstring(draw(scene, "drawio"))  # noqa: S314
    return {cell.get("id", ""): cell for cell in root.iter("mxCell")}


def _find_corner(cells: Cells, name: str) -> Point:
    """The corner of a cell on the page: its own within its parent's, and so on."""
    cell = cells[name]
    geometry = cell.find("mxGeometry")
    if geometry is None:
        return 0.0, 0.0
    x, y = _find_corner(cells, cell.get("parent", ""))
    return x + float(geometry.get("x", 0)), y + float(geometry.get("y", 0))


def assert_reads_back(scene: Scene) -> None:
    shown = read_drawio(draw(scene, "drawio").decode())
    assert [(b.id, squeeze(b.label), b.shape, b.frame, b.mark) for b in shown.boxes] == [
        (b.id, squeeze(b.label), b.shape, b.frame, b.mark) for b in scene.boxes
    ]
    assert [(a.id, a.source, a.target, a.line, a.mark) for a in shown.arrows] == [
        (a.id, a.source, a.target, a.line, a.mark) for a in scene.arrows
    ]
    assert [(squeeze(a.number), squeeze(a.text)) for a in shown.arrows] == [
        (squeeze(a.number), squeeze(a.text)) for a in scene.arrows
    ]
    assert {f.id: (squeeze(f.label), f.parent) for f in shown.frames} == {
        f.id: (squeeze(f.label), f.parent) for f in scene.frames
    }


@pytest.mark.slow
@pytest.mark.parametrize("scene", list(OURS.values()), ids=list(OURS))
def test_what_is_read_back_is_the_scene(scene: Scene) -> None:
    assert_reads_back(scene)


@pytest.mark.slow
def test_every_picture_of_every_model_reads_back() -> None:
    for scene in load_model_scenes().values():
        assert_reads_back(scene)


def test_the_same_scene_gives_the_same_bytes() -> None:
    assert draw(LARGE, "drawio") == draw(LARGE, "drawio")


def test_boxes_stand_in_their_zones_where_our_own_drawing_has_them() -> None:
    cells, drawing = _read_cells(LARGE), lay_out(LARGE)
    places = {f"again:{drawn.box.id}": drawn.area for drawn in drawing.boxes}
    places = {name: area for name, area in places.items() if name in cells}  # the second of two
    for drawn in drawing.boxes:
        places.setdefault(f"box:{drawn.box.id}", drawn.area)
    places |= {f"frame:{drawn.frame.id}": drawn.area for drawn in drawing.frames}
    shifts = {name: _find_corner(cells, name) for name in places}
    gaps = [(shifts[name][0] - area.x, shifts[name][1] - area.y) for name, area in places.items()]
    assert all(dist(gap, gaps[0]) < 0.1 for gap in gaps)
    assert cells["box:node:窓口端末"].get("parent") == "frame:zone:窓口"


def test_arrows_are_attached_at_their_places_and_turn_at_few_points() -> None:
    cells = _read_cells(LARGE)
    for arrow in LARGE.arrows:
        cell = cells[f"flow:{arrow.id}"]
        for end, box in (("source", arrow.source), ("target", arrow.target)):
            assert cell.get(end) in {f"box:{box}", f"again:{box}"} & cells.keys()
        assert {"exitX", "exitY", "entryX", "entryY"} <= read_style(cell.get("style", "")).keys()
        assert len(cell.findall("mxGeometry/Array/mxPoint")) <= 12


def test_a_polyline_runs_through_its_label() -> None:
    for drawn in lay_out(LARGE).arrows:
        line = find_polyline(drawn)
        assert (line[0], line[-1]) == (drawn.path[0], drawn.tip or drawn.path[-1])
        assert sum(dist(a, b) for a, b in pairwise(line)) >= dist(line[0], line[-1])
        if drawn.label:
            share, point = find_share(line, drawn.label.area.centre)
            assert 0 < share < 1
            assert dist(point, drawn.label.area.centre) < 5


def test_styles_tell_shapes_and_lines_apart_without_colour() -> None:
    assert [find_shape(find_shape_style(shape, mark)) for shape in Shape for mark in Mark] == [
        shape for shape in Shape for _ in Mark
    ]
    assert [find_line(find_line_style(line, mark)) for line in Line for mark in Mark] == [
        line for line in Line for _ in Mark
    ]


def test_names_are_plain_text_to_drawio() -> None:
    styles = [cell.get("style", "") for name, cell in _read_cells(EVIL).items() if name not in {"0", "1"}]
    labelled = [style for style in styles if "fontFamily" in style]
    assert len(labelled) > len(EVIL.boxes)
    assert all("html=0;" in style for style in labelled)


@pytest.mark.parametrize(
    ("words", "what"),
    [
        ('value="窓口端末"', "箱がない（node:窓口端末 窓口端末"),
        ('value="1-①　申請書の提出"', "矢印がない（flow:1"),
        ('value="機構・国"', "枠がない（zone:機構・国"),
        ('target="box:node:窓口端末"', "flow:flow:1のtarget"),
    ],
)
def test_what_is_lost_is_named(words: str, what: str) -> None:
    text = draw(SMALL, "drawio").decode()
    assert words in text
    with pytest.raises(RenderError, match=what):
        verify_drawio(SMALL, text.replace(words, f'{words.partition("=")[0]}="?"'))


@pytest.mark.slow
@settings(max_examples=25, deadline=None, derandomize=True, database=None)
@given(scenes())
def test_any_scene_reads_back(scene: Scene) -> None:
    assert_reads_back(scene)


def test_a_person_bears_a_figure_that_moves_with_the_box() -> None:
    box = Box("p", "住民", Shape.PERSON)
    scene = Scene(
        "図", boxes=(box, Box("s", "台帳", Shape.SYSTEM)), arrows=(Arrow("a", "p", "s", Line.SPECIFIC),)
    )
    cells = _read_cells(scene)
    assert cells["person:box:p"].get("parent") == "box:p"
    assert "shape=umlActor" in cells["person:box:p"].get("style", "")
    assert "person:box:s" not in cells


def test_lines_on_a_grid_keep_their_right_angles_when_a_box_is_moved() -> None:
    boxes = tuple(Box(name, name, Shape.SYSTEM) for name in "abc")
    arrows = tuple(Arrow(a + b, a, b, Line.SPECIFIC) for a, b in ("ab", "bc", "ac"))
    cells = _read_cells(Scene("図", boxes=boxes, arrows=arrows))
    assert all("edgeStyle=orthogonalEdgeStyle" in cells[f"flow:{one.id}"].get("style", "") for one in arrows)

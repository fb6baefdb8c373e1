from __future__ import annotations

import pytest

from piaflow.layout.dot.arranging import Layout, lay_out, lay_out_both
from piaflow.layout.dot.measured import measure_scene
from piaflow.layout.dot.placing import make_drawing
from piaflow.layout.drawing import Drawing
from piaflow.views.scene import Arrow, Box, Frame, Line, Scene, Shape
from tests.layout.measuring import measure
from tests.layout.sided import SIDED_LARGE, SIDED_SMALL
from tests.render.scenes import LARGE, SMALL, make_huge

SCENES = {"small": SMALL, "large": LARGE, "sided small": SIDED_SMALL, "sided large": SIDED_LARGE}
LAYOUTS = [
    pytest.param(layout, id=f"{name} {layout.measured.direction}")
    for name, scene in SCENES.items()
    for layout in lay_out_both(scene)
]


def _draw(layout: Layout) -> Drawing:
    return make_drawing(layout.measured, layout.geometry)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_labels_are_clear_and_no_arrow_runs_through_what_is_not_its_own(layout: Layout) -> None:
    measures = measure(_draw(layout))
    assert measures.is_clean
    assert measures.label_struck == 0


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_box_stands_in_its_frame_and_every_frame_in_its_parent(layout: Layout) -> None:
    drawing = _draw(layout)
    frames = {drawn.frame.id: drawn.area for drawn in drawing.frames}
    inner = [(drawn.area, drawn.box.frame) for drawn in drawing.boxes]
    inner += [(drawn.area, drawn.frame.parent) for drawn in drawing.frames]
    for area, around in inner:
        outer = frames.get(around, area)
        assert outer.x <= area.x
        assert outer.y <= area.y
        assert area.right <= outer.right
        assert area.bottom <= outer.bottom


@pytest.mark.parametrize("layout", LAYOUTS)
def test_arrow_ends_at_one_box_do_not_meet_in_one_point(layout: Layout) -> None:
    arrows = _draw(layout).arrows
    ends = [drawn.path[0] for drawn in arrows] + [drawn.tip for drawn in arrows if drawn.tip]
    assert len(set(ends)) == len(ends)


@pytest.mark.parametrize("scene", [SMALL, SIDED_SMALL], ids=["small", "sided small"])
def test_a_picture_of_eighteen_flows_can_be_read_on_a_sheet_of_a4(scene: Scene) -> None:
    assert lay_out(scene).fit > 0.8


@pytest.mark.slow
def test_a_picture_of_six_hundred_arrows_is_as_clear_as_a_small_one() -> None:
    found = measure(_draw(lay_out(make_huge())))
    assert found.is_clean
    assert found.label_struck == 0


def test_a_crowd_of_rings_does_not_grow_into_a_ladder() -> None:
    """Every further rank of a large picture is one more bend for the lines that pass it."""
    boxes = tuple(Box(f"n{i}", f"システム{i}", Shape.SYSTEM) for i in range(100))
    ends = [(i, (i * i * step + step) % 100) for step in (3, 7, 11) for i in range(100)]
    arrows = tuple(
        Arrow(f"a{n}", f"n{s}", f"n{t}", Line.SPECIFIC, str(n)) for n, (s, t) in enumerate(ends) if s != t
    )
    ranks = measure_scene(Scene("rings", "", (), boxes, arrows)).ranks.boxes
    assert len(set(ranks.values())) <= 20


@pytest.mark.parametrize("frame", ["", "z"])
@pytest.mark.parametrize("direction", [0, 1])
def test_boxes_without_any_arrow_stand_in_rows_and_columns(frame: str, direction: int) -> None:
    boxes = tuple(Box(f"b{n}", f"システム{n}", Shape.SYSTEM, frame) for n in range(30))
    frames = (Frame("z", "庁舎"),) if frame else ()
    drawing = _draw(lay_out_both(Scene("みなと市", frames=frames, boxes=boxes))[direction])
    assert max(drawing.width, drawing.height) < 4 * min(drawing.width, drawing.height)
    axes = [{round(drawn.area.centre[axis]) for drawn in drawing.boxes} for axis in (0, 1)]
    assert [len(places) for places in axes] == [6 - direction, 5 + direction]

from __future__ import annotations

import pytest

from piaflow.render.drawing import Drawing
from piaflow.render.layout import lay_out
from piaflow.render.placing import make_drawing
from piaflow.views.scene import Scene
from tests.render import measuring
from tests.render.scenes import LARGE, SMALL


@pytest.fixture(params=[SMALL, LARGE], ids=["small", "large"])
def drawing(request: pytest.FixtureRequest) -> Drawing:
    scene: Scene = request.param
    layout = lay_out(scene)
    return make_drawing(layout.measured, layout.geometry)


def test_no_label_overlaps_a_label_or_a_box(drawing: Drawing) -> None:
    labels = [drawn.label.area for drawn in drawing.arrows if drawn.label]
    assert measuring.find_overlaps(labels) == 0
    assert measuring.find_overlaps(labels, [drawn.area for drawn in drawing.boxes]) == 0


def test_every_label_is_nearer_to_its_own_arrow_than_to_any_other(drawing: Drawing) -> None:
    assert measuring.find_strays(drawing) == []


def test_no_arrow_runs_through_a_foreign_box_or_label(drawing: Drawing) -> None:
    assert measuring.count_struck(drawing) == (0, 0)


def test_every_box_stands_in_its_frame_and_every_frame_in_its_parent(drawing: Drawing) -> None:
    frames = {drawn.frame.id: drawn.area for drawn in drawing.frames}
    inner = [(drawn.area, drawn.box.frame) for drawn in drawing.boxes]
    inner += [(drawn.area, drawn.frame.parent) for drawn in drawing.frames]
    for area, around in inner:
        outer = frames.get(around, area)
        assert outer.x <= area.x
        assert outer.y <= area.y
        assert area.right <= outer.right
        assert area.bottom <= outer.bottom


def test_arrow_ends_at_one_box_do_not_meet_in_one_point(drawing: Drawing) -> None:
    ends = [drawn.path[0] for drawn in drawing.arrows] + [drawn.tip for drawn in drawing.arrows if drawn.tip]
    assert len(set(ends)) == len(ends)


def test_a_picture_of_eighteen_flows_can_be_read_on_a_sheet_of_a4() -> None:
    assert lay_out(SMALL).fit > 0.75

"""A picture drawn again: what did not change stays where it stood."""

from __future__ import annotations

import json
from itertools import permutations

import pytest
from attrs import evolve

from piaflow.domain.choices import Side
from piaflow.layout.arranging import keep_layout, lay_out
from piaflow.layout.kept import Kept, read_kept
from piaflow.render.draw import draw_svg
from piaflow.views.scene import Arrow, Box, Frame, Line, Mark, Scene, Shape
from tests.layout.measuring import measure
from tests.layout.random_scenes import make_random_scene
from tests.layout.test_grid import INVENTED, assert_clean
from tests.layout.test_layout_stability import add_system

SMALL = INVENTED["small"]
HUBS = [pytest.param(box, id=box.label) for box in SMALL.boxes if box.shape is Shape.SYSTEM]


def _keep(scene: Scene) -> Kept:
    return read_kept(keep_layout(scene, lay_out(scene)))


def _move_only(kept: Kept) -> Kept:
    """What is kept of another scene: its cells alone hold."""
    return evolve(kept, digest="another")


def test_an_unchanged_scene_is_drawn_as_it_was() -> None:
    first = lay_out(SMALL)
    assert len(first.cells) == len(SMALL.boxes)
    assert lay_out(SMALL, kept=_move_only(_keep(SMALL))) == first


@pytest.mark.slow
@pytest.mark.parametrize("scene", [pytest.param(s, id=name) for name, s in INVENTED.items()])
def test_what_is_kept_of_a_scene_is_its_whole_drawing(scene: Scene) -> None:
    kept = _keep(scene)
    assert lay_out(scene, kept=kept) == lay_out(scene)
    assert draw_svg(scene, kept) == draw_svg(scene)
    assert keep_layout(scene, lay_out(scene, kept=kept)) == keep_layout(scene, lay_out(scene))


def test_a_kept_layout_is_taken_as_it_is_for_its_own_scene_alone() -> None:
    told = json.loads(keep_layout(SMALL, lay_out(SMALL)))
    told["size"] = [1234.0, 567.0]  # what no search would find
    kept = read_kept(json.dumps(told))
    marked = evolve(SMALL, title="別の題", boxes=tuple(evolve(b, mark=Mark.FINDING) for b in SMALL.boxes))
    renamed = evolve(SMALL, boxes=(evolve(SMALL.boxes[0], label="別の名のシステム"), *SMALL.boxes[1:]))
    assert [lay_out(scene, kept=kept).width for scene in (SMALL, marked)] == [1234.0, 1234.0]
    assert lay_out(renamed, kept=kept).width != 1234.0


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", "null", "{", '{"generator": "other"}', '{"generator": "piaflow layout", "digest": 1}'],
)
def test_what_is_no_layout_of_ours_keeps_nothing(text: str) -> None:
    assert read_kept(text) == Kept()
    assert draw_svg(SMALL, read_kept(text)) == draw_svg(SMALL)


def test_a_layout_that_somebody_cut_is_laid_out_anew() -> None:
    told = json.loads(keep_layout(SMALL, lay_out(SMALL)))
    for part in ("boxes", "arrows", "frames", "size"):
        cut = {key: value for key, value in told.items() if key != part}
        assert draw_svg(SMALL, read_kept(json.dumps(cut))) == draw_svg(SMALL)


@pytest.mark.parametrize("hub", HUBS)
def test_one_more_system_leaves_the_others_left_of_and_above_each_other_as_they_were(hub: Box) -> None:
    first = lay_out(SMALL)
    scene = add_system(SMALL, hub)
    after = lay_out(scene, kept=Kept(first.cells))
    assert_clean(after)
    assert [one.box.id for one in after.boxes] == [box.id for box in scene.boxes]
    cells = {name: (column, row) for name, column, row in after.cells}
    for (one, c0, r0), (other, c1, r1) in permutations(first.cells, 2):
        assert c0 >= c1 or cells[one][0] < cells[other][0]
        assert r0 >= r1 or cells[one][1] < cells[other][1]


def test_a_box_that_went_leaves_the_others_where_they_stood() -> None:
    first = lay_out(SMALL)
    gone = SMALL.boxes[-1].id
    left = evolve(
        SMALL,
        boxes=SMALL.boxes[:-1],
        arrows=tuple(a for a in SMALL.arrows if gone not in {a.source, a.target}),
    )
    cells = {name: (column, row) for name, column, row in lay_out(left, kept=Kept(first.cells)).cells}
    for (one, c0, _), (other, c1, _) in permutations([cell for cell in first.cells if cell[0] != gone], 2):
        assert c0 >= c1 or cells[one][0] < cells[other][0]


def test_cells_that_a_zone_no_longer_allows_are_laid_out_anew() -> None:
    boxes = tuple(Box(f"b{n}", f"箱{n}", Shape.SYSTEM, "z" if n in {0, 2} else "") for n in range(3))
    arrows = (Arrow("f", "b0", "b1", Line.SPECIFIC), Arrow("g", "b1", "b2", Line.SPECIFIC))
    scene = Scene("", frames=(Frame("z", "領域", side=Side.SELF),), boxes=boxes, arrows=arrows)
    after = lay_out(scene, kept=Kept((("b0", 0, 0), ("b1", 1, 0), ("b2", 2, 0))))
    assert measure(after).strangers == 0


def test_a_scene_whose_boxes_are_all_others_is_laid_out_anew() -> None:
    scene = make_random_scene(10, 1)
    assert lay_out(scene, kept=Kept((("別", 0, 0),))) == lay_out(scene)

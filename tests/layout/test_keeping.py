"""A picture drawn again: what did not change stays where it stood."""

from __future__ import annotations

from itertools import permutations

import pytest
from attrs import evolve

from piaflow.domain.choices import Side
from piaflow.layout.arranging import lay_out
from piaflow.render.draw import draw_svg
from piaflow.render.proof.svg import read_cells
from piaflow.views.scene import Arrow, Box, Frame, Line, Scene, Shape
from tests.layout.measuring import measure
from tests.layout.random_scenes import make_random_scene
from tests.layout.test_grid import INVENTED, assert_clean
from tests.layout.test_layout_stability import add_system

SMALL = INVENTED["small"]
HUBS = [pytest.param(box, id=box.label) for box in SMALL.boxes if box.shape is Shape.SYSTEM]


def test_an_unchanged_scene_is_drawn_as_it_was() -> None:
    first = lay_out(SMALL)
    assert len(first.cells) == len(SMALL.boxes)
    assert lay_out(SMALL, kept=first.cells) == first


def test_a_picture_tells_the_cells_of_its_boxes_and_anything_else_none() -> None:
    svg = draw_svg(SMALL)
    assert read_cells(svg) == lay_out(SMALL).cells
    assert draw_svg(SMALL, before=svg) == svg
    for other in ("", "<svg", "<svg/>", svg.replace('data-cell="', 'data-cell="x ')):
        assert read_cells(other) == ()
        assert draw_svg(SMALL, before=other) == svg


@pytest.mark.parametrize("hub", HUBS)
def test_one_more_system_leaves_the_others_left_of_and_above_each_other_as_they_were(hub: Box) -> None:
    first = lay_out(SMALL)
    scene = add_system(SMALL, hub)
    after = lay_out(scene, kept=first.cells)
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
    cells = {name: (column, row) for name, column, row in lay_out(left, kept=first.cells).cells}
    for (one, c0, _), (other, c1, _) in permutations([cell for cell in first.cells if cell[0] != gone], 2):
        assert c0 >= c1 or cells[one][0] < cells[other][0]


def test_cells_that_a_zone_no_longer_allows_are_laid_out_anew() -> None:
    boxes = tuple(Box(f"b{n}", f"箱{n}", Shape.SYSTEM, "z" if n in {0, 2} else "") for n in range(3))
    arrows = (Arrow("f", "b0", "b1", Line.SPECIFIC), Arrow("g", "b1", "b2", Line.SPECIFIC))
    scene = Scene("", frames=(Frame("z", "領域", side=Side.SELF),), boxes=boxes, arrows=arrows)
    after = lay_out(scene, kept=(("b0", 0, 0), ("b1", 1, 0), ("b2", 2, 0)))
    assert measure(after).strangers == 0


def test_a_scene_whose_boxes_are_all_others_is_laid_out_anew() -> None:
    scene = make_random_scene(10, 1)
    assert lay_out(scene, kept=(("別", 0, 0),)) == lay_out(scene)

"""A box shown twice: each of its arrows ends at one of its places, and it is read back as the one box that it is."""

from __future__ import annotations

from collections import Counter
from math import dist
from pathlib import Path

import pytest
from attrs import evolve

from piaflow.layout.arranging import keep_layout, lay_out
from piaflow.layout.drawing import Drawing, find_polyline
from piaflow.layout.geometry import Point, find_nearest_point
from piaflow.layout.kept import Kept, read_kept
from piaflow.layout.repeating import list_repeats
from piaflow.render.draw import draw_drawio, draw_svg
from piaflow.render.proof.drawio import read_drawio
from piaflow.render.proof.svg import read_back
from piaflow.views.scene import Mark, Scene, Shape
from tests.layout.random_scenes import make_random_scene
from tests.layout.test_grid import assert_clean
from tests.once import open_once

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def scene() -> Scene:
    """A published 別添1 in which a sheet of paper is read at the far end of the picture."""
    return open_once(ROOT / "models/takatsuki/yobosesshu.yaml").diagram("annex1").sheet


def _gap(drawing: Drawing, box: str, end: Point) -> float:
    areas = [one.area for one in drawing.boxes if one.box.id == box]
    return min(dist(end, find_nearest_point(end, area)) for area in areas)


def test_a_box_is_shown_again_rather_than_a_line_across_the_sheet(scene: Scene) -> None:
    drawing = lay_out(scene)
    again = [name for name, count in Counter(one.box.id for one in drawing.boxes).items() if count > 1]
    assert again
    assert_clean(drawing)
    shapes = {one.box.shape for one in drawing.boxes if one.box.id in again}
    assert shapes <= {Shape.PERSON, Shape.ORGANISATION, Shape.MEDIUM}
    assert not any(one.box.frame for one in drawing.boxes if one.box.id in again)
    for drawn in drawing.arrows:
        line = find_polyline(drawn)
        assert _gap(drawing, drawn.arrow.source, line[0]) < 1
        assert _gap(drawing, drawn.arrow.target, line[-1]) < 1
    for area in (one.area for one in drawing.boxes if one.box.id in again):
        ends = [end for one in drawing.arrows for end in (find_polyline(one)[0], find_polyline(one)[-1])]
        assert any(dist(end, find_nearest_point(end, area)) < 1 for end in ends)


def test_it_is_read_back_as_one_box(scene: Scene) -> None:
    marked = evolve(scene, boxes=tuple(evolve(box, mark=Mark.FINDING) for box in scene.boxes))
    for one in (scene, marked):
        assert sorted(b.id for b in read_back(draw_svg(one)).boxes) == sorted(b.id for b in one.boxes)
        assert sorted(b.id for b in read_drawio(draw_drawio(one)).boxes) == sorted(b.id for b in one.boxes)


def test_a_kept_layout_shows_it_again_at_both_places(scene: Scene) -> None:
    drawing = lay_out(scene)
    kept = read_kept(keep_layout(scene, drawing))
    assert lay_out(scene, kept=kept) == drawing
    changed = evolve(scene, boxes=(evolve(scene.boxes[0], label="別名"), *scene.boxes[1:]))
    assert lay_out(changed, kept=Kept(kept.cells)).cells == drawing.cells


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4))
def test_a_scene_with_a_box_more_says_the_same_of_every_arrow(seed: int) -> None:
    scene = make_random_scene(20, seed)
    drawing = lay_out(scene)
    for repeated in list_repeats(scene, drawing):
        (again,) = {box.id for box in repeated.boxes} - {box.id for box in scene.boxes}
        box = again.partition("\n")[0]
        assert {a.id for a in repeated.arrows if again in {a.source, a.target}}
        assert {a.id for a in repeated.arrows if box in {a.source, a.target}}
        for one, other in zip(scene.arrows, repeated.arrows, strict=True):
            ends = [end.partition("\n")[0] for end in (other.source, other.target)]
            assert (one.id, ends) == (other.id, [one.source, one.target])

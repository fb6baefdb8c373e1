"""What holds of every picture on a grid: the zeros, right angles, text that can be read on one sheet."""

from __future__ import annotations

from pathlib import Path

import pytest
from attrs import evolve

import piaflow
from piaflow.app.loading import find_model_files
from piaflow.domain.choices import Side
from piaflow.layout.arranging import lay_out
from piaflow.layout.dot import arranging as dot
from piaflow.layout.drawing import Drawing
from piaflow.layout.frames import find_nesting
from piaflow.layout.grid.cells import Sheet, Usage
from piaflow.layout.grid.engine import fits_grid, lay_out_on_grid
from piaflow.layout.grid.placement import Puzzle, place
from piaflow.layout.score import Score
from piaflow.layout.sizes import A4_ROOMS
from piaflow.render.pages import LEAST_TEXT, make_pages
from piaflow.views.catalogue import VIEWS
from piaflow.views.scene import Arrow, Box, Frame, Line, Mark, Scene, Shape
from piaflow.views.sheet import compose
from tests.layout.measuring import Measures, measure
from tests.layout.random_scenes import make_random_scene
from tests.render.scenes import LARGE, SMALL, make_huge

ROOT = Path(__file__).parents[2]
SCENES = {
    f"{path.parent.name}/{path.stem} {view} {name}": picture.sheet
    for path in find_model_files(ROOT / "models")
    for view in VIEWS
    for name, picture in piaflow.load(path).pictures(view).items()
}
INVENTED = {"small": compose(SMALL), "large": compose(LARGE)}
RANDOM = {
    f"random-{n}-{seed}": make_random_scene(n, seed) for n, seed in ((10, 1), (16, 2), (25, 3), (40, 4))
}
# What the large invented scene cannot meet on A4, in words the size of its smallest text in points, and its bends.
UNMET = (5.8, 45)


def _mark(scenes: dict[str, Scene]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("scene", [pytest.param(scene, id=name) for name, scene in scenes.items()])


def assert_clean(drawing: Drawing) -> Measures:
    found = measure(drawing)
    assert found.strays == ()
    assert (found.label_on_label, found.label_on_box) == (0, 0)
    assert (found.box_struck, found.label_struck) == (0, 0)
    assert (found.name_struck, found.strangers) == (0, 0)
    assert found.straight >= 0.95
    assert found.crowded <= 0.03
    return found


@_mark(SCENES | INVENTED | RANDOM)
def test_nothing_lies_on_anything_and_lines_have_right_angles(scene: Scene) -> None:
    assert_clean(lay_out(scene))


@_mark({name: scene for name, scene in SCENES.items() if "annex1" in name} | INVENTED)
def test_an_annex_prints_on_one_sheet_with_text_that_can_be_read(scene: Scene) -> None:
    least, most = UNMET if scene is INVENTED["large"] else (LEAST_TEXT, len(scene.arrows))
    first, *others = make_pages(scene)
    assert first.drawing
    assert first.text_size >= least
    assert measure(first.drawing).bends <= most
    assert not any(page.drawing for page in others)


@_mark({"small": INVENTED["small"], "random": RANDOM["random-16-2"]})
def test_every_part_of_the_scene_is_drawn_once_and_arrows_end_at_their_boxes(scene: Scene) -> None:
    drawing = lay_out(scene)
    assert [one.box for one in drawing.boxes] == list(scene.boxes)
    assert [one.arrow for one in drawing.arrows] == list(scene.arrows)
    assert sorted(one.frame.id for one in drawing.frames) == sorted(frame.id for frame in scene.frames)
    areas = {one.box.id: one.area.grow(0.5) for one in drawing.boxes}
    for one in drawing.arrows:
        start, end = one.tail or one.path[0], one.tip or one.path[-1]
        for point, box in ((start, areas[one.arrow.source]), (end, areas[one.arrow.target])):
            assert box.x <= point[0] <= box.right
            assert box.y <= point[1] <= box.bottom


def test_a_zone_is_a_rectangle_of_cells_without_a_foreign_box_whatever_the_search_does() -> None:
    scene = RANDOM["random-25-3"]
    nesting = find_nesting(scene)
    for seed in range(3):
        placing = place(Puzzle.of(scene, nesting, A4_ROOMS[0]), seed, 600)
        assert len(set(placing.cells)) == len(scene.boxes)
        for n, frame in enumerate(scene.frames):
            inside = {
                c for c in range(placing.sheet.columns * placing.sheet.rows) if placing.areas[n] >> c & 1
            }
            for box, cell in zip(scene.boxes, placing.cells, strict=True):
                assert (cell in inside) == (frame.id in nesting.of_box[box.id])


def test_what_a_move_costs_is_what_counting_everything_anew_costs() -> None:
    scene = RANDOM["random-16-2"]
    puzzle = Puzzle.of(scene, find_nesting(scene), A4_ROOMS[0])
    placing = place(puzzle, 1, 500)
    anew = type(placing)(puzzle, placing.sheet, list(placing.cells))
    assert (anew.taken, anew.zones, anew.areas, anew.shape) == (
        placing.taken, placing.zones, placing.areas, placing.shape,
    )  # fmt: skip


def test_lines_in_a_cell_are_counted_in_bits_as_by_hand() -> None:
    sheet, usage = Sheet(5, 4), Usage()
    ways = [sheet.find_ways(a, b)[-1] for a, b in ((0, 13), (2, 17), (0, 4), (1, 16), (5, 9), (5, 9))]
    for way in ways:
        usage.add(way)
    for cell in range(20):
        bit = 1 << cell
        assert usage.count(bit) == sum((h & bit > 0) + (v & bit > 0) for h, v in ways)
    usage.remove(ways[0])
    crossing, sharing = usage.weigh(ways[0])
    h, v = ways[0]
    assert crossing == sum((h & v2).bit_count() + (v & h2).bit_count() for h2, v2 in ways[1:])
    assert sharing == sum((h & h2).bit_count() + (v & v2).bit_count() for h2, v2 in ways[1:])


def test_the_same_scene_gives_the_same_drawing_and_marks_move_nothing() -> None:
    scene = INVENTED["small"]
    first, second = (next(iter(lay_out_on_grid(scene, A4_ROOMS[0]))) for _ in range(2))
    assert first == second
    marked = evolve(scene, boxes=tuple(evolve(box, mark=Mark.DEFINITE) for box in scene.boxes))
    plain, lit = lay_out(scene), lay_out(marked)
    assert [one.area for one in plain.boxes] == [one.area for one in lit.boxes]
    assert {one.box.mark for one in lit.boxes} == {Mark.DEFINITE}


def test_an_arrow_of_a_box_to_itself_leaves_one_side_and_comes_back_on_the_next() -> None:
    box = Box("a", "健康情報管理システム", Shape.SYSTEM)
    scene = Scene("", boxes=(box,), arrows=(Arrow("f", "a", "a", Line.PERSONAL, "➍", "生成"),))
    found = measure(lay_out(scene))
    assert found.is_clean
    assert found.bends == 3


def test_a_long_name_of_a_frame_widens_it_and_no_line_crosses_it() -> None:
    frame = Frame("z", "地方公共団体情報システム機構の長い名前の領域", side=Side.OUTSIDE)
    boxes = (Box("a", "市", Shape.SYSTEM), *(Box(f"b{n}", "サーバー", Shape.SYSTEM, "z") for n in range(2)))
    arrows = tuple(Arrow(f"f{n}", "a", f"b{n % 2}", Line.SPECIFIC, f"{n}") for n in range(5))
    drawing = lay_out(Scene("", frames=(frame,), boxes=boxes, arrows=arrows))
    assert_clean(drawing)
    assert drawing.frames[0].area.width >= drawing.frames[0].name.width


def test_a_huge_scene_and_an_empty_frame_are_laid_out_by_ranks() -> None:
    assert not fits_grid(make_huge())
    empty = Scene("", frames=(Frame("z", "空"),), boxes=(Box("a", "市", Shape.SYSTEM),))
    assert not fits_grid(empty)
    assert lay_out(empty).boxes


@_mark({name: scene for name, scene in SCENES.items() if "annex1" in name})
def test_a_sheet_scores_better_than_the_same_scene_by_ranks(scene: Scene) -> None:
    ranked = min(Score(layout.drawing).total() for layout in dot.lay_out_both(scene))
    assert Score(lay_out(scene)).total() <= ranked

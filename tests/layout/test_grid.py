"""What holds of every picture on a grid: the zeros, right angles, text that can be read on one sheet."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path as File

import pytest
from attrs import evolve

from piaflow.app.loading import find_model_files
from piaflow.domain.choices import Side
from piaflow.layout.arranging import lay_out
from piaflow.layout.dot import arranging as dot
from piaflow.layout.drawing import Drawing
from piaflow.layout.frames import find_nesting
from piaflow.layout.grid.board import make_grid
from piaflow.layout.grid.cells import Sheet, Usage
from piaflow.layout.grid.engine import fits_grid, lay_out_on_grid
from piaflow.layout.grid.placement import place
from piaflow.layout.grid.puzzle import Puzzle
from piaflow.layout.grid.routing import Board, Path, Request, find_path, list_order, route
from piaflow.layout.score import LEAST_TEXT, Score
from piaflow.layout.sizes import A4_ROOMS
from piaflow.render.pages import make_pages
from piaflow.views.catalogue import VIEWS
from piaflow.views.scene import Arrow, Box, Frame, Line, Mark, Scene, Shape
from piaflow.views.sheet import compose
from tests.layout.measuring import Measures, measure
from tests.layout.random_scenes import make_random_scene
from tests.once import open_once
from tests.render.scenes import LARGE, SMALL, make_huge

ROOT = File(__file__).parents[2]
SCENES = {
    f"{path.parent.name}/{path.stem} {view} {name}": picture.sheet
    for path in find_model_files(ROOT / "models")
    for view in VIEWS
    for name, picture in open_once(path).pictures(view).items()
}
INVENTED = {"small": compose(SMALL), "large": compose(LARGE)}
RANDOM = {
    f"random-{n}-{seed}": make_random_scene(n, seed)
    for n, seed in ((10, 1), (16, 2), (25, 3), (40, 4), (50, 5), (60, 6))
}
# What invented scenes cannot meet on one sheet, A4 or A3 from 46 boxes on: the size of their smallest text in points, and
# their bends. Arrows of random scenes lead anywhere, so that more of them turn twice than on any sheet of models/.
UNMET = {
    "large": (5.8, 45),
    "okayama/juminzei annex1 別添1": (LEAST_TEXT, 47),
    "random-25-3": (LEAST_TEXT, 56),
    "random-40-4": (5.4, 81),
    "random-50-5": (6.2, 138),
    "random-60-6": (5.3, 186),
}


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


@pytest.mark.slow
@_mark(SCENES | INVENTED | RANDOM)
def test_nothing_lies_on_anything_and_lines_have_right_angles(scene: Scene) -> None:
    assert_clean(lay_out(scene))


ON_A_SHEET = {name: scene for name, scene in SCENES.items() if "annex1" in name} | INVENTED | RANDOM
OVERVIEWS = {name: scene for name, scene in SCENES.items() if name not in ON_A_SHEET}


@pytest.mark.slow
@_mark(OVERVIEWS)
def test_a_topology_prints_on_a4_with_text_that_can_be_read(scene: Scene) -> None:
    first, *others = make_pages(scene, "A4")
    assert first.drawing
    assert first.text_size >= LEAST_TEXT
    assert not any(page.drawing for page in others)


@pytest.mark.slow
@pytest.mark.parametrize("name", ON_A_SHEET)
def test_an_annex_prints_on_one_sheet_with_text_that_can_be_read(name: str) -> None:
    scene = ON_A_SHEET[name]
    least, most = UNMET.get(name, (LEAST_TEXT, len(scene.arrows)))
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
                c
                for c in range(placing.sheet.columns * placing.sheet.rows)
                if placing.standing.areas[n] >> c & 1
            }
            for box, cell in zip(scene.boxes, placing.cells, strict=True):
                assert (cell in inside) == (frame.id in nesting.of_box[box.id])


def test_what_is_counted_move_by_move_is_what_counting_everything_anew_gives() -> None:
    scene = RANDOM["random-16-2"]
    puzzle = Puzzle.of(scene, find_nesting(scene), A4_ROOMS[0])
    placing = place(puzzle, 1, 500)
    anew = type(placing)(puzzle, placing.sheet, list(placing.cells))
    assert list(anew.standing.zones) == list(placing.standing.zones)
    assert list(anew.standing.areas) == list(placing.standing.areas)
    assert (anew.standing.taken, anew.standing.outer) == (placing.standing.taken, placing.standing.outer)
    assert (anew.standing.lean, anew.standing.shape) == (placing.standing.lean, placing.standing.shape)
    usage = Usage()
    for way in placing.ways:
        usage.add(way)
    every = range(placing.sheet.count)
    assert [usage.count(1 << cell, placing.sheet) for cell in every] == [
        placing.usage.count(1 << cell, placing.sheet) for cell in every
    ]


def test_a_move_that_is_too_dear_changes_nothing_and_one_back_costs_what_the_first_saved() -> None:
    scene = RANDOM["random-16-2"]
    placing = place(Puzzle.of(scene, find_nesting(scene), A4_ROOMS[0]), 1, 500)
    before, cells, ways = placing.standing, list(placing.cells), list(placing.ways)
    free = [cell for cell in range(placing.sheet.count) if cell not in cells]
    tried = 0
    for box in range(len(cells)):
        for cell in free:
            assert placing.try_move({box: cell}, -1) is None, "the descent left nothing to gain"
            assert (placing.standing, placing.cells, placing.ways) == (before, cells, ways)
            cost = placing.try_move({box: cell}, 1_000_000)
            if cost is not None:
                tried += 1
                assert cost >= 0
                assert placing.cells[box] == cell
                placing.try_move({box: cells[box]}, 1_000_000)
                assert placing.cells == cells
                assert placing.standing == before
                placing.ways[:] = ways
                placing.usage = Usage()
                for way in ways:
                    placing.usage.add(way)
                placing.lifted.clear()
    assert tried > 20


def test_lines_in_a_cell_are_counted_in_bits_as_by_hand() -> None:
    sheet, usage = Sheet(5, 4), Usage()
    ways = [sheet.find_ways(a, b)[-1] for a, b in ((0, 13), (2, 17), (0, 4), (1, 16), (5, 9), (5, 9))]
    across, down = ([way.along >> shift & (1 << 20) - 1 for way in ways] for shift in (0, 20))
    for way in ways:
        usage.add(way)
    for cell in range(20):
        bit = 1 << cell
        assert usage.count(bit, sheet) == sum(
            (h & bit > 0) + (v & bit > 0) for h, v in zip(across, down, strict=True)
        )
    usage.remove(ways[0])
    crossing, sharing = usage.weigh(ways[0])
    others = list(zip(across[1:], down[1:], strict=True))
    assert crossing == sum((across[0] & v).bit_count() + (down[0] & h).bit_count() for h, v in others)
    assert sharing == sum((across[0] & h).bit_count() + (down[0] & v).bit_count() for h, v in others)


def test_a_line_that_was_not_routed_again_would_find_the_same_path() -> None:
    for scene in (RANDOM["random-16-2"], RANDOM["random-25-3"]):
        nesting = find_nesting(scene)
        grid = make_grid(scene, nesting, place(Puzzle.of(scene, nesting, A4_ROOMS[0]), 1, 600))
        lazy, board = grid.make_board(), grid.make_board()
        assert route(lazy, grid.requests) == _route_all(board, grid.requests)


def _route_all(board: Board, requests: Sequence[Request]) -> list[Path]:
    """Rip up and route every line in every round, whatever happened to it."""
    paths: dict[int, Path] = {}
    for _ in range(3):
        for n in list_order(board, requests):
            board.mark(paths.get(n, ()), -1)
            found = find_path(board, requests[n])
            assert found
            paths[n] = found[0]
            board.mark(paths[n], 1)
    return [paths[n] for n in range(len(requests))]


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


@pytest.mark.slow
@_mark({name: scene for name, scene in SCENES.items() if "annex1" in name})
def test_a_sheet_scores_better_than_the_same_scene_by_ranks(scene: Scene) -> None:
    ranked = min(Score(layout.drawing).total() for layout in dot.lay_out_both(scene))
    assert Score(lay_out(scene)).total() <= ranked

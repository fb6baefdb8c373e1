from __future__ import annotations

from piaflow.render.draw import draw_svg
from piaflow.render.proof.svg import read_back
from piaflow.views.scene import Arrow, Box, Line, Mark, Scene, Shape
from piaflow.views.sheet import gather

BOXES = (Box("cs", "市町村CS", Shape.SYSTEM), Box("ken", "都道府県サーバー", Shape.SYSTEM))


def _flow(n: int, number: str, text: str, line: Line = Line.SPECIFIC, mark: Mark = Mark.NONE) -> Arrow:
    return Arrow(f"f{n}", "cs", "ken", line, number, text, mark)


def _scene(*arrows: Arrow) -> Scene:
    return Scene("みなと市", boxes=BOXES, arrows=arrows)


def test_parallel_flows_become_one_arrow_with_all_their_step_numbers() -> None:
    scene = gather(_scene(_flow(1, "1-④", "通知"), _flow(2, "3-⑤", "更新情報"), _flow(3, "6-①", "通知")))
    assert [(a.id, a.number, a.text) for a in scene.arrows] == [
        ("f1 ほか2", "1-④、3-⑤、6-①", "通知・更新情報")
    ]
    assert read_back(draw_svg(scene)).arrows == scene.arrows


def test_answers_other_lines_other_marks_and_held_files_stay_apart() -> None:
    arrows = (
        _flow(1, "1", "照会"),
        _flow(2, "2", "照会", Line.PERSONAL),
        _flow(3, "3", "照会", mark=Mark.ADDED),
        Arrow("f4", "ken", "cs", Line.SPECIFIC, "4", "回答"),
        Arrow("h1", "cs", "ken", Line.HELD),
        Arrow("h2", "cs", "ken", Line.HELD),
    )
    assert gather(_scene(*arrows)).arrows == arrows


def test_texts_that_no_remark_tells_are_whole_and_numbers_are_factored() -> None:
    texts = [f"{n}番目の本人確認情報の通知" for n in range(1, 6)]
    scene = gather(_scene(*(_flow(n, f"{n}-①", text) for n, text in enumerate(texts, 1))))
    (arrow,) = scene.arrows
    assert (arrow.number, arrow.text) == ("1,2,3,4,5-①", "・".join(texts))


def test_both_ways_of_one_kind_that_say_the_same_are_one_arrow_with_two_heads() -> None:
    scene = gather(_scene(_flow(1, "1", "連携"), Arrow("f2", "ken", "cs", Line.SPECIFIC, "2", "連携")))
    (arrow,) = scene.arrows
    assert (arrow.both, arrow.number, arrow.text) == (True, "1、2", "連携")
    assert read_back(draw_svg(scene)).arrows == scene.arrows

from __future__ import annotations

from piaflow.render.draw import draw_svg
from piaflow.render.proof.svg import read_back
from piaflow.views.overlays import gather
from piaflow.views.scene import Arrow, Box, Line, Mark, Scene, Shape

BOXES = (Box("cs", "市町村CS", Shape.SYSTEM), Box("ken", "都道府県サーバー", Shape.SYSTEM))


def _flow(n: int, number: str, text: str, line: Line = Line.SPECIFIC, mark: Mark = Mark.NONE) -> Arrow:
    return Arrow(f"f{n}", "cs", "ken", line, number, text, mark)


def _scene(*arrows: Arrow) -> Scene:
    return Scene("みなと市", boxes=BOXES, arrows=arrows)


def test_parallel_flows_become_one_arrow_with_all_their_step_numbers() -> None:
    scene = gather(_scene(_flow(1, "1-④", "通知"), _flow(2, "3-⑤", "更新情報"), _flow(3, "6-①", "通知")))
    assert [(a.id, a.number, a.text) for a in scene.arrows] == [("f1 ほか2", "1-④ 3-⑤ 6-①", "通知・更新情報")]
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


def test_long_texts_are_cut_and_numbers_are_not() -> None:
    scene = gather(_scene(*(_flow(n, f"{n}-①", f"{n}番目の本人確認情報の通知") for n in range(1, 6))))
    (arrow,) = scene.arrows
    assert arrow.number == "1-① 2-① 3-① 4-① 5-①"
    assert len(arrow.text) == 24
    assert arrow.text.endswith("…")

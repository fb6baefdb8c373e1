from __future__ import annotations

import pytest

from piaflow.errors import RenderError
from piaflow.layout.dot.language import to_dot
from piaflow.layout.dot.measured import measure_scene
from piaflow.layout.frames import MOST_DEPTH
from piaflow.views.scene import Arrow, Box, Frame, Line, Scene, Shape
from tests.render.scenes import SMALL


def _scene(*arrows: Arrow, frames: tuple[Frame, ...] = (), inside: str = "") -> Scene:
    boxes = (Box("a", "窓口", Shape.TERMINAL, inside), Box("b", "基幹", Shape.SYSTEM, inside))
    return Scene("試験", frames=frames, boxes=boxes, arrows=arrows)


def test_a_label_is_a_node_of_its_own_between_the_two_halves_of_its_arrow() -> None:
    dot = to_dot(measure_scene(_scene(Arrow("x", "a", "b", Line.SPECIFIC, "1-①", "届出"))))
    assert "n1 -> a1 [arrowhead=none" in dot
    assert "a1 -> n2 [arrowhead=normal" in dot


def test_an_answer_is_written_against_its_direction_so_that_it_stays_beside_its_request() -> None:
    dot = to_dot(
        measure_scene(_scene(Arrow("x", "a", "b", Line.SPECIFIC), Arrow("y", "b", "a", Line.SPECIFIC)))
    )
    assert dot.count("n1 -> n2") == 2
    assert "dir=back" in dot


def test_a_label_stands_in_the_innermost_frame_around_both_ends() -> None:
    frames = (Frame("city", "みなと市"), Frame("hall", "庁舎", parent="city"))
    dot = to_dot(
        measure_scene(_scene(Arrow("x", "a", "b", Line.SPECIFIC, "1"), frames=frames, inside="hall"))
    )
    assert dot.index('label="庁舎"') < dot.index("a1 [label=1")


def test_scene_ids_can_be_read_in_the_dot_text() -> None:
    dot = to_dot(measure_scene(SMALL))
    ids = [*(f.id for f in SMALL.frames), *(b.id for b in SMALL.boxes), *(a.id for a in SMALL.arrows)]
    assert all(f'id="{name}"' in dot for name in ids)


def _nest(depth: int) -> tuple[Frame, ...]:
    return tuple(Frame(str(i), "枠", str(i - 1) if i else "") for i in range(depth))


@pytest.mark.parametrize(
    ("frames", "arrows", "what"),
    [
        ((), (Arrow("x", "a", "nowhere", Line.SPECIFIC),), "箱がありません（x）"),
        ((Frame("a", "枠"),), (), "2度使われています（a）"),
        ((Frame("f", "枠", "g"), Frame("g", "枠", "f")), (), "自分自身の中"),
        ((Frame("f", "枠", "none"),), (), "枠がありません（none）"),
        (_nest(MOST_DEPTH + 2), (), "入れ子が深すぎます。上限は100段です（0）"),
    ],
)
def test_a_scene_that_does_not_hold_together_is_refused_by_name(
    frames: tuple[Frame, ...], arrows: tuple[Arrow, ...], what: str
) -> None:
    with pytest.raises(RenderError, match=what):
        measure_scene(_scene(*arrows, frames=frames))


def test_graphviz_is_never_given_an_empty_line_which_makes_it_read_foreign_memory() -> None:
    scene = Scene(
        "試験", frames=(Frame("f", "\nみなと\n\n市 "),), boxes=(Box("a", "\n\n窓口\n", Shape.SYSTEM, "f"),)
    )
    dot = to_dot(measure_scene(scene))
    assert 'label="みなと 市"' in dot
    assert 'label="窓口"' in dot

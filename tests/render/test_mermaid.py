from __future__ import annotations

import re

import pytest
from attrs import evolve
from hypothesis import given, settings

from piaflow.errors import RenderError
from piaflow.layout.frames import MOST_DEPTH
from piaflow.render.draw import draw
from piaflow.render.mermaid import name_shortly, to_mermaid
from piaflow.render.proof.mermaid import read_mermaid, verify_mermaid
from piaflow.render.proof.shown import squeeze
from piaflow.views.scene import Arrow, Box, Frame, Line, Scene, Shape
from tests.render.model_scenes import EVIL, MARKED, load_model_scenes
from tests.render.scenes import LARGE, SMALL
from tests.render.test_draw import EMPTY, scenes
from tests.store.test_growth import count_calls

OURS = {"small": SMALL, "large": LARGE, "empty": EMPTY, "marked": MARKED, "evil": EVIL}


def assert_reads_back(scene: Scene) -> None:
    shown, named = read_mermaid(draw(scene, "mmd").decode()), name_shortly(scene)
    assert {b.id: (squeeze(b.label), b.shape, b.frame, b.mark) for b in shown.boxes} == {
        b.id: (squeeze(b.label), b.shape, b.frame, b.mark) for b in named.boxes
    }
    assert [(a.id, a.source, a.target, a.line, a.mark) for a in shown.arrows] == [
        (a.id, a.source, a.target, a.line, a.mark) for a in named.arrows
    ]
    assert [(squeeze(a.number), squeeze(a.text)) for a in shown.arrows] == [
        (squeeze(a.number), squeeze(a.text)) for a in named.arrows
    ]
    assert {f.id: (squeeze(f.label), f.parent) for f in shown.frames} == {
        f.id: (squeeze(f.label), f.parent) for f in named.frames
    }


@pytest.mark.parametrize("scene", list(OURS.values()), ids=list(OURS))
def test_what_is_read_back_is_the_scene(scene: Scene) -> None:
    assert_reads_back(scene)


def test_every_picture_of_every_model_reads_back() -> None:
    for scene in load_model_scenes().values():
        assert_reads_back(scene)


def test_frames_are_subgraphs_in_each_other_and_lines_differ_by_form() -> None:
    boxes = (Box("a", "窓口", Shape.TERMINAL, "hall"), Box("b", "台帳", Shape.FILE, "hall"))
    arrows = tuple(Arrow(line.name, "a", "b", line, "1-①", "届出") for line in Line)
    text = to_mermaid(Scene("題", "", (Frame("city", "市"), Frame("hall", "庁舎", "city")), boxes, arrows))
    assert '    subgraph f1["市"]\n        subgraph f2["庁舎"]\n            n1[/"窓口"\\]\n' in text
    assert 'n2[("台帳")]' in text
    for link in ("==>", "-.->", "-->", "---"):
        assert f'n1 {link}|"1-①　届出"| n2' in text


def test_no_name_can_end_its_label_or_give_an_order() -> None:
    labels = re.findall(r'"([^"\n]*)"', draw(EVIL, "mmd").decode().partition("flowchart")[2])
    assert len(labels) > len(EVIL.boxes) + len(EVIL.arrows)
    for label in labels:
        assert not set(re.sub(r"#\d+;|<br>", "", label)) & set("\"'#;<>&[](){}|`*_%:$@\\")


def test_comments_cannot_open_a_directive() -> None:
    assert "%%{" not in draw(EVIL, "mmd").decode()


def test_the_legend_holds_what_is_used_and_is_left_out_where_nothing_is() -> None:
    assert "特定個人情報ファイル" in draw(SMALL, "mmd").decode()
    assert "アプリ" not in draw(SMALL, "mmd").decode()
    assert "凡例" not in draw(EMPTY, "mmd").decode()


def test_a_busy_box_turns_the_chart_and_the_bends_of_its_arrows_to_the_side() -> None:
    boxes = (Box("a", "窓口", Shape.TERMINAL), Box("b", "基幹", Shape.SYSTEM))
    busy = Scene("題", boxes=boxes, arrows=tuple(Arrow(f"f{n}", "a", "b", Line.SPECIFIC) for n in range(16)))
    head = "\nconfig:\n  flowchart:\n    curve: bump{}\n---\nflowchart {}\n"
    assert head.format("X", "LR") in to_mermaid(busy)
    assert head.format("Y", "TB") in to_mermaid(evolve(busy, arrows=busy.arrows[1:]))


@pytest.mark.parametrize(
    ("lost", "what"),
    [
        ('n3[/"窓口端末"\\]', "箱がない（n3 窓口端末"),
        ('n13 ==>|"4-②　情報提供"| n12', "矢印がない（a17 n13→n12"),
        ("%% 1-②　窓口端末", "備考がない（1-②窓口端末"),
    ],
)
def test_what_is_lost_is_named(lost: str, what: str) -> None:
    text = to_mermaid(SMALL)
    assert lost in text
    with pytest.raises(RenderError, match=what):
        verify_mermaid(SMALL, text.replace(lost, ""))


def test_a_scene_that_does_not_hold_together_is_refused() -> None:
    with pytest.raises(RenderError, match="枠がありません"):
        draw(Scene("題", frames=(Frame("f", "枠", "none"),)), "mmd")


@pytest.mark.slow
@settings(max_examples=60, deadline=None, derandomize=True, database=None)
@given(scenes())
def test_any_scene_reads_back(scene: Scene) -> None:
    assert_reads_back(scene)


def test_many_frames_cost_by_what_stands_in_them() -> None:
    def flat(n: int) -> Scene:
        frames = tuple(Frame(f"枠{i}", "枠") for i in range(n))
        return Scene(
            "試験", frames=frames, boxes=tuple(Box(f"箱{i}", "箱", Shape.SYSTEM, f"枠{i}") for i in range(n))
        )

    to_mermaid(flat(2))
    few, many = (count_calls(lambda n=n: to_mermaid(flat(n))) for n in (50, 200))  # type: ignore[misc]
    assert many < 5 * few


def test_as_many_frames_as_may_lie_in_each_other_are_drawn_and_one_more_is_refused() -> None:
    def nest(depth: int) -> Scene:
        frames = tuple(Frame(f"枠{i}", "枠", f"枠{i - 1}" if i else "") for i in range(depth))
        return Scene("試験", frames=frames, boxes=(Box("箱", "箱", Shape.SYSTEM, f"枠{depth - 1}"),))

    assert to_mermaid(nest(MOST_DEPTH)).count("subgraph f") == MOST_DEPTH
    with pytest.raises(RenderError, match="上限は100段"):
        to_mermaid(nest(5_000))

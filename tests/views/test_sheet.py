"""The scene of a sheet: every flow on exactly one arrow, every number where it belongs, nothing said that was not."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from piaflow.app.loading import find_model_files
from piaflow.domain.choices import FlowKind
from piaflow.render.draw import draw_drawio, draw_mermaid, draw_svg
from piaflow.render.proof.drawio import read_drawio
from piaflow.render.proof.mermaid import read_mermaid
from piaflow.render.proof.svg import read_back
from piaflow.views.catalogue import VIEWS
from piaflow.views.scene import Arrow, Box, Frame, Line, Mark, Remark, RemarkGroup, Scene, Shape
from piaflow.views.sheet import FOLDED, LISTED, compose, factor
from tests.once import open_once
from tests.views.stepping import read_steps

ROOT = Path(__file__).parents[2]
SCENES = {
    f"{path.parent.name}/{path.stem} {view} {name}": picture.scene
    for path in find_model_files(ROOT / "models")
    for view in VIEWS
    for name, picture in open_once(path).pictures(view).items()
}
every_scene = pytest.mark.parametrize("scene", [pytest.param(s, id=name) for name, s in SCENES.items()])
BOXES = (Box("a", "市民課", Shape.ORGANISATION), Box("b", "住基システム", Shape.SYSTEM))


def _flow(n: int, number: str, text: str, *, back: bool = False, line: Line = Line.SPECIFIC) -> Arrow:
    ends = ("b", "a") if back else ("a", "b")
    return Arrow(f"f{n}", *ends, line, number, text, flows=(f"f{n}",))


def _scene(*arrows: Arrow, told: str = "") -> Scene:
    remarks = tuple(Remark(number, "…する。") for number in told.split())
    return Scene("みなと市", boxes=BOXES, arrows=arrows, remarks=(RemarkGroup("", remarks),))


@every_scene
def test_each_flow_of_a_view_is_on_exactly_one_arrow_between_its_ends(scene: Scene) -> None:
    sheet = compose(scene)
    assert Counter(f for a in sheet.arrows for f in a.flows) == Counter(
        f for a in scene.arrows for f in a.flows
    )
    on = {flow: arrow for arrow in sheet.arrows for flow in arrow.flows}
    box = {node: b.id for b in sheet.boxes for node in (b.id, *b.nodes)}
    for arrow in scene.arrows:
        for flow in arrow.flows:
            shown, ends = on[flow], (box[arrow.source], box[arrow.target])
            assert ends == (shown.source, shown.target) or (
                shown.both and ends == (shown.target, shown.source)
            )
            assert shown.line is arrow.line


@every_scene
def test_each_number_stands_on_the_arrow_of_its_flow_and_no_other_does(scene: Scene) -> None:
    numbers = {flow: arrow.number for arrow in scene.arrows for flow in arrow.flows}
    for arrow in compose(scene).arrows:
        steps = [read_steps(numbers[flow]) for flow in arrow.flows]
        assert read_steps(arrow.number) == set().union(*steps)


@every_scene
def test_every_box_is_drawn_or_listed_and_no_drawn_one_is_alone(scene: Scene) -> None:
    sheet = compose(scene)
    drawn = {node for box in sheet.boxes for node in box.nodes or (box.id,)}
    listed = "".join(r.text for group in sheet.remarks if group.heading == LISTED for r in group.remarks)
    assert all(box.id in drawn or box.label in listed for box in scene.boxes)
    assert drawn <= {end for a in sheet.arrows for end in (a.source, a.target)} | {
        node for box in sheet.boxes for node in box.nodes
    }
    assert {f.id for f in sheet.frames} >= {box.frame for box in sheet.boxes} - {""}


@every_scene
def test_words_on_an_arrow_are_short_where_the_remarks_tell_its_step_and_are_words_of_its_flows(
    scene: Scene,
) -> None:
    told = {remark.number for group in scene.remarks for remark in group.remarks}
    source = {flow: arrow for arrow in scene.arrows for flow in arrow.flows}
    for arrow in (arrow for arrow in compose(scene).arrows if arrow.flows):
        flows = [source[flow] for flow in arrow.flows]
        words = arrow.text.removesuffix("ほか").split("・")
        assert all(any(word in f.text or word in "・".join(f.carried) for f in flows) for word in words)
        if all(flow.number in told for flow in flows):
            assert len(arrow.text) <= 6
        else:
            assert all(flow.text in arrow.text for flow in flows)


@pytest.mark.parametrize(
    ("numbers", "told"),
    [
        ("1-② 2-② 3-②", "1,2,3-②"),
        ("5-② 4-①", "5-②、4-①"),
        ("① ➊", "①➊"),
        ("2-① 2-③", "2-①③"),
        ("2-②③ 3-①", "2-②③、3-①"),
        ("1-① 1-①", "1-①"),
        ("A1 A2", "A1、A2"),
    ],
)
def test_numbers_are_factored_as_the_form_writes_them(numbers: str, told: str) -> None:
    assert factor(numbers.split()) == told


@given(st.lists(st.builds("{}-{}".format, st.integers(1, 12), st.sampled_from("①②③④⑤")), max_size=9))
def test_factored_numbers_say_the_same_as_each_of_them(numbers: list[str]) -> None:
    assert read_steps(factor(numbers)) - {""} == set(numbers)


def test_question_and_answer_of_one_kind_share_an_arrow_with_two_heads() -> None:
    scene = _scene(_flow(1, "1-①", "照会"), _flow(2, "1-②", "回答", back=True), told="1-① 1-②")
    (arrow,) = compose(scene).arrows
    assert (arrow.number, arrow.text, arrow.both) == ("1-①②", "", True)


def test_what_no_remark_tells_keeps_its_words_and_its_own_arrow() -> None:
    scene = _scene(_flow(1, "", "住民票情報の照会"), _flow(2, "", "結果の回答", back=True))
    assert compose(scene).arrows == scene.arrows


def test_other_kinds_of_line_and_other_marks_stay_apart() -> None:
    marked = Arrow("f3", "a", "b", Line.SPECIFIC, "3", "照会", Mark.ADDED, ("f3",))
    scene = _scene(_flow(1, "1", "照会"), _flow(2, "2", "照会", line=Line.PERSONAL), marked)
    assert len(compose(scene).arrows) == 3


def test_receivers_alike_are_one_box_with_all_their_names() -> None:
    courses = tuple(Box(f"c{n}", f"{n}課", Shape.ORGANISATION, "市") for n in range(5))
    arrows = tuple(
        Arrow(f"f{n}", "b", f"c{n}", Line.SPECIFIC, "", "移転", flows=(f"f{n}",)) for n in range(5)
    )
    sheet = compose(Scene("題", frames=(Frame("市", "市"),), boxes=(*BOXES[1:], *courses), arrows=arrows))
    assert [box.label for box in sheet.boxes] == ["住基システム", "0課、1課、2課、3課、4課"]
    assert [len(arrow.flows) for arrow in sheet.arrows] == [5]


def _hand_over(names: list[str], kind: FlowKind, *, back: bool = False) -> Scene:
    """The flows of one kind between a system and many others that are alike."""
    others = tuple(Box(f"c{n}", name, Shape.ORGANISATION, "市") for n, name in enumerate(names))
    ends = [(box.id, "b") if back else ("b", box.id) for box in others]
    arrows = tuple(
        Arrow(f"f{n}", *pair, Line.SPECIFIC, "", "", flows=(f"f{n}",), handed=kind)
        for n, pair in enumerate(ends)
    )
    return Scene("題", frames=(Frame("市", "市"),), boxes=(*BOXES[1:], *others), arrows=arrows)


@pytest.mark.parametrize(
    ("names", "kind", "back", "label"),
    [
        ([f"第{n}福祉課" for n in range(12)], FlowKind.TRANSFER, False, "移転先 12課"),
        ([*(f"第{n}福祉課" for n in range(11)), "子育て支援室"], FlowKind.TRANSFER, False, "移転先 12件"),
        ([f"第{n}福祉事務組合" for n in range(9)], FlowKind.PROVISION, False, "提供先 9件"),
        ([f"第{n}事業者株式会社" for n in range(9)], FlowKind.ENTRUSTMENT, False, "委託先 9社"),
        ([f"第{n}福祉事務所" for n in range(9)], FlowKind.ACQUISITION, True, "入手元 9所"),
        ([f"第{n}福祉事務所" for n in range(9)], FlowKind.ACQUISITION, False, "第0福祉事務所 ほか8所"),
        ([f"第{n}福祉事務所" for n in range(9)], FlowKind.NONE, False, "第0福祉事務所 ほか8所"),
    ],
)
def test_many_boxes_alike_are_counted_and_named_below(
    names: list[str], kind: FlowKind, back: bool, label: str
) -> None:
    scene = _hand_over(names, kind, back=back)
    sheet = compose(scene)
    assert [box.label for box in sheet.boxes] == ["住基システム", label]
    assert [(group.heading, [r.text for r in group.remarks]) for group in sheet.remarks] == [
        (FOLDED, [f"{label}：{'、'.join(names)}"])
    ]
    read = read_back(draw_svg(sheet))
    assert [box.label for box in read.boxes] == [box.label for box in sheet.boxes]
    told = [FOLDED, f"{label}：{'、'.join(names)}".replace(" ", "")]
    assert [text.replace(" ", "") for text in read.remarks] == told, "nothing is lost on the sheet"


def test_boxes_of_two_frames_that_are_as_many_are_told_apart() -> None:
    one, other = (_hand_over([f"{word}{n}福祉課" for n in range(9)], FlowKind.TRANSFER) for word in "東西")
    moved = {box.id: f"d{box.id}" for box in other.boxes[1:]}
    more = tuple(evolve(box, id=moved[box.id], frame="町") for box in other.boxes[1:])
    arrows = tuple(
        evolve(a, id=f"g{a.id}", target=moved[a.target], flows=(f"g{a.id}",)) for a in other.arrows
    )
    frames = (*one.frames, Frame("町", "町"))
    sheet = compose(evolve(one, frames=frames, boxes=(*one.boxes, *more), arrows=(*one.arrows, *arrows)))
    assert [box.label for box in sheet.boxes[1:]] == ["移転先 9課（その1）", "移転先 9課（その2）"]
    (group,) = sheet.remarks
    assert [remark.text.partition("：")[0] for remark in group.remarks] == [b.label for b in sheet.boxes[1:]]


@every_scene
def test_every_name_of_a_box_that_stands_for_several_is_in_it_or_below(scene: Scene) -> None:
    sheet = compose(scene)
    labels = {box.id: box.label for box in scene.boxes}
    below = [
        r.text.split("：", 1) for group in sheet.remarks if group.heading == FOLDED for r in group.remarks
    ]
    for box in (box for box in sheet.boxes if labels.get(box.id) != box.label):
        told = dict(below).get(box.label, box.label)
        assert set(told.split("、")) == {labels[node] for node in box.nodes}


@pytest.mark.parametrize("line", list(Line)[:3])
def test_two_heads_are_read_back_from_every_format(line: Line) -> None:
    scene = compose(_scene(_flow(1, "1", "", line=line), _flow(2, "2", "", back=True, line=line), told="1 2"))
    (arrow,) = scene.arrows
    assert read_back(draw_svg(scene)).arrows == (arrow,)
    assert draw_svg(scene).count("data-both") == 1
    assert read_drawio(draw_drawio(scene)).arrows[0].both
    assert read_mermaid(draw_mermaid(scene)).arrows[0].both

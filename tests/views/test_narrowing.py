"""Parts of a picture that answer a question, and pictures of bodies and places."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from pathlib import Path

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

import piaflow
from piaflow.app.loading import find_model_files
from piaflow.app.pictures import Wanted, find_pictures
from piaflow.views.narrowing import keep_flows, look_around, look_between
from piaflow.views.scene import Arrow, Box, Frame, Line, Remark, RemarkGroup, Scene, Shape
from piaflow.views.sheet import compose
from tests.once import open_once

ROOT = Path(__file__).parents[2]
MODELS = [
    pytest.param(p, id=p.relative_to(ROOT / "models").as_posix()) for p in find_model_files(ROOT / "models")
]
every_model = pytest.mark.parametrize("path", MODELS)
BOXES = (Box("a", "市民課", Shape.ORGANISATION), Box("b", "住基システム", Shape.SYSTEM))
PAIRS = st.sets(st.tuples(st.sampled_from("abcdef"), st.sampled_from("abcdef")), max_size=14)


def _flow(n: int, number: str, text: str, *, back: bool = False) -> Arrow:
    ends = ("b", "a") if back else ("a", "b")
    return Arrow(f"f{n}", *ends, Line.SPECIFIC, number, text, flows=(f"f{n}",))


def test_what_is_around_a_box_is_its_arrows_their_other_ends_and_their_steps() -> None:
    courses = tuple(Box(f"c{n}", f"{n}課", Shape.ORGANISATION, "市") for n in range(3))
    arrows = (
        _flow(1, "1", "照会"),
        Arrow("f2", "b", "c0", Line.SPECIFIC, "2", "移転", flows=("f2",)),
        Arrow("f3", "c1", "c2", Line.SPECIFIC, "3", "報告", flows=("f3",)),
    )
    remarks = (RemarkGroup("", tuple(Remark(n, "…する。") for n in "123")),)
    scene = Scene("題", "副題", (Frame("市", "市"),), (*BOXES, *courses), arrows, remarks)
    shown = look_around(scene, "b")
    assert [box.id for box in shown.boxes] == ["a", "b", "c0"]
    assert [arrow.id for arrow in shown.arrows] == ["f1", "f2"]
    assert [remark.number for group in shown.remarks for remark in group.remarks] == ["1", "2"]
    assert shown.subtitle == "副題　―　住基システムの周り"
    assert not look_around(scene, "a").frames


def _join(pairs: set[tuple[str, str]]) -> Scene:
    boxes = tuple(Box(name, name, Shape.SYSTEM) for name in "abcdef")
    arrows = (Arrow(f"{a}{b}", a, b, Line.SPECIFIC, flows=(f"{a}{b}",)) for a, b in sorted(pairs))
    return Scene("図", boxes=boxes, arrows=tuple(arrows))


@given(pairs=PAIRS)
def test_between_two_boxes_are_the_arrows_of_all_shortest_ways_there_and_back(
    pairs: set[tuple[str, str]],
) -> None:
    scene = look_between(_join(pairs), "a", "f")
    graph = nx.DiGraph(list(pairs))
    graph.add_nodes_from("af")
    ways = [
        way
        for ends in (("a", "f"), ("f", "a"))
        if nx.has_path(graph, *ends)
        for way in nx.all_shortest_paths(graph, *ends)
    ]
    assert {arrow.id for arrow in scene.arrows} == {f"{a}{b}" for way in ways for a, b in pairwise(way)}
    assert {box.id for box in scene.boxes} == {"a", "f"} | {box for way in ways for box in way}


def test_a_way_goes_through_a_file_and_a_loop_at_a_box_is_none() -> None:
    held = Arrow("bc", "b", "c", Line.HELD)
    scene = _join({("a", "c"), ("b", "f"), ("b", "b")})
    shown = look_between(Scene("図", boxes=scene.boxes, arrows=(*scene.arrows, held)), "a", "f")
    assert {arrow.id for arrow in shown.arrows} == {"ac", "bc", "bf"}
    assert shown.subtitle == "aとfの間のいちばん短い道"


@every_model
@pytest.mark.parametrize("level", ["機関", "領域", "システム"])
def test_each_flow_between_two_boxes_of_a_level_is_on_one_arrow(path: Path, level: str) -> None:
    model = open_once(path)
    scene = model.pictures("topology", level=level)["全体"].scene
    within = {node: box.id for box in scene.boxes for node in box.nodes or (box.id,)}
    ends = {
        i: (within[model.assessment.canonical(f.source)], within[model.assessment.canonical(f.target)])
        for i, f in model.assessment.flows_by_id.items()
    }
    drawn = Counter(flow for arrow in scene.arrows for flow in arrow.flows)
    assert drawn == Counter(flow for flow, (source, target) in ends.items() if source != target)
    for arrow in scene.arrows:
        assert all(ends[flow] == (arrow.source, arrow.target) for flow in arrow.flows)


@every_model
def test_a_box_of_a_body_stands_for_what_it_answers_for_and_no_more(path: Path) -> None:
    model = open_once(path)
    for box in model.pictures("topology", level="機関")["全体"].scene.boxes:
        answering = {model.assessment.answering(node) for node in box.nodes}
        assert answering in ({box.id}, {""})
        assert answering == {box.id} or len(box.nodes) == 1


@every_model
def test_a_topology_of_an_item_shows_the_flows_that_it_takes_and_their_ends(path: Path) -> None:
    model = open_once(path)
    trace = model.trace("個人番号").trace
    carrying = {flow.flow for flow in trace.flows if flow.reach is not piaflow.Reach.NONE}
    whole, scene = model.diagram("topology").scene, model.diagram("topology", item="個人番号").scene
    shown = {arrow.id for arrow in scene.arrows if arrow.flows}
    assert shown == {arrow.id for arrow in whole.arrows if carrying & set(arrow.flows)}
    assert {box.id for box in scene.boxes} == {
        end for arrow in scene.arrows for end in (arrow.source, arrow.target)
    }


def test_only_the_arrows_of_some_flows_and_the_files_of_their_ends_are_kept() -> None:
    scene = _join({("a", "b"), ("b", "c")})
    held = Arrow("held", "b", "d", Line.HELD)
    kept = keep_flows(Scene("図", boxes=scene.boxes, arrows=(*scene.arrows, held)), {"ab"})
    assert [arrow.id for arrow in kept.arrows] == ["ab"]
    assert [box.id for box in kept.boxes] == ["a", "b"]


def test_where_there_are_few_arrows_each_says_what_it_carries_identifiers_first() -> None:
    many = ("氏名", "住所", "個人番号", "税の額のわかる一覧", "等")
    arrows = (
        Arrow("ab", "a", "b", Line.SPECIFIC, flows=("1",), carried=many),
        Arrow("ba", "b", "a", Line.SPECIFIC, flows=("2",), carried=("符号", "氏名")),
    )
    (shown,) = compose(Scene("図", boxes=BOXES, arrows=arrows)).arrows
    assert shown.text == "個人番号・符号・住所ほか"
    assert shown.both
    crowd = tuple(Box(f"c{n}", f"{n}課", Shape.ORGANISATION) for n in range(40))
    row = (
        Arrow(one.id, one.id, other.id, Line.SPECIFIC, flows=(one.id,), carried=("氏名",))
        for one, other in pairwise(crowd)
    )
    assert not any(a.text for a in compose(Scene("図", boxes=crowd, arrows=tuple(row))).arrows)


def test_an_item_that_goes_nowhere_is_one_clear_line() -> None:
    path = ROOT / "models/takatsuki/kotai-chosa.yaml"
    with pytest.raises(piaflow.FileAccessError, match="「個人番号」の行く所の記載がありません"):
        find_pictures(path, Wanted(view="topology", item="個人番号"))

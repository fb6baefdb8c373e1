"""What an overlay marks: exactly what the trace names, and what a change adds, takes away and moves."""

from __future__ import annotations

from pathlib import Path

import pytest

import piaflow
from piaflow.impact.matching import match_flows
from piaflow.views.scene import Line, Mark, Scene
from tests.once import open_once

ROOT = Path(__file__).parents[2]
MINATO = ROOT / "tests/fixtures/minato.yaml"
KONBINI = ROOT / "tests/fixtures/minato-konbini.yaml"
MODELS = [MINATO, KONBINI, ROOT / "models/takatsuki/yobosesshu.yaml"]


def marks(scene: Scene) -> dict[str, Mark]:
    return {part.id: part.mark for part in (*scene.boxes, *scene.arrows)}  # type: ignore[attr-defined]


@pytest.mark.parametrize("path", MODELS, ids=lambda p: p.stem)
def test_a_trace_lights_exactly_the_flows_that_it_names(path: Path) -> None:
    model = open_once(path)
    answer = model.trace("個人番号")
    reached = {f.flow: f for f in answer.flows}
    words = {
        Mark.DEFINITE: {piaflow.Reach.DEFINITE},
        Mark.DERIVED: {piaflow.Reach.DEFINITE},
        Mark.POSSIBLE: {piaflow.Reach.POSSIBLE, piaflow.Reach.DEFINITE},
    }
    for picture in model.pictures("trace", item="個人番号").values():
        for arrow in picture.scene.arrows:
            if arrow.line is not Line.HELD:
                told = reached[arrow.id]
                assert told.reach in words.get(arrow.mark, {piaflow.Reach.NONE})
                itself = told.reach is piaflow.Reach.DEFINITE and "個人番号" in told.as_items
                assert (arrow.mark is Mark.DEFINITE) == itself


def test_what_certainly_has_only_another_form_has_a_mark_of_its_own() -> None:
    """中間サーバー gets 団体内統合宛名番号 for certain and 個人番号 never: neither 届く nor 届きうる."""
    scene = open_once(ROOT / "docs/minato.yaml").diagram("trace", item="個人番号").scene
    found = marks(scene)
    assert found["中間サーバー"] is Mark.DERIVED
    assert found["別添1 ③ 団体内統合宛名システム→中間サーバー"] is Mark.DERIVED
    assert found["医師会"] is Mark.POSSIBLE
    assert found["団体内統合宛名システム"] is Mark.DEFINITE


def test_the_cut_is_marked_where_the_number_stops() -> None:
    model = open_once(ROOT / "models/takatsuki/yobosesshu.yaml")
    scene = model.diagram("trace", item="個人番号").scene
    assert marks(scene)["別添1 キオスク端末→接種証明書"] is Mark.STOP
    assert marks(scene)["証明書交付センターシステム"] is Mark.DEFINITE


def test_a_change_marks_what_came_and_what_went() -> None:
    before, after = open_once(MINATO), open_once(KONBINI)
    scenes = [p.scene for p in after.pictures("impact", before=before).values()]
    found = {i: mark for scene in scenes for i, mark in marks(scene).items()}
    stayed = match_flows(before.assessment, after.assessment)
    new, gone = set(after.flow_ids) - set(stayed), set(before.flow_ids) - set(stayed.values())
    drawn = {i for i, f in {**before.flows_by_id, **after.flows_by_id}.items() if f.diagram}
    assert {
        i for i, m in found.items() if m is Mark.ADDED and "→" in i and not i.startswith("保有")
    } == new & drawn
    assert {i for i, m in found.items() if m is Mark.REMOVED and i in before.flow_ids} == gone & drawn
    assert new & drawn
    assert found["キオスク端末"] is Mark.ADDED


def test_nothing_is_marked_where_nothing_changed() -> None:
    model = open_once(MINATO)
    for picture in model.pictures("impact", before=model).values():
        assert picture.scene.marks == ()


def test_a_box_whose_frame_moved_is_changed() -> None:
    change = ROOT / "models/takatsuki/changes/konbini-saikochiku.yaml"
    before = open_once(ROOT / "models/takatsuki/konbini-genko.yaml")
    (picture,) = open_once(change).pictures("impact", before=before).values()
    assert marks(picture.scene)["コンビニ交付サーバ"] is Mark.CHANGED


def test_an_overlay_is_read_back_with_its_marks() -> None:
    for picture in open_once(KONBINI).pictures("trace").values():
        assert 'class="badge"' in picture.to_bytes("svg").decode()


def test_an_impact_needs_to_know_what_was_before() -> None:
    with pytest.raises(piaflow.ChoiceNeededError, match="変更前"):
        open_once(MINATO).pictures("impact")


def test_an_arrow_that_only_got_another_number_has_changed_and_did_not_come() -> None:
    change = ROOT / "models/takatsuki/changes/yobosesshu-fukuhon.yaml"
    before = open_once(ROOT / "models/takatsuki/changes/yobosesshu-konbini-kofu.yaml")
    found = marks(open_once(change).diagram("impact", before=before).scene)
    assert found["別添1 ⑤⓬ 健康情報管理システム→団体内統合宛名システム"] is Mark.CHANGED
    assert not {Mark.ADDED, Mark.REMOVED} & set(found.values())


def found(model: piaflow.Model, *subjects: str) -> piaflow.Finding:
    """Return a finding on these subjects of the model."""
    return piaflow.Finding("r", piaflow.Severity.ERROR, piaflow.Confidence.HIGH, f"{model.body}。", subjects)


FLOW = "(１)住民基本台帳ファイル 1-② 窓口端末→既存住基システム"


def test_findings_mark_the_boxes_and_arrows_that_they_name_and_nothing_else() -> None:
    model = open_once(MINATO)
    findings = [found(model, "市町村コミュニケーションサーバ", "公表日"), found(model, FLOW)]
    scenes = [p.scene for p in model.pictures("findings", findings=findings).values()]
    marked = {i for scene in scenes for i, mark in marks(scene).items() if mark is not Mark.NONE}
    assert marked == {"市町村CS", FLOW}
    assert {mark for scene in scenes for mark in scene.marks} == {Mark.FINDING}


def test_an_arrow_that_gathers_flows_is_marked_where_one_of_them_is_named() -> None:
    model = open_once(ROOT / "models/kodaira/juki.yaml")
    flow_id, flow = next((i, f) for i, f in model.flows_by_id.items() if f.source != f.target)
    scene = model.diagram("findings", findings=[found(model, flow_id)]).scene
    pair = model.canonical(flow.source), model.canonical(flow.target)
    marked = [(a.source, a.target) for a in scene.arrows if a.mark is Mark.FINDING]
    assert not model.diagrams
    assert marked == [pair]


def test_a_finding_on_a_file_does_not_mark_that_its_system_holds_it() -> None:
    model = open_once(MINATO)
    stored = "(１)住民基本台帳ファイル 1-③ 既存住基システム→住民基本台帳ファイル"
    scene = model.diagram("findings", "(１)住民基本台帳ファイル", findings=[found(model, stored)]).scene
    assert [a.line is Line.HELD for a in scene.arrows if a.mark is Mark.FINDING] == [False]


def test_without_findings_of_its_own_a_picture_shows_those_of_a_check() -> None:
    model = open_once(MINATO)
    scenes = [p.scene for p in model.pictures("findings").values()]
    named = {model.canonical(s) for f in model.check() for s in f.subjects if model.find(s)}
    boxes = {box.id for scene in scenes for box in scene.boxes}
    marked = {b.id for scene in scenes for b in scene.boxes if b.mark is Mark.FINDING}
    assert marked == named & boxes != set()


def test_a_picture_of_findings_is_drawn_with_its_legend() -> None:
    model = open_once(MINATO)
    for picture in model.pictures("findings", findings=[found(model, "既存住基システム")]).values():
        svg = picture.to_bytes("svg").decode()
        assert ">指摘<" in svg
        assert 'class="badge"' in svg


def test_of_two_flows_that_share_an_id_the_one_that_stays_has_not_changed() -> None:
    before = open_once(MINATO)
    twins = [name for name in before.flow_ids if " #" in name]
    gone = before.flow(twins[1])
    after = before.replace(flows=tuple(flow for flow in before.flows if flow != gone))
    found = [m for p in after.pictures("impact", before=before).values() for m in marks(p.scene).values()]
    assert sorted(found, key=str).count(Mark.REMOVED) == 1
    assert Mark.ADDED not in found
    assert [(d.kind.value, d.name) for d in piaflow.impact(before, after).differences] == [("削除", twins[1])]

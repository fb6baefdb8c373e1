"""What an overlay marks: exactly what the trace names, and what a change adds, takes away and moves."""

from __future__ import annotations

from pathlib import Path

import pytest

import piaflow
from piaflow.views.scene import Line, Mark, Scene

ROOT = Path(__file__).parents[2]
MINATO = ROOT / "tests/fixtures/minato.yaml"
KONBINI = ROOT / "tests/fixtures/minato-konbini.yaml"
MODELS = [MINATO, KONBINI, ROOT / "models/takatsuki/yobosesshu.yaml"]


def marks(scene: Scene) -> dict[str, Mark]:
    return {part.id: part.mark for part in (*scene.boxes, *scene.arrows)}  # type: ignore[attr-defined]


@pytest.mark.parametrize("path", MODELS, ids=lambda p: p.stem)
def test_a_trace_lights_exactly_the_flows_that_it_names(path: Path) -> None:
    model = piaflow.load(path)
    answer = model.trace("個人番号")
    reached = {f.flow: f.reach for f in answer.flows}
    words = {Mark.DEFINITE: piaflow.Reach.DEFINITE, Mark.POSSIBLE: piaflow.Reach.POSSIBLE}
    for picture in model.pictures("trace", item="個人番号").values():
        for arrow in picture.scene.arrows:
            if arrow.line is not Line.HELD:
                assert words.get(arrow.mark, piaflow.Reach.NONE) is reached[arrow.id]


def test_the_cut_is_marked_where_the_number_stops() -> None:
    model = piaflow.load(ROOT / "models/takatsuki/yobosesshu.yaml")
    scene = model.diagram("trace", item="個人番号").scene
    assert marks(scene)["別添1 キオスク端末→接種証明書"] is Mark.STOP
    assert marks(scene)["証明書交付センターシステム"] is Mark.DEFINITE


def test_a_change_marks_what_came_and_what_went() -> None:
    before, after = piaflow.load(MINATO), piaflow.load(KONBINI)
    scenes = [p.scene for p in after.pictures("impact", before=before).values()]
    found = {i: mark for scene in scenes for i, mark in marks(scene).items()}
    old, new = set(before.flow_ids), set(after.flow_ids)
    drawn = {i for i, f in {**before.flows_by_id, **after.flows_by_id}.items() if f.diagram}
    assert {i for i, m in found.items() if m is Mark.ADDED and "→" in i and not i.startswith("保有")} == (
        new - old
    ) & drawn
    assert {i for i, m in found.items() if m is Mark.REMOVED and i in old} == (old - new) & drawn
    assert found["キオスク端末"] is Mark.ADDED


def test_nothing_is_marked_where_nothing_changed() -> None:
    model = piaflow.load(MINATO)
    for picture in model.pictures("impact", before=model).values():
        assert picture.scene.marks == ()


def test_a_box_whose_frame_moved_is_changed() -> None:
    change = ROOT / "models/takatsuki/changes/konbini-saikochiku.yaml"
    before = piaflow.load(ROOT / "models/takatsuki/konbini-genko.yaml")
    (picture,) = piaflow.load(change).pictures("impact", before=before).values()
    assert marks(picture.scene)["コンビニ交付サーバ"] is Mark.CHANGED


def test_an_overlay_is_read_back_with_its_marks() -> None:
    for picture in piaflow.load(KONBINI).pictures("trace").values():
        assert 'class="badge"' in picture.to_bytes("svg").decode()


def test_an_impact_needs_to_know_what_was_before() -> None:
    with pytest.raises(piaflow.ChoiceNeededError, match="変更前"):
        piaflow.load(MINATO).pictures("impact")


def test_an_arrow_that_only_got_another_number_has_changed_and_did_not_come() -> None:
    change = ROOT / "models/takatsuki/changes/yobosesshu-fukuhon.yaml"
    before = piaflow.load(ROOT / "models/takatsuki/changes/yobosesshu-konbini-kofu.yaml")
    found = marks(piaflow.load(change).diagram("impact", before=before).scene)
    assert found["別添1 ⑤⓬ 健康情報管理システム→団体内統合宛名システム"] is Mark.CHANGED
    assert not {Mark.ADDED, Mark.REMOVED} & set(found.values())

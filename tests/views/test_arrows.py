from __future__ import annotations

from piaflow.views.catalogue import VIEWS
from piaflow.views.scene import Line, Scene
from piaflow.views.sheet import gather
from tests.cli.calling import MINATO
from tests.once import open_once

MODEL = open_once(MINATO).assessment


def _behind(scene: Scene) -> dict[str, tuple[str, ...]]:
    return {arrow.id: arrow.flows for arrow in scene.arrows}


def test_an_arrow_of_a_diagram_stands_for_its_own_flow() -> None:
    scene = VIEWS["annex1"](MODEL)["(１)住民基本台帳ファイル"]
    behind = _behind(scene)
    assert behind == {a.id: () if a.line is Line.HELD else (a.id,) for a in scene.arrows}


def test_an_arrow_of_the_topology_stands_for_all_flows_between_its_ends() -> None:
    (scene,) = VIEWS["topology"](MODEL).values()
    behind = _behind(scene)
    assert len(behind["市町村CS→個人番号カード管理システム"]) == 2
    assert sorted(flow for flows in behind.values() for flow in flows) == sorted(MODEL.flow_ids)


def test_a_gathered_arrow_stands_for_the_flows_of_all_it_gathers() -> None:
    model = open_once("models/iizuka/juki.yaml").assessment
    scene = VIEWS["annex1"](model)["（2）（3）"]
    shown = gather(scene)
    behind = _behind(shown)
    assert len(shown.arrows) < len(scene.arrows)
    flows = [a.id for a in scene.arrows if a.line is not Line.HELD]
    assert sorted(flow for behind_one in behind.values() for flow in behind_one) == sorted(flows)

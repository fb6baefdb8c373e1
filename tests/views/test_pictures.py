"""The pictures of every model, read back from their SVG, show that model and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

import piaflow
from piaflow.app.loading import find_model_files
from piaflow.render.proof.shown import Shown
from piaflow.render.proof.svg import read_back
from piaflow.views.scene import Line
from tests.once import open_once

ROOT = Path(__file__).parents[2]
MODELS = [*find_model_files(ROOT / "models"), ROOT / "tests/fixtures/minato.yaml"]


def _shown(model: piaflow.Model, view: str, name: str) -> Shown:
    return read_back(model.diagram(view, name).all_flows().to_bytes("svg").decode())


def _frames_around(model: piaflow.Model, names: set[str]) -> set[str]:
    parents = {zone.name: zone.parent for zone in model.zones}
    found: set[str] = set()
    for zone in (model.zone_of(name) for name in names):
        above = zone
        while above:
            found.add(above)
            above = parents[above]
    return found


@pytest.mark.slow
@pytest.mark.parametrize("path", MODELS, ids=lambda p: f"{p.parent.name}/{p.stem}")
def test_annex1_shows_exactly_its_flows_nodes_numbers_and_frames(path: Path) -> None:
    model = open_once(path)
    for diagram in model.diagrams:
        flows = {i: f for i, f in model.flows_by_id.items() if f.diagram == diagram.name}
        ends = {model.canonical(n) for f in flows.values() for n in (f.source, f.target)}
        ends |= {model.canonical(n) for n in diagram.nodes}
        shown = _shown(model, "annex1", diagram.name)
        arrows = {a.id: a for a in shown.arrows if a.line is not Line.HELD}
        assert {i: a.number for i, a in arrows.items()} == {i: f.step for i, f in flows.items()}
        assert all((a.source, a.target) == _ends(model, flows[i]) for i, a in arrows.items())
        assert {box.label for box in shown.boxes} == ends
        assert {frame.label for frame in shown.frames} == _frames_around(model, ends)
        assert {s.number for s in diagram.steps} <= {a.number for a in arrows.values()}


def _ends(model: piaflow.Model, flow: piaflow.Flow) -> tuple[str, str]:
    return model.canonical(flow.source), model.canonical(flow.target)


@pytest.mark.slow
@pytest.mark.parametrize("path", MODELS, ids=lambda p: f"{p.parent.name}/{p.stem}")
def test_topology_shows_every_node_and_joins_what_flows_join(path: Path) -> None:
    model = open_once(path)
    shown = _shown(model, "topology", "全体")
    pairs = {_ends(model, f) for f in model.flows}
    assert {(a.source, a.target) for a in shown.arrows if a.line is not Line.HELD} == {
        p for p in pairs if p[0] != p[1]
    }
    named = {node["name"] for section in ("nodes", "files") for node in model.to_dict()[section]}
    named -= {model.assessor.name}
    assert named <= {box.label for box in shown.boxes} <= named | {model.assessor.name}


def test_remarks_stand_by_heading_in_the_order_of_the_document() -> None:
    model = open_once(ROOT / "models/takatsuki/yobosesshu.yaml")
    headings = [group.heading for group in model.diagram("annex1").scene.remarks]
    assert len(headings) == len(set(headings))
    numbers = [r.number for g in model.diagram("annex1").scene.remarks for r in g.remarks if r.number != "※"]
    assert sorted(numbers) == sorted(step.number for step in model.diagrams[0].steps)


def test_a_picture_is_drawn_as_a_sheet_shows_it_unless_every_flow_is_asked_for() -> None:
    picture = open_once(ROOT / "models/takatsuki/konbini-genko.yaml").diagram("annex1")
    gathered, apart = (
        read_back(one.to_bytes("svg").decode()).arrows for one in (picture, picture.all_flows())
    )
    assert len(gathered) < len(apart)
    assert len(picture.to_rows()) == len(apart)

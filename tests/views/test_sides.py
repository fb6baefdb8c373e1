"""On which side of its pictures a model puts a zone: where it says so, else where its owner and nodes stand."""

from __future__ import annotations

from itertools import pairwise

import pytest

from piaflow.domain.choices import Side
from piaflow.layout.dot.arranging import lay_out
from piaflow.layout.dot.placing import make_drawing
from piaflow.store.load import parse
from piaflow.views.catalogue import VIEWS
from piaflow.views.scene import Scene

STATED = [side for side in Side if side is not Side.UNKNOWN]
CITY = """
assessment: {{body: みなと市長, procedure: 住基}}
zones: {{みなと市: {{owner: みなと市長}}, クラウド環境: {{{zone}}}}}
parties: {{みなと市長: {{kind: 評価実施機関}}, みなと県: {{kind: 都道府県}}, 住民: {{kind: 住民・本人}}}}
systems:
  既存住基システム: {{zone: みなと市, owner: みなと市長}}
  宛名システム: {{zone: クラウド環境, owner: {owner}}}
diagrams: {{別添1: {{steps: {{①: {{text: 届け出る}}, ②: {{text: 連携する}}}}}}}}
flows:
  - {{diagram: 別添1, step: ①, from: 住民, to: 既存住基システム}}
  - {{diagram: 別添1, step: ②, from: 既存住基システム, to: 宛名システム}}
"""


def _scenes(zone: str, owner: str = "みなと市長") -> list[Scene]:
    model = parse(CITY.format(zone=zone, owner=owner))
    return [scene for view in VIEWS.values() for scene in view(model).values()]


def _side(scene: Scene) -> Side:
    return next(frame.side for frame in scene.frames if frame.label == "クラウド環境")


@pytest.mark.parametrize("side", STATED)
@pytest.mark.parametrize("others", ["", "owner: みなと県, "])
def test_the_stated_side_wins_over_owner_and_nodes(side: Side, others: str) -> None:
    assert {_side(scene) for scene in _scenes(f"{others}side: {side.value}")} == {side}


@pytest.mark.parametrize(
    ("zone", "owner", "side"),
    [
        ("", "みなと市長", Side.SELF),
        ("side: 不明", "みなと市長", Side.SELF),
        ("owner: みなと県", "みなと市長", Side.OUTSIDE),
        ("", "みなと県", Side.OUTSIDE),
        ("", '""', Side.OUTSIDE),
    ],
)
def test_without_a_stated_side_owner_then_nodes_decide(zone: str, owner: str, side: Side) -> None:
    assert {_side(scene) for scene in _scenes(zone, owner)} == {side}


@pytest.mark.parametrize("side", [Side.RESIDENT, Side.OUTSIDE, Side.CONTRACTOR])
def test_the_frame_is_drawn_on_the_stated_side(side: Side) -> None:
    for scene in _scenes(f"side: {side.value}"):
        layout = lay_out(scene)
        areas = {d.frame.label: d.area for d in make_drawing(layout.measured, layout.geometry).frames}
        order = ["みなと市", "クラウド環境"] if side is not Side.RESIDENT else ["クラウド環境", "みなと市"]
        down = layout.measured.direction == "TB"
        extents = [(a.y, a.bottom) if down else (a.x, a.right) for a in (areas[name] for name in order)]
        assert all(one[1] <= other[0] for one, other in pairwise(extents))

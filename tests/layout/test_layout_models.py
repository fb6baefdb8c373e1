"""What is measured of the pictures of all models by ranks, each flow apart: zeros, sides and step numbers in order."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from pathlib import Path

import pytest

from piaflow.app.loading import find_model_files
from piaflow.domain.choices import Side
from piaflow.layout.dot.arranging import Layout, lay_out, lay_out_both
from piaflow.layout.dot.placing import make_drawing
from piaflow.layout.drawing import Drawing
from piaflow.layout.sizes import LABEL_SIZE
from piaflow.views.catalogue import VIEWS
from piaflow.views.scene import Line, Scene
from tests.layout.measuring import measure
from tests.once import open_once

ROOT = Path(__file__).parents[2]
SCENES = {
    f"{path.parent.name}/{path.stem} {view} {name}": picture.scene
    for path in find_model_files(ROOT / "models")
    for view in VIEWS
    for name, picture in open_once(path).pictures(view).items()
}
STATED = (Side.RESIDENT, Side.SELF, Side.OUTSIDE, Side.CONTRACTOR)
# Measured: the size of a label's text on A4 in points, and the crossings, each with a little room.
BOUNDS = {
    "iizuka/juki annex1 （1）": (6.6, 1),
    "iizuka/juki annex1 （2）（3）": (6.3, 1),
    "iizuka/juki topology 全体": (5.0, 98),
    "kodaira/juki topology 全体": (5.3, 67),
    "takatsuki/juki annex1 （1）": (5.3, 6),
    "takatsuki/juki annex1 （2）": (6.5, 4),
    "takatsuki/juki topology 全体": (6.0, 24),
    "takatsuki/konbini-genko annex1 証明書発行の流れ": (9.8, 0),
    "takatsuki/konbini-genko topology 全体": (12.8, 2),
    "takatsuki/kotai-chosa topology 全体": (12.0, 0),
    "takatsuki/yobosesshu annex1 別添1": (5.5, 12),
    "takatsuki/yobosesshu topology 全体": (4.9, 26),
    "yashio/juki topology 全体": (6.1, 80),
}
every_scene = pytest.mark.parametrize("scene", [pytest.param(s, id=name) for name, s in SCENES.items()])


def _draw(layout: Layout) -> Drawing:
    return make_drawing(layout.measured, layout.geometry)


@pytest.mark.slow
@every_scene
def test_labels_sit_on_their_own_arrows_and_arrows_pass_no_foreign_box_or_label(scene: Scene) -> None:
    for layout in lay_out_both(scene):
        found = measure(_draw(layout))
        assert found.strays == ()
        assert (found.label_on_label, found.label_on_box) == (0, 0)
        assert (found.box_struck, found.label_struck) == (0, 0)


@pytest.mark.slow
@pytest.mark.parametrize("name", BOUNDS)
def test_a_picture_prints_as_large_and_crosses_as_little_as_it_did(name: str) -> None:
    layout = lay_out(SCENES[name])
    least, most = BOUNDS[name]
    assert layout.fit * LABEL_SIZE >= least
    assert measure(_draw(layout)).crossings <= most


@every_scene
def test_residents_the_assessor_other_bodies_and_contractors_follow_each_other(scene: Scene) -> None:
    layout = lay_out(scene)
    drawing = _draw(layout)
    outer = {drawn.frame.id: drawn.frame.side for drawn in drawing.frames if not drawn.frame.parent}
    areas = [
        (side, d.area) for d in drawing.frames if (side := outer.get(d.frame.id, Side.UNKNOWN)) in STATED
    ]
    areas += [(d.box.side, d.area) for d in drawing.boxes if not d.box.frame and d.box.side in STATED]
    extents = defaultdict(list)
    for side, area in areas:
        down = layout.measured.direction == "TB"
        extents[STATED.index(side)].append((area.y, area.bottom) if down else (area.x, area.right))
    order = [extents[n] for n in sorted(extents)]
    for one, other in pairwise(order):
        assert max(last for _, last in one) <= min(first for first, _ in other)


@every_scene
def test_labels_between_the_same_two_boxes_follow_the_steps(scene: Scene) -> None:
    layout = lay_out(scene)
    axis = 0 if layout.measured.direction == "TB" else 1
    places = {d.arrow.id: d.label.area.centre[axis] for d in _draw(layout).arrows if d.label}
    for bundle in layout.measured.bundles:
        placed = [places[arrow] for arrow in bundle]
        assert placed == sorted(placed)


@every_scene
def test_a_file_is_ranked_beside_its_system(scene: Scene) -> None:
    ranks = lay_out(scene).measured.ranks.boxes
    joined = {frozenset((a.source, a.target)) for a in scene.arrows if a.line is not Line.HELD}
    for arrow in scene.arrows:
        if arrow.line is Line.HELD and frozenset((arrow.source, arrow.target)) not in joined:
            assert abs(ranks[arrow.source] - ranks[arrow.target]) <= 1

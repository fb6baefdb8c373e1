"""Badges of overlays: every part marked in turn, no badge lies on what it does not belong to."""

from __future__ import annotations

from itertools import combinations
from math import dist, hypot
from xml.etree import ElementTree as ET

import pytest

from piaflow.layout.arranging import lay_out
from piaflow.layout.geometry import Point, Rectangle
from piaflow.render.badges import RADIUS, place_badges
from piaflow.render.draw import draw
from piaflow.views.scene import Scene
from piaflow.views.theme import BADGES
from tests.render.model_scenes import load_model_scenes, mark_all
from tests.render.scenes import LARGE, SMALL

_SVG = "{http://www.w3.org/2000/svg}"

SCENES = {"small": SMALL, "large": LARGE} | load_model_scenes()
_TOUCH = 0.5


def _reaches(badge: Point, area: Rectangle) -> bool:
    x, y = badge
    gap = hypot(max(area.x - x, x - area.right, 0), max(area.y - y, y - area.bottom, 0))
    return gap < RADIUS - _TOUCH


@pytest.mark.slow
@pytest.mark.parametrize("scene", [pytest.param(mark_all(s), id=name) for name, s in SCENES.items()])
def test_a_badge_lies_on_no_label_and_no_foreign_box(scene: Scene) -> None:
    drawing = lay_out(scene)
    places = place_badges(drawing)
    own = {a.id: {a.source, a.target} for a in scene.arrows} | {box.id: {box.id} for box in scene.boxes}
    labels = [
        (name, a.arrow.id)
        for name, place in places
        for a in drawing.arrows
        if a.label and _reaches(place, a.label.area)
    ]
    boxes = [
        (name, drawn.box.id)
        for name, place in places
        for drawn in drawing.boxes
        if drawn.box.id not in own[name] and _reaches(place, drawn.area)
    ]
    assert (labels, boxes) == ([], [])
    bearing = {box.id for box in scene.boxes if box.mark in BADGES}
    assert {name for name, _ in places} == bearing | {
        arrow.id for arrow in scene.arrows if arrow.mark in BADGES
    }
    # Measured: one pair, of a box and the short line to its file.
    assert (
        sum(dist(a, b) < 2 * (RADIUS - _TOUCH) for a, b in combinations([place for _, place in places], 2))
        <= 1
    )


def test_the_halo_of_a_box_lies_under_the_arrowheads_that_meet_it() -> None:
    scene = mark_all(SMALL)
    root = ET.fromstring(draw(scene, "svg"))  # noqa: S314 - our own text
    picture = root.find(f"{_SVG}g[@class='picture']")
    assert picture is not None
    groups = [(part.tag, part.get("class")) for part in picture]
    halos = [n for n, (tag, _) in enumerate(groups) if tag == f"{_SVG}rect"]
    assert len(halos) == sum(box.mark in BADGES for box in scene.boxes) > 0
    assert max(halos) < groups.index((f"{_SVG}g", "arrow"))

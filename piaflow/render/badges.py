"""How an overlay's marks look: a halo under the line or box and a small badge with a sign, never colour alone."""

from __future__ import annotations

from attrs import frozen

from piaflow.layout.geometry import Point, Rectangle
from piaflow.render.markup import element, rectangle, text_line
from piaflow.render.outlines import INK, PAPER
from piaflow.views.scene import Mark

RADIUS, _SIZE = 6.5, 9.0
_ASIDE = 0.28


@frozen
class Badge:
    """A sign in a circle, and the colour and dashes of the halo that goes with it."""

    sign: str
    halo: str
    dashes: str = ""


BADGES = {
    Mark.DEFINITE: Badge("●", "#f2c14e"),
    Mark.DERIVED: Badge("◇", "#a8d5ba", "9 3"),
    Mark.POSSIBLE: Badge("○", "#f7deb0", "3 3"),
    Mark.STOP: Badge("×", "#c9ced6"),
    Mark.ADDED: Badge("＋", "#9ecae1"),
    Mark.REMOVED: Badge("－", "#d9d9d9", "2 3"),
    Mark.CHANGED: Badge("△", "#c7b9e0"),
    Mark.GAINED: Badge("◎", "#f2c14e"),
    Mark.FINDING: Badge("！", "#f4a582"),
}


def find_opacity(mark: Mark) -> dict[str, float]:
    """Return the attribute that fades what an overlay puts aside."""
    return {"opacity": _ASIDE} if mark is Mark.ASIDE else {}


def draw_line_halo(path: str, mark: Mark) -> str:
    """Return a broad light line under an arrow's path, "" where the mark has none."""
    badge = BADGES.get(mark)
    if badge is None:
        return ""
    dashes = {"stroke_dasharray": badge.dashes} if badge.dashes else {}
    return element("path", d=path, fill="none", stroke=badge.halo, stroke_width=6.5, **dashes)


def draw_box_halo(area: Rectangle, mark: Mark) -> str:
    """Return a broad light border around a box, "" where the mark has none."""
    badge = BADGES.get(mark)
    if badge is None:
        return ""
    dashes = {"stroke_dasharray": badge.dashes} if badge.dashes else {}
    return rectangle(area.grow(2.5), rx=4, fill="none", stroke=badge.halo, stroke_width=5, **dashes)


def draw_badge(mark: Mark, centre: Point, **attributes: str) -> str:
    """Return the sign of a mark in its circle as a group of its own, "" where the mark has none."""
    badge = BADGES.get(mark)
    if badge is None:
        return ""
    x, y = centre
    circle = element("circle", cx=x, cy=y, r=RADIUS, fill=PAPER, stroke=INK, stroke_width=0.8)
    sign = text_line(badge.sign, x, y + _SIZE * 0.36, text_anchor="middle", font_size=_SIZE, fill=INK)
    return element("g", circle, sign, class_="badge", data_mark=mark.name, **attributes)

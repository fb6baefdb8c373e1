"""How each shape of box and each kind of line looks. The difference survives a grey print and every kind of eye."""

from __future__ import annotations

from collections.abc import Callable
from math import hypot

from piaflow.layout.geometry import Point, Rectangle
from piaflow.layout.ports import FOOT, FOOT_WIDTH, PERSON_RADIUS, RISE
from piaflow.render.markup import Command, element, outline_of, path_of, rectangle
from piaflow.views.scene import Line, Shape
from piaflow.views.theme import STROKES, TINTS

_BUMP, _SWELL = 15.0, 3.5  # of a cloud: about how long each bump is, and how far it stands out
_HEAD_WIDTH = 3.1  # half of an arrowhead's: 45 degrees at the tip
_PERSON_HEIGHT = 28.0  # of the head and shoulders at their full size


def draw_outline(shape: Shape, area: Rectangle) -> str:
    """Return the outline of a box, without its text."""
    return _OUTLINES[shape](area)


def find_text_centre(shape: Shape, area: Rectangle) -> Point:
    """Return the point around which the text of a box is written."""
    x, y = area.centre
    if shape is Shape.PERSON:
        return x + 7, y
    return {Shape.TERMINAL: (x, y - FOOT / 2), Shape.FILE: (x, y + RISE - 1)}.get(shape, (x, y))


def draw_head(end: Point, tip: Point, line: Line) -> str:
    """Return an arrowhead from the end of the path to the tip; "" for a line that has none."""
    stroke = STROKES[line]
    length = hypot(tip[0] - end[0], tip[1] - end[1])
    if not stroke.head or length == 0:
        return ""
    across_x, across_y = (tip[1] - end[1]) / length * _HEAD_WIDTH, (end[0] - tip[0]) / length * _HEAD_WIDTH
    left, right = (end[0] + across_x, end[1] + across_y), (end[0] - across_x, end[1] - across_y)
    return element("path", d=outline_of(tip, left, right), fill=stroke.colour, stroke="none")


def _system(area: Rectangle) -> str:
    return rectangle(area)


def _application(area: Rectangle) -> str:
    return rectangle(area, rx=9)


def _zone(area: Rectangle) -> str:
    return element("g", rectangle(area, rx=4), fill=TINTS[1])


def _organisation(area: Rectangle) -> str:
    return rectangle(area) + rectangle(area.grow(-2.6))


def _terminal(area: Rectangle) -> str:
    """A screen on its foot."""
    foot = min(FOOT, area.height / 4)
    screen = Rectangle(area.x, area.y, area.width, area.height - foot)
    x, low, reach = area.centre[0], area.bottom, min(FOOT_WIDTH, area.width / 3)
    stand = outline_of((x - 4, screen.bottom), (x - 4, low), (x + 4, low), (x + 4, screen.bottom))
    base = outline_of((x - reach, low), (x + reach, low), closed=False)
    return element("path", d=f"{stand} {base}") + rectangle(screen, rx=3)


def _medium(area: Rectangle) -> str:
    """A sheet with a folded corner."""
    fold, right, low = 8.0, area.right, area.bottom
    start, down = (right - fold, area.y), (right, area.y + fold)
    sheet = outline_of((area.x, area.y), start, down, (right, low), (area.x, low))
    turned = outline_of(start, (right - fold, area.y + fold), down, closed=False)
    return element("path", d=sheet) + element("path", d=turned, fill="none")


def _file(area: Rectangle) -> str:
    """A drum."""
    radius = area.width / 2, RISE
    top, low = area.y + RISE, area.bottom - RISE
    body: list[Command] = ["M", (area.x, top), "L", (area.x, low), "A", radius, "0 0 0", (area.right, low)]
    lid: list[Command] = ["L", (area.right, top), "A", radius, "0 0 0", (area.x, top), "Z"]
    rim: list[Command] = ["M", (area.x, top), "A", radius, "0 0 0", (area.right, top)]
    return element("path", d=path_of([*body, *lid])) + element("path", d=path_of(rim), fill="none")


def _person(area: Rectangle) -> str:
    """A rounded field with head and shoulders in it."""
    middle, size = area.centre[1], min(area.height, _PERSON_HEIGHT) / _PERSON_HEIGHT
    x, low, high, wide = area.x + 14 * size, middle + 9 * size, middle - 1.5 * size, 6.5 * size
    head = element("circle", cx=x, cy=middle - 4.5 * size, r=3.6 * size)
    shoulders = path_of(["M", (x - wide, low), "C", (x - wide, high), (x + wide, high), (x + wide, low), "Z"])
    return rectangle(area, rx=min(area.height / 2, PERSON_RADIUS)) + head + element("path", d=shoulders)


def _network(area: Rectangle) -> str:
    """A cloud: bumps along the sides of a rectangle, touching the area's edge."""
    inner = area.grow(-_SWELL)
    corners = [
        (inner.x, inner.y),
        (inner.right, inner.y),
        (inner.right, inner.bottom),
        (inner.x, inner.bottom),
    ]
    commands: list[Command] = ["M", corners[0]]
    for start, end in zip(corners, [*corners[1:], corners[0]], strict=True):
        commands += _bump(start, end)
    return element("path", d=path_of([*commands, "Z"]))


def _bump(start: Point, end: Point) -> list[Command]:
    length = hypot(end[0] - start[0], end[1] - start[1])
    count = max(round(length / _BUMP), 2)
    half = length / count / 2
    radius = (half * half + _SWELL * _SWELL) / (2 * _SWELL)
    step = (end[0] - start[0]) / count, (end[1] - start[1]) / count
    found: list[Command] = []
    for n in range(1, count + 1):
        found += ["A", (radius, radius), "0 0 1", (start[0] + n * step[0], start[1] + n * step[1])]
    return found


_OUTLINES: dict[Shape, Callable[[Rectangle], str]] = {
    Shape.SYSTEM: _system,
    Shape.TERMINAL: _terminal,
    Shape.APPLICATION: _application,
    Shape.NETWORK: _network,
    Shape.MEDIUM: _medium,
    Shape.FILE: _file,
    Shape.PERSON: _person,
    Shape.ORGANISATION: _organisation,
    Shape.ZONE: _zone,
}

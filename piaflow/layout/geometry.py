"""What Graphviz answers, read into values: rectangles and curves by DOT name, top-left origin, points."""

from __future__ import annotations

import json
from typing import Any

from attrs import frozen

Point = tuple[float, float]
_POINTS_PER_INCH = 72.0
_TIPS = "se"


@frozen
class Rectangle:
    """A rectangle by its top-left corner."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The x of the right side."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """The y of the lower side."""
        return self.y + self.height

    @property
    def centre(self) -> Point:
        """The point in the middle."""
        return self.x + self.width / 2, self.y + self.height / 2

    def grow(self, by: float) -> Rectangle:
        """Return the rectangle with every side moved outwards, or inwards by a negative number."""
        return Rectangle(self.x - by, self.y - by, self.width + 2 * by, self.height + 2 * by)


def centre_rectangle(centre: Point, width: float, height: float) -> Rectangle:
    """Return the rectangle of this size around a point."""
    return Rectangle(centre[0] - width / 2, centre[1] - height / 2, width, height)


@frozen
class Curve:
    """A chain of cubic curves: a start and three points for each curve. Arrowheads are part of it."""

    points: tuple[Point, ...]


@frozen
class Geometry:
    """The places of all nodes, clusters and edges, and the size of the whole."""

    width: float
    height: float
    nodes: dict[str, Rectangle]
    clusters: dict[str, Rectangle]
    edges: dict[str, Curve]


def parse_geometry(answer: bytes) -> Geometry:
    """Read Graphviz's json0. What Graphviz lost is simply not in the answer."""
    data = json.loads(answer)
    _, _, width, height = _parse_numbers(data["bb"])
    objects = data.get("objects", ())
    return Geometry(
        width,
        height,
        {o["name"]: _parse_node(o, height) for o in objects if "pos" in o},
        {o["name"]: _parse_cluster(o["bb"], height) for o in objects if "bb" in o},
        {
            e["comment"]: _parse_curve(e["pos"], height)
            for e in data.get("edges", ())
            if {"pos", "comment"} <= e.keys()
        },
    )


def _parse_numbers(text: str) -> list[float]:
    return [float(part) for part in text.split(",")]


def _parse_node(node: dict[str, Any], top: float) -> Rectangle:
    x, y = _parse_numbers(node["pos"])
    width, height = float(node["width"]) * _POINTS_PER_INCH, float(node["height"]) * _POINTS_PER_INCH
    return Rectangle(x - width / 2, top - y - height / 2, width, height)


def _parse_cluster(box: str, top: float) -> Rectangle:
    left, low, right, high = _parse_numbers(box)
    return Rectangle(left, top - high, right - left, high - low)


def _parse_curve(text: str, top: float) -> Curve:
    """Read the points; an arrowhead's tip ("s," at the start, "e," at the end) takes the place of that end."""
    words = text.split()
    tips = {word[0]: _parse_point(word[2:], top) for word in words if word[0] in _TIPS}
    points = [_parse_point(word, top) for word in words if word[0] not in _TIPS]
    points[0], points[-1] = tips.get("s", points[0]), tips.get("e", points[-1])
    return Curve(tuple(points))


def _parse_point(text: str, top: float) -> Point:
    x, y = text.split(",")
    return float(x), top - float(y)


def is_crossing(a: Point, b: Point, c: Point, d: Point) -> bool:
    """Tell whether the straight pieces a–b and c–d cross each other."""
    return _turn(a, b, c) * _turn(a, b, d) < 0 and _turn(c, d, a) * _turn(c, d, b) < 0


def is_through(piece: tuple[Point, Point], area: Rectangle) -> bool:
    """Tell whether a straight piece of line runs through a rectangle."""
    (x0, y0), (x1, y1) = piece
    left, top, right, bottom = area.x, area.y, area.x + area.width, area.y + area.height
    # Written out: asked for every end and every box.
    if (x0 < left and x1 < left) or (x0 > right and x1 > right):
        return False
    if (y0 < top and y1 < top) or (y0 > bottom and y1 > bottom):
        return False
    corners = ((left, top), (right, top), (left, bottom), (right, bottom))
    sides = [(x1 - x0) * (y - y0) - (y1 - y0) * (x - x0) for x, y in corners]
    return min(sides) <= 0 <= max(sides)


def _turn(a: Point, b: Point, c: Point) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])

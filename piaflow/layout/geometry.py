"""Points, rectangles and curves of a picture: points of 1/72 inch, counted from the top left."""

from __future__ import annotations

from attrs import frozen

Point = tuple[float, float]


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


def find_nearest_point(place: Point, area: Rectangle) -> Point:
    """Return the point of a rectangle that is nearest to a place."""
    return min(max(place[0], area.x), area.right), min(max(place[1], area.y), area.bottom)


def mix(start: Point, end: Point, share: float) -> Point:
    """Return the point that lies a share (0 to 1, or further) of the way from one point to another."""
    return start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share


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

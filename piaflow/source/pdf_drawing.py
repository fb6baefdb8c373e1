"""What a page of a PDF draws besides its text: pieces of rules, filled boxes, pictures, and what clips its text.

Points of a path need the matrix of their object, inside a form XObject also that of the form. Rules come as
strokes with or without a dash array, as thin filled rectangles, as sides of filled boxes, as rows of dots.
"""

from __future__ import annotations

import ctypes
import math
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise

from attrs import define, field, frozen
from pypdfium2 import raw

from piaflow.source.page import Rectangle
from piaflow.source.ruling import Piece, Pieces, to_tolerance

_MOST_SEGMENTS = 60_000
_MOST_DEPTH = 8
_THIN = 0.25
"""A filled rectangle thinner than this share of the size of the characters is a rule."""
_WHITE = 250
_ABUTTING = 0.3
_DOT = 2.5
Colour = tuple[int, int, int]


@frozen
class Affine:
    """An affine map as PDF writes it: (x, y) → (a x + c y + e, b x + d y + f)."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    @classmethod
    def door(cls, bound: tuple[float, float, float, float], quarters: int) -> Affine:
        """Return the map from user space to the page turned clockwise, its visible top left at 0, y downwards."""
        left, bottom, right, top = bound
        return (
            cls(1, 0, 0, -1, -left, top),
            cls(0, 1, 1, 0, -bottom, -left),
            cls(-1, 0, 0, 1, right, -bottom),
            cls(0, -1, -1, 0, top, right),
        )[quarters]

    def then(self, other: Affine) -> Affine:
        """Return this map followed by another."""
        return Affine(
            self.a * other.a + self.b * other.c,
            self.a * other.b + self.b * other.d,
            self.c * other.a + self.d * other.c,
            self.c * other.b + self.d * other.d,
            self.e * other.a + self.f * other.c + other.e,
            self.e * other.b + self.f * other.d + other.f,
        )

    def map(self, x: float, y: float) -> tuple[float, float]:
        """Return where a point comes to lie."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def map_rectangle(self, place: Rectangle) -> Rectangle:
        """Return the rectangle around where a rectangle comes to lie."""
        corners = [self.map(x, y) for x in (place.left, place.right) for y in (place.top, place.bottom)]
        return _surround(corners)

    @property
    def scale(self) -> float:
        """By how much it makes lengths longer."""
        return math.sqrt(abs(self.a * self.d - self.b * self.c))


@frozen
class TextState:
    """What clips the characters of a text object, in user space, and how they are rendered (3: not at all)."""

    clip: Rectangle | None = None
    mode: int = 0


@frozen
class _Stroke:
    start: tuple[float, float]
    end: tuple[float, float]
    width: float
    dashed: bool


@define
class Drawing:
    """What a page draws, in its user space."""

    texts: dict[int, TextState] = field(factory=dict)
    strokes: list[_Stroke] = field(factory=list)
    fills: list[tuple[Rectangle, Colour]] = field(factory=list)
    dots: list[Rectangle] = field(factory=list)
    drawings: list[Rectangle] = field(factory=list)
    images: int = 0

    def to_pieces(self, door: Affine, size: float) -> Pieces:
        """Return the pieces of rules on the page as the door shows it, whose characters are `size` high."""
        pieces = Pieces()
        for stroke in self.strokes:
            pieces.add_line(
                door.map(*stroke.start), door.map(*stroke.end), stroke.width, dashed=stroke.dashed
            )
        boxes: list[tuple[Rectangle, Colour]] = []
        for place, colour in self.fills:
            mapped = door.map_rectangle(place)
            if min(mapped.width, mapped.height) <= _THIN * size:
                pieces.add_bar(mapped)
            else:
                boxes.append((mapped, colour))
        for dot in self.dots:
            pieces.add_bar(door.map_rectangle(dot))
        _add_boxes(pieces, boxes, size)
        return pieces


def read_drawing(page: raw.FPDF_PAGE) -> Drawing:
    """Return what an open page draws."""
    walker = _Walker()
    objects = (raw.FPDFPage_GetObject(page, index) for index in range(raw.FPDFPage_CountObjects(page)))
    walker.walk(objects, Affine(), 0)
    return walker.drawing


@define
class _Walker:
    drawing: Drawing = field(factory=Drawing)
    x: ctypes.c_float = field(factory=ctypes.c_float)
    y: ctypes.c_float = field(factory=ctypes.c_float)
    matrix: raw.FS_MATRIX = field(factory=raw.FS_MATRIX)
    segments: int = 0

    def walk(self, objects: Iterable[raw.FPDF_PAGEOBJECT], outer: Affine, depth: int) -> None:
        for thing in objects:
            if not thing:
                continue
            match raw.FPDFPageObj_GetType(thing):
                case raw.FPDF_PAGEOBJ_TEXT:
                    state = TextState(self._find_clip(thing, outer), raw.FPDFTextObj_GetTextRenderMode(thing))
                    self.drawing.texts[ctypes.addressof(thing.contents)] = state
                case raw.FPDF_PAGEOBJ_PATH:
                    self._add_path(thing, outer)
                case raw.FPDF_PAGEOBJ_FORM if depth < _MOST_DEPTH:
                    count = raw.FPDFFormObj_CountObjects(thing)
                    inner = (raw.FPDFFormObj_GetObject(thing, index) for index in range(count))
                    self.walk(inner, self._find_matrix(thing).then(outer), depth + 1)
                case raw.FPDF_PAGEOBJ_IMAGE | raw.FPDF_PAGEOBJ_SHADING:
                    self.drawing.images += 1
                    unit = Rectangle(0, 0, 1, 1)
                    place = self._find_matrix(thing).then(outer).map_rectangle(unit)
                    (self.drawing.dots if _is_dot(place) else self.drawing.drawings).append(place)

    def _find_matrix(self, thing: raw.FPDF_PAGEOBJECT) -> Affine:
        m = self.matrix
        return Affine(m.a, m.b, m.c, m.d, m.e, m.f) if raw.FPDFPageObj_GetMatrix(thing, m) else Affine()

    def _find_bounds(self, thing: raw.FPDF_PAGEOBJECT, outer: Affine) -> Rectangle:
        left, bottom, right, top = (ctypes.c_float() for _ in range(4))
        raw.FPDFPageObj_GetBounds(thing, left, bottom, right, top)
        return outer.map_rectangle(Rectangle(left.value, bottom.value, right.value, top.value))

    def _find_clip(self, thing: raw.FPDF_PAGEOBJECT, outer: Affine) -> Rectangle | None:
        clip = raw.FPDFPageObj_GetClipPath(thing)
        count = raw.FPDFClipPath_CountPaths(clip) if clip else 0
        found: Rectangle | None = None
        for index in range(max(count, 0)):
            segments = min(raw.FPDFClipPath_CountPathSegments(clip, index), _MOST_SEGMENTS)
            points = [
                outer.map(*self._find_point(raw.FPDFClipPath_GetPathSegment(clip, index, at)))
                for at in range(segments)
            ]
            if points:
                place = _surround(points)
                found = place if found is None else _intersect(found, place)
        return found

    def _find_point(self, segment: raw.FPDF_PATHSEGMENT) -> tuple[float, float]:
        raw.FPDFPathSegment_GetPoint(segment, self.x, self.y)
        return self.x.value, self.y.value

    def _add_path(self, thing: raw.FPDF_PAGEOBJECT, outer: Affine) -> None:
        filling, stroking = ctypes.c_int(), ctypes.c_int()
        raw.FPDFPath_GetDrawMode(thing, filling, stroking)
        fill = self._find_colour(thing, raw.FPDFPageObj_GetFillColor) if filling.value else None
        stroke = self._find_colour(thing, raw.FPDFPageObj_GetStrokeColor) if stroking.value else None
        count = raw.FPDFPath_CountSegments(thing)
        self.segments += max(count, 0)
        if (fill is None and stroke is None) or self.segments > _MOST_SEGMENTS:
            return
        if stroke is None and _is_dot(bounds := self._find_bounds(thing, outer)):
            self.drawing.dots.append(bounds)  # there may be thousands of them: no look at their corners
            return
        whole = self._find_matrix(thing).then(outer)
        dashed = stroke is not None and raw.FPDFPageObj_GetDashCount(thing) > 0
        width = 0.0
        if stroke is not None and raw.FPDFPageObj_GetStrokeWidth(thing, self.x):
            width = self.x.value * whole.scale
        for points, curved, closed in self._walk_paths(thing, count, whole):
            self._add_subpath(points, curved=curved, closed=closed, fill=fill)
            if stroke is not None and not curved:
                ring = [*points, points[0]] if closed else points
                self.drawing.strokes += [_Stroke(a, b, width, dashed) for a, b in pairwise(ring)]

    def _add_subpath(
        self, points: list[tuple[float, float]], *, curved: bool, closed: bool, fill: Colour | None
    ) -> None:
        place = _surround(points)
        if fill is not None and (_is_dot(place) or (not curved and _is_box(points, place))):
            if _is_dot(place):
                self.drawing.dots.append(place)
            else:
                self.drawing.fills.append((place, fill))
        elif curved or fill is not None or (closed and not _is_box(points, place)):
            self.drawing.drawings.append(place)

    def _find_colour(self, thing: raw.FPDF_PAGEOBJECT, getter: Callable[..., int]) -> Colour | None:
        """The colour that a path is drawn in, None where nobody sees it on white paper."""
        red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
        if not getter(thing, red, green, blue, alpha):
            return None
        colour = red.value, green.value, blue.value
        return None if alpha.value == 0 or min(colour) >= _WHITE else colour

    def _walk_paths(
        self, thing: raw.FPDF_PAGEOBJECT, count: int, whole: Affine
    ) -> Iterator[tuple[list[tuple[float, float]], bool, bool]]:
        points: list[tuple[float, float]] = []
        curved, segment = False, None
        get_segment, get_kind = raw.FPDFPath_GetPathSegment, raw.FPDFPathSegment_GetType
        for index in range(count):
            before, segment = segment, get_segment(thing, index)
            kind = get_kind(segment)
            if kind == raw.FPDF_SEGMENT_MOVETO and points:
                yield points, curved, bool(raw.FPDFPathSegment_GetClose(before))
                points, curved = [], False
            curved = curved or kind == raw.FPDF_SEGMENT_BEZIERTO
            points.append(whole.map(*self._find_point(segment)))
        if points:
            yield points, curved, bool(raw.FPDFPathSegment_GetClose(segment))


def _surround(points: list[tuple[float, float]]) -> Rectangle:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return Rectangle(min(xs), min(ys), max(xs), max(ys))


def _intersect(one: Rectangle, other: Rectangle) -> Rectangle:
    left, top = max(one.left, other.left), max(one.top, other.top)
    right, bottom = min(one.right, other.right), min(one.bottom, other.bottom)
    return Rectangle(left, top, max(left, right), max(top, bottom))


def _is_dot(place: Rectangle) -> bool:
    return max(place.width, place.height) <= _DOT


def _is_box(points: list[tuple[float, float]], place: Rectangle) -> bool:
    """Whether a subpath runs round its own bounds: four corners, each point on a side of both directions."""
    near = 0.01 + 0.001 * max(place.width, place.height)
    return len(points) in {4, 5} and all(
        min(abs(x - place.left), abs(x - place.right)) <= near
        and min(abs(y - place.top), abs(y - place.bottom)) <= near
        for x, y in points
    )


def _add_boxes(pieces: Pieces, boxes: list[tuple[Rectangle, Colour]], size: float) -> None:
    """Add the sides of filled boxes that one sees: none between two boxes of one colour, none of mere shading."""
    if not boxes:
        return
    sides = [side for at, (box, colour) in enumerate(boxes) for side in _list_sides(at, box, colour)]
    reach = 3 * to_tolerance(size)
    rules = (
        (piece, level) for level in (True, False) for piece in (pieces.level if level else pieces.upright)
    )
    hard = [
        _Side(-1, piece.at, piece.start, piece.end, level=level)
        for piece, level in rules
        if piece.end - piece.start > size
    ]
    near = _pair_near([*hard, *sides], reach)
    leaning = [0] * len(boxes)
    for side, others in near:
        if side.box >= 0 and any(other.box != side.box for other in others):
            leaning[side.box] += 1
    for side, others in near:
        # what leans on nothing is the shade behind some words, and parts no cells
        if side.box >= 0 and leaning[side.box]:
            hidden = [other for other in others if other.is_same_fill(side) and other.last != side.last]
            for start, end in _subtract(side, hidden):
                (pieces.level if side.level else pieces.upright).append(Piece(side.at, start, end))


@frozen
class _Side:
    """A side of a filled box, or a rule (box -1). `last`: the lower or the right one of its box."""

    box: int
    at: float
    start: float
    end: float
    level: bool
    last: bool = False
    colour: Colour | None = None

    def is_same_fill(self, other: _Side) -> bool:
        return self.colour == other.colour and self.box != other.box


def _list_sides(index: int, box: Rectangle, colour: Colour) -> tuple[_Side, ...]:
    across, down = (box.left, box.right), (box.top, box.bottom)
    return (
        _Side(index, box.top, *across, level=True, colour=colour),
        _Side(index, box.bottom, *across, level=True, last=True, colour=colour),
        _Side(index, box.left, *down, level=False, colour=colour),
        _Side(index, box.right, *down, level=False, last=True, colour=colour),
    )


def _pair_near(sides: list[_Side], reach: float) -> list[tuple[_Side, list[_Side]]]:
    """Each side with the others of its direction that lie within reach of it and beside it."""
    paired: list[tuple[_Side, list[_Side]]] = []
    for direction in (True, False):
        ranked = sorted((side for side in sides if side.level is direction), key=lambda side: side.at)
        first = 0
        for side in ranked:
            while ranked[first].at < side.at - reach:
                first += 1
            last = first
            others: list[_Side] = []
            while last < len(ranked) and ranked[last].at <= side.at + reach:
                other = ranked[last]
                if other is not side and other.start < side.end and side.start < other.end:
                    others.append(other)
                last += 1
            if side.box >= 0:
                paired.append((side, others))
    return paired


def _subtract(side: _Side, hidden: list[_Side]) -> list[tuple[float, float]]:
    left = [(side.start, side.end)]
    for other in hidden:
        if abs(other.at - side.at) <= _ABUTTING:
            left = [
                piece
                for start, end in left
                for piece in ((start, min(end, other.start)), (max(start, other.end), end))
                if piece[1] > piece[0]
            ]
    return left

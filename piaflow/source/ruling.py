"""From drawn pieces of ruling lines to closed cells: the faces of the arrangement, by a sweep over its bands.

Pieces are snapped by gaps and joined; between two neighbouring levels lies a band, which its upright walls part
into spans; spans of neighbouring bands are one face where no rule parts them (a face is what is found by going
round the ends of a dangling rule). After Nurminen (Tampere, 2013), without his crossings: a rule that stops just
before another still closes a cell, since a side counts as drawn from COVERED of its length.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import pairwise

from attrs import define, field, frozen

from piaflow.source.page import Rectangle, Rule

COVERED = 0.7
"""So much of a side has to be drawn for it to part two cells (a gap of a scanner or of round corners is less)."""
_WIDEST = 2.0
_FEWEST_DOTS = 4
_FEWEST_WALLS = 3
"""Walls of a table of two columns; two alone may be the sides of a frame."""
_ABOUT = 0.8  # a dot is about as wide as high
MOST_RULES = 3_000
"""More rules on one page are a drawing, whose faces would take long to find and mean nothing."""
_OUTSIDE = 0


@frozen
class Piece:
    """A straight piece of a rule: `at` is its y where it is level, its x where it is upright."""

    at: float
    start: float
    end: float
    width: float = 0.0
    dashed: bool = False


@frozen
class Joined:
    """A rule of pieces that were snapped to one coordinate and joined."""

    at: float
    start: float
    end: float
    width: float
    dashed: bool


@define
class Pieces:
    """What a page draws of rules, in its own coordinates (y downwards)."""

    level: list[Piece] = field(factory=list)
    upright: list[Piece] = field(factory=list)

    def add_line(
        self, start: tuple[float, float], end: tuple[float, float], width: float, *, dashed: bool
    ) -> None:
        """Add a stroke; one that is neither level nor upright is no rule. A slight tilt is the drawer's."""
        (x0, y0), (x1, y1) = start, end
        across, down = abs(x1 - x0), abs(y1 - y0)
        if across > 20 * down:
            self.level.append(Piece((y0 + y1) / 2, min(x0, x1), max(x0, x1), width, dashed))
        elif down > 20 * across:
            self.upright.append(Piece((x0 + x1) / 2, min(y0, y1), max(y0, y1), width, dashed))

    def add_bar(self, bar: Rectangle) -> None:
        """Add a filled rectangle that is as thin as a rule; one as wide as high is a dot, for both directions."""
        if bar.width >= _ABOUT * bar.height:
            self.level.append(Piece((bar.top + bar.bottom) / 2, bar.left, bar.right, bar.height))
        if bar.height >= _ABOUT * bar.width:
            self.upright.append(Piece((bar.left + bar.right) / 2, bar.top, bar.bottom, bar.width))


def join_pieces(pieces: Iterable[Piece], size: float) -> list[Joined]:
    """Return the rules that the pieces make, on a page whose characters are `size` high.

    Doubled rules and those drawn by both neighbours become one; dots and dashes become one dashed rule; what
    stays shorter than half a character is none.
    """
    joined = [rule for at, snapped in _snap(pieces, to_tolerance(size)) for rule in _join(at, snapped, size)]
    return [rule for rule in joined if rule.end - rule.start >= size / 2]


def to_tolerance(size: float) -> float:
    """Return how far apart two coordinates may lie and be one: sheets are printed at half their size too."""
    return min(max(0.2 * size, 0.4), _WIDEST)


def _snap(pieces: Iterable[Piece], tolerance: float) -> Iterator[tuple[float, list[Piece]]]:
    group: list[Piece] = []
    for piece in sorted(pieces, key=lambda piece: piece.at):
        # from the first of the group on, so that a chain of near coordinates cannot swallow a row
        if group and piece.at - group[0].at > tolerance:
            yield (group[0].at + group[-1].at) / 2, group
            group = []
        group.append(piece)
    if group:
        yield (group[0].at + group[-1].at) / 2, group


def _join(at: float, pieces: list[Piece], size: float) -> Iterator[Joined]:
    tolerance = to_tolerance(size)
    pieces.sort(key=lambda piece: piece.start)
    first = pieces[0]
    start, end, width, count, dashed = first.start, first.end, first.width, 1, first.dashed
    for piece in pieces[1:]:
        length = piece.end - piece.start
        reach = tolerance if length > size else max(tolerance, 3 * max(length, piece.width))
        if piece.start - end <= reach:
            count += piece.start > end + 0.1
            end, width, dashed = max(end, piece.end), max(width, piece.width), dashed and piece.dashed
        else:
            yield Joined(at, start, end, width, dashed or _is_dotted(count, end - start, size))
            start, end, width, count, dashed = piece.start, piece.end, piece.width, 1, piece.dashed
    yield Joined(at, start, end, width, dashed or _is_dotted(count, end - start, size))


def _is_dotted(pieces: int, length: float, size: float) -> bool:
    return pieces >= _FEWEST_DOTS and length / pieces < size


@frozen
class Face:
    """A closed cell. `cut`: the walls simply end at its top or bottom, where the page does."""

    rectangle: Rectangle
    cut: bool = False


@define
class Arrangement:
    """The faces that the rules of a page close, and which of them holds a point."""

    faces: list[Face]
    _levels: list[float]
    _walls: list[list[float]]
    _owners: list[list[int]]

    def find(self, x: float, y: float) -> int | None:
        """Return the index of the face that holds a point, None for a point outside."""
        band = bisect_right(self._levels, y) - 1
        if not 0 <= band < len(self._walls):
            return None
        place = bisect_right(self._walls[band], x)
        owner = self._owners[band][place]
        return owner - 1 if owner != _OUTSIDE else None


def arrange(
    level: list[Joined], upright: list[Joined], size: float, *, close_ends: bool = True
) -> Arrangement:
    """Return the cells that level and upright rules close together.

    `close_ends`: a table whose walls end without a rule, as where a page cuts it, is closed there.
    """
    ends: set[float] = set()
    if close_ends:
        if not level:
            level = _close_columns(upright, size)
            ends = {rule.at for rule in level}
        level, added = _close_open_ends(level, upright, size)
        ends |= added
        upright, _ = _close_open_ends(upright, level, size)
    rows = _by_coordinate(level)
    if not rows:
        return Arrangement([], [], [], [])
    levels = list(rows)
    walls = _stand_walls(levels, upright)
    return _unite(levels, walls, [rows[y] for y in levels], ends)


def _by_coordinate(rules: Iterable[Joined]) -> dict[float, list[tuple[float, float]]]:
    """The parts of each level that are drawn, sorted and apart from each other."""
    grouped: dict[float, list[tuple[float, float]]] = {}
    for rule in sorted(rules, key=lambda rule: (rule.at, rule.start)):
        row = grouped.setdefault(rule.at, [])
        if row and rule.start <= row[-1][1]:
            row[-1] = row[-1][0], max(row[-1][1], rule.end)
        else:
            row.append((rule.start, rule.end))
    return grouped


def _close_open_ends(
    along: list[Joined], across: list[Joined], size: float
) -> tuple[list[Joined], set[float]]:
    """Close a table whose walls all end at one coordinate without a rule: a row cut by the page, open sides.

    A coordinate that another wall crosses is inside a table: there the end of a rule is only an end. Between two
    walls that no rule joins lies no cell, but the gap between two tables.
    """
    tolerance = to_tolerance(size)
    closed, added = list(along), set[float]()
    ends = [Piece(end, rule.at, rule.at) for rule in across for end in (rule.start, rule.end)]
    for at, group in _snap(ends, tolerance):
        if any(rule.start < at - tolerance and at + tolerance < rule.end for rule in across):
            continue
        near = [rule for rule in along if abs(rule.at - at) <= 2 * tolerance]
        place = near[0].at if near else at
        for first, last in pairwise(sorted({piece.start for piece in group})):
            open_here = not _is_drawn(near, first, last)
            if open_here and any(
                _is_drawn([rule], first, last) for rule in _find_between(along, near, across, at)
            ):
                closed.append(Joined(place, first, last, 0.0, dashed=False))
                added.add(place)
    return closed, added


def _close_columns(upright: list[Joined], size: float) -> list[Joined]:
    """The ends of walls between which a page has no level rule: a row that begins before the page and ends after it."""
    tolerance = to_tolerance(size)
    sides = [[rule.start for rule in upright], [rule.end for rule in upright]]
    if len(upright) < _FEWEST_WALLS or any(max(side) - min(side) > tolerance for side in sides):
        return []
    first, last = min(rule.at for rule in upright), max(rule.at for rule in upright)
    return [Joined(at, first, last, 0.0, dashed=False) for at in (min(sides[0]), max(sides[1]))]


def _find_between(along: list[Joined], near: list[Joined], across: list[Joined], at: float) -> list[Joined]:
    """The rules that lie between the two ends of some wall that ends here."""
    walls = [rule for rule in across if min(abs(rule.start - at), abs(rule.end - at)) <= _WIDEST]
    first, last = min(rule.start for rule in walls), max(rule.end for rule in walls)
    return [rule for rule in along if first - _WIDEST <= rule.at <= last + _WIDEST and rule not in near]


def _is_drawn(rules: list[Joined], start: float, end: float) -> bool:
    intervals = sorted((rule.start, rule.end) for rule in rules)
    return _measure_cover(intervals, start, end) >= COVERED * (end - start)


def _measure_cover(intervals: list[tuple[float, float]], start: float, end: float) -> float:
    """How much of start to end the intervals cover, which come sorted and may overlap."""
    covered, reached = 0.0, start
    for first, last in intervals:
        if last > reached and first < end:
            covered += min(last, end) - max(first, reached)
            reached = last
    return covered


def _stand_walls(levels: list[float], upright: list[Joined]) -> list[list[float]]:
    """For each band the x of the walls that cover it."""
    covers: list[dict[float, float]] = [{} for _ in levels[1:]]
    for rule in upright:
        band = max(bisect_right(levels, rule.start) - 1, 0)
        while band < len(covers) and levels[band] < rule.end:
            part = min(rule.end, levels[band + 1]) - max(rule.start, levels[band])
            covers[band][rule.at] = covers[band].get(rule.at, 0.0) + part
            band += 1
    return [
        sorted(x for x, cover in covers[band].items() if cover >= COVERED * (below - above))
        for band, (above, below) in enumerate(pairwise(levels))
    ]


def _unite(
    levels: list[float], walls: list[list[float]], rows: list[list[tuple[float, float]]], ends: set[float]
) -> Arrangement:
    parents = [_OUTSIDE]

    def find(one: int) -> int:
        while parents[one] != one:
            parents[one] = parents[parents[one]]
            one = parents[one]
        return one

    spans: list[list[int]] = []
    for band in walls:
        inner = max(len(band) - 1, 0)
        spans.append([_OUTSIDE, *range(len(parents), len(parents) + inner), _OUTSIDE][: len(band) + 1])
        parents += range(len(parents), len(parents) + inner)
    nothing: tuple[list[float], list[int]] = ([], [_OUTSIDE])
    bands = [nothing, *zip(walls, spans, strict=True), nothing]
    for row, (above, below) in zip(rows, pairwise(bands), strict=True):
        for one, other in _find_open(above, below, row):
            first, second = sorted((find(one), find(other)))
            parents[second] = first
    roots = sorted({find(one) for one in range(len(parents))} - {_OUTSIDE})
    index = {root: at for at, root in enumerate(roots, 1)} | {_OUTSIDE: _OUTSIDE}
    owners = [[index[find(one)] for one in band] for band in spans]
    return Arrangement(_bound(levels, walls, owners, ends), levels, walls, owners)


def _find_open(
    above: tuple[list[float], list[int]], below: tuple[list[float], list[int]], row: list[tuple[float, float]]
) -> Iterator[tuple[int, int]]:
    """Pairs of spans, one over the other, that the row between them does not part."""
    cuts = sorted({*above[0], *below[0]})
    starts, ends = [start for start, _ in row], [end for _, end in row]
    for start, end in pairwise(cuts):
        middle = (start + end) / 2
        one = above[1][bisect_right(above[0], middle)]
        other = below[1][bisect_right(below[0], middle)]
        if one == other:
            continue
        beside = row[bisect_right(ends, start) : bisect_right(starts, end)]
        if _measure_cover(beside, start, end) < COVERED * (end - start):
            yield one, other


def _bound(
    levels: list[float], walls: list[list[float]], owners: list[list[int]], ends: set[float]
) -> list[Face]:
    places: dict[int, list[Rectangle]] = {}
    for band, (above, below) in enumerate(pairwise(levels)):
        for place, (left, right) in enumerate(pairwise(walls[band]), 1):
            places.setdefault(owners[band][place], []).append(Rectangle(left, above, right, below))
    places.pop(_OUTSIDE, None)
    bounds = [Rectangle.around(places[owner]) for owner in sorted(places)]
    return [Face(bound, bound.top in ends or bound.bottom in ends) for bound in bounds]


def to_rules(level: Iterable[Joined], upright: Iterable[Joined]) -> tuple[Rule, ...]:
    """Return the joined rules as the values of a page."""
    flat = [(j, Rectangle(j.start, j.at - j.width / 2, j.end, j.at + j.width / 2)) for j in level]
    flat += [(j, Rectangle(j.at - j.width / 2, j.start, j.at + j.width / 2, j.end)) for j in upright]
    return tuple(Rule(place, joined.dashed) for joined, place in flat)

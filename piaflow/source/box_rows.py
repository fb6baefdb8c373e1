"""Which entry each row of boxes is of, where several entries of a page print the same boxes.

A text layer scatters the rows of such grids over the page. What tells of which entry one is: it stands in the group
of an entry's label; below every label stands the beginning of its grid; rows that stand one below the other in the
order of print are of one entry; and each entry has each row once. What all ways to share the rows so have in
common is known, the rest is not.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise, permutations

from attrs import define, evolve, frozen

from piaflow.domain.certainty import Certainty
from piaflow.source.choices import Box, find_boxes, find_choice, find_opener
from piaflow.source.page import Line

Told = tuple[Box, str]
"""A box, and what is written beside it."""
_MOST_ENTRIES = 5
"""Entries of a page whose every order is tried; more stay open."""


@frozen
class Grid:
    """The same boxes of several entries: as they are printed, row by row, and where each entry has its label.

    `labels` are the lines of each label, `below` the line after each, None at the end of the page.
    """

    rows: tuple[tuple[str, ...], ...]
    labels: tuple[tuple[Line, ...], ...]
    below: tuple[Line | None, ...]


@define
class _Row:
    """A line that prints a row of the grid from its first box on, and the entries that it may be of.

    `right` is the neighbour of its last box of which the line has the bracket alone, "" for none.
    """

    rank: int
    number: int
    boxes: Mapping[str, Told]
    right: str
    entries: set[int]


def share_rows(grid: Grid, lines: Sequence[Line], *, is_marked: bool) -> Mapping[tuple[int, str], Told]:
    """Return the boxes of each entry (counted as in the grid) that stand in rows known to be its own.

    `is_marked`: a ○ of the page stands alone, so that an empty bracket which has lost its choice may be its.
    """
    if not 1 < len(grid.labels) <= _MOST_ENTRIES:
        return {}
    found = [_find_row(grid, line, is_marked=is_marked) for line in lines]
    rows = [row for row in found if row is not None]
    _pin(grid, rows, lines)
    joined = [(one, other) for one, other in pairwise(found) if one and other and one.rank < other.rank]
    if not _share(grid, rows, joined):
        return {}
    return dict(_tell(grid, rows))


def _find_row(grid: Grid, line: Line, *, is_marked: bool) -> _Row | None:
    names = tuple(name for row in grid.rows for name in row)
    told = [(hit, box) for box in find_boxes(line.text, line.number) if (hit := find_choice(box, names))]
    rank = next((n for n, row in enumerate(grid.rows) if told and told[0][0][0] == row[0]), None)
    if rank is None:
        return None
    boxes = {name: (box, beside) for (name, beside), box in told if name in grid.rows[rank]}
    after = grid.rows[rank][len(boxes) :]
    mark = find_opener(line.text)
    if not after or mark is None or len(boxes) < len(told):
        return _Row(rank, line.number, boxes, "", set(range(len(grid.labels))))
    state = Certainty.UNKNOWN if mark is Certainty.NO and is_marked else mark
    right = Box(after[0], state, line.number)
    return _Row(rank, line.number, {**boxes, after[0]: (right, "")}, after[0], set(range(len(grid.labels))))


def _pin(grid: Grid, rows: Sequence[_Row], lines: Sequence[Line]) -> None:
    """Give to each entry the rows in the group of its label, and the beginning of the grid below each label.

    Below a label the bracket of its first box may stand alone. Where anything else stands below one of them, what
    is below the others may be of that one.
    """
    groups = _list_groups(lines)
    first: dict[int, _Row] = {}
    for entry, label in enumerate(grid.labels):
        own = {groups[line.number] for line in label}
        if any(groups[line.number] in own for other in grid.labels if other is not label for line in other):
            continue
        for own_row in (row for row in rows if groups[row.number] in own):
            own_row.entries = {entry}
            first |= {entry: own_row} if own_row.rank == 0 else {}
    begun = {row.number: row for row in rows if row.rank == 0}
    below = {
        entry: begun.get(line.number)
        for entry, line in enumerate(grid.below)
        if line and _begins(line, begun)
    }
    if len(below | first) == len(grid.labels):
        for entry, row in below.items():
            if row is not None and entry not in first:
                row.entries &= {entry}


def _begins(line: Line, begun: Mapping[int, _Row]) -> bool:
    """Whether a line is the first row of a grid, or the bracket of its first box alone."""
    return line.number in begun or (
        find_opener(line.text) is not None and not find_boxes(line.text, 0) and "]" not in line.key
    )


def _list_groups(lines: Sequence[Line]) -> Mapping[int, int]:
    """The group of each line: those stand together between which no line is blank."""
    groups: dict[int, int] = {}
    for line in lines:
        groups[line.number] = groups.get(line.number - 1, line.number)
    return groups


def _share(grid: Grid, rows: Sequence[_Row], joined: Sequence[tuple[_Row, _Row]]) -> bool:
    """Leave to each row the entries that some way to share all of them gives it; False where there is none."""
    before: list[set[int]] = []
    while before != [row.entries for row in rows]:
        before = [set(row.entries) for row in rows]
        for one, other in joined:
            one.entries &= other.entries
            other.entries &= one.entries
        for rank in range(len(grid.rows)):
            alike = [row for row in rows if row.rank == rank]
            if len(alike) == len(grid.labels):
                ways = [
                    way
                    for way in permutations(range(len(alike)))
                    if all(entry in row.entries for entry, row in zip(way, alike, strict=True))
                ]
                for n, row in enumerate(alike):
                    row.entries = {way[n] for way in ways}
    return all(row.entries for row in rows)


def _tell(grid: Grid, rows: Sequence[_Row]) -> Iterator[tuple[tuple[int, str], Told]]:
    """The boxes of each entry that show the same in every row that may be its own."""
    for rank, names in enumerate(grid.rows):
        alike = [row for row in rows if row.rank == rank]
        if len(alike) != len(grid.labels):
            continue
        for entry in range(len(grid.labels)):
            own = [row for row in alike if entry in row.entries]
            for name in names:
                told = [row.boxes[name] for row in own if name in row.boxes]
                if len(told) == len(own) and len({box.box for box, _ in told}) == 1:
                    box, beside = told[0]
                    is_one = len({words for _, words in told}) == 1
                    if box.box is not Certainty.UNKNOWN:
                        yield (entry, name), (evolve(box, name=name), beside if is_one else "")

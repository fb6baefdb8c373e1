"""The cells of an earlier drawing taken up again: what stood there stays, what is new stands near what it is joined with.

So an unchanged scene needs no search, and a changed one moves little (Misue et al. 1995: keep order, nearness, topology).
"""

from __future__ import annotations

from collections.abc import Iterator

from piaflow.layout.grid.cells import Sheet
from piaflow.layout.grid.placement import Placing
from piaflow.layout.grid.puzzle import Puzzle
from piaflow.views.scene import Scene

Cells = tuple[tuple[str, int, int], ...]
"""Of each box of an earlier drawing its id, column and row."""
_Places = dict[int, tuple[int, int]]


def take_up(scene: Scene, puzzle: Puzzle, kept: Cells) -> Placing | None:
    """Return the boxes where they stood, the new ones beside them; None where the zones do not allow that."""
    known = {name: (column, row) for name, column, row in kept}
    places = {n: known[box.id] for n, box in enumerate(scene.boxes) if box.id in known}
    if not places or len(set(places.values())) < len(places) or not _is_legal(puzzle, places):
        return None
    for n in range(len(scene.boxes)):
        if n not in places:
            added = min(_find_room(puzzle, places, n), key=lambda found: found[0], default=None)
            if added is None:
                return None
            places = added[1]
    left, top = (min(place[axis] for place in places.values()) for axis in (0, 1))
    columns, rows = (max(place[axis] for place in places.values()) + 1 for axis in (0, 1))
    sheet = Sheet(columns - left, rows - top)
    cells = [(places[n][1] - top) * sheet.columns + places[n][0] - left for n in range(len(places))]
    return Placing(puzzle, sheet, cells)


def _find_room(puzzle: Puzzle, places: _Places, new: int) -> Iterator[tuple[tuple[int, int, int], _Places]]:
    """Yield places for one box more, free cells before those of a new column or row, with what each is worth."""
    ends = [end for pair in puzzle.met[new] for end in puzzle.pairs[pair].ends if end in places]
    near = [places[end] for end in ends] or list(places.values())
    for turn, (shifted, cells) in enumerate(_open(places)):
        joined = near if not turn else [shifted[end] for end in ends] or list(shifted.values())
        for cell in cells:
            tried = shifted | {new: cell}
            if cell not in shifted.values() and _is_legal(puzzle, tried):
                away = sum(abs(cell[0] - column) + abs(cell[1] - row) for column, row in joined)
                yield (min(turn, 1), away * 100 // len(joined), turn), tried


def _open(places: _Places) -> Iterator[tuple[_Places, list[tuple[int, int]]]]:
    """Yield the places with all cells on and around them, then with one column or row opened, and its cells."""
    columns, rows = (range(-1, max(place[axis] for place in places.values()) + 2) for axis in (0, 1))
    yield places, [(column, row) for row in rows for column in columns]
    for at in columns[1:]:
        moved = {n: (column + (column >= at), row) for n, (column, row) in places.items()}
        yield moved, [(at, row) for row in rows]
    for at in rows[1:]:
        moved = {n: (column, row + (row >= at)) for n, (column, row) in places.items()}
        yield moved, [(column, at) for column in columns]


def _is_legal(puzzle: Puzzle, places: _Places) -> bool:
    """Tell whether every zone is a rectangle without a foreign box, apart from the others."""
    spans: dict[int, tuple[int, int, int, int]] = {}
    for frame, members in enumerate(puzzle.members):
        own = [places[box] for box in members if box in places]
        if own:
            columns, rows = zip(*own, strict=True)
            spans[frame] = min(columns), max(columns), min(rows), max(rows)
    for frame, (left, right, top, bottom) in spans.items():
        for box, (column, row) in places.items():
            if left <= column <= right and top <= row <= bottom and frame not in puzzle.around[box]:
                return False
        for other in puzzle.apart[frame]:
            if other in spans:
                first, last, high, low = spans[other]
                if left <= last and first <= right and top <= low and high <= bottom:
                    return False
    return True

"""Values as a file holds them, each with its place: what reading gives, and what a change file is applied to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import yaml
from attrs import frozen

from piaflow.errors import InputError, Place, PlacedProblem, Where

MOST_VALUES = 400_000
TOO_MANY = f"値が多すぎます（上限 {MOST_VALUES:,}。別名 * の入れ子を確かめてください）"

Mark = yaml.Mark
Marks = tuple[Mark, Mark]
"""Where a key begins, and where its value does."""


class Block(dict[str, Any]):
    """A mapping as it was written: `mark` is where it begins, `marks` where each key and its value do."""

    __slots__ = ("mark", "marks")

    def __init__(self, mark: Mark) -> None:
        """Begin an empty one at a place."""
        super().__init__()
        self.mark = mark
        self.marks: dict[str, Marks] = {}

    def put(self, key: str, value: Plain, marks: Marks) -> None:
        """Let a key have this value, in its place where it is there already."""
        self[key] = value
        self.marks[key] = marks


class Row(list[Any]):
    """A list as it was written: `mark` is where it begins, `marks` where each of its values does."""

    __slots__ = ("mark", "marks")

    def __init__(self, mark: Mark) -> None:
        """Begin an empty one at a place."""
        super().__init__()
        self.mark = mark
        self.marks: list[Mark] = []


Plain = str | Row | Block


@frozen
class Source:
    """What a model file holds; in a change file that is applied, each value keeps the place that it was written in."""

    data: Block
    file: str

    def place(self, where: Where) -> Place:
        """Return the place of this path, or of the nearest path above that the text holds."""
        *_, (mark, _) = self._walk(where)
        return place_of(mark)

    def holds(self, where: Where) -> bool:
        """Whether the text itself writes this path, or in its place a value without parts: a short form leaves steps out."""
        *above, (_, last) = self._walk(where)
        return len(above) == len(where) or not isinstance(last, Block | Row)

    def _walk(self, where: Where) -> Iterator[tuple[Mark, Plain]]:
        """Yield the place and the value of the whole, then of each step of a path as far as the text holds it."""
        here: Plain = self.data
        yield self.data.mark, here
        for told in where:
            # A list of names may be written as a mapping: the aliases of something, with their lines.
            is_name = isinstance(here, Block) and isinstance(told, int) and told < len(here)
            step = list(here)[told] if is_name else told  # type: ignore[index]
            if isinstance(here, Block) and step in here.marks:
                mark, here = here.marks[str(step)][0], here[str(step)]
            elif isinstance(here, Row) and isinstance(step, int) and 0 <= step < len(here):
                mark, here = here.marks[step], here[step]
            else:
                return
            yield mark, here


def place_of(mark: Mark) -> Place:
    """Return the place that a mark of the parser stands for."""
    return Place(mark.name, mark.line + 1, mark.column + 1)


def copy(block: Block, file: str) -> Block:
    """Return a copy in which nothing is shared: what an alias named is there anew. Raises InputError for too much."""
    left = MOST_VALUES

    def copied(value: Any) -> Any:
        nonlocal left
        if isinstance(value, str):
            return value
        left -= len(value)
        if left < 0:
            raise InputError((PlacedProblem(Place(file, 1, 1), TOO_MANY),))
        if isinstance(value, Row):
            row = Row(value.mark)
            row.extend(map(copied, value))
            row.marks.extend(value.marks)
            return row
        whole = Block(value.mark)
        whole.update((key, copied(inner)) for key, inner in value.items())
        whole.marks.update(value.marks)
        return whole

    whole: Block = copied(block)
    return whole

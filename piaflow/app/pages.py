"""Markdown pages whose marked blocks are told anew, and the pictures that their blocks put beside them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from attrs import define, field, frozen

from piaflow.app.marked_blocks import fill_blocks, find_blocks, find_unpaired, holds_marker
from piaflow.errors import InputError, Place, PlacedProblem
from piaflow.store.reading import read_text
from piaflow.store.writing import write_all

_BOM = b"\xef\xbb\xbf"


@define
class BlockError(Exception):
    """A block that cannot be told: a line per problem. It never leaves the call that tells pages."""

    lines: tuple[str, ...]


@frozen
class Told:
    """The Markdown of a block, and the files that it links to by their names."""

    content: str
    files: Mapping[str, bytes] = field(factory=dict, hash=False)


Tell = Callable[[str, Path], Told]
"""Tells what the command of a block holds for a page in that folder. Raises BlockError."""


@frozen
class _Wanted:
    """A file with what it should hold, and the place that says so: a page, or the block of a picture."""

    path: Path
    content: bytes
    place: Place

    @property
    def is_stale(self) -> bool:
        """Whether the file is missing or another; a BOM that a page begins with is left out of account."""
        return not self.path.is_file() or self.path.read_bytes().removeprefix(_BOM) != self.content


def find_stale(pages: Sequence[Path], tell: Tell) -> dict[Path, bytes]:
    """Return what each page, and each picture of its blocks, should hold and does not.

    Raises InputError with the problems of all pages, also where two things are to be written into one file.
    """
    return {file.path: file.content for file in _make_all(pages, tell) if file.is_stale}


def write_stale(stale: Mapping[Path, bytes], pages: Sequence[Path]) -> None:
    """Write what was stale, over the pages that were read, or nothing. Raises FileAccessError."""
    write_all(stale, rewritten=pages)


def _make_all(paths: Sequence[Path], tell: Tell) -> list[_Wanted]:
    made: list[_Wanted] = []
    problems: list[PlacedProblem] = []
    for path in paths:
        try:
            made += _make(path, tell)
        except InputError as error:
            problems += error.problems
    problems += _find_clashes(made)
    if problems:
        raise InputError(tuple(problems))
    return made


def _find_clashes(made: Sequence[_Wanted]) -> Iterator[PlacedProblem]:
    """Yield each file that something else is to be written into as well, whatever its path is spelled like."""
    first: dict[str, _Wanted] = {}
    for file in made:
        other = first.setdefault(os.path.realpath(file.path), file)
        if other.content != file.content:
            yield PlacedProblem(file.place, f"{file.path} には {other.place} が違うものを書きます")


def _make(path: Path, tell: Tell) -> list[_Wanted]:
    text = read_text(path)
    blocks = find_blocks(text)
    told: list[Told] = []
    problems = [*find_unpaired(text, str(path))]
    pictures: list[_Wanted] = []
    for block in blocks:
        place = Place(str(path), block.line, 1)
        try:
            told.append(_tell(block.command, path.parent, tell))
        except BlockError as error:
            problems += (PlacedProblem(place, line) for line in error.lines)
        else:
            pictures += (_Wanted(path.parent / name, new, place) for name, new in told[-1].files.items())
    if problems:
        raise InputError(tuple(sorted(problems, key=lambda p: p.place.line)))
    filled = fill_blocks(text, blocks, [t.content for t in told])
    return [_Wanted(path, filled.encode(), Place(str(path))), *pictures]


def _tell(command: str, folder: Path, tell: Tell) -> Told:
    told = tell(command, folder)
    if holds_marker(told.content):
        raise BlockError(("答えの中に <!-- piaflow の目印があります",))
    return told

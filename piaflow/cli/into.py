"""`piaflow draw --into PAGE...`: the marked blocks of Markdown pages written anew, or told to be stale."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import click
from attrs import frozen

from piaflow.app.marked_blocks import Block, fill_blocks, find_blocks, find_unpaired, holds_marker
from piaflow.cli.block import BlockError, Told, tell_block
from piaflow.cli.exit_codes import FINDINGS
from piaflow.cli.output import tell
from piaflow.errors import InputError, Place, PlacedProblem
from piaflow.store.reading import read_text
from piaflow.store.writing import write_all


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


_BOM = b"\xef\xbb\xbf"


def draw_into(pages: Sequence[str], ctx: click.Context, *, only_check: bool) -> None:
    """Write the pages and the pictures beside them; nothing is written where any block has a problem.

    With `only_check` nothing is written: what is stale is named, and the command ends with 1.
    """
    paths = [*dict.fromkeys(map(Path, pages))]
    made = _make_all(paths, ctx)
    stale = {file.path: file.content for file in made if file.is_stale}
    if not only_check:
        write_all(stale, rewritten=paths)
    for path in stale:
        tell(f"古い: {path}" if only_check else f"{path} を書き直しました")
    if only_check and stale:
        sys.exit(FINDINGS)
    if not stale:
        tell(f"{len(paths)} 枚の頁はすべて新しい")


def _make_all(paths: Sequence[Path], ctx: click.Context) -> list[_Wanted]:
    """Return all pages and their pictures. Raises InputError, also where two of them are one file."""
    made: list[_Wanted] = []
    problems: list[PlacedProblem] = []
    for path in paths:
        try:
            made += _make(path, ctx)
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


def _make(path: Path, ctx: click.Context) -> list[_Wanted]:
    text = read_text(path)
    blocks = find_blocks(text)
    told: list[Told] = []
    problems = [*find_unpaired(text, str(path))]
    pictures: list[_Wanted] = []
    for block in blocks:
        place = Place(str(path), block.line, 1)
        try:
            told.append(_tell(block, path.parent, ctx))
        except BlockError as error:
            problems += (PlacedProblem(place, line) for line in error.lines)
        else:
            pictures += (_Wanted(path.parent / name, new, place) for name, new in told[-1].files.items())
    if problems:
        raise InputError(tuple(sorted(problems, key=lambda p: p.place.line)))
    filled = fill_blocks(text, blocks, [t.content for t in told])
    return [_Wanted(path, filled.encode(), Place(str(path))), *pictures]


def _tell(block: Block, folder: Path, ctx: click.Context) -> Told:
    told = tell_block(block.command, folder, ctx)
    if holds_marker(told.content):
        raise BlockError(("答えの中に <!-- piaflow の目印があります",))
    return told

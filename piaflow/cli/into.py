"""`piaflow draw --into PAGE...`: the marked blocks of Markdown pages written anew, or told to be stale."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import click
from attrs import field, frozen

from piaflow.app.marked_blocks import Block, fill_blocks, find_blocks, find_unpaired, holds_marker
from piaflow.cli.block import BlockError, Told, tell_block
from piaflow.cli.exit_codes import FINDINGS
from piaflow.cli.output import tell
from piaflow.errors import InputError, Place, PlacedProblem
from piaflow.store.source import read_text
from piaflow.store.writing import write_all


@frozen
class _Page:
    """A page with the text that it should have, and the pictures that it should stand beside."""

    path: Path
    text: str
    files: Mapping[Path, bytes] = field(hash=False)

    def find_files(self) -> Iterator[tuple[Path, bytes]]:
        """Yield the page and its pictures with what each should hold."""
        yield self.path, self.text.encode()
        yield from self.files.items()

    def find_stale(self) -> Iterator[Path]:
        """Yield the page where its text would change, and each picture that is missing or another."""
        if self.path.read_bytes().removeprefix(_BOM) != self.text.encode():
            yield self.path
        yield from (p for p, new in self.files.items() if not p.is_file() or p.read_bytes() != new)


_BOM = b"\xef\xbb\xbf"


def draw_into(pages: Sequence[str], ctx: click.Context, *, only_check: bool) -> None:
    """Write the pages and the pictures beside them; nothing is written where any block has a problem.

    With `only_check` nothing is written: what is stale is named, and the command ends with 1.
    """
    made = _make_all([Path(page) for page in dict.fromkeys(pages)], ctx)
    stale = [file for page in made for file in page.find_stale()]
    if not only_check:
        contents = {file: content for page in made for file, content in page.find_files()}
        write_all({file: contents[file] for file in stale}, rewritten=[page.path for page in made])
    for file in stale:
        tell(f"古い: {file}" if only_check else f"{file} を書き直しました")
    if only_check and stale:
        sys.exit(FINDINGS)
    if not stale:
        tell(f"{len(made)} 枚の頁はすべて新しい")


def _make_all(paths: Sequence[Path], ctx: click.Context) -> list[_Page]:
    pages: list[_Page] = []
    problems: list[PlacedProblem] = []
    for path in paths:
        try:
            pages.append(_make(path, ctx))
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(tuple(problems))
    return pages


def _make(path: Path, ctx: click.Context) -> _Page:
    text = read_text(path)
    blocks = find_blocks(text)
    told: list[Told] = []
    problems = [*find_unpaired(text, str(path))]
    for block in blocks:
        try:
            told.append(_tell(block, path.parent, ctx))
        except BlockError as error:
            problems += (PlacedProblem(Place(str(path), block.line, 1), line) for line in error.lines)
    if problems:
        raise InputError(tuple(sorted(problems, key=lambda p: p.place.line)))
    files = {path.parent / name: content for t in told for name, content in t.files.items()}
    return _Page(path, fill_blocks(text, blocks, [t.content for t in told]), files)


def _tell(block: Block, folder: Path, ctx: click.Context) -> Told:
    told = tell_block(block.command, folder, ctx)
    if holds_marker(told.content):
        raise BlockError(("答えの中に <!-- piaflow の目印があります",))
    return told

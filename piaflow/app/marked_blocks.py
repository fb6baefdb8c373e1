"""Marked blocks of a Markdown page: what stands between `<!-- piaflow: … -->` and `<!-- /piaflow -->`."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence

from attrs import frozen

from piaflow.app.fences import find_fence
from piaflow.errors import Place, PlacedProblem
from piaflow.report.as_markdown import fence

__all__ = ["Block", "fence", "fill_blocks", "find_blocks", "find_unpaired", "holds_marker"]

_START = re.compile(r"<!-- piaflow: *(?P<command>.*?) *-->\s*")
_END = re.compile(r"<!-- /piaflow -->\s*")
_ENDS = "\r\n"
_UNENDED = "<!-- /piaflow --> で閉じていません"
_UNBEGUN = "始まりのない <!-- /piaflow --> です"


@frozen
class Block:
    """A block: the line of its marker (from 1), the command in it, and the line of its end marker."""

    line: int
    command: str
    end: int


@frozen
class _Unpaired:
    line: int
    what: str


def find_blocks(text: str) -> tuple[Block, ...]:
    """Return the marked blocks of a page; markers in fenced code are examples and no blocks."""
    return tuple(found for found in _pair(text) if isinstance(found, Block))


def find_unpaired(text: str, file: str) -> tuple[PlacedProblem, ...]:
    """Return a problem for each marker that has no partner."""
    return tuple(
        PlacedProblem(Place(file, found.line, 1), found.what)
        for found in _pair(text)
        if isinstance(found, _Unpaired)
    )


def fill_blocks(text: str, blocks: Sequence[Block], contents: Sequence[str]) -> str:
    """Return the page with each block holding its content, the line ends of the page kept."""
    lines = _split(text)
    for block, content in reversed([*zip(blocks, contents, strict=True)]):
        newline = "\r\n" if lines[block.line - 1].endswith("\r\n") else "\n"
        lines[block.line : block.end - 1] = [f"{line.rstrip(_ENDS)}{newline}" for line in _split(content)]
    return "".join(lines)


def holds_marker(content: str) -> bool:
    """Whether a content would be taken for the end of its own block, or for another one."""
    return any(_START.fullmatch(line) or _END.fullmatch(line) for line in _split(content))


def _split(text: str) -> list[str]:
    """Return the lines with their ends: those of Markdown, and no other character that Python ends a line with."""
    return list(io.StringIO(text, newline=""))


def _pair(text: str) -> Iterator[Block | _Unpaired]:
    start: tuple[int, str] | None = None
    for line, command in _find_markers(text):
        if start is not None:
            yield Block(*start, line) if command is None else _Unpaired(start[0], _UNENDED)
        elif command is None:
            yield _Unpaired(line, _UNBEGUN)
        start = None if command is None else (line, command)
    if start is not None:
        yield _Unpaired(start[0], _UNENDED)


def _find_markers(text: str) -> Iterator[tuple[int, str | None]]:
    """Yield each marker's line and command, None for an end; fences inside a block are its content."""
    lines = _split(text)
    at, inside = 0, False
    while at < len(lines):
        fence = None if inside else find_fence(lines, at)
        if start := _START.fullmatch(lines[at]):
            inside = True
            yield at + 1, start["command"]
        elif _END.fullmatch(lines[at]):
            inside = False
            yield at + 1, None
        at = fence.last + 1 if fence else at + 1

"""Marked blocks of a Markdown page: what stands between `<!-- piaflow: … -->` and `<!-- /piaflow -->`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from attrs import frozen

from piaflow.errors import InputError, Place, PlacedProblem

_START = re.compile(r"<!-- piaflow: *(?P<command>.*?) *-->\s*")
_END = re.compile(r"<!-- /piaflow -->\s*")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")


@frozen
class Block:
    """A block: the line of its marker (from 1), the command in it, and the line of its end marker."""

    line: int
    command: str
    end: int


def find_blocks(text: str, file: str) -> tuple[Block, ...]:
    """Return the marked blocks of a page; markers in fenced code are examples and no blocks.

    Raises InputError with every marker that has no partner.
    """
    blocks: list[Block] = []
    problems: list[PlacedProblem] = []
    start: tuple[int, str] | None = None
    for line, command in _find_markers(text):
        if command is None and start is None:
            problems.append(_problem(file, line, "始まりのない <!-- /piaflow --> です"))
        elif command is None and start is not None:
            blocks.append(Block(*start, line))
            start = None
        elif start is not None:
            problems.append(_unended(file, start[0]))
        if command is not None:
            start = line, command
    if start is not None:
        problems.append(_unended(file, start[0]))
    if problems:
        raise InputError(tuple(problems))
    return tuple(blocks)


def fill_blocks(text: str, blocks: Sequence[Block], contents: Sequence[str]) -> str:
    """Return the page with each block holding its content, the line ends of the page kept."""
    lines = text.splitlines(keepends=True)
    for block, content in reversed([*zip(blocks, contents, strict=True)]):
        newline = "\r\n" if lines[block.line - 1].endswith("\r\n") else "\n"
        lines[block.line : block.end - 1] = [f"{line}{newline}" for line in content.splitlines()]
    return "".join(lines)


def holds_marker(content: str) -> bool:
    """Whether a content would be taken for the end of its own block, or for another one."""
    return any(_START.fullmatch(line) or _END.fullmatch(line) for line in content.splitlines())


def _find_markers(text: str) -> Iterator[tuple[int, str | None]]:
    """Yield each marker's line and command, None for an end; fences inside a block are its content."""
    fence, inside = "", False
    for number, line in enumerate(text.splitlines(keepends=True), 1):
        found = _FENCE.match(line)
        if found and not inside:
            fence = _next_fence(fence, found[1])
        elif not fence and (start := _START.fullmatch(line)):
            inside = True
            yield number, start["command"]
        elif not fence and _END.fullmatch(line):
            inside = False
            yield number, None


def _next_fence(fence: str, found: str) -> str:
    """A fence is closed by one of its own kind that is at least as long."""
    return found if not fence else "" if found.startswith(fence) else fence


def _unended(file: str, line: int) -> PlacedProblem:
    return _problem(file, line, "<!-- /piaflow --> で閉じていません")


def _problem(file: str, line: int, what: str) -> PlacedProblem:
    return PlacedProblem(Place(file, line, 1), what)

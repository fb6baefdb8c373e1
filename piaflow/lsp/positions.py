"""Places of a text as an editor counts them: lines from 0, and in a line the units of the encoding that was agreed on.

Where nothing was agreed on these are units of UTF-16, of which 𠮷 takes two.
"""

from __future__ import annotations

import re
from pathlib import Path

from attrs import frozen
from lsprotocol.types import Position, Range
from pygls import uris
from pygls.workspace import PositionCodec

_BREAK = re.compile(r"\r\n|\r|\n")
_TO_NEXT = re.compile(r"\"(?:\\.|[^\"\\])*\"|'(?:''|[^'])*'|[^,\[\]{}#]+")
"""A pair or a word as far as the next one in its line: what a mark under a place covers."""


@frozen
class Lines:
    """The lines of a text, between whose columns and the units of an editor it translates."""

    lines: tuple[str, ...]
    codec: PositionCodec

    @classmethod
    def of(cls, text: str, codec: PositionCodec) -> Lines:
        """Return the lines of a text."""
        return cls(tuple(_BREAK.split(text)), codec)

    def column(self, position: Position) -> int:
        """Return how many characters stand before a position; all of its line where it is behind that."""
        left = position.character
        line = self.lines[position.line] if position.line < len(self.lines) else ""
        for column, character in enumerate(line):
            if left <= 0:
                return column
            left -= self.codec.client_num_units(character)
        return len(line)

    def position(self, line: int, column: int) -> Position:
        """Return a place, counted from 0, as the editor counts; the end of the text for what is behind that."""
        if line >= len(self.lines):
            line, column = len(self.lines) - 1, len(self.lines[-1])
        return Position(line, self.codec.client_num_units(self.lines[line][:column]))

    def range(self, line: int, start: int, end: int) -> Range:
        """Return columns of a line."""
        return Range(self.position(line, start), self.position(line, end))

    def marked(self, line: int, column: int) -> Range:
        """Return what is marked for a place, counted from 1, of which 0 is the file as a whole."""
        if not line:
            return self.range(0, 0, 0)
        told = self.lines[line - 1] if line <= len(self.lines) else ""
        found = _TO_NEXT.match(told, column - 1)
        end = column - 1 + len(found[0].rstrip(" :")) if found else column
        return self.range(line - 1, column - 1, max(end, column))


def to_path(uri: str) -> Path:
    """Return the file of a document; of one that was never saved its name, in the current folder."""
    return Path(uris.to_fs_path(uri) or uri.rpartition("/")[2].rpartition(":")[2])


def to_uri(path: Path) -> str:
    """Return how a file is called on the wire."""
    return path.absolute().as_uri()

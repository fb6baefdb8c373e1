"""Writing an answer to a file whose extension says the format."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from piaflow.app.arguments import read_path
from piaflow.errors import FormatError
from piaflow.store.writing import write

FORMATS = ("md", "json", "xlsx")


class Answer(Protocol):
    """What a saved answer can be turned into."""

    def to_json(self) -> str:
        """Return JSON text."""

    def to_markdown(self) -> str:
        """Return Markdown."""

    def to_xlsx(self) -> bytes:
        """Return a workbook."""


def save(answer: Answer, path: str | Path) -> None:
    """Write md, json or xlsx as the extension says. Raises FormatError, RenderError or FileAccessError."""
    file = read_path("save", path)
    write(file, to_bytes(answer, file.suffix.removeprefix(".").lower()))


def to_bytes(answer: Answer, fmt: str) -> bytes:
    """Return the answer in one of the formats. Raises FormatError or RenderError."""
    if fmt == "xlsx":
        return answer.to_xlsx()
    if fmt == "json":
        return answer.to_json().encode()
    if fmt == "md":
        return answer.to_markdown().encode()
    raise FormatError(fmt, FORMATS)

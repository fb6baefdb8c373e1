"""Writing an answer to a file whose extension says the format."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from piaflow.app.arguments import read_path
from piaflow.app.wrapping import Wrapping
from piaflow.errors import FormatError, needing

if TYPE_CHECKING:
    from piaflow.report.told import Told


class Saving(Wrapping):
    """What can be written to a file: as text, as data, as a workbook."""

    __slots__ = ()

    def to_markdown(self, *, level: int | None = None) -> str:
        """Return Markdown; `level` is that of its first heading, where it is a part of a page."""
        raise NotImplementedError

    def to_xlsx(self) -> bytes:
        """Return a workbook."""
        raise NotImplementedError

    @property
    def _formats(self) -> Mapping[str, Callable[[], str | bytes]]:
        """What writes it, by the extension of a file."""
        return {"md": self.to_markdown, "json": self.to_json, "xlsx": self.to_xlsx}

    def save(self, path: str | Path) -> None:
        """Write md, json or xlsx as the extension says. Raises FormatError, RenderError or FileAccessError."""
        from piaflow.store.writing import write

        file = read_path("save", path)
        formats = self._formats
        fmt = file.suffix.removeprefix(".").lower()
        if fmt not in formats:
            raise FormatError(fmt, tuple(formats))
        told = formats[fmt]()
        write(file, told if isinstance(told, bytes) else told.encode())


def load_workbook_writer() -> Callable[[Told], bytes]:
    """Return what makes a workbook of an answer. Raises MissingExtraError."""
    with needing("xlsx", "Excel のファイルを書く"):
        from piaflow.report.as_xlsx import to_xlsx

    return to_xlsx

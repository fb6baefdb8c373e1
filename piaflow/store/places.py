"""Where the values of a model stand in the text of its file."""

from __future__ import annotations

import os
from pathlib import Path

from attrs import evolve, frozen

from piaflow.errors import Place, Where
from piaflow.store.load import compose_file
from piaflow.store.shape import write_path
from piaflow.store.source import Source, read_nodes


@frozen(eq=False)
class Places:
    """The places of one model file; in a change file each value keeps the place that it was written in."""

    source: Source

    def place(self, where: Where) -> Place:
        """Return the place of a path of field names, or of the nearest path above that the file holds."""
        found = self.source.place(write_path(where))
        return evolve(found, file=os.path.normpath(found.file))

    def holds(self, where: Where) -> bool:
        """Whether the file itself writes this path: what a model receives from the catalogue, it does not."""
        return write_path(where) in self.source.places


def load_places(path: str | Path) -> Places:
    """Return the places of a model file or change file. Raises FileAccessError or InputError."""
    return Places(read_nodes(compose_file(Path(path)), str(path)))

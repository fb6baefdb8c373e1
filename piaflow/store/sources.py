"""Which files a model is read from."""

from __future__ import annotations

import contextlib
from pathlib import Path

from piaflow.errors import PiaflowError
from piaflow.store.catalogue import find_catalogue_file
from piaflow.store.change import walk_bases


def find_sources(path: str | Path) -> tuple[Path, ...]:
    """Return the model file itself, the bases below it as far as they can be read, and the catalogue."""
    found = [Path(path)]
    with contextlib.suppress(PiaflowError):
        for _, _, base in walk_bases(Path(path)):
            found += [] if base is None else [base.path]
    return (*found, find_catalogue_file())

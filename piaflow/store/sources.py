"""Which files a model is read from."""

from __future__ import annotations

import contextlib
from pathlib import Path

from piaflow.errors import PiaflowError
from piaflow.store.beside import find_beside
from piaflow.store.catalogue import find_catalogue_file
from piaflow.store.change import walk_bases


def find_sources(path: str | Path) -> tuple[Path, ...]:
    """Return the model file itself, the bases and texts it is made of as far as they can be read, and the catalogue."""
    found = [Path(path)]
    with contextlib.suppress(PiaflowError):
        for here, root, base in walk_bases(Path(path)):
            beside = find_beside(root, here)
            found += [other for other in (beside, base and base.path) if other]
    return (*found, find_catalogue_file())

"""Which files a model is read from."""

from __future__ import annotations

from pathlib import Path

from piaflow.errors import PiaflowError
from piaflow.store.beside import find_beside
from piaflow.store.catalogue import find_catalogue_file
from piaflow.store.change import find_base
from piaflow.store.source import compose, read_text


def find_sources(path: str | Path) -> tuple[Path, ...]:
    """Return the model file itself, the bases and texts it is made of as far as they can be read, and the catalogue."""
    return (*_find_chain(Path(path), ()), find_catalogue_file())


def _find_chain(path: Path, above: tuple[Path, ...]) -> tuple[Path, ...]:
    here = (*above, path)
    try:
        root = compose(read_text(path), str(path))
        base, beside = find_base(root, str(path), here), find_beside(root, path)
    except PiaflowError:
        return here
    whole = here if beside is None else (*here, beside)
    return whole if base is None else _find_chain(base, whole)

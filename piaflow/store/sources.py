"""Which files a model is read from."""

from __future__ import annotations

from pathlib import Path

from piaflow.errors import PiaflowError
from piaflow.store.catalogue import find_catalogue_file
from piaflow.store.change import find_base
from piaflow.store.source import compose, read_text


def find_sources(path: str | Path) -> tuple[Path, ...]:
    """Return the model file itself, the bases below it as far as they can be read, and the catalogue."""
    return (*_find_chain(Path(path), ()), find_catalogue_file())


def _find_chain(path: Path, above: tuple[Path, ...]) -> tuple[Path, ...]:
    here = (*above, path)
    try:
        base = find_base(compose(read_text(path), str(path)), str(path), here)
    except PiaflowError:
        return here
    return here if base is None else _find_chain(base.path, here)

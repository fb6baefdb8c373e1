"""What piaflow ships: the national catalogue, and the folder where it and the starters stand."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from piaflow.law.catalogue import Catalogue
from piaflow.store.converter import make_converter
from piaflow.store.parsing import read
from piaflow.store.reading import read_text
from piaflow.store.source import Block

_PACKAGE = Path(__file__).parents[1]
_FILE = "national.yaml"


def find_catalogue_folder() -> Path:
    """Return the folder of the catalogue: inside an installed package, else models/catalogue of the checkout."""
    installed = _PACKAGE / "catalogue"
    return installed if installed.is_dir() else _PACKAGE.parent / "models" / "catalogue"


def find_catalogue_file() -> Path:
    """Return the file of the catalogue that piaflow ships."""
    return find_catalogue_folder() / _FILE


@cache
def load_catalogue() -> Catalogue:
    """Return the catalogue that piaflow ships."""
    file = find_catalogue_file()
    return make_converter().structure(read(read_text(file), str(file)), Catalogue)


def is_catalogue(data: Block) -> bool:
    """Tell whether plain data is a catalogue of systems and norms, not a model."""
    return "norms" in data and "assessment" not in data

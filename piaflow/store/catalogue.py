"""What piaflow ships: the national catalogue, and the folder where it and the starters stand."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from piaflow.errors import Place, Where
from piaflow.law.catalogue import Catalogue
from piaflow.store.converter import make_converter
from piaflow.store.parsing import read
from piaflow.store.reading import read_text
from piaflow.store.source import Block, Source

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
    return make_converter().structure(_read_catalogue(), Catalogue)


def is_catalogue(data: Block) -> bool:
    """Tell whether plain data is a catalogue of systems and norms, not a model."""
    return "norms" in data and "assessment" not in data


def find_catalogue_place(where: Where) -> Place | None:
    """Return where the catalogue that piaflow ships tells of this path (systems, 中間サーバー), None where it does not."""
    source = Source(_read_catalogue(), str(find_catalogue_file()))
    return source.place(where) if source.holds(where) else None


@cache
def _read_catalogue() -> Block:
    file = find_catalogue_file()
    return read(read_text(file), str(file))

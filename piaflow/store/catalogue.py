"""What piaflow ships: the national catalogue, and starters, commented model files for a body to fill in."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from piaflow.errors import UnknownNameError, find_nearest
from piaflow.law.catalogue import Catalogue
from piaflow.store.converter import make_converter
from piaflow.store.parsing import read
from piaflow.store.reading import read_text
from piaflow.store.source import Block

_PACKAGE = Path(__file__).parents[1]
_FILE = "national.yaml"
_BODY = "〔評価実施機関〕"


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


def find_templates() -> tuple[str, ...]:
    """Return the names of the templates there are, sorted."""
    return tuple(sorted(path.stem for path in (find_catalogue_folder() / "templates").glob("*.yaml")))


def make_starter(template: str, body: str) -> str:
    """Return the commented text of a starter model for the body. Raises UnknownNameError."""
    known = find_templates()
    if template not in known:
        raise UnknownNameError("ひな型", template, find_nearest(template, known) or "、".join(known))
    return read_text(find_catalogue_folder() / "templates" / f"{template}.yaml").replace(
        _BODY, _as_scalar(body)
    )


def _as_scalar(text: str) -> str:
    """Return the text as YAML reads it back: between quotes where it is no plain name."""
    return text if text.isalnum() else "'" + text.replace("'", "''") + "'"

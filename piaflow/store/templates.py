"""Starter models: commented model files with the national systems and norms, for a body to fill in."""

from __future__ import annotations

from piaflow.errors import UnknownNameError, find_nearest
from piaflow.store.catalogue import find_catalogue_folder
from piaflow.store.reading import read_text

_BODY = "〔評価実施機関〕"


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

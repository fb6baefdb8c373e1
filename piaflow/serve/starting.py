"""What a new model starts from on the first screen: a document, last year's model, or a starter."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from piaflow.app.documents import read
from piaflow.app.loading import load
from piaflow.app.starting import list_templates, new
from piaflow.errors import FileAccessError
from piaflow.serve.room import make_key


def list_starters() -> tuple[str, ...]:
    """Return the names of the starters."""
    return list_templates()


def start(told: Mapping[str, Any], path: Path, known: Mapping[str, Path]) -> str:
    """Write a new model file and return its key. A file that is there is left as it is.

    `known` are the files of the listing by their keys. Raises FileAccessError, InputError, ValueError for what is left
    out, or KeyError for what is none.
    """
    if path.exists():
        raise FileAccessError(path.name, "もうあります（別の名前にしてください）")
    match told["from"]:
        case "starter":
            body = str(told["body"]).strip()
            if not body:
                raise ValueError("評価実施機関の名を書いてください（例: みなと市長）")
            new(str(told["starter"]), path, body=body)
        case "model":
            load(known[told["file"]]).save(path)
        case "document":
            read(known[told["file"]]).save(path, texts=True)
        case other:
            raise KeyError(other)
    return make_key(path)

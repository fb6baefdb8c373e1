"""Starting a model: a commented model file with the national systems and norms, for a body to fill in."""

from __future__ import annotations

from pathlib import Path

from piaflow.app.arguments import read_path, refuse_no_text
from piaflow.app.model import Model
from piaflow.errors import FileAccessError


def new(template: str, path: str | Path, *, body: str) -> Model:
    """Write a starter model of the body, its folder too, and return it. A file that is there is left as it is.

    Raises UnknownNameError where there is no such template, or FileAccessError.
    """
    from piaflow.store.catalogue import make_starter
    from piaflow.store.load import parse
    from piaflow.store.writing import write_all

    file = read_path("new", path)
    refuse_no_text("new", "body", body)
    text = make_starter(template, body)
    model = Model.of_loaded(parse(text, str(file)))
    if file.exists():
        raise FileAccessError(str(file), "もうあります（上書きしません）")
    write_all({file: text.encode()}, make_folders=True)
    return model

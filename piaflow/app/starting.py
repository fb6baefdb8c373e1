"""Starting a model: a commented model file with the national systems and norms, for a body to fill in."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

from piaflow.app.arguments import read_path, refuse_no_text
from piaflow.app.model import Model
from piaflow.errors import FileAccessError

_HEADINGS = (
    "# モデルの言葉にない欄。〔 〕を、評価書に書くことに書き換える。\n"
    "# 様式（form）を変えるなら、ここを消す（piaflow todo が空欄を並べる）。ファイルの名を変えるなら、ここでも変える。\n"
    "texts:\n"
)


def new(template: str, path: str | Path, *, body: str) -> Model:
    """Write a starter model of the body, its folder too, and return it. A file that is there is left as it is.

    Raises UnknownNameError where there is no such template, or FileAccessError.
    """
    from piaflow.store.catalogue import make_starter
    from piaflow.store.load import parse
    from piaflow.store.writing import write_all

    file = read_path("new", path)
    refuse_no_text("new", "body", body)
    text = _add_headings(make_starter(template, body))
    model = Model.of_loaded(parse(text, str(file)))
    if file.exists():
        raise FileAccessError(str(file), "もうあります（上書きしません）")
    write_all({file: text.encode()}, make_folders=True)
    return model


def _add_headings(started: str) -> str:
    """Return a starter with a line for each field that the form asks and the model has no word for, by chapter."""
    from piaflow.form.written import list_headings
    from piaflow.store.load import parse

    chapters = groupby(list_headings(parse(started)), key=lambda text: text.address.partition(".")[0])
    lines = (
        line
        for chapter, texts in chapters
        for line in (f"  # {chapter}\n", *(f"  {text.address}: {text.text}\n" for text in texts))
    )
    return f"{started}\n{_HEADINGS}{''.join(lines)}"

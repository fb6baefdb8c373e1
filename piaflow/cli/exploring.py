"""`piaflow draw … -o x.html`: the pictures of any number of models as one page."""

from __future__ import annotations

from pathlib import Path

import click

from piaflow.app.explorer import Subject, Wish, explore
from piaflow.app.loading import find_named_files, load_all
from piaflow.app.model import Model, load
from piaflow.cli.output import tell
from piaflow.cli.own_rules import find_rules
from piaflow.store.load import load_base
from piaflow.store.writing import write


def draw_explorer(names: tuple[str, ...], output: Path, *, gather: bool, **asked: str) -> None:
    """Write the page; a folder stands for its models.

    Raises UsageError for one `--before` of several models, and as `explore` does.
    """
    paths = find_named_files(names)
    if asked["before"] and len(paths) > 1:
        msg = "--before needs one MODEL"
        raise click.UsageError(msg)
    models = load_all(paths)
    befores = [load(asked["before"])] if asked["before"] else [_load_before(path) for path in paths]
    rules = find_rules(asked["view"])
    wish = Wish(asked["view"], asked["diagram"], asked["item"], rules, gather=gather)
    write(output, explore([Subject(*pair) for pair in zip(models, befores, strict=True)], wish))
    tell(f"{output} を描きました")


def _load_before(path: Path) -> Model | None:
    base = load_base(path)
    return None if base is None else Model.of(base)

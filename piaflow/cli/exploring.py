"""`piaflow draw … -o x.html`: the pictures of any number of models as one page."""

from __future__ import annotations

from pathlib import Path

import click

from piaflow.app.doorway import put
from piaflow.app.explorer import Subject, Wish, explore
from piaflow.app.loading import load, read_named
from piaflow.cli.output import tell
from piaflow.cli.own_rules import find_rules


def draw_explorer(names: tuple[str, ...], output: Path, *, gather: bool | None, **asked: str) -> None:
    """Write the page; a folder stands for its models and documents.

    Raises UsageError for one `--before` of several models, and as `explore` does.
    """
    files = read_named(names)
    if asked["before"] and len(files) > 1:
        msg = "--before のときは、モデルを1つだけ書きます"
        raise click.UsageError(msg)
    befores = [load(asked["before"])] if asked["before"] else [file.base for file in files]
    rules = find_rules(asked["view"])
    wish = Wish(asked["view"], asked["diagram"], asked["item"], rules, gather=bool(gather))
    put(
        output,
        explore(
            [Subject(file.model, before, file.path) for file, before in zip(files, befores, strict=True)],
            wish,
        ),
    )
    tell(f"{output} を描きました")

"""One marked block of a page: a command line without its `piaflow`, told as Markdown."""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import attrs
import click

from piaflow.app.answers import Picture
from piaflow.app.drawing import draw_pictures
from piaflow.app.marked_blocks import fence
from piaflow.app.pages import BlockError, Told
from piaflow.app.pictures import Wanted, find_pictures
from piaflow.cli.own_rules import find_rules
from piaflow.cli.words import refuse_empty
from piaflow.errors import FileAccessError, PiaflowError

WORDS = ("draw", "trace", "show", "check", "impact")
_NOT_IN_PAGES = ("folder", "into", "only_check", "allow_outside")
_IMAGES = (".svg", ".png")
_LANGUAGES = {"json": "json", "sarif": "json"}
_SPECIAL = re.compile(r"([\\`*_\[\]<>])")


def tell_block(line: str, folder: Path, ctx: click.Context) -> Told:
    """Return what a block holds. Names of files in it are relative to the folder of the page.

    Raises BlockError for what is no command or is refused by it.
    """
    try:
        with contextlib.chdir(folder):
            return _tell(shlex.split(line), ctx)
    except click.ClickException as error:
        raise BlockError((error.format_message(),)) from None
    except click.exceptions.Exit:
        raise BlockError((f"「{line}」は頁に書けません",)) from None
    except (PiaflowError, ValueError) as error:
        raise BlockError(tuple(str(error).split("\n"))) from None


def _tell(words: list[str], ctx: click.Context) -> Told:
    if not words:
        msg = f"指図が空です。書けるもの: {', '.join(WORDS)}"
        raise click.UsageError(msg)
    refuse_empty(words)
    word, *arguments = words
    group = ctx.find_root().command
    command = group.get_command(ctx, word) if word in WORDS and isinstance(group, click.Group) else None
    if command is None:
        msg = f"「{word}」は書けません。書けるもの: {', '.join(WORDS)}"
        raise click.UsageError(msg)
    with contextlib.redirect_stdout(io.StringIO()):
        inner = command.make_context(word, arguments, parent=ctx.parent)
    if word == "draw":
        return _tell_pictures(inner.params, anywhere=ctx.params["allow_outside"])
    if inner.params.get("output"):
        msg = f"-o は draw の指図だけに書けます（{word}）"
        raise click.UsageError(msg)
    return _tell_text(inner)


def _tell_text(inner: click.Context) -> Told:
    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.suppress(SystemExit):
        inner.command.invoke(inner)
    fmt = inner.params.get("fmt") or "text"
    text = out.getvalue()
    return Told(text if fmt == "markdown" else fence(text, _LANGUAGES.get(fmt, "text")))


def _tell_pictures(params: Mapping[str, Any], *, anywhere: bool) -> Told:
    if len(params["models"]) != 1 or any(params[name] for name in _NOT_IN_PAGES):
        msg = (
            "draw の指図には MODEL を1つだけ書きます（--all、--into、--check、--allow-outside は書けません）"
        )
        raise click.UsageError(msg)
    asked = {a.name: params[a.name] for a in attrs.fields(Wanted) if a.name in params}
    wanted = Wanted(**asked, rules=find_rules(params["view"]))
    pictures = find_pictures(params["models"][0], wanted)
    if not params["output"]:
        parts = (fence(picture.to_bytes("mmd").decode(), "mermaid") for picture in pictures.values())
        return Told("\n\n".join(parts))
    drawn = draw_pictures(pictures, Path(params["output"]), params["paper"] or "")
    if not anywhere:
        _refuse_outside(drawn)
    files = {path.as_posix(): content for path, content in drawn.items()}
    links = (_link(p, name) for p, name in zip(pictures.values(), files, strict=True))
    return Told("\n\n".join(links), files)


def _refuse_outside(files: Iterable[Path]) -> None:
    """A page may be a stranger's: its pictures stay below its folder, whatever links there are in it."""
    home = Path.cwd().resolve()
    for file in files:
        if not Path(os.path.realpath(file)).is_relative_to(home):
            raise FileAccessError(
                str(file), "頁のフォルダーの外には書きません（書いてよければ --allow-outside）"
            )


def _link(picture: Picture, name: str) -> str:
    title = _SPECIAL.sub(r"\\\1", picture.alt)
    target = f"<{name}>" if re.search(r"[\s()]", name) else name
    return f"{'!' if name.endswith(_IMAGES) else ''}[{title}]({target})"

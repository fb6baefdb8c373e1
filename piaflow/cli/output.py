"""Where a command puts its answer: a file written whole, or standard output, coloured on a terminal only.

Whatever it is made of (names, paths, what git or YAML says), nothing hidden reaches the reader.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import click

from piaflow.app.doorway import put as put_file
from piaflow.app.doorway import reveal

STANDARD = "-"
"""What a call names in the place of a file to have the answer on standard output."""
_COLOURS = {"誤り": "red", "注意": "yellow", "参考": "cyan"}
_HEADING = re.compile(r"^■ .*$", re.MULTILINE)
_SEVERITY = re.compile(r"(?<=［)(誤り|注意|参考)(?=・)")
_COMMAND = re.compile(r"^(\s*)::(?=\w)|##(?=\[)", re.MULTILINE)


def read_output(_: click.Context, __: click.Parameter, value: str) -> str:
    """Return the file that an option names, "" for standard output, where the answer goes that no file is named for."""
    return "" if value == STANDARD else value


def put(text: str, output: str, told: str) -> None:
    """Write the text to the file and say so, or print it where no file is named."""
    if output:
        put_file(output, text)
        tell(f"{told}を {output} に書きました", err=_is_standard_output(output))
    else:
        click.echo(reveal(text), nl=False)


def _is_standard_output(output: str) -> bool:
    """Whether a file is what standard output leads to: what is told beside an answer there would be part of it."""
    try:
        return Path(output).samefile("/dev/stdout")
    except OSError:
        return False


def give(fmt: str, text: str, output: str, told: str) -> None:
    """Give an answer in one of its formats: words for a reader where they are printed, all else as it is."""
    if fmt == "text" and not output:
        show_text(text)
    else:
        put(text, output, told)


heading_level = click.option(
    "--heading-level",
    "level",
    type=click.IntRange(1, 6),
    default=None,
    help="markdown の初めの見出しの深さ（頁の途中に入れるとき）",
)


def tell_as(formats: Mapping[str, Callable[..., str]], fmt: str, answer: Any, level: int | None) -> str:
    """Return an answer in one of its formats. Raises click.UsageError for a level of headings where there are none."""
    if level is None:
        return formats[fmt](answer)
    if fmt != "markdown":
        msg = "--heading-level は --format markdown とともに書きます"
        raise click.UsageError(msg)
    return formats[fmt](answer, level=level)


def tell(line: str, *, err: bool = False) -> None:
    """Print a line of words, to standard error where something is wrong."""
    click.echo(_disarm(reveal(line)), err=err)


def show_text(text: str, *, err: bool = False) -> None:
    """Print an answer in words, to standard error where something else stands on standard output.

    Headings and severities stand out where the output is a terminal: click takes the colours away in a pipe, and everywhere
    where NO_COLOR is set.
    """
    click.echo(_tint(_disarm(reveal(text))), nl=False, err=err)


def _disarm(text: str) -> str:
    """The log of a workflow takes `::error …` and `##[…]` for commands: words of a model give none."""
    return _COMMAND.sub(lambda found: f"{found[1] or ''}‹{found[0].strip()}›", text)


def _tint(text: str) -> str:
    marked = _HEADING.sub(lambda found: click.style(found[0], bold=True), text)
    return _SEVERITY.sub(lambda found: click.style(found[0], fg=_COLOURS[found[0]], bold=True), marked)

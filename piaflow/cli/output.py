"""Where a command puts its answer: a file written whole, or standard output, coloured on a terminal only."""

from __future__ import annotations

import re

import click

from piaflow.store.writing import write

_COLOURS = {"誤り": "red", "注意": "yellow", "参考": "cyan"}
_HEADING = re.compile(r"^■ .*$", re.MULTILINE)
_SEVERITY = re.compile(r"(?<=［)(誤り|注意|参考)(?=・)")


def put(text: str, output: str, told: str) -> None:
    """Write the text to the file and say so, or print it where no file is named."""
    if output:
        write(output, text.encode())
        click.echo(f"{told}を {output} に書きました")
    else:
        click.echo(text, nl=False)


def show_text(text: str) -> None:
    """Print an answer in words; headings and severities stand out where the output is a terminal.

    click takes the colours away in a pipe, and everywhere where NO_COLOR is set.
    """
    click.echo(_tint(text), nl=False)


def _tint(text: str) -> str:
    marked = _HEADING.sub(lambda found: click.style(found[0], bold=True), text)
    return _SEVERITY.sub(lambda found: click.style(found[0], fg=_COLOURS[found[0]], bold=True), marked)

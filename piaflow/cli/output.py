"""Where a command puts its answer: a file written whole, or standard output."""

from __future__ import annotations

import click

from piaflow.store.save import write


def put(text: str, output: str, told: str) -> None:
    """Write the text to the file and say so, or print it where no file is named."""
    if output:
        write(output, text.encode())
        click.echo(f"{told}を {output} に書きました")
    else:
        click.echo(text, nl=False)

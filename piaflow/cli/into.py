"""`piaflow draw --into PAGE...`: the marked blocks of Markdown pages written anew, or told to be stale."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import click

from piaflow.app.pages import find_stale, write_stale
from piaflow.cli.block import tell_block
from piaflow.cli.exit_codes import FINDINGS
from piaflow.cli.output import tell


def draw_into(pages: Sequence[str], ctx: click.Context, *, only_check: bool) -> None:
    """Write the pages and the pictures beside them; nothing is written where any block has a problem.

    With `only_check` nothing is written: what is stale is named, and the command ends with 1.
    """
    paths = [*dict.fromkeys(map(Path, pages))]
    stale = find_stale(paths, partial(tell_block, ctx=ctx))
    if not only_check:
        write_stale(stale, paths)
    for path in stale:
        tell(f"古い: {path}" if only_check else f"{path} を書き直しました")
    if only_check and stale:
        sys.exit(FINDINGS)
    if not stale:
        tell(f"{len(paths)} 枚の頁はすべて新しい")

"""Tables and headings as text of at most 100 columns, full-width characters counted as two.

rich leaves some hidden characters out, so that two names would look alike: they are shown before it sees them.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence

from rich import box
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from piaflow.domain.visible import reveal
from piaflow.report.checked import join_lines

WIDTH = 100


def to_text(*parts: RenderableType) -> str:
    """Return the parts below each other as plain text, without trailing blanks."""
    out = io.StringIO()
    console = Console(
        file=out,
        width=WIDTH,
        color_system=None,
        force_terminal=False,
        force_jupyter=False,
        legacy_windows=False,
    )
    console.print(Group(*parts))
    return "".join(f"{line.rstrip()}\n" for line in out.getvalue().splitlines())


def table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> RenderableType:
    """Return a table; cells are wrapped, never cut. Without rows it says なし."""
    filled = [tuple(row) for row in rows]
    if not filled:
        return Text("  なし")
    drawn = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for column in columns:
        drawn.add_column(column, overflow="fold")
    for row in filled:
        drawn.add_row(*(Text(reveal(cell)) for cell in row))
    return Padding(drawn, (0, 0, 0, 2))


def heading(text: str) -> RenderableType:
    """Return a heading with a blank line before it."""
    return Text(f"\n■ {reveal(text)}")


def lines(texts: Iterable[str]) -> RenderableType:
    """Return lines set in by two columns."""
    return Padding(Text(reveal("\n".join(texts))), (0, 0, 0, 2))


def indent(depth: int, text: str) -> RenderableType:
    """Return a text as one line, set in; where it is too long, its next lines are set in as well."""
    return Padding(Text(join_lines(reveal(text))), (0, 0, 0, 2 * depth))

"""Texts of a model inside Markdown: nothing in a name becomes markup."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from piaflow.domain.visible import reveal
from piaflow.report.checked import join_lines

_SPECIAL = re.compile(r"([\\`*_\[\]{}<>#|~!&@$])")
_TICKS = re.compile("`+")


def escape(text: str) -> str:
    """Backslashes keep every character that Markdown or HTML would take for markup."""
    return _SPECIAL.sub(r"\\\1", join_lines(reveal(text))).replace("\\<", "&lt;").replace("\\&", "&amp;")


def code(text: str) -> str:
    """A code span is fenced by one backtick more than any run inside it; without a text there is none."""
    inner = join_lines(reveal(text))
    if not inner:
        return ""
    fence = "`" * (max(map(len, _TICKS.findall(inner)), default=0) + 1)
    gap = " " if len(fence) > 1 else ""
    return f"{fence}{gap}{inner}{gap}{fence}"


def rows(columns: Sequence[str], cells: Iterable[Sequence[str]]) -> Iterator[str]:
    """Yield the lines of a table; a cell of several lines keeps them."""
    yield _row(columns)
    yield _row(["---"] * len(columns))
    yield from (_row([_cell(text) for text in row]) for row in cells)


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(text: str) -> str:
    return "<br>".join(map(escape, reveal(text).splitlines()))

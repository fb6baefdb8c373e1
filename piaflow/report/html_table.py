"""Tables of HTML for notebooks: nothing in a name becomes markup."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape


def table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table, "" without rows; a cell of several lines keeps them."""
    head = "".join(f"<th>{escape(column)}</th>" for column in columns)
    body = "".join(f"<tr>{''.join(f'<td>{escape(text)}</td>' for text in row)}</tr>" for row in rows)
    if not body:
        return ""
    return f'<table><thead><tr>{head}</tr></thead><tbody style="white-space: pre-line">{body}</tbody></table>'


def fold_away(summary: str, content: str) -> str:
    """Return markup behind a line that opens it, "" where there is none."""
    return f"<details><summary>{escape(summary)}</summary>{content}</details>" if content else ""

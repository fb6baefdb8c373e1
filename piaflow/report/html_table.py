"""Tables of HTML for notebooks: nothing in a name becomes markup."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape as escape_markup

from piaflow.domain.visible import reveal

_SHORT = 8  # letters that stay on one line
_LONG = 24  # letters that need more room than a name, lest a column of them become a strip


def escape(text: str) -> str:
    """Return text as HTML shows it: no markup, and nothing hidden."""
    return escape_markup(reveal(text))


def table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table, "" without rows; a cell of several lines keeps them.

    Every cell bears its own style: a notebook sets its cells to the right, and a style of the page would reach
    further than this table.
    """
    head = "".join(_cell("th", column) for column in columns)
    body = "".join(f"<tr>{''.join(_cell('td', text) for text in row)}</tr>" for row in rows)
    if not body:
        return ""
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def fold_away(summary: str, content: str) -> str:
    """Return markup behind a line that opens it, "" where there is none."""
    return f"<details><summary>{escape(summary)}</summary>{content}</details>" if content else ""


def _cell(tag: str, text: str) -> str:
    least = 6 if len(text) <= _LONG else 11
    room = "white-space:pre" if len(text) <= _SHORT else f"white-space:pre-line;min-width:{least}em"
    return f'<{tag} style="text-align:left;vertical-align:top;{room}">{escape(text)}</{tag}>'

"""What app tells of models, and rows of text, in docutils nodes; a line break in a cell begins a paragraph."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from docutils import nodes

from piaflow.app.site import SitePart

_WIDEST = 40


def make_part(told: SitePart, caption: str = "") -> list[nodes.Node]:
    """Return the sentence, the list and the tables, each with its own caption where none is given."""
    said: list[nodes.Node] = [nodes.paragraph("", told.said)] if told.said else []
    listed = [make_list(told.listed)] if told.listed else []
    tables = (make_table(table.headings, table.rows, caption or own) for own, table in told.tables)
    return [*said, *listed, *tables]


def make_table(columns: Sequence[str], rows: Iterable[Sequence[str]], caption: str = "") -> nodes.table:
    """Return the table with its heads, and a caption where one is given."""
    filled = [tuple(row) for row in rows]
    group = nodes.tgroup(cols=len(columns))
    group += [nodes.colspec(colwidth=_find_width(column)) for column in zip(columns, *filled, strict=True)]
    group += nodes.thead("", _row(columns))
    group += nodes.tbody("", *map(_row, filled))
    title = [nodes.title("", caption)] if caption else []
    return nodes.table("", *title, group, classes=["piaflow"])


def make_list(texts: Iterable[str]) -> nodes.bullet_list:
    """Return a list with one entry per text."""
    return nodes.bullet_list("", *(nodes.list_item("", nodes.paragraph("", text)) for text in texts))


def _find_width(cells: Iterable[str]) -> int:
    """Return what a column needs where a builder sets widths; one Japanese character takes two columns."""
    return min(_WIDEST, 2 + 2 * max(len(line) for cell in cells for line in cell.splitlines() or [""]))


def _row(cells: Sequence[str]) -> nodes.row:
    return nodes.row("", *(nodes.entry("", *_paragraphs(cell)) for cell in cells))


def _paragraphs(cell: str) -> list[nodes.Node]:
    return [nodes.paragraph("", line) for line in cell.splitlines()]

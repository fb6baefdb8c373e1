"""The tables of Ⅱ below the diagrams of an HTML page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from piaflow.layout.font import to_drawable
from piaflow.render.markup import element, write_text
from piaflow.views.entry_tables import UNREAD, EntryTable

NOTE = f"{UNREAD}が付くものは、欄の印が文書から読めない。"
NOTHING = "この文書の記載はありません。"


def write_tables(documents: Sequence[Sequence[EntryTable]]) -> Iterator[str]:
    """Yield, per document, its tables in a part that opens."""
    for number, tables in enumerate(documents):
        if tables:
            yield f'<section class="entries" data-document="{number}" aria-label="Ⅱの表">'
            yield "<h2>Ⅱ　特定個人情報ファイルの概要</h2>"
            if any(UNREAD in cell for table in tables for row in table.rows for cell in row):
                yield element("p", NOTE, class_="note")
            for table in tables:
                yield from _write_table(table)
            yield "</section>"


def _write_table(table: EntryTable) -> Iterator[str]:
    yield "<details>"
    yield element("summary", write_text(f"{table.title}（{len(table.rows)}）"))
    if table.rows:
        heads = "".join(element("th", write_text(column), scope="col") for column in table.columns)
        yield f'<div class="wide cards"><table><thead><tr>{heads}</tr></thead><tbody>'
        yield from (_write_row(table.columns, row) for row in table.rows)
        yield "</tbody></table></div>"
    else:
        yield element("p", NOTHING)
    yield "</details>"


def _write_row(columns: Sequence[str], row: Sequence[str]) -> str:
    first, *rest = (write_text(to_drawable(word)) for word in row)
    cells = (element("td", word, data_head=head) for head, word in zip(columns[1:], rest, strict=True))
    return element("tr", element("th", first, scope="row"), *cells, class_="entry")

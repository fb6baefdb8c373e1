"""Diagrams → one self-contained HTML page: every sheet, what is known of the models, and the tables of Ⅱ."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from attrs import evolve, field, frozen

from piaflow.explorer.bundle import Bundle, embed
from piaflow.explorer.facts import words_to_dict
from piaflow.explorer.sheet import STATES, Sheet, sheet_to_dict, write_sheet
from piaflow.explorer.tools import write_tools
from piaflow.layout.font import to_drawable
from piaflow.layout.kept import Kept
from piaflow.render.draw import draw_svg
from piaflow.render.markup import element, write_text
from piaflow.render.proof.page import verify_html
from piaflow.views.entry_tables import UNREAD, EntryTable
from piaflow.views.scene import Scene

BUNDLE = Bundle("web", ("base.css", "page.css", "tools.css", "small.css", "print.css"), "start.js")
NOTE = f"{UNREAD}が付くものは、欄の印が文書から読めない。"
NOTHING = "この文書の記載はありません。"


@frozen
class Page:
    """What one HTML page holds: its diagrams, and per document the facts behind them and the tables of Ⅱ.

    `joined` are the traces of the documents together, {} where there is only one. `title` is "" for a page of one
    scene alone, of which no model is known.
    """

    sheets: tuple[Sheet, ...]
    title: str = ""
    documents: tuple[dict[str, Any], ...] = ()
    tables: tuple[tuple[EntryTable, ...], ...] = ()
    joined: dict[str, Any] = field(factory=dict)


def draw_page(page: Page) -> str:
    """Return one HTML page of diagrams, verified. Their titles and remarks stand around the pictures."""
    bare = (
        draw_svg(evolve(sheet.scene, title="", subtitle="", remarks=()), sheet.kept) for sheet in page.sheets
    )
    text = to_page(page, tuple(bare))
    verify_page(page, text)
    return text


def draw_alone(scene: Scene, kept: Kept) -> str:
    """Return a scene as an HTML page of its own, its boxes where they were `kept`."""
    return draw_page(Page((Sheet(scene, kept=kept),)))


def to_page(page: Page, svgs: Sequence[str]) -> str:
    """Return the page. `svgs` are the pictures of its sheets, without title and remarks."""
    body = (
        *_write_header(page),
        "<main>",
        *write_tools(page.documents),
        *_write_sheets(page, svgs),
        *write_tables(page.tables),
        "</main>",
    )
    return BUNDLE.write_page(find_title(page), body, to_embedded(page))


def to_embedded(page: Page) -> str:
    """Return the facts that the script reads, as they stand in the page."""
    data = {
        "documents": page.documents,
        "joined": page.joined,
        "sheets": list(map(sheet_to_dict, page.sheets)),
        "states": STATES,
        "words": words_to_dict(),
    }
    return embed(data)


def verify_page(page: Page, text: str) -> None:
    """Raise a RenderError that names what the page lacks, or has too much, against its scenes, tables and facts."""
    verify_html(text, [sheet.scene for sheet in page.sheets], page.tables, to_embedded(page))


def find_title(page: Page) -> str:
    """Return what stands in the browser's tab."""
    scene = page.sheets[0].scene
    return page.title or f"{scene.title} {scene.subtitle}".strip()


def _write_header(page: Page) -> Iterator[str]:
    if page.title:
        yield f"<header>{element('h1', write_text(to_drawable(page.title)))}</header>"


def _write_sheets(page: Page, svgs: Sequence[str]) -> Iterator[str]:
    heading = "h2" if page.title else "h1"
    for number, (sheet, svg) in enumerate(zip(page.sheets, svgs, strict=True)):
        yield from write_sheet(sheet, number, svg, heading)


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

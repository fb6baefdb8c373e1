"""Diagrams → one self-contained HTML page: every sheet, what is known of the models, and the tables of Ⅱ."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from attrs import evolve, field, frozen

from piaflow.domain.visible import reveal
from piaflow.explorer.assets import load_script, load_style, make_policy
from piaflow.explorer.sheet import Sheet, write_sheet
from piaflow.explorer.tables import write_tables
from piaflow.explorer.tools import write_tools
from piaflow.layout.font import to_drawable
from piaflow.render.draw import draw_svg
from piaflow.render.markup import GENERATOR, element, write_text
from piaflow.render.proof.page import verify_html
from piaflow.views.entry_tables import EntryTable
from piaflow.views.scene import Scene


@frozen
class Page:
    """What one HTML page holds: its diagrams, and per document the facts behind them and the tables of Ⅱ.

    `joined` are the traces of the documents together, {} where there is only one.

    `title` is "" for a page of one scene alone, of which no model is known.
    """

    sheets: tuple[Sheet, ...]
    title: str = ""
    documents: tuple[dict[str, Any], ...] = ()
    tables: tuple[tuple[EntryTable, ...], ...] = ()
    joined: dict[str, Any] = field(factory=dict)


def draw_page(page: Page) -> str:
    """Return one HTML page of diagrams, verified. Their titles and remarks stand around the pictures."""
    bare = (evolve(sheet.scene, title="", subtitle="", remarks=()) for sheet in page.sheets)
    text = to_page(page, tuple(map(draw_svg, bare)))
    verify_page(page, text)
    return text


def draw_alone(scene: Scene) -> str:
    """Return a scene as an HTML page of its own."""
    return draw_page(Page((Sheet(scene),)))


def to_page(page: Page, svgs: Sequence[str]) -> str:
    """Return the page. `svgs` are the pictures of its sheets, without title and remarks."""
    return "\n".join(
        (
            "<!DOCTYPE html>",
            f'<html lang="ja" {GENERATOR}>',
            *_write_head(page),
            "<body>",
            *_write_header(page),
            "<main>",
            *write_tools(page.documents),
            *_write_sheets(page, svgs),
            *write_tables(page.tables),
            "</main>",
            f'<script type="application/json" id="facts">{to_embedded(page)}</script>',
            f"<script>{load_script()}</script>",
            "</body>",
            "</html>",
            "",
        )
    )


def to_embedded(page: Page) -> str:
    """Return the facts as JSON that no HTML parser can leave early."""
    flows = [{"flows": sheet.flows} for sheet in page.sheets]
    data = {"documents": page.documents, "joined": page.joined, "sheets": flows}
    return reveal(json.dumps(data, ensure_ascii=False, separators=(",", ":"))).replace("<", "\\u003c")


def verify_page(page: Page, text: str) -> None:
    """Raise a RenderError that names what the page lacks, or has too much, against its scenes, tables and facts."""
    verify_html(text, [sheet.scene for sheet in page.sheets], page.tables, to_embedded(page))


def find_title(page: Page) -> str:
    """Return what stands in the browser's tab."""
    scene = page.sheets[0].scene
    return page.title or f"{scene.title} {scene.subtitle}".strip()


def _write_head(page: Page) -> Iterator[str]:
    yield "<head>"
    yield '<meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{make_policy()}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield element("title", write_text(find_title(page)))
    yield f"<style>{load_style()}</style>"
    yield "</head>"


def _write_header(page: Page) -> Iterator[str]:
    if page.title:
        yield f"<header>{element('h1', write_text(to_drawable(page.title)))}</header>"


def _write_sheets(page: Page, svgs: Sequence[str]) -> Iterator[str]:
    heading = "h2" if page.title else "h1"
    for number, (sheet, svg) in enumerate(zip(page.sheets, svgs, strict=True)):
        yield from write_sheet(sheet, number, svg, heading)

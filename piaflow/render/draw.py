"""The door of this room: a Scene in, a file's bytes out, read back before they leave."""

from __future__ import annotations

from collections.abc import Callable

from attrs import evolve

from piaflow.errors import FormatError
from piaflow.render.drawio.readback import verify_drawio
from piaflow.render.drawio.writing import to_drawio
from piaflow.render.html.page import Page, to_page
from piaflow.render.html.readback import verify_page
from piaflow.render.html.sheet import Sheet
from piaflow.render.layout.arranging import find_settings, lay_out
from piaflow.render.layout.dot import to_dot
from piaflow.render.layout.engine import ENGINE
from piaflow.render.layout.placing import make_drawing
from piaflow.render.mermaid.readback import verify_mermaid
from piaflow.render.mermaid.writing import to_mermaid
from piaflow.render.sheet.a4 import to_sheet
from piaflow.render.sheet.pages import make_pages
from piaflow.render.sheet.pdf import to_pdf
from piaflow.render.sheet.png import to_png
from piaflow.render.sheet.readback import verify
from piaflow.render.sheet.svg import to_svg
from piaflow.views.scene import Scene

FORMATS = ("svg", "png", "pdf", "dot", "mmd", "drawio", "html")


def draw(scene: Scene, fmt: str) -> bytes:
    """Return the picture of a scene. Raises FormatError, or RenderError where the picture is not the scene's."""
    if fmt not in FORMATS:
        raise FormatError(fmt, FORMATS)
    if fmt == "dot":
        return to_dot(lay_out(scene).measured, **find_settings(scene)).encode()
    if fmt == "pdf":
        return to_pdf(draw_sheets(scene))
    if fmt in _TEXTS:
        return _TEXTS[fmt](scene).encode()
    svg = draw_svg(scene)
    return to_png(svg) if fmt == "png" else svg.encode()


def draw_svg(scene: Scene) -> str:
    """Return the picture of a scene as SVG text, verified."""
    ENGINE.start()
    layout = lay_out(scene)
    svg = to_svg(scene, make_drawing(layout.measured, layout.geometry))
    verify(scene, svg)
    return svg


def draw_sheets(scene: Scene) -> tuple[str, ...]:
    """Return the A4 pages of a scene as SVG texts, each verified against what is to stand on it."""
    pages = make_pages(scene)
    sheets = tuple(map(to_sheet, pages))
    for page, sheet in zip(pages, sheets, strict=True):
        verify(page.scene, sheet)
    return sheets


def draw_mermaid(scene: Scene) -> str:
    """Return a scene as Mermaid text, verified."""
    text = to_mermaid(scene)
    verify_mermaid(scene, text)
    return text


def draw_drawio(scene: Scene) -> str:
    """Return a scene as a draw.io file, verified."""
    layout = lay_out(scene)
    text = to_drawio(scene, make_drawing(layout.measured, layout.geometry))
    verify_drawio(scene, text)
    return text


def draw_page(page: Page) -> str:
    """Return one HTML page of diagrams, verified. Their titles and remarks stand around the pictures."""
    bare = (evolve(sheet.scene, title="", subtitle="", remarks=()) for sheet in page.sheets)
    text = to_page(page, tuple(map(draw_svg, bare)))
    verify_page(page, text)
    return text


def draw_alone(scene: Scene) -> str:
    """Return a scene as an HTML page of its own."""
    return draw_page(Page((Sheet(scene),)))


_TEXTS: dict[str, Callable[[Scene], str]] = {"mmd": draw_mermaid, "drawio": draw_drawio, "html": draw_alone}

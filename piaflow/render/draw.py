"""The door of this room: a Scene in, a file's bytes out, read back before they leave."""

from __future__ import annotations

from piaflow.errors import FormatError
from piaflow.layout.arranging import lay_out, write_dot
from piaflow.layout.drawing import Drawing
from piaflow.layout.kept import Kept
from piaflow.render.drawio.writing import to_drawio
from piaflow.render.export import to_pdf, to_png
from piaflow.render.mermaid import to_mermaid
from piaflow.render.pages import make_pages
from piaflow.render.proof.drawio import verify_drawio
from piaflow.render.proof.mermaid import verify_mermaid
from piaflow.render.proof.svg import verify
from piaflow.render.svg import to_sheet, to_svg
from piaflow.views.scene import Scene
from piaflow.views.theme import OURS, Theme

FORMATS = ("svg", "png", "pdf", "dot", "mmd", "drawio")


_NONE = Kept()


def draw(scene: Scene, fmt: str, paper: str = "", kept: Kept = _NONE, theme: Theme = OURS) -> bytes:
    """Return the picture of a scene. Raises FormatError, or RenderError where the picture is not the scene's.

    `paper` is the sheet of a PDF, one of PAPERS; `kept` is an earlier layout of the picture, whose boxes stay where they
    stood as far as that is as good; `theme` the colours of an SVG, a PNG or a PDF.
    """
    if fmt not in FORMATS:
        raise FormatError(fmt, FORMATS)
    if fmt == "dot":
        return write_dot(scene).encode()
    if fmt == "pdf":
        return to_pdf([theme.paint(sheet) for sheet in draw_sheets(scene, paper, kept)])
    if fmt == "mmd":
        return draw_mermaid(scene).encode()
    if fmt == "drawio":
        return draw_drawio(scene, kept).encode()
    svg = theme.paint(draw_svg(scene, kept))
    return to_png(svg) if fmt == "png" else svg.encode()


def draw_svg(scene: Scene, kept: Kept = _NONE) -> str:
    """Return the picture of a scene as SVG text, verified."""
    return draw_laid_out(scene, lay_out(scene, kept=kept))


def draw_laid_out(scene: Scene, drawing: Drawing) -> str:
    """Return a scene that was laid out as SVG text, verified."""
    svg = to_svg(scene, drawing)
    verify(scene, svg)
    return svg


def draw_sheets(scene: Scene, paper: str = "", kept: Kept = _NONE) -> tuple[str, ...]:
    """Return the pages of a scene as SVG texts, each verified against what is to stand on it."""
    pages = make_pages(scene, paper, kept)
    sheets = tuple(map(to_sheet, pages))
    for page, sheet in zip(pages, sheets, strict=True):
        verify(page.scene, sheet)
    return sheets


def draw_mermaid(scene: Scene) -> str:
    """Return a scene as Mermaid text, verified."""
    text = to_mermaid(scene)
    verify_mermaid(scene, text)
    return text


def draw_drawio(scene: Scene, kept: Kept = _NONE) -> str:
    """Return a scene as a draw.io file, verified."""
    text = to_drawio(scene, lay_out(scene, kept=kept))
    verify_drawio(scene, text)
    return text

"""The formats of a picture: those of `render`, and the page of `explorer` for one scene alone."""

from __future__ import annotations

from piaflow.errors import FormatError
from piaflow.explorer.page import draw_alone
from piaflow.layout.kept import Kept
from piaflow.render import draw as pictures
from piaflow.views.scene import Scene
from piaflow.views.theme import OURS, Theme

FORMATS = (*pictures.FORMATS, "html")


def draw(scene: Scene, fmt: str, paper: str = "", theme: Theme = OURS, kept: Kept | None = None) -> bytes:
    """Return the picture of a scene in the colours of a theme, a PDF on some paper, its boxes where they were `kept`.

    Raises FormatError, or RenderError where the picture is not the scene's.
    """
    if fmt not in FORMATS:
        raise FormatError(fmt, FORMATS)
    places = kept or Kept()
    if fmt == "html":
        return draw_alone(scene, places).encode()
    return pictures.draw(scene, fmt, paper, places, theme)

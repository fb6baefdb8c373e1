"""The door of this room: a Scene in, a file's bytes out, read back before they leave."""

from __future__ import annotations

from piaflow.errors import FormatError
from piaflow.render.dot import to_dot
from piaflow.render.engine import ENGINE
from piaflow.render.layout import lay_out
from piaflow.render.placing import make_drawing
from piaflow.render.png import to_png
from piaflow.render.readback import verify
from piaflow.render.svg import to_svg
from piaflow.views.scene import Scene

FORMATS = ("svg", "png", "dot")


def draw(scene: Scene, fmt: str) -> bytes:
    """Return the picture of a scene. Raises FormatError, or RenderError where the picture is not the scene's."""
    if fmt not in FORMATS:
        raise FormatError(fmt, FORMATS)
    if fmt == "dot":
        return to_dot(lay_out(scene).measured).encode()
    svg = draw_svg(scene)
    return to_png(svg) if fmt == "png" else svg.encode()


def draw_svg(scene: Scene) -> str:
    """Return the picture of a scene as SVG text, verified."""
    ENGINE.start()
    layout = lay_out(scene)
    svg = to_svg(scene, make_drawing(layout.measured, layout.geometry))
    verify(scene, svg)
    return svg

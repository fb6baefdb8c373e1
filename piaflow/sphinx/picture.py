"""A picture in a page: inline SVG in HTML, a PNG file in LaTeX, a list of its arrows everywhere else."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging

from piaflow.app.answers import Picture
from piaflow.app.site import draw_inline
from piaflow.errors import RenderError
from piaflow.sphinx.tables import make_list

_LOGGER = logging.getLogger(__name__)


class picture(nodes.General, nodes.Element):  # noqa: N801 - docutils names nodes so
    """A Picture that waits for its builder: `shown` is the value, `alt` and `prefix` are texts."""


class PictureTransform(SphinxPostTransform):
    """Put in place of each picture what the builder can show."""

    default_priority = 200

    def run(self, **_: Any) -> None:
        """Replace the pictures; one that cannot be drawn becomes a warning and a list of its arrows."""
        show = _SHOWN.get(self.app.builder.format, _show_list)
        for node in list(self.document.findall(picture)):
            try:
                shown = show(node, Path(self.app.outdir))
            except RenderError as error:
                _LOGGER.warning(str(error), location=node, type="piaflow", subtype="render")
                shown = _show_list(node, Path(self.app.outdir))
            node.replace_self(shown)


def _show_svg(node: picture, _: Path) -> nodes.Node:
    drawn: Picture = node["shown"]
    svg = draw_inline(drawn, node["prefix"], node["alt"])
    return nodes.raw("", f'<div class="piaflow-picture">{svg}</div>', format="html")


def _show_png(node: picture, outdir: Path) -> nodes.Node:
    content = node["shown"].to_bytes("png")
    name = f"piaflow-{sha256(content).hexdigest()[:16]}.png"
    (outdir / name).write_bytes(content)
    return nodes.raw("", rf"\noindent\sphinxincludegraphics{{{name}}}", format="latex")


def _show_list(node: picture, _: Path) -> nodes.Node:
    return nodes.container("", nodes.paragraph("", node["alt"]), make_list(node["shown"].to_lines()))


_SHOWN = {"html": _show_svg, "latex": _show_png}

"""What a reader does with a page of the site: open a picture large, copy an example. A script of our own, no library."""

from __future__ import annotations

from pathlib import Path

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.util.typing import ExtensionMetadata


def setup(app: Sphinx) -> ExtensionMetadata:
    """Put the script and its style into every page."""
    app.connect("config-inited", _add_static)
    app.add_css_file("docs-looks.css")
    app.add_js_file("docs-looks.js", loading_method="defer")
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def _add_static(_: Sphinx, config: Config) -> None:
    config.html_static_path = [*config.html_static_path, str(Path(__file__).with_name("static"))]

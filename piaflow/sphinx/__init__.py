"""The Sphinx door: `extensions = ["piaflow.sphinx"]` gives a site pictures and tables of its models."""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.util.typing import ExtensionMetadata

from piaflow.sphinx.diagram import DiagramDirective
from piaflow.sphinx.picture import PictureTransform, picture
from piaflow.sphinx.told import FindingsDirective, FlowsDirective, ImpactDirective, TraceDirective

_DIRECTIVES = (DiagramDirective, TraceDirective, FlowsDirective, FindingsDirective, ImpactDirective)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Add the directives piaflow-diagram, -trace, -flows, -findings and -impact."""
    ours = version("piaflow")
    # a config value of kind "env": pages are read anew when another piaflow reads them
    app.add_config_value("piaflow_version", ours, "env", types=str)
    app.add_node(picture)
    app.add_post_transform(PictureTransform)
    for directive in _DIRECTIVES:
        app.add_directive(directive.name_in_page, directive)
    app.connect("config-inited", _add_style)
    app.add_css_file("piaflow.css")
    return {"version": ours, "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}


def _add_style(_: Sphinx, config: Config) -> None:
    """Before the build compares its settings with those of the last one: else they would differ each time."""
    config.html_static_path = [*config.html_static_path, str(Path(__file__).with_name("static"))]

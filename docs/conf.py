"""The site of the project's own documentation: `make docs` builds it."""

from importlib.metadata import version as find_version

project = "piaflow"
author = "piaflow"
release = version = find_version("piaflow")
language = "ja"
extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon", "piaflow.sphinx"]
exclude_patterns = ["_build"]
html_theme = "furo"
html_title = "piaflow"
html_copy_source = False
html_show_copyright = False
myst_heading_anchors = 3
autodoc_member_order = "bysource"
autodoc_class_signature = "separated"
autodoc_default_options = {"members": True, "exclude-members": "__init__,__new__"}
autodoc_preserve_defaults = True

"""The site of the project's own documentation: `make docs` builds it."""

import sys
from importlib.metadata import version as find_version
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))  # docs.search, from wherever the site is built

project = "piaflow"
author = "piaflow"
release = version = find_version("piaflow")
language = "ja"
extensions = [
    "myst_parser",
    "sphinx.ext.autodoc",
    "sphinx.ext.napoleon",
    "piaflow.sphinx",
    "docs.looks",
    "docs.search",
]
exclude_patterns = ["_build"]
html_theme = "furo"
html_title = f"piaflow {release}"
html_copy_source = False
html_show_copyright = False
myst_heading_anchors = 3
myst_enable_extensions = ["substitution"]
myst_substitutions = {"version": f"piaflow {release}"}
autodoc_member_order = "bysource"
autodoc_class_signature = "separated"
autodoc_default_options = {"members": True, "exclude-members": "__init__,__new__"}
autodoc_preserve_defaults = True

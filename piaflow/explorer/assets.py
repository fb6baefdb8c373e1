"""Our own style and script of the HTML page, and the policy by which a browser runs nothing else."""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files

_STYLES = ("page.css", "tools.css", "small.css", "print.css")
_SCRIPTS = (
    "words.js",
    "data.js",
    "view.js",
    "touch.js",
    "sheets.js",
    "lighting.js",
    "tracing.js",
    "filters.js",
    "searching.js",
    "stepping.js",
    "facts.js",
    "details.js",
    "start.js",
)


@cache
def load_style() -> str:
    """Return the style of the page."""
    return "\n".join(map(_load, _STYLES))


@cache
def load_script() -> str:
    """Return the script of the page: its files in one closed scope."""
    parts = "\n".join(map(_load, _SCRIPTS))
    return f'(() => {{\n"use strict";\n{parts}}})();\n'


def make_policy() -> str:
    """Return the Content-Security-Policy of the page: nothing but this style and this script."""
    own = f"style-src {_seal(load_style())}; script-src {_seal(load_script())}"
    return f"default-src 'none'; {own}; base-uri 'none'; form-action 'none'"


def _load(name: str) -> str:
    return files("piaflow.explorer").joinpath("web", name).read_text(encoding="utf-8")


def _seal(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"

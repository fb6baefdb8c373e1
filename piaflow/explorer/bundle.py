"""The style and the script of a page, in it and allowed by their hash: a page loads nothing from anywhere."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from hashlib import sha256
from importlib.resources import files
from typing import Any

from attrs import define

from piaflow.domain.visible import reveal
from piaflow.render.markup import GENERATOR, element, write_text
from piaflow.views.theme import PAGE, SHEET

_IMPORT = re.compile(r'^import .* from "\./([\w.]+)";$', re.MULTILINE)
_FROM_MODULE = re.compile(r"^import .*\n|^export ", re.MULTILINE)


@define(frozen=True, slots=False)
class Bundle:
    """The style sheets of a page and the module that starts its script, in a folder of this room.

    `images` says that the page holds pictures of its own, as data; `pieces` that it loads parts of itself, scripts beside
    it, when they are asked for.
    """

    folder: str
    styles: tuple[str, ...]
    start: str
    images: bool = False
    pieces: bool = False

    @cached_property
    def style(self) -> str:
        """The colours of the theme under their names, then what uses them."""
        light, dark, printed = (
            {name: shades[n] for name, shades in PAGE.items()} for n in range(len(PAGE["ink"]))
        )
        colours = (
            f":root {{ color-scheme: light dark; {_write_colours({**light, **SHEET})} }}",
            f"@media (prefers-color-scheme: dark) {{ :root {{ {_write_colours(dark)} }} }}",
            f"@media print {{ :root {{ color-scheme: light; {_write_colours(printed)} }} }}",
        )
        return "\n".join((*colours, *map(self._load, self.styles)))

    @cached_property
    def script(self) -> str:
        """The modules in one closed scope, each behind those that it imports.

        A page opened from a file can load no module from another, so that they go into it as one script. In one
        scope every name of a module is seen by all; that no two modules have one name is for a test to hold.
        """
        parts = "\n".join(_FROM_MODULE.sub("", self._load(name)) for name in self._list_modules(self.start))
        return f'(() => {{\n"use strict";\n{parts}}})();\n'

    @cached_property
    def policy(self) -> str:
        """The Content-Security-Policy: nothing but this style and this script, and what lies beside it."""
        beside = (
            " 'self' file:" if self.pieces else ""
        )  # a page that is opened from a file has no server to be its own
        own = f"style-src {_seal(self.style)}; script-src {_seal(self.script)}{beside}"
        images = "; img-src data:" if self.images else ""
        return f"default-src 'none'; {own}{images}; base-uri 'none'; form-action 'none'"

    def write_page(self, title: str, body: Iterable[str], facts: str) -> str:
        """Return a page: its parts, then the facts that its script reads, as `embed` writes them."""
        return "\n".join(
            (
                "<!DOCTYPE html>",
                f'<html lang="ja" {GENERATOR}>',
                *self._write_head(title),
                "<body>",
                *body,
                f'<script type="application/json" id="facts">{facts}</script>',
                f"<script>{self.script}</script>",
                "</body>",
                "</html>",
                "",
            )
        )

    def _write_head(self, title: str) -> Iterator[str]:
        yield "<head>"
        yield '<meta charset="utf-8">'
        yield f'<meta http-equiv="Content-Security-Policy" content="{self.policy}">'
        yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
        yield element("title", write_text(title))
        yield f"<style>{self.style}</style>"
        yield "</head>"

    def _list_modules(self, name: str) -> list[str]:
        """Return a module and those that it imports, each once and behind its own imports."""
        needed = [inner for one in _IMPORT.findall(self._load(name)) for inner in self._list_modules(one)]
        return list(dict.fromkeys((*needed, name)))

    def _load(self, name: str) -> str:
        """Return a file of the folder, or one that all pages share."""
        folder = _SHARED if name in _FOR_ALL else self.folder
        return files("piaflow.explorer").joinpath(folder, name).read_text(encoding="utf-8")


_SHARED, _FOR_ALL = "web", ("base.css", "parts.js")


def embed(data: Mapping[str, Any]) -> str:
    """Return facts as JSON that no HTML parser can leave early, their control characters shown."""
    return reveal(json.dumps(data, ensure_ascii=False, separators=(",", ":"))).replace("<", "\\u003c")


def _write_colours(colours: Mapping[str, str]) -> str:
    return " ".join(f"--{name}: {colour};" for name, colour in colours.items())


def _seal(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"

"""A search for a site in Japanese in the place of Sphinx's own: pairs of characters, without a server.

What a browser loads are two scripts, so that it works from a folder too, where a page may fetch nothing.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from attrs import asdict
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.config import Config
from sphinx.util.typing import ExtensionMetadata

from docs.search.rendered import Section, find_sections
from docs.search.splitting import find_runs, split

INDEX, TEXTS = "search-index.js", "search-texts.js"
_HERE = Path(__file__).parent


def setup(app: Sphinx) -> ExtensionMetadata:
    """Put the search page and its index in the place of Sphinx's."""
    app.connect("config-inited", _add_page)
    app.connect("builder-inited", _leave_out_other)
    app.connect("build-finished", _write_index)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def _add_page(_: Sphinx, config: Config) -> None:
    config.templates_path = [*config.templates_path, str(_HERE / "templates")]
    config.html_static_path = [*config.html_static_path, str(_HERE / "static")]
    config.html_additional_pages = {**config.html_additional_pages, "search": "search.html"}


def _leave_out_other(app: Sphinx) -> None:
    if isinstance(app.builder, StandaloneHTMLBuilder):
        app.builder.search = False


def _write_index(app: Sphinx, exception: Exception | None) -> None:
    """Read every page as it was written: a build that writes a few anew, or in parallel, holds no others in memory."""
    builder = app.builder
    if exception or not isinstance(builder, StandaloneHTMLBuilder):
        return
    pages = {
        builder.get_target_uri(name): find_sections(
            Path(builder.get_outfilename(name)).read_text(encoding="utf-8")
        )
        for name in sorted(app.env.found_docs)
    }
    (builder.outdir / INDEX).write_text(_assign("searchIndex", make_index(pages.values())), encoding="utf-8")
    told = [{"address": address, "sections": sections} for address, sections in pages.items()]
    (builder.outdir / TEXTS).write_text(_assign("searchTexts", told), encoding="utf-8")


def make_index(pages: Iterable[Iterable[Section]]) -> dict[str, list[int]]:
    """Return the numbers of the pages that hold each pair of characters."""
    held: defaultdict[str, list[int]] = defaultdict(list)
    for number, sections in enumerate(pages):
        texts = [text for section in sections for text in (section.heading, section.text)]
        for pair in {pair for text in texts for run in find_runs(text) for pair in split(run)}:
            held[pair].append(number)
    return dict(sorted(held.items()))


def _assign(name: str, value: object) -> str:
    told = json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=asdict)
    return f"const {name} = {told};\n"

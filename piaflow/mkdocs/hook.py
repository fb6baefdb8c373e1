"""The hook: each fence of ours in a page becomes what it asks for; what is wrong with one is a warning and stands there."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator, Mapping
from html import escape
from pathlib import Path
from typing import Any, Protocol

from attrs import frozen

from piaflow.app.choices import ITEM
from piaflow.app.doorway import list_problems
from piaflow.app.fences import find_fence
from piaflow.app.pictures import Wanted, find_pictures
from piaflow.app.project import load_project
from piaflow.app.site import (
    SitePart,
    draw_inline,
    find_states,
    read_day,
    tell_findings,
    tell_flows,
    tell_impact,
    tell_trace,
)
from piaflow.errors import PiaflowError, UnknownNameError, find_nearest
from piaflow.mkdocs.html import make_figure, make_part

_LOGGER = logging.getLogger("mkdocs.plugins.piaflow")
"""Below the logger of MkDocs: its warnings end `mkdocs build --strict`."""
_ASKS = re.compile(r"\{piaflow-(\w+)\}[ \t]*(.*)")
_OPTION = re.compile(r":([\w-]+):[ \t]*(.*)")


class Page(Protocol):
    """As much of a page of MkDocs as is asked of it."""

    @property
    def file(self) -> Any:
        """Its file: `abs_src_path`, `src_uri`."""


@frozen
class _Fence:
    """A fence of ours: what it asks, of which models, how, and in which line of the page it begins (from 1)."""

    kind: str
    names: str
    options: Mapping[str, str]
    line: int
    page: Path
    root: Path

    def find(self, name: str) -> Path:
        """Return the file that a name stands for: relative to the page, `/…` to the folder of the site's pages."""
        name = name.strip()
        return self.root / name[1:] if name.startswith("/") else self.page.parent / name

    def find_all(self) -> list[Path]:
        """Return the files of all names."""
        return [self.find(name) for name in self.names.split()]

    def option(self, key: str, otherwise: str = "") -> str:
        """Return what an option says."""
        return self.options.get(key, otherwise)


def on_page_markdown(markdown: str, *, page: Page, config: Any, **_: object) -> str:
    """Return the page with its fences filled. MkDocs calls this for each page."""
    source = Path(page.file.abs_src_path)
    told = _fill(markdown, source, Path(config["docs_dir"]), str(page.file.src_uri))
    return "\n".join(told)


def _fill(markdown: str, page: Path, root: Path, name: str) -> Iterator[str]:
    """Yield the lines of a page; a fence inside a longer one is an example and stays."""
    lines = markdown.split("\n")
    at = 0
    while at < len(lines):
        fence = find_fence(lines, at)
        end = fence.last if fence else at
        asked = _ASKS.fullmatch(fence.info) if fence else None
        if asked:
            told = filter(None, map(_OPTION.match, lines[at + 1 : end]))
            options = {found[1]: found[2].strip() for found in told}
            yield _tell(_Fence(asked[1], asked[2], options, at + 1, page, root), name)
        else:
            yield from lines[at : end + 1]
        at = end + 1


def _tell(fence: _Fence, name: str) -> str:
    try:
        if fence.kind not in _KINDS:
            raise UnknownNameError("頁の指図", f"piaflow-{fence.kind}", find_nearest(fence.kind, _KINDS))
        tell, known = _KINDS[fence.kind]
        unknown = next((key for key in fence.options if key not in known), None)
        if unknown is not None:
            raise UnknownNameError("選択肢", unknown, find_nearest(unknown, known) or "、".join(known))
        return tell(fence)
    except (PiaflowError, ValueError) as error:
        told = list_problems(error) if isinstance(error, PiaflowError) else [str(error)]
    for problem in told:
        _LOGGER.warning("%s:%s: %s", name, fence.line, problem)
    return "".join(f"<p><strong>{escape(problem)}</strong></p>" for problem in told)


def _draw(fence: _Fence) -> str:
    view, before = fence.option("view", "annex1"), fence.option("before")
    wanted = Wanted(
        view=view,
        diagram=fence.option("diagram"),
        item=fence.option("item", ITEM),
        before=fence.find(before) if before else "",
        gather="gather" in fence.options,
        rules=load_project(fence.root).rules if view == "findings" else None,
    )
    captions = [fence.option("caption")]
    figures = []
    for number, found in enumerate(find_pictures(fence.find(fence.names), wanted).values(), 1):
        alt = fence.option("alt") or found.alt
        svg = draw_inline(found, f"piaflow-{fence.line}-{number}", alt)
        figures.append(make_figure(svg, captions.pop() if captions else ""))
    return "\n\n".join(figures)


def _part(tell: Callable[[_Fence], SitePart]) -> Callable[[_Fence], str]:
    return lambda fence: make_part(tell(fence), fence.option("caption"))


def _trace(fence: _Fence) -> SitePart:
    start = fence.option("from")
    told = fence.find_all(), fence.option("item", ITEM)
    return tell_trace(*told, start=start or (), to=fence.option("to"))


def _findings(fence: _Fence) -> SitePart:
    select, ignore = (fence.option(key).split() for key in ("select", "ignore"))
    project = load_project(fence.root, select=select, ignore=ignore)
    return tell_findings(fence.find_all(), project, today=read_day(fence.option("today")))


def _impact(fence: _Fence) -> SitePart:
    return tell_impact(*find_states(fence.names, fence.options, fence.find), load_project(fence.root))


_KINDS: Mapping[str, tuple[Callable[[_Fence], str], tuple[str, ...]]] = {
    "diagram": (_draw, ("view", "diagram", "item", "before", "gather", "caption", "alt")),
    "trace": (_part(_trace), ("item", "from", "to", "caption")),
    "flows": (
        _part(lambda fence: tell_flows(fence.find(fence.names), fence.option("diagram"))),
        ("diagram", "caption"),
    ),
    "findings": (_part(_findings), ("select", "ignore", "today", "caption")),
    "impact": (_part(_impact), ("after", "with", "caption")),
}
"""What a fence may ask, and the options that it takes."""

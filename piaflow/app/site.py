"""What a page of a site asks of model files: each answer as sentences, a list and tables."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from html import escape
from pathlib import Path

from piaflow.app.answers import Picture
from piaflow.app.choices import ITEM
from piaflow.app.file_findings import check_files
from piaflow.app.impacts import impact
from piaflow.app.loading import load, load_all, read_all
from piaflow.app.model import Model, trace
from piaflow.app.project import Project
from piaflow.domain.names import spell
from piaflow.errors import ChoiceNeededError, UnknownNameError, find_nearest
from piaflow.report.site import (
    SitePart,
    tell_findings_site,
    tell_flows_site,
    tell_impact_site,
    tell_trace_site,
)

__all__ = [
    "SitePart",
    "draw_inline",
    "find_states",
    "read_day",
    "tell_findings",
    "tell_flows",
    "tell_impact",
    "tell_trace",
]

_DECLARATION = re.compile(r"<\?xml[^>]*\?>\s*")
_TAG = re.compile(r"<\w[^>]*>")
_ID = re.compile(r'(?<= id=")')
_NAME = re.compile(r"<title>[^<]*</title><desc>")


def draw_inline(picture: Picture, prefix: str, alt: str) -> str:
    """Return a picture as part of a page: `prefix` before each id, named by `alt`, described by its counts."""
    svg = picture.to_bytes("svg").decode()
    bare = _TAG.sub(lambda tag: _ID.sub(f"{prefix}-", tag[0]), _DECLARATION.sub("", svg))
    name = f'<title id="{prefix}-title">{escape(alt)}</title><desc id="{prefix}-desc">'
    named = _NAME.sub(lambda _: name, bare, count=1)
    labels = f'<svg aria-labelledby="{prefix}-title" aria-describedby="{prefix}-desc"'
    return named.replace("<svg", labels, 1)


def read_day(text: str) -> date | None:
    """Return the day that an option writes, None where it writes none. Raises ValueError for what is no day."""
    return date.fromisoformat(text) if text else None


def find_states(named: str, options: Mapping[str, str], find: Callable[[str], Path]) -> tuple[Model, Model]:
    """Return a model before and after: with `after` another one, `with` a change file, or a change file by itself.

    `find` gives the file of a name. Raises ChoiceNeededError where it is none of these.
    """
    path = find(named)
    if "with" in options:
        before = load(path)
        return before, before.with_change(find(options["with"]))
    if "after" in options:
        files = read_all([path, find(options["after"])])
        return files[0].model, files[1].model
    (change,) = read_all([path])
    if change.base is None:
        raise ChoiceNeededError(f"{named} は変更ファイルではありません", (":after:", ":with:"))
    return change.base, change.model


def tell_flows(path: Path, diagram: str = "") -> SitePart:
    """Return the flows of a model, or those of one picture of 別添1. Raises UnknownNameError for the picture."""
    model = load(path).assessment
    names = [d.name for d in model.diagrams]
    spelled = spell(diagram, names) if diagram else ""
    if spelled is None:
        raise UnknownNameError("別添1の図", diagram, find_nearest(diagram, names) or "、".join(names))
    return tell_flows_site(model, spelled)


def tell_trace(
    paths: Sequence[Path], item: str = ITEM, *, start: str | Sequence[str] = (), to: str = ""
) -> SitePart:
    """Return where an item goes, or how it gets to one place. Raises UnknownNameError."""
    return tell_trace_site(trace(load_all(paths), item, start=start).trace, to)


def tell_findings(paths: Sequence[Path], project: Project, *, today: date | None = None) -> SitePart:
    """Return what the rules of a project find in models."""
    return tell_findings_site(check_files(paths, project, today=today).report)


def tell_impact(before: Model, after: Model, project: Project) -> SitePart:
    """Return what changes from one state of a model to the next."""
    return tell_impact_site(impact(before, after, rules=project.rules).impact)

"""What a page of a site asks of model files: each answer as sentences, a list and tables."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from piaflow.app.choices import ITEM
from piaflow.app.file_findings import check_files
from piaflow.app.impacts import impact
from piaflow.app.loading import load, load_all
from piaflow.app.model import Model, trace
from piaflow.app.project import Project
from piaflow.errors import UnknownNameError, find_nearest
from piaflow.report.site import (
    SitePart,
    tell_findings_site,
    tell_flows_site,
    tell_impact_site,
    tell_trace_site,
)

__all__ = ["SitePart", "tell_findings", "tell_flows", "tell_impact", "tell_trace"]


def tell_flows(path: Path, diagram: str = "") -> SitePart:
    """Return the flows of a model, or those of one picture of 別添1. Raises UnknownNameError for the picture."""
    model = load(path).assessment
    names = [d.name for d in model.diagrams]
    if diagram and diagram not in names:
        raise UnknownNameError("別添1の図", diagram, find_nearest(diagram, names) or "、".join(names))
    return tell_flows_site(model, diagram)


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

"""The views there are, in reading order: 別添1 as the document draws it, and the topology of everything."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from piaflow.domain.assessment import Assessment
from piaflow.domain.flows import Diagram
from piaflow.domain.grouping import group_by
from piaflow.views.arranging import arrange
from piaflow.views.parts import hold_lines, make_arrow, make_boxes, make_frames
from piaflow.views.scene import Remark, RemarkGroup, Scene
from piaflow.views.topology import Level, view_topology

_ANNEX, _CONTENT = "（別添１）", "事務の内容"


def view_annex1(model: Assessment) -> dict[str, Scene]:
    """Return, under the name of each diagram of 別添1, its flows, their ends, zones, and the 備考."""
    return {diagram.name: _view_diagram(model, diagram) for diagram in model.diagrams}


def _view_diagram(model: Assessment, diagram: Diagram) -> Scene:
    flows = {i: f for i, f in model.flows_by_id.items() if f.diagram == diagram.name}
    ends = {model.canonical(end) for flow in flows.values() for end in (flow.source, flow.target)}
    boxes = make_boxes(model, ends | {model.canonical(name) for name in diagram.nodes})
    title, subtitle = _tell_title(diagram.title or diagram.name)
    return Scene(
        title=title,
        subtitle=subtitle,
        frames=make_frames(model, boxes),
        boxes=boxes,
        arrows=(*hold_lines(model, boxes), *(make_arrow(model, i, f) for i, f in flows.items())),
        remarks=(*_remarks(diagram), *_notes(diagram)),
        footer=_footer(model),
    )


def _tell_title(name: str) -> tuple[str, str]:
    """Return the heading of the annex, and what the document calls the diagram where that says more."""
    if name.startswith(_ANNEX):
        return name, ""
    return f"{_ANNEX}{_CONTENT}", "" if name in (_CONTENT, _CONTENT.replace("の", "")) else name


def _footer(model: Assessment) -> str:
    published = model.overview.published
    words = (model.body, model.procedure, published and f"公表日 {_tell_date(published)}")
    return "　".join(word for word in words if word)


def _tell_date(written: str) -> str:
    """Return 2026-04-01 as 2026年4月1日, and as written what is no such date."""
    try:
        day = date.fromisoformat(written)
    except ValueError:
        return written
    return f"{day.year}年{day.month}月{day.day}日"


def _remarks(diagram: Diagram) -> tuple[RemarkGroup, ...]:
    headed = group_by((step.heading, Remark(step.number, step.text)) for step in diagram.steps)
    return tuple(RemarkGroup(heading, remarks) for heading, remarks in headed.items())


def _notes(diagram: Diagram) -> tuple[RemarkGroup, ...]:
    notes = tuple(Remark("※", note) for note in diagram.notes)
    return (RemarkGroup("注", notes),) if notes else ()


View = Callable[[Assessment], dict[str, Scene]]


def _in_order(view: View) -> View:
    return lambda model: view(arrange(model))


def at_level(level: Level) -> View:
    """Return the view of the topology whose boxes are bodies, zones or systems."""
    return _in_order(lambda model: view_topology(model, level))


VIEWS: Mapping[str, View] = {"annex1": _in_order(view_annex1), "topology": at_level(Level.SYSTEM)}

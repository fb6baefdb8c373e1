"""別添1 事務の内容: one scene per diagram that the document draws."""

from __future__ import annotations

from datetime import date

from piaflow.domain.assessment import Assessment
from piaflow.domain.flows import Diagram
from piaflow.views.arrows import make_arrow
from piaflow.views.boxes import hold_lines, make_boxes, make_frames
from piaflow.views.scene import Remark, RemarkGroup, Scene


def view_annex1(model: Assessment) -> dict[str, Scene]:
    """Return, under the name of each diagram of 別添1, its flows, their ends, zones, and the 備考."""
    return {diagram.name: _scene(model, diagram) for diagram in model.diagrams}


def _scene(model: Assessment, diagram: Diagram) -> Scene:
    flows = {i: f for i, f in model.flows_by_id.items() if f.diagram == diagram.name}
    ends = {model.canonical(end) for flow in flows.values() for end in (flow.source, flow.target)}
    boxes = make_boxes(model, ends | {model.canonical(name) for name in diagram.nodes})
    return Scene(
        title="（別添１）事務の内容",
        subtitle=diagram.title or diagram.name,
        frames=make_frames(model, boxes),
        boxes=boxes,
        arrows=(*hold_lines(model, boxes), *(make_arrow(model, i, f) for i, f in flows.items())),
        remarks=(*_remarks(diagram), *_notes(diagram)),
        footer=_footer(model),
    )


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
    headed: dict[str, list[Remark]] = {}
    for step in diagram.steps:
        headed.setdefault(step.heading, []).append(Remark(step.number, step.text))
    return tuple(RemarkGroup(heading, tuple(remarks)) for heading, remarks in headed.items())


def _notes(diagram: Diagram) -> tuple[RemarkGroup, ...]:
    notes = tuple(Remark("※", note) for note in diagram.notes)
    return (RemarkGroup("注", notes),) if notes else ()

"""Topology: every node, and one arrow per pair of nodes and direction that any flow joins."""

from __future__ import annotations

from collections.abc import Iterator

from piaflow.domain.assessment import Assessment
from piaflow.views.arrows import line_of
from piaflow.views.boxes import hold_lines, is_shown_unasked, make_boxes, make_frames
from piaflow.views.scene import Arrow, Line, Scene

_STRONGEST = (Line.SPECIFIC, Line.UNKNOWN, Line.PERSONAL)


def view_topology(model: Assessment) -> dict[str, Scene]:
    """Return one scene, named 全体: all nodes and zones, the flows between two nodes gathered in one arrow."""
    ends = {model.canonical(end) for flow in model.flows for end in (flow.source, flow.target)}
    boxes = make_boxes(model, ends | {n.name for n in model.nodes if is_shown_unasked(n, model)})
    arrows = (*hold_lines(model, boxes), *_gathered(model))
    scene = Scene(
        title=model.heading,
        subtitle="システム・ファイル・主体と、その間の流れ",
        frames=make_frames(model, boxes),
        boxes=boxes,
        arrows=arrows,
    )
    return {"全体": scene}


def _gathered(model: Assessment) -> Iterator[Arrow]:
    between: dict[tuple[str, str], list[Line]] = {}
    for flow in model.flows:
        pair = model.canonical(flow.source), model.canonical(flow.target)
        if pair[0] != pair[1]:
            between.setdefault(pair, []).append(line_of(model, flow))
    for (source, target), lines in between.items():
        yield Arrow(f"{source}→{target}", source, target, min(lines, key=_STRONGEST.index))

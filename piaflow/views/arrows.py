"""Arrows of flows."""

from __future__ import annotations

from piaflow.domain.assessment import Assessment
from piaflow.domain.certainty import Certainty
from piaflow.domain.flows import Flow
from piaflow.law.specific_information import judge_specific
from piaflow.views.scene import Arrow, Line

_LINES = {Certainty.YES: Line.SPECIFIC, Certainty.NO: Line.PERSONAL, Certainty.UNKNOWN: Line.UNKNOWN}


def line_of(model: Assessment, flow: Flow) -> Line:
    """Return how the flow is drawn: with 特定個人情報, without, or unknown."""
    return _LINES[judge_specific(flow, model.vocabulary)]


def make_arrow(model: Assessment, flow_id: str, flow: Flow) -> Arrow:
    """Return the arrow of one flow, its id the flow's; an arrow without a text of its own names its items."""
    text = flow.text or ("" if flow.step else str(flow.items).replace("、", "・"))
    source, target = model.canonical(flow.source), model.canonical(flow.target)
    return Arrow(flow_id, source, target, line_of(model, flow), flow.step, text)

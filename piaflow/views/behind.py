"""Which flows of the model stand behind each arrow of a scene."""

from __future__ import annotations

from piaflow.domain.assessment import Assessment
from piaflow.views.scene import Arrow, Line, Scene


def find_flows_behind(model: Assessment, drawn: Scene, scene: Scene) -> dict[str, tuple[str, ...]]:
    """Return the ids of the flows behind each arrow of `scene`; a line of 保有 has none.

    `drawn` is the scene before parallel arrows of it were gathered, or the same scene.
    """
    between: dict[tuple[str, str], list[str]] = {}
    for flow_id, flow in model.flows_by_id.items():
        between.setdefault((model.canonical(flow.source), model.canonical(flow.target)), []).append(flow_id)
    return {
        arrow.id: tuple(
            flow_id
            for one in _find_gathered(arrow, drawn)
            for flow_id in (
                [one.id] if one.id in model.flows_by_id else between.get((one.source, one.target), [])
            )
        )
        for arrow in scene.arrows
    }


def _find_gathered(arrow: Arrow, drawn: Scene) -> tuple[Arrow, ...]:
    if arrow.line is Line.HELD:
        return ()
    same = (arrow.source, arrow.target, arrow.line, arrow.mark)
    there = {one.id: one for one in drawn.arrows}
    if arrow.id in there:
        return (there[arrow.id],)
    return tuple(a for a in drawn.arrows if (a.source, a.target, a.line, a.mark) == same)

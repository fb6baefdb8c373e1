"""The words of a trace: how surely, by which way, in which form, where it stops."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from piaflow.trace.answer import FlowTrace, NodeTrace, PartyTrace, Reach, Stop, Trace

APART = "持つ所からここへ続く流れがない"
_SHOWN = 5
Flows = Mapping[str, FlowTrace]


def way_of(trace: Trace, node: NodeTrace, flows: Flows) -> str:
    """Return the steps by which a node is reached, or that the item enters or is held there.

    Of a long way the first and the last ones, and how many lie between.
    """
    if not node.path:
        return "（入りうる所）" if node.name in trace.possible_origins else "（入る所・保有）"
    passed = [flows[flow_id] for flow_id in node.path]
    steps, diagram = [], ""
    for flow in passed:
        step = flow.told.step
        number = f"{flow.told.diagram} {step}" if step and flow.told.diagram != diagram else step
        diagram = flow.told.diagram or diagram
        steps.append(f" →{number}→ {flow.target}" if number else f" → {flow.target}")
    way = passed[0].source + "".join(shorten_way(steps, " →"))
    way = way if passed[-1].target == node.name else f"{way} ＝ {node.name}"
    return f"{way}（不明な流れ {node.open_flows}）" if node.open_flows else way


def shorten_way(steps: Sequence[str], before: str = "") -> list[str]:
    """Return the steps of a way; of a long one the first and the last, and how many lie between."""
    between = len(steps) - 2 * _SHOWN
    if between <= 1:
        return list(steps)
    return [*steps[:_SHOWN], f"{before}（間に流れ{between}本）", *steps[-_SHOWN:]]


def forms_of(node: NodeTrace) -> str:
    """Return the forms in which a node has the item, those it may have with ？."""
    return "、".join([*node.as_items, *(f"{form}？" for form in node.possibly_as)])


def is_itself(trace: Trace, node: NodeTrace) -> bool:
    """Whether a node has the item itself, surely or possibly."""
    return trace.item in (*node.as_items, *node.possibly_as)


def reach_of(trace: Trace, answer: PartyTrace | NodeTrace) -> str:
    """Return how sure, and as what where it is certainly there in another form only."""
    if answer.reach is not Reach.DEFINITE or trace.item in answer.as_items:
        return answer.reach.printed
    return f"{'、'.join(answer.as_items)}として{answer.reach.printed}"


def stops_of(trace: Trace, node: NodeTrace) -> str:
    """Return where the item stops before a node and why, one flow a line."""
    stops = [f"{s.flow or '保有するシステムから'}: {_why(trace, s)}" for s in node.cut]
    return "\n".join(stops) or APART


def _why(trace: Trace, stop: Stop) -> str:
    return stop.why.value if stop.item == trace.item else f"{stop.item}は{stop.why.value}"

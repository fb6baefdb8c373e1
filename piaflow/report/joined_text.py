"""Several models side by side: what `piaflow show` prints for more than one."""

from __future__ import annotations

from collections.abc import Sequence

from piaflow.domain.assessment import Assessment
from piaflow.graph.flow_graph import Edge, graph_of
from piaflow.graph.meetings import find_meetings, find_shared_nodes
from piaflow.report.tables import heading, lines, table, to_text


def joined_text(models: Sequence[Assessment]) -> str:
    """Return what the models share: the nodes that join, and the flows that more than one describes."""
    graph = graph_of(models)
    documents = [f"{_sign(i)} {m.body}　{m.procedure}（流れ {len(m.flows)}）" for i, m in enumerate(models)]
    shared = find_shared_nodes(graph)
    nodes = ((s.label, "\n".join(f"{_sign(i)} {name}" for i, name in s.names)) for s in shared)
    meetings = find_meetings(graph)
    flows = (
        (f"{m.source} → {m.target}" if n == 0 else "", *_told(edge))
        for m in meetings
        for n, edge in enumerate(m.edges)
    )
    return to_text(
        lines(documents),
        heading(f"一つになる点 {len(shared)}"),
        table(("名前", "各文書での名前"), nodes),
        heading(f"二つ以上の文書が書く流れ {len(meetings)}"),
        table(("流れ", "文書", "番号", "種類", "項目", "根拠行"), flows),
    )


def _sign(index: int) -> str:
    return f"[{index + 1}]"


def _told(edge: Edge) -> tuple[str, ...]:
    flow = edge.flow
    if flow is None:
        return ("",) * 5
    items = str(flow.items) or "不明"
    return (_sign(edge.model), flow.step, flow.kind.value, items, " ".join(map(str, flow.spans)))

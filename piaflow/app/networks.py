"""The flows of a model as a graph of networkx, for whoever goes on from there. The product itself needs no networkx."""

from __future__ import annotations

import networkx as nx

from piaflow.domain.assessment import Assessment
from piaflow.domain.nodes import File, Party


def draw_network(a: Assessment) -> nx.MultiDiGraph[str]:
    """Return what `Model.to_networkx` does."""
    drawn: nx.MultiDiGraph[str] = nx.MultiDiGraph(body=a.body, procedure=a.procedure)
    for node in a.nodes:
        kind = "party" if isinstance(node, Party) else "file" if isinstance(node, File) else "system"
        drawn.add_node(node.name, kind=kind, owner=a.owner(node.name), zone=getattr(node, "zone", ""))
    for file in a.files:
        holder = a.canonical(file.holder)
        drawn.add_edge(holder, file.name, key="holds", flow=None, items=())
        drawn.add_edge(file.name, holder, key="held by", flow=None, items=())
    for flow_id, flow in a.flows_by_id.items():
        ends = a.canonical(flow.source), a.canonical(flow.target)
        drawn.add_edge(*ends, key=flow_id, flow=flow, items=flow.items.names)
    return drawn

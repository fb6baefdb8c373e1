"""Where several documents speak of the same: joined nodes, and flows between the same two nodes."""

from __future__ import annotations

from attrs import frozen

from piaflow.graph.flow_graph import Edge, FlowGraph


@frozen
class SharedNode:
    """A node that several models name: the index of each model and the name it uses."""

    label: str
    names: tuple[tuple[int, str], ...]


@frozen
class Meeting:
    """Flows of several models from one node to another: both ends of one flow, told twice."""

    source: str
    target: str
    edges: tuple[Edge, ...]


def find_shared_nodes(graph: FlowGraph) -> tuple[SharedNode, ...]:
    """Return the nodes that more than one model names, in the graph's order."""
    named = ((label, tuple((i, node.name) for i, node in found)) for label, found in graph.nodes.items())
    return tuple(SharedNode(label, names) for label, names in named if len({i for i, _ in names}) > 1)


def find_meetings(graph: FlowGraph) -> tuple[Meeting, ...]:
    """Return the pairs of nodes between which flows of more than one model go, a file standing for its holder."""
    between: dict[tuple[str, str], dict[str, Edge]] = {}
    for edge in (graph.edges[position] for position in graph.flow_order):
        if edge.flow is not None:
            model, labels = graph.models[edge.model], graph.labels[edge.model]
            pair = labels[model.holder(edge.flow.source)], labels[model.holder(edge.flow.target)]
            between.setdefault(pair, {}).setdefault(edge.id, edge)
    return tuple(
        Meeting(source, target, tuple(edges.values()))
        for (source, target), edges in between.items()
        if source != target and len({edge.model for edge in edges.values()}) > 1
    )

"""The shortest chain of edges from one label to another."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from piaflow.graph.flow_graph import Edge


def find_shortest_chain(edges: Iterable[Edge], *, source: str, target: str) -> tuple[Edge, ...]:
    """Return the edges of one shortest chain, the first in the given order; () where there is none."""
    import networkx as nx

    first: dict[tuple[str, str], Edge] = {}
    for edge in edges:
        first.setdefault((edge.source, edge.target), edge)
    part: nx.DiGraph[str] = nx.DiGraph(first.keys())
    if source not in part or target not in part or not nx.has_path(part, source, target):
        return ()
    way = nx.shortest_path(part, source, target)
    return tuple(first[step] for step in pairwise(way))

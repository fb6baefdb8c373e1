"""The shortest chain of edges from one label to another."""

from __future__ import annotations

from collections.abc import Iterable

from piaflow.graph.flow_graph import Edge


def find_shortest_chain(edges: Iterable[Edge], *, source: str, target: str) -> tuple[Edge, ...]:
    """Return the edges of one shortest chain, the first in the given order; () where there is none."""
    leaving: dict[str, list[Edge]] = {}
    for edge in edges:
        leaving.setdefault(edge.source, []).append(edge)
    by: dict[str, Edge | None] = {source: None}
    queue = [source]
    for label in queue:
        for edge in leaving.get(label, ()):
            if edge.target not in by:
                by[edge.target] = edge
                queue.append(edge.target)
    chain: list[Edge] = []
    while (last := by.get(target)) is not None:
        chain.append(last)
        target = last.source
    return tuple(reversed(chain))

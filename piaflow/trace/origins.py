"""Where an item enters, when nobody says where to start."""

from __future__ import annotations

from collections.abc import Collection

from attrs import frozen

from piaflow.domain.certainty import Certainty
from piaflow.domain.choices import FlowKind
from piaflow.domain.nodes import File
from piaflow.graph.flow_graph import Edge, FlowGraph
from piaflow.trace.carriage import Carriage, records


@frozen
class Origins:
    """Labels where the item certainly enters, and those where it may."""

    definite: tuple[str, ...]
    possible: tuple[str, ...] = ()


def find_origins(carriage: Carriage, item: str) -> Origins:
    """Return where the item enters: the ends of flows that carry it to which no other carries it.

    Where flows run in a circle, the circle is entered at the sources of its 入手, else at its files,
    else anywhere in it. Files that record the item count even where no flow says how it got in.
    """
    graph = carriage.graph
    flows = [(edge, carriage.along(edge, item)) for edge in graph.edges]
    sure = [edge for edge, answer in flows if answer is Certainty.YES and _is_told(edge)]
    open_ = [edge for edge, answer in flows if isinstance(answer, Certainty) and _is_told(edge)]
    recording = [label for label in graph.nodes if _records(graph, label, item)]
    definite = _entries(graph, sure, recording)
    possible = _entries(graph, open_, recording)
    return Origins(definite, tuple(label for label in possible if label not in definite))


def _is_told(edge: Edge) -> bool:
    """A file's bond to its holder says nothing about whether the item is there at all."""
    return edge.flow is not None


def _records(graph: FlowGraph, label: str, item: str) -> bool:
    return any(
        isinstance(node, File) and records(node, item, graph.models[index].vocabulary) is Certainty.YES
        for index, node in graph.nodes[label]
    )


def _entries(graph: FlowGraph, flows: list[Edge], recording: list[str]) -> tuple[str, ...]:
    bonds = [edge for edge in graph.edges if edge.flow is None and edge.source in recording]
    bonds += [edge for edge in graph.edges if edge.file is not None and edge.target in recording]
    found: set[str] = set()
    for circle in graph.find_sources([*flows, *bonds], recording):
        found |= _entry(circle, flows, recording)
    return tuple(label for label in graph.nodes if label in found)


def _entry(circle: frozenset[str], flows: list[Edge], recording: Collection[str]) -> frozenset[str]:
    entering = frozenset(
        edge.source
        for edge in flows
        if edge.source in circle and edge.flow is not None and edge.flow.kind is FlowKind.ACQUISITION
    )
    return entering or circle & set(recording) or circle

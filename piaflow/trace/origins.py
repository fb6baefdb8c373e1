"""Where an item enters, when nobody says where to start."""

from __future__ import annotations

from collections.abc import Collection

from attrs import frozen

from piaflow.domain.certainty import Certainty
from piaflow.domain.choices import FlowKind
from piaflow.graph.flow_graph import Edge
from piaflow.trace.carriage import Carriage
from piaflow.trace.spread import OPEN, SURE, Conversions, spread


@frozen
class Origins:
    """Labels where the item certainly enters, and those where it may."""

    definite: tuple[str, ...]
    possible: tuple[str, ...] = ()


def find_origins(
    carriage: Carriage, conversions: Conversions, item: str, asked: frozenset[str] = frozenset()
) -> Origins:
    """Return where the item enters: the ends of flows that carry it to which no other carries it.

    Where flows run in a circle, the circle is entered at the sources of its 入手, else at its files and
    conversions, else anywhere in it. Files that record the item and nodes whose conversion makes it count
    even where no flow says how it got in. `asked` are the items that this one is asked for.
    """
    sure, maybe = _find_makers(carriage, conversions, item, asked | {item})
    definite = _entries(carriage, item, SURE, sure)
    possible = _entries(carriage, item, OPEN, sure | maybe)
    return Origins(definite, tuple(label for label in possible if label not in definite))


def _find_makers(
    carriage: Carriage, conversions: Conversions, item: str, asked: frozenset[str]
) -> tuple[set[str], set[str]]:
    """Return the nodes that certainly, and those that possibly, make the item out of another."""
    sure: set[str] = set()
    maybe: set[str] = set()
    for (label, source), made in conversions.at.items():
        if item in made and source not in asked:
            origins = find_origins(carriage, conversions, source, asked)
            starts = [(origin, source) for origin in origins.definite]
            others = [(origin, source) for origin in origins.possible]
            if (label, source) in spread(carriage, conversions, starts, SURE):
                sure.add(label)
            elif (label, source) in spread(carriage, conversions, [*starts, *others], OPEN):
                maybe.add(label)
    return sure, maybe


def _entries(
    carriage: Carriage, item: str, allowed: Collection[Certainty], makers: set[str]
) -> tuple[str, ...]:
    graph = carriage.graph
    answered = [edge for edge in graph.edges if carriage.along(edge, item) in allowed]
    recording = {edge.target for edge in answered if edge.file is not None}
    flows = [edge for edge in answered if edge.flow is not None]
    bonds = [
        edge for edge in answered if edge.file is not None or (_is_out(edge) and edge.source in recording)
    ]
    found: set[str] = set()
    for circle in graph.find_sources([*flows, *bonds], recording | makers):
        found |= _entry(circle, flows, recording | makers)
    return tuple(label for label in graph.nodes if label in found)


def _is_out(edge: Edge) -> bool:
    """Whether the edge is the bond from a file to its holder."""
    return edge.flow is None and edge.file is None


def _entry(circle: frozenset[str], flows: list[Edge], known: set[str]) -> frozenset[str]:
    entering = frozenset(
        edge.source
        for edge in flows
        if edge.source in circle and edge.flow is not None and edge.flow.kind is FlowKind.ACQUISITION
    )
    return entering or circle & known or circle

"""The least fixpoint: which states (node, item) an item gets to, and along which edge first."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterable, Iterator, Mapping

from attrs import frozen

from piaflow.domain.certainty import Certainty
from piaflow.graph.flow_graph import Edge
from piaflow.trace.carriage import Carriage

SURE = (Certainty.YES,)
OPEN = (Certainty.YES, Certainty.UNKNOWN)

State = tuple[str, str]
Arrival = tuple[State, Edge | None]


@frozen
class Conversions:
    """What becomes what at each node: (label, item) → items."""

    at: Mapping[State, tuple[str, ...]]

    def closure(self, item: str) -> tuple[str, ...]:
        """Return the item and every item that conversions can make of it, nearest first."""
        found = [item]
        for known in found:
            found.extend(
                target
                for (_, source), targets in self.at.items()
                if source == known
                for target in targets
                if target not in found
            )
        return tuple(dict.fromkeys(found))


def gather_conversions(carriage: Carriage) -> Conversions:
    """Return the conversions of all models of the graph."""
    at: dict[State, tuple[str, ...]] = {}
    for model, labels in zip(carriage.graph.models, carriage.graph.labels, strict=True):
        for conversion in model.conversions:
            state = (labels[model.canonical(conversion.at)], carriage.shared_name(conversion.source))
            at[state] = (*at.get(state, ()), carriage.shared_name(conversion.target))
    return Conversions(at)


def spread(
    carriage: Carriage,
    conversions: Conversions,
    starts: Iterable[State],
    allowed: Collection[Certainty],
) -> dict[State, Arrival | None]:
    """Return each state reached over edges whose answer is `allowed`, with the state and edge it came by.

    A start has no arrival (None); an arrival without an edge is a conversion. Breadth first, so each way
    back is a shortest one.
    """
    reached: dict[State, Arrival | None] = dict.fromkeys(starts)
    queue = deque(reached)
    while queue:
        state = queue.popleft()
        for following, edge in _next(carriage, conversions, state, allowed):
            if following not in reached:
                reached[following] = (state, edge)
                queue.append(following)
    return reached


def _next(
    carriage: Carriage, conversions: Conversions, state: State, allowed: Collection[Certainty]
) -> Iterator[tuple[State, Edge | None]]:
    label, item = state
    for derived in conversions.at.get(state, ()):
        yield (label, derived), None
    for edge in carriage.graph.outgoing[label]:
        if carriage.along(edge, item) in allowed:
            yield (edge.target, item), edge


def way_to(reached: Mapping[State, Arrival | None], state: State) -> tuple[Edge, ...]:
    """Return the flows by which a state was reached, first flow first; bonds and conversions are left out."""
    way: list[Edge] = []
    arrival = reached[state]
    while arrival is not None:
        before, edge = arrival
        if edge is not None and edge.flow is not None:
            way.append(edge)
        arrival = reached[before]
    return tuple(reversed(way))

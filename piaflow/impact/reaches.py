"""Who newly gets an identifier, and who loses it: two traces compared."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve, frozen

from piaflow.domain.assessment import Assessment
from piaflow.domain.items import IDENTIFIERS
from piaflow.graph.flow_graph import FlowGraph, graph_of
from piaflow.trace.answer import Reach, Trace
from piaflow.trace.tracing import trace_graph

_STRENGTH = {Reach.NONE: 0, Reach.POSSIBLE: 1, Reach.DEFINITE: 2}


@frozen
class ReachChange:
    """A node or party that gets an identifier more (or less) surely than before.

    `path` are the flows of one shortest way there in the state where it is reached, in the form in which it
    gets there most surely; `responsible` is the
    party that answers for it ("" where the document does not tell), `entries` the entrustments that
    bring it to a party.
    """

    item: str
    name: str
    was: Reach
    now: Reach
    responsible: str = ""
    path: tuple[str, ...] = ()
    entries: tuple[str, ...] = ()
    is_party: bool = False


@frozen
class ReachChanges:
    """What one item's whereabouts become: nodes and parties that gain it, and those that lose it."""

    item: str
    gained: tuple[ReachChange, ...]
    lost: tuple[ReachChange, ...]


def compare_reaches(before: Assessment, after: Assessment) -> tuple[ReachChanges, ...]:
    """Return what changes for each identifier, those left out for which nothing does."""
    graphs = graph_of([before]), graph_of([after])
    compared = (_compare(*graphs, item) for item in IDENTIFIERS)
    return tuple(changes for changes in compared if changes.gained or changes.lost)


def _compare(before: FlowGraph, after: FlowGraph, item: str) -> ReachChanges:
    old, new = trace_graph(before, item), trace_graph(after, item)
    gained = tuple(_stronger(item, old, new))
    lost = tuple(evolve(c, was=c.now, now=c.was) for c in _stronger(item, new, old))
    return ReachChanges(item, gained, lost)


def _stronger(item: str, old: Trace, new: Trace) -> Iterator[ReachChange]:
    """Yield what the new trace reaches more surely than the old: a node that has another form has that form's answer."""
    was = {node.name: node.reach_as(item) for node in old.nodes}
    parties = {party.name: party for party in new.parties}
    for node in new.nodes:
        now, before = node.reach_as(item), was.get(node.name, Reach.NONE)
        if _STRENGTH[now] > _STRENGTH[before]:
            party = parties.get(node.name)
            entries = tuple(touch.entry for touch in (*party.entrustments, *party.handovers)) if party else ()
            yield ReachChange(
                item=item,
                name=node.name,
                was=before,
                now=now,
                responsible=node.owner,
                path=node.path,
                entries=entries,
                is_party=party is not None,
            )

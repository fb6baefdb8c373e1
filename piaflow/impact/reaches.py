"""Who newly gets an identifier, and who loses it: two traces compared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

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
    bring it to a party. It is not sure where the party may be one of the other state under another name.
    """

    item: str
    name: str
    was: Reach
    now: Reach
    responsible: str = ""
    path: tuple[str, ...] = ()
    entries: tuple[str, ...] = ()
    is_party: bool = False
    is_sure: bool = True


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
    traces = trace_graph(before, item), trace_graph(after, item)
    was, now = ({node.name: node.reach_as(item) for node in trace.nodes} for trace in traces)
    gained = tuple(_tell_stronger(item, was, now, traces[1]))
    lost = tuple(evolve(c, was=c.now, now=c.was) for c in _tell_stronger(item, now, was, traces[0]))
    return ReachChanges(item, gained, lost)


def _tell_stronger(
    item: str, was: Mapping[str, Reach], now: Mapping[str, Reach], trace: Trace
) -> Iterator[ReachChange]:
    """Yield what a trace reaches more surely than it was: a node that has another form has that form's answer."""
    before = {name: was.get(name, Reach.NONE) for name in now}
    stronger = [node for node in trace.nodes if _STRENGTH[now[node.name]] > _STRENGTH[before[node.name]]]
    parties = {party.name: party for party in trace.parties} if stronger else {}
    for node in stronger:
        party = parties.get(node.name)
        entries = tuple(touch.entry for touch in (*party.entrustments, *party.handovers)) if party else ()
        yield ReachChange(
            item=item,
            name=node.name,
            was=before[node.name],
            now=now[node.name],
            responsible=node.owner,
            path=node.path,
            entries=entries,
            is_party=party is not None,
        )

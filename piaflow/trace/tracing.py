"""The trace itself: origins, spread over certain and over possible flows, paths, cuts, parties."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from attrs import frozen

from piaflow.domain.assessment import Assessment
from piaflow.domain.certainty import Certainty
from piaflow.domain.flows import Flow
from piaflow.domain.nodes import File
from piaflow.errors import UnknownNameError, find_nearest
from piaflow.graph.flow_graph import Edge, FlowGraph, build_graph
from piaflow.trace.answer import FlowTrace, NodeTrace, Reach, Stop, Trace, Why
from piaflow.trace.carriage import Carriage
from piaflow.trace.origins import Origins, find_origins
from piaflow.trace.parties import trace_parties
from piaflow.trace.spread import OPEN, SURE, Arrival, Conversions, State, gather_conversions, spread, way_to


@frozen
class _Spread:
    """Both fixpoints of one item, and the forms it can take."""

    item: str
    forms: tuple[str, ...]
    definite: Mapping[State, Arrival | None]
    possible: Mapping[State, Arrival | None]


def trace(models: Assessment | Sequence[Assessment], item: str, *, start: str | Sequence[str] = ()) -> Trace:
    """Return where the item goes over the joined models, from `start` or from wherever it enters.

    Raises UnknownNameError for an item or a start that no model knows.
    """
    graph = build_graph([models] if isinstance(models, Assessment) else models)
    return trace_graph(graph, item, start=start)


def trace_graph(graph: FlowGraph, item: str, *, start: str | Sequence[str] = ()) -> Trace:
    """Return the trace of an item over a graph that is built already. Raises as `trace`."""
    carriage = Carriage(graph)
    wanted = _find_item(carriage, item)
    starts = (start,) if isinstance(start, str) and start else start
    conversions = gather_conversions(carriage)
    given = Origins(tuple(map(graph.label, starts)))
    origins = given if starts else find_origins(carriage, conversions, wanted)
    found = _spread_both(carriage, conversions, wanted, origins)
    stops = _find_stops(carriage, found)
    nodes = tuple(_answer(graph, label, found, stops.get(label, ())) for label in graph.nodes)
    parties = trace_parties(carriage, nodes)
    return Trace(wanted, origins.definite, origins.possible, nodes, parties, _trace_flows(carriage, found))


def _find_item(carriage: Carriage, item: str) -> str:
    vocabularies = [model.vocabulary for model in carriage.graph.models]
    if any(words.find(item) for words in vocabularies):
        return carriage.shared_name(item)
    known = (name for words in vocabularies for name in words.names())
    raise UnknownNameError("項目", item, find_nearest(item, known))


def _spread_both(carriage: Carriage, conversions: Conversions, item: str, origins: Origins) -> _Spread:
    sure = [(label, item) for label in origins.definite]
    maybe = [(label, item) for label in origins.possible]
    definite = spread(carriage, conversions, sure, SURE)
    possible = spread(carriage, conversions, [*sure, *maybe], OPEN)
    return _Spread(item, conversions.closure(item), definite, possible)


def _answer(graph: FlowGraph, label: str, found: _Spread, stops: Sequence[Stop]) -> NodeTrace:
    sure = tuple(form for form in found.forms if (label, form) in found.definite)
    maybe = tuple(f for f in found.forms if (label, f) in found.possible and f not in sure)
    reach = Reach.DEFINITE if sure else Reach.POSSIBLE if maybe else Reach.NONE
    path = (
        way_to(found.definite if sure else found.possible, (label, (*sure, *maybe)[0]))
        if sure or maybe
        else ()
    )
    index, node = graph.nodes[label][0]
    return NodeTrace(
        label,
        graph.models[index].owner(node.name),
        reach,
        graph.aliases(label),
        sure,
        maybe,
        tuple(edge.id for edge in path),
        tuple(stops),
        isinstance(node, File),
    )


def _trace_flows(carriage: Carriage, found: _Spread) -> tuple[FlowTrace, ...]:
    flows: dict[str, FlowTrace] = {}
    for edge in carriage.graph.edges:
        if edge.flow is not None and edge.id not in flows:
            flows[edge.id] = _trace_flow(carriage, found, edge, edge.flow)
    return tuple(flows.values())


def _trace_flow(carriage: Carriage, found: _Spread, edge: Edge, told: Flow) -> FlowTrace:
    answers = {form: carriage.along(edge, form) for form in found.forms}
    sure = tuple(f for f, a in answers.items() if a is Certainty.YES and (edge.source, f) in found.definite)
    maybe = tuple(
        f for f, a in answers.items() if not isinstance(a, Why) and (edge.source, f) in found.possible
    )
    reach = Reach.DEFINITE if sure else Reach.POSSIBLE if maybe else Reach.NONE
    has = any((edge.source, form) in found.possible for form in found.forms)
    ends = edge.source, edge.target
    open_ = tuple(form for form in maybe if form not in sure)
    return FlowTrace(edge.id, *ends, told, reach, sure or maybe, open_, stops=has and not maybe)


def _find_stops(carriage: Carriage, found: _Spread) -> dict[str, tuple[Stop, ...]]:
    """Return, per node, where the item stops.

    Before a node that it reaches only in another form that is where the item itself stops, before a node
    that it does not reach at all where the form that it has last stops.
    """
    itself = {label: found.item for label, form in found.possible if form == found.item}
    anyhow = {label: form for form in reversed(found.forms) for label in _with(found, form)}
    derived = {label: stops for label, stops in _stops(carriage, itself).items() if label in anyhow}
    return {**derived, **_stops(carriage, anyhow)}


def _with(found: _Spread, form: str) -> list[str]:
    return [label for label, reached in found.possible if reached == form]


def _stops(carriage: Carriage, reached: Mapping[str, str]) -> dict[str, tuple[Stop, ...]]:
    """Return, per label not in `reached`, the last edges that leave it on any way there, and why they stop."""
    behind: dict[str, list[Stop]] = {}
    for edge in carriage.graph.edges:
        if edge.source in reached and edge.target not in reached:
            form = reached[edge.source]
            why = carriage.along(edge, form)
            if isinstance(why, Why):
                for label in _reachable(carriage.graph, edge, reached):
                    behind.setdefault(label, []).append(Stop(edge.id, why, form))
    return {label: tuple(dict.fromkeys(stops)) for label, stops in behind.items()}


def _reachable(graph: FlowGraph, edge: Edge, without: Mapping[str, str]) -> list[str]:
    found = [edge.target]
    seen = {edge.target}
    for label in found:
        for onward in graph.outgoing[label]:
            if onward.target not in without and onward.target not in seen:
                seen.add(onward.target)
                found.append(onward.target)
    return found

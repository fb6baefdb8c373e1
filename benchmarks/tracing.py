"""The trace of one model beside breadth-first searches of networkx, igraph and rustworkx on the same nodes and edges."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path

import igraph
import networkx as nx
import rustworkx as rx
from attrs import frozen

import piaflow
from benchmarks.timing import compare, forget_documents, fresh_seconds, no_collection, print_ratio, seconds
from piaflow.app.loading import find_model_files
from piaflow.graph.flow_graph import FlowGraph, build_graph
from piaflow.rules.catalogue import RULES
from piaflow.trace.answer import Trace
from piaflow.trace.indexing import index_of
from piaflow.trace.tracing import trace_graph

MODELS = Path(__file__).parents[1] / "models"
CHANGED = MODELS / "takatsuki/changes/yobosesshu-hakko-kanri.yaml"
CHANGE = MODELS / "takatsuki/changes/yobosesshu-konbini-kofu.yaml"
ITEM = "個人番号"
ROUNDS = 9
FIRSTS = 45
"""Rounds of what is done but once and takes a tenth of a millisecond."""


@frozen
class Plain:
    """The nodes and edges of a graph for another library, and where its search begins."""

    labels: tuple[str, ...]
    ends: tuple[tuple[int, int], ...]
    origin: int

    @classmethod
    def of(cls, graph: FlowGraph) -> Plain:
        """Return what is left of a graph without its meaning, from the first origin of the item."""
        labels = (*graph.nodes, *(f"hub {number}" for number in range(len(graph.nodes), graph.size)))
        ends = tuple(zip(graph.sources, graph.targets, strict=True))
        return cls(labels, ends, graph.number[trace_graph(graph, ITEM).origins[0]])


def draw_networkx(plain: Plain) -> nx.MultiDiGraph[str]:
    """Return the graph of networkx."""
    drawn: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    drawn.add_nodes_from(plain.labels)
    drawn.add_edges_from((plain.labels[source], plain.labels[target]) for source, target in plain.ends)
    return drawn


def list_searches(plain: Plain) -> dict[str, Callable[[], object]]:
    """Return the search of each library, over a graph that it has built already."""
    drawn = draw_networkx(plain)
    of_igraph = igraph.Graph(n=len(plain.labels), edges=plain.ends, directed=True)
    of_rustworkx: rx.PyDiGraph[str, None] = rx.PyDiGraph()
    of_rustworkx.add_nodes_from(plain.labels)
    of_rustworkx.add_edges_from_no_data(plain.ends)
    return {
        "networkx": lambda: nx.bfs_tree(drawn, plain.labels[plain.origin]),
        "igraph": lambda: of_igraph.bfs(plain.origin),
        "rustworkx": lambda: rx.bfs_successors(of_rustworkx, plain.origin),
    }


def read(answer: Trace) -> object:
    """Read the answer for every node and party: none may be left for later."""
    return [node.reach for node in answer.nodes], [party.reach for party in answer.parties]


def time_tracing() -> None:
    """Each model: what is built before any trace against what networkx builds, then the first trace and asked again.

    networkx searches a graph that it has built before; so the first trace finds its graph with the index ready. It is
    told against a search that was asked before, the mean of five, and against the first search of a graph just built.
    """
    for path in find_model_files(MODELS):
        model = piaflow.load(path)
        graph = build_graph([model.assessment])
        if trace_graph(graph, ITEM).origins:
            _time_model(f"{path.parent.name}/{path.stem}", model, graph)
        else:
            print(f"{path.parent.name}/{path.stem}: {ITEM} begins nowhere")


def _time_model(name: str, model: piaflow.Model, graph: FlowGraph) -> None:
    plain = Plain.of(graph)
    searches = list_searches(plain)
    print(f"{name}: {len(graph.nodes)} nodes, {len(graph.edges)} edges")
    built = [_built_against(model, plain) for _ in range(ROUNDS)]
    print_ratio("  graph with its index / networkx building its graph", built)
    search = searches["networkx"]
    print_ratio("  first / networkx BFS", [_first(model, search) for _ in range(FIRSTS)])
    print_ratio("  first / networkx BFS, its first", [_first_of_both(model, plain) for _ in range(FIRSTS)])
    for library, search in searches.items():
        compare(f"  asked again / {library} BFS", lambda: read(trace_graph(graph, ITEM)), search, times=5)


def _built_against(model: piaflow.Model, plain: Plain) -> tuple[float, float]:
    ours = seconds(lambda: _build(model), clock=time.process_time)
    return ours, seconds(lambda: draw_networkx(plain), 5, clock=time.process_time)


def _first(model: piaflow.Model, search: Callable[[], object]) -> tuple[float, float]:
    return _first_trace(model), seconds(search, 5, clock=time.process_time)


def _first_of_both(model: piaflow.Model, plain: Plain) -> tuple[float, float]:
    origin = plain.labels[plain.origin]
    search = fresh_seconds(
        lambda: draw_networkx(plain), lambda drawn: nx.bfs_tree(drawn, origin), clock=time.process_time
    )
    return _first_trace(model), search


def _first_trace(model: piaflow.Model) -> float:
    return fresh_seconds(
        lambda: _build(model), lambda graph: read(trace_graph(graph, ITEM)), clock=time.process_time
    )


def _build(model: piaflow.Model) -> FlowGraph:
    """Return a new graph with all that is worked out of it whatever the item: its index, and who answers for what."""
    graph = build_graph([model.assessment])
    index_of(graph)
    _ = graph.known, graph.answering
    return graph


def time_items() -> None:
    """Each model: every item of its vocabulary, one by one over one graph, against one trace.

    Cycles are collected between the rounds.
    """
    for path in find_model_files(MODELS):
        model = piaflow.load(path)
        words = model.vocabulary
        items = sorted({item.name for name in words.names() if (item := words.find(name))})
        pairs = [_items_against(model, items) for _ in range(3)]
        print_ratio(f"{path.parent.name}/{path.stem}: {len(items)} items / one trace", pairs)


def _items_against(model: piaflow.Model, items: list[str]) -> tuple[float, float]:
    def ask_all(graph: FlowGraph) -> None:
        for item in items:
            read(trace_graph(graph, item))

    def build() -> FlowGraph:
        return build_graph([model.assessment])

    with no_collection():
        every = fresh_seconds(build, ask_all, clock=time.process_time)
        return every, fresh_seconds(
            build, lambda graph: read(trace_graph(graph, ITEM)), clock=time.process_time
        )


def time_checking() -> None:
    """All rules over one model against ten traces of it, and over all models against one trace each.

    Nothing is known of either: the check and each trace find a model that was loaded for it, whose graph nobody has
    built. Cycles are collected between the rounds: one collection, of all that the process holds, takes as long as a check.
    """
    paths = find_model_files(MODELS)
    for path in paths:
        pairs = [_check_against([path], times=10) for _ in range(5)]
        print_ratio(f"check of {path.parent.name}/{path.stem} / ten traces", pairs)
    pairs = [_check_against(paths, times=1) for _ in range(5)]
    print_ratio(f"check {len(paths)} models by {len(RULES)} rules / one trace each", pairs)


def _check_against(paths: Sequence[Path], times: int) -> tuple[float, float]:
    with no_collection():
        ours = fresh_seconds(lambda: _load_anew(*paths), piaflow.check, clock=time.process_time)
        traces = (
            fresh_seconds(lambda: _load_anew(path)[0], _trace_anew, clock=time.process_time)  # noqa: B023
            for path in paths
            for _ in range(times)
        )
        return ours, sum(traces)


def _load_anew(*paths: Path) -> list[piaflow.Model]:
    forget_documents()
    return [piaflow.load(path) for path in paths]


def _trace_anew(model: piaflow.Model) -> object:
    return read(trace_graph(build_graph([model.assessment]), ITEM))


def time_impact() -> None:
    """The impact of one change (parts, identifiers, two checks, two forms) against two traces of 個人番号.

    Both are asked of models that nothing is known of yet; cycles are collected between the rounds.
    """
    pairs = [_impact_against() for _ in range(ROUNDS)]
    print_ratio("impact of a change / two traces", pairs)


def _impact_against() -> tuple[float, float]:
    def load() -> list[piaflow.Model]:
        return _load_anew(CHANGED, CHANGE)

    with no_collection():
        ours = fresh_seconds(load, lambda both: piaflow.impact(*both), clock=time.process_time)
        other = fresh_seconds(
            load, lambda both: [read(model.trace(ITEM).trace) for model in both], clock=time.process_time
        )
    return ours, other

"""How surely an item gets to each node and party of a stored graph, all at once, and to which bodies.

It says what `trace.Trace` says of each node and party, without making an answer for every one of them.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa
from attrs import field, frozen

from piaflow.corpus.stored import Columns, StoredGraph
from piaflow.trace.answer import Reach, Trace
from piaflow.trace.index import NOTHING, STATED
from piaflow.trace.spread import SURELY, Reached
from piaflow.trace.tracing import trace_graph
from piaflow.trace.working import Working

NONE, POSSIBLE, DEFINITE = range(3)
REACHES = (Reach.NONE, Reach.POSSIBLE, Reach.DEFINITE)
"""How surely, from least to most, as numbers say it."""


@frozen(eq=False)
class Reaching:
    """Where an item gets to: `nodes` and `parties` say how surely, by the numbers of the graph.

    `parties` are in the order of `StoredGraph.parties`, with `places`, how many nodes each has it at.
    """

    trace: Trace
    nodes: Any = field(repr=False)
    parties: Any = field(repr=False)
    places: Any = field(repr=False)


def reach_all(graph: StoredGraph, item: str, start: tuple[str, ...] = ()) -> Reaching:
    """Return where the item gets to, from `start` or from wherever it enters. Raises as `trace.trace`."""
    trace = trace_graph(graph, item, start=start, large=0)
    work = trace.work
    assert isinstance(work, Working)  # noqa: S101 - what a graph is traced by
    sure, some = _spread(work.reached, graph.size, len(graph.nodes))
    nodes = np.maximum(sure.max(axis=0) * DEFINITE, some.max(axis=0)).astype(np.int8)
    by_node, places = _roll_up(graph.columns, nodes)
    by_node = np.maximum(by_node, _touch(graph, work, sure, some))
    numbers = np.array([graph.number[label] for label in graph.parties], np.int64)
    return Reaching(trace, nodes, by_node[numbers], places[numbers])


def _spread(reached: Reached, size: int, nodes: int) -> tuple[Any, Any]:
    """Per form and node (hubs, which come last, left out), whether it certainly gets there, and whether it does at all."""
    forms = len(reached.forms.items)
    levels = np.frombuffer(reached.levels, np.uint8).reshape(forms, size)
    definite, some = levels == SURELY, levels > 0
    untold = np.fromiter(reached.untold, np.int64, len(reached.untold))
    some.reshape(-1)[untold] = True
    return definite[:, :nodes], some[:, :nodes]


def _roll_up(columns: Columns, nodes: Any) -> tuple[Any, Any]:
    """What each party has by all that it and what belongs to it answers for, and at how many nodes."""
    count = len(nodes)
    is_reached = (nodes > NONE).astype(np.int64)
    found, places = nodes.copy(), is_reached.copy()
    for name, most in (("told", DEFINITE), ("possibly", POSSIBLE)):
        starts, parties = columns[f"{name}_starts"], columns[name]
        sources = np.repeat(np.arange(count), np.diff(starts))
        apart = sources != parties
        np.maximum.at(found, parties[apart], np.minimum(nodes[sources[apart]], most))
        np.add.at(places, parties[apart], is_reached[sources[apart]])
    starts, wholes = columns["wholes_starts"], columns["wholes"]
    parts = np.repeat(np.arange(count), np.diff(starts))
    while True:  # as many rounds as there are levels: 係, 課, 部
        before = found.copy()
        np.maximum.at(found, wholes, found[parts])
        if np.array_equal(before, found):
            return found, places


def _touch(graph: StoredGraph, work: Working, sure: Any, some: Any) -> Any:
    """What entries of Ⅱ.4 and Ⅱ.5 hand to each node that is a party, or may hand to it as to one that it may be."""
    found = np.zeros(len(graph.nodes), np.int8)
    touches, starts, alike = (graph.columns[name] for name in ("touches", "alike_starts", "alike"))
    parties, sources, edges, told = touches.T
    for form, item in enumerate(work.reached.forms.items):
        ways = work.index.ways(item)
        way = np.asarray(ways)[edges]
        how = np.where(some[form][sources] & (way != NOTHING), POSSIBLE, NONE)
        how = np.where(sure[form][sources] & (way == STATED) & (told > 0), DEFINITE, how)
        np.maximum.at(found, parties, how.astype(np.int8))
    groups = np.repeat(np.arange(len(starts) - 1), np.diff(starts))
    is_touched = np.bincount(groups, found[alike] > NONE, len(starts) - 1) > 0
    np.maximum.at(found, alike[is_touched[groups]], POSSIBLE)
    return found


def tell_bodies(graph: StoredGraph, reaching: Reaching) -> pa.Table:
    """Return the parties that the item may get to, the surest first, then those that assess most and have it at most.

    `code_by` says how the body is known: by a code that is told, by a name that one body in the country has, by a 法人番号,
    or ("") by its name in the documents alone.
    """
    columns = graph.columns
    table = pa.table(
        {name: columns.words("parties", name) for name in ("label", "kind", "code", "by", "prefecture")}
    )
    documents = columns.words("parties", "documents").to_numpy()
    order = np.lexsort((np.arange(len(documents)), -reaching.places, -documents, -reaching.parties))
    order = order[reaching.parties[order] > NONE]
    chosen = table.take(pa.array(order))
    reach = pa.array([REACHES[how].value for how in reaching.parties[order].tolist()], pa.string())
    return pa.table(
        {
            "reach": reach,
            "body": chosen["label"].cast(pa.string()),
            "kind": chosen["kind"].cast(pa.string()),
            "code": chosen["code"].cast(pa.string()),
            "code_by": chosen["by"].cast(pa.string()),
            "prefecture": chosen["prefecture"].cast(pa.string()),
            "documents": pa.array(documents[order]),
            "places": pa.array(reaching.places[order]),
        }
    )

"""The trace itself: an item asked of a graph, from where it enters or from given starts."""

from __future__ import annotations

from collections.abc import Sequence

from piaflow.domain.assessment import Assessment
from piaflow.errors import UnknownNameError, find_nearest
from piaflow.graph.flow_graph import FlowGraph, graph_of
from piaflow.trace.answer import Trace
from piaflow.trace.index import Index, index_of
from piaflow.trace.kernel import LARGE, Kernel, kernel_of
from piaflow.trace.origins import find_origins
from piaflow.trace.spread import Forms, find_forms
from piaflow.trace.working import Reached, Working


def trace(models: Assessment | Sequence[Assessment], item: str, *, start: str | Sequence[str] = ()) -> Trace:
    """Return where the item goes over the joined models, from `start` or from wherever it enters.

    Raises UnknownNameError for an item or a start that no model knows, ChoiceNeededError for a start that is one
    node in one model and another in the next.
    """
    return trace_graph(graph_of([models] if isinstance(models, Assessment) else models), item, start=start)


def trace_graph(graph: FlowGraph, item: str, *, start: str | Sequence[str] = (), large: int = LARGE) -> Trace:
    """Return the trace of an item over a graph that is built already. Raises as `trace`.

    From `large` edges on it is searched on arrays; the answer is the same.
    """
    index = index_of(graph)
    wanted = index.items.find(item)
    if wanted is None:
        raise UnknownNameError("項目", item, find_nearest(item, index.items.known_names()))
    starts = tuple(
        graph.number[graph.label(name)] for name in ((start,) if isinstance(start, str) and start else start)
    )
    asked = (wanted, starts)
    if asked not in index.traces:
        index.traces[asked] = _trace(index, kernel_of(index, large), wanted, starts)
    return index.traces[asked]


def _trace(index: Index, kernel: Kernel, item: int, starts: tuple[int, ...]) -> Trace:
    """A group is traced by its members; each of them enters where it does, or everything starts where it is told."""
    leaves = index.items.leaves(item)
    forms = find_forms(index, leaves)
    n = forms.nodes
    sure, possible = [], []
    for k, leaf in enumerate(leaves):
        origins = None if starts else find_origins(index, kernel, leaf)
        sure += [k * n + node for node in (starts if origins is None else origins.definite)]
        possible += [] if origins is None else [k * n + node for node in origins.possible]
    working = Working(index, item, len(leaves), _reach(kernel, forms, sure, possible))
    names = index.graph.names
    surely = dict.fromkeys(names[state % n] for state in sure)
    maybe = dict.fromkeys(names[state % n] for state in possible)
    order = starts and [names[node] for node in starts]
    return Trace(
        index.items.names[item],
        tuple(dict.fromkeys(order)) if order else _in_order(index, surely),
        _in_order(index, [name for name in maybe if name not in surely]),
        working,
    )


def _in_order(index: Index, names: Sequence[str] | dict[str, None]) -> tuple[str, ...]:
    """The models' order: for the eye."""
    return tuple(sorted(names, key=index.graph.number.__getitem__))


def _reach(kernel: Kernel, forms: Forms, sure: Sequence[int], possible: Sequence[int]) -> Reached:
    definite = kernel.spread_sure(forms, sure)
    strong, weak = kernel.spread_open(forms, (*sure, *possible))
    return Reached(forms, tuple(sure), tuple(possible), definite, strong, weak)

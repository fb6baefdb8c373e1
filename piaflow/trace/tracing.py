"""The trace itself: an item asked of a graph, from where it enters or from given starts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import evolve

from piaflow.domain.assessment import Assessment
from piaflow.errors import UnknownNameError, find_nearest
from piaflow.graph.flow_graph import FlowGraph, graph_of
from piaflow.trace.answer import Trace
from piaflow.trace.index import Index
from piaflow.trace.indexing import index_of
from piaflow.trace.kernel import LARGE, Kernel, kernel_of
from piaflow.trace.origins import reach, reach_from_entries
from piaflow.trace.spread import STRONG, SURELY, Reached, find_forms, find_untold
from piaflow.trace.working import Working


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
    if not wanted:
        raise UnknownNameError("項目", item, find_nearest(item, index.items.known_names()))
    names = (start,) if isinstance(start, str) and start else start
    starts = tuple([graph.number[graph.label(name)] for name in names])
    asked = (wanted, starts)
    if asked not in index.traces:
        index.traces[asked] = _trace(index, kernel_of(index, large), wanted, starts)
    return index.traces[asked]


def _trace(index: Index, kernel: Kernel, asked: tuple[int, ...], starts: tuple[int, ...]) -> Trace:
    """A group is traced by its members; each of them enters where it does, or everything starts where it is told.

    So is all that several models mean by what is asked.
    """
    leaves = index.items.leaves(asked[0])
    if len(asked) > 1:
        leaves = tuple(sorted({leaf for item in asked for leaf in index.items.leaves(item)}))
    reached = _reach(index, kernel, asked, leaves, starts)
    name = index.graph.names.__getitem__
    surely = _list_nodes(index, reached.starts)
    maybe = _list_nodes(index, reached.possible_starts).difference(surely, starts)
    return Trace(
        index.items.names[asked[0]],
        tuple(map(name, dict.fromkeys(starts) or sorted(surely))),
        tuple(map(name, sorted(maybe))),
        Working(index, asked, leaves, reached),
    )


def _list_nodes(index: Index, states: Sequence[int]) -> set[int]:
    """Return the nodes of states; a hub is none."""
    n, known = len(index.outgoing), len(index.graph.names)
    return {node for state in states if (node := state % n) < known}


def _reach(
    index: Index, kernel: Kernel, asked: tuple[int, ...], leaves: tuple[int, ...], starts: tuple[int, ...]
) -> Reached:
    if len(leaves) == 1 and not starts:
        return reach_from_entries(index, kernel, leaves[0])
    forms = find_forms(index, leaves)
    n = forms.nodes
    if starts:
        own = {*starts} | index.list_twins(starts)
        inside = _list_inside(index, starts) - own
        found = reach(
            kernel,
            forms,
            [k * n + node for k in range(len(leaves)) for node in sorted(own)],
            [k * n + node for k, leaf in enumerate(leaves) for node in inside - index.without(leaf)],
        )
    else:
        each = [reach_from_entries(index, kernel, leaf) for leaf in leaves]
        found = reach(
            kernel,
            forms,
            [k * n + node for k, alone in enumerate(each) for node in alone.starts],
            [k * n + node for k, alone in enumerate(each) for node in alone.possible_starts],
            untold=find_untold(forms, len(leaves)),
        )
    return found if len(asked) == 1 else _doubt(index, kernel, asked, found)


def _list_inside(index: Index, starts: Sequence[int]) -> set[int]:
    """Return what the parties among the starts answer for, or may: what they have may be at any of it; with its twins."""
    graph = index.graph
    parties = [name for name in map(graph.names.__getitem__, starts) if name in graph.answering]
    found = {node for party in parties for nodes in graph.list_answered(party) for node in nodes}
    return found | index.list_twins(found)


def _doubt(index: Index, kernel: Kernel, asked: tuple[int, ...], reached: Reached) -> Reached:
    """Return the same where nothing is certain by what only models mean that do not speak of a node."""
    levels = bytearray(reached.levels)
    unsure = {state for state, level in enumerate(levels) if level == SURELY}
    for item in asked:
        unsure.difference_update(_find_sure(index, kernel, item, asked, reached))
    for state in unsure:
        levels[state] = STRONG
    return evolve(
        reached,
        starts=tuple(state for state in reached.starts if state not in unsure),
        possible_starts=(*reached.possible_starts, *filter(unsure.__contains__, reached.starts)),
        levels=bytes(levels),
    )


def _find_sure(
    index: Index, kernel: Kernel, item: int, asked: tuple[int, ...], reached: Reached
) -> Iterator[int]:
    """Yield the states that are certain by one meaning alone, at nodes where some model has it."""
    n, place, graph = reached.forms.nodes, reached.forms.place, index.graph
    forms = find_forms(index, index.items.leaves(item))
    here = {place[form]: k for k, form in enumerate(forms.items)}
    starts = [here[state // n] * n + state % n for state in reached.starts if state // n in here]
    levels, _ = kernel.spread(forms, starts, (), ())
    is_meant = index.items.tell_meant(item, asked)
    for state in (state for state, level in enumerate(levels) if level == SURELY):
        form, node = divmod(state, n)
        if not graph.is_hub(node) and any(is_meant(model) for model, _ in graph.nodes[graph.names[node]]):
            yield place[forms.items[form]] * n + node

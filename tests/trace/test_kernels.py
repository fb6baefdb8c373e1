"""Both kernels, plain lists and arrays, give one answer: states, origins, ways and cuts."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from piaflow.domain.assessment import Assessment
from piaflow.graph.flow_graph import build_graph
from piaflow.trace.answer import Trace
from piaflow.trace.indexing import index_of
from piaflow.trace.kernel import kernel_of
from piaflow.trace.lists import Lists
from piaflow.trace.tracing import trace_graph
from tests.trace.minato import NUMBER, flow, minato
from tests.trace.random_models import TRACED, alone_or_joined

many = settings(
    max_examples=int(os.environ.get("PIAFLOW_EXAMPLES", "100")),
    deadline=None,
    derandomize=True,
    database=None,
    phases=(Phase.explicit, Phase.generate),
)


items = st.sampled_from(TRACED)
EVERY = 0
NONE = sys.maxsize


def everything(answer: Trace) -> object:
    return (
        answer.origins,
        answer.possible_origins,
        [(n.name, n.as_items, n.possibly_as, n.path, n.open_flows, n.cut) for n in answer.nodes],
        [(p.name, p.as_items, p.possibly_as, p.nodes, p.possible_nodes) for p in answer.parties],
        answer.flows,
    )


def asked(models: Sequence[Assessment], item: str, start: Sequence[str], large: int) -> object:
    return everything(trace_graph(build_graph(models), item, start=start, large=large))


@pytest.mark.slow
@many
@given(alone_or_joined, items)
def test_arrays_answer_as_lists_do_from_where_an_item_enters(
    models: tuple[Assessment, ...], item: str
) -> None:
    assert asked(models, item, (), EVERY) == asked(models, item, (), NONE)


@pytest.mark.slow
@many
@given(alone_or_joined, items, st.lists(st.integers(0, 20), min_size=1, max_size=2))
def test_arrays_answer_as_lists_do_from_given_starts(
    models: tuple[Assessment, ...], item: str, picks: list[int]
) -> None:
    names = build_graph(models).names
    start = [names[pick % len(names)] for pick in picks]
    assert asked(models, item, start, EVERY) == asked(models, item, start, NONE)


@pytest.mark.slow
@pytest.mark.parametrize("large", [EVERY, NONE])
@many
@given(models=alone_or_joined, order=st.permutations(TRACED))
def test_what_was_asked_of_a_graph_before_changes_no_answer(
    large: int, models: tuple[Assessment, ...], order: list[str]
) -> None:
    graph = build_graph(models)
    *before, item = order
    for other in before:
        trace_graph(graph, other, large=large)
    assert everything(trace_graph(graph, item, large=large)) == asked(models, item, (), large)


def test_from_its_size_on_a_graph_is_searched_on_arrays() -> None:
    index = index_of(build_graph([minato(flow("住民", "窓口端末", NUMBER))]))
    edges = len(index.graph.edges)
    assert isinstance(kernel_of(index, edges + 1), Lists)
    assert not isinstance(kernel_of(index, edges), Lists)


@pytest.mark.slow
@pytest.mark.parametrize("library", ["numpy", "scipy"])
def test_a_small_trace_loads_no_library_of_arrays(library: str) -> None:
    code = (
        "import sys, piaflow; piaflow.load('tests/fixtures/minato.yaml').trace('個人番号').to_dict();"
        f"sys.exit({library!r} in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_lists_serve_where_the_libraries_of_arrays_are_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "scipy.sparse", None)
    for module in ("arrays", "nets"):
        monkeypatch.delitem(sys.modules, f"piaflow.trace.{module}", raising=False)
    graph = build_graph([minato(flow("住民", "窓口端末", NUMBER))])
    assert isinstance(kernel_of(index_of(graph), EVERY), Lists)
    assert trace_graph(graph, NUMBER, large=EVERY).origins == ("住民",)

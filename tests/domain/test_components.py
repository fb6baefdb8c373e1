"""Strong components: against what leads where, taken one by one."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from piaflow.domain.components import find_components

graphs = st.dictionaries(st.integers(0, 7), st.lists(st.integers(0, 9), max_size=4), max_size=8)


def leads(graph: dict[int, list[int]], start: int) -> set[int]:
    found, waiting = {start}, [start]
    while waiting:
        new = {there for there in graph[waiting.pop()] if there in graph} - found
        found |= new
        waiting += new
    return found


@given(graphs)
def test_what_leads_to_one_another_is_one_component_after_all_that_it_leads_to(
    graph: dict[int, list[int]],
) -> None:
    components = find_components(graph)
    assert sorted(node for component in components for node in component) == sorted(graph)
    earlier: set[int] = set()
    for component in components:
        for node in component:
            there = leads(graph, node)
            assert {other for other in there if node in leads(graph, other)} == component
            assert there - component <= earlier
        earlier |= component


def test_a_chain_of_any_length_needs_no_recursion() -> None:
    chain = {node: [node + 1] for node in range(50_000)}
    assert find_components(chain) == [{node} for node in reversed(chain)]

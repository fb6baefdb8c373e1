"""What holds for every model: agreement with the reference, growth, joining, and evidence."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import evolve
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from piaflow.domain.assessment import Assessment
from piaflow.domain.certainty import Certainty
from piaflow.domain.items import ItemList
from piaflow.graph.flow_graph import build_graph
from piaflow.trace.answer import NodeTrace, Reach, Trace
from piaflow.trace.tracing import trace
from tests.trace import reference
from tests.trace.random_models import (
    TRACED,
    assessments,
    pairs_of_one_body,
    pairs_of_two_bodies,
    with_a_flow_more,
)

fast = settings(max_examples=50, deadline=None, derandomize=True, database=None)
items = st.sampled_from(TRACED)
pick = st.integers(0, 10)
alone_or_joined = st.one_of(assessments.map(lambda model: (model,)), pairs_of_one_body)

Facts = set[tuple[str, str]]


def definite(answer: Trace) -> Facts:
    return {(node.name, form) for node in answer.nodes for form in node.as_items}


def possible(answer: Trace) -> Facts:
    return definite(answer) | {(node.name, form) for node in answer.nodes for form in node.possibly_as}


def assert_contains(larger: Trace, smaller: Trace) -> None:
    assert definite(smaller) <= definite(larger)
    assert possible(smaller) <= possible(larger)


def assert_agrees(answer: Trace, expected: reference.Answer) -> None:
    assert set(answer.origins) == expected.origins
    assert set(answer.possible_origins) == expected.possible_origins
    assert definite(answer) == expected.definite
    assert possible(answer) == expected.possible


def chosen(model: Assessment, index: int) -> str:
    return model.nodes[index % len(model.nodes)].name


def relabel(answer: Trace, models: Sequence[Assessment], index: int) -> Trace:
    labels = build_graph(models).labels[index]
    return evolve(answer, nodes=tuple(evolve(n, name=labels[n.name]) for n in answer.nodes))


@fast
@given(assessments, items)
def test_a_trace_from_where_the_item_enters_is_that_of_the_reference(model: Assessment, item: str) -> None:
    assert_agrees(trace(model, item), reference.trace([model], item))


@fast
@given(assessments, items, pick)
def test_a_trace_from_a_start_is_that_of_the_reference(model: Assessment, item: str, index: int) -> None:
    start = chosen(model, index)
    assert_agrees(trace(model, item, start=[start]), reference.trace([model], item, [start]))


@fast
@given(pairs_of_one_body, items)
def test_a_trace_over_two_assessments_of_a_body_is_that_of_the_reference(
    models: tuple[Assessment, Assessment], item: str
) -> None:
    assert_agrees(trace(models, item), reference.trace(models, item))


@fast
@given(assessments, items)
def test_the_word_for_a_node_follows_from_the_forms_it_gets(model: Assessment, item: str) -> None:
    for node in trace(model, item).nodes:
        assert not set(node.as_items) & set(node.possibly_as)
        expected = Reach.DEFINITE if node.as_items else Reach.POSSIBLE if node.possibly_as else Reach.NONE
        assert node.reach is expected


@fast
@given(assessments, items)
def test_what_certainly_arrives_is_among_what_may_arrive(model: Assessment, item: str) -> None:
    sure = trace(model, item)
    assert definite(sure) <= possible(sure)
    closed = evolve(model, flows=tuple(evolve(f, items=evolve(f.items, complete=True)) for f in model.flows))
    assert definite(trace(closed, item)) <= possible(sure)


@fast
@given(with_a_flow_more, items)
def test_a_flow_more_never_shrinks_the_reach(drawn: tuple[Assessment, Assessment], item: str) -> None:
    before, after = drawn
    assert_contains(trace(after, item), trace(before, item))


@fast
@given(with_a_flow_more, items, pick)
def test_a_flow_more_never_shrinks_the_reach_from_a_start(
    drawn: tuple[Assessment, Assessment], item: str, index: int
) -> None:
    before, after = drawn
    start = [chosen(before, index)]
    assert_contains(trace(after, item, start=start), trace(before, item, start=start))


def assert_joined_contains_each(models: Sequence[Assessment], item: str) -> None:
    joined = trace(models, item)
    for index, model in enumerate(models):
        assert_contains(joined, relabel(trace(model, item), models, index))


@fast
@given(pairs_of_one_body, items)
def test_a_trace_over_two_assessments_of_a_body_contains_each(
    models: tuple[Assessment, Assessment], item: str
) -> None:
    assert_joined_contains_each(models, item)


@fast
@given(pairs_of_two_bodies, items)
def test_a_trace_over_assessments_of_two_bodies_contains_each(
    models: tuple[Assessment, Assessment], item: str
) -> None:
    assert_joined_contains_each(models, item)


@fast
@given(st.one_of(pairs_of_one_body, pairs_of_two_bodies), items, pick, st.sampled_from((0, 1)))
def test_a_joined_trace_from_a_start_contains_each_single_one(
    models: tuple[Assessment, Assessment], item: str, index: int, which: int
) -> None:
    start = chosen(models[which], index)
    joined = trace(models, item, start=[build_graph(models).labels[which][start]])
    assert_contains(joined, relabel(trace(models[which], item, start=[start]), models, which))


@fast
@given(alone_or_joined, items)
def test_every_node_that_is_reached_has_a_way_of_carrying_flows(
    models: tuple[Assessment, ...], item: str
) -> None:
    answer, known = trace(models, item), reference.read(models, item)
    for node in answer.nodes:
        if node.reach is Reach.DEFINITE:
            there = reference.along(known, node.path, answer.origins, reference.SURE)
            assert (node.name, node.as_items[0]) in there
        elif node.reach is Reach.POSSIBLE:
            origins = (*answer.origins, *answer.possible_origins)
            there = reference.along(known, node.path, origins, reference.OPEN)
            assert (node.name, node.possibly_as[0]) in there
        else:
            assert node.path == ()


def has(node: NodeTrace, item: str) -> bool:
    return item in (*node.as_items, *node.possibly_as)


@fast
@given(alone_or_joined, items)
def test_every_node_without_the_item_is_cut_off_from_all_that_have_it(
    models: tuple[Assessment, ...], item: str
) -> None:
    answer, known = trace(models, item), reference.read(models, item)
    having = [node.name for node in answer.nodes if has(node, item)]
    for node in answer.nodes:
        cut = {stop.flow for stop in node.cut}
        assert all(reference.stops_item(known, flow) for flow in cut)
        if has(node, item):
            assert not cut
        else:
            assert reference.separates(known, cut, having, node.name)


@fast
@given(alone_or_joined, items)
def test_every_flow_of_a_cut_starts_where_the_item_is_and_leads_to_the_node(
    models: tuple[Assessment, ...], item: str
) -> None:
    answer, known = trace(models, item), reference.read(models, item)
    links = {(hop.source, hop.target) for hop in known.hops}
    for node in answer.nodes:
        for stop in node.cut:
            having = {n.name for n in answer.nodes if has(n, stop.item)}
            hops = [hop for hop in known.hops if hop.flow == stop.flow and hop.source in having]
            assert any(node.name in reference.leads(links, hop.target) for hop in hops)


@fast
@given(assessments, items)
def test_every_node_that_is_not_reached_is_cut_off_from_all_that_are(model: Assessment, item: str) -> None:
    answer, known = trace(model, item), reference.read([model], item)
    reached = [node.name for node in answer.nodes if node.reach is not Reach.NONE]
    for node in answer.never:
        assert reference.separates(known, {stop.flow for stop in node.cut}, reached, node.name)


def find_open(model: Assessment, item: str) -> int:
    """Return the position of a flow that does not tell whether it carries the item."""
    found = [
        index
        for index, flow in enumerate(model.flows)
        if reference.carried(model, flow, item) is Certainty.UNKNOWN
    ]
    assume(found)
    return found[0]


def answered(model: Assessment, index: int, items: ItemList, excludes: Sequence[str] = ()) -> Assessment:
    flow = evolve(model.flows[index], items=items, excludes=tuple(excludes))
    return evolve(model, flows=(*model.flows[:index], flow, *model.flows[index + 1 :]))


@fast
@given(assessments, items)
def test_learning_that_a_flow_carries_an_item_only_makes_its_reach_surer(
    model: Assessment, item: str
) -> None:
    index = find_open(model, item)
    names = (*model.flows[index].items.names, item)
    before, after = trace(model, item), trace(answered(model, index, ItemList(names)), item)
    assert_contains(after, before)
    if not model.conversions:
        assert possible(after) == possible(before)


@fast
@given(assessments, items)
def test_learning_that_a_list_is_complete_only_takes_possibilities_away(model: Assessment, item: str) -> None:
    index = find_open(model, item)
    asked = model.flows[index]
    told = answered(model, index, evolve(asked.items, complete=True), asked.excludes)
    before, after = trace(model, item), trace(told, item)
    assert definite(after) == definite(before)
    assert possible(after) <= possible(before)


@fast
@given(assessments, items)
def test_a_party_is_touched_as_much_as_the_nodes_it_answers_for(model: Assessment, item: str) -> None:
    answer = trace(model, item)
    for node in answer.nodes:
        if node.reach is not Reach.NONE and node.owner:
            party = answer.party(node.owner)
            assert node.name in party.nodes
            assert party.reach in (Reach.DEFINITE, node.reach)

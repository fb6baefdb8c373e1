"""What holds for every model: agreement with the reference, growth, joining, order, and evidence.

PIAFLOW_EXAMPLES says on how many models each law is tried.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TypeVar

import pytest
from attrs import evolve
from hypothesis import Phase, assume, given, settings
from hypothesis import strategies as st

from piaflow.domain.assessment import Assessment
from piaflow.domain.certainty import Certainty
from piaflow.domain.items import ItemList
from piaflow.domain.nodes import Connection, MainItemBox, Party
from piaflow.errors import ChoiceNeededError
from piaflow.graph.joining import label_nodes
from piaflow.trace.answer import NodeTrace, PartyTrace, Reach, Trace
from piaflow.trace.tracing import trace
from tests.trace import reference
from tests.trace.random_models import (
    TRACED,
    again_with_a_flow_more,
    alone_or_joined,
    assessments,
    leaves,
    mixed_pairs,
    pairs,
    pick,
    with_a_flow_more,
)

pytestmark = pytest.mark.slow

EXAMPLES = int(os.environ.get("PIAFLOW_EXAMPLES", "40"))
law = settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    database=None,
    phases=(Phase.explicit, Phase.generate),
)
items = st.sampled_from(TRACED)

Models = Sequence[Assessment]
Facts = set[tuple[str, str]]


def in_leaves(answer: Trace, forms: Sequence[str]) -> frozenset[str]:
    """The forms, the group that was asked given by its members."""
    return frozenset(forms) - {answer.item} | (leaves(answer.item) if answer.item in forms else frozenset())


def definite(answer: Trace) -> Facts:
    return {(node.name, form) for node in answer.nodes for form in in_leaves(answer, node.as_items)}


def possible(answer: Trace) -> Facts:
    may = {(node.name, form) for node in answer.nodes for form in in_leaves(answer, node.possibly_as)}
    return definite(answer) | may


def assert_contains(larger: Trace, smaller: Trace, names: Mapping[str, str] | None = None) -> None:
    """The larger answer has all that the smaller one has, whose nodes it calls by `names`."""
    for wide, narrow in ((definite(larger), definite(smaller)), (possible(larger), possible(smaller))):
        assert {((names or {}).get(node, node), form) for node, form in narrow} <= wide


def chosen(model: Assessment, index: int) -> str:
    return model.nodes[index % len(model.nodes)].name


# A box that cannot be read.


def list_read(model: Assessment) -> Iterator[list[Assessment]]:
    """Yield, for each box of the form that nobody can read, the model with it ticked, and with it empty.

    But not beside a list of 記録項目: what that says of an item holds, whatever a box might say against it.
    """
    for i, system in enumerate(model.systems):
        for boxes in _list_boxes(system.connects):
            systems = (_put(model.systems, i, evolve(system, connects=told)) for told in boxes)
            yield [evolve(model, systems=told) for told in systems]
    for i, file in enumerate(model.files):
        told_boxes = _list_boxes(file.main_items) if file.records == ItemList() else ()
        files = [[evolve(file, main_items=told) for told in boxes] for boxes in told_boxes]
        for j, entry in enumerate(file.entrustments):
            if entry.subentrusted is Certainty.UNKNOWN:
                read = (evolve(entry, subentrusted=box) for box in READ)
                files.append([evolve(file, entrustments=_put(file.entrustments, j, told)) for told in read])
        yield from ([evolve(model, files=_put(model.files, i, told)) for told in one] for one in files)


READ = (Certainty.YES, Certainty.NO)
Box = TypeVar("Box", Connection, MainItemBox)
V = TypeVar("V")


def _list_boxes(boxes: tuple[Box, ...]) -> Iterator[list[tuple[Box, ...]]]:
    for j, told in enumerate(boxes):
        if told.box is Certainty.UNKNOWN:
            yield [_put(boxes, j, evolve(told, box=box)) for box in READ]


def _put(values: tuple[V, ...], place: int, value: V) -> tuple[V, ...]:
    return (*values[:place], value, *values[place + 1 :])


@law
@given(alone_or_joined, items)
def test_a_box_that_cannot_be_read_makes_no_answer_surer_than_what_it_may_show(
    models: Models, item: str
) -> None:
    """Where a ticked box and an empty one answer otherwise, one that cannot be read answers 届きうる."""
    unread = trace(models, item)
    for ticked, empty in list_read(models[0]):
        one, other = (trace([read, *models[1:]], item) for read in (ticked, empty))
        for node in unread.nodes:
            reaches = {one.node(node.name).reach, other.node(node.name).reach}
            assert node.reach is Reach.POSSIBLE or reaches == {node.reach}


# The reference.


def name_keys(models: Models, answer: reference.Answer) -> dict[reference.Key, str]:
    """The label of each node of the reference; both say the same nodes are one."""
    labels = label_nodes(models)
    named = {(key, labels[k][name]) for (k, name), key in answer.world.keys.items()}
    assert len(named) == len({key for key, _ in named}) == len({label for _, label in named})
    return dict(named)


def assert_agrees(models: Models, answer: Trace, expected: reference.Answer) -> None:
    label = name_keys(models, expected)
    parties = {
        expected.world.keys[k, node.name]
        for k, model in enumerate(models)
        for node in model.nodes
        if isinstance(node, Party)
    }
    assert set(answer.origins) == {label[key] for key in expected.origins}
    assert set(answer.possible_origins) == {label[key] for key in expected.possible_origins}
    assert {node.name for node in answer.nodes} == set(label.values())
    for key, name in label.items():
        there = expected.party(key) if key in parties else expected.node(key)
        node = answer.node(name)
        assert (name, frozenset(node.as_items), frozenset(node.possibly_as)) == (name, *expected.named(there))


@law
@given(alone_or_joined, items)
def test_a_trace_from_where_the_item_enters_is_that_of_the_reference(models: Models, item: str) -> None:
    assert_agrees(models, trace(models, item), reference.trace(models, item))


@law
@given(alone_or_joined, items, pick, pick)
def test_a_trace_from_a_start_is_that_of_the_reference(
    models: Models, item: str, which: int, index: int
) -> None:
    which %= len(models)
    start = chosen(models[which], index)
    answer = trace(models, item, start=[label_nodes(models)[which][start]])
    assert_agrees(models, answer, reference.trace(models, item, [(which, start)]))


# The words of an answer.


def assert_told(answer: NodeTrace | PartyTrace) -> None:
    assert not set(answer.as_items) & set(answer.possibly_as)
    expected = Reach.DEFINITE if answer.as_items else Reach.POSSIBLE if answer.possibly_as else Reach.NONE
    assert answer.reach is expected


@law
@given(alone_or_joined, items)
def test_the_word_for_a_node_follows_from_the_forms_it_gets(models: Models, item: str) -> None:
    answer = trace(models, item)
    for node in answer.nodes:
        assert_told(node)
    for party in answer.parties:
        assert_told(party)


@law
@given(alone_or_joined, items)
def test_a_party_is_answered_alike_wherever_it_is_asked_for(models: Models, item: str) -> None:
    answer = trace(models, item)
    table = {node.name: node for node in answer.nodes}
    for party in answer.parties:
        node = answer.node(party.name)
        same = ("reach", "as_items", "possibly_as", "path", "open_flows", "cut", "owner")
        assert [getattr(node, what) for what in same] == [getattr(table[node.name], what) for what in same]
        assert answer.party(party.name) == party
        assert answer.reach_of_party(party.name) is party.reach is node.reach
        assert set(node.as_items) == set(party.as_items)
        assert set(node.possibly_as) == set(party.possibly_as)


@law
@given(alone_or_joined, items)
def test_a_party_is_touched_as_much_as_the_nodes_it_answers_for(models: Models, item: str) -> None:
    answer = trace(models, item)
    for party in answer.parties:
        touched = {Reach.NONE, *(touch.reach for touch in (*party.entrustments, *party.handovers))}
        touched |= {answer.node(name).reach for name in party.nodes if name != party.name}
        touched |= {Reach.POSSIBLE for _ in party.possible_nodes}
        if party.name not in party.nodes:
            expected = next(r for r in (Reach.DEFINITE, Reach.POSSIBLE, Reach.NONE) if r in touched)
            assert party.reach is expected


# Growth.


@law
@given(alone_or_joined, items)
def test_what_certainly_arrives_is_among_what_may_arrive_where_every_list_is_closed(
    models: Models, item: str
) -> None:
    closed = [
        evolve(m, flows=tuple(evolve(f, items=evolve(f.items, complete=True)) for f in m.flows))
        for m in models
    ]
    assert definite(trace(closed, item)) <= possible(trace(models, item))


@law
@given(with_a_flow_more, items, pick)
def test_a_flow_more_never_shrinks_the_reach_from_a_start(
    drawn: tuple[Assessment, Assessment], item: str, index: int
) -> None:
    before, after = drawn
    start = [chosen(before, index)]
    assert_contains(trace(after, item, start=start), trace(before, item, start=start))


@law
@given(pairs, items)
def test_a_trace_over_two_assessments_contains_each(models: Models, item: str) -> None:
    joined, labels = trace(models, item), label_nodes(models)
    for index, model in enumerate(models):
        assert_contains(joined, trace(model, item), labels[index])


def split(model: Assessment, second: Collection[int]) -> tuple[Assessment, Assessment]:
    """Two documents of one body that name and declare the same, each with its own of the flows."""
    first, other = (
        tuple(flow for place, flow in enumerate(model.flows) if (place in second) is there)
        for there in (False, True)
    )
    overview = evolve(model.overview, procedure="別の事務")
    return evolve(model, flows=first), evolve(model, overview=overview, flows=other)


@law
@given(assessments, items, st.sets(st.integers(0, 8)), st.one_of(st.none(), pick))
def test_what_one_document_reaches_is_not_surely_out_of_reach_where_two_of_the_body_tell_it(
    model: Assessment, item: str, second: Collection[int], index: int | None
) -> None:
    """By a word for many each may mean another: then one of the two has it at least."""
    models = split(model, second)
    labels = label_nodes(models)
    start = () if index is None else (chosen(model, index),)
    there = sorted({names[name] for names in labels for name in start})
    joined = trace(models, item, start=there)
    for node in trace(model, item, start=start).nodes:
        if node.reach is not Reach.NONE:
            found = {joined.node(names[node.name]).reach for names in labels}
            assert found != {Reach.NONE}, node.name


@law
@given(pairs, items, pick, st.sampled_from((0, 1)))
def test_a_joined_trace_from_a_start_contains_each_single_one(
    models: Models, item: str, index: int, which: int
) -> None:
    start, labels = chosen(models[which], index), label_nodes(models)[which]
    joined = trace(models, item, start=[labels[start]])
    assert_contains(joined, trace(models[which], item, start=[start]), labels)


def find_open(model: Assessment, item: str) -> int:
    """Return the position of a flow that does not tell whether it carries the item."""
    unsure = (reference.Told.OPEN, reference.Told.MORE)
    found = [i for i, flow in enumerate(model.flows) if reference.carries(model, flow, item) in unsure]
    assume(found)
    return found[0]


def answered(model: Assessment, index: int, told: ItemList) -> Assessment:
    flow = evolve(model.flows[index], items=told)
    return evolve(model, flows=(*model.flows[:index], flow, *model.flows[index + 1 :]))


single_items = st.sampled_from([item for item in TRACED if leaves(item) == {item}])


@law
@given(assessments, single_items, pick)
def test_learning_that_a_flow_carries_an_item_only_makes_its_reach_surer(
    model: Assessment, item: str, place: int
) -> None:
    index, start = find_open(model, item), chosen(model, place)
    told = evolve(model.flows[index].items, names=(*model.flows[index].items.names, item))
    after = trace(answered(model, index, told), item, start=start)
    assert definite(trace(model, item, start=start)) <= definite(after)


@law
@given(assessments, single_items, pick)
def test_learning_that_a_list_is_complete_only_takes_possibilities_away(
    model: Assessment, item: str, place: int
) -> None:
    index, start = find_open(model, item), chosen(model, place)
    told = evolve(model.flows[index].items, complete=True)
    before, after = trace(model, item, start=start), trace(answered(model, index, told), item, start=start)
    assert definite(after) == definite(before)
    assert possible(after) <= possible(before)


# Order.


def told(answer: Trace) -> dict[str, object]:
    """All that an answer says, without its order."""
    nodes = {
        node.name: (
            *(node.reach, frozenset(node.as_items), frozenset(node.possibly_as), node.path, node.open_flows),
            *(frozenset(node.cut), node.owner, frozenset(node.aliases)),
        )
        for node in answer.nodes
    }
    parties = {
        party.name: (
            *(party.reach, frozenset(party.as_items), frozenset(party.possibly_as)),
            *(frozenset(party.nodes), frozenset(party.possible_nodes)),
            frozenset(
                evolve(t, as_items=tuple(sorted(t.as_items)), possibly_as=tuple(sorted(t.possibly_as)))
                for t in (*party.entrustments, *party.handovers)
            ),
        )
        for party in answer.parties
    }
    flows = {
        f.flow: (f.source, f.target, f.reach, frozenset(f.as_items), frozenset(f.possibly_as), f.stops)
        for f in answer.flows
    }
    return {
        "origins": (frozenset(answer.origins), frozenset(answer.possible_origins)),
        "nodes": nodes,
        "parties": parties,
        "flows": flows,
    }


@law
@given(mixed_pairs(), items)
def test_no_order_changes_an_answer(drawn: tuple[Models, Models], item: str) -> None:
    models, others = drawn
    assert told(trace(models, item)) == told(trace(others, item))


@law
@given(mixed_pairs(), items, pick, pick)
def test_no_order_changes_an_answer_from_a_start(
    drawn: tuple[Models, Models], item: str, which: int, index: int
) -> None:
    models, others = drawn
    which %= len(models)
    start = label_nodes(models)[which][chosen(models[which], index)]
    assert told(trace(models, item, start=start)) == told(trace(others, item, start=start))


@law
@given(mixed_pairs())
def test_no_order_changes_the_ids_of_flows(drawn: tuple[Models, Models]) -> None:
    models, others = drawn
    ids = [sorted((m.procedure, i) for m in side for i in m.flow_ids) for side in (models, others)]
    assert ids[0] == ids[1]


@law
@given(st.one_of(with_a_flow_more, again_with_a_flow_more))
def test_an_id_never_comes_to_name_another_flow(drawn: tuple[Assessment, Assessment]) -> None:
    before, after = drawn
    for flow_id, flow in before.flows_by_id.items():
        meant = after.named_flows.find(flow_id)
        assert flow in [after.flow(known) for known in meant]
        if len(meant) > 1:
            with pytest.raises(ChoiceNeededError):
                after.flow(flow_id)


# Evidence.


def party_names(models: Models) -> set[str]:
    labels = label_nodes(models)
    return {labels[k][n.name] for k, m in enumerate(models) for n in m.nodes if isinstance(n, Party)}


@law
@given(alone_or_joined, items)
def test_every_node_that_is_reached_has_the_most_certain_and_then_the_shortest_way(
    models: Models, item: str
) -> None:
    answer, expected = trace(models, item), reference.trace(models, item)
    label = name_keys(models, expected)
    keys = {name: key for key, name in label.items()}
    for node in answer.nodes:
        if node.reach is Reach.NONE:
            assert node.path == ()
        elif node.is_untold:
            assert node.path == ()
            assert not {form for at, form in expected.possible if at == keys[node.name]}
        elif node.name not in party_names(models):
            key = keys[node.name]
            there = reference.along(expected, node.path, sure=node.reach is Reach.DEFINITE)
            assert {form for at, form in there if at == key}
            if leaves(item) == {item}:  # the members of a group come by ways of their own
                opened, length = reference.best_way(expected, key)
                assert (node.name, len(node.path)) == (node.name, length)
                assert node.open_flows <= opened


@law
@given(alone_or_joined, items)
def test_the_way_to_a_party_ends_where_it_answers(models: Models, item: str) -> None:
    answer, expected = trace(models, item), reference.trace(models, item)
    label = name_keys(models, expected)
    for party in answer.parties:
        node = answer.node(party.name)
        if node.reach is not Reach.NONE and not node.is_untold:
            there = reference.along(expected, node.path, sure=node.reach is Reach.DEFINITE)
            entrusted = {
                touch.entry.split(": ")[-1].split("/")[0] for touch in (*party.entrustments, *party.handovers)
            }
            files = {
                label[expected.world.keys[k, name]]
                for k, m in enumerate(models)
                for file in m.files
                if file.name in entrusted
                for name in (file.name, *(s for e in file.entrustments for s in map(m.canonical, e.systems)))
            }
            ends = {party.name, *party.nodes, *party.possible_nodes, *files}
            assert ends & {label[key] for key, _ in there}


def find_missing(answer: Trace, node: NodeTrace) -> frozenset[str]:
    return leaves(answer.item) - in_leaves(answer, (*node.as_items, *node.possibly_as))


@law
@given(alone_or_joined, items)
def test_every_node_without_the_item_is_cut_off_from_all_that_have_it(models: Models, item: str) -> None:
    answer, expected = trace(models, item), reference.trace(models, item)
    keys = {name: key for key, name in name_keys(models, expected).items()}
    parties = party_names(models)
    for node in answer.nodes:
        cut = {(stop.flow, stop.item) for stop in node.cut}
        missing = find_missing(answer, node)
        if not missing:
            assert not cut
        elif node.name not in parties:
            of_missing = {fact for fact in expected.possible if fact[1] in missing}
            facts = of_missing if node.reach is not Reach.NONE else expected.possible
            assert reference.separates(expected, cut, facts, keys[node.name])


@law
@given(alone_or_joined, items)
def test_every_flow_of_a_cut_starts_where_the_item_is_and_leads_to_the_node(
    models: Models, item: str
) -> None:
    answer, expected = trace(models, item), reference.trace(models, item)
    keys = {name: key for key, name in name_keys(models, expected).items()}
    parties = party_names(models)
    links = {(hop.source, hop.target) for hop in expected.world.hops}
    for node in answer.nodes:
        for stop in node.cut if node.name not in parties else ():
            assert any(
                (h.source, stop.item) in expected.possible
                and h.told[stop.item] in (reference.Told.NO, reference.Told.MORE)
                and keys[node.name] in reference.leads(links, h.target)
                for h in expected.world.hops
                if h.flow == stop.flow
            )

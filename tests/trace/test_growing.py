"""What is kept up as edges come and go is what a search from the beginning finds, for certain and at all."""

from __future__ import annotations

import os
from collections.abc import Collection, Sequence

import numpy as np
import pytest
from attrs import frozen
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from piaflow.domain.assessment import Assessment
from piaflow.graph.flow_graph import build_graph
from piaflow.trace.arrays import Arrays
from piaflow.trace.growing import Form, Growing, NewEdge
from piaflow.trace.index import CERTAIN, ETC, INSIDE, INWARD, OPEN, SAME, STATED
from piaflow.trace.indexing import index_of
from piaflow.trace.lists import Lists
from piaflow.trace.nets import HELD, POSSIBLE, SURE, Going, Layers, Rows
from piaflow.trace.spread import STRONG as STRONGLY
from piaflow.trace.spread import SURELY, find_forms
from piaflow.trace.spread import WEAK as WEAKLY
from tests.trace.random_models import TRACED, alone_or_joined

many = settings(
    max_examples=int(os.environ.get("PIAFLOW_EXAMPLES", "300")),
    deadline=None,
    derandomize=True,
    database=None,
    phases=(Phase.explicit, Phase.generate),
)

NODES, FORMS = 7, 2
STRONG, WEAK = "strong", "weak"

nodes = st.integers(0, NODES - 1)
sets = st.frozensets(nodes, max_size=3)
of_forms = st.tuples(*[sets] * FORMS)
edges = st.builds(NewEdge, nodes, nodes, st.tuples(*[st.integers(STATED, HELD)] * FORMS))
changes = st.one_of(
    st.tuples(st.just("add"), st.lists(edges, min_size=1, max_size=4)),
    st.tuples(st.just("remove"), st.lists(st.integers(0, 60), min_size=1, max_size=4)),
)


@frozen
class Asked:
    """Where forms start, who is silent under 等, and at which nodes each form becomes the next."""

    starts: tuple[frozenset[int], ...]
    silent: tuple[frozenset[int], ...]
    becomes: tuple[frozenset[int], ...]
    layers: Layers

    def of(self, now: Sequence[NewEdge]) -> Growing:
        source, target = (
            np.array(ends, np.int32) for ends in ([e.source for e in now], [e.target for e in now])
        )
        rows = Rows.of(NODES, source, target, np.zeros(len(now), np.uint8))
        forms = [
            Form(
                Going.of(rows, np.array([e.ways[k] for e in now], np.uint8)[rows.order]),
                self.starts[k],
                [((k + 1) % FORMS, np.array(sorted(self.becomes[k]), np.int32))],
                self.silent[k],
            )
            for k in range(FORMS)
        ]
        return Growing.of(rows, self.layers, forms)


def found(growing: Growing) -> list[list[bool]]:
    return [(turns > 0).tolist() for turns in growing.turns]


def by_definition(asked: Asked, now: Collection[NewEdge]) -> list[list[bool]]:
    """The least fixpoint in the words of docs/trace.md, fact by fact until none comes."""
    facts = {(k, node, STRONG) for k, at in enumerate(asked.starts) for node in at}
    while True:
        new = {
            (k, e.target, how)
            for e in now
            for k, node, strength in facts
            if node == e.source and (how := carried(asked, e, k, strength))
        }
        new |= {((k + 1) % FORMS, node, STRONG) for k, node, _ in facts if node in asked.becomes[k]}
        if new <= facts:
            break
        facts |= new
    strengths = (STRONG, WEAK)[: len(asked.layers)]
    return [[(k, node, s) in facts for s in strengths for node in range(NODES)] for k in range(FORMS)]


def carried(asked: Asked, edge: NewEdge, form: int, strength: str) -> str:
    way, node = edge.ways[form], edge.source
    if asked.layers == SURE:
        return STRONG if way in (STATED, CERTAIN) else ""
    mute = node in asked.silent[form] and node not in asked.starts[form]
    if way == INWARD:
        return WEAK if mute else strength
    if way in (ETC, HELD):
        return "" if strength == WEAK or mute else WEAK if way == ETC else STRONG
    if way in (STATED, OPEN):
        return STRONG
    return strength if way in (SAME, CERTAIN) else WEAK if way == INSIDE else ""


questions = st.builds(Asked, of_forms, of_forms, of_forms, st.sampled_from((SURE, POSSIBLE)))


@pytest.mark.slow
@many
@given(questions, st.lists(edges, max_size=14), st.lists(changes, max_size=8))
def test_after_every_change_it_is_what_a_search_from_the_beginning_finds(
    asked: Asked,
    first: list[NewEdge],
    steps: list[tuple[str, list]],  # type: ignore[type-arg]
) -> None:
    growing, there = asked.of(first), dict(enumerate(first))
    for what, told in steps:
        if what == "add":
            there.update(zip(growing.add(told), told, strict=True))
        else:
            numbers = [list(there)[pick % len(there)] for pick in told if there]
            growing.remove(numbers)
            for number in numbers:
                there.pop(number, None)
        assert found(growing) == found(asked.of(list(there.values()))) == by_definition(asked, there.values())


@many
@given(questions, st.lists(edges, max_size=14), st.lists(edges, max_size=6))
@pytest.mark.slow
def test_what_is_added_and_taken_away_again_leaves_nothing(
    asked: Asked, first: list[NewEdge], more: list[NewEdge]
) -> None:
    growing = asked.of(first)
    before = found(growing)
    growing.remove(growing.add(more))
    assert found(growing) == before


@pytest.mark.slow
@settings(many, max_examples=100)
@given(alone_or_joined, st.sampled_from(TRACED), st.lists(st.integers(0, 20), min_size=1, max_size=2))
def test_it_begins_as_a_trace_does(models: tuple[Assessment, ...], item: str, picks: list[int]) -> None:
    index = index_of(build_graph(models))
    (wanted,) = index.items.find(item)
    forms = find_forms(index, index.items.leaves(wanted))
    starts = [pick % forms.nodes for pick in picks]
    sure, maybe = (Arrays.of(index).keep_up(forms, starts, surely=surely) for surely in (True, False))
    states, n = range(forms.nodes * len(forms.items)), forms.nodes
    levels, _ = Lists(index).spread(forms, starts, (), ())
    for s in states:
        is_strong = bool(maybe.turns[s // n][s % n])
        assert bool(sure.turns[s // n][s % n]) == (levels[s] == SURELY)
        assert is_strong == (levels[s] >= STRONGLY)
        assert bool(maybe.turns[s // n][n + s % n] and not is_strong) == (levels[s] == WEAKLY)


def chain(length: int, *more: NewEdge) -> Growing:
    """Nodes in a row, each of which states the item to the next, from the first."""
    line = [NewEdge(node, node + 1, (STATED,)) for node in range(length)]
    now = [*line, *more]
    source, target = (np.array(ends, np.int32) for ends in ([e.source for e in now], [e.target for e in now]))
    rows = Rows.of(length + 1, source, target, np.full(len(now), STATED, np.uint8))
    return Growing.of(rows, SURE, [Form(Going.of(rows, rows.rest), [0])])


def test_a_circle_does_not_hold_itself_up() -> None:
    growing = chain(3, NewEdge(3, 1, (STATED,)))
    growing.remove([0])
    assert growing.turns[0].tolist() == [1, 0, 0, 0]


def test_what_another_way_leads_to_as_early_is_not_looked_behind() -> None:
    growing = chain(50, NewEdge(0, 1, (STATED,)))
    before = growing.turns[0].tolist()
    growing.remove([0])
    assert growing.turns[0].tolist() == before


def test_what_only_a_later_way_leads_to_is_got_to_anew() -> None:
    growing = chain(3)
    (other,) = growing.add([NewEdge(0, 2, (STATED,))])
    growing.remove([1])
    assert (growing.turns[0] > 0).tolist() == [True, True, True, True]
    growing.remove([other])
    assert (growing.turns[0] > 0).tolist() == [True, True, False, False]


def test_an_edge_that_is_away_already_stays_so_and_a_number_that_none_has_had_is_refused() -> None:
    growing = chain(2)
    growing.remove([0])
    growing.remove([0])
    (number,) = growing.add([NewEdge(0, 1, (STATED,))])
    assert growing.turns[0].all()
    with pytest.raises(LookupError):
        growing.remove([number, number + 1])
    assert growing.turns[0].all()
    growing.remove([number, number])
    growing.remove([number])
    assert growing.turns[0].tolist() == [1, 0, 0]

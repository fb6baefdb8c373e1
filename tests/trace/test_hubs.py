"""Hubs change no answer: what goes through them goes as it would from each to each."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from random import Random
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from piaflow.domain.assessment import Assessment, Overview
from piaflow.domain.certainty import Certainty
from piaflow.domain.choices import PartyKind
from piaflow.domain.flows import Flow
from piaflow.domain.nodes import Connection, Party, System, Zone
from piaflow.graph import hubs
from piaflow.graph.flow_graph import FlowGraph, build_graph
from piaflow.trace.answer import Reach, Trace
from piaflow.trace.tracing import trace_graph
from tests.trace import test_trace_laws as laws
from tests.trace.minato import NUMBER, flow
from tests.trace.random_models import TRACED, alone_or_joined, several

EXAMPLES = int(os.environ.get("PIAFLOW_EXAMPLES", "20"))
law = settings(laws.law, max_examples=EXAMPLES)
items = st.sampled_from(TRACED)
CONTRACTORS = (Party("さくら支援", PartyKind.CONTRACTOR), Party("かえで計算", PartyKind.CONTRACTOR))


def with_contractors(models: Sequence[Assessment]) -> tuple[Assessment, ...]:
    """The same with more 委託先 in each, any of which an entry may mean."""
    return tuple(evolve(model, parties=(*model.parties, *CONTRACTORS)) for model in models)


def with_annexes(models: Sequence[Assessment]) -> tuple[Assessment, ...]:
    """The same with two more 部署, of which an annex may print any as users of each file."""
    sections = (Party("収納課", PartyKind.DEPARTMENT), Party("会計課", PartyKind.DEPARTMENT))
    return tuple(
        evolve(
            model,
            parties=(*model.parties, *sections),
            files=tuple(
                evolve(f, use=evolve(f.use, departments=(*f.use.departments, "別紙のとおり")))
                for f in model.files
            ),
        )
        for model in models
    )


alone_or_many = st.one_of(
    several,
    *(many.map(more) for many in (alone_or_joined, several) for more in (with_contractors, with_annexes)),
)
Models = Sequence[Assessment]


def build(models: Models, *, by_hubs: bool) -> FlowGraph:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(hubs, "is_worth_it", lambda _, __: by_hubs)
        return build_graph(models)


def told(answer: Trace) -> object:
    """All that an answer says; of the ways, of which several may be best, how long they are."""
    return (
        answer.origins,
        answer.possible_origins,
        [(n.name, n.as_items, n.possibly_as, n.is_untold, n.cut) for n in answer.nodes],
        {n.name: len(n.path) for n in answer.nodes if n.name not in answer.work.party_labels},
        answer.parties,
        answer.flows,
    )


@pytest.mark.slow
@law
@given(alone_or_many, items, st.integers(0, 20))
def test_by_hubs_each_answer_is_that_without_any(models: Models, item: str, pick: int) -> None:
    direct, hubbed = (build(models, by_hubs=by_hubs) for by_hubs in (False, True))
    for start in ("", direct.names[pick % len(direct.names)]):
        expected = told(trace_graph(direct, item, start=start))
        for large in (0, sys.maxsize):
            assert told(trace_graph(hubbed, item, start=start, large=large)) == expected


@pytest.mark.slow
@pytest.mark.parametrize(
    "holds",
    [
        laws.test_a_trace_from_where_the_item_enters_is_that_of_the_reference,
        laws.test_every_node_without_the_item_is_cut_off_from_all_that_have_it,
        laws.test_every_flow_of_a_cut_starts_where_the_item_is_and_leads_to_the_node,
        laws.test_every_node_that_is_reached_has_the_most_certain_and_then_the_shortest_way,
    ],
)
@law
@given(models=several, item=items)
def test_the_laws_hold_by_hubs(holds: Any, models: Models, item: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(hubs, "is_worth_it", lambda _, __: True)
        holds.hypothesis.inner_test(models, item)


@pytest.mark.slow
@law
@given(several.map(with_contractors), items, st.randoms())
def test_no_order_of_documents_changes_an_answer_by_hubs(models: Models, item: str, dice: Random) -> None:
    mixed = dice.sample(models, len(models))
    one, other = (laws.told(trace_graph(build(those, by_hubs=True), item)) for those in (models, mixed))
    assert one == other


# How many there are.

CENTRE = Party("地方公共団体情報システム機構", PartyKind.JLIS)


def town(number: int, *flows: Flow) -> Assessment:
    """A document that lets the centre send, and has a server in its place of which it does not tell who runs it."""
    register, server = System("住基"), System("中間サーバー", zone="センター")
    return Assessment(
        Overview(f"第{number:03d}町長", "事務"),
        zones=(Zone("センター", owner=CENTRE.name),),
        parties=(CENTRE,),
        systems=(register, server),
        flows=(flow("住基", "中間サーバー", NUMBER), flow(CENTRE.name, "住基", NUMBER), *flows),
    )


def test_edges_grow_as_documents_where_each_may_go_on_in_every_other() -> None:
    """What a server has may go on to those of all towns, and what the centre sends may come from each of them."""
    few, many = (build_graph([town(k) for k in range(count)]) for count in (50, 200))
    assert len(many.edges) / len(few.edges) < (200 / 50) ** 1.2
    assert many.size - len(many.nodes) > 0


def test_a_way_through_hubs_tells_of_no_hub() -> None:
    graph = build_graph([town(k, flow("中間サーバー", "住基", "氏名")) for k in range(20)])
    answer = trace_graph(graph, NUMBER, start="住基（第000町長）")
    assert {node.name for node in answer.nodes} == set(graph.names)
    server = answer.node("中間サーバー（第019町長）")
    assert server.reach is Reach.POSSIBLE
    assert server.assumed == (("中間サーバー（第000町長）", "中間サーバー（第019町長）"),)
    sent = answer.node("住基（第019町長）")
    assert sent.path[-1] == f"第019町長 事務: 該当なし {CENTRE.name}→住基"


def test_a_way_by_a_ticked_link_tells_the_systems_that_it_joins() -> None:
    boxes = (Connection("庁内連携システム", Certainty.YES),)
    systems = tuple(System(f"業務{k}", connects=boxes) for k in range(40))
    flows = tuple(flow(one.name, "窓口", "氏名") for one in systems)
    first = flow("窓口", "業務0", NUMBER)
    model = Assessment(
        Overview("みなと市長", "事務"), systems=(*systems, System("窓口")), flows=(first, *flows)
    )
    graph = build_graph([model])
    assert graph.size > len(graph.names)
    answer = trace_graph(graph, NUMBER)
    assert answer.node("業務20").path_entries == ("Ⅰ.2③ 業務0→業務20",)

"""The flows of assessments as a graph."""

from __future__ import annotations

import pytest

from piaflow.domain.assessment import Assessment, Overview
from piaflow.domain.flows import Flow
from piaflow.domain.nodes import File, System
from piaflow.errors import UnknownNameError
from piaflow.graph.flow_graph import FlowGraph, build_graph
from piaflow.trace.indexing import index_of
from piaflow.trace.lists import find_sources

SYSTEMS = (System("窓口端末"), System("業務システム", aliases=("業務",)), System("宛名システム"))
LEDGER = File("接種台帳", "業務システム")


def graph(*flows: Flow, files: tuple[File, ...] = (), body: str = "みなと市長") -> FlowGraph:
    return build_graph([Assessment(Overview(body, "事務"), systems=SYSTEMS, files=files, flows=flows)])


def test_parallel_flows_between_two_nodes_are_all_there() -> None:
    same = Flow("窓口端末", "業務システム", text="照会")
    found = graph(same, same, Flow("業務システム", "窓口端末", text="回答"))
    first, second = (edge.id for edge in found.outgoing["窓口端末"])
    assert second == f"{first}-2"
    assert len(found.incoming["業務システム"]) == 2
    assert len(found.incoming["窓口端末"]) == 1


def test_a_flow_from_or_to_an_alias_is_one_of_the_node() -> None:
    found = graph(Flow("窓口端末", "業務"), Flow("業務", "宛名システム"))
    assert [edge.target for edge in found.outgoing["窓口端末"]] == ["業務システム"]
    assert [edge.target for edge in found.outgoing["業務システム"]] == ["宛名システム"]
    assert found.label("業務") == "業務システム"


def test_a_file_and_its_holder_are_joined_both_ways() -> None:
    found = graph(files=(LEDGER,))
    assert [(edge.source, edge.target, edge.flow) for edge in found.edges] == [
        ("接種台帳", "業務システム", None),
        ("業務システム", "接種台帳", None),
    ]


def test_a_flow_that_names_a_file_of_its_receiver_also_leads_into_the_file() -> None:
    found = graph(Flow("窓口端末", "業務システム", file="接種台帳"), files=(LEDGER,))
    assert {edge.target for edge in found.outgoing["窓口端末"]} == {"業務システム", "接種台帳"}
    assert len({edge.id for edge in found.outgoing["窓口端末"]}) == 1


def test_a_flow_that_draws_from_a_file_does_not_lead_into_it() -> None:
    found = graph(Flow("業務システム", "窓口端末", file="接種台帳"), files=(LEDGER,))
    assert [edge.source for edge in found.incoming["接種台帳"]] == ["業務システム"]
    assert found.incoming["接種台帳"][0].flow is None


def test_an_unknown_name_is_answered_with_the_nearest() -> None:
    with pytest.raises(UnknownNameError, match="もしかして: 宛名システム"):
        graph().label("宛名システ")


def test_things_start_where_no_edge_leads_in() -> None:
    there, back = Flow("窓口端末", "業務システム"), Flow("業務システム", "窓口端末")
    index = index_of(graph(there, back, Flow("業務システム", "宛名システム")))
    counter, office, addressee = map(index.graph.number.__getitem__, (s.name for s in SYSTEMS))
    every, none = [True] * 3, [False] * 3
    assert find_sources(index, every, {addressee, counter, office}) == (set(), [{counter, office}])
    assert find_sources(index, none, {addressee}) == ({addressee}, [])

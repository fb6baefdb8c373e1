"""The model as a graph of networkx: every node, flow and file is in it, and its searches find what the trace finds."""

from __future__ import annotations

import networkx as nx

from tests.models.founding import MODELS
from tests.once import open_once


def test_nothing_of_a_model_is_left_out() -> None:
    for path in MODELS:
        model = open_once(path)
        drawn = model.to_networkx()
        assert set(drawn) == {node.name for node in model.nodes}
        flows = {key: told["flow"] for *_, key, told in drawn.edges(keys=True, data=True) if told["flow"]}
        assert flows == model.flows_by_id
        held = {(source, target) for source, target, key in drawn.edges(keys=True) if key == "holds"}
        assert held == {(model.canonical(file.holder), file.name) for file in model.files}


def test_where_the_number_certainly_gets_to_a_path_leads() -> None:
    for path in MODELS:
        model = open_once(path)
        drawn, answer = model.to_networkx(), model.trace("個人番号")
        starts = (*answer.origins, *answer.possible_origins)
        reached = set(starts).union(*(nx.descendants(drawn, start) for start in starts))
        parties = {party.name for party in model.parties}
        assert {n.name for n in answer.nodes if n.as_items and n.name not in parties} <= reached

"""The order of a picture is that of print: steps, numbers of Ⅰ.2, and what the flows touch first."""

from __future__ import annotations

from itertools import permutations

import pytest

from piaflow.domain.assessment import Assessment, Overview
from piaflow.domain.choices import PartyKind
from piaflow.domain.flows import Diagram, Flow, Step
from piaflow.domain.nodes import File, Party, System, Zone
from piaflow.views.arranging import arrange, by_number


@pytest.mark.parametrize(
    "printed",
    [
        ("①", "②", "⑩", "⑪"),
        ("1", "2", "10"),
        ("1-①", "1-②", "2-①", "10-①"),
        ("❶", "❷", "❿"),
        ("①", "❶", "②", "❷"),
        ("別添1", "別添2", "別添10"),
    ],
)
def test_what_is_numbered_stands_in_the_order_of_its_numbers(printed: tuple[str, ...]) -> None:
    for order in permutations(printed):
        assert tuple(sorted(order, key=by_number)) == printed


def test_flows_follow_the_steps_and_nodes_the_flows_or_their_numbers() -> None:
    model = Assessment(
        Overview("みなと市長", "予防接種"),
        zones=(Zone("庁舎の奥", parent="庁舎"), Zone("庁舎")),
        parties=(Party("医師会", PartyKind.COMPANY), Party("住民", PartyKind.PERSON)),
        systems=(
            System("宛名", zone="庁舎の奥"),
            System("健康", number="10"),
            System("台帳", number="2", zone="庁舎"),
        ),
        files=(File("記録", "健康"), File("名簿", "台帳")),
        diagrams=(Diagram("別添1", steps=(Step("⑩"), Step("②"))),),
        flows=(
            Flow("健康", "医師会"),
            Flow("健康", "宛名", diagram="別添1", step="⑩"),
            Flow("住民", "健康", diagram="別添1", step="②"),
        ),
    )
    told = arrange(model)
    assert [flow.step for flow in told.flows] == ["②", "⑩", ""]
    assert [step.number for step in told.diagrams[0].steps] == ["②", "⑩"]
    assert [party.name for party in told.parties] == ["住民", "医師会"]
    assert [system.name for system in told.systems] == ["台帳", "健康", "宛名"]
    assert [zone.name for zone in told.zones] == ["庁舎", "庁舎の奥"]
    assert [file.name for file in told.files] == ["記録", "名簿"]
    assert told == model

"""Which flows go over 情報提供ネットワークシステム, and which do not."""

from __future__ import annotations

import pytest

from piaflow.domain.assessment import Assessment, Overview
from piaflow.domain.choices import Means
from piaflow.domain.flows import Flow
from piaflow.domain.nodes import System
from piaflow.rules.dossier import Dossier
from piaflow.rules.network import list_network_flows

NETWORK = "情報提供ネットワークシステム"
SYSTEMS = (System("業務"), System("中間"), System("網", entry=NETWORK), System("住基ネット"))


def over_network(flow: Flow) -> bool:
    other = Flow("業務", "中間", text="別")
    model = Assessment(Overview("みなと市長", "試験"), systems=SYSTEMS, flows=(flow, other))
    found = [facts.flow for facts in list_network_flows(Dossier(model))]
    assert other not in found
    return flow in found


@pytest.mark.parametrize(
    "flow",
    [
        Flow("業務", "中間", means=(Means.PROVISION_NETWORK,)),
        Flow("業務", "中間", means=(Means.PAPER, Means.PROVISION_NETWORK)),
        Flow("中間", "網"),
        Flow("網", "中間"),
    ],
)
def test_a_flow_goes_over_the_network_by_its_means_or_by_an_end(flow: Flow) -> None:
    assert over_network(flow)


@pytest.mark.parametrize(
    "flow",
    [
        Flow("中間", "業務"),
        Flow("業務", "中間", means=(Means.DEDICATED_LINE,)),
        Flow("業務", "住基ネット", means=(Means.JUKI_NETWORK,)),
        Flow("業務", "中間", text=NETWORK),
    ],
)
def test_no_other_flow_does(flow: Flow) -> None:
    assert not over_network(flow)

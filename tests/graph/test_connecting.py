"""What Ⅰ.2③ joins, by hubs as pair by pair."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from piaflow.domain.assessment import Assessment, Overview
from piaflow.domain.certainty import Certainty
from piaflow.domain.flows import Flow
from piaflow.domain.nodes import Connection, System
from piaflow.graph import hubs
from piaflow.graph.connecting import find_connected

NAMES = ("税務A", "税務B", "宛名システム", "業務1", "業務2", "業務3")
CHOICES = ("税務システム", "宛名システム等", "庁内連携システム")
ticks = st.lists(
    st.builds(Connection, st.sampled_from((*NAMES, *CHOICES)), st.sampled_from(Certainty)),
    max_size=4,
    unique_by=lambda told: told.name,
)
models = st.builds(
    lambda told, joined: Assessment(
        Overview("みなと市長", "事務"),
        systems=tuple(System(name, connects=tuple(boxes)) for name, boxes in zip(NAMES, told, strict=True)),
        flows=tuple(Flow(*ends) for ends in joined),
    ),
    st.lists(ticks, min_size=len(NAMES), max_size=len(NAMES)),
    st.lists(st.permutations(NAMES).map(lambda names: names[:2]), max_size=4),
)


def list_pairs(model: Assessment, *, by_hubs: bool) -> list[tuple[str, str, bool]]:
    """Each system with what it leads to, as often as it does, and whether by a box that cannot be read."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(hubs, "is_worth_it", lambda _, __: by_hubs)
        found = list(find_connected(model, "", lambda name: name != "業務3"))
    pairs = []
    for connected in found:
        waiting = [(name, name) for name in NAMES]
        for source, here in waiting:
            waiting += [(source, hub) for before, hub in connected.ways.inward if before == here]
            ends = [connected.targets[at] for before, at in connected.ways.ends if before == here]
            pairs += [(source, target, connected.is_unread) for target in ends]
    return sorted(pairs)


@given(models)
def test_by_hubs_the_same_systems_are_joined_once_and_by_what_is_told_before_what_is_unread(
    model: Assessment,
) -> None:
    alone = list_pairs(model, by_hubs=False)
    assert list_pairs(model, by_hubs=True) == alone
    assert len({(source, target) for source, target, _ in alone}) == len(alone)
    by_flows = {frozenset((flow.source, flow.target)) for flow in model.flows}
    for source, target, _ in alone:
        assert source != target != "業務3"
        assert frozenset((source, target)) not in by_flows


def test_what_a_system_names_and_what_it_may_mean_are_both_joined() -> None:
    told = Connection("税務システム", Certainty.YES)
    unread = Connection("業務2", Certainty.UNKNOWN)
    systems = (System("業務1", connects=(told, unread)), *map(System, ("税務A", "税務B", "業務2")))
    model = Assessment(Overview("みなと市長", "事務"), systems=systems)
    pairs = {(*sorted((source, target)), told) for source, target, told in list_pairs(model, by_hubs=True)}
    expected = {(*sorted(("業務1", name)), name == "業務2") for name in ("税務A", "税務B", "業務2")}
    assert pairs == expected

"""What goes from one end to the other is the same however many arrows it is drawn as, and wherever they stand."""

from __future__ import annotations

from random import Random

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from piaflow.domain.assessment import Assessment, Overview
from piaflow.domain.choices import FlowKind, Means
from piaflow.domain.flows import Flow
from piaflow.domain.items import ItemList
from piaflow.domain.nodes import File, Party, System
from piaflow.impact.answer import Impact
from piaflow.impact.impact import find_impact
from piaflow.impact.judging import Result
from piaflow.trace.answer import Reach
from tests.impact.random_changes import Pair, changes, edited
from tests.impact.test_impact_laws import fast

NUMBER = ItemList(("個人番号",), complete=True)


def split(a: Assessment, random: Random) -> Assessment:
    """The model with some flows as two, that share their items between them; each keeps its step and its text.

    One that is said to carry 特定個人情報 (or none) is said so of all that it carries together: it stays whole.
    """
    flows: list[Flow] = []
    for flow in a.flows:
        items = list(flow.items.names)
        random.shuffle(items)
        cut = random.randint(0, len(items))
        is_cut = 0 < cut < len(items) and flow.specific is None
        parts = [items[:cut], items[cut:]] if is_cut else [items]
        flows += (evolve(flow, items=evolve(flow.items, names=tuple(part))) for part in parts)
    random.shuffle(flows)
    return evolve(a, flows=tuple(flows))


def says_nothing_new(impact: Impact) -> bool:
    """Whether nothing changes but what is drawn in 別添1."""
    told = (impact.reaches, impact.causes, impact.new_findings, impact.gone_findings)
    drawn = all(item.address.place == "別添1" for item in impact.items)
    return not any(told) and drawn and impact.judgement.result is not Result.SIGNIFICANT_CANDIDATE


@pytest.mark.slow
@fast
@given(edited, st.randoms(use_true_random=False))
def test_a_flow_split_in_two_brings_nothing_and_neither_do_two_joined(a: Assessment, random: Random) -> None:
    other = split(a, random)
    assert says_nothing_new(find_impact(a, other))
    assert says_nothing_new(find_impact(other, a))


@pytest.mark.slow
@fast
@given(changes, st.randoms(use_true_random=False))
def test_a_change_has_the_causes_that_it_has_however_its_flows_are_drawn(pair: Pair, random: Random) -> None:
    before, after = pair
    told, again = find_impact(before, after, rules=()), find_impact(split(before, random), after, rules=())
    assert {(c.kind, c.file) for c in told.causes} == {(c.kind, c.file) for c in again.causes}
    assert reached(told) == reached(again)


def reached(impact: Impact) -> set[tuple[str, str, Reach, Reach]]:
    """What gets where, how surely before and after; by which of several flows of one way says nothing."""
    found = (g for reach in impact.reaches for g in (*reach.gained, *reach.lost))
    return {(change.item, change.name, change.was, change.now) for change in found}


TOWN = Assessment(
    Overview("しおかぜ町長", "住基"),
    parties=(Party("住民"),),
    systems=(System("住基システム", number="1"), System("窓口"), System("新窓口")),
    files=(File("住基ファイル", "住基システム"),),
    flows=(
        Flow("住民", "窓口", FlowKind.ACQUISITION, items=NUMBER, means=(Means.PAPER,)),
        Flow("窓口", "住基システム", items=NUMBER),
    ),
)


def moved(*, means: Means = Means.PAPER, items: ItemList = NUMBER) -> Assessment:
    """The town whose citizens hand in their papers at another window."""
    first, second = TOWN.flows
    first = evolve(first, target="新窓口", means=(means,), items=items)
    return evolve(TOWN, flows=(first, evolve(second, source="新窓口")))


def test_a_flow_that_is_routed_anew_is_no_new_way_in() -> None:
    impact = find_impact(TOWN, moved(), rules=())
    assert "特定個人情報を入手する新しい経路" not in {cause.kind.value for cause in impact.causes}
    assert {d.kind.value for d in impact.differences} == {"変更"}
    assert {name for _, name, _, now in reached(impact) if now is Reach.DEFINITE} == {"新窓口"}


@pytest.mark.parametrize(
    "after",
    [
        moved(means=Means.INTERNET),
        moved(items=ItemList(("個人番号", "氏名"), complete=True)),
        evolve(TOWN, flows=(*TOWN.flows, *moved().flows)),
    ],
)
def test_one_that_goes_by_other_means_carries_more_or_comes_beside_the_old_is_new(after: Assessment) -> None:
    causes = find_impact(TOWN, after, rules=()).causes
    assert "特定個人情報を入手する新しい経路" in {cause.kind.value for cause in causes}

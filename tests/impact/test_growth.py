"""The work of an impact grows with the model, not with its square, whatever comes, goes or is renumbered."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
from attrs import evolve

from piaflow import Flow, ItemList, Model, Overview, System
from piaflow.impact.differences import find_differences
from tests.rules.test_growth import EXPONENT, count

SMALL, LARGE = 60, 240


def make(systems: int) -> Model:
    names = [f"システム{k}" for k in range(systems)]
    flows = [
        Flow(source, target, items=ItemList(("個人番号",), complete=True))
        for source, target in pairwise(names)
    ]
    return Model(Overview("市長", "事務"), systems=tuple(System(name) for name in names), flows=tuple(flows))


def same(before: Model) -> Model:
    return before.replace()


def all_flows_turned(before: Model) -> Model:
    return before.replace(flows=tuple(evolve(f, source=f.target, target=f.source) for f in before.flows))


def all_flows_say_more(before: Model) -> Model:
    return before.replace(flows=tuple(evolve(f, items=ItemList(("個人番号", "4情報"))) for f in before.flows))


def no_flows(before: Model) -> Model:
    return before.replace(flows=())


@pytest.mark.parametrize("change", [same, all_flows_turned, all_flows_say_more, no_flows])
def test_differences_are_linear_in_flows(change: Callable[[Model], Model]) -> None:
    pairs = {
        n: (before.assessment, change(before).assessment) for n in (SMALL, LARGE) for before in [make(n)]
    }
    for pair in pairs.values():
        find_differences(*pair, {})  # what a model works out once is not the comparison's
    small, large = (count(lambda n: find_differences(*pairs[n], {}), size) for size in (SMALL, LARGE))
    assert large <= small * (LARGE / SMALL) ** EXPONENT

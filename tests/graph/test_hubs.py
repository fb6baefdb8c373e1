"""Hubs: few edges by which each gets where edges one by one would lead it, and nowhere else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from piaflow.graph import hubs
from piaflow.graph.hubs import Range, Ways, lead, list_ranges


def follow(ways: Ways, source: str) -> list[int]:
    """The places that a source gets to, each as often as it does."""
    here = [place for end, place in ways.ends if end == source]
    return here + [place for end, hub in ways.inward if end == source for place in follow(ways, hub)]


def list_places(ranges: Sequence[Range]) -> list[int]:
    return [place for told in ranges for place in range(*told)]


without = st.lists(st.sets(st.integers(0, 19)), min_size=1, max_size=8)


@given(st.integers(1, 20), without)
def test_each_gets_to_the_places_in_its_ranges_once_and_to_no_other(
    count: int, without: Sequence[set[int]]
) -> None:
    ranges = {f"所{k}": list_ranges([(0, count)], those) for k, those in enumerate(without)}
    with pytest.MonkeyPatch.context() as patch:
        for is_worth_it in (True, False):
            patch.setattr(hubs, "is_worth_it", lambda _, __, found=is_worth_it: found)
            ways = lead("所", ranges, [1] * count)
            for source, told in ranges.items():
                assert sorted(follow(ways, source)) == list_places(told)


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 3)), max_size=4), st.sets(st.integers(0, 40)))
def test_what_is_left_of_ranges_is_what_was_in_them(steps: Sequence[Range], without: set[int]) -> None:
    within, end = [], 0
    for gap, length in steps:
        within.append((end + gap, end + gap + length))
        end += gap + length
    left = list_ranges(within, without)
    assert list_places(left) == [place for place in list_places(within) if place not in without]
    assert all(before < after for (_, before), (after, _) in pairwise(left))


def count_edges(many: int, weights: Sequence[int], apart: Mapping[int, int]) -> int:
    ranges = {
        f"所{k}": list_ranges([(0, len(weights))], [apart[k]] if k in apart else []) for k in range(many)
    }
    ways = lead("所", ranges, weights)
    return len(ways.inward) + sum(weights[place] for _, place in ways.ends)


def test_edges_grow_as_what_they_lead_from_and_to() -> None:
    """Of a thousand each to all but one of a thousand others."""
    few, many = (count_edges(n, [3] * n, {k: k for k in range(n)}) for n in (100, 1000))
    assert many < 1000 * 20
    assert many < few * 15


def test_where_hubs_save_nothing_each_leads_to_the_others_by_itself() -> None:
    assert lead("所", {"甲": [(0, 2)]}, [1, 1]) == Ways((("甲", 0), ("甲", 1)))

"""The numbers behind the printed bands."""

from __future__ import annotations

from enum import Enum
from itertools import pairwise

import pytest

from piaflow.domain.choices import HandlerBand, PersonBand, RecordBand, SubjectBand
from piaflow.law.bands import Range, find_range

SCALES: list[type[Enum]] = [SubjectBand, PersonBand, RecordBand, HandlerBand]


@pytest.mark.parametrize("scale", SCALES)
def test_the_bands_of_a_scale_follow_each_other_from_nought_and_the_last_is_open(scale: type[Enum]) -> None:
    ranges = [find_range(band) for band in scale if band.name != "UNKNOWN"]
    known = [r for r in ranges if r is not None]
    assert len(known) == len(ranges)
    assert known[0].lowest == 0
    assert known[-1] == Range(known[-1].lowest)
    assert all(a.below == b.lowest for a, b in pairwise(known))


@pytest.mark.parametrize("scale", SCALES)
def test_an_unknown_band_has_no_numbers(scale: type[Enum]) -> None:
    assert find_range(scale("不明")) is None

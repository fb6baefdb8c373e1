"""The numbers behind the printed bands."""

from __future__ import annotations

from enum import Enum
from itertools import pairwise

import pytest

from piaflow.domain.choices import HandlerBand, PeriodBand, PersonBand, RecordBand, RowBand, SubjectBand
from piaflow.law.bands import Range, find_range, is_off_scale

SCALES: list[type[Enum]] = [SubjectBand, PersonBand, RecordBand, HandlerBand, PeriodBand]


@pytest.mark.parametrize("scale", SCALES)
def test_the_bands_of_a_scale_follow_each_other_from_nought_and_the_last_is_open(scale: type[Enum]) -> None:
    ranges = [find_range(band) for band in scale if band.name not in {"UNKNOWN", "NOT_SET"}]
    known = [r for r in ranges if r is not None]
    assert len(known) == len(ranges)
    assert known[0].lowest == 0
    assert known[-1] == Range(known[-1].lowest)
    assert all(a.below == b.lowest for a, b in pairwise(known))


@pytest.mark.parametrize("scale", SCALES)
def test_an_unknown_band_has_no_numbers(scale: type[Enum]) -> None:
    assert find_range(scale("不明")) is None


def test_a_period_that_is_not_set_has_no_years() -> None:
    assert find_range(PeriodBand.NOT_SET) is None


@pytest.mark.parametrize("scale", [SubjectBand, PersonBand])
def test_a_row_of_an_annex_counts_as_the_scale_that_it_borrows_from(scale: type[Enum]) -> None:
    assert [find_range(RowBand(band.value)) for band in scale] == [find_range(band) for band in scale]


def test_a_row_is_off_the_scale_of_its_column_only_where_that_prints_no_such_choice() -> None:
    assert [band.value for band in RowBand if is_off_scale(band)] == [
        "1,000人未満",
        "1,000人以上1万人未満",
        "10万人以上30万人未満",
        "30万人以上",
    ]

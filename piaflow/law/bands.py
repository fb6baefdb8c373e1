"""The numbers behind the printed bands: from how many a band counts, and below how many it ends.

Source: 様式2・3・4 (平成30年5月) Ⅰ.1③, Ⅱ.2②④, Ⅱ.3⑦, Ⅱ.4②③, Ⅱ.5④, Ⅱ.6② (in years). 対象人数 and 本人の数 are two scales.
"""

from __future__ import annotations

import math
from enum import Enum

from attrs import frozen

from piaflow.domain.choices import HandlerBand, PeriodBand, PersonBand, RecordBand, RowBand, SubjectBand


@frozen
class Range:
    """From `lowest` (included) up to `below` (not included, infinite where the band is open)."""

    lowest: int
    below: float = math.inf


_RANGES: dict[Enum, Range] = {
    SubjectBand.UNDER_1K: Range(0, 1_000),
    SubjectBand.UNDER_10K: Range(1_000, 10_000),
    SubjectBand.UNDER_100K: Range(10_000, 100_000),
    SubjectBand.UNDER_300K: Range(100_000, 300_000),
    SubjectBand.OVER_300K: Range(300_000),
    PersonBand.UNDER_10K: Range(0, 10_000),
    PersonBand.UNDER_100K: Range(10_000, 100_000),
    PersonBand.UNDER_1M: Range(100_000, 1_000_000),
    PersonBand.UNDER_10M: Range(1_000_000, 10_000_000),
    PersonBand.OVER_10M: Range(10_000_000),
    RecordBand.UNDER_10: Range(0, 10),
    RecordBand.UNDER_50: Range(10, 50),
    RecordBand.UNDER_100: Range(50, 100),
    RecordBand.OVER_100: Range(100),
    HandlerBand.UNDER_10: Range(0, 10),
    HandlerBand.UNDER_50: Range(10, 50),
    HandlerBand.UNDER_100: Range(50, 100),
    HandlerBand.UNDER_500: Range(100, 500),
    HandlerBand.UNDER_1K: Range(500, 1_000),
    HandlerBand.OVER_1K: Range(1_000),
    PeriodBand.UNDER_1_YEAR: Range(0, 1),
    PeriodBand.ONE_YEAR: Range(1, 2),
    PeriodBand.TWO_YEARS: Range(2, 3),
    PeriodBand.THREE_YEARS: Range(3, 4),
    PeriodBand.FOUR_YEARS: Range(4, 5),
    PeriodBand.FIVE_YEARS: Range(5, 6),
    PeriodBand.UNDER_10_YEARS: Range(6, 10),
    PeriodBand.UNDER_20_YEARS: Range(10, 20),
    PeriodBand.OVER_20_YEARS: Range(20),
}


_OF_ROWS = {
    band.value: known for band, known in _RANGES.items() if isinstance(band, SubjectBand | PersonBand)
}


def find_range(band: Enum) -> Range | None:
    """Return the numbers of a band, or None where the document does not show which it is or sets none."""
    return _OF_ROWS.get(band.value) if isinstance(band, RowBand) else _RANGES.get(band)


def is_off_scale(band: RowBand) -> bool:
    """Whether a row of a 別紙 gives a number that Ⅱ.5④ does not print as a choice."""
    return band.value not in {choice.value for choice in PersonBand}

from __future__ import annotations

from itertools import pairwise

from piaflow import plots
from piaflow.domain.choices import Timing
from piaflow.domain.records import Revision
from piaflow.render.plots.revisions import find_filings
from tests.domain.small_city import city
from tests.render.plots.reading import axes_of, columns_of, marks_of, words_of

ROWS = (
    Revision("Ⅱ.4", "2024-04-01", timing=Timing.BEFORE),
    Revision("Ⅰ.2"),
    Revision("Ⅰ.7", "2020-04-01", timing=Timing.AFTER),
    Revision("Ⅱ.6", "2024-04-01", timing=Timing.BEFORE),
    Revision("Ⅱ.5", "2024-04-02", timing=Timing.AFTER),
)
MODEL = city(revisions=ROWS)


def test_every_row_is_counted_once_on_its_date_and_in_its_lane() -> None:
    found = find_filings(MODEL)
    assert [(f.date, dict(f.counts)) for f in found] == [
        ("2020-04-01", {Timing.AFTER: 1}),
        ("2024-04-01", {Timing.BEFORE: 2}),
        ("2024-04-02", {Timing.AFTER: 1}),
        ("", {Timing.UNKNOWN: 1}),
    ]


def test_the_marks_stand_where_the_rows_say() -> None:
    axes = axes_of(plots.revisions(MODEL))
    dates = dict(zip(axes.get_xticks(), columns_of(axes), strict=True))
    places = [place for places in marks_of(axes).values() for place in places]
    drawn = {(dates[x], list(Timing)[round(y)].value) for x, y in places}
    assert drawn == {
        ("2024-04-01", "事前"),
        ("2020-04-01", "事後"),
        ("2024-04-02", "事後"),
        ("日付なし", "不明"),
    }
    assert sorted(w for w in words_of(axes.figure) if w.endswith("件")) == ["1件", "1件", "1件", "2件"]


def test_time_runs_to_the_right_and_no_two_dates_lie_too_near() -> None:
    places = list(axes_of(plots.revisions(MODEL)).get_xticks())
    gaps = [b - a for a, b in pairwise(places)]
    assert gaps[0] > 3 * gaps[1]
    assert min(gaps) > 20

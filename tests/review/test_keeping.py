"""Rows of 変更箇所 that follow from a comparison stand in the model once, marked, until a person confirms them."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from attrs import evolve
from hypothesis import given

from piaflow.domain.assessment import Assessment
from piaflow.domain.records import Revision, Text
from piaflow.impact.impact import find_impact
from piaflow.review.answer import Reviewed
from piaflow.review.keeping import KeptTable, keep_table
from piaflow.review.revised import Revised, State
from tests.impact.random_changes import Pair, changes
from tests.impact.test_impact_laws import fast
from tests.review.small_town import AFTER, BEFORE

WHY = "前の版との違いから"
OLD = Revision("Ⅰ.1② 事務の内容", "2025-04-01", "旧", "新")
FIELD = "Ⅲ.住基ファイル.3.リスク4"


def propose(before: Assessment, after: Assessment) -> tuple[Revision, ...]:
    return Reviewed(Revised(State.KEPT, "後", "前", find_impact(before, after, rules=()))).table_rows


def keep(before: Assessment, after: Assessment, day: str = "") -> KeptTable:
    return keep_table(after, before.revisions, propose(before, after), WHY, day)


def having(model: Assessment, rows: Sequence[Revision]) -> Assessment:
    return evolve(model, revisions=tuple(rows))


def test_each_change_is_a_row_marked_with_what_it_follows_from_and_without_a_day() -> None:
    before, after = having(BEFORE, [OLD]), having(AFTER, [OLD])
    told = keep(before, after)
    assert told.rows == (OLD, *told.added)
    assert [row.item for row in told.added] == [row.item for row in propose(before, after)]
    assert {(row.inferred, row.date) for row in told.added} == {(WHY, "")}
    assert {row.date for row in keep(before, after, "2026-12-01").added} == {"2026-12-01"}


@pytest.mark.slow
@fast
@given(changes)
def test_written_twice_a_table_is_the_same(pair: Pair) -> None:
    before, after = pair
    first = keep(before, after)
    assert len(first.rows) == len(after.revisions) + len(propose(before, after))
    again = keep(before, having(after, first.rows))
    assert (again.rows, again.is_changed, again.left) == (first.rows, False, ())


def test_what_follows_no_more_goes_and_what_follows_otherwise_is_written_anew_on_its_day() -> None:
    first = keep(BEFORE, AFTER)
    dated = [evolve(row, date="2026-12-01") for row in first.rows]
    text = Text(FIELD, "複製は係長の許しによる。")
    again = keep(
        BEFORE, having(evolve(AFTER, texts=(text,), systems=BEFORE.systems, flows=BEFORE.flows), dated)
    )
    assert [row.after for row in again.added] == [text.text]
    assert set(again.withdrawn) == set(dated)
    other = evolve(
        AFTER, systems=tuple(evolve(s, functions=("受付",)) if s.name == "端末" else s for s in AFTER.systems)
    )
    renewed = keep(BEFORE, having(other, dated))
    assert (renewed.added, renewed.withdrawn) == ((), ())
    ((old, new),) = renewed.renewed
    assert (old.item, new.date, new.inferred) == (new.item, "2026-12-01", WHY)
    assert "受付" in new.after


def test_what_a_person_confirmed_or_wrote_stays_and_is_not_told_twice() -> None:
    first = keep(BEFORE, AFTER)
    confirmed = [evolve(row, date="2026-12-01", inferred="") for row in first.rows]
    assert keep(BEFORE, having(AFTER, confirmed)).rows == tuple(confirmed)
    shorter = [evolve(row, after="端末を追加") for row in confirmed]
    told = keep(BEFORE, having(AFTER, shorter))
    assert (told.rows, told.left) == (tuple(shorter), ())


def test_a_row_of_a_person_that_the_field_does_not_bear_out_is_told_and_left() -> None:
    text = Text(FIELD, "複製は係長の許しによる。")
    after = evolve(BEFORE, texts=(text,))
    (proposed,) = propose(BEFORE, after)
    wrong = evolve(proposed, after="複製は課長の許しによる。")
    told = keep(BEFORE, having(after, [wrong]))
    assert (told.rows, told.left) == ((wrong,), ((wrong, proposed),))


def test_a_row_of_an_earlier_change_on_the_same_field_tells_nothing_of_this_one() -> None:
    text = Text(FIELD, "複製は係長の許しによる。")
    after = evolve(BEFORE, texts=(text,))
    (proposed,) = propose(BEFORE, after)
    earlier = evolve(proposed, date="2020-04-01")
    told = keep(having(BEFORE, [earlier]), having(after, [earlier]))
    assert [row.date for row in told.rows] == ["2020-04-01", ""]
    left_over = evolve(proposed, inferred="前の年の版との違いから")
    told = keep(having(BEFORE, [left_over]), having(after, [left_over]))
    assert (told.rows[0], len(told.added)) == (left_over, 1)

"""What has to be done about one model of the set: 新規保有 is of a model that came, and of no other."""

from __future__ import annotations

import pytest
from attrs import evolve

from piaflow.domain.choices import BodyKind, FormKind, Timing
from piaflow.impact.impact import find_impact
from piaflow.law.significance import Case, find_consequences, find_procedures
from piaflow.review.answer import Reviewed
from piaflow.review.revised import Revised, State
from tests.review.small_town import AFTER, BEFORE

NEW = find_consequences(Case.NEW, BEFORE.overview.form, BodyKind.MUNICIPALITY)


def test_a_model_that_came_has_to_be_assessed_before_the_file_is_held() -> None:
    came = Reviewed(Revised(State.ADDED, "新", "", model=BEFORE))
    assert came.timing is Timing.BEFORE
    assert came.duties == NEW
    assert came.asked == find_procedures(FormKind.FULL, BodyKind.MUNICIPALITY)
    assert NEW
    assert came.asked


@pytest.mark.parametrize("kind", [BodyKind.NATIONAL, BodyKind.MUNICIPALITY])
def test_whom_to_ask_about_a_new_file_depends_on_the_kind_of_body(kind: BodyKind) -> None:
    model = evolve(BEFORE, overview=evolve(BEFORE.overview, body="汐見", kind=kind))
    asked = Reviewed(Revised(State.ADDED, "新", "", model=model)).asked
    assert asked == find_procedures(FormKind.FULL, kind)


def test_what_was_there_before_is_no_new_holding() -> None:
    gone = Reviewed(Revised(State.REMOVED, "", "前", model=BEFORE))
    changed = Reviewed(Revised(State.KEPT, "後", "前", find_impact(BEFORE, AFTER, rules=())))
    for one in (gone, changed):
        assert one.model is not None
        assert one.duties == one.revised.judgement.consequences != NEW
        assert one.asked == one.revised.judgement.procedures
    assert gone.timing is Timing.UNKNOWN


def test_of_a_new_model_that_cannot_be_read_nothing_is_known_but_that_it_comes() -> None:
    unread = Reviewed(Revised(State.ADDED, "新", ""))
    assert unread.timing is Timing.BEFORE
    assert (unread.duties, unread.asked, unread.name) == ((), (), "")

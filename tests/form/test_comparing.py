"""What differs between two forms: the document said something else, not that more of it is known now."""

from __future__ import annotations

import pytest
from attrs import evolve

from piaflow.domain.assessment import Assessment
from piaflow.domain.certainty import Certainty
from piaflow.domain.choices import SubjectBand
from piaflow.domain.records import ChoiceBox, Text
from piaflow.form.comparing import FormChange, compare
from piaflow.proposals.projecting import project
from tests.review.small_town import BEFORE

FIELD = "Ⅲ.住基ファイル.3.リスク4"
BOXES = "Ⅱ.住基ファイル.3.①"
YES, NO, UNKNOWN = Certainty.YES, Certainty.NO, Certainty.UNKNOWN


def showing(person: Certainty, office: Certainty, beside: str = "") -> Assessment:
    """Return the town whose 入手元 shows this in two boxes."""
    boxes = (
        ChoiceBox("本人又は本人の代理人", person),
        ChoiceBox(f"評価実施機関内の他部署（{beside}）" if beside else "評価実施機関内の他部署", office),
    )
    return evolve(BEFORE, texts=(Text(BOXES, boxes=boxes),))


def changes(was: Assessment, now: Assessment) -> tuple[FormChange, ...]:
    return compare(project(was), project(now)).changes


@pytest.mark.parametrize("decided", [YES, NO])
@pytest.mark.parametrize("way", [1, -1])
def test_a_box_that_was_not_read_and_is_decided_is_no_change(decided: Certainty, way: int) -> None:
    was, now = [showing(YES, UNKNOWN), showing(YES, decided)][::way]
    assert changes(was, now) == ()
    assert [str(address) for address in compare(project(was), project(now)).undecided] == ["Ⅱ.ファイル1.3.①"]


def test_a_field_of_which_no_box_was_read_is_decided_and_not_changed() -> None:
    assert changes(showing(UNKNOWN, UNKNOWN), showing(YES, NO)) == ()


def test_a_choice_that_was_not_read_is_decided_and_not_changed() -> None:
    bands = [band.value for band in SubjectBand if band is not SubjectBand.UNKNOWN]
    unread = Text("Ⅰ.1.③", boxes=tuple(ChoiceBox(band, UNKNOWN) for band in bands))
    known, other = (
        evolve(BEFORE, overview=evolve(BEFORE.overview, subjects=band))
        for band in (SubjectBand.UNDER_10K, SubjectBand.UNDER_100K)
    )
    lost = evolve(BEFORE, texts=(*BEFORE.texts, unread))
    assert changes(lost, known) == changes(known, lost) == ()
    assert len(compare(project(lost), project(known)).undecided) == 1
    assert len(changes(BEFORE, known)) == 1, "what was blank says something now"
    (change,) = changes(known, other)
    assert (change.before, change.after) == (SubjectBand.UNDER_10K.value, SubjectBand.UNDER_100K.value)


def test_a_box_that_changed_is_told_without_those_that_were_decided_beside_it() -> None:
    (change,) = changes(showing(YES, UNKNOWN), showing(NO, YES))
    assert change.excerpt == ("［○］本人又は本人の代理人", "")
    (change,) = changes(showing(NO, YES), showing(YES, YES, "税務課"))
    assert change.excerpt == (
        "［○］評価実施機関内の他部署",
        "［○］本人又は本人の代理人\n［○］評価実施機関内の他部署（税務課）",
    )


def test_words_that_come_or_go_are_a_change() -> None:
    assert len(changes(BEFORE, evolve(BEFORE, texts=()))) == 1
    assert compare(project(BEFORE), project(evolve(BEFORE, texts=()))).undecided == ()

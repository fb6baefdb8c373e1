"""しきい値判断, and the two scales of numbers of people."""

from __future__ import annotations

from itertools import product

import pytest

from piaflow.domain.certainty import Certainty
from piaflow.domain.choices import FormKind, PersonBand, SubjectBand
from piaflow.law.sureness import Sureness
from piaflow.law.thresholds import bands_agree, find_required_forms, is_lower

YES, NO, UNKNOWN = Certainty.YES, Certainty.NO, Certainty.UNKNOWN
BASIC, PRIORITY, FULL = FormKind.BASIC, FormKind.PRIORITY, FormKind.FULL
S, P = SubjectBand, PersonBand

CASES = [
    (S.UNDER_1K, YES, YES, [None]),
    (S.UNDER_10K, YES, YES, [BASIC]),
    (S.UNDER_100K, YES, NO, [PRIORITY]),
    (S.UNDER_100K, NO, YES, [PRIORITY]),
    (S.UNDER_100K, NO, NO, [BASIC]),
    (S.UNDER_300K, YES, NO, [FULL]),
    (S.UNDER_300K, NO, YES, [FULL]),
    (S.UNDER_300K, NO, NO, [PRIORITY]),
    (S.OVER_300K, NO, NO, [FULL]),
    (S.OVER_300K, UNKNOWN, UNKNOWN, [FULL]),
    (S.UNDER_300K, YES, UNKNOWN, [FULL]),
    (S.UNDER_300K, NO, UNKNOWN, [PRIORITY, FULL]),
    (S.UNDER_100K, UNKNOWN, NO, [BASIC, PRIORITY]),
    (S.UNKNOWN, NO, NO, [None, BASIC, PRIORITY, FULL]),
    (S.UNKNOWN, YES, NO, [None, BASIC, PRIORITY, FULL]),
]


@pytest.mark.parametrize(("subjects", "handlers", "accident", "forms"), CASES)
def test_the_answers_oblige_to_a_form(
    subjects: SubjectBand, handlers: Certainty, accident: Certainty, forms: list[FormKind | None]
) -> None:
    assert [r.form for r in find_required_forms(subjects, handlers, accident)] == forms


@pytest.mark.parametrize("subjects", list(SubjectBand))
@pytest.mark.parametrize("accident", list(Certainty))
def test_an_unknown_answer_leaves_what_either_answer_would(
    subjects: SubjectBand, accident: Certainty
) -> None:
    possible = {r.form for r in find_required_forms(subjects, UNKNOWN, accident)}
    either = {r.form for h in (YES, NO) for r in find_required_forms(subjects, h, accident)}
    assert possible == either


@pytest.mark.parametrize(("handlers", "accident"), list(product((YES, NO), repeat=2)))
def test_more_people_never_oblige_to_less(handlers: Certainty, accident: Certainty) -> None:
    rising = [None, BASIC, PRIORITY, FULL]
    bands = [band for band in SubjectBand if band is not S.UNKNOWN]
    forms = [rising.index(r.form) for b in bands for r in find_required_forms(b, handlers, accident)]
    assert forms == sorted(forms)


def test_what_is_known_from_memory_says_so() -> None:
    (middle,) = find_required_forms(S.UNDER_100K, NO, NO)
    (top,) = find_required_forms(S.OVER_300K, NO, NO)
    assert (middle.sureness, top.sureness) == (Sureness.MEMORY, Sureness.CERTAIN)
    assert top.printed == "基礎項目評価及び全項目評価の実施が義務付けられる"


def test_a_result_that_several_bands_lead_to_is_as_sure_as_the_surest() -> None:
    full = find_required_forms(S.UNKNOWN, YES, YES)[-1]
    assert (full.form, full.sureness) == (FULL, Sureness.CERTAIN)


AGREE = [
    (S.UNDER_1K, P.UNDER_10K, YES),
    (S.UNDER_1K, P.UNDER_100K, NO),
    (S.UNDER_10K, P.UNDER_100K, NO),
    (S.UNDER_100K, P.UNDER_100K, YES),
    (S.UNDER_100K, P.UNDER_1M, NO),
    (S.UNDER_300K, P.UNDER_1M, YES),
    (S.UNDER_300K, P.UNDER_10K, YES),
    (S.UNDER_300K, P.UNDER_10M, NO),
    (S.OVER_300K, P.OVER_10M, YES),
    (S.OVER_300K, P.UNDER_10K, YES),
    (S.UNKNOWN, P.OVER_10M, UNKNOWN),
    (S.UNDER_1K, P.UNKNOWN, UNKNOWN),
]


@pytest.mark.parametrize(("total", "part", "agrees"), AGREE)
def test_a_file_never_has_more_people_than_its_procedure(
    total: SubjectBand, part: PersonBand, agrees: Certainty
) -> None:
    assert bands_agree(total, part) is agrees


def test_the_forms_ask_more_and_more() -> None:
    assert is_lower(BASIC, PRIORITY)
    assert is_lower(PRIORITY, FULL)
    assert not is_lower(FULL, FULL)
    assert not is_lower(BASIC, None)

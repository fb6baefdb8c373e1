"""重要な変更: the ※ items and what follows from them."""

from __future__ import annotations

import pytest

from piaflow.domain.certainty import Certainty
from piaflow.domain.choices import BodyKind, FormKind, Timing
from piaflow.law.forms import find_field, list_fields
from piaflow.law.significance import (
    Case,
    ExclusionKind,
    ProcedureKind,
    find_consequences,
    find_procedures,
    list_consequences,
    list_exclusions,
)
from piaflow.law.sureness import Sureness

FULL, PRIORITY, BASIC = FormKind.FULL, FormKind.PRIORITY, FormKind.BASIC


@pytest.mark.parametrize(("form", "count"), [(FULL, 19), (PRIORITY, 11), (BASIC, 0)])
def test_each_form_has_its_marked_items(form: FormKind, count: int) -> None:
    numbers = {field.annex_item for field in list_fields(form) if field.significant}
    assert sorted(numbers) == list(range(1, count + 1))


@pytest.mark.parametrize("form", list(FormKind))
def test_the_marked_fields_are_those_of_the_items(form: FormKind) -> None:
    assert all(bool(field.annex_item) == field.significant for field in list_fields(form))


LABELS = [
    (FULL, 1, "Ⅰ.1.②"),
    (FULL, 1, "別添1"),
    (FULL, 7, "Ⅱ.3.①"),
    (FULL, 15, "Ⅱ.4.委託事項{k}.②.範囲"),
    (FULL, 17, "Ⅱ.6.①"),
    (FULL, 18, "Ⅲ.7.リスク1.⑤.内容"),
    (FULL, 19, "Ⅳ.2"),
    (PRIORITY, 1, "Ⅰ.4"),
    (PRIORITY, 10, "Ⅱ.6"),
    (PRIORITY, 11, "Ⅲ.9"),
]


@pytest.mark.parametrize(("form", "number", "path"), LABELS)
def test_a_field_belongs_to_its_item(form: FormKind, number: int, path: str) -> None:
    assert find_field(form, path).annex_item == number


UNMARKED = [
    (FULL, "Ⅰ.2.システム{n}.③"),
    (FULL, "Ⅱ.3.②"),
    (FULL, "Ⅱ.4.委託事項{k}.⑥"),
    (FULL, "Ⅱ.5.有無"),
    (FULL, "Ⅱ.5.提供先{k}.①"),
    (FULL, "Ⅱ.6.③"),
    (FULL, "Ⅲ.7.リスク1.⑨"),
    (FULL, "別添2"),
    (PRIORITY, "Ⅰ.1.②"),
    (PRIORITY, "Ⅲ.7.②"),
]


@pytest.mark.parametrize(("form", "path"), UNMARKED)
def test_a_change_of_these_alone_is_never_significant(form: FormKind, path: str) -> None:
    assert not find_field(form, path).significant


def test_the_exclusions_are_known_from_memory() -> None:
    assert [e.kind for e in list_exclusions()] == list(ExclusionKind)
    assert {e.sureness for e in list_exclusions()} == {Sureness.MEMORY}


TIMINGS = [
    (Case.SIGNIFICANT, FULL, Timing.BEFORE, Sureness.CERTAIN),
    (Case.SIGNIFICANT, PRIORITY, Timing.BEFORE, Sureness.CERTAIN),
    (Case.SIGNIFICANT, BASIC, Timing.UNKNOWN, Sureness.MEMORY),
    (Case.OTHER, FULL, Timing.AFTER, Sureness.SECONDARY),
    (Case.EMERGENCY, FULL, Timing.AFTER, Sureness.CERTAIN),
]


@pytest.mark.parametrize(("case", "form", "timing", "sureness"), TIMINGS)
def test_a_case_says_when_to_file(case: Case, form: FormKind, timing: Timing, sureness: Sureness) -> None:
    (found,) = find_consequences(case, form, BodyKind.MUNICIPALITY)
    assert (found.timing, found.sureness) == (timing, sureness)


def test_every_case_has_a_consequence_with_a_source() -> None:
    assert {c.case for c in list_consequences()} == set(Case)
    assert all(c.what and c.source and c.forms for c in list_consequences())


PROCEDURES = [(FULL, Certainty.YES), (PRIORITY, Certainty.NO)]


@pytest.mark.parametrize(("form", "obligatory"), PROCEDURES)
@pytest.mark.parametrize("kind", list(BodyKind))
def test_consultation_and_inspection_are_a_duty_of_the_full_form_only(
    form: FormKind, obligatory: Certainty, kind: BodyKind
) -> None:
    found = find_procedures(form, kind)
    assert found[0].kind is ProcedureKind.CONSULTATION
    assert len(found) == len({p.kind for p in found}) == 2
    assert {p.obligatory for p in found} == {obligatory}
    assert find_procedures(BASIC, kind) == ()


LOOKED_AT = [
    (BodyKind.MUNICIPALITY, ProcedureKind.INSPECTION, Sureness.CERTAIN),
    (BodyKind.PREFECTURE, ProcedureKind.INSPECTION, Sureness.CERTAIN),
    (BodyKind.SCHOOL_BOARD, ProcedureKind.INSPECTION, Sureness.CERTAIN),
    (BodyKind.UNION, ProcedureKind.INSPECTION, Sureness.CERTAIN),
    (BodyKind.NATIONAL, ProcedureKind.APPROVAL, Sureness.CERTAIN),
    (BodyKind.AGENCY, ProcedureKind.APPROVAL, Sureness.CERTAIN),
    (BodyKind.INSURER, ProcedureKind.APPROVAL, Sureness.MEMORY),
]


@pytest.mark.parametrize(("kind", "procedure", "sureness"), LOOKED_AT)
def test_who_looks_at_a_full_assessment_depends_on_the_kind_of_body(
    kind: BodyKind, procedure: ProcedureKind, sureness: Sureness
) -> None:
    found = find_procedures(FULL, kind)[-1]
    assert (found.kind, found.sureness) == (procedure, sureness)


def test_a_body_of_unknown_kind_is_told_both_ways() -> None:
    told = find_procedures(FULL, BodyKind.UNKNOWN)[-1].what
    assert "合議制" in told
    assert "個人情報保護委員会の承認" in told


@pytest.mark.parametrize("kind", list(BodyKind))
@pytest.mark.parametrize("case", [Case.NEW, Case.SIGNIFICANT])
def test_what_must_be_done_names_the_same_procedure(kind: BodyKind, case: Case) -> None:
    told = "".join(c.what for c in find_consequences(case, FULL, kind))
    for procedure in find_procedures(FULL, kind):
        assert all(word.removeprefix("委員会の") in told for word in procedure.kind.value.split("か"))

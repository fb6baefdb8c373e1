"""A text that refers to a field by number and label means the field that the form prints so, and no list of its own."""

from __future__ import annotations

import re

import pytest

from piaflow.domain.choices import FormKind
from piaflow.law.forms import FormField, list_fields
from piaflow.law.references import PRINTED, Reference, read_reference

LABELLED = [
    (field, re.sub("^[①-⑳]", "", field.label.rpartition("／")[2]))
    for form in FormKind
    for field in list_fields(form)
    if re.search("[①-⑳]", field.path)
]
MARKED = [(field, label) for field, label in LABELLED if re.fullmatch("[^（）()、]{4,30}", label)]
"""Shorter labels (部署) are words of any text, and longer ones are whole questions that nobody quotes."""


def read(text: str, chapter: str = "Ⅱ") -> list[Reference]:
    return [read_reference(found, chapter) for found in PRINTED.finditer(text)]


@pytest.mark.parametrize(("field", "label"), MARKED, ids=[f"{f.form.name}:{f.path}" for f, _ in MARKED])
def test_a_field_is_found_by_the_number_and_label_that_the_form_prints(field: FormField, label: str) -> None:
    chapter, section, *rest = field.path.split(".")
    mark = next(part for part in rest if re.fullmatch("[①-⑳]", part))
    (told,) = read(f"「{section}．{mark}{label}」と同じ。", chapter)
    assert told.number in told.find_labelled(field.form)
    (named,) = read(f"「{chapter}　{section}. {mark} {label}」のとおり。", "Ⅰ")
    assert named == told


@pytest.mark.parametrize(
    "text",
    [
        "２．本人確認　①使用目的を確かめて書く。②転出",
        "令和2.①使用目的の変更を行う",
        "「２．④」と同じ。",
        "「④記録される項目」と同じ。",
    ],
)
def test_a_list_of_its_own_and_a_number_alone_are_no_reference(text: str) -> None:
    assert read(text) == []


def test_words_that_are_no_label_name_no_field() -> None:
    (told,) = read("「２．④対象となる者」と同じ。")
    assert told.find_labelled(FormKind.FULL) == ()

"""The fields of the official forms."""

from __future__ import annotations

from enum import Enum

import pytest

from piaflow.domain.choices import (
    FileKind,
    FormKind,
    HandlerBand,
    PeriodBand,
    PersonBand,
    RecordBand,
    SourceKind,
    SubjectBand,
    Timing,
)
from piaflow.errors import UnknownNameError
from piaflow.law.forms import FieldKind, find_edition, find_field, list_fields
from piaflow.law.sureness import Sureness

FULL, PRIORITY, BASIC = FormKind.FULL, FormKind.PRIORITY, FormKind.BASIC


@pytest.mark.parametrize(("form", "count"), [(FULL, 226), (PRIORITY, 128), (BASIC, 41)])
def test_each_form_has_its_fields_once(form: FormKind, count: int) -> None:
    paths = [field.path for field in list_fields(form)]
    assert len(paths) == len(set(paths)) == count


@pytest.mark.parametrize("form", list(FormKind))
def test_every_field_says_where_it_was_read(form: FormKind) -> None:
    for field in list_fields(form):
        assert field.label
        assert "…" not in field.label
        assert find_edition(form) in field.source
        assert field.sureness is Sureness.CERTAIN


@pytest.mark.parametrize("form", list(FormKind))
def test_what_is_repeated_has_a_counter_in_its_name(form: FormKind) -> None:
    repeats = {field.repeat for field in list_fields(form)} - {""}
    assert all("{" in repeat for repeat in repeats)
    placed = [f for f in list_fields(form) if "{" in f.path]
    assert all(f.path.startswith(f.repeat) for f in placed)
    assert all(f.repeat for f in placed)


@pytest.mark.parametrize("form", list(FormKind))
def test_a_choice_has_choices_and_text_has_none(form: FormKind) -> None:
    for field in list_fields(form):
        assert bool(field.choices) == (field.kind in CHOSEN), field.path


CHOSEN = {
    FieldKind.CHOICE,
    FieldKind.CHOICES,
    FieldKind.CHOICE_AND_COUNT,
    FieldKind.CHOICES_AND_COUNT,
}

ORDER = ["表紙", "Ⅰ", "別添1", "Ⅱ", "別添2", "Ⅲ", "Ⅳ", "Ⅴ", "Ⅵ", "別添3"]


def test_the_fields_stand_in_printed_order() -> None:
    parts = [field.path.split(".")[0] for field in list_fields(FULL)]
    assert list(dict.fromkeys(parts)) == ORDER


PRINTED: list[tuple[FormKind, str, type[Enum]]] = [
    (FULL, "Ⅰ.1.③", SubjectBand),
    (FULL, "Ⅱ.2.②", PersonBand),
    (FULL, "Ⅱ.2.①", FileKind),
    (FULL, "Ⅱ.2.④", RecordBand),
    (FULL, "Ⅱ.3.⑦.使用者数", HandlerBand),
    (FULL, "Ⅱ.6.②.期間", PeriodBand),
    (FULL, "別添3.変更{k}.提出時期", Timing),
    (PRIORITY, "Ⅰ.1.③", SubjectBand),
    (PRIORITY, "Ⅱ.4.委託事項{k}.②", HandlerBand),
]


@pytest.mark.parametrize(("form", "path", "words"), PRINTED)
def test_the_words_of_the_model_are_the_printed_choices(form: FormKind, path: str, words: type[Enum]) -> None:
    assert [*find_field(form, path).choices, "不明"] == [word.value for word in words]


def test_sources_of_information_are_the_printed_choices() -> None:
    printed = [choice.removesuffix("()") for choice in find_field(FULL, "Ⅱ.3.①").choices]
    assert printed == [kind.value for kind in SourceKind]


def test_an_unknown_path_names_the_nearest() -> None:
    with pytest.raises(UnknownNameError, match="使用部署"):
        find_field(FULL, "Ⅱ.3.⑦.使用部所")
    with pytest.raises(UnknownNameError, match="基礎項目評価書の欄「別添1」"):
        find_field(BASIC, "別添1")

"""The table of the forms: every row stands at a field, holds a value of the model, and reads what it writes."""

from __future__ import annotations

from enum import Enum
from operator import attrgetter
from typing import Any

import pytest

from piaflow.domain.assessment import Assessment, Overview
from piaflow.domain.certainty import Certainty
from piaflow.domain.choices import FormKind, PeriodBand, SubjectBand, Timing
from piaflow.domain.entries import Entrustment, Provision, Transfer
from piaflow.domain.items import ItemList
from piaflow.domain.nodes import File, System
from piaflow.domain.records import Revision
from piaflow.form import table
from piaflow.form.form import Cell, Filled
from piaflow.form.table import Row, rows_by_path
from piaflow.form.values import DAY, LINES, RECORDS, TEXT, Writing, one_of, yes_no
from piaflow.law.addresses import Address
from piaflow.law.forms import FieldKind, list_fields

OWNERS: list[tuple[tuple[Row, ...], Any]] = [
    (table.DOCUMENT, Assessment(Overview("A市長", "事務"))),
    (table.SYSTEM, System("S")),
    (table.FILE, File("F")),
    (table.ENTRUSTMENT, Entrustment("委託事項1")),
    (table.PROVISION, Provision("提供先1")),
    (table.TRANSFER, Transfer("移転先1")),
    (table.REVISION, Revision("項目")),
]
ROWS = [(row, owner) for rows, owner in OWNERS for row in rows]


@pytest.mark.parametrize(("row", "owner"), ROWS, ids=lambda x: x.asked if isinstance(x, Row) else "")
def test_a_row_is_about_a_field_and_a_value_of_its_owner(row: Row, owner: object) -> None:
    assert row.field(row.only or FormKind.FULL)
    if row.value:
        attrgetter(row.value)(owner)
    else:
        assert row.shown


@pytest.mark.parametrize("form", list(FormKind))
def test_a_field_of_several_boxes_or_one_choice_is_written_as_such(form: FormKind) -> None:
    """Rows of texts stand at no field of choices: its boxes could not be read again."""
    plain = (TEXT, LINES, DAY, RECORDS)
    for field in list_fields(form):
        row = rows_by_path(form).get(field.path)
        if row and not row.shown and field.kind in (FieldKind.CHOICE, FieldKind.CHOICES):
            assert row.writing not in plain, field.path


def test_no_value_is_told_by_two_fields_but_the_counts() -> None:
    for rows, _ in OWNERS:
        values = [row.value for row in rows if row.value and row.value != "counts"]
        assert len(values) == len(set(values))


SAYINGS: list[tuple[Writing, object, str]] = [
    (TEXT, "1行\n2行", "1行\n2行"),
    (LINES, ("1行", "2行"), "1行\n2行"),
    (DAY, "2022-07-08", "令和4年7月8日"),
    (RECORDS, ItemList(("氏名", "住所"), complete=False), "氏名\n住所\n等"),
    (one_of(SubjectBand), SubjectBand.UNDER_10K, "1,000人以上1万人未満"),
    (one_of(Timing), Timing.UNKNOWN, ""),
    (yes_no("再委託する", "再委託しない"), Certainty.NO, "再委託しない"),
    (yes_no("再委託する", "再委託しない"), Certainty.UNKNOWN, ""),
]


@pytest.mark.parametrize(("writing", "value", "text"), SAYINGS)
def test_what_is_written_is_read_again(writing: Writing, value: object, text: str) -> None:
    assert str(writing.write(value)) == text
    assert writing.read(Cell(Address(FormKind.FULL, "Ⅰ.1.②"), Filled(text))) == value


@pytest.mark.parametrize(
    ("writing", "text", "value"),
    [
        (one_of(SubjectBand), "1,000人未満（任意実施）", SubjectBand.UNDER_1K),
        (one_of(PeriodBand), "1年未満", PeriodBand("1年未満")),
        (yes_no("実施する", "実施しない"), "未定", Certainty.UNKNOWN),
    ],
)
def test_a_cell_may_say_more_than_the_value(writing: Writing, text: str, value: Enum) -> None:
    assert writing.read(Cell(Address(FormKind.FULL, "Ⅰ.1.③"), Filled(text))) is value

"""A form as it is printed: every label, number, bracket and box, and what is not told left open."""

from __future__ import annotations

import pytest

from piaflow.domain.certainty import Certainty
from piaflow.domain.choices import FormKind
from piaflow.form.form import Cell, Filled, Form
from piaflow.form.printing import Heading, PageKind, PrintedRow, list_changes, print_form
from piaflow.law.addresses import Address
from tests.source.random_forms import make_form, seed_random

MAIN_ITEMS = Address(FormKind.FULL, "Ⅱ.2.④.主な記録項目", "ファイル1")


def _rows(form: Form) -> list[PrintedRow]:
    return [row for part in print_form(form) for row in part.rows if isinstance(row, PrintedRow)]


def test_a_ticked_box_ticks_none_whose_name_it_begins_with() -> None:
    """個人番号対応符号 is no 個人番号, その他識別情報 no その他."""
    cell = Cell(MAIN_ITEMS, Filled("［○］個人番号対応符号\n［○］その他識別情報（内部番号）"))
    ticked = {name for name, box in cell.boxes.items() if box is Certainty.YES}
    assert ticked == {"個人番号対応符号", "その他識別情報（内部番号）"}
    (row,) = _rows(Form(FormKind.FULL, (cell,)))
    printed = [str(box) for boxes in row.boxes for box in boxes]
    assert [one for one in printed if "○" in one] == [
        "[ ○ ] 個人番号対応符号",
        "[ ○ ] その他識別情報（内部番号）",
    ]
    assert "[    ] 個人番号" in printed


def test_a_box_that_nobody_read_is_printed_as_neither() -> None:
    cell = Cell(MAIN_ITEMS, Filled("［○］個人番号\n（不明: その他）", unread=("その他",)))
    (row,) = _rows(Form(FormKind.FULL, (cell,)))
    assert str(row.boxes[-1][-1]) == "[ ？ ] その他 （  ）"


@pytest.mark.parametrize("kind", FormKind)
def test_every_field_is_printed_once_and_in_order(kind: FormKind) -> None:
    form = make_form(kind, seed_random(2))
    printed = [row.cell.address for row in _rows(form)]
    assert printed == [c.address for c in form.cells if not c.field.is_of_revisions]
    changes = {c.address.number for c in form.cells if c.field.is_of_revisions}
    assert len(list_changes(form)) == len(changes)


def test_a_proposal_is_not_printed() -> None:
    cell = Cell(Address(FormKind.FULL, "Ⅰ.1.①"), Filled("流れから", derived=True))
    (row,) = _rows(Form(FormKind.FULL, (cell,)))
    assert row.words == ""
    boxed = Cell(MAIN_ITEMS, Filled("［○］個人番号", derived=True, told=True))
    (row,) = _rows(Form(FormKind.FULL, (boxed,)))
    assert {str(box)[:5] for boxes in row.boxes for box in boxes} == {"[ ？ ]"}


@pytest.mark.parametrize(
    ("place", "label"),
    [
        ("Ⅰ.1.②", "②事務の内容　※"),
        ("Ⅰ.3", "３．特定個人情報ファイル名"),
        ("Ⅱ.4.委託事項{k}", "委託事項2"),
        ("Ⅱ.4.委託事項{k}.⑦", "⑦再委託の有無　※"),
    ],
)
def test_labels_bear_their_numbers_and_the_mark_of_a_significant_change(place: str, label: str) -> None:
    address = Address(
        FormKind.FULL, place, "ファイル1" if place.startswith("Ⅱ") else "", "2" if "{k}" in place else ""
    )
    (row,) = _rows(Form(FormKind.FULL, (Cell(address),)))
    assert row.label == label


def test_headings_stand_before_the_first_entry_alone() -> None:
    told = [Cell(Address(FormKind.FULL, "Ⅰ.2.システム{n}.①", number=n), Filled("a")) for n in "12"]
    part, changes = print_form(Form(FormKind.FULL, tuple(told)))
    assert (part.kind, changes.title) == (PageKind.CHAPTER, "（別添３）変更箇所")
    assert [one.text for one in part.rows if isinstance(one, Heading)] == [
        "２．特定個人情報ファイルを取り扱う事務において使用するシステム",
        "システム1",
        "システム2",
    ]


@pytest.mark.parametrize(
    ("kind", "chapter", "title"),
    [
        (FormKind.FULL, "別添3", "（別添３）変更箇所"),
        (FormKind.PRIORITY, "別添2", "（別添２）変更箇所"),
        (FormKind.BASIC, "変更箇所", "変更箇所"),
    ],
)
def test_every_form_prints_its_rows_of_changes_in_the_order_of_their_numbers(
    kind: FormKind, chapter: str, title: str
) -> None:
    told = {"10.項目": "Ⅱ", "2.変更前の記載": "前\n二行目", "2.提出時期": "事後"}
    cells = [Cell(Address.parse(f"{chapter}.変更{at}", kind), Filled(text)) for at, text in told.items()]
    form = Form(kind, tuple(cells))
    first, second = list_changes(form)
    assert first == {"変更前の記載": "前\n二行目", "提出時期": "事後"}
    assert second == {"項目": "Ⅱ"}
    (page,) = (part for part in print_form(form) if part.kind is PageKind.CHANGES)
    assert page.title == title

"""An address is one place of a form: it reads back as it prints, and comes in the order in which forms are printed."""

from __future__ import annotations

from itertools import pairwise, product

import pytest
from attrs import evolve

from piaflow.domain.choices import FormKind
from piaflow.errors import UnknownNameError
from piaflow.law.addresses import Address, printed_order
from piaflow.law.forms import list_fields

FULL, PRIORITY, BASIC = FormKind.FULL, FormKind.PRIORITY, FormKind.BASIC
FILES = ("ファイル1", "ファイル2", "ファイル10", "住民基本台帳ファイル", "ver.2.①の台帳", "A/B")
NUMBERS = ("1", "2", "10", "1の2", "3.1")


def _addresses(form: FormKind, files: tuple[str, ...] = FILES) -> list[Address]:
    """Every field of a form, of each file and under each number."""
    return [
        Address(form, field.path, file, number)
        for field in list_fields(form)
        for file, number in product(
            files if field.is_by_file else ("",), NUMBERS if field.counted else ("",)
        )
    ]  # fmt: skip


@pytest.mark.parametrize("form", list(FormKind))
def test_every_address_reads_back_as_it_prints(form: FormKind) -> None:
    addresses = _addresses(form)
    assert [Address.parse(str(address), form) for address in addresses] == addresses
    assert len({str(address) for address in addresses}) == len(set(addresses)) == len(addresses)


@pytest.mark.parametrize("form", list(FormKind))
def test_every_block_reads_back_as_it_prints_and_comes_before_its_fields(form: FormKind) -> None:
    for address in _addresses(form, ("ファイル1", "ファイル2")):
        block = address.block
        assert (block is None) == (not address.field.repeat)
        if block is not None:
            assert Address.parse(str(block), form) == block
            assert block <= address
            assert str(address).startswith(str(block))


@pytest.mark.parametrize("odd", ["②", "⑴", "²", "Ⅳ", "二"])
def test_a_number_that_is_no_digit_stands_as_a_word(odd: str) -> None:
    assert printed_order(f"システム{odd}") > printed_order("システム")
    assert sorted(["10", odd, "2"], key=printed_order).index("2") < 2


def test_addresses_come_in_the_order_of_print() -> None:
    printed = [
        "表紙.公表日",
        "Ⅰ.1.③",
        "Ⅰ.2.システム2.③",
        "Ⅰ.2.システム10.①",
        "Ⅰ.3",
        "別添1",
        "Ⅱ.ファイル1.4.有無",
        "Ⅱ.ファイル1.4.委託事項2.⑨",
        "Ⅱ.ファイル1.4.委託事項10",
        "Ⅱ.ファイル1.5.提供先3.⑦",
        "Ⅱ.ファイル1.5.移転先1",
        "Ⅱ.ファイル1.7",
        "Ⅱ.ファイル2.1",
        "別添2.ファイル1",
        "Ⅲ.ファイル1.2.リスク1.対象者以外",
        "Ⅲ.ファイル1.2.リスク1.その他",
        "Ⅲ.ファイル1.2.リスク1.十分か",
        "Ⅲ.ファイル1.2.その他",
        "Ⅲ.ファイル2.1",
        "Ⅳ.3",
        "別添3.変更9.項目",
        "別添3.変更10.変更日",
    ]
    addresses = [Address.parse(text, FULL) for text in printed]
    assert all(one < other for one, other in pairwise(addresses))


@pytest.mark.parametrize("form", list(FormKind))
def test_the_fields_of_one_file_come_as_their_table_lists_them(form: FormKind) -> None:
    fields = [
        Address(form, field.path, "ファイル1" if field.is_by_file else "", "1") for field in list_fields(form)
    ]
    assert sorted(fields) == fields


@pytest.mark.parametrize(
    ("full", "priority", "basic"),
    [
        ("表紙.評価書名", "表紙.評価書名", "表紙.評価書名"),
        ("Ⅰ.5", "Ⅰ.4", "Ⅰ.3"),
        ("Ⅰ.8", "Ⅰ.7", "Ⅰ.6"),
        ("Ⅱ.ファイル1.3.⑥", "Ⅱ.ファイル1.3.③", None),
        ("Ⅱ.ファイル1.4.委託事項2.⑥", "Ⅱ.ファイル1.4.委託事項2.③", None),
        ("Ⅱ.ファイル1.6.①", "Ⅱ.ファイル1.6", None),
        ("別添2.ファイル1", "別添1.ファイル1", None),
        ("Ⅲ.ファイル1.6.リスク5", "Ⅲ.ファイル1.6.リスク2", None),
        ("Ⅲ.ファイル1.2.リスク1.対象者以外", None, None),
        ("Ⅵ.1.②", "Ⅴ.1.②", "Ⅲ"),
        ("別添3.変更4.項目", "別添2.変更4.項目", "変更箇所.変更4.項目"),
        ("別添1", None, None),
    ],
)
def test_an_address_knows_where_another_form_asks_the_same(
    full: str, priority: str | None, basic: str | None
) -> None:
    address = Address.parse(full, FULL)
    for form, printed in ((FULL, full), (PRIORITY, priority), (BASIC, basic)):
        found = address.on(form)
        assert (found and str(found)) == printed
        assert found is None or found.on(FULL) == address


@pytest.mark.parametrize(
    ("full", "priority", "basic"),
    [
        ("Ⅰ.5", ("Ⅰ.4", "Ⅰ.4"), ("Ⅰ.3", "Ⅰ.3")),
        ("Ⅰ.6.①", ("Ⅰ.5", "Ⅰ.5①"), ("Ⅰ.4", "Ⅰ.4①")),
        ("Ⅰ.7.①", ("Ⅰ.6", "Ⅰ.6①"), ("Ⅰ.5", "Ⅰ.5①")),
        ("Ⅰ.1.③", ("Ⅰ.1", "Ⅰ.1③"), ("Ⅱ.1", "Ⅱ.1")),
    ],
)
def test_a_section_of_the_full_form_bears_its_own_number_in_another(
    full: str, priority: tuple[str, str], basic: tuple[str, str]
) -> None:
    there = [Address(FULL, full).on(form) for form in (PRIORITY, BASIC)]
    assert [(a.section, a.item) for a in there if a] == [priority, basic]


@pytest.mark.parametrize("form", [PRIORITY, BASIC])
def test_no_two_fields_of_a_form_ask_what_one_field_of_another_asks(form: FormKind) -> None:
    asked = [field.full for field in list_fields(form) if field.full]
    assert len(asked) == len(set(asked))
    assert set(asked) <= {field.path for field in list_fields(FULL)}


@pytest.mark.parametrize(
    ("text", "nearest"),
    [
        ("Ⅱ.ファイル2.3.②方法", "Ⅱ.ファイル2.3.②"),
        ("Ⅲ.ファイル1.2.リスク1.対象者意外", "Ⅲ.ファイル1.2.リスク1.対象者以外"),
        ("Ⅱ.ファイル1.4.委託事項3.⑩", "Ⅱ.ファイル1.4.委託事項3.⑨"),
        ("Ⅰ.4.③", "Ⅰ.4.②"),
    ],
)
def test_what_is_no_address_names_the_nearest(text: str, nearest: str) -> None:
    with pytest.raises(UnknownNameError) as raised:
        Address.parse(text, FULL)
    assert raised.value.nearest == nearest


def test_a_block_of_several_fields_is_no_field() -> None:
    block = Address.parse("Ⅰ.2.システム5", FULL)
    assert not block.is_field
    assert block.name == "システム5"
    assert Address.parse("Ⅱ.ファイル1.4.委託事項2", FULL).is_field
    with pytest.raises(UnknownNameError):
        _ = block.field
    assert block < evolve(block, number="6")


def test_an_officer_reads_the_number_of_what_is_counted() -> None:
    assert Address.parse("Ⅰ.2.システム2.①", FULL).item == "Ⅰ.2システム2①"
    assert Address.parse("Ⅱ.ファイル1.4.委託事項10.⑥", FULL).item == "Ⅱ.4委託事項10⑥"

"""番号法19条 by date: the numbers, what they mean, and the tables."""

from __future__ import annotations

from datetime import date

import pytest

from piaflow.domain.choices import FlowKind
from piaflow.law.articles import Meaning19, find_item_19, find_number, find_tables, list_items_19
from piaflow.law.sureness import Sureness

BEFORE, AFTER = date(2021, 8, 31), date(2021, 9, 1)

NUMBERS = [
    (Meaning19.ENTRUSTMENT, 5, 6),
    (Meaning19.REGISTER, 6, 7),
    (Meaning19.NETWORK, 7, 8),
    (Meaning19.NETWORK_ORDINANCE, 8, 9),
    (Meaning19.TAX, 9, 10),
    (Meaning19.SAME_GOVERNMENT, 10, 11),
    (Meaning19.LIFE, 15, 16),
    (Meaning19.PERSON, 3, 3),
]


@pytest.mark.parametrize(("meaning", "before", "after"), NUMBERS)
def test_the_new_item_of_september_2021_moved_the_numbers(
    meaning: Meaning19, before: int, after: int
) -> None:
    then, now = find_number(meaning, BEFORE), find_number(meaning, AFTER)
    assert then is not None
    assert now is not None
    assert (then.number, now.number) == (before, after)


def test_number_7_means_another_thing_in_another_period() -> None:
    then, now = find_item_19(7, BEFORE), find_item_19(7, AFTER)
    assert then is not None
    assert now is not None
    assert (then.meaning, now.meaning) == (Meaning19.NETWORK, Meaning19.REGISTER)


def test_the_ordinance_procedures_had_no_number_before_2017() -> None:
    assert find_number(Meaning19.NETWORK_ORDINANCE, date(2016, 7, 29)) is None
    assert find_item_19(17, BEFORE) is None
    assert find_item_19(1, date(2015, 10, 4)) is None


@pytest.mark.parametrize(("on", "count"), [(date(2016, 1, 1), 14), (BEFORE, 16), (AFTER, 17)])
def test_each_period_numbers_its_items_without_a_gap(on: date, count: int) -> None:
    numbers = [i.number for i in list_items_19() if i.holds(on)]
    assert sorted(numbers) == list(range(1, count + 1))


def test_one_item_makes_lawful_an_entrustment_and_what_goes_to_who_succeeds_to_the_work() -> None:
    item = find_number(Meaning19.ENTRUSTMENT, AFTER)
    assert item is not None
    entrusting = {FlowKind.ENTRUSTMENT, FlowKind.SUBENTRUSTMENT}
    assert item.legitimises == {*entrusting, FlowKind.PROVISION, FlowKind.ACQUISITION}


def test_use_and_transfer_never_rest_on_article_19() -> None:
    assert all(not i.legitimises & {FlowKind.USE, FlowKind.TRANSFER} for i in list_items_19())
    assert all(i.legitimises and i.source and i.text for i in list_items_19())


def test_the_law_in_force_was_read_itself() -> None:
    assert {i.sureness for i in list_items_19() if i.holds(AFTER)} == {Sureness.CERTAIN}


TABLES = [
    (date(2024, 5, 26), "別表第一", "別表第二"),
    (date(2024, 5, 27), "別表", "主務省令第2条の表"),
]


@pytest.mark.parametrize(("on", "use", "linkage"), TABLES)
def test_one_table_took_the_place_of_two_in_may_2024(on: date, use: str, linkage: str) -> None:
    tables = find_tables(on)
    assert tables is not None
    assert (tables.use, tables.linkage) == (use, linkage)


def test_there_was_no_table_before_the_act() -> None:
    assert find_tables(date(2015, 1, 1)) is None

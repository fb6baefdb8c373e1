"""Bodies by their 全国地方公共団体コード."""

from __future__ import annotations

import pytest

from piaflow.domain.codes import find_code_fault, find_number_fault
from piaflow.law.country import PREFECTURES
from piaflow.law.municipalities import find_by_code, find_by_name, find_shared_names, find_wards
from piaflow.law.shipped import read_data


def list_codes() -> list[str]:
    told = read_data("municipalities")["prefectures"]
    return [name[:6] for prefecture, towns in told.items() for name in (prefecture, *towns.split())]


def test_the_table_holds_every_prefecture_in_order_and_every_municipality_once() -> None:
    told, codes = read_data("municipalities")["prefectures"], list_codes()
    assert tuple(name[6:] for name in told) == PREFECTURES
    # 792 市, 743 町, 183 村 and 23 特別区, with the six villages of the northern islands
    assert len(codes) == len(set(codes)) == 47 + 1741 + 6
    assert [code for code in codes if find_code_fault(code)] == []
    assert all(code[:2] == name[:2] for name, towns in told.items() for code in towns.split())


@pytest.mark.parametrize("code", ["012025", "01202"])
def test_a_code_tells_its_body_with_or_without_its_check_digit(code: str) -> None:
    found = find_by_code(code)
    assert found is not None
    assert (found.prefecture, found.name, found.full) == ("北海道", "函館市", "北海道函館市")


def test_a_wrong_check_digit_or_an_unknown_code_tells_nothing() -> None:
    assert [find_by_code(code) for code in ("012020", "999999", "", "0120")] == [None] * 4


def test_a_name_that_several_bear_tells_one_only_with_its_prefecture() -> None:
    assert find_shared_names() >= {"府中市", "伊達市", "池田町", "泊村"}
    assert find_by_name("府中市") is None
    names = ("東京都府中市", "広島県府中市", "函館市", "沖縄県")
    assert [found.code if (found := find_by_name(name)) else "" for name in names] == [
        *("132063", "342084", "012025", "470007"),
    ]
    assert find_by_name("みなと市") is None


def test_a_ward_of_several_cities_tells_none_and_the_special_ward_of_its_name_is_a_body() -> None:
    wards = [ward for city in read_data("wards")["cities"] for ward in find_wards(city)]
    assert len(wards) == 171  # of 20 cities, since 浜松市 has three
    assert all(find_by_name(city) is not None for city in read_data("wards")["cities"])
    assert find_shared_names() >= {"北区", "中央区", "港区", "緑区"}
    assert not find_shared_names() & {"杉並区", "厚別区", "東京都北区"}
    assert find_wards("函館市") == frozenset()
    assert find_by_name("北区") == find_by_name("東京都北区")


def test_a_corporate_number_is_proved_by_its_first_digit() -> None:
    """7000012050002 is that of 国税庁."""
    assert [number for number in ("7000012050002", "8700110005901", "") if find_number_fault(number)] == []
    for wrong in ("7000012050003", "6000012050002", "000012050002", "７000012050002", "7000012050002 "):
        fault = find_number_fault(wrong)
        assert fault is not None
        assert "法人番号" in fault.japanese

"""Whether a citation was right on the day the 評価書 was published."""

from __future__ import annotations

from datetime import date

import pytest

from piaflow.law.articles import Meaning19
from piaflow.law.citations import parse_citations
from piaflow.law.standing import Standing, Verdict, find_meaning, judge_citation
from piaflow.law.sureness import Sureness

IN_FORCE, NOT_YET, NO_LONGER, UNKNOWN = (
    Standing.IN_FORCE,
    Standing.NOT_YET,
    Standing.NO_LONGER,
    Standing.UNKNOWN,
)
D2016, D2019, D2022, D2025 = date(2016, 7, 29), date(2019, 1, 1), date(2022, 7, 8), date(2025, 4, 1)


def judge(basis: str, on: date, meant: Meaning19 | None = None) -> Verdict:
    (citation,) = parse_citations(basis)
    return judge_citation(citation, on, meant)


CASES = [
    ("番号法第19条第7号別表第2", D2016, IN_FORCE, "番号法第19条第7号 別表第二"),
    ("番号法第19条第7号別表第2", D2022, NO_LONGER, "番号法第19条第8号"),
    ("番号法第19条第8号別表第2", D2019, NOT_YET, "番号法第19条第7号"),
    ("番号法第19条第8号別表第2", D2022, IN_FORCE, "番号法第19条第8号 別表第二"),
    ("番号法第19条第8号別表第2の27の項", D2025, NO_LONGER, "主務省令第2条の表"),
    ("番号法第19条第8号に基づく主務省令第2条の表48の項", D2022, NOT_YET, "別表第二"),
    (
        "番号法第19条第8号に基づく主務省令第2条の表48の項",
        D2025,
        IN_FORCE,
        "番号法第19条第8号 主務省令第2条の表",
    ),
    ("番号法第9条第1項別表第1の16の項", D2022, IN_FORCE, "別表第一"),
    ("番号法第9条第1項別表第1の16の項", D2025, NO_LONGER, "別表"),
    ("番号法別表の24の項", D2022, NOT_YET, "別表第一"),
    ("番号法別表の24の項", D2025, IN_FORCE, "別表"),
    ("番号法第19条第6号（委託先への提供）", D2022, IN_FORCE, "番号法第19条第6号"),
    ("番号法第19条第5号（委託先への提供）", D2022, NO_LONGER, "番号法第19条第6号"),
    ("番号法第19条第7号（情報提供ネットワークシステム）", D2022, NO_LONGER, "番号法第19条第8号"),
]


@pytest.mark.parametrize(("basis", "on", "standing", "right"), CASES)
def test_a_citation_stands_by_the_date(basis: str, on: date, standing: Standing, right: str) -> None:
    verdict = judge(basis, on)
    assert (verdict.standing, verdict.right) == (standing, right)
    assert verdict.source
    assert verdict.sureness is not Sureness.MEMORY


@pytest.mark.parametrize(("on"), [D2016, D2019, D2022, D2025])
@pytest.mark.parametrize(
    "basis",
    [
        "番号法第19条第8号",
        "番号法第19条第7号",
        "番号法第9条第2項",
        "住基法第30条の6",
        "条例別表第一1の項",
        "別表第1の8の項",
        "別表第2の8の項",
        "27",
    ],
)
def test_what_the_citation_does_not_tell_is_not_guessed(basis: str, on: date) -> None:
    assert judge(basis, on) == Verdict()


@pytest.mark.parametrize(
    ("basis", "standing"), [("番号法第19条第7号", NO_LONGER), ("番号法第19条第8号", IN_FORCE)]
)
def test_the_flow_may_tell_what_a_number_is_meant_as(basis: str, standing: Standing) -> None:
    assert judge(basis, D2022, Meaning19.NETWORK).standing is standing


def test_the_flow_may_tell_that_a_table_is_that_of_the_act() -> None:
    assert judge("別表第2の8の項", D2025, Meaning19.NETWORK).standing is NO_LONGER
    assert judge("条例別表第二の8の項", D2025, Meaning19.NETWORK).standing is UNKNOWN


def test_number_8_over_the_network_may_have_been_an_ordinance_procedure() -> None:
    assert judge("番号法第19条第8号", D2019, Meaning19.NETWORK).standing is UNKNOWN
    assert judge("番号法第19条第8号（情報提供ネットワーク、条例事務）", D2022).standing is UNKNOWN


def test_numbers_known_from_memory_only_judge_nothing() -> None:
    assert judge("番号法第19条第6号（委託先への提供）", D2016) == Verdict()
    assert judge("番号法第19条第7号別表第2", date(2015, 1, 1)) == Verdict()


MEANINGS = [
    ("番号法第19条第7号別表第2", Meaning19.NETWORK),
    ("番号法第19条第6号（委託先への提供）", Meaning19.ENTRUSTMENT),
    ("番号法第19条第7号（住基法第30条の6の通知）", Meaning19.REGISTER),
    ("番号法第19条第6号（委託先への情報提供ネットワークの運用）", None),
    ("番号法第19条第8号", None),
]


@pytest.mark.parametrize(("basis", "meaning"), MEANINGS)
def test_table_and_words_tell_the_meaning(basis: str, meaning: Meaning19 | None) -> None:
    (citation,) = parse_citations(basis)
    assert find_meaning(citation) is meaning

"""What the name of a body tells by itself."""

from __future__ import annotations

import pytest

from piaflow.graph.body_names import find_prefecture, read_name, read_name_within
from piaflow.law.country import PREFECTURES
from piaflow.law.municipalities import list_bodies


@pytest.mark.parametrize(
    ("name", "town"),
    [
        ("北海道上川郡東川町", "東川町"),
        ("奈良県大和郡山市長", "大和郡山市"),
        ("岐阜県山県市", "山県市"),
        ("余市町長", "余市町"),
        ("野々市市役所", "野々市市"),
        ("大町町", "大町町"),
        ("えびの市", "えびの市"),
        ("いの町", "いの町"),
        ("西都市", "西都市"),
        ("山元町", "山元町"),
        ("本庄市", "本庄市"),
        ("津市", "津市"),
    ],
)
def test_the_name_of_a_municipality_is_read_whatever_words_it_holds(name: str, town: str) -> None:
    assert read_name(name).town == town


def test_each_municipality_there_is_is_read_as_one() -> None:
    towns = [body.name for body in list_bodies() if body.name]
    assert [name for name in towns if read_name(name).town != name] == []
    assert [body.full for body in list_bodies() if read_name(body.full).full != body.full] == []


def test_a_prefecture_that_is_not_named_is_none() -> None:
    for place in ("〇〇県", "A県", "本県"):
        told = read_name(f"{place}みなと市")
        assert (told.full, told.town, told.prefecture) == ("", "みなと市", "")


def test_a_prefecture_is_told_by_its_name_and_by_the_code() -> None:
    assert (len(PREFECTURES), len(set(PREFECTURES))) == (47, 47)
    assert [find_prefecture(code) for code in ("011002", "131130", "47201", "999017", "")] == [
        *("北海道", "東京都", "沖縄県"),
        *("", ""),
    ]
    assert all(read_name(name).full == name for name in PREFECTURES)
    assert read_name("東京都北区").full == "東京都北区"


@pytest.mark.parametrize(
    "name", ["内閣総理大臣", "県知事", "都庁", "税務署長", "住所地の町長", "旧うみべ町", "大都市"]
)
def test_what_is_no_name_of_one_body_tells_none(name: str) -> None:
    told = read_name(name)
    assert (told.full, told.town) == ("", "")


def test_the_organ_of_a_government_is_named_by_it_or_within_its_documents() -> None:
    assert read_name_within("教育委員会", "みなと市教育委員会").town == "みなと市教育委員会"
    assert read_name_within("農業委員会", "みなと市教育委員会").town == "みなと市農業委員会"
    assert read_name_within("教育長", "丙県知事").full == "丙県教育委員会"
    assert read_name_within("教育委員会", "みらい財団").town == ""


def test_the_head_named_alone_in_a_document_of_an_organ_is_that_of_its_own_government() -> None:
    assert read_name_within("市長", "みなと市教育委員会").town == "みなと市"
    assert read_name_within("町長", "丙県やまて町農業委員会").full == "丙県やまて町"
    assert read_name_within("知事", "丙県教育委員会").full == "丙県"
    for name, body in (("町長", "みなと市教育委員会"), ("市長", "やまて市長"), ("市長", "教育委員会")):
        told = read_name_within(name, body)
        assert (told.full, told.town) == ("", "")

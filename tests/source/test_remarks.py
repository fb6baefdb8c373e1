"""備考 of 別添1: numbers, headings and sentences as they are printed, picture by picture, with their lines."""

from __future__ import annotations

import pytest

from piaflow.source.drafting.remarks import Remarks, find_remarks
from piaflow.source.page import Line


def _read(text: str) -> tuple[Remarks, ...]:
    """Lines are numbered from 1, blank ones too, as a text layer numbers them."""
    return find_remarks([Line(row, at) for at, row in enumerate(text.split("\n"), 1)])


def _told(remarks: Remarks) -> list[tuple[str, str, str]]:
    return [(step.number, step.heading, step.sentence) for step in remarks.steps]


def test_numbers_and_headings_are_kept_as_printed() -> None:
    (told,) = _read(
        "（備考）\n１．申請の受付\n　１－①住民から申請を受ける。\n　1-②.台帳に記録する。\n\n２．交付\n 2-②.③.証を渡す。\n"
    )
    assert _told(told) == [
        ("1-①", "１．申請の受付", "住民から申請を受ける。"),
        ("1-②", "１．申請の受付", "台帳に記録する。"),
        ("2-②.③", "２．交付", "証を渡す。"),
    ]
    assert [[line.number for line in step.lines] for step in told.steps] == [[3], [4], [7]]


def test_a_number_in_a_circle_counts_below_its_heading() -> None:
    (told,) = _read("（備考）\n1. 受付\n①住民から申請を受ける。\n②台帳に記録する。\n2. 交付\n①証を渡す。\n")
    assert [step.number for step in told.steps] == ["1-①", "1-②", "2-①"]


def test_a_number_before_a_sentence_is_a_step_and_before_a_title_a_heading() -> None:
    (told,) = _read("（備考）\n【受付】\n1.住民から申請を受ける。\n2.台帳に記録する。\n")
    assert _told(told) == [("1", "【受付】", "住民から申請を受ける。"), ("2", "【受付】", "台帳に記録する。")]


@pytest.mark.parametrize(
    ("printed", "numbers"),
    [
        ("(1)-①受ける。\n（１）－②事務の流れを記録する\n(2)-①渡す。", ["(1)-①", "(1)-②", "(2)-①"]),
        ("(1)-1　受ける。\n(1)-2　渡す。", ["(1)-1", "(1)-2"]),
        ("1-(1)受ける。\n1-(2).渡す。", ["1-(1)", "1-(2)"]),
        ("1. 受付\n1-(1)受ける。\n1-(2)渡す。", ["1-(1)", "1-(2)"]),
        ("電話(00)1-1234で受ける。", []),
    ],
)
def test_a_number_may_have_brackets(printed: str, numbers: list[str]) -> None:
    assert [step.number for told in _read(f"（備考）\n{printed}\n") for step in told.steps] == numbers


def test_a_sentence_goes_on_over_lines_and_has_its_notes() -> None:
    (told,) = _read(
        "（備考）\n①住民から出された申請の内\n　容を確かめる。\n※電子申請は\n　センターから受ける。\n②記録する。\n"
    )
    assert _told(told) == [
        ("①", "", "住民から出された申請の内容を確かめる。※電子申請はセンターから受ける。"),
        ("②", "", "記録する。"),
    ]
    assert [line.number for line in told.steps[0].lines] == [2, 3, 4, 5]


def test_each_picture_has_its_own_steps() -> None:
    first, second = _read(
        "（１）甲ファイルを取り扱う事務の内容\n窓口\n台帳\n（備考）\n①住民から申請を受ける。\n"
        "（２）乙ファイル及び（３）丙ファイルを取り扱う事務の内容\n（備考）\n①センターから結果を受ける。\n"
    )
    assert (first.title, first.numbers) == ("（１）甲ファイルを取り扱う事務の内容", "(1)")
    assert second.numbers == "(2)(3)"
    assert _told(second) == [("①", "", "センターから結果を受ける。")]


def test_a_number_that_comes_again_begins_another_picture() -> None:
    first, second = _read("（備考）\n①申請を受ける。\n②記録する。\n（備考）\n①結果を受ける。\n")
    assert [len(one.steps) for one in (first, second)] == [2, 1]


def test_a_title_below_the_words_of_its_page_is_of_them() -> None:
    _, second = _read(
        "（備考）\n１．受付\n1-①申請を受ける。\n２．記録\n2-①記録する。\n\n"
        "２．照会\n2-①結果を受ける。\n\n（２）乙ファイルを取り扱う事務の内容\n１．送付\n1-①情報を送る。\n"
    )
    assert second.numbers == "(2)"
    assert [step.number for step in second.steps] == ["1-①", "2-①"]
    assert [step.heading for step in second.steps] == ["１．送付", "２．照会"]


def test_the_words_inside_a_picture_are_no_steps() -> None:
    assert _read("（備考）\n\n①住基情報\nの抽出\n\n窓口\n\n③接種券の\n作成・送付\n\n②記録を登録\n") == ()
    assert _read("") == ()
    (told,) = _read("5-②作成\n1-①の届出\n（備考）\n1-①届出を受ける。\n")
    assert _told(told) == [("1-①", "", "届出を受ける。")]

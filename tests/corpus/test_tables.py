"""Whom a name means across documents, as the tables count."""

from __future__ import annotations

import pytest

from piaflow.corpus.tables import identify


@pytest.mark.parametrize(
    ("name", "code", "who"),
    [
        ("函館市", "", "012025"),
        ("函館市長", "012025", "012025"),
        ("北海道函館市", "", "012025"),
        ("北海道知事", "", "010006"),
        ("みなと市長", "012025", "みなと市"),
        ("府中市", "", "府中市"),
        ("府中市長", "132063", "132063"),
        ("東京都府中市", "", "132063"),
        ("北区", "", "北区"),
        ("北区長", "131172", "131172"),
        ("東京都北区", "", "131172"),
        ("杉並区", "", "131156"),
        ("厚生労働大臣", "", "厚生労働省"),
        ("J-LIS", "", "地方公共団体情報システム機構"),
        ("（株）みなと情報", "", "株式会社みなと情報"),
        ("㈱みなと情報", "", "株式会社みなと情報"),
        ("みなと情報株式会社", "", "みなと情報株式会社"),
        ("函館市教育委員会", "", "函館市教育委員会"),
        ("", "", ""),
    ],
)
def test_a_body_is_told_by_its_code_or_by_a_name_that_is_its_alone(name: str, code: str, who: str) -> None:
    assert identify(name, code) == who


@pytest.mark.parametrize(
    ("name", "code", "who"),
    [
        ("株式会社みなと情報", "", "7000012050002"),
        ("函館市", "012025", "012025"),
        ("函館市", "", "012025"),
        ("総務省", "", "総務省"),
    ],
)
def test_a_corporate_number_tells_whom_no_code_and_no_name_of_its_own_tells(
    name: str, code: str, who: str
) -> None:
    assert identify(name, code, "7000012050002") == who

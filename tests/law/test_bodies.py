"""The kind of the assessing body: stated, or certain from its name, or unknown."""

from __future__ import annotations

import pytest

from piaflow.domain.assessment import Overview
from piaflow.domain.choices import BodyKind
from piaflow.law.bodies import find_body_kind, find_kind_of_name

CERTAIN = [
    ("みなと市長", BodyKind.MUNICIPALITY),
    ("汐見町長", BodyKind.MUNICIPALITY),
    ("大浜県北郡磯村長", BodyKind.MUNICIPALITY),
    ("みなと市", BodyKind.MUNICIPALITY),
    ("東区長", BodyKind.MUNICIPALITY),
    ("大浜県知事", BodyKind.PREFECTURE),
    ("みなと市教育委員会", BodyKind.SCHOOL_BOARD),
    ("大浜県後期高齢者医療広域連合", BodyKind.UNION),
    ("大浜県後期高齢者医療広域連合長", BodyKind.UNION),
    ("北郡広域事務組合管理者", BodyKind.UNION),
    ("みなと一部事務組合", BodyKind.UNION),
    ("大浜県市町村総合事務組合", BodyKind.UNION),
    ("厚生労働大臣", BodyKind.NATIONAL),
    ("国税庁長官", BodyKind.NATIONAL),
    ("外務省", BodyKind.NATIONAL),
    ("日本年金機構", BodyKind.AGENCY),
    ("独立行政法人日本学生支援機構", BodyKind.AGENCY),
    ("大浜電機健康保険組合", BodyKind.INSURER),
    ("大浜県市町村職員共済組合", BodyKind.INSURER),
    ("大浜建設国民健康保険組合", BodyKind.INSURER),
    ("全国健康保険協会", BodyKind.INSURER),
]


@pytest.mark.parametrize(("name", "kind"), CERTAIN)
def test_a_name_that_is_certain_tells_the_kind_and_that_it_was_inferred(name: str, kind: BodyKind) -> None:
    found = find_kind_of_name(name)
    assert found.kind is kind
    assert found.inferred


@pytest.mark.parametrize(
    "name",
    [
        "大浜租税債権管理機構",
        "地方公共団体情報システム機構",
        "地方独立行政法人みなと病院",
        "市議会議長",
        "甲",
        "",
    ],
)
def test_of_any_other_name_the_kind_is_unknown(name: str) -> None:
    assert find_kind_of_name(name).kind is BodyKind.UNKNOWN
    assert not find_kind_of_name(name).inferred


def test_what_the_author_states_wins_and_is_no_inference() -> None:
    found = find_body_kind(Overview(body="みなと市長", procedure="試験", kind=BodyKind.OTHER))
    assert (found.kind, found.inferred) == (BodyKind.OTHER, "")

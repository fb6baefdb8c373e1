"""A contract that binds nothing, one that is there twice, and a second assessing body are no part of an assessment."""

from __future__ import annotations

import pytest

from piaflow.errors import InputError
from piaflow.store.load import parse

BASE = """assessment: {body: 甲市長, procedure: 申請, other_bodies: [甲市教育委員会]}
zones: {内: {}, 外: {}}
systems: {甲: {aliases: [甲システム]}, 乙: {}, 丙: {}}
"""


@pytest.mark.parametrize(
    ("contract", "said"),
    [
        ("{forbid: [甲]}", "2つ以上の違う名前"),
        ("{forbid: [甲, 甲システム]}", "2つ以上の違う名前"),
        ("{forbid: []}", "2つ以上の違う名前"),
        ("{allow_only: 甲, neighbours: []}", "neighbours"),
        ("{may_hold: 符号, nodes: []}", "nodes"),
        ("{layers: [[甲, 乙]]}", "2つ以上の"),
        ("{layers: [[甲], []]}", "2つ以上の"),
        ("{layers: [[甲], [甲システム]]}", "2つ以上の"),
        ("{pass_through: 甲, from: 甲, to: 乙}", "3つの違う名前"),
        ("{pass_through: 丙, from: 乙, to: 乙}", "3つの違う名前"),
        ("{forbid: [甲, 乙]}, {forbid: [乙, 甲], reason: もう一度}", "2度あります"),
        ("{layers: [[甲], [乙]]}, {layers: [[乙], [甲]]}", "2度あります"),
    ],
)
def test_a_contract_that_binds_nothing_more_is_refused(contract: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        parse(f"{BASE}contracts: [{contract}]")


def test_contracts_that_differ_in_what_they_bind_stand_side_by_side() -> None:
    told = "{forbid: [甲, 乙]}, {forbid: [甲, 乙], item: 符号}, {forbid: [甲, 乙], way: 渡し}, {forbid: [乙, 甲], way: 渡し}"
    assert len({str(c) for c in parse(f"{BASE}contracts: [{told}, {{layers: [[内], [外]]}}]").contracts}) == 5


def test_only_the_body_and_those_of_the_form_are_assessing_bodies() -> None:
    parties = "parties: {甲市: {kind: 評価実施機関, aliases: [甲市長]}, 甲市教育委員会: {kind: 評価実施機関}}"
    assert parse(BASE + parties).assessor.name == "甲市"
    with pytest.raises(InputError, match="評価実施機関は「甲市長」です"):
        parse(f"{BASE}parties: {{乙市長: {{kind: 評価実施機関}}}}")

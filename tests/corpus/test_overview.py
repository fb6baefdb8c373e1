"""Who gives what to whom, seen from above: by levels, and by each party."""

from __future__ import annotations

from collections import Counter

import pytest

from piaflow.app.corpora import build_corpus, open_corpus
from piaflow.corpus.engine import Engine
from piaflow.corpus.overview import (
    COMPANIES,
    MUNICIPALITY,
    NATION,
    PEOPLE,
    PREFECTURE,
    UNTOLD,
    Overview,
    gather,
    see_nation,
)

MODEL = """
assessment: {{body: {body}, procedure: 税}}
parties:
  住民: {{kind: 住民・本人}}
  税務課: {{kind: 部署, body: {body}}}
  {other}: {{kind: {kind}}}
  保守業者: {{kind: 委託先, aliases: [保守会社]}}
systems:
  税システム: {{number: "1", owner: {body}}}
  宛名システム: {{number: "2", owner: {body}}}
  だれかのシステム: {{}}
flows:
  - {{from: 住民, to: 税システム, kind: 入手, items: [個人番号]}}
  - {{from: 税システム, to: 宛名システム, items: [個人番号]}}
  - {{from: 税務課, to: 税システム, items: [個人番号]}}
  - {{from: 税システム, to: {other}, items: [個人番号, 4情報]}}
  - {{from: 税システム, to: {other}, items: [4情報]}}
  - {{from: 税システム, to: 保守業者, items: []}}
  - {{from: 税システム, to: だれかのシステム, items: [4情報]}}
"""
TOWNS = (("函館市長", "北海道知事", "都道府県"), ("小樽市長", "総務大臣", "国の機関"))


@pytest.fixture(scope="module")
def nation(tmp_path_factory: pytest.TempPathFactory) -> Overview:
    folder = tmp_path_factory.mktemp("評価書")
    for body, other, kind in TOWNS:
        text = MODEL.format(body=body, other=other, kind=kind)
        (folder / f"{body}.yaml").write_text(text, encoding="utf-8")
    build_corpus([folder], folder / "out")
    return see_nation(Engine(open_corpus(folder / "out").opened))


def test_flows_are_counted_between_levels_with_the_bodies_that_tell_them(nation: Overview) -> None:
    found = {row[1:3]: row[3:] for row in nation.count() if not row[0]}
    assert found[PEOPLE, MUNICIPALITY] == (2, 2)
    assert found[MUNICIPALITY, PREFECTURE] == (2, 1)
    assert found[MUNICIPALITY, NATION] == (2, 1)
    assert found[MUNICIPALITY, COMPANIES] == (2, 2)


def test_what_nobody_answers_for_is_told_as_unknown(nation: Overview) -> None:
    found = {row[1:3]: row[3:] for row in nation.count() if not row[0]}
    assert found[MUNICIPALITY, UNTOLD] == (2, 2)
    assert all(end.who for end in nation.list_ends())


def test_an_item_is_counted_in_the_flows_that_name_it(nation: Overview) -> None:
    found = {row[:3]: row[3] for row in nation.count()}
    assert found["個人番号", MUNICIPALITY, PREFECTURE] == 1
    assert found["4情報", MUNICIPALITY, PREFECTURE] == 2
    assert ("個人番号", MUNICIPALITY, COMPANIES) not in found


def test_what_stays_with_one_party_is_no_flow_between_two(nation: Overview) -> None:
    assert all(going.source.who != going.target.who or not going.source.who for going in nation.goings)


def test_people_and_departments_of_two_bodies_are_not_one(nation: Overview) -> None:
    names = {end.name for end in nation.list_ends()}
    assert names == {"北海道函館市", "北海道小樽市", "北海道", "総務省", "保守業者"}


def test_each_party_is_told_with_what_concerns_it(nation: Overview) -> None:
    found = gather(nation.goings)
    assert {going.assessed.name for going in found["保守業者"]} == {"北海道函館市", "北海道小樽市"}
    assert {going.assessed.name for going in found["010006"]} == {"北海道函館市"}
    counted = Counter(going.assessed.who for going in nation.goings)
    assert len(found["012025"]) == counted["012025"]
    assert nation.names["保守業者"] == ("保守会社", "保守業者")

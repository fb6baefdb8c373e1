"""What is counted by bodies is found under every name that some document has for it."""

from __future__ import annotations

from typing import Any

import pytest

from piaflow.app.corpora import Corpus, build_corpus, open_corpus

MODEL = """
assessment: {{body: {body}, procedure: 税}}
parties:
  {company}: {{kind: 委託先, aliases: [{aliases}]}}
  無名の業者: {{kind: 委託先}}
systems:
  {system}: {{owner: {company}, aliases: [収滞納管理]}}
files:
  税ファイル:
    holder: {system}
    entrustments: {{委託事項1: {{contractor: {company}}}, 委託事項2: {{contractor: 無名の業者}}}}
"""
TOWNS = (
    ("函館市長", "みなと情報株式会社", "みなと情報", "税システム"),
    ("小樽市長", "みなと情報株式会社", "MJ", "税システム"),
)


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    folder = tmp_path_factory.mktemp("評価書")
    for body, company, aliases, system in TOWNS:
        text = MODEL.format(body=body, company=company, aliases=aliases, system=system)
        (folder / f"{body}.yaml").write_text(text, encoding="utf-8")
    out = folder / "out"
    build_corpus([folder], out)
    return open_corpus(out)


def ask(corpus: Corpus, question: str, words: str = "") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = corpus.find(question, words=words).to_dict()["rows"]
    return found


def test_a_contractor_is_told_with_all_names_that_documents_have_for_it(corpus: Corpus) -> None:
    company, unnamed = ask(corpus, "contractors")
    assert (company["who"], company["bodies"]) == ("みなと情報株式会社", 2)
    assert company["names"] == ["MJ", "みなと情報", "みなと情報株式会社"]
    assert (unnamed["who"], unnamed["names"]) == ("無名の業者", ["無名の業者"])


@pytest.mark.parametrize("question", ["contractors", "systems", "vendors"])
def test_it_is_found_by_any_of_them(corpus: Corpus, question: str) -> None:
    alias = "MJ" if question == "contractors" else "収滞納管理"
    rows = ask(corpus, question, alias)
    assert rows == ask(corpus, question)[:1]
    assert alias in rows[0]["names"]
    assert ask(corpus, question, "どこにもない名") == []


def test_a_table_is_looked_into_by_aliases_too(corpus: Corpus) -> None:
    assert [row["name"] for row in ask(corpus, "nodes", "MJ")] == ["みなと情報株式会社"]

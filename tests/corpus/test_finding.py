"""What is counted by bodies is found under every name that some document has for it."""

from __future__ import annotations

from typing import Any

import pytest

from piaflow.app.corpora import Corpus, build_corpus, open_corpus

MODEL = """
assessment: {{body: {body}, procedure: 税}}
parties:
  {company}: {{kind: 委託先, aliases: [{aliases}]}}
  {numbered}: {{kind: 委託先, corporate_number: "7000012050002"}}
  無名の業者: {{kind: 委託先}}
systems:
  {system}: {{owner: {company}, aliases: [収滞納管理]}}
files:
  税ファイル:
    holder: {system}
    entrustments:
      委託事項1: {{contractor: {company}}}
      委託事項2: {{contractor: 無名の業者}}
      委託事項3: {{contractor: {numbered}}}
"""
TOWNS = (
    ("函館市長", "みなと情報株式会社", "みなと情報", "税システム", "港電算"),
    ("小樽市長", "みなと情報株式会社", "MJ", "税システム", "(株)港計算"),
)


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    folder = tmp_path_factory.mktemp("評価書")
    for body, company, aliases, system, numbered in TOWNS:
        text = MODEL.format(body=body, company=company, aliases=aliases, system=system, numbered=numbered)
        (folder / f"{body}.yaml").write_text(text, encoding="utf-8")
    out = folder / "out"
    build_corpus([folder], out)
    return open_corpus(out)


def ask(corpus: Corpus, question: str, words: str = "") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = corpus.find(question, words=words).to_dict()["rows"]
    return found


def test_a_contractor_is_told_with_all_names_that_documents_have_for_it(corpus: Corpus) -> None:
    _, company, unnamed = ask(corpus, "contractors")
    assert (company["who"], company["bodies"]) == ("みなと情報株式会社", 2)
    assert company["names"] == ["MJ", "みなと情報", "みなと情報株式会社"]
    assert (unnamed["who"], unnamed["names"]) == ("無名の業者", ["無名の業者"])


def test_contractors_of_one_corporate_number_are_one_whatever_they_are_called(corpus: Corpus) -> None:
    numbered, *_ = ask(corpus, "contractors")
    assert (numbered["who"], numbered["bodies"]) == ("7000012050002", 2)
    assert numbered["names"] == ["(株)港計算", "港電算"]
    columns = corpus.opened.graph.columns
    codes, known_by = (columns.words("parties", name).to_pylist() for name in ("code", "by"))
    assert [by for code, by in zip(codes, known_by, strict=True) if code == "7000012050002"] == ["法人番号"]


@pytest.mark.parametrize("question", ["contractors", "systems", "vendors"])
def test_it_is_found_by_any_of_them(corpus: Corpus, question: str) -> None:
    alias = "MJ" if question == "contractors" else "収滞納管理"
    rows = ask(corpus, question, alias)
    assert [row for row in ask(corpus, question) if alias in row["names"]] == rows
    assert alias in rows[0]["names"]
    assert ask(corpus, question, "どこにもない名") == []


def test_a_table_is_looked_into_by_aliases_too(corpus: Corpus) -> None:
    assert [row["name"] for row in ask(corpus, "nodes", "MJ")] == ["みなと情報株式会社"]

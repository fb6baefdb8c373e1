"""The search page of the documentation, opened from a folder as a person opens it."""

from __future__ import annotations

import json
import random
import re
from pathlib import Path
from typing import Any

import pytest

from docs.search.splitting import find_runs, fold
from tests.browser.chromium import Tab
from tests.docs.searching import CASES, TERMS, WORDS, find_plainly, read_texts

pytestmark = pytest.mark.slow

_SEEN = """(() => {
  const main = document.querySelector('[role=main]');
  const plain = Object.assign(document.createElement('style'), { textContent: '* { text-transform: none !important }' });
  document.head.append(plain);
  main.querySelectorAll('a.headerlink').forEach((link) => link.remove());
  main.querySelectorAll('details').forEach((part) => { part.open = true; });
  return main.innerText;
})()"""
_HEADINGS = """Object.fromEntries(searchTexts.map(
  ({ address, sections }) => [address, sections.map(({ heading }) => heading)]))"""


@pytest.fixture
def page(tab: Tab, docs_site: Path) -> Tab:
    """The search page before anything is asked."""
    tab.look(1280, 900)
    tab.open(docs_site / "search.html")
    return tab


def find(tab: Tab, query: str) -> list[str]:
    """Return the addresses that the script finds, the best first."""
    found: list[str] = tab.run(f"search({json.dumps(query)}).map(({{ address }}) => address)")
    return found


def ask(tab: Tab, query: str) -> None:
    """Type a query into the page and send it."""
    tab.run("document.querySelector('#docs-search input').value = ''")
    tab.click("#docs-search input")
    tab.write(query)
    tab.run("window.isAsked = true")
    tab.press("Enter")
    tab.wait("!window.isAsked && document.readyState === 'complete'")


def told(tab: Tab) -> str:
    text: str = tab.run("document.querySelector('#docs-search-told').textContent")
    return text


def listed(tab: Tab) -> list[str]:
    """Return the addresses of the pages that are shown, from top to bottom."""
    links: list[str] = tab.run(
        "[...document.querySelectorAll('#docs-search-found strong a')].map((a) => a.getAttribute('href'))"
    )
    return links


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["said"])
def test_a_query_is_cut_as_the_table_says(page: Tab, case: dict[str, Any]) -> None:
    assert page.run(f"findRuns({json.dumps(case['text'])}).map(split)") == case["parts"]


def test_the_text_of_every_page_is_what_a_browser_shows_of_it(tab: Tab, docs_site: Path) -> None:
    for address, text in read_texts(docs_site).items():
        tab.open(docs_site / address)
        assert re.sub(r"\s", "", fold(tab.run(_SEEN))) == re.sub(r"\s", "", text), address


def test_what_is_found_is_what_a_plain_search_finds(page: Tab, docs_site: Path) -> None:
    texts = read_texts(docs_site)
    assert [term for term in TERMS if set(find(page, term)) != find_plainly(texts, term)] == []
    assert page.errors == []


def test_any_piece_of_a_text_is_found_where_it_stands(page: Tab, docs_site: Path) -> None:
    """Of any length and anywhere, alone or with another: single characters, ends of lines, signs."""
    texts = read_texts(docs_site)
    dice = random.Random(20261129)  # noqa: S311
    runs = [find_runs(text) for text in texts.values()]

    def cut() -> str:
        run = dice.choice(dice.choice(runs))
        start = dice.randrange(len(run))
        return run[start : start + dice.randint(1, 6)]

    for query in [*(cut() for _ in range(300)), *(f"{cut()} {cut()}" for _ in range(100))]:
        assert set(find(page, query)) == find_plainly(texts, query), query


@pytest.mark.parametrize("word", [*WORDS, "評価書", "規則", "piaflow", "python"])
def test_a_page_with_it_in_its_title_comes_first_then_one_in_another_heading(page: Tab, word: str) -> None:
    headings = page.run(_HEADINGS)
    ranks = []
    for address in find(page, word):
        in_headings = [fold(word) in fold(heading) for heading in headings[address]]
        ranks.append(3 if in_headings[0] else 2 if any(in_headings) else 1)
    assert ranks == sorted(ranks, reverse=True) != []


@pytest.mark.parametrize(
    ("query", "same"),
    [
        ("別添１", "別添1"),
        ("中間ｻｰﾊﾞｰ", "中間サーバー"),
        ("ＰＩＡＦＬＯＷ", "piaflow"),
        ("　個人番号 ", "個人番号"),
        ("統合宛名　個人番号", "個人番号 統合宛名"),
    ],
)
def test_what_is_typed_otherwise_finds_the_same(page: Tab, docs_site: Path, query: str, same: str) -> None:
    ask(page, query)
    shown = listed(page)
    assert set(shown) == find_plainly(read_texts(docs_site), same) != set()
    assert told(page) == f"「{query}」が{len(shown)}頁にある。"
    assert page.run("document.querySelector('#docs-search input').value") == query
    assert (page.errors, [r for r in page.requests if not r.startswith(("file:", "data:"))]) == ([], [])


def test_a_part_of_a_compound_is_shown_where_it_stands(page: Tab) -> None:
    ask(page, "宛名")
    marks = page.run("[...document.querySelectorAll('#docs-search-found mark')].map((m) => m.textContent)")
    lines = page.run(
        "[...document.querySelectorAll('#docs-search-found p:has(mark)')].map((p) => p.textContent)"
    )
    assert {fold(mark) for mark in marks} == {"宛名"}
    assert any("統合宛名" in line for line in lines)


@pytest.mark.parametrize(
    ("text", "word", "mark"),
    [
        ("前の㈱甲", "株", "㈱"),
        ("中間ｶﾞﾊﾞﾅﾝｽ", "バ", "ﾊﾞ"),
        ("<b>個人</b>番号 <img src=x onerror=alert(1)>", "番号", "番号"),
    ],
)
def test_a_quote_has_the_characters_of_the_page(page: Tab, text: str, word: str, mark: str) -> None:
    script = f"quote({{ text: {json.dumps(text)} }}, [{json.dumps(word)}])[0]"
    assert page.run(f"{script}.textContent") == text
    assert page.run(f"{script}.querySelector('mark').textContent") == mark


def test_a_link_leads_to_the_place(page: Tab) -> None:
    ask(page, "中間サーバー")
    page.run("window.isLeft = true")
    page.click("#docs-search-found p a")
    page.wait("!window.isLeft && document.readyState === 'complete'")
    shown = page.run(
        "document.getElementById(decodeURIComponent(location.hash.slice(1)))?.closest('section, dl').innerText"
    )
    assert "中間サーバー" in fold(shown)


def test_nothing_found_is_said(page: Tab) -> None:
    ask(page, "番号個人の流別添")
    assert (told(page), listed(page)) == ("「番号個人の流別添」のある頁はない。", [])


@pytest.mark.parametrize("query", ["", "　 "])
def test_nothing_asked_is_nothing_told(page: Tab, query: str) -> None:
    ask(page, query)
    assert (told(page), listed(page), page.errors) == ("", [], [])


@pytest.mark.parametrize(
    "query",
    [
        "<script>alert(1)</script>",
        '"><img src=x onerror=alert(1)>',
        "__proto__",
        "constructor",
        "%E5%80 &q=#",
        ".*",
        "\\",
        "あ" * 5000,
    ],
    ids=lambda q: q[:12],
)
def test_a_hostile_query_is_words_like_any_other(page: Tab, docs_site: Path, query: str) -> None:
    before = page.run("document.querySelectorAll('script, img').length")
    ask(page, query)
    assert set(listed(page)) == find_plainly(read_texts(docs_site), query)
    assert told(page).startswith(f"「{query}」")
    assert page.run("document.querySelectorAll('script, img').length") == before
    assert page.errors == []


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_the_results_fit_a_narrow_window(page: Tab, dark: bool) -> None:
    page.look(390, 844, dark=dark)
    ask(page, "個人番号")
    assert page.run("document.documentElement.scrollWidth") <= 390
    assert listed(page)

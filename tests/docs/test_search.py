"""The search of the site, on the side of the build: how text is cut, what of a page is text, what the index holds."""

from __future__ import annotations

import gzip
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from docs.search import INDEX
from docs.search.rendered import Section, find_sections
from docs.search.splitting import find_runs, split
from tests.docs.examples import ROOT
from tests.docs.searching import CASES, TERMS, find_plainly, read_index, read_texts


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["said"])
def test_text_is_cut_as_the_table_says(case: dict[str, Any]) -> None:
    assert [split(run) for run in find_runs(case["text"])] == case["parts"]


def read_page(inside: str) -> list[Section]:
    return find_sections(f"<body><p>左の欄</p><article role='main'>{inside}</article><p>右の欄</p></body>")


def test_a_section_is_what_stands_below_its_heading() -> None:
    head = '<h1>用語<a class="headerlink" href="#id1" title="ここ">¶</a></h1>'
    term = '<dt id="x"><span>load</span>(path)<a class="headerlink" href="#x">¶</a></dt>'
    assert read_page(f"<p>前文</p>{head}<p>個人<em>番号</em></p><dl>{term}<dd>読む</dd></dl>") == [
        Section("", text="前文\n"),
        Section("#id1", heading="用語", text="個人番号\n"),
        Section("#x", heading="load(path)", text="読む\n"),
    ]


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        ("<p>個人\n番号と DV\n支援</p>", "個人番号と DV 支援\n"),
        ("<p>個人 番号</p>", "個人 番号\n"),
        ("<tr><td>個人</td><td>番号</td></tr>", "個人\n番号\n"),
        ("<p>個人<br>番号</p>", "個人\n番号\n"),
        ("<pre><span>個人\n</span>番号</pre>", "個人\n番号\n"),
        ("<svg><title>題</title><text>箱</text><path/><text>矢</text></svg>", "箱\n矢\n"),
        ("<p>前<script>let x;</script>後</p><style>p {}</style>", "前\n後\n"),
        ("<p>&lt;b&gt; &amp; ①</p>", "<b> & ①\n"),
        ('<p>図<a class="headerlink" href="#a">¶</a>の名</p>', "図の名\n"),
    ],
    ids=["torn line", "blank", "cells", "break", "listing", "picture", "script", "references", "permalink"],
)
def test_words_are_one_where_they_are_seen_as_one(inside: str, text: str) -> None:
    assert read_page(inside) == [Section("", text=text)]


@pytest.mark.slow
def test_every_page_with_a_term_is_under_all_of_its_pairs(docs_site: Path) -> None:
    index, texts = read_index(docs_site), read_texts(docs_site)
    addresses = list(texts)
    assert set(addresses) == {
        p.relative_to(ROOT / "docs").with_suffix(".html").as_posix() for p in (ROOT / "docs").rglob("*.md")
    }
    for term in TERMS:
        pages = find_plainly(texts, term)
        for pair in (pair for run in find_runs(term) for pair in split(run)):
            keys = [pair] if len(pair) == 2 else [key for key in index if pair in key]
            assert pages <= {addresses[number] for key in keys for number in index.get(key, [])}, (term, pair)


def test_the_terms_of_the_table_are_found_at_all(docs_site: Path) -> None:
    texts = read_texts(docs_site)
    assert len(TERMS) > 150
    assert [term for term in TERMS if not find_plainly(texts, term)] == []


def test_the_index_is_small_and_the_only_one(docs_site: Path) -> None:
    assert len(gzip.compress((docs_site / INDEX).read_bytes())) <= 150_000
    assert not (docs_site / "searchindex.js").exists()
    assert "searchtools" not in (docs_site / "search.html").read_text(encoding="utf-8")


@pytest.mark.slow
def test_a_page_that_was_not_written_anew_stays_in_the_index(tmp_path: Path) -> None:
    site, out = tmp_path / "site", tmp_path / "out"
    site.mkdir()
    (site / "conf.py").write_text(
        'extensions = ["docs.search"]\nhtml_theme = "furo"\nlanguage = "ja"\n', encoding="utf-8"
    )
    (site / "index.rst").write_text("初め\n====\n\n.. toctree::\n\n   other\n", encoding="utf-8")
    for text in ("住民票", "戸籍"):
        (site / "other.rst").write_text(f"次\n==\n\n{text}\n", encoding="utf-8")
        words = ["-b", "dirhtml", "-W", "-q", str(site), str(out)]
        done = subprocess.run(
            [sys.executable, "-m", "sphinx", *words], cwd=ROOT, capture_output=True, text=True, check=False
        )
        assert (done.returncode, done.stderr) == (0, "")
        assert read_texts(out) == {"": "初め\n次\n", "other/": f"次\n{text}\n"}
    assert "住民" not in read_index(out)

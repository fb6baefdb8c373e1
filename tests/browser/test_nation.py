"""The page of a corpus: it loads what is asked for, from a file and from a server, wide and narrow."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from shutil import copytree
from threading import Thread

import pytest

from piaflow.app.corpora import build_corpus, open_corpus
from tests.browser.chromium import Tab
from tests.browser.test_explorer_looks import _CONTRAST

ROOT = Path(__file__).parents[2]
EVIL = "<b>業者"
MODEL = f"""
assessment: {{body: 函館市長, procedure: 税}}
parties:
  "{EVIL}": {{kind: 委託先, aliases: [函館データ]}}
  住民: {{kind: 住民・本人}}
systems:
  税システム: {{number: "1", owner: 函館市長}}
flows:
  - {{from: 住民, to: 税システム, kind: 入手, items: [個人番号]}}
  - {{from: 税システム, to: "{EVIL}", items: [個人番号]}}
  - {{from: 税システム, to: "{EVIL}", items: [個人番号, 4情報], text: 戻すことがある}}
"""


@pytest.fixture(scope="module")
def nation(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("全国 1")
    (folder / "models").mkdir()
    (folder / "models" / "函館.yaml").write_text(MODEL, encoding="utf-8")
    build_corpus([folder / "models", ROOT / "models" / "takatsuki"], folder / "corpus")
    open_corpus(folder / "corpus").save_page(folder / "頁", on="2026-01-01")
    return folder / "頁"


def show(tab: Tab, page: Path, width: int = 1280) -> None:
    tab.look(width, 900)
    tab.open(page / "index.html")
    tab.wait("document.querySelectorAll('.ribbon').length > 0")


def set_value(tab: Tab, selector: str, value: str, event: str) -> None:
    found = f"document.querySelector('{selector}')"
    tab.run(f"{found}.value = {json.dumps(value)}; {found}.dispatchEvent(new Event('{event}'))")


def read(tab: Tab, selector: str) -> str:
    found: str = tab.run(f"document.querySelector('{selector}').textContent")
    return found


def find_place(tab: Tab, name: str) -> str:
    set_value(tab, ".search", name, "input")
    tab.wait("document.querySelectorAll('.found button').length === 1")
    tab.click(".found button")
    tab.wait("!document.querySelector('.place').hidden")
    return read(tab, ".place")


def list_pieces(tab: Tab) -> list[str]:
    return [Path(url).name for url in tab.requests if "/pieces/" in url]


@pytest.mark.slow
@pytest.mark.parametrize("width", [1280, 390])
def test_a_body_has_its_place_among_the_others(tab: Tab, nation: Path, width: int) -> None:
    show(tab, nation, width)
    assert "評価書 5 件、評価実施機関 2" in read(tab, "header")
    assert list_pieces(tab) == [], "nothing is loaded before it is asked for"
    told = find_place(tab, "函館市")
    assert "北海道函館市" in told
    assert EVIL in told, "a name stays text"
    assert "名と別名" not in told
    (names, place) = list_pieces(tab)
    assert names == "names.js"
    assert place.startswith("place-")
    tab.run(
        "[...document.querySelectorAll('.place td button')].find((one) => one.textContent.includes('業者')).click()"
    )
    tab.wait("document.querySelector('.place h2').textContent.includes('業者')")
    assert "ほかの名: 函館データ" in read(tab, ".place")
    assert tab.run(
        "[document.querySelectorAll('b').length, scrollX, document.documentElement.scrollWidth]"
    ) == [
        0,
        0,
        width,
    ]
    tab.click(".place .close")
    tab.wait("document.querySelector('.place').hidden")
    assert tab.errors == []


@pytest.mark.slow
def test_a_party_is_found_by_its_alias(tab: Tab, nation: Path) -> None:
    show(tab, nation)
    assert EVIL in find_place(tab, "函館デ")


def test_a_prefecture_names_its_bodies(tab: Tab, nation: Path) -> None:
    show(tab, nation)
    chosen = tab.run("[...document.querySelectorAll('.tile:not([disabled])')].map((one) => one.ariaLabel)")
    assert sorted(chosen) == ["北海道: 1 機関、評価書 1 件", "大阪府: 1 機関、評価書 4 件"]
    assert tab.run("document.querySelectorAll('.tile').length") == 47
    tab.click(".tile[aria-label^=北海道]")
    tab.wait("!!document.querySelector('.area table')")
    assert "北海道函館市" in read(tab, ".area")
    tab.click(".area td button")
    tab.wait("!document.querySelector('.place').hidden")


def test_ribbons_say_how_many_flows_go_between_levels(tab: Tab, nation: Path) -> None:
    show(tab, nation)
    set_value(tab, ".item", "個人番号", "change")
    tab.run("document.querySelector('.ribbon[aria-label^=\"市区町村 → 事業者・委託先\"]').focus()")
    said = read(tab, ".chosen")
    assert said.startswith("市区町村 → 事業者・委託先: ")
    tab.run("document.querySelector('.numbers').open = true")
    rows = tab.run("[...document.querySelectorAll('.numbers tbody tr')].map((row) => row.innerText)")
    assert any(row.split("\t")[:2] == ["市区町村", "事業者・委託先"] for row in rows)


def test_a_table_is_loaded_when_its_question_is_chosen(tab: Tab, nation: Path) -> None:
    show(tab, nation)
    set_value(tab, ".question", "contractors", "change")
    tab.wait("!!document.querySelector('.table table')")
    assert EVIL not in read(tab, ".table"), "a flow alone entrusts nothing"
    assert list_pieces(tab) == ["table-contractors.js"]
    options = tab.run("[...document.querySelector('.question').options].map((one) => one.value)")
    assert {"reach", "means", "bases", "vendors", "contradictions"} <= set(options)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_all_text_stands_out_from_its_ground(tab: Tab, nation: Path, width: int, dark: bool) -> None:
    tab.look(width, 900, dark=dark)
    tab.open(nation / "index.html")
    tab.wait("document.querySelectorAll('.ribbon').length > 0")
    find_place(tab, "函館市")
    found = tab.run(_CONTRAST)
    assert [one for one in found if one[0] < 4.5] == []


@pytest.fixture
def served(nation: Path) -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=nation)) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/index.html"
        server.shutdown()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


def test_it_works_from_a_server_too_and_asks_nobody_else(tab: Tab, served: str) -> None:
    tab.look(1280, 900)
    tab.visit(served)
    tab.wait("document.querySelectorAll('.ribbon').length > 0")
    find_place(tab, "函館市")
    assert all(url.startswith(served.removesuffix("index.html")) for url in tab.requests)


def test_a_piece_that_is_missing_or_of_another_page_is_told(tab: Tab, nation: Path, tmp_path: Path) -> None:
    page = copytree(nation, tmp_path / "頁")
    names, table = page / "pieces" / "names.js", page / "pieces" / "table-means.js"
    names.unlink()
    table.write_text(table.read_text(encoding="utf-8").replace('"stamp":"', '"stamp":"x'), encoding="utf-8")
    show(tab, page)
    set_value(tab, ".search", "函館", "input")
    tab.wait("document.querySelector('.told').textContent.includes('names.js を読めません')")
    set_value(tab, ".question", "means", "change")
    tab.wait("document.querySelector('.told').textContent.includes('別の時に作られています')")
    assert tab.run("document.querySelector('.table').childElementCount") == 0

"""The page of a reading in a browser: a person goes through what is open by the keyboard, decides, and reads again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import piaflow
from piaflow.domain.choices import FormKind
from piaflow.form.form import CellOrigin
from tests.app.test_documents import ROWS
from tests.browser.chromium import Tab
from tests.browser.test_explorer_looks import _CONTRAST
from tests.cli.calling import call
from tests.source.printing import ORDERLY, PDF_LAYOUTS, TEXT_LAYOUTS, print_form, to_pdf, to_text
from tests.source.random_forms import make_form, seed_random

NAME = "</script><img src=x onerror=alert(1)>"


def _report(folder: Path, name: str, content: bytes) -> Path:
    (folder / name).write_bytes(content)
    page = folder / "read.html"
    result = call("read", folder / name, "--report", page)
    assert (result.exit_code, result.stderr) == (0, "")
    return page


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """The page of a small document, whose boxes were not all read."""
    return _report(tmp_path, "評価書.txt", ROWS.encode())


@pytest.fixture(scope="session")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of a PDF."""
    form = print_form(make_form(FormKind.PRIORITY, seed_random(4)))
    return _report(tmp_path_factory.mktemp("pdf"), "a.pdf", to_pdf(form, PDF_LAYOUTS[0]))


@pytest.fixture(scope="session")
def scrambled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of a text layer with rivals and orphans."""
    text = to_text(print_form(make_form(FormKind.FULL, seed_random(9))), max(TEXT_LAYOUTS), seed_random(2))
    return _report(tmp_path_factory.mktemp("text"), "a.txt", text.encode())


def _open(tab: Tab, page: Path, width: int = 1280, *, dark: bool = False) -> None:
    tab.look(width, 900 if width > 600 else 844, dark=dark)
    tab.open(page)
    tab.run("localStorage.clear()")
    tab.open(page)
    tab.wait("!document.querySelector('.desk').hidden")


def _text(tab: Tab, selector: str) -> str:
    return str(tab.run(f"document.querySelector({json.dumps(selector)})?.textContent ?? ''"))


def _file(tab: Tab) -> str:
    return str(tab.run("document.querySelector('.desk textarea').value"))


def test_boxes_are_decided_by_the_keyboard_alone_and_the_next_reading_has_them(tab: Tab, small: Path) -> None:
    _open(tab, small)
    tab.press("j")
    here = "document.activeElement"
    assert "他のシステムとの接続" in tab.run(f"{here}.textContent")
    assert "未読" in tab.run(f"{here}.textContent")
    tab.press("Enter")
    assert tab.run(f"{here}.matches('input[value=unknown]')")
    tab.press("ArrowLeft")
    tab.press("ArrowLeft")
    assert tab.run(f"{here}.value") == "yes"
    tab.press("Enter")
    assert tab.run(f"{here}.classList.contains('settled')")
    assert _text(tab, ".settled .decided").startswith("決定: ○")
    assert "決めたこと 1" in _text(tab, ".count")
    told = small.parent / "評価書.decisions.yaml"
    told.write_text(_file(tab), encoding="utf-8")
    read = piaflow.read(small.parent / "評価書.txt")
    (cell,) = (cell for cell in read.form.cells if cell.origin is CellOrigin.DECIDED)
    assert cell.path == "Ⅰ.2.システム1.③"
    assert "［○］既存住民基本台帳システム" in cell.text
    assert "［○］庁内連携システム" in cell.text
    assert tab.errors == []


def test_what_was_decided_is_on_the_next_page_and_in_its_file(tab: Tab, small: Path) -> None:
    _open(tab, small)
    tab.press("j")
    tab.press("Enter")
    tab.press("Enter")
    once = _file(tab)
    (small.parent / "評価書.decisions.yaml").write_text(once, encoding="utf-8")
    _open(tab, _report(small.parent, "評価書.txt", ROWS.encode()))
    assert _file(tab) == once
    assert "決めたこと 1" in _text(tab, ".count")
    assert "まだ保存していません" not in _text(tab, ".count")


def test_a_decision_that_does_not_hold_is_open_again_and_kept_in_the_file(tab: Tab, small: Path) -> None:
    said = {"at": "3", "words": "前の版の言葉", "text": "9"}
    told = small.parent / "評価書.decisions.yaml"
    told.write_text(json.dumps({"decisions": {"表紙.評価書番号": said}}), encoding="utf-8")
    _open(tab, _report(small.parent, "評価書.txt", ROWS.encode()))
    assert "当てはまらない決定（1）" in _text(tab, ".open")
    assert "決めたこと 0" in _text(tab, ".count")
    assert "前の版の言葉" in _file(tab)
    tab.run("document.querySelector('#f0 .decide').click()")
    tab.run("document.querySelector('.form textarea').value = '7'")
    tab.click(".form .main")
    told.write_text(_file(tab), encoding="utf-8")
    read = piaflow.read(small.parent / "評価書.txt")
    assert read.decided.refused == ()
    assert read.form.cell("表紙.評価書番号").text == "7"


def test_a_text_a_choice_and_a_blank_are_decided(tab: Tab, small: Path) -> None:
    _open(tab, small)
    for path, act in (
        ("Ⅱ.ファイル1.4.委託事項1.③", "document.querySelector('.form textarea').value = '別の会社\\n支店'"),
        ("Ⅱ.ファイル1.2.①", "document.querySelector('.form select').selectedIndex = 2"),
        ("表紙.評価書番号", "document.querySelector('.form .blank input').checked = true"),
        ("Ⅱ.ファイル1.4.有無", "document.querySelector('.form input[type=number]').value = '1'"),
    ):
        tab.run(
            f"[...document.querySelectorAll('.card')].find((c) => c.querySelector('.path')?.textContent.trim() === '{path}')"
            ".querySelector('.decide').click()"
        )
        tab.run(act)
        tab.click(".form .main")
    (small.parent / "評価書.decisions.yaml").write_text(_file(tab), encoding="utf-8")
    form = piaflow.read(small.parent / "評価書.txt").form
    assert form.cell("Ⅱ.ファイル1.4.委託事項1.③").text == "別の会社\n支店"
    assert form.cell("Ⅱ.ファイル1.2.①").text == "その他の電子ファイル（表計算ファイル等）"
    assert (form.cell("表紙.評価書番号").text, form.cell("表紙.評価書番号").origin) == (
        "",
        CellOrigin.DECIDED,
    )
    assert form.cell("Ⅱ.ファイル1.4.有無").text == "委託する（1件）"


def test_nothing_is_decided_by_an_empty_text_or_by_escape(tab: Tab, small: Path) -> None:
    _open(tab, small)
    tab.run("document.querySelector('.card .decide').click()")
    tab.run("document.querySelector('.form textarea').value = ' '")
    tab.click(".form .main")
    assert "空欄" in _text(tab, ".warning")
    tab.press("Escape")
    assert tab.run("document.querySelector('.form')") is None
    assert "決めたこと 0" in _text(tab, ".count")


def test_a_decision_is_taken_back(tab: Tab, small: Path) -> None:
    _open(tab, small)
    for key in ("j", "Enter", "Enter", "Enter"):
        tab.press(key)
    assert "決めたこと 1" in _text(tab, ".count")
    tab.run("[...document.querySelectorAll('.form .acts button')].at(-1).click()")
    assert "決めたこと 0" in _text(tab, ".count")
    assert _file(tab).endswith("decisions: {}\n")


def test_what_was_decided_survives_a_reload(tab: Tab, small: Path) -> None:
    _open(tab, small)
    tab.press("j")
    tab.press("Enter")
    tab.press("Enter")
    once = _file(tab)
    tab.open(small)
    assert _file(tab) == once
    assert "まだ保存していません" in _text(tab, ".count")


def test_the_file_is_downloaded_under_its_name(tab: Tab, small: Path, tmp_path: Path) -> None:
    _open(tab, small)
    tab.call("Page.setDownloadBehavior", behavior="allow", downloadPath=str(tmp_path / "down"))
    tab.press("j")
    tab.press("Enter")
    tab.press("Enter")
    tab.click("[data-act=save]")
    file = tmp_path / "down" / "評価書.decisions.yaml"
    for _ in range(200):
        if file.is_file() and file.read_text(encoding="utf-8"):
            break
        tab.run("new Promise((done) => setTimeout(done, 20))")
    assert file.read_text(encoding="utf-8") == _file(tab)
    assert "まだ保存していません" not in _text(tab, ".count")
    assert tab.errors == []


@pytest.mark.slow
def test_a_rival_or_an_orphan_is_taken_with_its_own_lines(tab: Tab, scrambled: Path) -> None:
    _open(tab, scrambled)
    chosen = "[...document.querySelectorAll('.card.open')].find((c) => c.querySelector('.rivals') && !c.querySelector('.ticks'))"
    if not tab.run(f"Boolean({chosen})"):
        chosen = "document.querySelector('.leaf:has(.orphan) .card.open:not(.orphan):not(:has(.ticks))')"
    assert tab.run(f"Boolean({chosen})")
    tab.run(f"{chosen}.querySelector('.decide').click()")
    rival = tab.run("document.querySelector('.form .rival')?.textContent ?? ''")
    if rival:
        tab.click(".form .rival")
        tab.click(".form .main")
        assert tab.run("document.querySelectorAll('.open a.settled').length") >= 1
        at = rival.rpartition("（")[2].removesuffix("行）")
        assert f"at: {at}" in _file(tab)
    told = scrambled.parent / "試.yaml"
    told.write_text(_file(tab), encoding="utf-8")
    assert piaflow.read(scrambled.parent / "a.txt", decisions=told).decided.refused == ()


@pytest.mark.slow
@pytest.mark.parametrize("page", ["small", "printed", "scrambled"])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_all_is_legible_and_nothing_stands_out_to_the_side(
    tab: Tab, page: str, width: int, dark: bool, request: pytest.FixtureRequest
) -> None:
    _open(tab, request.getfixturevalue(page), width, dark=dark)
    tab.press("j")
    tab.press("Enter")
    assert tab.run("document.documentElement.scrollWidth") <= width
    script = _CONTRAST.replace("const field = document.querySelector('.search');", "")
    script = script.replace(", [field, '::placeholder']", "")
    found = tab.run(script)
    assert len(found) > 100
    assert [one for one in found if one[0] < 4.5] == []
    small = tab.run(
        "[...document.querySelectorAll('.desk button, .decide, .form button, .form select, summary')]"
        ".filter((part) => part.checkVisibility()).filter((part) => part.getBoundingClientRect().height < 43)"
        ".map((part) => part.outerHTML)"
    )
    assert small == []
    assert tab.errors == []


@pytest.mark.slow
@pytest.mark.parametrize("width", [1280, 390])
def test_the_place_on_the_paper_is_in_sight_beside_its_card(tab: Tab, printed: Path, width: int) -> None:
    _open(tab, printed, width)
    for _ in range(3):
        tab.press("j")
        tab.wait("Boolean(document.querySelector('.card.here'))")
        seen = """(() => {
          const mark = document.querySelector('.paper .lit').getBoundingClientRect();
          const paper = document.querySelector('.paper:has(.lit)').getBoundingClientRect();
          const card = document.querySelector('.card.here h3').getBoundingClientRect();
          const inside = mark.bottom > paper.top && mark.top < paper.bottom && mark.right > paper.left && mark.left < paper.right;
          return inside && card.top >= 0 && card.top < innerHeight && (innerWidth > 600 || card.top >= paper.bottom - 1);
        })()"""
        tab.wait(seen)


def test_every_control_has_a_name_and_every_step_a_visible_focus(tab: Tab, small: Path) -> None:
    _open(tab, small)
    tab.press("j")
    tab.press("Enter")
    tab.call("Accessibility.enable")
    nodes = tab.call("Accessibility.getFullAXTree")["nodes"]
    tab.call("Accessibility.disable")
    named = {"button", "textbox", "combobox", "radio", "radiogroup", "checkbox", "link", "region", "image"}
    controls = [n for n in nodes if not n.get("ignored") and n["role"]["value"] in named]
    assert {n["role"]["value"] for n in controls} >= {"button", "radio", "radiogroup", "link", "region"}
    assert [n for n in controls if not n["name"]["value"].strip()] == []
    for _ in range(6):
        tab.press("Tab")
        assert tab.run("parseFloat(getComputedStyle(document.activeElement).outlineWidth)") >= 2


def test_a_mark_on_the_paper_leads_to_its_card(tab: Tab, printed: Path) -> None:
    _open(tab, printed)
    mark = "document.querySelector('rect[data-marks]')"
    name = tab.run(f"{mark}.dataset.marks")
    tab.run(f"{mark}.dispatchEvent(new MouseEvent('click', {{bubbles: true}}))")
    assert tab.run("document.activeElement.id") == name


def test_a_print_has_the_paper_and_no_controls(tab: Tab, printed: Path) -> None:
    tab.look(800, 1100, media="print")
    tab.open(printed)
    assert tab.run("document.querySelector('.desk').checkVisibility()") is False
    assert tab.run("document.querySelector('.decide').checkVisibility()") is False
    assert tab.run("document.querySelector('.print img').checkVisibility()")
    tab.look(1280, 900)


@pytest.mark.slow
def test_hostile_words_of_a_document_are_text(tab: Tab, tmp_path: Path) -> None:
    form = print_form(make_form(FormKind.PRIORITY, seed_random(4)))
    text = to_text(form, min(ORDERLY), seed_random(2)).replace("市", f"市{NAME}")
    page = _report(tmp_path, "x' onload=alert(1).txt", text.encode())
    _open(tab, page)
    tab.run("for (const button of document.querySelectorAll('.decide')) button.click()")
    assert tab.run("document.querySelectorAll('img, b, iframe, [onload], [onerror]').length") == 0
    assert tab.run("document.scripts.length") == 2
    assert NAME in _text(tab, "main")
    assert (tab.errors, tab.requests) == ([], [page.as_uri()])

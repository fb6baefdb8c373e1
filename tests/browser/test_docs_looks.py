"""What a reader does with a page of the documentation: opens a picture large, copies an example."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.browser.chromium import Tab

pytestmark = pytest.mark.slow

PICTURE = "[role=main] .piaflow-picture > svg"
IS_OPEN = "document.querySelector('#docs-picture').open"


@pytest.fixture
def page(tab: Tab, docs_site: Path) -> Tab:
    tab.look(1280, 900)
    tab.open(docs_site / "guide" / "draw.html")
    return tab


def width(page: Tab) -> float:
    found: float = page.run("document.querySelector('.docs-large').getBoundingClientRect().width")
    return found


def open_large(page: Tab) -> None:
    page.run(
        f"document.querySelector('{PICTURE}').scrollIntoView({{ block: 'center', behavior: 'instant' }})"
    )
    page.click(PICTURE)
    page.wait(IS_OPEN)


def test_a_picture_opens_large_and_goes_back_to_its_place(page: Tab) -> None:
    before, where = width(page), page.run(f"document.querySelector('{PICTURE}').parentElement.className")
    assert not page.run(IS_OPEN)
    open_large(page)
    assert page.run("document.querySelector('#docs-picture svg').getBoundingClientRect().width") > before
    page.press("Escape")
    page.wait(f"!!document.querySelector('{PICTURE}')")
    assert page.run(f"document.querySelector('{PICTURE}').parentElement.className") == where
    assert width(page) == before


def test_a_picture_opens_by_the_keyboard_and_the_focus_comes_back(page: Tab) -> None:
    page.run(f"document.querySelector('{PICTURE}').focus()")
    page.press("Enter")
    page.wait(IS_OPEN)
    assert page.run("document.querySelector('#docs-picture').getAttribute('aria-label')")
    page.press("Enter")  # 閉じる has the focus
    page.wait("document.activeElement.matches('.docs-large')")
    assert not page.run(IS_OPEN)


def test_no_id_is_there_twice_while_a_picture_is_open(page: Tab) -> None:
    open_large(page)
    ids = page.run("[...document.querySelectorAll('#docs-picture [id]')].map((e) => e.id)")
    everywhere = page.run("[...document.querySelectorAll('[id]')].map((e) => e.id)")
    assert ids
    assert [one for one in ids if everywhere.count(one) > 1] == []
    page.press("Escape")


def test_an_example_is_copied_letter_by_letter(page: Tab) -> None:
    """From a folder: what is copied is pasted into a field again."""
    page.run("document.querySelector('.docs-copy').scrollIntoView({ block: 'center', behavior: 'instant' })")
    page.click(".docs-copy")
    page.wait("document.querySelector('.docs-copy').ariaLabel !== '写す'")
    assert page.run("document.querySelector('.docs-copy').ariaLabel") == "写した"
    text = page.run("document.querySelector('div.highlight pre').textContent")
    assert "写" not in text
    assert text.strip()


def test_the_page_says_which_version_it_describes(page: Tab, docs_site: Path) -> None:
    assert "piaflow 0." in page.run("document.title")
    assert (docs_site / "changes.html").is_file()
    assert page.errors == []

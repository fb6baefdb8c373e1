"""The explorer in a browser: it loads, finds, filters, tells, plays the steps and shows both sides of a change."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from piaflow.domain.flows import Flow
from tests.browser.chromium import Tab
from tests.cli.calling import KONBINI, MINATO, call
from tests.once import open_once

SHOWN = "section.diagram:not([hidden])"
NUMBERS = f"[...new Set([...document.querySelectorAll('{SHOWN} .arrow.lit')].map((a) => a.dataset.number))]"
HITS = "[...document.querySelectorAll('.found button span:nth-child(2)')].map((hit) => hit.textContent)"


def shown(tab: Tab) -> str:
    """Return the name and the side of the diagram that is shown."""
    told = f"(({{ name, state }}) => `${{name}}${{state}}`)(document.querySelector('{SHOWN}').dataset)"
    return str(tab.run(told))


def text(tab: Tab, selector: str) -> str:
    """Return the visible text of the first part that a selector finds."""
    return str(tab.run(f"document.querySelector({json.dumps(selector)}).innerText"))


def box(name: str) -> str:
    return f'{SHOWN} g.box[data-id="{name}"]'


def choose(tab: Tab, selector: str, value: str) -> None:
    """Choose an option of a select as an officer does."""
    told = json.dumps(selector), json.dumps(value)
    tab.run(
        "((s, v) => { const part = document.querySelector(s); part.value = v;"
        f" part.dispatchEvent(new Event('change', {{ bubbles: true }})); }})({told[0]}, {told[1]})"
    )


def search(tab: Tab, words: str) -> list[str]:
    """Type words into the empty search field and return what is found."""
    tab.run("document.querySelector('.search').value = ''")
    tab.click(".search")
    tab.write(words)
    return [str(hit) for hit in tab.run(HITS)]


@pytest.fixture
def opened(tab: Tab, plain: Path) -> Tab:
    tab.look(1280, 900)
    tab.open(plain)
    return tab


@pytest.mark.parametrize("page", ["plain", "changed", "hostile"])
def test_a_page_loads_without_a_word_of_complaint_and_without_the_network(
    tab: Tab, page: str, request: pytest.FixtureRequest
) -> None:
    path: Path = request.getfixturevalue(page)
    tab.look(1280, 900)
    tab.open(path)
    assert tab.run("document.querySelector('.tools').hidden") is False
    assert tab.errors == []
    assert tab.requests == [path.as_uri()]


def test_every_diagram_of_the_model_has_a_tab(opened: Tab) -> None:
    tabs = opened.run("[...document.querySelectorAll('[role=tab]')].map((tab) => tab.textContent)")
    assert tabs == ["別添1 (１)住民基本台帳ファイル", "別添1 (２)本人確認情報ファイル", "全体図"]
    opened.click("[role=tab]:nth-child(3)")
    assert shown(opened) == "全体図"
    assert opened.run("document.querySelectorAll('section.diagram:not([hidden])').length") == 1


def test_tabs_are_turned_with_the_arrow_keys(opened: Tab) -> None:
    opened.run("document.querySelector('[role=tab]').focus()")
    opened.press("ArrowRight")
    assert shown(opened) == "別添1 (２)本人確認情報ファイル"
    assert opened.run("document.activeElement.getAttribute('aria-selected')") == "true"


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("統合宛名システム", "統合宛名システム"),
        ("住民基本台帳システム", "既存住基システム（別名 既存住民基本台帳システム）"),
        ("ｶｰﾄﾞの状態", "2-② 市町村CS → 個人番号カード管理システム カードの状態"),
        ("続柄", "続柄"),
        ("団体内統合", "団体内統合宛名番号"),
    ],
)
def test_the_search_finds_nodes_flows_items_by_any_name(opened: Tab, words: str, found: str) -> None:
    assert search(opened, words)[0] == found
    opened.press("Enter")
    assert opened.run("document.querySelector('.found').hidden")


def test_the_search_finds_steps_and_says_how_many_things_it_found(opened: Tab) -> None:
    steps = [step for diagram in open_once(MINATO).diagrams for step in diagram.steps]
    for step in steps:
        assert f"{step.number} {step.text}" in search(opened, step.text)
    assert "件" in text(opened, ".told")
    assert search(opened, "ありえない名前") == []
    assert text(opened, ".found") == "見つかりません"


def test_what_bears_the_words_in_its_name_comes_before_what_only_carries_them(opened: Tab) -> None:
    found = search(opened, "番号")
    named = ["番号" in hit for hit in found]
    assert named == sorted(named, reverse=True)
    assert {True, False} == set(named)


def test_a_found_node_is_shown_in_the_diagram_that_draws_it(opened: Tab) -> None:
    search(opened, "都道府県サーバー")
    opened.press("Enter")
    assert shown(opened) == "別添1 (２)本人確認情報ファイル"
    assert opened.run(f"document.querySelector('{box('都道府県サーバー')}').classList.contains('lit')")


def test_a_node_tells_what_it_holds_from_where_on_which_basis_and_in_which_lines(opened: Tab) -> None:
    opened.click("[role=tab]:nth-child(3)")
    opened.click(box("既存住基システム"))
    told = text(opened, ".side")
    assert "住民基本台帳ファイル" in told
    assert "1-② 窓口端末 → 既存住基システム" in told
    assert "900:40-44" in told
    assert "900:202" in told
    opened.click(box("情報提供ネットワークシステム"))
    assert "番号法第19条第8号" in text(opened, ".side")
    assert "符号、世帯情報等" in text(opened, ".side")


def test_the_page_says_of_which_document_the_lines_are(opened: Tab) -> None:
    document = open_once(MINATO).documents[0]
    told = text(opened, ".side")
    assert f"{document.key}　{document.file}" in told
    assert all(note in told for note in document.notes)


def test_a_flow_tells_what_it_carries_and_what_not(opened: Tab) -> None:
    opened.click(f"{SHOWN} tr.remark[data-number='➍'] button")
    told = text(opened, ".side")
    assert "➍ 既存住基システム → 住民" in told
    assert "運ばない項目" in told
    assert "900:204" in told
    assert opened.run(NUMBERS) == ["➍"]


def test_a_node_is_opened_and_left_with_the_keyboard(opened: Tab) -> None:
    opened.run(f"document.querySelector('{box('窓口端末')}').focus()")
    opened.press("Enter")
    assert opened.run("document.activeElement.className") == "side"
    assert text(opened, ".side h3") == "窓口端末"
    opened.press("Escape")
    assert opened.run("document.activeElement.dataset.id") == "窓口端末"
    assert opened.run("document.querySelectorAll('.lit').length") == 0


def test_the_keyboard_is_not_lost_on_the_way_from_one_thing_to_the_next(opened: Tab) -> None:
    search(opened, "システム")
    opened.press("ArrowDown")
    opened.press("Enter")
    assert opened.run("document.activeElement.className") == "side"
    named = text(opened, ".side h3")
    opened.run("document.querySelector('.side li .link').focus()")
    opened.press("Enter")
    assert opened.run("document.activeElement.className") == "side"
    assert text(opened, ".side h3") != named


@pytest.mark.parametrize(
    ("name", "value"),
    [("item", "続柄"), ("kind", "使用"), ("step", "⑤"), ("party", "住民"), ("file", "住民基本台帳ファイル")],
)
def test_a_filter_leaves_the_flows_that_match(opened: Tab, name: str, value: str) -> None:
    model = open_once(MINATO)
    flows = {i: f for i, f in model.flows_by_id.items() if f.diagram == "(１)住民基本台帳ファイル"}
    kept: Callable[[Flow], bool] = {
        "item": lambda f: "続柄" in model.vocabulary.expand(f.items.names),
        "kind": lambda f: f.kind.value == "使用",
        "step": lambda f: f.step == "⑤",
        "party": lambda f: "住民" in (model.owner(f.source), model.owner(f.target)),
        "file": lambda f: "住民基本台帳ファイル" in (f.file, model.canonical(f.target)),
    }[name]
    choose(opened, f"[data-filter={name}]", value)
    left = opened.run(
        f"[...document.querySelectorAll('{SHOWN} .arrow:not(.out):not([data-line=HELD])')].map((a) => a.dataset.id)"
    )
    assert left == [i for i, f in flows.items() if kept(f)]
    assert 0 < len(left) < len(flows)
    rows = opened.run(
        f"[...document.querySelectorAll('{SHOWN} tr.flow:not([hidden])')].map((r) => r.dataset.arrow)"
    )
    assert [row for row in rows if row in flows] == left
    opened.run("document.querySelector('.clear').click()")
    assert opened.run("document.querySelectorAll('.out').length") == 0


def test_the_steps_are_gone_through_in_the_order_of_the_document(opened: Tab) -> None:
    steps = [step.number for step in open_once(MINATO).diagrams[0].steps]
    seen = []
    for _ in steps:
        opened.click("[data-play=next]")
        seen.append(opened.run(NUMBERS))
    assert seen == [[number] for number in steps]
    assert f"手順 {len(steps)}／{len(steps)}" in text(opened, ".told")
    opened.click("[data-play=back]")
    assert opened.run(NUMBERS) == [steps[-2]]


@pytest.mark.parametrize("width", [1280, 390])
def test_a_long_step_is_told_whole_while_one_goes_through_the_steps(
    tab: Tab, tmp_path: Path, width: int
) -> None:
    words = "届出を受けて確かめ、内容を端末に入力する。" * 15
    written = Path(MINATO).read_text(encoding="utf-8").replace("{text: 届出を受ける,", f"{{text: {words},", 1)
    (tmp_path / "long.yaml").write_text(written, encoding="utf-8")
    assert call("draw", tmp_path / "long.yaml", "-o", tmp_path / "long.html").exit_code == 0
    tab.look(width, 900)
    tab.open(tmp_path / "long.html")
    tab.click("[data-play=next]")
    assert words in text(tab, ".told")
    told = "document.querySelector('.told')"
    assert tab.run(f"{told}.scrollHeight <= {told}.clientHeight")


def test_the_steps_are_played_to_the_end_and_can_be_stopped(opened: Tab) -> None:
    steps = [step.number for step in open_once(MINATO).diagrams[0].steps]
    opened.run(
        "window.seen = []; new MutationObserver(() => seen.push(document.querySelector('.told').textContent))"
        ".observe(document.querySelector('.told'), { childList: true })"
    )
    opened.run("document.querySelector('.pace').selectedOptions[0].value = '60'")
    opened.click("[data-play=play]")
    opened.wait(
        "document.querySelector('[data-play=play]').getAttribute('aria-pressed') === 'false' && seen.length > 3"
    )
    told = opened.run("seen.map((words) => words.split('\\n')[1].split(' ')[0])")
    assert told == steps
    opened.run("document.querySelector('.pace').selectedOptions[0].value = '60000'")
    opened.click("[data-play=play]")
    assert opened.run(NUMBERS) == steps[:1]
    opened.click("[data-play=play]")
    assert text(opened, "[data-play=play]") == "再生"


def test_the_switch_shows_both_sides_of_a_change(tab: Tab, changed: Path) -> None:
    tab.look(1280, 900)
    tab.open(changed)
    before, after = open_once(MINATO), open_once(KONBINI)
    diagram = after.diagrams[0].name
    drawn = f"[...document.querySelectorAll('{SHOWN} .arrow:not([data-line=HELD])')].map((a) => a.dataset.id)"
    states = tab.run("[...document.querySelectorAll('.states button')].map((button) => button.textContent)")
    assert states == ["変更前", "変更後", "重ねて"]
    for place, model in ((1, before), (2, after)):
        tab.click(f".states button:nth-child({place})")
        assert tab.run(drawn) == [i for i, f in model.flows_by_id.items() if f.diagram == diagram]
    tab.click(".states button:nth-child(3)")
    added = tab.run(
        f"[...document.querySelectorAll('{SHOWN} .arrow[data-mark=ADDED]')].map((a) => a.dataset.number)"
    )
    assert added == ["⑦", "⑧"]
    assert "変更の前と後" in text(tab, f"{SHOWN} .subtitle")


def test_the_title_says_which_side_of_a_change_is_shown(tab: Tab, changed: Path) -> None:
    tab.look(1280, 900)
    tab.open(changed)
    for place, state in enumerate(("変更前", "変更後", "重ねて"), start=1):
        tab.click(f".states button:nth-child({place})")
        said = tab.run(f"getComputedStyle(document.querySelector('{SHOWN} .title'), '::after').content")
        assert state in said


def test_what_a_change_takes_away_still_tells_of_itself(tab: Tab, changed: Path) -> None:
    tab.look(1280, 900)
    tab.open(changed)
    tab.click("[role=tab]:nth-child(2)")
    tab.click(".states button:nth-child(3)")
    gone = f'{SHOWN} .arrow[data-mark=REMOVED][data-text="カードの状態"]'
    tab.run(f"document.querySelector('{gone}').dispatchEvent(new MouseEvent('click', {{ bubbles: true }}))")
    assert "住民票コード" in text(tab, ".side")


def test_several_documents_are_chosen_from_a_list(tab: Tab, changed: Path) -> None:
    tab.look(1280, 900)
    tab.open(changed)
    assert len(tab.run("[...document.querySelectorAll('.shelf option')].map((o) => o.textContent)")) == 2
    choose(tab, ".shelf", "1")
    assert shown(tab) == "別添1 <h1>図</h1>"
    assert tab.run("document.querySelectorAll('.states button').length") == 0


def test_the_sign_of_what_cannot_be_read_is_explained_where_it_stands(tab: Tab, changed: Path) -> None:
    tab.look(1280, 900)
    tab.open(changed)
    tables = "document.querySelector('.entries:not([hidden])').textContent"
    assert "？住民基本台帳ネットワークシステム" in tab.run(tables)
    assert "？が付くものは、欄の印が文書から読めない。" in tab.run(tables)
    tab.click(box("既存住基システム"))
    assert "接続（？は不明）" in text(tab, ".side")
    assert "？税務システム" in text(tab, ".side")
    choose(tab, ".shelf", "1")
    assert "？" not in tab.run(tables)


def test_the_tables_of_chapter_two_are_there_and_follow_the_document(tab: Tab, changed: Path) -> None:
    tab.look(1280, 900)
    tab.open(changed)
    titles = "[...document.querySelectorAll('.entries:not([hidden]) summary')].map((s) => s.textContent)"
    assert [str(t).partition("（")[0] for t in tab.run(titles)] == ["入手", "委託", "提供", "移転", "保管"]
    assert "既存住基システムの運用保守" in tab.run(
        "document.querySelector('.entries:not([hidden])').textContent"
    )
    choose(tab, ".shelf", "1")
    assert '<a href="javascript:alert(1)">委託</a>' in tab.run(
        "document.querySelector('.entries:not([hidden])').textContent"
    )

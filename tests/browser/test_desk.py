"""The desk in a real browser: typed into, seen, saved, reloaded, compared with the file."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from piaflow.app.documents import read
from piaflow.domain.assessment import Draft, Overview
from piaflow.domain.choices import FormKind
from piaflow.domain.flows import Diagram, Flow
from piaflow.domain.items import ItemList
from piaflow.domain.nodes import System
from piaflow.serve.guard import ENTRANCE
from piaflow.serve.room import Paper
from piaflow.store.load import assemble, load
from piaflow.store.save import save
from tests.browser.chromium import Tab
from tests.cli.calling import FIXTURES, MINATO
from tests.serve.calling import Desk, run_desk

NUMBER, NAME = "表紙.評価書番号", "表紙.評価書名"
LONG = "長" * 10_000
NASTY = "<script>alert(1)</script>\"'&<img src=x onerror=alert(2)>"
READY = "document.body.dataset.picture !== undefined && document.body.dataset.answers !== undefined"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A desk on copies of a model and of one whose names try to break out."""
    folder = tmp_path / "机"
    folder.mkdir()
    shutil.copy(MINATO, folder / "minato.yaml")
    shutil.copy(FIXTURES / "hostile.yaml", folder / "hostile.yaml")
    with run_desk(folder, tmp_path / "state") as opened:
        yield opened


def _visit(tab: Tab, desk: Desk, name: str = "minato.yaml") -> None:
    tab.look(1280, 900)
    tab.visit(f"http://{desk.host}{ENTRANCE}?code={desk.keys.code}")
    tab.visit(f"http://{desk.host}{desk.page(name)}")
    tab.wait(READY)


@pytest.fixture
def page(tab: Tab, desk: Desk) -> Iterator[Tab]:
    """The desk of the model, its picture drawn; nothing may go wrong in it, and nothing leaves the machine."""
    with tab.another() as opened:
        _visit(opened, desk)
        yield opened
        assert not _wrong(opened)
        own = (f"http://{desk.host}/", "data:")
        assert not [url for url in opened.requests if not url.startswith(own)]


def _wrong(tab: Tab) -> list[str]:
    """What went wrong in a page; that an edit is refused (409) is an answer, which a browser calls an error."""
    return [error for error in tab.errors if "409 (Conflict)" not in error]


def _cell(at: str) -> str:
    return f"document.getElementById({json.dumps(f'cell-{at}')})"


def _fill(tab: Tab, field: str, words: str) -> None:
    """Put words in the place of what stands in a field, as a person does who has chosen all of it."""
    tab.run(f"{field}.scrollIntoView({{block: 'center'}}); {field}.focus(); {field}.select()")
    tab.write(words)


def _settle(tab: Tab, desk: Desk, revision: int, name: str = "minato.yaml") -> None:
    """Wait until the page shows a revision, in the form, the picture and the answers."""
    tab.wait(
        f"Number(document.body.dataset.picture) >= {revision} && Number(document.body.dataset.answers) >= {revision}"
    )
    assert desk.state(name)["revision"] >= revision


def _file(desk: Desk, name: str = "minato.yaml") -> Any:
    return load(desk.room.folder / name)


def _save(tab: Tab) -> None:
    tab.wait("!document.getElementById('save').disabled")
    tab.click("#save")
    tab.wait("document.getElementById('save').disabled && document.getElementById('dirty').hidden")


def _choose(tab: Tab, view: str) -> None:
    tab.click(f"[data-view='{view}']")


def _field(section: str, row: int, column: str) -> str:
    heads = {"text": "矢印の言葉", "name": "名前", "owner": "運用者", "from": "送り手"}
    return (
        f"document.querySelectorAll('#table-{section} tbody tr')[{row}]"
        f".querySelector('[aria-label=\"{heads[column]}\"]')"
    )


@pytest.mark.slow
def test_what_is_typed_is_seen_in_the_picture_saved_and_there_again(page: Tab, desk: Desk) -> None:
    before = (desk.room.folder / "minato.yaml").read_text()
    _choose(page, "table-flows")
    _fill(page, _field("flows", 3, "text"), "写しの交付")
    page.wait("document.getElementById('picture').textContent.includes('写しの交付')")
    assert (desk.room.folder / "minato.yaml").read_text() == before, "nothing is saved by itself"
    _save(page)
    after = (desk.room.folder / "minato.yaml").read_text()
    lines = [(a, b) for a, b in zip(before.splitlines(), after.splitlines(), strict=True) if a != b]
    assert len(lines) == 1
    assert lines[0][1] == lines[0][0].replace("text: 住民票の写し", "text: 写しの交付")
    page.visit(f"http://{desk.host}{desk.page('minato.yaml')}")
    page.wait(READY)
    _choose(page, "table-flows")
    assert page.run(f"{_field('flows', 3, 'text')}.value") == "写しの交付"
    assert page.run("document.getElementById('picture').textContent.includes('写しの交付')")


@pytest.mark.slow
def test_typing_keeps_the_field_the_caret_and_the_focus(page: Tab, desk: Desk) -> None:
    _fill(page, _cell(NAME), "途中まで")
    page.run(f"{_cell(NAME)}.setSelectionRange(2, 2)")
    _settle(page, desk, 1)
    page.write("の名")
    _settle(page, desk, 2)
    told = page.run(
        f"[document.activeElement === {_cell(NAME)}, {_cell(NAME)}.value, {_cell(NAME)}.selectionStart]"
    )
    assert told == [True, "途中の名まで", 4]


@pytest.mark.slow
def test_one_may_type_on_in_other_fields_before_the_page_has_heard(page: Tab, desk: Desk) -> None:
    """A state that is older than what is on its way is not shown: it would take back what was typed since."""
    _choose(page, "table-flows")
    page.run("""(() => {
        const asked = window.fetch;
        window.fetch = async (path, how) => {
            const told = await asked(path, how);
            const slow = { state: 300, pictures: 900 }[String(path).split('/').at(-1)];
            if (slow) await new Promise((done) => setTimeout(done, slow));
            if (slow === 300) window.told = (window.told ?? 0) + 1;
            return told;
        };
    })()""")
    _fill(page, _field("flows", 3, "text"), "先の行")
    page.wait("document.body.dataset.picture >= 1")
    _fill(page, _field("flows", 4, "text"), "後の行")
    page.run(
        f"window.seen = new Set(); document.activeElement.blur();"
        f" setInterval(() => window.seen.add({_field('flows', 4, 'text')}.value), 5)"
    )
    _settle(page, desk, 2)
    page.wait("window.told >= 2")
    assert page.run("[...window.seen]") == ["後の行"]
    _save(page)
    assert {"先の行", "後の行"} <= {flow.text for flow in _file(desk).flows}


@pytest.mark.slow
def test_words_that_are_still_composed_are_not_sent(page: Tab, desk: Desk) -> None:
    page.run(f"{_cell(NAME)}.focus(); {_cell(NAME)}.select()")
    page.call("Input.imeSetComposition", text="ひょうかしょ", selectionStart=6, selectionEnd=6)
    page.run("new Promise((done) => setTimeout(done, 600))")
    assert desk.state("minato.yaml")["revision"] == 0
    page.write("評価書")
    _settle(page, desk, 1)
    assert desk.room.open(desk.page("minato.yaml")[3:]).editing.model.overview.title == "評価書"  # type: ignore[union-attr]


@pytest.mark.slow
def test_undo_and_redo_by_keys_and_leaving_with_unsaved_work_is_asked(page: Tab, desk: Desk) -> None:
    was = page.run(f"{_cell(NUMBER)}.value")
    _fill(page, _cell(NUMBER), "77")
    _settle(page, desk, 1)
    assert page.run("dispatchEvent(new Event('beforeunload', {cancelable: true}))") is False
    page.click("#undo")
    page.wait(f"{_cell(NUMBER)}.value === {json.dumps(was)} && document.getElementById('dirty').hidden")
    page.click("#redo")
    page.wait(f"{_cell(NUMBER)}.value === '77' && !document.getElementById('dirty').hidden")


@pytest.mark.slow
def test_a_box_has_three_states_that_are_told_and_saved(page: Tab, desk: Desk) -> None:
    box = "#form .box"
    states = []
    for revision in range(1, 4):
        page.click(box)
        _settle(page, desk, revision)
        states.append(page.run(f"document.querySelector('{box}').getAttribute('aria-checked')"))
    assert sorted(states) == ["false", "mixed", "true"]


@pytest.mark.slow
def test_a_wrong_name_stays_in_its_field_and_is_said_beside_it(page: Tab, desk: Desk) -> None:
    _choose(page, "table-systems")
    field = _field("systems", 0, "owner")
    _fill(page, field, "だれも知らない者")
    page.press("Tab")
    page.wait(f"{field}.getAttribute('aria-invalid') === 'true'")
    assert page.run(f"{field}.value") == "だれも知らない者"
    assert "ありません" in page.run(f"{field}.closest('tr').querySelector('.why').textContent")
    assert not desk.state("minato.yaml")["dirty"]


@pytest.mark.slow
def test_leaving_with_words_that_the_model_has_not_got_is_asked(page: Tab) -> None:
    leave = "dispatchEvent(new Event('beforeunload', {cancelable: true}))"
    assert page.run(leave) is True
    _choose(page, "table-systems")
    page.click("#table-systems .adding summary")
    name = "document.querySelector('#table-systems .adding [aria-label=\"名前\"]')"
    _fill(page, name, "書きかけの行")
    assert page.run(leave) is False
    page.run(f"{name}.value = ''")
    assert page.run(leave) is True
    _fill(page, _field("systems", 0, "owner"), "だれも知らない者")
    page.press("Tab")
    page.wait(f"{_field('systems', 0, 'owner')}.getAttribute('aria-invalid') === 'true'")
    assert page.run(leave) is False
    page.visit(page.run("location.href"))
    page.wait(READY)
    typed = f"{_cell(NUMBER)}.focus(), {_cell(NUMBER)}.value = '77', "
    assert page.run(f"{typed}{_cell(NUMBER)}.dispatchEvent(new Event('input')), {leave}") is False


@pytest.mark.slow
def test_a_system_is_added_flows_to_it_are_drawn_and_it_is_removed_again(page: Tab, desk: Desk) -> None:
    _choose(page, "table-systems")
    page.click("#table-systems .adding summary")
    _fill(page, "document.querySelector('#table-systems .adding [aria-label=\"名前\"]')", "新窓口システム")
    page.press("Enter")
    _settle(page, desk, 1)
    assert "新窓口システム" in desk.state("minato.yaml")["names"]["nodes"]
    _choose(page, "table-flows")
    page.click("#table-flows .adding summary")
    for label, words in (
        ("図", "(１)住民基本台帳ファイル"),
        ("送り手", "既存住基システム"),
        ("受け手", "新窓口システム"),
    ):
        _fill(page, f"document.querySelector('#table-flows .adding [aria-label=\"{label}\"]')", words)
    page.click("#table-flows .adding button")
    page.wait("document.querySelector('#picture svg g.box[data-id=\"新窓口システム\"]') !== null")
    page.click("#undo")
    page.wait("document.querySelector('#picture svg g.box[data-id=\"新窓口システム\"]') === null")


def test_a_finding_leads_to_the_field_that_it_is_about(page: Tab) -> None:
    page.click("#answers .finding .link")
    assert page.run("document.activeElement.closest('.cell, tr') !== null")


@pytest.mark.slow
def test_a_box_moves_by_keys_buttons_and_pointer_and_keeps_its_place(page: Tab, desk: Desk) -> None:
    sheet = "#picture figure .sheet"
    page.run(f"document.querySelector('{sheet}').focus()")
    page.press("Enter")
    name = page.run("document.querySelector('#picture g.held').dataset.id")
    held = page.run("document.activeElement.matches('.sheet')")
    assert held

    def place() -> Any:
        return page.run(
            f"(() => {{ const r = document.querySelector('#picture figure g.box[data-id=\"{name}\"]')"
            ".getBoundingClientRect(); return [Math.round(r.x), Math.round(r.y)]; })()"
        )

    start = place()
    revision = 0
    for key in ("ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp"):
        page.press(key)
        page.run("new Promise((done) => setTimeout(done, 400))")
        revision = desk.state("minato.yaml")["revision"]
        if revision:
            break
    assert revision, "one of the four ways is free"
    _settle(page, desk, revision)
    assert place() != start
    assert page.run("document.querySelector('#picture g.held')?.dataset.id") == name
    _save(page)
    layouts = list(desk.room.folder.glob("minato.*.layout.json"))
    assert len(layouts) == 1
    assert name in json.loads(layouts[0].read_text())["cells"]
    moved = place()
    page.visit(f"http://{desk.host}{desk.page('minato.yaml')}")
    page.wait(READY)
    assert place() == moved
    page.click("#picture figure .free")
    page.wait("!document.getElementById('save').disabled")
    page.click("#undo")
    page.wait("document.getElementById('save').disabled")


def test_a_box_is_dragged(page: Tab) -> None:
    box = "#picture figure g.box"
    x, y = page.run(
        f"(() => {{ const r = document.querySelector('{box}').getBoundingClientRect();"
        " return [r.x + r.width / 2, r.y + r.height / 2]; })()"
    )
    right = page.run("document.querySelector('#picture figure svg').getBoundingClientRect().right")
    page.mouse("mousePressed", x, y)
    page.mouse("mouseMoved", x + 30, y, pressed=True)
    page.mouse("mouseMoved", right - 5, y, pressed=True)
    page.mouse("mouseReleased", right - 5, y)
    page.wait(
        "document.body.dataset.picture > 0 || document.getElementById('said').textContent.includes('置けません')"
    )


@pytest.mark.slow
def test_two_tabs_see_each_other_and_one_cell_is_never_written_over_unseen(page: Tab, desk: Desk) -> None:
    with page.another() as other:
        other.look(1280, 900)
        other.visit(f"http://{desk.host}{desk.page('minato.yaml')}")
        other.wait(READY)
        _fill(page, _cell(NUMBER), "21")
        other.wait(f"{_cell(NUMBER)}.value === '21'")
        _fill(other, _cell(NAME), "二枚目の名")
        page.wait(f"{_cell(NAME)}.value === '二枚目の名'")
        assert desk.type("minato.yaml", NUMBER, "1", "99", "third").status == 409
        _save(other)
        page.wait("document.getElementById('save').disabled")
        assert not _wrong(other)
    assert (_file(desk).overview.number, _file(desk).overview.title) == ("21", "二枚目の名")


@pytest.mark.slow
def test_what_another_program_writes_is_taken_or_met(page: Tab, desk: Desk) -> None:
    path = desk.room.folder / "minato.yaml"
    path.write_text(path.read_text().replace("department_head: 市民課長", "department_head: 住民課長"))
    page.wait(f"{_cell('Ⅰ.7.②')}.value === '住民課長'")
    page.wait("document.getElementById('said').textContent.includes('読み直しました')")
    _fill(page, _cell(NUMBER), "31")
    _settle(page, desk, 2)
    path.write_text(path.read_text().replace('number: "1"\n  title', 'number: "9"\n  title'))
    page.wait("document.querySelectorAll('#asks .ask').length === 1")
    asked = page.run("document.getElementById('asks').textContent")
    assert "31" in asked
    assert "9" in asked
    page.click("#asks .ask button")
    page.wait(f"document.querySelectorAll('#asks .ask').length === 0 && {_cell(NUMBER)}.value === '31'")
    _save(page)
    assert _file(desk).overview.number == "31"


@pytest.mark.slow
def test_hostile_names_are_texts_wherever_they_stand(page: Tab, desk: Desk) -> None:
    _visit(page, desk, "hostile.yaml")
    assert (
        page.run("document.querySelectorAll('script:not([src]):not([type=\"application/json\"])').length")
        == 0
    )
    _fill(page, _cell(NUMBER), NASTY)
    _settle(page, desk, 1, "hostile.yaml")
    _fill(page, _cell(NAME), LONG)
    _settle(page, desk, 2, "hostile.yaml")
    assert page.run(f"{_cell(NUMBER)}.value") == NASTY
    _save(page)
    told = _file(desk, "hostile.yaml").overview
    assert (told.number, told.title) == (NASTY, LONG)
    _visit(page, desk, "hostile.yaml")
    assert page.run("document.querySelectorAll('img, iframe, object, embed').length") == 0
    assert page.run("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.slow
@pytest.mark.parametrize("dark", [False, True])
def test_on_a_phone_there_are_three_tabs_and_nothing_is_wider_than_the_screen(
    page: Tab, *, dark: bool
) -> None:
    page.look(390, 844, dark=dark)
    for part, seen in (("form", "#form .cell"), ("picture", "#picture svg"), ("answers", "#answers details")):
        page.click(f"#tab-{part}")
        assert page.run(f"document.querySelector('{seen}').getClientRects().length > 0")
        assert page.run("document.documentElement.scrollWidth <= innerWidth"), part
    page.click("#tab-form")
    page.run("document.getElementById('tab-form').focus()")
    page.press("ArrowRight")
    assert page.run("document.activeElement.id") == "tab-picture"


def test_every_field_and_button_has_a_name(page: Tab) -> None:
    nodes = page.call("Accessibility.getFullAXTree")["nodes"]
    roles = ("textbox", "combobox", "checkbox", "button", "tab", "link", "radio")
    wanted = [n for n in nodes if n.get("role", {}).get("value") in roles and not n.get("ignored")]
    assert len(wanted) > 50
    nameless = [n for n in wanted if not n.get("name", {}).get("value", "").strip()]
    assert not nameless


def test_the_print_is_the_sheet_alone(page: Tab) -> None:
    page.look(1280, 900, media="print")
    seen = "[...document.querySelectorAll('{}')].filter((one) => one.getClientRects().length).length"
    for hidden in ("header", "#form", ".tools", "#answers", "#tables"):
        assert page.run(seen.format(hidden)) == 0, hidden
    assert page.run(seen.format("#picture svg")) > 0
    page.look(1280, 900)


def test_the_scripts_are_small_and_have_nothing_from_elsewhere() -> None:
    web = Path("piaflow/serve/web")
    scripts = [path.read_text() for path in web.glob("*.js")]
    assert sum(len(text.encode()) for text in scripts) <= 60_000
    for text in [*scripts, *(path.read_text() for path in web.glob("*.css"))]:
        assert "http" not in text.replace("http-equiv", "")
        assert not any(
            word in text
            for word in ("innerHTML", "eval(", "Function(", "document.write", "insertAdjacentHTML")
        )


def test_a_new_model_starts_from_a_starter_or_last_years_model(tab: Tab, desk: Desk) -> None:
    tab.look(1280, 900)
    tab.visit(f"http://{desk.host}{ENTRANCE}?code={desk.keys.code}")
    tab.click("input[value='starter']")
    for name, words in (("body", "みなと市長"), ("name", "予防接種2027")):
        _fill(tab, f"document.querySelector('input[name={name}]')", words)
    tab.press("Enter")
    tab.wait("location.pathname.startsWith('/m/') && document.querySelectorAll('.cell').length > 100")
    assert (desk.room.folder / "予防接種2027.yaml").is_file()
    tab.visit(f"http://{desk.host}/")
    tab.click("input[value='model']")
    _fill(tab, "document.querySelector('input[name=name]')", "予防接種2027")
    tab.press("Enter")
    tab.wait("document.getElementById('said').textContent.includes('もうあります')")
    assert not [error for error in tab.errors if "400" not in error and "409" not in error]


@pytest.mark.slow
def test_work_is_offered_again_after_the_server_was_killed(tab: Tab, tmp_path: Path) -> None:
    with tab.another() as opened:
        _kill_and_go_on(opened, tmp_path)


@contextmanager
def _serve(folder: Path, state: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Run `piaflow serve` as a person does; yield the process and its address."""
    known = {**os.environ, "XDG_STATE_HOME": str(state), "PYTHONUNBUFFERED": "1"}
    words = [sys.executable, "-m", "piaflow", "serve", str(folder), "--no-browser"]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True, env=known) as server:
        try:
            assert server.stdout
            yield server, next(line for line in server.stdout if "http" in line).strip()
        finally:
            server.kill()


def _kill_and_go_on(tab: Tab, tmp_path: Path) -> None:
    folder = tmp_path / "机"
    folder.mkdir()
    path = Path(shutil.copy(MINATO, folder / "minato.yaml"))
    before = path.read_bytes()
    tab.look(1280, 900)
    with _serve(folder, tmp_path / "state") as (server, address):
        tab.visit(address)
        tab.click(".files a")
        tab.wait("document.querySelectorAll('.cell').length > 0")
        _fill(tab, _cell(NUMBER), "55")
        tab.wait("!document.getElementById('dirty').hidden")
        server.send_signal(signal.SIGKILL)
    assert path.read_bytes() == before
    with _serve(folder, tmp_path / "state") as (_, address):
        tab.visit(address)
        tab.click(".files a")
        tab.wait("document.querySelectorAll('.cell').length > 0")
        assert tab.run(f"{_cell(NUMBER)}.value") == "1"
        tab.click("#asks .ask button")
        tab.wait(f"{_cell(NUMBER)}.value === '55'")
        _save(tab)
    assert load(path).overview.number == "55"


@pytest.mark.slow
def test_what_differs_from_last_year_becomes_rows_that_a_person_dates_and_confirms(
    tab: Tab, desk: Desk
) -> None:
    shutil.copy(MINATO, desk.room.folder / "last.yaml")
    rows = len(_file(desk).revisions)
    with tab.another() as page:
        _visit(page, desk)
        _fill(page, _cell("Ⅰ.7.②"), "窓口課長")
        _settle(page, desk, 1)
        _save(page)
        page.run("document.querySelector('[data-part=\"items\"]').open = true")
        _fill(page, "document.getElementById('since')", "last.yaml")
        page.run("document.getElementById('since').blur()")
        page.wait("document.querySelector('[data-part=\"items\"]').textContent.includes('窓口課長')")
        page.click("#propose")
        row = f"document.querySelectorAll('#table-revisions tbody tr')[{rows}]"
        page.wait(f"{row} && {row}.textContent.includes('導出')")
        assert page.run(f"{row}.querySelector('[aria-label=\"変更後の記載\"]').value") == "窓口課長"
        _settle(page, desk, 2)
        page.click("#propose")
        page.wait("document.getElementById('said').textContent.includes('0 行を足し')")
        assert page.run("document.querySelectorAll('#table-revisions tbody tr').length") == rows + 1
        _fill(page, f"{row}.querySelector('[aria-label=\"変更日\"]')", "令和8年12月1日")
        page.run(f"{row}.querySelector('.inferred button').click()")
        page.wait(f"{row}.querySelector('.inferred').hidden")
        _save(page)
        assert not _wrong(page)
    told = _file(desk).revisions[rows]
    assert (told.date, told.before, told.after, told.inferred) == ("2026-12-01", "市民課長", "窓口課長", "")


@pytest.mark.slow
def test_a_proposed_row_goes_with_the_change_that_is_taken_back(page: Tab, desk: Desk) -> None:
    rows = "document.querySelectorAll('#table-revisions tbody tr').length"
    _choose(page, "table-revisions")
    count, was = page.run(rows), page.run(f"{_cell('Ⅰ.7.②')}.value")
    _choose(page, "form")
    _fill(page, _cell("Ⅰ.7.②"), "窓口課長")
    _settle(page, desk, 1)
    page.run("document.querySelector('[data-part=\"items\"]').open = true")
    page.click("#propose")
    page.wait(f"{rows} === {count + 1}")
    _choose(page, "form")
    _fill(page, _cell("Ⅰ.7.②"), was)
    _choose(page, "table-revisions")
    page.wait(f"{rows} === {count}")
    page.wait("document.getElementById('save').disabled")
    page.click("#undo")
    page.wait(f"{rows} === {count + 1} && {_cell('Ⅰ.7.②')}.value === '窓口課長'")
    page.click("#undo")
    page.wait(f"{rows} === {count} && {_cell('Ⅰ.7.②')}.value === '窓口課長'")


def test_a_name_that_was_changed_stands_wherever_the_tables_name_it(page: Tab, desk: Desk) -> None:
    _choose(page, "table-flows")
    _choose(page, "table-systems")
    old = page.run(f"{_field('systems', 0, 'name')}.value")
    ends = ", ".join(f'#table-flows tbody [aria-label="{end}"]' for end in ("送り手", "受け手"))
    flows = f"[...document.querySelectorAll({json.dumps(ends)})]"
    count = page.run(f"{flows}.filter((field) => field.value === {json.dumps(old)}).length")
    assert count
    _fill(page, _field("systems", 0, "name"), "新しい名の端末")
    page.run(f"{_field('systems', 0, 'name')}.blur()")
    _settle(page, desk, 1)
    _choose(page, "table-flows")
    page.wait(f"{flows}.filter((field) => field.value === '新しい名の端末').length === {count}")
    assert page.run(f"{flows}.filter((field) => field.value === {json.dumps(old)}).length") == 0
    first = page.run(f"{flows}.findIndex((field) => field.value === '新しい名の端末')")
    _fill(page, f"{flows}[{first}]", old)
    page.run(f"{flows}[{first}].blur()")
    page.wait(f"{flows}[{first}].value === '新しい名の端末'")


@pytest.mark.slow
def test_rows_of_an_annex_and_contracts_are_typed_into_tables(page: Tab, desk: Desk) -> None:
    _choose(page, "table-recipients")
    row = "document.querySelectorAll('#table-recipients tbody tr')[1]"
    _fill(page, f"{row}.querySelector('[aria-label=\"提供先・移転先の名\"]')", "新しい機構")
    _fill(page, f"{row}.querySelector('[aria-label=\"方法\"]')", "専用線")
    page.run("document.activeElement.blur()")
    _settle(page, desk, 2)
    assert page.run(f"{row}.classList.contains('is-changed')")
    assert page.run(f"{row}.querySelector('[aria-label=\"記載\"]').readOnly")
    _choose(page, "table-contracts")
    seen = "[...document.querySelectorAll('.table')].filter((one) => !one.hidden).map((one) => one.id)"
    kinds = ["forbid", "allow_only", "pass_through", "may_hold", "layers"]
    assert page.run(seen) == [f"table-{kind}" for kind in kinds]
    way = "document.querySelectorAll('#table-forbid tbody tr')[0].querySelector('[aria-label=\"向き\"]')"
    assert page.run(f"{way}.selectedOptions[0].textContent") == "双方"
    page.run(f"{way}.value = '渡し'; {way}.dispatchEvent(new Event('change'))")
    _settle(page, desk, 3)
    assert page.run(f"{way}.value") == "渡し", "the row is the same row, though its name is another now"
    _save(page)
    told = _file(desk)
    changed = next(file for file in told.files if file.provisions).provisions[0].rows[1]
    assert (changed.name, [box.means.value for box in changed.means]) == ("新しい機構", ["専用線"])
    assert any(str(one).startswith("市町村CS は 統合宛名システム に直接渡さない") for one in told.contracts)


_ITEMS = "document.querySelectorAll('#table-flows tbody tr')[0].querySelector('[aria-label=\"項目\"]')"
_OFFERED = (
    "[...document.querySelectorAll('#completions:not([hidden]) [role=option]')].map((o) => o.textContent)"
)


def _write_behind(tab: Tab, field: str, words: str) -> None:
    """Type words behind all that stands in a field."""
    end = f"{field}.setSelectionRange({field}.value.length, {field}.value.length)"
    tab.run(f"{field}.scrollIntoView({{block: 'center'}}); {field}.focus(); {end}")
    tab.write(words)


@pytest.mark.parametrize("width", [1280, 390])
def test_of_several_names_in_one_field_the_last_is_completed_by_keys(page: Tab, width: int) -> None:
    page.look(width, 844)
    _choose(page, "table-flows")
    before = page.run(f"{_ITEMS}.value")
    _write_behind(page, _ITEMS, "、住民票コ")
    page.wait(f"{_OFFERED}.length > 0")
    assert "住民票コード" in page.run(_OFFERED)
    assert all("住民票コ" in name for name in page.run(_OFFERED))
    seen = page.run("document.getElementById('completions').getBoundingClientRect().toJSON()")
    assert seen["left"] >= 0
    assert seen["right"] <= width
    assert 0 <= seen["top"] < seen["bottom"] <= 844
    page.press("ArrowDown")
    page.press("Enter")
    assert page.run(f"{_ITEMS}.value") == f"{before}、住民票コード"
    assert page.run(_OFFERED) == []
    assert page.run(f"document.activeElement === {_ITEMS}"), "one goes on typing"
    page.write("、性")
    page.wait(f"{_OFFERED}.includes('性別')")
    page.press("Tab")
    assert page.run(f"{_ITEMS}.value") == f"{before}、住民票コード、性", "nothing is put in unasked"
    assert page.run(_OFFERED) == []
    page.wait(f"{_ITEMS}.getAttribute('aria-invalid') === 'true'")
    assert "性別" in page.run(f"{_ITEMS}.closest('tr').querySelector('.why').textContent"), (
        "half a name is said to be one"
    )


@pytest.mark.slow
def test_what_is_offered_is_told_to_a_screen_reader_and_can_be_clicked(page: Tab, desk: Desk) -> None:
    _choose(page, "table-flows")
    _write_behind(page, _ITEMS, "、住民票コ")
    page.wait(f"{_OFFERED}.length > 0")
    page.wait(
        "[...document.querySelectorAll('[role=status]')].some((one) => /候補 \\d+ 件/.test(one.textContent))"
    )
    nodes = page.call("Accessibility.getFullAXTree")["nodes"]
    names = {node["role"]["value"]: node for node in nodes if not node.get("ignored")}
    assert names["listbox"]["name"]["value"] == "候補"
    told = page.run(
        f"['autocomplete', 'haspopup', 'controls'].map((a) => {_ITEMS}.getAttribute(`aria-${{a}}`))"
    )
    assert told == ["list", "listbox", "completions"]
    page.press("ArrowDown")
    active = page.run(
        f"document.getElementById({_ITEMS}.getAttribute('aria-activedescendant'))?.ariaSelected"
    )
    assert active == "true"
    page.press("Escape")
    assert page.run(_OFFERED) == []
    assert page.run(f"{_ITEMS}.getAttribute('aria-activedescendant')") is None
    page.write("ー")
    page.wait(f"{_OFFERED}.length > 0")
    page.click("#completions [role=option]")
    assert page.run(f"{_ITEMS}.value").endswith("、住民票コード")
    page.run(f"{_ITEMS}.blur()")
    _settle(page, desk, 1)
    _save(page)
    assert any("住民票コード" in flow.items.names for flow in _file(desk).flows if flow.items)


def test_lists_of_nodes_and_ways_are_completed_line_by_line_and_all_names_are_shown_when_asked(
    page: Tab,
) -> None:
    _choose(page, "table-contracts")
    field = "document.querySelectorAll('#table-forbid tbody tr')[0].querySelector('[aria-label=\"どれとどれも\"]')"
    _write_behind(page, field, "\n窓口")
    page.wait(f"{_OFFERED}.includes('窓口端末')")
    page.press("Enter")
    assert page.run(_OFFERED) == [], "a key that chooses nothing means what it meant"
    assert page.run(f"{field}.value").endswith("窓口\n")
    alt = {"key": "ArrowDown", "windowsVirtualKeyCode": 40, "modifiers": 1}
    page.call("Input.dispatchKeyEvent", type="rawKeyDown", **alt)
    assert len(page.run(_OFFERED)) > 5
    page.press("Escape")
    _choose(page, "table-recipients")
    means = (
        "document.querySelectorAll('#table-recipients tbody tr')[0].querySelector('[aria-label=\"方法\"]')"
    )
    _write_behind(page, means, "専用")
    page.wait(f"{_OFFERED}.includes('専用線')")


def test_nothing_is_offered_for_words_that_are_still_composed(page: Tab) -> None:
    _choose(page, "table-flows")
    _write_behind(page, _ITEMS, "、")
    page.call("Input.imeSetComposition", text="性", selectionStart=1, selectionEnd=1)
    page.run("new Promise((done) => setTimeout(done, 200))")
    assert page.run(f"{_ITEMS}.value").endswith("、性")
    assert page.run(_OFFERED) == []
    page.write("性")
    page.wait(f"{_OFFERED}.includes('性別')")


@pytest.mark.slow
def test_fields_of_the_form_that_hold_names_complete_each_of_them(page: Tab, desk: Desk) -> None:
    departments, records = _cell("Ⅱ.ファイル2.3.⑦.使用部署"), _cell("別添2.ファイル1")
    for field, begun, name in ((departments, "市", "市民課"), (records, "\n性", "性別")):
        before = page.run(f"{field}.value")
        _write_behind(page, field, begun)
        page.wait(f"{_OFFERED}.includes('{name}')")
        page.press("ArrowDown")
        page.press("Enter")
        assert page.run(f"{field}.value") == "\n".join(filter(None, (before, name)))
    page.run("document.activeElement.blur()")
    page.wait("!document.getElementById('save').disabled")
    _save(page)
    file = next(
        file for file in _file(desk).files if file.use.departments and "性別" not in file.records.names
    )
    assert "市民課" in file.use.departments
    assert page.run(f"{_cell('Ⅱ.ファイル1.1')}.getAttribute('list')") is None, "its own name is nobody else's"
    assert page.run(f"{_cell('Ⅱ.ファイル1.4.委託事項1.⑥')}.getAttribute('list')") == "names-parties"


@pytest.mark.slow
@pytest.mark.parametrize("width", [1280, 390])
def test_a_long_text_of_a_step_is_seen_whole(page: Tab, desk: Desk, width: int) -> None:
    page.look(width, 900)
    _choose(page, "table-steps")
    field = (
        "document.querySelectorAll('#table-steps tbody tr')[0].querySelector('[aria-label=\"備考の言葉\"]')"
    )
    _fill(page, field, "届出を受けて確かめ、内容を端末に入力する。" * 15)
    _settle(page, desk, 1)
    assert page.run(
        f"{field}.scrollHeight <= {field}.clientHeight && {field}.scrollWidth <= {field}.clientWidth"
    )
    assert page.run(f"{field}.clientHeight") > 100


def test_the_first_screen_offers_models_and_documents_alone(tab: Tab, desk: Desk) -> None:
    folder = desk.room.folder
    (folder / "mkdocs.yaml").write_text("site_name: 何か\n", encoding="utf-8")
    (folder / "change.yaml").write_text("base: minato.yaml\n", encoding="utf-8")
    (folder / "broken.yaml").write_text("assessment: {body: [\n", encoding="utf-8")
    (folder / "買い物.txt").write_text("牛乳\n", encoding="utf-8")
    shutil.copy("docs/kirigaoka.txt", folder)
    with tab.another() as page:
        page.visit(f"http://{desk.host}{ENTRANCE}?code={desk.keys.code}")
        page.visit(f"http://{desk.host}/")
        page.wait("document.querySelector('.files') !== null")
        shown = page.run("[...document.querySelectorAll('.files a')].map((one) => one.textContent)")
        assert shown == ["broken.yaml", "hostile.yaml", "minato.yaml"]
        documents = page.run(
            "[...document.querySelectorAll('[name=document] option')].map((one) => one.textContent)"
        )
        assert documents == ["kirigaoka.txt"]


def test_a_click_shows_the_lines_of_the_document_beside_the_field(tab: Tab, desk: Desk) -> None:
    folder = desk.room.folder
    shutil.copy("docs/kirigaoka.txt", folder)
    read(folder / "kirigaoka.txt").save(folder / "kirigaoka.yaml", texts=True)
    with tab.another() as page:
        _visit(page, desk, "kirigaoka.yaml")
        button = "document.querySelector('[data-cell=\"Ⅰ.1.①\"] button.lines')"
        page.run(f"{button}.click()")
        page.wait("document.querySelector('.source mark') !== null")
        shown = page.run("document.querySelector('.source mark').textContent")
        assert "".join(shown.split()) in "".join(
            Path("docs/kirigaoka.txt").read_text(encoding="utf-8").split()
        )
        assert page.run(f"{button}.getAttribute('aria-expanded')") == "true"
        page.run(f"{button}.click()")
        page.wait("document.querySelector('.source') === null")
        assert not _wrong(page)


@pytest.fixture
def large(tmp_path: Path) -> Iterator[Desk]:
    """A desk on a model of 300 systems and 1,000 flows, of which the picture draws one."""
    overview = Overview(body="みなと市長", procedure="大きな事務", form=FormKind.FULL)
    systems = tuple(System(f"システム{n}", owner="みなと市長") for n in range(300))
    flows = tuple(
        Flow(
            f"システム{n % 300}",
            f"システム{(7 * n + 1) % 300}",
            items=ItemList(("個人番号",)),
            diagram="" if n else "図",
        )
        for n in range(1000)
    )
    folder = tmp_path / "大"
    folder.mkdir()
    save(
        assemble(Draft(overview, systems=systems, flows=flows, diagrams=(Diagram("図"),))),
        folder / "minato.yaml",
    )
    with run_desk(folder, tmp_path / "state") as opened:
        yield opened


@pytest.mark.slow
def test_a_long_table_lays_out_the_rows_that_are_seen_and_no_key_waits_for_it(tab: Tab, large: Desk) -> None:
    with tab.another() as page:
        _visit(page, large)
        assert page.run("document.querySelectorAll('tbody tr').length") == 0, "no table that nobody looks at"
        _choose(page, "table-flows")
        assert page.run("document.querySelectorAll('#table-flows tbody tr').length") == 1000
        unseen = "document.querySelectorAll('#table-flows tbody tr')[900].querySelector('input')"
        assert not page.run(f"{unseen}.checkVisibility({{contentVisibilityAuto: true}})")
        field = _field("flows", 500, "text")
        page.run(f"{field}.scrollIntoView(); {field}.focus()")
        page.wait(f"{field}.checkVisibility({{contentVisibilityAuto: true}})")
        height = "document.querySelector('#table-flows').offsetHeight"
        spent = page.run(
            f"(() => {{ const from = performance.now(); for (let n = 0; n < 20; n += 1) {{"
            f" {field}.setRangeText('あ\\n'); {height}; }} return (performance.now() - from) / 20; }})()"
        )
        whole = page.run(
            "(() => { document.querySelectorAll('#table-flows tbody tr').forEach((row) =>"
            " row.style.setProperty('content-visibility', 'visible'));"
            f" const from = performance.now(); {height}; return performance.now() - from; }})()"
        )
        assert spent < whole / 4, (spent, whole)


@pytest.mark.slow
def test_what_is_unsaved_is_shown_while_a_picture_is_still_drawn(
    page: Tab, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn, draw = threading.Event(), Paper.draw

    def draw_late(paper: Paper) -> dict[str, Any]:
        assert drawn.wait(30)
        return draw(paper)

    monkeypatch.setattr(Paper, "draw", draw_late)
    _fill(page, _cell(NUMBER), "2")
    page.wait("!document.getElementById('save').disabled")
    _fill(page, _cell(NUMBER), "3")
    _save(page)
    assert _file(desk).overview.number == "3"
    drawn.set()
    _settle(page, desk, 2)


def test_one_gets_past_the_form_by_keys(page: Tab) -> None:
    page.run("document.activeElement.blur()")
    page.press("Tab")
    page.press("Tab")
    assert page.run("document.activeElement.textContent") == "図へ"
    page.press("Enter")
    page.press("Tab")
    assert page.run("document.activeElement.closest('section').id") == "picture-part"


def test_a_field_of_a_table_tells_which_row_it_is_in(page: Tab) -> None:
    _choose(page, "table-systems")
    fields = page.list_accessible("運用者")
    owners = [
        field["description"]["value"]
        for field in fields
        if field["name"]["value"] == "運用者"
        and field["role"]["value"] != "columnheader"
        and field.get("description")
    ]
    names = page.run(
        "[...document.querySelectorAll('#table-systems tbody [aria-label=\"名前\"]')].map((field) => field.value)"
    )
    assert owners == names
    assert "columnheader" in [field["role"]["value"] for field in fields], "a table in spite of its layout"


def test_a_place_that_two_wrote_is_called_as_the_page_calls_it(page: Tab, desk: Desk) -> None:
    _fill(page, _cell(NUMBER), "2")
    _settle(page, desk, 1)
    file = desk.room.folder / "minato.yaml"
    file.write_text(file.read_text().replace('number: "1"', 'number: "3"', 1))
    page.wait("document.querySelector('#asks .ask') !== null")
    told = page.run("document.querySelector('#asks .ask').textContent")
    assert told.startswith("評価書番号ここで書いたもの: 2")
    page.click("#asks .ask button:last-of-type")
    page.wait(f"{_cell(NUMBER)}.value === '3' && document.getElementById('save').disabled")


@pytest.mark.slow
def test_work_whose_file_is_gone_goes_into_another_that_can_be_opened(page: Tab, desk: Desk) -> None:
    _fill(page, _cell(NUMBER), "2")
    _settle(page, desk, 1)
    (desk.room.folder / "minato.yaml").unlink()
    page.click("#save")
    page.wait("document.querySelector('#other input') !== null")
    _fill(page, "document.querySelector('#other input')", "つづき")
    page.click("#other button")
    page.wait("document.querySelector('#other a') !== null")
    assert _file(desk, "つづき.yaml").overview.number == "2"
    page.visit(page.run("document.querySelector('#other a').href"))
    page.wait(f"{_cell(NUMBER)}?.value === '2'")
    page.errors.clear()  # that the file was gone is an answer, which a browser calls an error

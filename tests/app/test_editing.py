"""A model file on the desk: what is typed, taken back, saved, met from outside, and found again after a crash."""

from __future__ import annotations

import difflib
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from piaflow.app.desk_answers import draw_pictures
from piaflow.app.documents import read
from piaflow.app.editing import Editing, News, RefusedError, tell_value
from piaflow.app.layouts import LAYOUT, LayoutMemory, find_layouts
from piaflow.domain.assessment import Draft
from piaflow.domain.certainty import Certainty
from piaflow.domain.records import Revision
from piaflow.errors import FileAccessError, PiaflowError
from piaflow.form.entering import is_name, is_typed, tick
from piaflow.form.form import Filled
from piaflow.form.written import write_form
from piaflow.law.forms import BOXED
from piaflow.proposals.projecting import project
from piaflow.store import writing
from piaflow.store.load import load
from piaflow.store.patching import find_edits, find_value, from_tree, put_edits, to_tree
from piaflow.store.save import revise
from tests.cli.calling import MINATO

KIRIGAOKA = Path("docs/kirigaoka.txt")
MODELS = sorted(p for p in Path("models").glob("*/*.yaml") if p.parent.name != "catalogue")
NUMBER, NAME = "表紙.評価書番号", "表紙.評価書名"
OWNER = ("systems", "市町村CS", "owner")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A copy of a model."""
    return Path(shutil.copy(MINATO, tmp_path / "minato.yaml"))


@pytest.fixture
def editing(path: Path, tmp_path: Path) -> Editing:
    """The copy, opened."""
    return Editing.open(path, tmp_path / "state")


@pytest.fixture
def drafted(tmp_path: Path) -> Editing:
    """A model that was read from a published document, opened."""
    read(KIRIGAOKA).save(tmp_path / "kirigaoka.yaml")
    return Editing.open(tmp_path / "kirigaoka.yaml", tmp_path / "state")


def _reopen(editing: Editing) -> Editing:
    return Editing.open(editing.path, editing.journal.place.parents[1])


def _diff(before: str, after: str) -> list[str]:
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), n=0, lineterm="")
    return [line for line in lines if line[:1] in "+-" and line[:3] not in ("---", "+++")]


def _type(editing: Editing, at: str, was: str, now: str, tab: str = "") -> None:
    editing.type_cell(at, Filled(was), Filled(now), tab)


def _text(editing: Editing, at: str) -> str:
    return write_form(editing.model).cell(at).text


@pytest.mark.parametrize("model", MODELS, ids=str)
def test_every_model_is_the_same_after_going_through_its_tree(model: Path) -> None:
    read = load(model)
    tree = to_tree(read)
    again = from_tree(tree)
    assert Draft(**again.sections) == Draft(**read.sections)
    assert not list(find_edits(tree, to_tree(again)))


@pytest.mark.slow
@pytest.mark.parametrize("model", MODELS, ids=str)
def test_a_cell_that_is_typed_into_changes_its_own_lines_of_the_file_alone(
    model: Path, tmp_path: Path
) -> None:
    folder = shutil.copytree(model.parent, tmp_path / "copy")
    opened = Editing.open(folder / model.name, tmp_path / "state")
    before = {file: file.read_text() for file in folder.rglob("*") if file.is_file()}
    _type(opened, NUMBER, _text(opened, NUMBER), "第99号")
    opened.save(opened.version)
    changed = {file: _diff(before[file], file.read_text()) for file in before}
    assert {file.name for file, lines in changed.items() if lines} == {model.name}
    lines = changed[folder / model.name]
    assert all("number" in line for line in lines), lines
    assert len(lines) <= 2
    assert Draft(**load(folder / model.name).sections) == Draft(**opened.model.sections)


@pytest.mark.slow
def test_what_is_typed_into_any_cell_stands_there_and_can_be_cleared_again(editing: Editing) -> None:
    form = write_form(editing.model)
    tried = 0
    for cell in form.cells[::7]:
        if not is_typed(cell) or is_name(cell) or cell.path == "表紙.評価実施機関名":
            continue
        choices = cell.field.boxes
        if choices and cell.field.kind in BOXED:
            now = tick((name, Certainty.NO if n else Certainty.YES) for n, name in enumerate(choices))
        elif cell.field.choices:
            now = Filled(cell.field.choices[-1].removesuffix("()"))
        else:
            now = Filled("令和8年4月1日")
        held = cell.filled
        was = Filled("" if held.derived else held.text, unread=held.unread)
        try:
            editing.type_cell(cell.path, was, now)
        except RefusedError:
            continue  # a field that must agree with what the model says elsewhere
        assert _text(editing, cell.path) == now.text, cell.path
        tried += 1
    assert tried > 20
    while editing.undo():
        pass
    assert Draft(**editing.model.sections) == Draft(**load(MINATO).sections)


def test_typing_on_is_one_step_and_undo_leaves_what_another_tab_typed_since(editing: Editing) -> None:
    for was, now in (("1", "12"), ("12", "123")):
        _type(editing, NUMBER, was, now, "a")
    _type(editing, NAME, _text(editing, NAME), "新しい名", "b")
    assert len(editing.done) == 2
    editing.done.append(editing.done.pop(0))  # the tab that typed first takes its own back
    assert editing.undo()
    assert (_text(editing, NUMBER), _text(editing, NAME)) == ("1", "新しい名")
    assert editing.redo()
    assert _text(editing, NUMBER) == "123"


def test_two_tabs_that_type_into_one_cell_are_both_told(editing: Editing) -> None:
    _type(editing, NUMBER, "1", "2", "a")
    with pytest.raises(RefusedError, match="ほかの画面") as told:
        _type(editing, NUMBER, "1", "3", "b")
    assert told.value.found == "2"
    assert _text(editing, NUMBER) == "2"


def test_what_makes_no_model_is_refused_with_its_reason_and_changes_nothing(editing: Editing) -> None:
    before = editing.tree
    commands: list[Callable[[], None]] = [
        lambda: editing.set_value(OWNER, find_value(editing.tree, OWNER), "だれも知らない者"),
        lambda: editing.remove(("systems", "市町村CS")),
        lambda: editing.add(("flows", "\0"), {"from": "住民", "to": "ない所"}),
        lambda: _type(editing, NUMBER, "1", "向き\u202e"),
        lambda: editing.set_value(("zones", "市庁舎", "parent"), "みなと市", "市庁舎"),
    ]
    for command in commands:
        with pytest.raises(RefusedError) as told:
            command()
        assert told.value.why
    assert (editing.tree, editing.revision, editing.is_dirty) == (before, 0, False)


def test_a_system_that_is_called_otherwise_keeps_its_line_its_comments_and_all_that_names_it(
    editing: Editing,
) -> None:
    before = editing.path.read_text()
    editing.rename(("systems", "既存住基システム"), "新住基システム")
    editing.save(editing.version)
    lines = _diff(before, editing.path.read_text())
    assert "-  既存住基システム:" in lines
    assert "+  新住基システム:" in lines
    assert len(lines) <= 4
    read = load(editing.path)
    assert read.node("既存住基システム").name == "新住基システム"
    with pytest.raises(RefusedError, match="もうあります"):
        editing.rename(("systems", "新住基システム"), "市町村CS")


@pytest.mark.parametrize("name", ["既存住基システム", "都道府県サーバー", "仮の系"])
def test_another_name_of_a_system_leaves_the_names_of_all_others(editing: Editing, name: str) -> None:
    editing.add(("systems", "仮の系"), {"owner": "みなと市長"})
    before = {system.name: {*system.aliases} for system in editing.model.systems}
    editing.rename(("systems", name), "新しい名")
    after = {system.name: {*system.aliases} for system in editing.model.systems}
    assert after.pop("新しい名") - {name} == before.pop(name)
    assert after == before
    if name == "仮の系":
        assert editing.model.find(name) is None, "nothing calls it so any more"


def test_a_new_flow_brings_the_step_that_its_picture_lacks(editing: Editing) -> None:
    name = editing.model.diagrams[0].name
    row = {"from": "住民", "to": "市町村CS", "diagram": name, "step": "⑳", "text": "試み"}
    editing.add(("flows", "\0"), row)
    assert "⑳" in [step.number for step in editing.model.diagrams[0].steps]
    editing.undo()
    assert not editing.is_dirty


def test_the_first_picture_is_named_by_a_flow_and_a_second_one_is_not(drafted: Editing) -> None:
    assert not drafted.model.diagrams
    drafted.type_value((*_first_flow(drafted), "diagram"), "", "医療の流れ", tell_value)
    row = {"from": "町民課", "to": "こども医療システム", "diagram": "医療の流れ", "step": "①"}
    drafted.add(("flows", "\0"), row)
    (picture,) = drafted.model.diagrams
    assert (picture.name, [step.number for step in picture.steps]) == ("医療の流れ", ["①"])
    with pytest.raises(RefusedError, match="ありません"):
        drafted.add(("flows", "\0"), {**row, "diagram": "医療の流"})
    drafted.save(drafted.version)
    assert load(drafted.path).diagrams == drafted.model.diagrams
    drafted = _reopen(drafted)
    drafted.type_value((*_first_flow(drafted), "step"), "", "②", tell_value)
    assert [step.number for step in drafted.model.diagrams[0].steps] == ["①", "②"]


def _first_flow(editing: Editing) -> tuple[str, str]:
    return "flows", next(iter(editing.tree["flows"]))


def test_a_contractor_that_is_called_otherwise_is_so_where_the_form_prints_it(drafted: Editing) -> None:
    drafted.rename(("parties", "霧ヶ丘情報株式会社"), "株式会社霧ヶ丘情報")
    drafted.save(drafted.version)
    form = project(load(drafted.path))
    assert form.cell("Ⅱ.ファイル1.4.委託事項1.③").text == "株式会社霧ヶ丘情報"
    drafted.undo()
    assert project(drafted.model).cell("Ⅱ.ファイル1.4.委託事項1.③").text == "霧ヶ丘情報株式会社"


def test_saving_wants_the_file_that_the_page_was_made_on(editing: Editing) -> None:
    _type(editing, NUMBER, "1", "2")
    with pytest.raises(RefusedError):
        editing.save("another")
    editing.path.write_text(editing.path.read_text() + "# ほかの人\n")
    with pytest.raises(RefusedError):
        editing.save(editing.version)
    assert "# ほかの人" in editing.path.read_text()
    assert editing.look() is News.MERGED
    editing.save(editing.version)
    text = editing.path.read_text()
    assert "# ほかの人" in text
    assert load(editing.path).overview.number == "2"


def test_a_clean_page_takes_what_is_written_outside(editing: Editing) -> None:
    assert editing.look() is News.NONE
    editing.path.write_text(editing.path.read_text().replace('number: "1"\n  title', 'number: "7"\n  title'))
    assert editing.look() is News.TAKEN
    assert (_text(editing, NUMBER), editing.is_dirty) == ("7", False)
    os.utime(editing.path, (1, 1))  # a time is no change
    assert editing.look() is News.NONE


def test_what_is_written_outside_at_another_address_is_merged_as_one_step(editing: Editing) -> None:
    _type(editing, NUMBER, "1", "2")
    editing.add(("flows", "\0"), {"from": "住民", "to": "市町村CS"})
    text = editing.path.read_text().replace("department_head: 市民課長", "department_head: 住民課長")
    editing.path.write_text(text.replace("flows:\n", "flows:\n  - {from: 市町村CS, to: 住民}\n"))
    assert editing.look() is News.MERGED
    assert editing.model.overview.department_head == "住民課長"
    assert _text(editing, NUMBER) == "2"
    ends = [(flow.source, flow.target) for flow in editing.model.flows]
    assert ("市町村CS", "住民") in ends
    assert ("住民", "市町村CS") in ends


@pytest.mark.parametrize(("mine", "stands"), [(True, "2"), (False, "9")])
def test_one_cell_that_was_written_on_both_sides_is_shown_and_a_person_chooses(
    editing: Editing, *, mine: bool, stands: str
) -> None:
    _type(editing, NUMBER, "1", "2")
    editing.path.write_text(editing.path.read_text().replace('number: "1"\n  title', 'number: "9"\n  title'))
    assert editing.look() is News.CLASHES
    (clash,) = editing.clashes
    assert (clash.base, clash.mine, clash.theirs) == ("1", "2", "9")
    with pytest.raises(RefusedError):
        editing.save(editing.version)
    editing.choose(clash.path, mine=mine)
    assert _text(editing, NUMBER) == stands
    if mine:
        editing.save(editing.version)
    assert load(editing.path).overview.number == stands


@pytest.mark.parametrize("what", ["assessment: [", "", "\udcff"])
def test_a_file_that_became_unreadable_takes_no_work_away(editing: Editing, what: str) -> None:
    _type(editing, NUMBER, "1", "2")
    raw = what.encode("utf-8", "surrogateescape")
    editing.path.write_bytes(raw)
    assert editing.look() is News.BROKEN
    with pytest.raises(RefusedError):
        editing.save(editing.version)
    assert editing.path.read_bytes() == raw
    other = editing.path.with_name("other.yaml")
    editing.save_as(other)
    assert load(other).overview.number == "2"
    with pytest.raises(FileAccessError):
        editing.save_as(other)


def test_a_file_that_is_gone_takes_no_work_away(editing: Editing) -> None:
    _type(editing, NUMBER, "1", "2")
    editing.path.unlink()
    assert editing.look() is News.GONE
    with pytest.raises(RefusedError):
        editing.save(editing.version)
    assert _text(editing, NUMBER) == "2"


def test_unsaved_work_is_offered_after_a_crash_and_never_put_in_by_itself(editing: Editing) -> None:
    before = editing.path.read_bytes()
    _type(editing, NUMBER, "1", "2")
    assert editing.path.read_bytes() == before
    again = _reopen(editing)
    assert (_text(again, NUMBER), len(again.kept)) == ("1", 1)
    assert again.take_kept() == 0
    assert _text(again, NUMBER) == "2"
    again.save(again.version)
    assert not _reopen(again).kept


def test_kept_work_meets_a_file_that_was_written_meanwhile(editing: Editing) -> None:
    _type(editing, NUMBER, "1", "2")
    editing.path.write_text(editing.path.read_text().replace('number: "1"\n  title', 'number: "9"\n  title'))
    again = _reopen(editing)
    assert again.take_kept() == 1
    assert again.clashes[0].mine == "2"


@pytest.mark.parametrize(
    "told", ["", "{", "[]", '{"kind": "piaflow journal 9", "edits": []}', '{"edits": 1}']
)
def test_a_journal_that_nobody_can_read_is_no_journal(editing: Editing, told: str) -> None:
    editing.journal.place.parent.mkdir(parents=True, exist_ok=True)
    editing.journal.place.write_text(told)
    assert not _reopen(editing).kept


_CHILD = """
import os, signal, sys
from pathlib import Path
from piaflow.app.editing import Editing
from piaflow.form.form import Filled
from piaflow.store import writing

at, path, state = sys.argv[1:]
def die(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)
editing = Editing.open(Path(path), Path(state))
editing.type_cell("表紙.評価書番号", Filled("1"), Filled("2"))
if at == "before":
    writing._find_target = die
elif at == "fsync":
    os.fsync = die
elif at == "replace":
    writing._replace = die
else:
    whole = writing._replace
    writing._replace = lambda *told: (whole(*told), die())
editing.save(editing.version)
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="a process is killed by a signal")
@pytest.mark.parametrize("at", ["before", "fsync", "replace", "after"])
def test_a_process_that_is_killed_in_mid_save_leaves_the_old_file_or_the_new_one(
    path: Path, tmp_path: Path, at: str
) -> None:
    before = path.read_text()
    words = [sys.executable, "-c", _CHILD, at, str(path), str(tmp_path / "state")]
    ended = subprocess.run(words, check=False, capture_output=True)
    assert ended.returncode == -signal.SIGKILL, ended.stderr.decode()
    text = path.read_text()
    assert text == before if at != "after" else _diff(before, text) == ['-  number: "1"', "+  number: '2'"]
    again = Editing.open(path, tmp_path / "state")
    assert len(again.kept) == 1, "what was typed is offered"
    again.take_kept()
    assert _text(again, NUMBER) == "2"
    again.save(again.version)
    assert load(path).overview.number == "2"


def test_windows_lets_a_held_file_be_replaced_a_moment_later(
    editing: Editing, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Any] = []
    plain = Path.replace

    def replace(self: Path, target: Path) -> Path:
        if target == editing.path.resolve() and len(asked) < 3:
            asked.append(target)
            error = PermissionError(13, "held")
            error.winerror = 32  # type: ignore[attr-defined]
            raise error
        return plain(self, target)

    monkeypatch.setattr(Path, "replace", replace)
    monkeypatch.setattr(writing, "_PAUSES", (0.0,) * 6)
    _type(editing, NUMBER, "1", "2")
    editing.save(editing.version)
    assert load(editing.path).overview.number == "2"


def test_a_file_that_stays_held_is_said_and_the_work_stays(
    editing: Editing, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = editing.path.read_bytes()

    def refuse(*_: object) -> None:
        raise PermissionError(13, "held")

    monkeypatch.setattr(writing, "_replace", refuse)
    _type(editing, NUMBER, "1", "2")
    with pytest.raises(FileAccessError):
        editing.save(editing.version)
    assert editing.path.read_bytes() == before
    assert (editing.is_dirty, _text(editing, NUMBER)) == (True, "2")
    assert [one.name for one in editing.path.parent.iterdir() if one.suffix == ".tmp"] == []


def test_a_box_that_a_person_placed_stays_there_undone_saved_and_called_otherwise(editing: Editing) -> None:
    name = editing.model.diagrams[0].name
    editing.place_boxes(name, {"既存住基システム": (0, 0), "住民": (1, 0)})
    assert editing.undo()
    assert not editing.is_dirty
    editing.redo()
    editing.rename(("systems", "既存住基システム"), "新住基システム")
    assert find_value(editing.tree, (LAYOUT, name, "新住基システム")) == [0, 0]
    before = editing.path.read_text()
    editing.save(editing.version)
    assert "layout" not in "\n".join(_diff(before, editing.path.read_text()))
    again = _reopen(editing)
    cells = {box: tuple(cell) for box, cell in again.tree[LAYOUT][name].items()}
    assert (cells["住民"][0] - cells["新住基システム"][0], cells["住民"][1] - cells["新住基システム"][1]) == (
        1,
        0,
    )
    again.free_boxes(name)
    again.save(again.version)
    assert not find_layouts(again.path, again.model)[0].path.exists()


def test_a_layout_file_that_nobody_can_read_is_kept_and_said(path: Path, tmp_path: Path) -> None:
    editing = Editing.open(path, tmp_path / "state")
    layout = find_layouts(path, editing.model)[0].path
    layout.write_text(json.dumps({"generator": "piaflow layout of another age"}))
    with pytest.raises(FileAccessError, match="配置のファイル"):
        Editing.open(path, tmp_path / "state")
    assert "another age" in layout.read_text()


def test_edits_that_meet_a_tree_are_put_in_or_told() -> None:
    base = {"a": {"x": "1", "y": "2"}, "b": {"z": "3"}}
    mine = {"a": {"x": "9", "y": "2"}, "c": {"n": "5"}}
    edits = list(find_edits(base, mine))
    assert put_edits(base, edits) == (mine, ())
    assert put_edits(mine, edits) == (mine, ()), "what says so already fits"
    merged, misfits = put_edits({"a": {"x": "1", "y": "8"}, "b": {"z": "4"}}, edits)
    assert merged == {"a": {"x": "9", "y": "8"}, "b": {"z": "4"}, "c": {"n": "5"}}
    assert [(m.edit.path, m.found) for m in misfits] == [(("b",), {"z": "4"})]
    back, _ = put_edits(mine, [edit.inverse for edit in edits])
    assert list(back) == list(base)
    assert back == base


def test_a_flow_that_has_a_twin_keeps_its_address_while_one_types(editing: Editing) -> None:
    for text in ("一", "二"):
        editing.add(("flows", "\0"), {"from": "住民", "to": "市町村CS", "text": text})
    key = next(key for key, row in editing.tree["flows"].items() if row.get("text") == "二")
    for was, now in (("二", "二つ"), ("二つ", "二つめ")):
        editing.type_value(("flows", key, "text"), was, now, tell_value)
    assert "二つめ" in [flow.text for flow in editing.model.flows]


def test_a_row_that_follows_from_a_comparison_is_a_persons_once_confirmed_or_written(
    editing: Editing,
) -> None:
    own = editing.model.revisions
    told = (
        Revision("Ⅰ.7.①", after="甲", inferred="違いから"),
        Revision("Ⅰ.7.②", after="乙", inferred="違いから"),
    )
    third = Revision("Ⅰ.8.①", after="丙", inferred="違いから")
    editing.put_rows((*own, *told, third))
    first, second, last = list(editing.tree["revisions"])[-3:]
    editing.type_value(("revisions", first, "date"), "", "2026-12-01", tell_value)
    assert editing.model.revisions[-3].inferred == "違いから", "a day says nothing of the words"
    editing.confirm_rows([first])
    editing.type_value(("revisions", second, "after"), "乙", "丁", tell_value)
    form = project(editing.model)
    cell = next(c for c in form.cells if c.address.number == last and c.path.endswith("変更後の記載"))
    editing.type_cell(cell.path, cell.filled, Filled("戊"))
    assert [row.inferred for row in editing.model.revisions[-3:]] == ["", "", ""]
    assert [row.after for row in editing.model.revisions[-3:]] == ["甲", "丁", "戊"]
    editing.undo()
    assert editing.model.revisions[-1] == third


HEAD, DEPARTMENT = "Ⅰ.7.②", "Ⅰ.7.①"


def _proposed(editing: Editing) -> list[tuple[str, str, str]]:
    return [(row.date, row.before, row.after) for row in editing.model.revisions if row.inferred]


def _date(editing: Editing, day: str) -> None:
    """Put a day into the last row."""
    key = list(editing.tree["revisions"])[-1]
    editing.type_value(("revisions", key, "date"), "", day, tell_value)


def test_a_row_that_nobody_confirmed_does_not_outlive_its_difference(editing: Editing) -> None:
    was = _text(editing, HEAD)
    _type(editing, HEAD, was, "窓口課長")
    assert editing.propose_rows(editing.base, "保存したもの").added
    _date(editing, "2026-12-01")
    assert _proposed(editing) == [("2026-12-01", was, "窓口課長")]
    _type(editing, HEAD, "窓口課長", "窓口部長")
    assert _proposed(editing) == [("2026-12-01", was, "窓口部長")], "it says what is so now"
    editing.save(editing.version)
    _type(editing, HEAD, "窓口部長", was, tab="another")
    assert _proposed(editing) == [], "what it was taken from is as before, whatever was saved since"
    editing.undo()
    assert _proposed(editing) == [("2026-12-01", was, "窓口部長")]
    editing.redo()
    _type(editing, HEAD, was, f"{was}補佐")
    assert _proposed(editing) == [("2026-12-01", was, f"{was}補佐")], "nor is the day lost on the way"


def test_only_asking_makes_rows_and_what_a_person_says_of_them_stands(editing: Editing) -> None:
    was, own = _text(editing, HEAD), len(editing.model.revisions)
    _type(editing, HEAD, was, "窓口課長")
    assert _proposed(editing) == []
    editing.propose_rows(editing.base, "保存したもの")
    _type(editing, DEPARTMENT, _text(editing, DEPARTMENT), "窓口課")
    assert [after for _, _, after in _proposed(editing)] == ["窓口課長"]
    key = list(editing.tree["revisions"])[-1]
    editing.remove(("revisions", key))
    _type(editing, HEAD, "窓口課長", "窓口部長")
    assert _proposed(editing) == [], "a person took it away"
    editing.propose_rows(editing.base, "保存したもの")
    assert len(_proposed(editing)) == 2
    editing.confirm_rows(list(editing.tree["revisions"])[-2:])
    _type(editing, HEAD, "窓口部長", was)
    assert len(editing.model.revisions) == own + 2, (
        "what a person confirmed a rule may mark, and nobody takes it away"
    )


def _place_all(editing: Editing, **moved: tuple[int, int]) -> str:
    """Place every box of the first picture, as the page does."""
    name = editing.model.diagrams[0].name
    drawn = draw_pictures(editing.snapshot(), {}, LayoutMemory(editing.path.parent / "memory"))[name]
    editing.place_boxes(name, {**drawn.cells, **moved})
    return name


@pytest.mark.parametrize("what", ["type", "look", "save"])
def test_kept_work_that_nobody_decided_on_yet_outlives_another_crash(editing: Editing, what: str) -> None:
    _type(editing, NUMBER, "1", "2")
    again = _reopen(editing)
    if what == "look":
        again.path.write_text(again.path.read_text() + "# ほかで書いた\n")
        assert again.look() is News.TAKEN
    else:
        _type(again, NAME, _text(again, NAME), "今度の名")
        if what == "save":
            again.save(again.version)
    third = _reopen(again)
    assert ("assessment", "number") in [edit.path for edit in third.kept]
    assert third.take_kept() == 0
    assert _text(third, NUMBER) == "2"
    assert (_text(third, NAME) == "今度の名") == (what != "look")


def test_kept_work_that_was_written_again_otherwise_is_shown_beside_it(editing: Editing) -> None:
    _type(editing, NUMBER, "1", "2")
    again = _reopen(editing)
    _type(again, NUMBER, "1", "3")
    third = _reopen(again)
    assert third.take_kept() == 1
    assert {_text(third, NUMBER), third.clashes[0].mine} == {"2", "3"}


def test_what_was_chosen_stands_whatever_was_taken_back_before(editing: Editing) -> None:
    _type(editing, NUMBER, "1", "2")
    text = editing.path.read_text()
    editing.path.write_text(text.replace('number: "1"', 'number: "3"', 1))
    assert editing.look() is News.CLASHES
    assert editing.undo()
    editing.choose(("assessment", "number"), mine=False)
    assert (_text(editing, NUMBER), editing.is_dirty) == ("3", False)


def test_boxes_that_were_placed_in_another_window_are_met_and_never_written_over_unseen(
    editing: Editing,
) -> None:
    name = _place_all(editing)
    editing.save(editing.version)
    other = _reopen(editing)
    free = max(column for column, _ in other.tree[LAYOUT][name].values()) + 1
    _place_all(other, 住民=(free, 0))
    other.save(other.version)
    assert editing.look() is News.TAKEN
    assert editing.tree == other.tree
    _place_all(editing, 窓口端末=(free, 0))
    _place_all(other, 住民=(free + 1, 1))
    other.save(other.version)
    with pytest.raises(RefusedError, match="ほかで書き換え"):
        editing.save(editing.version)
    assert editing.look() in (News.MERGED, News.CLASHES)
    for clash in [*editing.clashes]:
        editing.choose(clash.path, mine=False)
    assert editing.tree[LAYOUT][name]["住民"] == other.tree[LAYOUT][name]["住民"]


def test_saving_takes_no_step_of_undo_away(editing: Editing) -> None:
    """A layout is kept on the cells that are used: a box far from the others stands nearer when it is read again."""
    before = editing.tree
    _type(editing, NUMBER, "1", "2")
    _place_all(editing, 住民=(9, 9))
    editing.save(editing.version)
    assert editing.undo()
    assert editing.undo()
    assert (_text(editing, NUMBER), editing.tree.get(LAYOUT), editing.undo()) == ("1", None, False)
    assert editing.tree == before


def test_a_picture_that_was_called_otherwise_outside_takes_no_step_of_undo_away(editing: Editing) -> None:
    before = editing.tree
    name = _place_all(editing)
    _place_all(editing, 住民=(9, 9))
    editing.path.write_text(editing.path.read_text().replace(name, "住民票の図"))
    assert editing.look() is News.MERGED
    while editing.undo():
        pass
    assert editing.tree == before


def test_a_box_whose_node_was_called_otherwise_outside_keeps_its_place(editing: Editing) -> None:
    name = _place_all(editing, 住民=(9, 9))
    editing.save(editing.version)
    place = editing.tree[LAYOUT][name]["住民"]
    other = _reopen(editing)
    other.rename(("parties", "住民"), "町民")
    text = _save_elsewhere(other)
    editing.path.write_text(text)
    assert editing.look() is News.TAKEN
    assert editing.tree[LAYOUT][name]["町民"] == place


def _save_elsewhere(editing: Editing) -> str:
    """The text that another program would save, without the places of boxes."""
    revise(editing.model, editing.path)
    return editing.path.read_text()


def test_a_layout_that_cannot_be_written_leaves_the_model_file_as_it_was(editing: Editing) -> None:
    before = editing.path.read_text()
    _type(editing, NUMBER, "1", "2")
    _place_all(editing)
    place = find_layouts(editing.path, editing.model)[0].path
    place.mkdir()
    with pytest.raises(PiaflowError):
        editing.save(editing.version)
    assert editing.path.read_text() == before
    place.rmdir()
    editing.look()
    editing.save(editing.version)
    assert (place.is_file(), editing.is_dirty) == (True, False)


@pytest.mark.slow
def test_what_nobody_could_read_again_is_not_written(editing: Editing) -> None:
    before = editing.path.read_text()
    _type(editing, NAME, _text(editing, NAME), "長" * 3_000_000)
    with pytest.raises(FileAccessError, match="大きすぎます"):
        editing.save(editing.version)
    assert editing.path.read_text() == before
    assert (editing.look(), editing.is_dirty) == (News.NONE, True)


@pytest.mark.parametrize("is_gone", [True, False], ids=["gone", "there"])
def test_saving_under_another_name_keeps_comments_and_the_places_of_boxes(
    editing: Editing, *, is_gone: bool
) -> None:
    editing.path.write_text("# わたしの覚え\n" + editing.path.read_text())
    editing.look()
    _type(editing, NUMBER, "1", "2")
    _place_all(editing)
    if is_gone:
        editing.path.unlink()
    other = editing.path.with_name("ほか.yaml")
    editing.save_as(other)
    opened = Editing.open(other, editing.path.parent / "state")
    assert other.read_text().startswith("# わたしの覚え\n")
    assert opened.tree == editing.tree

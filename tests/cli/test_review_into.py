"""`piaflow review BEFORE AFTER --into MODEL`: what changed as rows of 変更箇所, in the model and wherever that is printed."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from piaflow.domain.choices import Timing
from piaflow.store.load import load
from tests.cli.calling import MINATO, call, refused
from tests.cli.test_impact import git
from tests.cli.test_impact_git import commit

OLD = "departments: [市民課]\n  department_head: 市民課長"
NEW = "departments: [窓口課]  # 組織が変わった\n  department_head: 窓口課長"
ITEMS = ["Ⅰ.7.① 評価実施機関における担当部署／部署", "Ⅰ.7.② 所属長の役職名"]
ROWS = 2


@pytest.fixture
def model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The model of this year, beside that of last year."""
    monkeypatch.chdir(tmp_path)
    shutil.copy(MINATO, "last.yaml")
    text = Path(MINATO).read_text(encoding="utf-8")
    Path("this.yaml").write_text(text.replace(OLD, NEW), encoding="utf-8")
    return Path("this.yaml")


def into(model: Path, *words: str) -> str:
    result = call("review", "last.yaml", "this.yaml", "--into", model, *words)
    assert (result.exit_code, result.stderr) == (0, ""), result.output
    return result.stdout


def test_rows_stand_behind_those_of_the_model_and_all_else_of_the_file_stays(model: Path) -> None:
    was = model.read_text(encoding="utf-8")
    told = into(model)
    assert "足した行 2" in told
    assert "窓口課" in told
    now = model.read_text(encoding="utf-8")
    lines = was.splitlines()
    added = [line for line in now.splitlines() if line not in lines]
    assert len(added) == ROWS
    assert [line for line in now.splitlines() if line not in added] == lines
    rows = load(model).revisions
    assert [row.item for row in rows[-ROWS:]] == ITEMS
    assert {(row.date, row.inferred) for row in rows[-ROWS:]} == {("", "前の版（last.yaml）との違いから")}
    assert (rows[-1].before, rows[-1].after, rows[-1].timing) == ("市民課長", "窓口課長", Timing.AFTER)


def test_twice_is_once(model: Path) -> None:
    into(model)
    once = model.read_bytes()
    assert "足した行 0、書き直した行 0、消した行 0" in into(model)
    assert model.read_bytes() == once


def test_a_day_that_is_given_is_that_of_the_rows_that_have_none(model: Path) -> None:
    into(model)
    assert "書き直した行 2" in into(model, "--date", "2026-12-01")
    assert {row.date for row in load(model).revisions[-ROWS:]} == {"2026-12-01"}
    assert "書き直した行 0" in into(model, "--date", "2027-01-01")


def test_todo_tells_each_row_until_it_is_confirmed(model: Path) -> None:
    into(model)
    todos = json.loads(call("todo", model, "--format", "json").stdout)
    told = json.dumps(todos, ensure_ascii=False)
    assert told.count("前の版（last.yaml）との違いから") == ROWS
    text = model.read_text(encoding="utf-8")
    model.write_text(text.replace(", inferred: 前の版（last.yaml）との違いから", ""), encoding="utf-8")
    assert load(model).revisions[-1].inferred == ""
    assert "との違いから" not in call("todo", model, "--format", "json").stdout
    assert "足した行 0、書き直した行 0、消した行 0" in into(model)


def test_the_rows_stand_in_the_form_and_are_marked_there(model: Path) -> None:
    into(model)
    assert call("form", model, "-o", "form.json").exit_code == 0
    cells = json.loads(Path("form.json").read_text(encoding="utf-8"))["cells"]
    told = {cell["path"]: cell for cell in cells}
    assert told["別添3.変更4.変更後の記載"]["text"] == "窓口課長"
    assert told["別添3.変更4.変更後の記載"]["origin"] == "導出"
    assert told["別添3.変更4.変更日"]["text"] == ""


def test_the_rules_find_nothing_wrong_with_the_rows_but_that_their_day_is_not_told(model: Path) -> None:
    before = find_messages(model)
    into(model, "--date", "2026-04-01")
    assert find_messages(model) == before


def find_messages(model: Path) -> set[str]:
    return {finding["message"] for finding in json.loads(call("check", model, "--format", "json").stdout)}


def test_rows_of_a_list_beside_the_model_are_written_there(model: Path) -> None:
    text = model.read_text(encoding="utf-8")
    begin, end = text.index("revisions:"), text.index("statements:")
    model.write_text(f"{text[:begin]}revisions: rows.csv\n\n{text[end:]}", encoding="utf-8")
    Path("rows.csv").write_text(
        "項目,変更日\nⅡ.ファイル1.4.委託事項2,2025-10-01\nⅠ.7.①,2026-04-01\n".replace(
            "項目,変更日", "item,date"
        ),
        encoding="utf-8",
    )
    into(model)
    assert [row.item for row in load(model).revisions[-ROWS:]] == ITEMS
    assert {row.inferred for row in load(model).revisions[-ROWS:]} == {"前の版（last.yaml）との違いから"}


def test_since_a_revision_of_git(model: Path) -> None:
    git(Path(), "init", "-q")
    shutil.copy("last.yaml", model)
    commit(Path())
    model.write_text(Path(MINATO).read_text(encoding="utf-8").replace(OLD, NEW), encoding="utf-8")
    assert call("review", "--git", "HEAD", model, "--into", model).exit_code == 0
    assert [row.item for row in load(model).revisions[-ROWS:]] == ITEMS


def test_what_cannot_be_is_refused_and_nothing_is_written(model: Path) -> None:
    was = model.read_bytes()
    Path("other.yaml").write_text(
        "assessment: {body: 別の町長, procedure: 別の事務, form: 全項目評価書}\n", encoding="utf-8"
    )
    Path("change.yaml").write_text("base: this.yaml\n", encoding="utf-8")
    for target, word in (
        ("other.yaml", "比べた評価書"),
        ("change.yaml", "変更ファイル"),
        ("none.yaml", "none.yaml"),
    ):
        (line,) = refused("review", "last.yaml", model, "--into", target)
        assert word in line
    (*_, line) = refused("review", "last.yaml", model, "--date", "2026-12-01")
    assert "--into" in line
    for folder in ("then", "now"):
        Path(folder).mkdir()
        for name in ("a.yaml", "b.yaml"):
            text = (Path("last.yaml") if folder == "then" else model).read_text(encoding="utf-8")
            Path(folder, name).write_text(
                text.replace("procedure: 住民", f"procedure: {name[0]}住民"), encoding="utf-8"
            )
    (*_, line) = refused("review", "then", "now", "--into", model)
    assert "1つのモデル" in line
    assert model.read_bytes() == was


@pytest.mark.parametrize("output", ["last.yaml", "this.yaml"])
def test_a_report_never_takes_the_place_of_a_model_and_then_no_row_is_written(
    model: Path, output: str
) -> None:
    before = {file: file.read_bytes() for file in Path().iterdir()}
    (line,) = refused("review", "last.yaml", "this.yaml", "--into", model, "--format", "json", "-o", output)
    assert "上書きしません" in line
    assert {file: file.read_bytes() for file in Path().iterdir()} == before


def test_a_model_that_is_not_there_is_told_before_the_report_is_written(model: Path) -> None:
    (line,) = refused("review", "last.yaml", model, "--into", "gone.yaml", "-o", "report.md")
    assert line == "gone.yaml: ファイルがありません"
    assert not Path("report.md").exists()


def test_a_model_that_is_misspelt_is_told_with_the_nearest_name(model: Path) -> None:
    (line,) = refused("review", "last.yaml", model, "--into", "lasst.yaml", "-o", "report.md")
    assert line == "lasst.yaml: ファイルがありません（もしかして: last.yaml）"
    assert not Path("report.md").exists()

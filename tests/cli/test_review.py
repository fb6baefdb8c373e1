"""`piaflow review`: two revisions of a set, at two places or at a git revision, in every format."""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path
from random import Random
from typing import Any

import openpyxl
import pytest
from attrs import evolve

from piaflow.domain.choices import FormKind
from piaflow.form.form import Filled
from piaflow.law.forms import FieldKind
from tests.cli.calling import KONBINI, MINATO, call, refused
from tests.cli.test_impact import git
from tests.cli.test_impact_git import BROKEN, commit, model
from tests.permuting import permute
from tests.review.test_change_table import form as change_form
from tests.source.printing import print_form, to_html, to_xlsx
from tests.source.random_forms import make_form, seed_random

COLUMNS = ("変更日", "項目", "変更前の記載", "変更後の記載", "提出時期", "提出時期に係る説明")
SAME = {"compared": 2, "models": []}


@pytest.fixture
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    """Two models and a change file, and the same again."""
    before, after = tmp_path / "then", tmp_path / "now"
    for below, text in (
        ("a/juki.yaml", model("住基", "端末", "台帳")),
        ("a/zei.yaml", model("住民税", "端末", "台帳")),
        ("a/changes/later.yaml", "base: ../juki.yaml\nadd: {systems: {新: {}}}\n"),
    ):
        (before / below).parent.mkdir(parents=True, exist_ok=True)
        (before / below).write_text(text, encoding="utf-8")
    shutil.copytree(before, after)
    monkeypatch.chdir(tmp_path)
    return before, after


def told(*words: str | Path) -> dict[str, Any]:
    result = call("review", *words, "--format", "json")
    assert (result.exit_code, result.stderr) == (0, ""), result.output
    answer: dict[str, Any] = json.loads(result.stdout)
    return answer


def states(*words: str | Path) -> list[tuple[str, str, str]]:
    return [(one["state"], one["file_before"], one["file"]) for one in told(*words)["models"]]


@pytest.mark.parametrize("fmt", ["text", "json", "markdown", "html"])
def test_where_nothing_changed_the_answer_is_empty_and_the_same_bytes(
    fmt: str, folders: tuple[Path, Path]
) -> None:
    assert told(*folders) == SAME
    first = call("review", *folders, "--format", fmt).stdout
    for file in folders[1].rglob("[jz]*.yaml"):
        shuffled = permute(file.read_text(encoding="utf-8"), Random(1))  # noqa: S311 - no secret
        file.write_text(f"# 並べ替えた\n{shuffled}", encoding="utf-8")
    assert told(*folders) == SAME
    assert call("review", *folders, "--format", fmt).stdout == first


def test_models_that_came_went_moved_and_changed_are_results(folders: tuple[Path, Path]) -> None:
    _, after = folders
    (after / "a" / "juki.yaml").write_text(model("住基", "端末", "新台帳"), encoding="utf-8")
    (after / "a" / "zei.yaml").rename(after / "jumin-zei.yaml")
    (after / "nenkin.yaml").write_text(model("年金", "端末", "台帳") + BROKEN, encoding="utf-8")
    shutil.copy(folders[0] / "a" / "zei.yaml", folders[0] / "kokuho.yaml")
    (folders[0] / "kokuho.yaml").write_text(model("国保"), encoding="utf-8")
    assert states("then", "now") == [
        ("kept", "then/a/juki.yaml", "now/a/juki.yaml"),
        ("renamed", "then/a/zei.yaml", "now/jumin-zei.yaml"),
        ("added", "", "now/nenkin.yaml"),
        ("removed", "then/kokuho.yaml", ""),
    ]
    changed, _, come, gone = told("then", "now")["models"]
    assert {d["name"] for d in changed["added"]} == {"新台帳"}
    assert [found["rule"] for found in come["findings"]["new"]] == ["contract-broken"]
    assert (come["timing"], gone["timing"]) == ("事前", "不明")
    for fmt in ("text", "markdown", "html"):
        text = call("review", "then", "now", "--format", fmt).stdout
        assert all(
            word in text for word in ("足されたモデル", "なくなったモデル", "ファイルの名が変わったモデル")
        )


def test_who_is_asked_follows_from_the_kind_of_body(folders: tuple[Path, Path]) -> None:
    _, after = folders
    (after / "a" / "x.yaml").write_text(model("年金"), encoding="utf-8")
    (after / "a" / "y.yaml").write_text(model("年金", body="厚生労働大臣"), encoding="utf-8")
    town, ministry = told(*folders)["models"]
    assert [one["kind"] for one in town["asked"]] == ["意見聴取", "第三者点検"]
    assert [one["kind"] for one in ministry["asked"]] == ["意見聴取", "委員会の承認"]


def test_a_model_that_was_broken_then_is_told_and_stops_no_other(folders: tuple[Path, Path]) -> None:
    before, after = folders
    (before / "a" / "zei.yaml").write_text("flows: 何か\n", encoding="utf-8")
    (after / "a" / "juki.yaml").write_text(model("住基", "端末"), encoding="utf-8")
    assert [state for state, _, _ in states(*folders)] == ["kept", "unreadable"]
    (after / "a" / "juki.yaml").write_text("flows: 何か\n", encoding="utf-8")
    assert any("juki.yaml" in line for line in refused("review", *folders))


def test_two_models_are_one_pair_whatever_they_are_called() -> None:
    (one,) = told(MINATO, KONBINI)["models"]
    assert (one["state"], one["timing"]) == ("kept", "事前")
    assert one["by_documents"] is False
    agenda = {item["path"]: item for item in one["agenda"]}
    why = agenda["Ⅲ.ファイル1.2.リスク2"]["why"]
    assert why == [
        {"said": "特定個人情報を入手する新しい経路", "by": ["(１)住民基本台帳ファイル ⑦ 住民→キオスク端末"]}
    ]
    assert {path for path in agenda if agenda[path]["timing"] != "事前"} == {"表紙.公表日"}


def test_a_comment_holds_the_picture_of_the_change_and_no_more_than_a_comment_may() -> None:
    text = call("review", MINATO, KONBINI, "--format", "markdown").stdout
    assert text.count("```mermaid\n") == 2
    assert text.count("<details>") == text.count("</details>")
    assert len(text) <= 65_000
    page = call("review", MINATO, KONBINI, "--format", "html").stdout
    assert page.startswith("<!doctype html>")
    assert page.count('src="data:image/svg+xml;base64,') == 2


def test_what_is_too_long_for_a_comment_keeps_the_sums(tmp_path: Path) -> None:
    for name, systems in (
        ("then", ("端末",)),
        ("now", tuple(f"とても長い名前のシステム{n}" for n in range(900))),
    ):
        (tmp_path / f"{name}.yaml").write_text(model("住基", *systems), encoding="utf-8")
    text = call("review", tmp_path / "then.yaml", tmp_path / "now.yaml", "--format", "markdown").stdout
    assert len(text) <= 65_000
    assert "追加 900" in text


def test_the_rows_of_the_change_table_are_written_in_the_columns_of_the_form(tmp_path: Path) -> None:
    assert call("review", MINATO, KONBINI, "-o", tmp_path / "変更箇所.csv").exit_code == 0
    rows = list(
        csv.reader(io.StringIO((tmp_path / "変更箇所.csv").read_text(encoding="utf-8-sig"), newline=""))
    )
    assert tuple(rows[0]) == COLUMNS
    assert ["", "Ⅰ.2.システム1.② システムの機能", "記載なし", "コンビニ交付システムとの連携", "事前"] in [
        row[:5] for row in rows
    ]
    assert call("review", MINATO, KONBINI, "-o", tmp_path / "変更箇所.xlsx").exit_code == 0
    sheet = openpyxl.load_workbook(tmp_path / "変更箇所.xlsx")["変更箇所"]
    assert [tuple(cell or "" for cell in row) for row in sheet.values] == [tuple(row) for row in rows]


def test_the_rows_of_several_models_are_a_sheet_each_and_no_single_table(
    folders: tuple[Path, Path], tmp_path: Path
) -> None:
    for file in folders[1].rglob("[jz]*.yaml"):
        file.write_text(file.read_text(encoding="utf-8").replace("端末", "新端末"), encoding="utf-8")
    assert call("review", *folders, "-o", tmp_path / "a.xlsx").exit_code == 0
    assert openpyxl.load_workbook(tmp_path / "a.xlsx").sheetnames == ["変更箇所1", "変更箇所2", "一覧"]
    assert "変わったモデルは 2 つ" in " ".join(refused("review", *folders, "-o", tmp_path / "a.csv"))
    assert not (tmp_path / "a.csv").exists()


def test_a_decision_in_the_model_settles_the_field(folders: tuple[Path, Path]) -> None:
    file = folders[1] / "a" / "juki.yaml"
    changed = model("住基", "端末", "台帳") + "texts: {Ⅳ.3: 新しい対策。}\n"
    file.write_text(changed, encoding="utf-8")
    (open_item,) = told(*folders)["models"][0]["agenda"]
    assert (open_item["path"], open_item["settled"]) == ("Ⅳ.3", False)
    decided = f'accepted: {{"{open_item["key"]}": {{reason: 文言だけ, decided: 2026-04-01}}}}\n'
    file.write_text(changed + decided, encoding="utf-8")
    (one,) = told(*folders)["models"]
    assert [item["settled"] for item in one["agenda"]] == [True]
    (decision,) = one["decisions"]
    assert (decision["standing"], decision["decided"]) == ("kept", "2026-04-01")
    assert "決めてある欄 1" in call("review", *folders).stdout


@pytest.fixture
def repository(folders: tuple[Path, Path]) -> Path:
    home, _ = folders
    git(home, "init", "-q", "-b", "main")
    (home / "a").rename(home / "models")
    commit(home)
    return home


def test_since_a_revision_the_models_of_the_project_are_compared(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(repository)
    assert told("--git", "HEAD") == SAME
    (repository / "models" / "juki.yaml").write_text(model("住基", "新端末", "台帳"), encoding="utf-8")
    assert states("--git", "HEAD") == [("kept", "models/juki.yaml", "models/juki.yaml")]
    assert states("--git", "HEAD", "models/zei.yaml") == []


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ([], "BEFORE と AFTER の2つか、--git 版"),
        ([MINATO], "BEFORE と AFTER の2つか、--git 版"),
        ([MINATO, KONBINI, MINATO], "BEFORE と AFTER の2つか、--git 版"),
        ([MINATO, KONBINI, "-o", "x.docx"], "docx"),
        ([MINATO, KONBINI, "-o", "x.xlsx", "--format", "json"], "形式が2つになります"),
        ([MINATO, "nowhere.yaml"], "nowhere.yaml"),
        (["nowhere.yaml", MINATO], "nowhere.yaml"),
        ([MINATO, KONBINI, "--today", "昨日"], "昨日"),
    ],
)
def test_a_wrong_call_is_refused(
    words: list[str], told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert told in " ".join(refused("review", *words))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
def test_of_two_documents_the_table_has_their_printed_words(tmp_path: Path) -> None:
    """Two revisions of an invented document, printed, read and compared in the words that they print."""
    form = make_form(FormKind.BASIC, seed_random(1))
    written = [
        c for c in form.cells if c.field.kind is FieldKind.TEXT and c.text and c.field.counted != "変更"
    ]
    more = "令和9年に改めた文である。"
    texts = {c.path: Filled(f"{c.text}\n{more}") for c in written[-2:]}
    new = evolve(form, cells=tuple(evolve(c, filled=texts.get(c.path, c.filled)) for c in form.cells))
    files = [tmp_path / "前.xlsx", tmp_path / "後.html", tmp_path / "前.html"]
    files[0].write_bytes(to_xlsx(print_form(form)))
    files[1].write_text(to_html(print_form(new)), encoding="utf-8")
    files[2].write_text(to_html(print_form(form)), encoding="utf-8")
    (one,) = told(files[0], files[1])["models"]
    assert one["by_documents"] is True
    assert {(row["before"], row["after"]) for row in one["rows"]} == {("記載なし", more)}
    assert {item["path"] for item in one["agenda"] if item["origin"] == "derived"} == set(texts)
    for same in told(files[0], files[2])["models"]:  # a page of HTML may leave a box open that a sheet ticks
        assert (same["rows"], same["agenda"]) == ([], [])
        assert same["unread"]
    assert told(files[0], files[0]) == {"compared": 1, "models": []}


@pytest.mark.slow
def test_of_two_documents_every_format_says_what_the_newer_table_does_not(tmp_path: Path) -> None:
    """Three texts are rewritten: one has its row, one has a row that quotes other words, one has none."""
    form = make_form(FormKind.PRIORITY, seed_random(1))
    kept = [one for one in form.cells if one.field.counted != "変更"]
    written = [one for one in kept if one.field.path in ("Ⅰ.1.②", "Ⅰ.6.②", "Ⅰ.7")]
    texts = {one.path: "令和9年に改めた文である。" + one.path for one in written}
    after = [evolve(one, filled=Filled(texts[one.path])) if one.path in texts else one for one in kept]
    right, wrong, missing = written
    rows = [
        ("Ⅰ．１．②", right.text, texts[right.path]),
        ("Ⅰ．６．②", "どこにも書いていない言葉", texts[wrong.path]),
    ]
    files = [tmp_path / "前.html", tmp_path / "後.html"]
    for file, cells, told_rows in zip(files, (kept, after), ([], rows), strict=True):
        printed = print_form(change_form(cells, [("表紙", "甲", "乙"), *told_rows], FormKind.PRIORITY))
        file.write_text(to_html(printed), encoding="utf-8")
    (one,) = told(*files)["models"]
    assert [row["item"] for row in one["table"]["rows"]] == [row[0] for row in rows]
    assert [(found["matter"], found["path"], found["row"]) for found in one["table"]["unmatched"]] == [
        ("missing", missing.path, None),
        ("differs", wrong.path, 3),
    ]
    for fmt in ("text", "markdown", "html"):
        said = "".join(call("review", *files, "--format", fmt).stdout.split())
        assert "行がない（漏れ）1" in said, fmt
        assert "どこにも書いていない言葉" in said, fmt
    assert call("review", *files, "-o", tmp_path / "変更箇所.xlsx").exit_code == 0
    book = openpyxl.load_workbook(tmp_path / "変更箇所.xlsx")
    assert book.sheetnames == ["変更箇所", "照合", "一覧"]
    assert [row[0] for row in book["照合"].iter_rows(min_row=2, values_only=True)] == [
        "行がない（漏れ）",
        "行に書いてあることが、版の記載と違う",
    ]


def _print_form(file: Path, seed: int, procedure: str, *, office: str = "市民課") -> None:
    """An invented 評価書 of one body."""
    texts = {"表紙.評価実施機関名": "しおさい市長", "Ⅰ.1.①": procedure, "Ⅰ.5.①": office}
    cells = make_form(FormKind.BASIC, seed_random(seed)).cells
    told = (evolve(one, filled=Filled(texts[one.path])) if one.path in texts else one for one in cells)
    form = evolve(make_form(FormKind.BASIC, seed_random(seed)), cells=tuple(told))
    file.write_text(to_html(print_form(form)), encoding="utf-8")


def test_documents_of_two_folders_are_paired_where_they_are_of_one_body_and_procedure(
    folders: tuple[Path, Path],
) -> None:
    before, after = folders
    _print_form(before / "住民税.html", 1, "住民税に関する事務")
    _print_form(after / "新しい版.html", 1, "住民税に関する事務", office="税務課")
    _print_form(before / "同じ名.html", 2, "年金に関する事務")
    _print_form(after / "同じ名.html", 3, "介護に関する事務")
    found = json.loads(call("review", before, after, "--format", "json").stdout)["models"]
    assert [(one["state"], one["file_before"], one["file"]) for one in found] == [
        ("added", "", str(after / "同じ名.html")),
        ("renamed", str(before / "住民税.html"), str(after / "新しい版.html")),
        ("removed", str(before / "同じ名.html"), ""),
    ]
    (rows,) = (one["rows"] for one in found if one["by_documents"])
    assert [(row["before"], row["after"]) for row in rows] == [("市民課", "税務課")]


def test_documents_of_which_nobody_knows_which_is_which_are_named(folders: tuple[Path, Path]) -> None:
    before, after = folders
    for name in ("甲", "乙"):
        _print_form(before / f"{name}.html", 1, "住民税に関する事務")
        _print_form(after / f"新{name}.html", 1, "住民税に関する事務", office=f"{name}の課")
    result = call("review", before, after, "--format", "json")
    assert result.exit_code == 0
    assert [one["state"] for one in json.loads(result.stdout)["models"]].count("added") == 2
    assert "比べていない評価書" in result.stderr
    assert all(f"新{name}.html" in result.stderr for name in ("甲", "乙"))

"""`piaflow impact` and `piaflow form`: every way of saying before and after, every format, and git."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from piaflow.app.loading import load
from piaflow.report.form import form_title
from tests.cli.calling import FIXTURES, KONBINI, MINATO, call, refused
from tests.report.columns import find_too_wide

ROOT = FIXTURES.parents[1]
SIX = ["変更日", "項目", "変更前の記載", "変更後の記載", "提出時期", "提出時期に係る説明"]


def printed(*words: str | Path) -> str:
    result = call(*words)
    assert (result.exit_code, result.stderr) == (0, ""), result.output
    return result.stdout


def told(*words: str | Path) -> Any:
    return json.loads(printed("impact", *words, "--format", "json"))


def git(folder: Path, *words: str) -> None:
    who = ("-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", "-C", str(folder), *who, *words], check=True, capture_output=True)  # noqa: S607


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A base and a change file in a folder of a repository; then the base moves and the change with it."""
    folder = tmp_path / "評価書" / "みなと市"
    (folder / "changes").mkdir(parents=True)
    git(tmp_path, "init", "-q", "-b", "main")
    base, change = folder / "juki.yaml", folder / "changes" / "konbini.yaml"
    base.write_bytes(Path(MINATO).read_bytes())
    text = Path(KONBINI).read_text(encoding="utf-8").replace("base: minato.yaml", "base: ../juki.yaml")
    change.write_text(text, encoding="utf-8")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "first")
    base.rename(folder / "jumin.yaml")
    renamed = text.replace("../juki.yaml", "../jumin.yaml").replace("キオスク端末", "交付端末")
    change.write_text(renamed, encoding="utf-8")
    return folder


def test_before_and_after_are_said_in_three_ways() -> None:
    alone, pair, with_change = told(KONBINI), told(MINATO, KONBINI), told(MINATO, "--with", KONBINI)
    assert alone == pair == with_change
    assert [d["name"] for d in alone["added"] if d["part"] == "システム"] == [
        "コンビニ交付システム",
        "証明書交付センター",
        "キオスク端末",
    ]


def test_the_other_way_round_takes_away_what_came() -> None:
    there, back = told(MINATO, KONBINI), told(KONBINI, MINATO)
    assert {d["name"] for d in there["added"]} == {d["name"] for d in back["removed"]}


def test_an_impact_ends_well_whatever_it_finds() -> None:
    assert find_too_wide(printed("impact", KONBINI)) == []
    assert "■ 見立て：変更なし" in printed("impact", MINATO, MINATO)
    assert printed("impact", KONBINI, "--format", "markdown").startswith("## 影響")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "fmt"), [("i.txt", "text"), ("i.json", "json"), ("i.md", "markdown"), ("i", "text")]
)
def test_the_extension_says_the_format(name: str, fmt: str, tmp_path: Path) -> None:
    assert (
        printed("impact", KONBINI, "-o", tmp_path / name) == f"1 件の影響を {tmp_path / name} に書きました\n"
    )
    assert (tmp_path / name).read_text(encoding="utf-8") == printed("impact", KONBINI, "--format", fmt)


def test_a_named_format_goes_before_an_unknown_extension(tmp_path: Path) -> None:
    printed("impact", KONBINI, "--format", "markdown", "-o", tmp_path / "i.comment")
    assert (tmp_path / "i.comment").read_text(encoding="utf-8").startswith("## 影響")


def test_the_workbook_has_the_six_columns_of_the_form(tmp_path: Path) -> None:
    printed("impact", KONBINI, "-o", tmp_path / "i.xlsx")
    page = load_workbook(tmp_path / "i.xlsx")["変更箇所"]
    assert [cell.value for cell in page[1]] == SIX
    assert [cell.value for cell in page[2]][1:5] == ["表紙.公表日", "令和8年4月1日", "令和8年10月1日", "事後"]


def test_the_pictures_of_the_change_are_drawn(tmp_path: Path) -> None:
    printed("impact", KONBINI, "-o", tmp_path / "i.svg")
    printed("draw", KONBINI, "--view", "impact", "-o", tmp_path / "d.svg")
    for number in (1, 2):
        assert (tmp_path / f"i-{number}.svg").read_bytes() == (tmp_path / f"d-{number}.svg").read_bytes()


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        ([MINATO], "は変更ファイルではありません"),
        ([MINATO, KONBINI, MINATO], "BEFORE と AFTER の2つか、変更ファイル1つ"),
        ([MINATO, KONBINI, "--with", KONBINI], "モデルを1つだけ"),
        ([MINATO, "--with", KONBINI, "--git", "HEAD"], "--git 版 か --with"),
        ([KONBINI, "--format", "json", "-o", "i.xlsx"], "形式が2つになります"),
        ([MINATO, KONBINI, "--git", "HEAD", "-o", "i.svg"], "比べられるモデル1つだけ"),
        ([KONBINI, "--format", "sarif"], "'text', 'json', 'markdown'"),
        ([], "引数がありません"),
        ([KONBINI, "-o", "i.docx"], "形式「docx」はありません。使える形式: txt, json, md, xlsx, svg"),
        ([MINATO, "none.yaml"], "none.yaml: ファイルがありません"),
    ],
)
def test_a_wrong_call_is_refused_before_anything_is_written(
    words: list[str], complaint: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert complaint in refused("impact", *words)[-1]
    assert list(tmp_path.iterdir()) == []


def test_a_change_file_is_compared_with_itself_and_its_base_of_then(repository: Path) -> None:
    now = told(repository / "changes" / "konbini.yaml", "--git", "HEAD")
    assert {d["name"] for d in now["removed"] if d["part"] == "システム"} == {"キオスク端末"}
    assert {d["name"] for d in now["added"] if d["part"] == "システム"} == {"交付端末"}


def test_in_a_hook_the_repository_is_that_of_the_file(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_DIR", ".git")
    assert told(repository / "changes" / "konbini.yaml", "--git", "HEAD")["removed"]


def test_several_models_are_compared_with_their_content_of_then(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    git(repository, "add", ".")
    git(repository, "commit", "-qm", "second")
    (repository / "kotai.yaml").write_text(
        "assessment: {body: みなと市長, procedure: 個体}\nsystems: {端末: {}}\n", encoding="utf-8"
    )
    git(repository, "add", ".")
    git(repository, "commit", "-qm", "third")
    (repository / "kotai.yaml").write_text(
        "assessment: {body: みなと市長, procedure: 個体}\nsystems: {端末: {}, 台帳: {}}\n", encoding="utf-8"
    )
    monkeypatch.chdir(repository)
    several = told("--git", "HEAD", ".")
    assert [d["document"] for d in several] == ["みなと市長 住民基本台帳に関する事務", "みなと市長 個体"]
    assert [[d["name"] for d in one["added"]] for one in several] == [[], ["台帳"]]
    assert printed("impact", "--git", "HEAD", ".", "--format", "markdown").count("## 影響") == 2


def test_what_git_does_not_hold_is_said_in_one_line(repository: Path) -> None:
    (line,) = refused("impact", "--git", "HEAD", repository / "nobody.yaml")
    assert line.startswith(f"{repository}/nobody.yaml: ファイルがありません")
    (repository / "empty").mkdir()
    (line,) = refused("impact", "--git", "HEAD", repository / "empty")
    assert line == f"{repository}/empty: モデルのファイル（.yaml）がありません"
    (line,) = refused("impact", "--git", "mian", repository / "changes" / "konbini.yaml")
    assert line == "git の版「mian」はありません"
    (line,) = refused("impact", "--git", "--help", repository / "changes" / "konbini.yaml")
    assert line == "git の版「--help」はありません"


def test_outside_a_repository_there_is_no_revision(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    path = tmp_path / "m.yaml"
    shutil.copy(MINATO, path)
    (line,) = refused("impact", "--git", "HEAD", path)
    assert line == f"{tmp_path}: git のリポジトリーの中にありません"


def test_without_git_that_is_said(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(repository))
    assert refused("impact", "--git", "HEAD", repository / "changes" / "konbini.yaml") == [
        "git: コマンドがありません"
    ]


def test_a_mistake_of_then_is_placed_at_the_revision(repository: Path) -> None:
    path = repository / "jumin.yaml"
    path.write_text("system: {}\n", encoding="utf-8")
    git(repository, "add", ".")
    git(repository, "commit", "-qm", "wrong")
    path.write_bytes(Path(MINATO).read_bytes())
    lines = refused("impact", "--git", "HEAD", path)
    assert lines[0].startswith("HEAD:評価書/みなと市/jumin.yaml:1:1: ")


def test_a_base_outside_the_repository_is_refused(repository: Path) -> None:
    path = repository / "far.yaml"
    path.write_text("base: ../../../../far.yaml\n", encoding="utf-8")
    git(repository, "add", ".")
    git(repository, "commit", "-qm", "far")
    path.write_bytes(Path(MINATO).read_bytes())
    (line,) = refused("impact", "--git", "HEAD", path)
    assert line.startswith("HEAD:評価書/みなと市/far.yaml:1:7: base「")
    assert line.endswith("リポジトリーの外です")


def test_a_form_is_printed_as_markdown() -> None:
    assert printed("form", MINATO) == load(MINATO).form().to_markdown()


@pytest.mark.parametrize("fmt", ["md", "json", "xlsx"])
def test_a_form_is_written_as_the_extension_says(fmt: str, tmp_path: Path) -> None:
    out = tmp_path / f"f.{fmt}"
    form = load(MINATO).form()
    assert printed("form", MINATO, "-o", out) == f"{out} を書きました\n{form_title(form.form)}\n"
    if fmt == "xlsx":
        assert load_workbook(io.BytesIO(out.read_bytes())).sheetnames == list(form.chapters)
    else:
        text = out.read_text(encoding="utf-8")
        assert text == form.to_markdown() if fmt == "md" else json.loads(text) == form.to_dict()


def test_a_form_in_an_unknown_format_is_not_written(tmp_path: Path) -> None:
    (line,) = refused("form", MINATO, "-o", tmp_path / "f.docx")
    assert line == "形式「docx」はありません。使える形式: md, json, xlsx, pdf"
    assert list(tmp_path.iterdir()) == []

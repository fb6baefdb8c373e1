"""`piaflow read`: a document as a model, and documents wherever a command takes a model."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from piaflow.cli.main import main
from tests.app.test_documents import ROWS


@pytest.fixture
def document(tmp_path: Path) -> str:
    file = tmp_path / "評価書.txt"
    file.write_text(ROWS, encoding="utf-8")
    return str(file)


def test_read_says_what_it_read_and_writes_a_model(document: str, tmp_path: Path) -> None:
    model = tmp_path / "m.yaml"
    told = CliRunner().invoke(main, ["read", document, "-o", str(model)])
    assert told.exit_code == 0
    assert "重点項目評価書" in told.stdout
    assert "章ごとに読めた欄" in told.stdout
    shown = CliRunner().invoke(main, ["show", str(model)])
    assert (shown.exit_code, "霧ヶ丘情報株式会社" in shown.stdout) == (0, True)


def test_a_file_that_is_there_is_not_written_over(document: str, tmp_path: Path) -> None:
    model = tmp_path / "m.yaml"
    model.write_text("person's own", encoding="utf-8")
    told = CliRunner().invoke(main, ["read", document, "-o", str(model)])
    assert (told.exit_code, model.read_text(encoding="utf-8")) == (2, "person's own")


@pytest.mark.parametrize(
    ("command", "options", "said"),
    [
        ("show", [], "こども医療システム"),
        ("trace", ["--item", "個人番号"], "こども医療ファイル"),
        ("check", ["--select", "basis-missing"], "1 件の文書に指摘 0 件"),
        ("form", [], "霧ヶ丘情報株式会社"),
        ("todo", [], "こども医療費助成事務"),
    ],
)
def test_a_command_takes_a_document_where_it_takes_a_model(
    document: str, command: str, options: list[str], said: str
) -> None:
    told = CliRunner().invoke(main, [command, document, *options])
    assert (told.exit_code, told.stderr) == (0, "")
    assert said in told.stdout


def test_a_finding_stands_at_the_line_of_the_document(document: str) -> None:
    told = CliRunner().invoke(main, ["check", document])
    line = next(n for n, row in enumerate(ROWS.splitlines(), 1) if row.startswith("委託の有無"))
    assert told.exit_code == 1
    assert f"評価書:{line}" in told.stdout


def test_the_impact_of_a_later_document_is_that_of_its_changes(document: str, tmp_path: Path) -> None:
    later = tmp_path / "翌年.txt"
    later.write_text(ROWS.replace("霧ヶ丘情報株式会社", "別会社株式会社"), encoding="utf-8")
    told = CliRunner().invoke(main, ["impact", document, str(later)])
    assert told.exit_code == 0
    assert "別会社株式会社" in told.stdout


@pytest.mark.parametrize("content", ["", "拝啓　春の候", "%PDF-1.7 broken", "PK\x03\x04broken"])
def test_what_cannot_be_read_is_one_line_and_nothing_is_written(tmp_path: Path, content: str) -> None:
    file, model = tmp_path / "壊れた.pdf", tmp_path / "m.yaml"
    file.write_text(content, encoding="latin-1" if content.startswith(("%", "PK")) else "utf-8")
    told = CliRunner().invoke(main, ["read", str(file), "-o", str(model)])
    assert (told.exit_code, told.stderr.count("\n"), model.exists()) == (2, 1, False)

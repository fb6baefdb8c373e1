"""`piaflow form`: the printed 評価書, and the officer's own workbook filled in, or one clear line and nothing written."""

from __future__ import annotations

from pathlib import Path

import pytest

from piaflow import load, read
from tests.cli.calling import MINATO, call, refused
from tests.source.officer_books import blank, make_book

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def book() -> bytes:
    """A blank workbook of the form of the model."""
    return make_book(blank(load(MINATO).form().form), "方眼")


@pytest.fixture
def workbook(book: bytes, tmp_path: Path) -> Path:
    path = tmp_path / "様式.xlsx"
    path.write_bytes(book)
    return path


def test_the_whole_document_is_printed(tmp_path: Path) -> None:
    result = call("form", MINATO, "-o", tmp_path / "評価書.pdf")
    assert result.exit_code == 0, result.output
    printed = read(tmp_path / "評価書.pdf")
    name = load(MINATO).form().form.cell("Ⅰ.1.①").text
    assert printed.form.form.cell("Ⅰ.1.①").text == name


def test_a_workbook_is_filled_into_another_file(workbook: Path, book: bytes, tmp_path: Path) -> None:
    out = tmp_path / "記入済み.xlsx"
    result = call("form", MINATO, "--into", workbook, "-o", out)
    assert result.exit_code == 0, result.output
    assert "欄を書き" in result.stdout
    assert "書けなかったこと" in result.stdout
    assert workbook.read_bytes() == book
    assert read(out).form.form.cell("Ⅰ.1.①").text == load(MINATO).form().form.cell("Ⅰ.1.①").text


def test_the_workbook_itself_is_written_only_when_that_is_asked_for(workbook: Path, book: bytes) -> None:
    assert "上書き" in refused("form", MINATO, "--into", workbook, "-o", workbook)[-1]
    assert workbook.read_bytes() == book
    assert call("form", MINATO, "--into", workbook, "--in-place").exit_code == 0
    assert workbook.read_bytes() != book


def test_a_file_that_excel_holds_open_is_left_alone(workbook: Path, book: bytes) -> None:
    workbook.with_name(f"~${workbook.name}").write_bytes(b"x")
    (line,) = refused("form", MINATO, "--into", workbook, "--in-place")
    assert "Excel で開かれています" in line
    assert workbook.read_bytes() == book


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "古い形の Excel"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "パスワード"),
        (b"PK\x03\x04broken", "壊れた"),
        (b"", "空のファイル"),
    ],
)
def test_what_is_no_workbook_is_refused_and_nothing_is_written(
    content: bytes, told: str, tmp_path: Path
) -> None:
    path, out = tmp_path / "様式.xlsx", tmp_path / "out.xlsx"
    path.write_bytes(content)
    (line,) = refused("form", MINATO, "--into", path, "-o", out)
    assert told in line
    assert not out.exists()


def test_wrong_calls_are_refused(workbook: Path, tmp_path: Path) -> None:
    assert "どちらか一方とともに" in refused("form", MINATO, "--into", workbook)[-1]
    assert "--in-place は --into とともに" in refused("form", MINATO, "--in-place")[-1]
    assert ".xlsx で終わります" in refused("form", MINATO, "--into", workbook, "-o", tmp_path / "a.pdf")[-1]
    assert refused("form", MINATO, "--into", tmp_path / "no.xlsx", "-o", tmp_path / "a.xlsx")


def test_rows_of_changes_that_follow_from_a_comparison_are_written_and_told(
    workbook: Path, tmp_path: Path
) -> None:
    model, out, printed = tmp_path / "今.yaml", tmp_path / "記入済み.xlsx", tmp_path / "評価書.pdf"
    text = Path(MINATO).read_text(encoding="utf-8")
    model.write_text(text.replace("department_head: 市民課長", "department_head: 窓口課長"), encoding="utf-8")
    assert call("review", MINATO, model, "--into", model).exit_code == 0
    result = call("form", model, "--into", workbook, "-o", out)
    assert "変更箇所の 1 行は、まだ確かめていない導出です" in result.stdout
    assert call("form", model, "-o", printed).exit_code == 0
    for file in (out, printed):
        form = read(file).form.form
        assert form.cell("別添3.変更3.項目").text == "Ⅰ.7.② 所属長の役職名"
        assert form.cell("別添3.変更3.変更後の記載").text == "窓口課長"
        assert all(cell.text == "" for cell in form.ask("別添3.変更{k}.変更日")[2:])

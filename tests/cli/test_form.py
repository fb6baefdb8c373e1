"""`piaflow form`: the printed 評価書, and the officer's own workbook filled in, or one clear line and nothing written."""

from __future__ import annotations

from pathlib import Path

import pytest

from piaflow import load, read
from tests.cli.calling import MINATO, call, refused
from tests.source.officer_books import blank, make_book


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
    assert "--into wants" in refused("form", MINATO, "--into", workbook)[-1]
    assert "--in-place goes" in refused("form", MINATO, "--in-place")[-1]
    assert ".xlsx で終わります" in refused("form", MINATO, "--into", workbook, "-o", tmp_path / "a.pdf")[-1]
    assert refused("form", MINATO, "--into", tmp_path / "no.xlsx", "-o", tmp_path / "a.xlsx")

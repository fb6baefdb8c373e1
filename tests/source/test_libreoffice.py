"""A sheet printed by LibreOffice gives the cells of the sheet: fitted to the page, broken at its foot, clipped."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties

from piaflow.source.opening import read_document
from piaflow.source.page import Source
from tests.source.papers import LABELS, Block, close, new_book, put_block, save

OFFICE = shutil.which("soffice")
pytestmark = pytest.mark.skipif(OFFICE is None, reason="no LibreOffice to print a sheet with")
LONG = "届出の内容を確かめ、入力の結果を別の職員が照合する。" * 12


def _print(held: bytes, folder: Path) -> Source:
    (folder / "a.xlsx").write_bytes(held)
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = [
        str(OFFICE),
        profile,
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(folder),
        str(folder / "a.xlsx"),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return read_document("a.pdf", (folder / "a.pdf").read_bytes())


@pytest.fixture(scope="module")
def blocks() -> list[Block]:
    """A form with a label and a value in each row, in ranges over many narrow columns."""
    rows = []
    for at in range(40):
        label = LABELS[at] if at < len(LABELS) else f"{at}番目の欄"
        rows += [Block(at, 0, 1, 8, label), Block(at, 8, 1, 22, f"{at}番目の値" if at != 20 else LONG)]
    return rows


@pytest.fixture(scope="module")
def printed(blocks: list[Block], tmp_path_factory: pytest.TempPathFactory) -> Source:
    book = new_book()
    sheet = book["様式"]
    for block in blocks:
        put_block(sheet, block)
        cell = sheet.cell(block.row + 1, block.column + 1)
        cell.font, cell.alignment = Font(size=10), Alignment(wrap_text=True, vertical="top")
    for column in range(1, 31):
        sheet.column_dimensions[get_column_letter(column)].width = 4
    for row in range(1, 41):
        sheet.row_dimensions[row].height = 30
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    return _print(save(book), tmp_path_factory.mktemp("print"))


@pytest.mark.slow
def test_every_value_stands_right_of_its_label(printed: Source, blocks: list[Block]) -> None:
    found = {
        close(cell.text): close(right.text)
        for page in printed.pages
        for cell in page.cells
        for right in page.right_of(cell)
    }
    wanted = {
        close(label.text): close(value.text) for label, value in zip(blocks[::2], blocks[1::2], strict=True)
    }
    assert set(found) == set(wanted)
    assert {label: value for label, value in found.items() if value != wanted[label]} == {
        label: value for label, value in found.items() if wanted[label] == close(LONG)
    }


@pytest.mark.slow
def test_a_text_too_tall_for_its_row_is_marked_and_does_not_reach_the_next(printed: Source) -> None:
    (marked,) = [cell for page in printed.pages for cell in page.cells if cell.clipped]
    assert 0 < len(close(marked.text)) < len(close(LONG))
    assert close(LONG).startswith(close(marked.text))


@pytest.mark.slow
def test_no_text_stands_outside_the_cells(printed: Source) -> None:
    assert [line.text for page in printed.pages for line in page.loose] == []

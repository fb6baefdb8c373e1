"""`model.form()`: the official form as a value that shows itself and is saved."""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from attrs import evolve
from openpyxl import load_workbook

import piaflow
from piaflow.domain.choices import FormKind
from tests.once import open_once

MINATO = open_once(Path(__file__).parents[1] / "fixtures" / "minato.yaml")
FORM = MINATO.form()
OFFICE = shutil.which("soffice")


@pytest.fixture(scope="module")
def workbook() -> bytes:
    return FORM.to_xlsx()


def test_a_form_shows_itself() -> None:
    assert repr(FORM).startswith("<Form 全項目評価書（平成30年5月 様式4）")
    assert ">みなと市長</td>" in FORM._repr_html_()
    assert json.loads(json.dumps(FORM.to_dict())) == FORM.to_dict()
    assert FORM.cell("表紙.評価実施機関名").text == "みなと市長"
    assert MINATO.form() == FORM
    assert FORM.to_rows() == FORM.to_dict()["cells"]
    assert {row["text"] for row in FORM.to_rows() if row["label"] == "評価実施機関名"} == {"みなと市長"}


def test_the_pictures_of_annex_1_stand_below_its_table(workbook: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(workbook)) as parts:
        drawn = [parts.read(name) for name in parts.namelist() if name.startswith("xl/media/")]
        places = parts.read("xl/drawings/drawing1.xml").decode()
        linked = [name for name in parts.namelist() if name.startswith("xl/worksheets/_rels/")]
    assert drawn == [picture.to_bytes("png") for picture in MINATO.pictures("annex1").values()]
    book = load_workbook(io.BytesIO(workbook))
    rows = [int(row) for row in re.findall(r"<(?:xdr:)?row>(\d+)</", places)]
    assert len(rows) == len(drawn) == 2
    assert book["別添1"].max_row < rows[0] < rows[1]
    assert linked == [f"xl/worksheets/_rels/sheet{book.sheetnames.index('別添1') + 1}.xml.rels"]


def test_a_form_without_a_place_for_pictures_gets_none() -> None:
    overview = evolve(MINATO.overview, form=FormKind.PRIORITY)
    form = MINATO.replace(overview=overview).form()
    assert form.diagram_chapters == ()
    with zipfile.ZipFile(io.BytesIO(form.to_xlsx())) as parts:
        assert [name for name in parts.namelist() if name.startswith("xl/media/")] == []


def test_the_same_model_gives_the_same_workbook(workbook: bytes) -> None:
    assert MINATO.form().to_xlsx() == workbook


def test_a_form_is_saved_as_its_extension_says(workbook: bytes, tmp_path: Path) -> None:
    FORM.save(tmp_path / "f.xlsx")
    FORM.save(str(tmp_path / "f.md"))
    assert (tmp_path / "f.xlsx").read_bytes() == workbook
    assert (tmp_path / "f.md").read_text(encoding="utf-8") == FORM.to_markdown()
    with pytest.raises(piaflow.FormatError):
        FORM.save(tmp_path / "f.docx")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["f.md", "f.xlsx"]


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice (soffice) is not on this machine")
def test_an_office_program_opens_the_workbook(workbook: bytes, tmp_path: Path) -> None:
    (tmp_path / "f.xlsx").write_bytes(workbook)
    words = [
        str(OFFICE),
        "--headless",
        "--convert-to",
        "csv:Text - txt - csv (StarCalc):44,34,76",  # 76: UTF-8
        "--outdir",
        str(tmp_path),
        str(tmp_path / "f.xlsx"),
    ]
    subprocess.run(words, check=True, capture_output=True, timeout=300)
    assert "みなと市長" in (tmp_path / "f.csv").read_text(encoding="utf-8")

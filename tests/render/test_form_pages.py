"""The whole 評価書 as a PDF: what is printed is read back, its pages are numbered, its rows whole or plainly cut."""

from __future__ import annotations

from io import BytesIO

import pytest
from attrs import evolve
from pypdf import PdfReader

from piaflow import load
from piaflow.domain.choices import FormKind
from piaflow.form.form import Cell, Filled
from piaflow.law.addresses import Address
from piaflow.render.form_pages import Annex, print_pdf
from tests.cli.calling import FIXTURES
from tests.source.judging import judge, read_printed
from tests.source.random_forms import make_form, seed_random


@pytest.mark.slow
@pytest.mark.parametrize("kind", FormKind)
@pytest.mark.parametrize("seed", range(3))
def test_a_printed_form_is_read_back(kind: FormKind, seed: int) -> None:
    form = make_form(kind, seed_random(seed))
    claims = judge(form, read_printed("評価書.pdf", print_pdf(form)))
    assert [claim for claim in claims if not claim.is_right] == []


@pytest.mark.slow
def test_a_text_longer_than_a_page_goes_on_over_it() -> None:
    form = make_form(FormKind.FULL, seed_random(4))
    address = Address(FormKind.FULL, "Ⅰ.1.②")
    long = "\n".join(
        f"{n}番目の文。職員が届出の内容を確かめて入力し、別の職員が照合する。" for n in range(150)
    )
    cells = tuple(Cell(address, Filled(long)) if c.address == address else c for c in form.cells)
    read = read_printed("評価書.pdf", print_pdf(evolve(form, cells=cells))).form
    assert "".join(read.cell("Ⅰ.1.②").text.split()) == "".join(long.split())


def test_every_page_has_its_number_and_text_that_can_be_copied() -> None:
    form = make_form(FormKind.BASIC, seed_random(5))
    pages = [page.extract_text() for page in PdfReader(BytesIO(print_pdf(form))).pages]
    assert [f"{n}" in page.split() for n, page in enumerate(pages, 1)] == [True] * len(pages)
    assert "特定個人情報保護評価書（基礎項目評価書）" in pages[0]


def test_the_same_form_gives_the_same_bytes() -> None:
    form = make_form(FormKind.BASIC, seed_random(5))
    assert print_pdf(form) == print_pdf(form)


def test_an_annex_is_printed_behind_the_form() -> None:
    form = make_form(FormKind.BASIC, seed_random(5))
    annex = Annex("別紙1", (("番号", 0.2), ("名", 0.8)), (("提供先1", "みなと町長"), ("提供先2", "𠮷" * 200)))
    (*_, last) = PdfReader(BytesIO(print_pdf(form, (), [annex]))).pages
    assert "みなと町長" in last.extract_text()


@pytest.mark.slow
def test_a_model_prints_its_picture_below_the_heading_of_the_annex() -> None:
    model = load(FIXTURES / "minato.yaml")
    text = [page.extract_text() for page in PdfReader(BytesIO(model.form().to_pdf())).pages]
    drawn = [page for page in text if "（別添１）事務の内容" in page or "（別添1）" in page]
    assert bool(drawn) == bool(model.form().form.diagram_chapters)

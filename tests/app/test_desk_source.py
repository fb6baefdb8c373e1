"""The document beside a field: the very lines that it was read from, and nothing that lies outside the folder."""

from __future__ import annotations

import shutil
from base64 import b64decode
from pathlib import Path

import pytest
from attrs import evolve

from piaflow.app.desk_source import Beside, list_at_hand
from piaflow.app.documents import read
from piaflow.app.model import Model
from piaflow.domain.assessment import Document
from piaflow.errors import PiaflowError
from piaflow.proposals.projecting import project

TEXT = Path("docs/kirigaoka.txt")


@pytest.fixture
def text(tmp_path: Path) -> tuple[Path, Model]:
    """The folder of a document, and the model that was read from it."""
    copy = Path(shutil.copy(TEXT, tmp_path))
    return tmp_path, read(copy).model


def test_the_lines_of_a_field_stand_among_those_around_them(text: tuple[Path, Model]) -> None:
    folder, model = text
    beside = Beside(folder / "kirigaoka.yaml", folder)
    assert list_at_hand(model.assessment, beside.path, folder) == {"kirigaoka": "kirigaoka.txt"}
    printed = TEXT.read_text(encoding="utf-8").splitlines()
    cells = [cell for cell in project(model.assessment).cells if cell.spans]
    assert cells
    for cell in cells[:20]:
        span = cell.spans[0]
        told = beside.show(model.assessment, str(span))
        here = [number for number, _, is_here in told["lines"] if is_here]
        assert set(here) <= set(range(span.first, span.last + 1))
        assert here[0] == span.first
        assert all(_squeeze(words) == _squeeze(printed[number - 1]) for number, words, _ in told["lines"])
        assert len(told["lines"]) > len(here)
        assert "picture" not in told


def _squeeze(words: str) -> str:
    return "".join(words.split())


def test_the_page_of_a_pdf_is_shown_with_the_lines_marked_on_it(text: tuple[Path, Model]) -> None:
    folder, model = text
    pdf = folder / "評価書.pdf"
    model.form().save(pdf)
    again = read(pdf).assessment
    cell = next(c for c in project(again).cells if c.spans and c.field.full == "Ⅰ.1.①")
    told = Beside(folder / "a.yaml", folder).show(again, str(cell.spans[0]))
    assert told["page"].endswith("ページ")
    assert b64decode(told["picture"].partition(",")[2]).startswith(b"\x89PNG")
    assert told["marks"]
    assert all(0 <= side <= 1 for mark in told["marks"] for side in mark)


def test_what_is_not_at_hand_or_lies_outside_is_not_opened(text: tuple[Path, Model]) -> None:
    folder, model = text
    inner = folder / "机"
    inner.mkdir()
    beside = Beside(inner / "a.yaml", inner)
    outside = evolve(model.assessment, documents=(Document("kirigaoka", "../kirigaoka.txt"),))
    for named in (model.assessment, outside):
        assert list_at_hand(named, beside.path, inner) == {}
        with pytest.raises(KeyError):
            beside.show(named, "kirigaoka:3")
    (inner / "kirigaoka.txt").write_text("牛乳\n", encoding="utf-8")
    with pytest.raises(PiaflowError):
        beside.show(model.assessment, "kirigaoka:1")
    with pytest.raises(PiaflowError):
        beside.show(model.assessment, "行ではない")

from __future__ import annotations

from io import BytesIO

import pytest
from attrs import evolve
from pypdf import PdfReader

from piaflow.render.draw import draw
from piaflow.render.pages import make_pages
from piaflow.views.scene import Mark, Scene
from tests.render.scenes import LARGE, SMALL


def _read(content: bytes) -> PdfReader:
    return PdfReader(BytesIO(content))


def _squeeze(text: str) -> str:
    return "".join(text.split())


@pytest.mark.slow
def test_the_pdf_has_a_page_of_a4_for_each_sheet_and_a_title() -> None:
    read = _read(draw(LARGE, "pdf"))
    assert len(read.pages) == len(make_pages(LARGE))
    assert {tuple(sorted(map(float, page.mediabox[2:]))) for page in read.pages} == {(595.28, 841.89)}
    assert read.metadata
    assert read.metadata.title == LARGE.title


def test_every_page_can_be_searched_for_what_it_shows() -> None:
    for page, told in zip(make_pages(LARGE), _read(draw(LARGE, "pdf")).pages, strict=True):
        text = _squeeze(told.extract_text())
        for box in page.scene.boxes:
            assert all(word in text for word in box.label.split("・"))
        assert all(arrow.number in text for arrow in page.scene.arrows)
        assert f"{page.number}／{page.count}" in text


def test_the_font_is_embedded_as_a_subset() -> None:
    fonts = _read(draw(SMALL, "pdf")).pages[0]["/Resources"]["/Font"]  # type: ignore[index]
    found = [font.get_object()["/DescendantFonts"][0].get_object() for font in fonts.values()]
    assert all("+IPAexGothic" in font["/BaseFont"] for font in found)
    assert all("/FontFile2" in font["/FontDescriptor"] for font in found)


def test_a_character_that_the_font_lacks_is_printed_as_a_geta_and_nothing_is_logged(
    caplog: pytest.LogCaptureFixture,
) -> None:
    scene = evolve(SMALL, title="𠮷野町の事務")
    text = _read(draw(scene, "pdf")).pages[0].extract_text()
    assert "〓野町の事務" in text
    assert not caplog.records


def test_characters_that_stand_in_an_svg_by_their_names_are_printed_too() -> None:
    title = """A&B<C>"D"'E'の事務"""
    assert title in _read(draw(evolve(SMALL, title=title), "pdf")).pages[0].extract_text()


@pytest.mark.slow
def test_the_same_scene_gives_the_same_bytes_twice() -> None:
    first = draw(SMALL, "pdf")
    draw(LARGE, "pdf")
    assert draw(SMALL, "pdf") == first


def test_marks_are_printed_too() -> None:
    marked = evolve(SMALL, boxes=tuple(evolve(box, mark=Mark.ASIDE) for box in SMALL.boxes))
    assert b"/ca" in draw(marked, "pdf")


LONG = "始" + "長" * 40_000 + "終"


@pytest.mark.slow
@pytest.mark.parametrize(
    "scene",
    [evolve(SMALL, title=LONG), evolve(SMALL, subtitle=LONG), evolve(SMALL, footer=LONG)],
    ids=["title", "subtitle", "footer"],
)
def test_a_heading_that_would_fill_the_page_is_cut_visibly_and_the_picture_stays_whole(scene: Scene) -> None:
    pages = make_pages(scene)
    assert {box.id for page in pages for box in page.scene.boxes} == {box.id for box in SMALL.boxes}
    assert len(pages) <= 2 * len(make_pages(SMALL))
    for page in _read(draw(scene, "pdf")).pages:
        text = _squeeze(page.extract_text())
        assert "始長" in text
        assert "長…（40,002字）…長" in text
        assert "長終" in text

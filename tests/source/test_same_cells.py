"""One grid of merged cells, on paper, in a sheet or in HTML: the same cells with the same texts."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

from piaflow.source.html import read_html
from piaflow.source.pdf import read_pdf
from piaflow.source.xlsx import read_xlsx
from tests.source.papers import (
    RULERS,
    Block,
    Paper,
    Ruler,
    draw_grid,
    grids,
    make_html,
    make_pdf,
    make_xlsx,
    rank,
    rank_blocks,
    shades,
    to_pdf,
)

SLOWLY = settings(
    max_examples=40,
    phases=(Phase.explicit, Phase.generate),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
Blocks = tuple[Block, ...]


def _has_text(blocks: Blocks) -> bool:
    return any(block.text for block in blocks)


@pytest.mark.slow
@pytest.mark.parametrize("ruler", RULERS, ids=lambda ruler: ruler.__name__)
@given(blocks=grids().filter(_has_text))
@SLOWLY
def test_a_pdf_gives_its_cells_however_its_rules_are_drawn(ruler: Ruler, blocks: Blocks) -> None:
    assume(ruler is not shades or len(blocks) > 1)  # one shade alone stands behind some words
    page = read_pdf("a.pdf", make_pdf(blocks, ruler)).pages[0]
    assert rank(page) == rank_blocks(blocks)
    assert page.loose == ()


@given(blocks=grids().filter(_has_text), degrees=st.sampled_from((90, 180, 270)))
@SLOWLY
def test_a_turned_page_is_read_as_it_is_shown_or_as_its_text_runs(blocks: Blocks, degrees: int) -> None:
    page = read_pdf("a.pdf", to_pdf(draw_grid(Paper(rotate=degrees), blocks))).pages[0]
    assert rank(page) == rank_blocks(blocks)
    assert (page.turn + degrees) % 360 == 0


@given(blocks=grids().filter(_has_text), left=st.integers(0, 35), top=st.integers(0, 45))
@SLOWLY
def test_a_crop_box_away_from_the_corner_moves_everything_alike(blocks: Blocks, left: int, top: int) -> None:
    whole = read_pdf("a.pdf", make_pdf(blocks)).pages[0]
    page = read_pdf("a.pdf", to_pdf(draw_grid(Paper(box=(left, top, 590, 830)), blocks))).pages[0]
    assert rank(page) == rank_blocks(blocks)
    for cell, moved in zip(whole.cells, page.cells, strict=True):
        assert moved.rectangle.left == pytest.approx(cell.rectangle.left - left, abs=0.1)
        assert moved.rectangle.top == pytest.approx(cell.rectangle.top - top, abs=0.1)


@given(blocks=grids().filter(_has_text), scale=st.sampled_from((0.5, 0.7, 0.9)))
@SLOWLY
def test_forms_in_forms_are_read_where_they_are_drawn(blocks: Blocks, scale: float) -> None:
    assert rank(
        read_pdf("a.pdf", to_pdf(draw_grid(Paper(forms=2, scale=scale), blocks))).pages[0]
    ) == rank_blocks(blocks)


@given(blocks=grids().filter(_has_text), scale=st.sampled_from((0.4, 0.5, 0.7)))
@SLOWLY
def test_a_sheet_printed_small_keeps_its_cells(blocks: Blocks, scale: float) -> None:
    assert rank(read_pdf("a.pdf", to_pdf(draw_grid(Paper(scale=scale), blocks))).pages[0]) == rank_blocks(
        blocks
    )
    assert rank(read_pdf("a.pdf", make_pdf(blocks, scale=scale)).pages[0]) == rank_blocks(blocks)


@given(blocks=grids(), style=st.sampled_from(("thin", "hair", "double", "dashed")))
@SLOWLY
def test_an_xlsx_gives_its_merged_ranges(blocks: Blocks, style: str) -> None:
    pages = read_xlsx("a.xlsx", make_xlsx(blocks, style)).pages
    if not _has_text(blocks):
        assert pages == ()
        return
    found = {
        ((row - 1, column - 1, rows, columns), cell.text)
        for cell in pages[0].cells
        for row, column, rows, columns in [cell.grid]
    }
    assert found == {(block.place, block.text) for block in blocks}


@given(blocks=grids())
@SLOWLY
def test_html_gives_its_spanning_cells(blocks: Blocks) -> None:
    page = read_html("a.html", make_html(blocks), 0).pages[0]
    assert {(cell.grid, cell.text) for cell in page.cells} == {(block.place, block.text) for block in blocks}


@given(blocks=grids().filter(_has_text), ruler=st.sampled_from(RULERS))
@SLOWLY
def test_neighbours_on_paper_are_those_of_the_grid(blocks: Blocks, ruler: Ruler) -> None:
    assume(ruler is not shades or len(blocks) > 1)
    page = read_pdf("a.pdf", make_pdf(blocks, ruler)).pages[0]
    ordered = sorted(blocks, key=lambda block: (block.row, block.column))
    assert len(page.cells) == len(ordered)
    for cell, block in zip(page.cells, ordered, strict=True):
        right = [
            other
            for other in ordered
            if other.column == block.column + block.columns
            and other.row < block.row + block.rows
            and block.row < other.row + other.rows
        ]
        assert [page.cells.index(other) for other in page.right_of(cell)] == [ordered.index(b) for b in right]
        assert all(cell in page.left_of(other) for other in page.right_of(cell))
        assert all(cell in page.above(other) for other in page.below(cell))

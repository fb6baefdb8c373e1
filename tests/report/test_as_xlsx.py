"""Workbooks: every text is read back as it was, as text, and the same sheets give the same bytes."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from PIL import Image

from piaflow.domain.visible import reveal
from piaflow.proposals.projecting import project
from piaflow.report.as_xlsx import MOST, to_xlsx
from piaflow.report.form import tell_form
from piaflow.report.impact import tell_revisions
from piaflow.report.told import Column, Pictures, Section, Table, Told
from tests.report.impacts import AFTER, EVIL, make_impact
from tests.trace.random_models import assessments

FORMULAS = ("=1+1", "+81", "-cmd|' /C calc'!A0", "@SUM(1)", "=", "#N/A")
SIX = ["変更日", "項目", "変更前の記載", "変更後の記載", "提出時期", "提出時期に係る説明"]

texts = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("\n\t"), max_size=60)


def read(content: bytes) -> Workbook:
    return load_workbook(io.BytesIO(content))


def cells_of(book: Workbook, sheet: str) -> list[tuple[str, ...]]:
    """The rows below the header, an empty cell as ""."""
    rows = book[sheet].iter_rows(min_row=2, values_only=True)
    return [tuple("" if value is None else str(value) for value in row) for row in rows]


def one(*rows: tuple[str, ...], pictures: tuple[bytes, ...] = ()) -> Told:
    columns = tuple(Column(f"列{n}", 20) for n in range(len(rows[0])))
    return Told(sections=(Section("表", (Table(columns, rows), Pictures(pictures))),))


@settings(max_examples=60, deadline=None, derandomize=True, database=None)
@given(st.lists(st.tuples(texts, texts), min_size=1, max_size=4))
def test_every_text_is_read_back_as_it_was_with_what_is_hidden_shown(rows: list[tuple[str, ...]]) -> None:
    assert cells_of(read(to_xlsx(one(*rows))), "表") == [tuple(map(reveal, row)) for row in rows]


@pytest.mark.parametrize("text", FORMULAS)
def test_what_looks_like_a_formula_is_text_and_stays_so_when_edited(text: str) -> None:
    cell = read(to_xlsx(one((text,))))["表"]["A2"]
    assert (cell.value, cell.data_type) == (text, "s")
    assert cell.quotePrefix == (text[0] in "=+-@")


def test_what_is_too_long_for_a_cell_goes_on_in_the_row_below() -> None:
    long = "".join(chr(0x4E00 + n % 500) for n in range(2 * MOST + 5))
    rows = cells_of(read(to_xlsx(one((long, "短い")))), "表")
    assert "".join(row[0] for row in rows) == long
    assert [row[1] for row in rows] == ["短い", "", ""]


def test_what_a_workbook_cannot_hold_is_shown_and_lines_end_in_one_way() -> None:
    assert cells_of(read(to_xlsx(one(("甲\x00乙\x0b丙\r\n丁\r戊",)))), "表") == [
        ("甲‹U+0000›乙‹U+000B›丙\n丁\n戊",)
    ]


def test_the_header_stays_in_sight_and_texts_are_wrapped() -> None:
    page = read(to_xlsx(one(("甲\n乙", "丙"))))["表"]
    assert [cell.value for cell in page[1]] == ["列0", "列1"]
    assert page.freeze_panes == "A2"
    assert all(cell.alignment.wrap_text for cell in page[2])
    assert page.column_dimensions["A"].width == 20
    assert page.row_dimensions[2].height == 2 * page.row_dimensions[1].height


def test_the_same_sheets_give_the_same_bytes_and_tell_no_time() -> None:
    content = to_xlsx(one(("甲",)))
    assert to_xlsx(one(("甲",))) == content
    with zipfile.ZipFile(io.BytesIO(content)) as read_back:
        assert {info.date_time for info in read_back.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert read_back.testzip() is None
        assert b"2000-01-01T00:00:00Z" in read_back.read("docProps/core.xml")


@pytest.mark.slow
@settings(max_examples=15, deadline=None, derandomize=True, database=None)
@given(assessments)
def test_every_cell_of_a_form_is_on_the_sheet_of_its_chapter(a: object) -> None:
    form = project(a)  # type: ignore[arg-type] # a strategy of assessments
    book = read(to_xlsx(tell_form(form)))
    assert book.sheetnames == list(form.chapters)
    for chapter in form.chapters:
        rows = cells_of(book, chapter)
        cells = [cell for cell in form.cells if cell.path.split(".")[0] == chapter]
        assert [(row[1], row[2], row[3]) for row in rows] == [(c.path, c.field.label, c.text) for c in cells]
        assert [row[0] == "※" for row in rows] == [c.field.significant for c in cells]


def test_evil_names_are_in_the_workbook_of_a_form() -> None:
    rows = cells_of(read(to_xlsx(tell_form(project(AFTER)))), "Ⅰ")
    assert EVIL in {row[3] for row in rows}


def test_the_rows_of_a_change_are_ready_to_paste() -> None:
    impact = make_impact()
    page = read(to_xlsx(tell_revisions(impact)))["変更箇所"]
    assert [cell.value for cell in page[1]] == SIX
    rows = cells_of(read(to_xlsx(tell_revisions(impact))), "変更箇所")
    derived = [item for item in impact.items if item.origin.value == "derived"]
    assert [(row[2], row[3], row[4]) for row in rows] == [
        (i.excerpt[0] or "記載なし", i.excerpt[1] or "削除", i.timing.value) for i in derived
    ]
    assert {row[0] for row in rows} == {""}
    assert any(EVIL in row[3] for row in rows)


def test_what_is_to_be_looked_at_stands_on_a_sheet_of_its_own_with_its_reason() -> None:
    impact = make_impact()
    rows = cells_of(read(to_xlsx(tell_revisions(impact))), "見直す欄")
    review = [item for item in impact.items if item.origin.value == "review"]
    assert [(row[2], row[3]) for row in rows] == [(item.rule, item.reason) for item in review] != []


EMU_PER_PIXEL = 9525


def _png(width: int, height: int) -> bytes:
    out = io.BytesIO()
    Image.new("1", (width, height)).save(out, "PNG")
    return out.getvalue()


@pytest.mark.parametrize("size", [(4000, 300), (300, 4000), (40, 30)])
def test_each_picture_stands_whole_on_a_printed_page_of_its_own(size: tuple[int, int]) -> None:
    picture = _png(*size)
    page: Any = read(to_xlsx(one(("甲", "乙"), pictures=(picture, picture))))["表"]
    anchors = [image.anchor for image in page._images]  # noqa: SLF001 - openpyxl has no public way to them
    assert [mark.id for mark in page.row_breaks.brk] == [anchor._from.row for anchor in anchors]  # noqa: SLF001
    wide = 2 * 20 * 7
    for anchor in anchors:
        width, height = (pixels / EMU_PER_PIXEL for pixels in (anchor.ext.width, anchor.ext.height))
        assert width <= min(wide, size[0])
        assert height <= min(0.6 * wide + 1, size[1])
        assert width / height == pytest.approx(size[0] / size[1], rel=0.1)
